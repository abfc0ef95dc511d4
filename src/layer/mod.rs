//! What the map draws: titled, styled sets of features.
