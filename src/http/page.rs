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

/// Letters of the hash that the page's builder puts at the end of a file's name.
const HASH: usize = 8;

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
    if is_named_by_content(path) {
        let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
        headers.insert(header::CACHE_CONTROL, forever);
    }
    response
}

/// Whether the file is called after what is in it, and so never changes:
/// `assets/index-cM3K6_NQ.js`.
fn is_named_by_content(path: &str) -> bool {
    let Some((folder, name)) = path.split_once('/') else {
        return false;
    };
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let is_of_hash =
        |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    let hash = stem.len().checked_sub(HASH + 1).and_then(|at| stem.get(at..));
    ["assets", "fonts"].contains(&folder)
        && hash.is_some_and(|hash| hash.starts_with('-') && hash.bytes().all(is_of_hash))
}

#[cfg(test)]
mod tests {
    use super::is_named_by_content;

    #[test]
    fn only_what_is_named_by_its_content_is_kept_for_ever() {
        for path in ["assets/index-cM3K6_NQ.js", "fonts/noto-sans-400-BV_iYGc9.woff2"] {
            assert!(is_named_by_content(path), "{path}");
        }
        for path in ["index.html", "favicon.svg", "fonts/0-255.pbf", "assets/a.js"] {
            assert!(!is_named_by_content(path), "{path}");
        }
    }
}
