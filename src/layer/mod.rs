//! What the map draws: titled, styled sets of features.

pub mod reference;

/// Why the reference layers cannot be opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {}
