//! What holds for every request, whatever its route: who may ask, what is counted
//! and logged, how answers are compressed, what a panic becomes.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Instant};

use tower::{Layer as _, Service, ServiceExt as _, service_fn};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate as _, SizeAbove},
    },
};
use warp::{
    Reply as _,
    http::{self, HeaderMap, HeaderName, HeaderValue, Method, header},
    hyper::body::Body,
};

use super::{App, guard, problem, request::Route, routes};

/// Bytes below which compressing saves less than it costs.
const WORTH_COMPRESSING: u64 = 1024;

/// Said with every answer. Scripts, styles and data come from this server alone.
const SECURITY: &[(HeaderName, &str)] = &[
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// The server as a service, which listens at `listen`.
pub fn service<B>(
    app: Arc<App>,
    listen: SocketAddr,
) -> impl Service<
    http::Request<B>,
    Response = http::Response<
        impl Body<Data = bytes::Bytes, Error: Into<BoxError>> + Send,
    >,
    Error = Infallible,
    Future: Send,
> + Clone
+ Send
+ 'static
where
    B: Body<Error: Into<BoxError>> + Send + Sync + 'static,
{
    let routes = warp::service(routes(&app));
    let guarded = service_fn(move |request: http::Request<B>| {
        let refusal = guard::refusal(listen, request.method(), request.headers());
        let routes = routes.clone();
        async move {
            match refusal {
                Some(problem) => Ok(problem.into_response()),
                None => routes.oneshot(request).await,
            }
        }
    });
    let caught = CatchPanicLayer::custom(problem::of_panic).layer(guarded);
    let is_worth_it = SizeAbove::new(WORTH_COMPRESSING)
        .and(NotForContentType::IMAGES)
        // WOFF2 is compressed already.
        .and(NotForContentType::const_new("font/"))
        .and(has_no_strong_tag);
    let compressed = CompressionLayer::new()
        .quality(CompressionLevel::Precise(4))
        .compress_when(is_worth_it)
        .layer(caught);

    service_fn(move |mut request: http::Request<B>| {
        let (app, compressed) = (Arc::clone(&app), compressed.clone());
        async move {
            let (started, route) = (Instant::now(), Route::default());
            let (method, path) =
                (request.method().clone(), request.uri().path().to_owned());
            request.extensions_mut().insert(route.clone());
            if method == Method::HEAD {
                // The routes answer GET; hyper leaves the body out.
                *request.method_mut() = Method::GET;
            }
            let mut response = compressed.oneshot(request).await?;
            let headers = response.headers_mut();
            for (name, value) in SECURITY {
                headers.insert(name, HeaderValue::from_static(value));
            }
            let revalidate = HeaderValue::from_static("no-cache");
            headers.entry(header::CACHE_CONTROL).or_insert(revalidate);
            let status = response.status();
            app.metrics.count(route.template(), &method, status);
            let took_ms = started.elapsed().as_millis();
            tracing::info!("{method} {path} {} {took_ms} ms", status.as_u16());
            Ok(response)
        }
    })
}

/// Anything that can go wrong in a body.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A strong tag promises the same bytes each time: such an answer is not
/// compressed.
fn has_no_strong_tag(
    _: http::StatusCode,
    _: http::Version,
    headers: &HeaderMap,
    _: &http::Extensions,
) -> bool {
    let tag = headers.get(header::ETAG);
    tag.is_none_or(|tag| tag.as_bytes().starts_with(b"W/"))
}
