//! How true is it? Articles whose places are known, and what the pipeline says of them.

mod gold;
mod predict;

pub use gold::{Error, GoldDocument, GoldMention, documents};
pub use predict::predictions;
