//! `/collections/annotations/items`: what people add to the map.

use std::sync::Arc;

use headers::{ETag, HeaderMapExt as _, IfMatch};
use serde_json::json;
use uuid::Uuid;
use warp::{
    Filter as _, Reply,
    filters::BoxedFilter,
    http::{HeaderValue, Method, StatusCode, header},
    reply::Response,
};

use super::{
    App,
    app::uuid,
    collections,
    layers::ANNOTATIONS,
    problem::{Answer, Problem},
    request::{self, Request, decoded, reply},
};
use crate::{
    annotation::{self, Annotation, Content, Incoming},
    feature::Profile,
    store,
};

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let all = warp::path!("collections" / "annotations" / "items")
        .and(request::to(app, "/collections/annotations/items", "GET, POST"))
        .then(all);
    let one = warp::path!("collections" / "annotations" / "items" / String)
        .and(request::to(
            app,
            "/collections/annotations/items/{feature}",
            "GET, PUT, DELETE",
        ))
        .then(one);
    all.or(one).unify().map(Reply::into_response).boxed()
}

async fn all(request: Request) -> Answer {
    match request.method {
        Method::GET => {
            collections::read_items(ANNOTATIONS, &request, Profile::Full).await
        }
        Method::POST => add(request).await,
        _ => request.other_method(),
    }
}

/// `POST /collections/annotations/items`: a feature, or a collection to import.
async fn add(mut request: Request) -> Answer {
    request.query(&[])?;
    let incoming = incoming(&mut request).await?;
    let (contents, ignored) = match incoming {
        Incoming::One(content) => (vec![*content], None),
        Incoming::Many { contents, ignored } => (contents, Some(ignored)),
    };
    let added = request.app.store.annotate(contents).await?;
    match (ignored, &added[..]) {
        (None, [annotation]) => {
            let mut response = one_reply(annotation, &request);
            *response.status_mut() = StatusCode::CREATED;
            let location = format!("/collections/{ANNOTATIONS}/items/{}", annotation.id);
            if let Ok(location) = HeaderValue::try_from(location) {
                response.headers_mut().insert(header::LOCATION, location);
            }
            Ok(response)
        }
        (ignored, added) => {
            let ids: Vec<String> =
                added.iter().map(|annotation| annotation.id.to_string()).collect();
            let body = json!({
                "imported": ids.len(),
                "ids": ids,
                // Properties that annotations do not have.
                "ignored": ignored.unwrap_or_default(),
            });
            let mut response = reply("application/json", body.to_string());
            *response.status_mut() = StatusCode::CREATED;
            Ok(response)
        }
    }
}

async fn one(id: String, request: Request) -> Answer {
    let id = uuid(&decoded(&id)?)?;
    match request.method {
        Method::GET => read(id, request).await,
        Method::PUT => change(id, request).await,
        Method::DELETE => remove(id, request).await,
        _ => request.other_method(),
    }
}

/// `GET /collections/annotations/items/{feature}`
async fn read(id: Uuid, request: Request) -> Answer {
    request.query(&["f"])?;
    let annotation = request.app.store.annotation(id).await?;
    if request.has(&tag(&annotation)) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        response.headers_mut().typed_insert(tag(&annotation));
        return Ok(response);
    }
    Ok(one_reply(&annotation, &request))
}

/// `PUT /collections/annotations/items/{feature}`
async fn change(id: Uuid, mut request: Request) -> Answer {
    request.query(&[])?;
    let Incoming::One(content) = incoming(&mut request).await? else {
        return Err(Problem::bad(
            "one annotation is changed at a time; send a Feature, not a FeatureCollection",
        ));
    };
    let content: Content = *content;
    let expected = expected(id, &request).await?;
    let changed = request.app.store.change_annotation(id, content, expected).await?;
    Ok(one_reply(&changed, &request))
}

/// `DELETE /collections/annotations/items/{feature}`
async fn remove(id: Uuid, request: Request) -> Answer {
    request.query(&[])?;
    let expected = expected(id, &request).await?;
    request.app.store.remove_annotation(id, expected).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The version that `If-Match` asks for, if there is one and it is the current
/// one. The store compares again, when nobody can come between.
async fn expected(id: Uuid, request: &Request) -> Result<Option<u32>, Problem> {
    let condition = request.headers.typed_get::<IfMatch>();
    let Some(condition) = condition.filter(|condition| !condition.is_any()) else {
        return Ok(None);
    };
    if !request.header(&header::IF_MATCH).unwrap_or_default().contains('"') {
        return Err(Problem::bad(
            "If-Match cannot be read; give the ETag in quotation marks, such as \"1\", or *",
        ));
    }
    let current = request.app.store.annotation(id).await?;
    match condition.precondition_passes(&tag(&current)) {
        true => Ok(Some(current.version)),
        false => Err(store::Error::Changed { current: Box::new(current) }.into()),
    }
}

async fn incoming(request: &mut Request) -> Result<Incoming, Problem> {
    let kind = request.header(&header::CONTENT_TYPE).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    // Also what keeps other sites out: a form cannot send these without asking.
    if !["application/geo+json", "application/json"].contains(&essence.as_str()) {
        return Err(Problem::unsupported(format!(
            "annotations are not read from `{essence}`; send GeoJSON with Content-Type: application/geo+json"
        )));
    }
    let body = request.body(request.app.limits.import_bytes).await?;
    Ok(request.app.work(move || annotation::read(&body)).await??)
}

fn one_reply(annotation: &Annotation, request: &Request) -> Response {
    let body = collections::linked(&annotation.feature(), ANNOTATIONS, request);
    let mut response = reply("application/geo+json", body.to_string());
    response.headers_mut().typed_insert(tag(annotation));
    response
}

/// Names a version of an annotation. Strong: it is what `If-Match` compares.
fn tag(annotation: &Annotation) -> ETag {
    let tag = format!("\"{}\"", annotation.version);
    tag.parse().expect("digits in quotation marks")
}
