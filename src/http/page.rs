//! `/` and what the page needs: one embedded tree of files, nothing from the disk.

use std::{borrow::Cow, sync::Arc};

use headers::HeaderMapExt as _;
use rust_embed::{EmbeddedFile, RustEmbed};
use warp::{
    Filter, Rejection, Reply,
    filters::BoxedFilter,
    http::{HeaderValue, Method, StatusCode, header},
    path::FullPath,
    reply::Response,
};

use super::{
    App, collections,
    problem::Answer,
    request::{self, Request, reply},
};

/// What `build.rs` found: the built page, or a notice that there is none.
#[derive(RustEmbed)]
#[folder = "$DATELINE_PAGE"]
struct Page;

/// Where the builder puts files whose names hold a hash of their content.
const HASHED: &str = "assets/";

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let landing = warp::path::end().and(request::to(app, "/", "GET")).then(landing);
    let file = embedded().and(request::to(app, "/{file}", "GET")).then(file);
    landing.or(file).unify().map(Reply::into_response).boxed()
}

/// Takes the paths of embedded files.
fn embedded() -> impl Filter<Extract = (String,), Error = Rejection> + Clone {
    warp::path::full().and_then(|path: FullPath| async move {
        let path = path.as_str().trim_start_matches('/').to_owned();
        match Page::get(&path) {
            Some(_) => Ok(path),
            None => Err(warp::reject::not_found()),
        }
    })
}

/// `GET /`: the page for people, the landing page of the API for programs.
async fn landing(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let accept = request.header(&header::ACCEPT).unwrap_or_default();
    let wants_json = accept.contains("json") && !accept.contains("text/html");
    let asks_json = request.query(&["f"]).is_ok_and(|query| query.get("f").is_some());
    let mut response = match wants_json || asks_json {
        true => collections::landing(&request)?,
        false => send("index.html", &request),
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// `GET /assets/…`, `GET /fonts/…`
async fn file(path: String, request: Request) -> Answer {
    match request.method {
        Method::GET => Ok(send(&path, &request)),
        _ => request.other_method(),
    }
}

fn send(path: &str, request: &Request) -> Response {
    let Some(EmbeddedFile { data, metadata }) = Page::get(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let hash = metadata.sha256_hash();
    let hex: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let tag: headers::ETag =
        format!("W/\"{hex}\"").parse().expect("hexadecimal digits in quotation marks");
    let mut response = match request.has(&tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let body = match data {
                Cow::Borrowed(embedded) => embedded.into(),
                Cow::Owned(read) => bytes::Bytes::from(read),
            };
            reply("application/octet-stream", body)
        }
    };
    let headers = response.headers_mut();
    headers.typed_insert(tag);
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let charset = match kind.type_() == mime_guess::mime::TEXT {
        true => "; charset=utf-8",
        false => "",
    };
    if let Ok(kind) = HeaderValue::try_from(format!("{kind}{charset}")) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if path.starts_with(HASHED) {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
    }
    response
}
