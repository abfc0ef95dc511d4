//! How true is it? Articles whose places are known, and what the pipeline says of them.

mod gold;
mod predict;
mod score;

pub use gold::{Error, GoldDocument, GoldMention, documents};
pub use predict::{Predicted, line, predictions};
pub use score::{Rates, Scheme, Score};
