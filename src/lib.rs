//! Dateline reads a news story and draws the map that the story implies.
//!
//! Data flows one way, through rooms that import only the rooms before them
//! (`tests/architecture.rs` holds that):
//!
//! ```text
//! text -> gazetteer -> mention -> resolve -> footprint -> layer -> geoparse
//!      -> feature -> annotation -> evaluate -> build -> store -> http -> cli
//! ```
//!
//! [`geoparse::Geoparser`] is the front door: an article in, its places out.

pub mod annotation;
pub mod build;
pub mod evaluate;
pub mod feature;
pub mod footprint;
pub mod gazetteer;
pub mod geoparse;
pub mod http;
pub mod layer;
pub mod mention;
pub mod resolve;
pub mod store;
pub mod text;
