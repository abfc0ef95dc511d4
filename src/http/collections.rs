//! `/collections`: the same layers as OGC API - Features serves them (part 1, core
//! and GeoJSON), so that QGIS and GDAL can read them without our help.

use std::sync::Arc;

use geo::{Coord, Geometry, Intersects as _, Rect};
use jiff::Timestamp;
use serde_json::{Value, json};
use warp::{
    Filter as _, Reply,
    filters::BoxedFilter,
    http::{Method, header},
    reply::Response,
};

use super::{
    App,
    articles::profile,
    layers::{self, Layer},
    problem::{Answer, Problem},
    request::{self, Query, Request, decoded, encoded, reply},
};
use crate::{
    annotation::Feature,
    feature::{self, Profile},
};

/// The only reference system: longitude and latitude on WGS 84.
const CRS: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// Items on a page, unless the client says.
const PAGE: usize = 100;
/// Items on a page, at most.
const LONGEST_PAGE: usize = 10_000;

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let conformance = warp::path!("conformance")
        .and(request::to(app, "/conformance", "GET"))
        .then(conformance);
    let list = warp::path!("collections")
        .and(request::to(app, "/collections", "GET"))
        .then(list);
    let one = warp::path!("collections" / String)
        .and(request::to(app, "/collections/{id}", "GET"))
        .then(one);
    let items = warp::path!("collections" / String / "items")
        .and(request::to(app, "/collections/{id}/items", "GET"))
        .then(items);
    let item = warp::path!("collections" / String / "items" / String)
        .and(request::to(app, "/collections/{id}/items/{feature}", "GET"))
        .then(item);
    let described = conformance.or(list).unify().or(one).unify().boxed();
    described.or(items).unify().or(item).unify().map(Reply::into_response).boxed()
}

/// `GET /` for programs.
pub(super) fn landing(request: &Request) -> Answer {
    json_only(&request.query(&["f"])?)?;
    let base = base(request);
    let body = json!({
        "title": "Dateline",
        "description": "The map that a news story implies, its layers and its annotations",
        "links": [
            link(&base, "self", "/?f=json", "application/json"),
            link(&base, "alternate", "/", "text/html"),
            link(&base, "service-desc", "/openapi.json", "application/vnd.oai.openapi+json;version=3.0"),
            link(&base, "conformance", "/conformance", "application/json"),
            link(&base, "data", "/collections", "application/json"),
        ],
    });
    Ok(reply("application/json", body.to_string()))
}

/// `GET /conformance`
async fn conformance(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    json_only(&request.query(&["f"])?)?;
    let class =
        |name| format!("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}");
    let classes = ["core", "geojson", "oas30"].map(class);
    let body = json!({ "conformsTo": classes });
    Ok(reply("application/json", body.to_string()))
}

/// `GET /collections`
async fn list(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    json_only(&request.query(&["f"])?)?;
    let base = base(&request);
    let layers = layers::all(&request.app).await?;
    let collections: Vec<Value> =
        layers.iter().map(|layer| collection(&base, layer)).collect();
    let body = json!({
        "links": [link(&base, "self", "/collections", "application/json")],
        "collections": collections,
    });
    Ok(reply("application/json", body.to_string()))
}

/// `GET /collections/{id}`
async fn one(id: String, request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    json_only(&request.query(&["f"])?)?;
    let (layer, features) =
        layers::find(&request.app, &decoded(&id)?, Profile::Flat).await?;
    let mut body = collection(&base(&request), &layer);
    let extent = request.app.work(move || feature::extent(&features.features)).await?;
    if let Some(extent) = extent {
        body["extent"] = json!({ "spatial": { "bbox": [extent], "crs": CRS } });
    }
    Ok(reply("application/json", body.to_string()))
}

/// `GET /collections/{id}/items?limit=&offset=&bbox=w,s,e,n`
async fn items(id: String, request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    read_items(&decoded(&id)?, &request, Profile::Flat).await
}

/// The items of a collection, in `otherwise` profile unless the query says.
pub(super) async fn read_items(
    id: &str,
    request: &Request,
    otherwise: Profile,
) -> Answer {
    let known = ["limit", "offset", "bbox", "datetime", "profile", "f"];
    let query = request.query(&known)?;
    json_only(&query)?;
    let profile = profile(&query, otherwise)?;
    let number = "a whole number, from 0";
    let limit = match query.parsed("limit", "a whole number, from 1")?.unwrap_or(PAGE) {
        0 => return Err(Problem::bad("`limit` is 0; give a whole number, from 1")),
        limit => limit.min(LONGEST_PAGE),
    };
    let offset: usize = query.parsed("offset", number)?.unwrap_or(0);
    let bbox = query.get("bbox").map(boxes).transpose()?;

    let (layer, features) = layers::find(&request.app, id, profile).await?;
    let path = format!("/collections/{}/items", layer.id);
    let (base, others) = (base(request), query.without(&["limit", "offset"]));
    let page = move || {
        let is_in = |feature: &Feature| match &bbox {
            Some(boxes) => lies_in(feature, boxes),
            None => true,
        };
        let named = features.features.into_iter().enumerate().map(named);
        let matched: Vec<Feature> = named.filter(is_in).collect();
        let total = matched.len();
        let features: Vec<Feature> =
            matched.into_iter().skip(offset).take(limit).collect();

        let at = |offset: usize| format!("{path}?{others}limit={limit}&offset={offset}");
        let mut links = vec![link(&base, "self", &at(offset), "application/geo+json")];
        if offset.saturating_add(limit) < total {
            links.push(link(&base, "next", &at(offset + limit), "application/geo+json"));
        }
        if 0 < offset {
            let before = at(offset.saturating_sub(limit));
            links.push(link(&base, "prev", &before, "application/geo+json"));
        }
        json!({
            "type": "FeatureCollection",
            "timeStamp": Timestamp::now().to_string(),
            "numberMatched": total,
            "numberReturned": features.len(),
            "links": links,
            "features": features,
        })
        .to_string()
    };
    Ok(reply("application/geo+json", request.app.work(page).await?))
}

/// `GET /collections/{id}/items/{feature}`
async fn item(id: String, feature: String, request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let (id, wanted) = (decoded(&id)?, decoded(&feature)?);
    let query = request.query(&["f", "profile"])?;
    json_only(&query)?;
    let profile = profile(&query, Profile::Flat)?;
    let (layer, features) = layers::find(&request.app, &id, profile).await?;
    let mut all = features.features.into_iter().enumerate().map(named);
    let Some(feature) = all.find(|feature| name(feature).as_deref() == Some(&wanted))
    else {
        return Err(Problem::missing(format!(
            "there is no feature `{wanted}` in `{id}`; /collections/{id}/items lists them"
        )));
    };
    Ok(reply("application/geo+json", linked(&feature, &layer.id, &request).to_string()))
}

/// A feature with the links that lead on from it.
pub(super) fn linked(feature: &Feature, collection: &str, request: &Request) -> Value {
    let base = base(request);
    let name = encoded(&name(feature).unwrap_or_default());
    let here = format!("/collections/{collection}");
    let mut body = json!(feature);
    body["links"] = json!([
        link(&base, "self", &format!("{here}/items/{name}"), "application/geo+json"),
        link(&base, "collection", &here, "application/json"),
    ]);
    body
}

/// Gives a feature without an id its place in the layer, from 1.
fn named((before, mut feature): (usize, Feature)) -> Feature {
    if feature.id.is_none() {
        feature.id = serde_json::from_value(json!((before + 1).to_string())).ok();
    }
    feature
}

fn name(feature: &Feature) -> Option<String> {
    match json!(feature.id.as_ref()?) {
        Value::String(name) => Some(name),
        other => Some(other.to_string()),
    }
}

fn collection(base: &str, layer: &Layer) -> Value {
    let here = format!("/collections/{}", layer.id);
    let file = format!("/layers/{}.geojson", layer.id);
    json!({
        "id": layer.id,
        "title": layer.title,
        "description": layer.description,
        "itemType": "feature",
        "crs": [CRS],
        "links": [
            link(base, "self", &here, "application/json"),
            link(base, "items", &format!("{here}/items"), "application/geo+json"),
            link(base, "enclosure", &file, "application/geo+json"),
        ],
    })
}

/// What links begin with: the address at which the client found us.
fn base(request: &Request) -> String {
    let host = request.header(&header::HOST);
    host.map_or_else(String::new, |host| format!("http://{host}"))
}

fn link(base: &str, rel: &str, path: &str, kind: &str) -> Value {
    json!({ "rel": rel, "href": format!("{base}{path}"), "type": kind })
}

/// Refuses every format but JSON.
fn json_only(query: &Query) -> Result<(), Problem> {
    match query.get("f") {
        None | Some("json" | "geojson") => Ok(()),
        Some(other) => Err(Problem::bad(format!(
            "there is no format `{other}`; leave `f` out, or say f=json"
        ))),
    }
}

/// `w,s,e,n` as one box, or as two if it crosses the 180th meridian.
fn boxes(text: &str) -> Result<Vec<Rect>, Problem> {
    let wrong = || {
        Problem::bad(format!(
            "`bbox` is `{text}`; give west,south,east,north in degrees, such as 35.5,32.5,36.5,33.5"
        ))
    };
    let numbers: Option<Vec<f64>> =
        text.split(',').map(|number| number.trim().parse().ok()).collect();
    // Six numbers are a box with heights, which count for nothing here.
    let Some([w, s, e, n] | [w, s, _, e, n, _]) = numbers.as_deref() else {
        return Err(wrong());
    };
    let (w, s, e, n) = (*w, *s, *e, *n);
    let in_range = |limit: f64| move |number: f64| (-limit..=limit).contains(&number);
    if ![w, e].into_iter().all(in_range(180.0))
        || ![s, n].into_iter().all(in_range(90.0))
        || n < s
    {
        return Err(wrong());
    }
    let rect = |w, e| Rect::new(Coord { x: w, y: s }, Coord { x: e, y: n });
    Ok(if e < w { vec![rect(w, 180.0), rect(-180.0, e)] } else { vec![rect(w, e)] })
}

fn lies_in(feature: &Feature, boxes: &[Rect]) -> bool {
    let geometry = feature.geometry.as_ref().and_then(|drawn| drawn.try_into().ok());
    geometry.is_some_and(|geometry: Geometry| {
        boxes.iter().any(|rect| rect.intersects(&geometry))
    })
}
