//! What outlives a request: articles and annotations.
