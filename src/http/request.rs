//! What was asked? The parts of a request that handlers need, read with limits.

use std::sync::{Arc, OnceLock};

use bytes::{Buf, Bytes, BytesMut};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream::BoxStream};
use headers::HeaderMapExt as _;
use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode,
};
use sync_wrapper::SyncStream;
use warp::{
    Filter, Rejection, Reply as _,
    http::{self, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    reply::Response,
};

use super::{
    App,
    problem::{Answer, Problem},
};

/// How many times the limit a body may be long to be read to its end, and only
/// then refused.
const OVERRUN: usize = 4;

/// What is written with percent signs in an address: all but what RFC 3986 leaves
/// as it is, and the colon, which parts the scheme of an id from its number.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// The route that took a request, for the log and the counters: a template such
/// as `/articles/{id}`, so that they do not grow with what clients think up.
#[derive(Clone, Debug, Default)]
pub(super) struct Route(Arc<OnceLock<&'static str>>);

impl Route {
    /// The template, if a route took the request.
    pub(super) fn template(&self) -> &'static str {
        self.0.get().copied().unwrap_or("none")
    }
}

/// A body as it comes in. Only one thread at a time asks it for more, but handlers
/// that lend their request must be `Send`.
type Body = SyncStream<BoxStream<'static, Result<Bytes, warp::Error>>>;

/// A request to a known path.
pub(super) struct Request {
    pub(super) app: Arc<App>,
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    query: String,
    body: Body,
    allow: &'static str,
}

/// Takes any request to the path `template`, which knows the methods in `allow`
/// (HEAD and OPTIONS apart, which every path knows).
pub(super) fn to(
    app: &Arc<App>,
    template: &'static str,
    allow: &'static str,
) -> impl Filter<Extract = (Request,), Error = Rejection> + Clone + use<> {
    let app = Arc::clone(app);
    let query = warp::query::raw().or(warp::any().map(String::new)).unify();
    warp::ext::optional::<Route>()
        .and(warp::method())
        .and(warp::header::headers_cloned())
        .and(query)
        .and(warp::body::stream())
        .map(move |route: Option<Route>, method, headers, query, body| {
            if let Some(Route(seen)) = route {
                // Set once: the first route to take a request keeps it.
                seen.get_or_init(|| template);
            }
            let (app, body) = (Arc::clone(&app), chunks(body));
            Request { app, method, headers, query, body, allow }
        })
}

fn chunks(
    body: impl Stream<Item = Result<impl Buf, warp::Error>> + Send + 'static,
) -> Body {
    let chunks = body.map_ok(|mut chunk| chunk.copy_to_bytes(chunk.remaining()));
    SyncStream::new(chunks.boxed())
}

impl Request {
    /// The answer to a method that the path does not know, or to OPTIONS.
    pub(super) fn other_method(&self) -> Answer {
        let allow = HeaderValue::from_static(self.allow);
        if self.method == Method::OPTIONS {
            let mut response = StatusCode::NO_CONTENT.into_response();
            response.headers_mut().insert(header::ALLOW, allow);
            return Ok(response);
        }
        let detail = format!(
            "this address does not take {}; it takes {}",
            self.method, self.allow
        );
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
        Err(problem.with(header::ALLOW, allow))
    }

    /// Whether the client has this version already.
    pub(super) fn has(&self, tag: &headers::ETag) -> bool {
        let known = self.headers.typed_get::<headers::IfNoneMatch>();
        known.is_some_and(|known| !known.precondition_passes(tag))
    }

    /// A header as text, if it is there and is text.
    pub(super) fn header(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The query, of which `known` parameters may be there.
    pub(super) fn query(&self, known: &[&str]) -> Result<Query, Problem> {
        Query::read(&self.query, known)
    }

    /// The whole body, if it comes in time and has no more than `limit` bytes.
    pub(super) async fn body(&mut self, limit: usize) -> Result<Bytes, Problem> {
        let time = self.app.limits.body_time;
        tokio::time::timeout(time, self.gathered(limit)).await.unwrap_or_else(|_| {
            let seconds = time.as_secs_f32();
            let detail =
                format!("the body did not come within {seconds} s; send it again");
            let problem = Problem::new(StatusCode::REQUEST_TIMEOUT, detail);
            Err(problem.with(header::CONNECTION, HeaderValue::from_static("close")))
        })
    }

    async fn gathered(&mut self, limit: usize) -> Result<Bytes, Problem> {
        let too_long = || {
            let detail = format!(
                "the body is longer than the {limit} bytes that are taken; send less at once"
            );
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
        };
        let announced = self.headers.typed_get::<headers::ContentLength>();
        let waits = self.headers.contains_key(header::EXPECT);
        if waits && announced.is_some_and(|length| (limit as u64) < length.0) {
            return Err(too_long());
        }
        let (mut whole, mut length) = (BytesMut::new(), 0);
        while let Some(chunk) = self.body.next().await {
            let chunk = chunk.map_err(|error| {
                Problem::bad(format!("the body broke off: {error}; send it again"))
            })?;
            length += chunk.len();
            match length <= limit {
                true => whole.extend_from_slice(&chunk),
                // Counted, not kept: most clients read no answer before they have
                // sent all, and would only see a broken connection.
                false if length <= OVERRUN * limit => whole.clear(),
                false => return Err(too_long()),
            }
        }
        if limit < length { Err(too_long()) } else { Ok(whole.freeze()) }
    }
}

/// The parameters of a query.
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    fn read(query: &str, known: &[&str]) -> Result<Query, Problem> {
        let mut parameters = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) =
                (decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?);
            if !known.contains(&name.as_str()) {
                return Err(Problem::bad(match known {
                    [] => format!("this address takes no parameters; leave `{name}` out"),
                    _ => format!(
                        "there is no parameter `{name}` here; there is {}",
                        known.join(", ")
                    ),
                }));
            }
            parameters.push((name, value));
        }
        Ok(Query(parameters))
    }

    /// The value of `name`, if it is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let of_name =
            |(other, value): &&(String, String)| other == name && !value.is_empty();
        self.0.iter().find(of_name).map(|(_, value)| value.as_str())
    }

    /// The value of `name`, read as a number or whatever `T` is.
    pub(super) fn parsed<T: std::str::FromStr>(
        &self,
        name: &str,
        expected: &str,
    ) -> Result<Option<T>, Problem> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        let wrong = |_| Problem::bad(format!("`{name}` is `{value}`; give {expected}"));
        value.trim().parse().map(Some).map_err(wrong)
    }

    /// The parameters as a query again, those in `without` left out.
    pub(super) fn without(&self, without: &[&str]) -> String {
        let kept = self.0.iter().filter(|(name, _)| !without.contains(&name.as_str()));
        kept.map(|(name, value)| format!("{name}={}&", encoded(value))).collect()
    }
}

/// A part of a path or query without its percent signs.
pub(super) fn decoded(part: &str) -> Result<String, Problem> {
    percent_decode_str(part).decode_utf8().map(String::from).map_err(|error| {
        Problem::bad(format!(
            "`{part}` in the address is not UTF-8 ({error}); write it in UTF-8 with percent signs"
        ))
    })
}

/// Text as a part of a path or query.
pub(super) fn encoded(part: &str) -> String {
    utf8_percent_encode(part, ESCAPED).to_string()
}

/// A reply with a body of a content type.
pub(super) fn reply(kind: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = http::Response::new(body.into()).into_response();
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
