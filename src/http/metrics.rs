//! How often was what asked, and how did it end? Counters for Prometheus.

use std::fmt::Error;

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};
use warp::http::{Method, StatusCode};

/// The content type of the counters as text.
pub(super) const KIND: &str =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Counts requests.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
}

/// What requests are told apart by. Few values each: a client cannot make the
/// counters grow.
#[derive(Clone, Debug, EncodeLabelSet, Eq, Hash, PartialEq)]
struct Labels {
    route: &'static str,
    method: &'static str,
    status: u16,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let (mut registry, requests) = (Registry::default(), Family::default());
        registry.register(
            "dateline_requests",
            "Requests that were answered",
            requests.clone(),
        );
        Metrics { registry, requests }
    }
}

impl Metrics {
    /// Counts an answered request.
    pub(super) fn count(&self, route: &'static str, method: &Method, status: StatusCode) {
        let method = match *method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            Method::OPTIONS => "OPTIONS",
            _ => "other",
        };
        let labels = Labels { route, method, status: status.as_u16() };
        self.requests.get_or_create(&labels).inc();
    }

    /// The counters as text.
    pub(super) fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
