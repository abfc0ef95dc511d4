//! Errors as HTTP: one status and one `application/problem+json` body (RFC 9457)
//! that says what was wrong and how to mend it.

use std::{any::Any, convert::Infallible};

use serde_json::{Value, json};
use warp::{
    Rejection, Reply,
    http::{HeaderName, HeaderValue, StatusCode, header},
    reply::Response,
};

use crate::{annotation, store, text};

/// What a handler answers.
pub(super) type Answer = Result<Response, Problem>;

/// Why a request was not served.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    detail: String,
    header: Option<Box<(HeaderName, HeaderValue)>>,
    /// Members beyond the standard ones.
    more: Vec<(&'static str, Value)>,
}

impl Problem {
    /// A problem whose `detail` says what was wrong and how to mend it.
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into(), header: None, more: Vec::new() }
    }

    /// The request itself is wrong.
    pub(super) fn bad(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    /// Nothing is at that address.
    pub(super) fn missing(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// The body is of a kind that is not read here.
    pub(super) fn unsupported(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    /// The fault is ours; `cause` is for the log.
    pub(super) fn ours(cause: &dyn std::fmt::Display) -> Problem {
        tracing::error!("the server failed: {cause}");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the server failed on this request; its log says why",
        )
    }

    /// With a header that the status calls for.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Problem {
        self.header = Some(Box::new((name, value)));
        self
    }
}

impl Reply for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason(),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        for (name, value) in self.more {
            body[name] = value;
        }
        let mut response = Response::new(body.to_string().into());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(header) = self.header {
            headers.insert(header.0, header.1);
        }
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Problem {
        let detail = error.to_string();
        match error {
            store::Error::NotFound { .. } => Problem::missing(detail),
            store::Error::Changed { current } => {
                let more = vec![("current", json!(current.feature()))];
                Problem { more, ..Problem::new(StatusCode::PRECONDITION_FAILED, detail) }
            }
            store::Error::Full => Problem::new(StatusCode::INSUFFICIENT_STORAGE, detail),
            store::Error::Backend(cause) => Problem::ours(&cause),
            other => Problem::ours(&other),
        }
    }
}

impl From<annotation::Error> for Problem {
    fn from(error: annotation::Error) -> Problem {
        Problem::bad(error.to_string())
    }
}

impl From<text::read::Error> for Problem {
    fn from(error: text::read::Error) -> Problem {
        let detail = error.to_string();
        match error {
            text::read::Error::NotText { .. } | text::read::Error::Charset { .. } => {
                Problem::unsupported(detail)
            }
            _ => Problem::bad(detail),
        }
    }
}

/// The answer to a request that no route took.
pub(super) async fn of_rejection(rejection: Rejection) -> Result<Response, Infallible> {
    let problem = match rejection.is_not_found() {
        true => {
            Problem::missing("nothing is at this address; /openapi.json lists what is")
        }
        false => Problem::bad(format!("the request could not be read: {rejection:?}")),
    };
    Ok(problem.into_response())
}

/// The answer to a request whose handler panicked.
pub(super) fn of_panic(panic: Box<dyn Any + Send>) -> Response {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
    Problem::ours(&words.unwrap_or_else(|| "a panic without words".to_owned()))
        .into_response()
}
