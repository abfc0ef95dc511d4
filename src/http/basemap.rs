//! `/basemap/world.pmtiles`: one file of map tiles, of which clients take ranges.

use std::sync::Arc;

use http_body_util::BodyExt as _;
use sync_wrapper::SyncStream;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;
use warp::{
    Filter as _, Reply,
    filters::BoxedFilter,
    http::{self, HeaderValue, Method, StatusCode, header},
    reply::Response,
};

use super::{
    App,
    problem::{Answer, Problem},
    request::{self, Request},
};

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    warp::path!("basemap" / "world.pmtiles")
        .and(request::to(app, "/basemap/world.pmtiles", "GET"))
        .then(tiles)
        .map(Reply::into_response)
        .boxed()
}

/// `GET /basemap/world.pmtiles`, with `Range`
async fn tiles(mut request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let condition = request.headers.remove(header::IF_RANGE);
    let mut response = file(&request).await;
    let is_same = |tag: &HeaderValue| response.headers().get(header::ETAG) == Some(tag);
    if response.status() == StatusCode::PARTIAL_CONTENT
        && !condition.as_ref().is_none_or(is_same)
    {
        // The client has parts of another file: it gets the whole of this one.
        request.headers.remove(header::RANGE);
        response = file(&request).await;
    }
    match response.status() {
        StatusCode::NOT_FOUND => Err(Problem::missing(
            "the base map is missing; put world.pmtiles into the basemap folder of the geodata",
        )),
        StatusCode::RANGE_NOT_SATISFIABLE => {
            let whole = response.headers().get(header::CONTENT_RANGE).cloned();
            let problem = Problem::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                "that range is not in the file; ask for one range within the length that Content-Range gives",
            );
            Err(match whole {
                Some(whole) => problem.with(header::CONTENT_RANGE, whole),
                None => problem,
            })
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            Err(Problem::ours(&"the base map cannot be read"))
        }
        _ => Ok(response),
    }
}

/// The file, or the range of it that the request asks for.
async fn file(request: &Request) -> Response {
    let mut asked = http::Request::new(http_body_util::Empty::<bytes::Bytes>::new());
    *asked.headers_mut() = request.headers.clone();
    let Ok(served) = ServeFile::new(&request.app.basemap).oneshot(asked).await;
    let (parts, body) = served.into_parts();
    let mut response =
        warp::reply::stream(SyncStream::new(body.into_data_stream())).into_response();
    *response.status_mut() = parts.status;
    *response.headers_mut() = parts.headers;
    response
}
