//! How true is it? Scores against marked-up articles.
