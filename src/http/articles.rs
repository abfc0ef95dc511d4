//! `/geoparse` and `/articles`: stories in, their maps out.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use serde_json::{Value, json};
use warp::{
    Filter as _, Reply,
    filters::BoxedFilter,
    http::{HeaderValue, Method, StatusCode, header},
    reply::Response,
};

use super::{
    App,
    app::{EXAMPLE, uuid},
    problem::{Answer, Problem},
    request::{self, Query, Request, decoded, reply},
};
use crate::{
    annotation::FeatureCollection,
    feature::Profile,
    text::{self, Article, read::Hint},
};

/// The content types of stories, for those who sent another.
const READABLE: &str = "send application/json {\"text\": …}, text/plain, text/html, or a file as application/octet-stream with ?name=story.html";

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let geoparse =
        warp::path!("geoparse").and(request::to(app, "/geoparse", "POST")).then(geoparse);
    let all =
        warp::path!("articles").and(request::to(app, "/articles", "GET, POST")).then(all);
    let one = warp::path!("articles" / String)
        .and(request::to(app, "/articles/{id}", "GET, DELETE"))
        .then(one);
    geoparse.or(all).unify().or(one).unify().map(Reply::into_response).boxed()
}

/// `POST /geoparse?profile=flat&name=story.html`: nothing is kept.
async fn geoparse(mut request: Request) -> Answer {
    if request.method != Method::POST {
        return request.other_method();
    }
    let query = request.query(&["profile", "name"])?;
    let profile = profile(&query, Profile::Full)?;
    let article = article(&mut request, &query).await?;
    let geoparsed = Arc::new(request.app.geoparse(article).await?);
    geojson(&request.app, request.app.map(&geoparsed, profile, None).await?).await
}

async fn all(request: Request) -> Answer {
    match request.method {
        Method::GET => list(request).await,
        Method::POST => keep(request).await,
        _ => request.other_method(),
    }
}

/// `GET /articles`: newest first, the built-in one last.
async fn list(request: Request) -> Answer {
    request.query(&[])?;
    let mut articles: Vec<Value> = Vec::new();
    for heading in request.app.store.articles().await? {
        articles.push(json!({
            "id": heading.id.to_string(),
            "title": heading.title,
            "created": heading.created.to_string(),
            "url": heading.url,
            "date": heading.date,
        }));
    }
    if let Some(Article { title, url, date, .. }) = &request.app.example {
        articles.push(json!({
            "id": EXAMPLE, "title": title, "created": null, "url": url, "date": date,
        }));
    }
    Ok(reply("application/json", json!({ "articles": articles }).to_string()))
}

/// `POST /articles?profile=flat&name=story.html`
async fn keep(mut request: Request) -> Answer {
    let query = request.query(&["profile", "name"])?;
    let profile = profile(&query, Profile::Full)?;
    let article = article(&mut request, &query).await?;
    let app = &request.app;
    let geoparsed = Arc::new(app.geoparse(article.clone()).await?);
    let features = app.features(&geoparsed).await?;
    let heading = app.store.keep_article(article, features).await?;
    let id = heading.id.to_string();
    let map = app.map(&geoparsed, profile, Some(&id)).await?;
    let mut response = geojson(app, map).await?;
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::try_from(format!("/articles/{id}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

async fn one(id: String, request: Request) -> Answer {
    let id = decoded(&id)?;
    match request.method {
        Method::GET => read(id, request).await,
        Method::DELETE => remove(id, request).await,
        _ => request.other_method(),
    }
}

/// `GET /articles/{id}?profile=flat`
async fn read(id: String, request: Request) -> Answer {
    let profile = profile(&request.query(&["profile"])?, Profile::Full)?;
    let geoparsed = request.app.reread(&id).await?;
    geojson(&request.app, request.app.map(&geoparsed, profile, Some(&id)).await?).await
}

/// `DELETE /articles/{id}`
async fn remove(id: String, request: Request) -> Answer {
    if id == EXAMPLE {
        let detail = "the built-in story cannot be removed; remove stories of your own";
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
        return Err(problem.with(header::ALLOW, HeaderValue::from_static("GET")));
    }
    let uuid = uuid(&id)?;
    request.app.store.remove_article(uuid).await?;
    request.app.forget(&uuid.to_string());
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The profile that a query asks for.
pub(super) fn profile(query: &Query, otherwise: Profile) -> Result<Profile, Problem> {
    match query.get("profile") {
        None => Ok(otherwise),
        Some("full") => Ok(Profile::Full),
        Some("flat") => Ok(Profile::Flat),
        Some(other) => Err(Problem::bad(format!(
            "there is no profile `{other}`; there is full and flat"
        ))),
    }
}

/// The story in the body of a request.
async fn article(request: &mut Request, query: &Query) -> Result<Article, Problem> {
    let (hint, charset) = hint(request.header(&header::CONTENT_TYPE), query)?;
    let body: Bytes = request.body(request.app.limits.story_bytes).await?;
    let read = move || text::read::article_in(&body, hint, charset.as_deref());
    Ok(request.app.work(read).await??)
}

/// What the content type says of the body, or the name of a raw file.
fn hint(
    content_type: Option<&str>,
    query: &Query,
) -> Result<(Hint, Option<String>), Problem> {
    let named = query.get("name").map(|name| Hint::from_path(Path::new(name)));
    let Some(content_type) = content_type else {
        return Ok((named.unwrap_or_default(), None));
    };
    let (hint, charset) = Hint::from_media_type(content_type);
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    match hint {
        Hint::Unknown if essence.eq_ignore_ascii_case("application/octet-stream") => {
            Ok((named.unwrap_or_default(), charset))
        }
        Hint::Unknown => Err(Problem::unsupported(format!(
            "stories are not read from {essence}; {READABLE}"
        ))),
        hint => Ok((hint, charset)),
    }
}

/// `map` as the body of a reply.
pub(super) async fn geojson(app: &App, map: FeatureCollection) -> Answer {
    let body = app.work(move || serde_json::to_vec(&map)).await?;
    let body = body.map_err(|error| Problem::ours(&error))?;
    Ok(reply("application/geo+json", body))
}
