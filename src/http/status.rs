//! `/health`, `/metrics`, `/openapi.json`: is it well, what did it do, what can it
//! do?

use std::sync::Arc;

use serde_json::json;
use warp::{Filter as _, Reply, filters::BoxedFilter, http::Method, reply::Response};

use super::{
    App, metrics,
    problem::{Answer, Problem},
    request::{self, Request, reply},
};

/// Every route, as `OpenAPI` 3.0 describes it.
const OPENAPI: &str = include_str!("openapi.json");

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let health =
        warp::path!("health").and(request::to(app, "/health", "GET")).then(health);
    let metrics =
        warp::path!("metrics").and(request::to(app, "/metrics", "GET")).then(metrics);
    let openapi = warp::path!("openapi.json")
        .and(request::to(app, "/openapi.json", "GET"))
        .then(openapi);
    health.or(metrics).unify().or(openapi).unify().map(Reply::into_response).boxed()
}

/// `GET /health`
async fn health(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let health = json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") });
    Ok(reply("application/json", health.to_string()))
}

/// `GET /metrics`
async fn metrics(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let text = request.app.metrics.text().map_err(|error| Problem::ours(&error))?;
    Ok(reply(metrics::KIND, text))
}

/// `GET /openapi.json`
async fn openapi(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    Ok(reply("application/vnd.oai.openapi+json;version=3.0", OPENAPI))
}
