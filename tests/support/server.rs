//! The server in this process, asked without a socket.

use std::{convert::Infallible, error::Error, sync::Arc};

use bytes::Bytes;
use dateline::{
    http::{App, Limits, service},
    store::{Sqlite, Store},
};
use futures_util::future::BoxFuture;
use http::{HeaderMap, Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Body;
use serde_json::Value;
use tempfile::TempDir;
use tower::{Service, ServiceExt as _};

type Asked = Request<Full<Bytes>>;

/// A server with a store of its own.
pub(crate) struct Server {
    answer: Box<dyn Fn(Asked) -> BoxFuture<'static, Answer> + Send + Sync>,
    /// Removed at the end.
    _folders: (TempDir, TempDir),
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Server {
    pub(crate) fn new() -> Server {
        Server::with_limits(Limits::default())
    }

    pub(crate) fn with_limits(limits: Limits) -> Server {
        let data = tempfile::tempdir().expect("a folder");
        let store = Sqlite::open(data.path()).expect("a new store");
        Server::over(data, Arc::new(store), limits)
    }

    pub(crate) fn over(data: TempDir, store: Arc<dyn Store>, limits: Limits) -> Server {
        let geodata = super::geodata_with_basemap();
        let app = App::open(geodata.path(), store, limits).expect("the shipped data");
        let listen = "127.0.0.1:8080".parse().expect("an address");
        let service = service::<Full<Bytes>>(Arc::new(app), listen);
        Server { answer: answering(service), _folders: (data, geodata) }
    }

    /// Sends a request whose parts have been put together.
    pub(crate) async fn send(&self, request: Asked) -> Answer {
        (self.answer)(request).await
    }

    /// Sends a request with these headers and this body.
    pub(crate) async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Full::new(body.into())).expect("a request")).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], "").await
    }

    /// Posts GeoJSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/geo+json")];
        self.ask(Method::POST, path, &headers, body.to_string()).await
    }

    /// Posts a story.
    pub(crate) async fn tell(&self, path: &str, story: &str) -> Answer {
        self.ask(Method::POST, path, &[("content-type", "text/plain")], story.to_owned())
            .await
    }
}

fn answering<S, B>(
    service: S,
) -> Box<dyn Fn(Asked) -> BoxFuture<'static, Answer> + Send + Sync>
where
    S: Service<Asked, Response = http::Response<B>, Error = Infallible, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
    B: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
{
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move {
            let Ok(response) = service.oneshot(request).await;
            let (parts, body) = response.into_parts();
            let body = body.collect().await.map_err(Into::into).expect("a whole body");
            let body = body.to_bytes();
            Answer { status: parts.status.as_u16(), headers: parts.headers, body }
        })
    })
}

impl Answer {
    /// A header, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The detail of a problem, after a look at the rest of it.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{:?}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(problem["title"].is_string(), "{problem}");
        problem["detail"].as_str().expect("a detail").to_owned()
    }

    /// The JSON of an answer that must be fine.
    #[track_caller]
    pub(crate) fn fine(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:?}", self.body);
        self.json()
    }
}
