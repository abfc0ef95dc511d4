//! The server: URLs in, GeoJSON out.
//!
//! warp matches paths and takes requests apart, and no more: each family of routes
//! is boxed, each handler answers and never rejects (`problem::Answer`), and
//! `accept` serves the whole with deadlines that warp's own server does not have.
//! Around the routes lie the things that hold for all of them (`service`):
//! counting and logging, compression, panics, and who may ask for what (`guard`).

mod accept;
mod annotations;
mod app;
mod articles;
mod basemap;
mod collections;
mod guard;
mod layers;
mod metrics;
mod page;
mod places;
mod problem;
mod request;
mod service;
mod status;

pub use accept::serve;
pub use app::{App, Error};
pub use service::service;

use std::{sync::Arc, time::Duration};

use warp::{Filter as _, Reply, filters::BoxedFilter, reply::Response};

/// What a client may take of the server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a story. The longest novels have three million; what is found in
    /// a story can take a hundred times its length.
    pub story_bytes: usize,
    /// Bytes of annotations that are sent at once.
    pub import_bytes: usize,
    /// Time for a body to come in.
    pub body_time: Duration,
    /// Time for the first byte of a connection, and for the head of each request.
    pub head_time: Duration,
    /// Time that a client may leave an answer lying, not taking any of it.
    pub stall_time: Duration,
    /// Connections that are open at once.
    pub connections: usize,
    /// Time for requests under way when the server is told to stop.
    pub drain_time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            story_bytes: 4 * 1024 * 1024,
            import_bytes: 16 * 1024 * 1024,
            body_time: Duration::from_secs(30),
            head_time: Duration::from_secs(5),
            stall_time: Duration::from_secs(30),
            connections: 1024,
            drain_time: Duration::from_secs(5),
        }
    }
}

/// Every route of the server.
///
/// Each family is boxed. Unboxed, a dozen routes make one type whose name is
/// longer than this file, and rustc takes minutes to walk it.
fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    articles::routes(app)
        .or(layers::routes(app))
        .unify()
        .or(annotations::routes(app))
        .unify()
        .or(collections::routes(app))
        .unify()
        .or(places::routes(app))
        .unify()
        .or(basemap::routes(app))
        .unify()
        .or(status::routes(app))
        .unify()
        .or(page::routes(app))
        .unify()
        .recover(problem::of_rejection)
        .map(Reply::into_response)
        .boxed()
}
