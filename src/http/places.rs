//! `/suggest`, `/geocode`, `/reverse`: the gazetteer, asked directly. The answers
//! are `GeocodeJSON` 0.1.0, as Nominatim writes it, so that its clients can read
//! them.

use std::sync::Arc;

use geo::Point;
use serde_json::{Value, json};
use warp::{Filter as _, Reply, filters::BoxedFilter, http::Method, reply::Response};

use super::{
    App,
    problem::{Answer, Problem},
    request::{self, Query, Request, reply},
};
use crate::gazetteer::{Kind, Place};

/// Places in an answer, unless the client says.
const FEW: usize = 10;
/// Places in an answer, at most.
const MANY: usize = 50;

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let suggest =
        warp::path!("suggest").and(request::to(app, "/suggest", "GET")).then(suggest);
    let geocode =
        warp::path!("geocode").and(request::to(app, "/geocode", "GET")).then(geocode);
    let reverse =
        warp::path!("reverse").and(request::to(app, "/reverse", "GET")).then(reverse);
    suggest.or(geocode).unify().or(reverse).unify().map(Reply::into_response).boxed()
}

/// `GET /suggest?q=Qun&limit=10`: places whose names begin so.
async fn suggest(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let query = request.query(&["q", "limit"])?;
    let (name, limit) = (asked(&query)?, limit(&query, FEW)?);
    answer(&request, Some(name.clone()), move |app| {
        let found = app.geoparser.gazetteer().suggest(&name, limit);
        found.iter().map(|place| feature(place, None)).collect()
    })
    .await
}

/// `GET /geocode?q=Amman&limit=10`: places of that name.
async fn geocode(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let query = request.query(&["q", "limit"])?;
    let (name, limit) = (asked(&query)?, limit(&query, FEW)?);
    answer(&request, Some(name.clone()), move |app| {
        let found = app.geoparser.gazetteer().named(&name);
        found.iter().take(limit).map(|(place, _)| feature(place, None)).collect()
    })
    .await
}

/// `GET /reverse?lat=33.125&lon=35.825&limit=1`: places near a point.
async fn reverse(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let query = request.query(&["lat", "lon", "limit"])?;
    let latitude = degrees(&query, "lat", 90.0)?;
    let longitude = degrees(&query, "lon", 180.0)?;
    let limit = limit(&query, 1)?;
    answer(&request, None, move |app| {
        let point = Point::new(longitude, latitude);
        let found = app.geoparser.gazetteer().nearest(point, limit, is_spot);
        found.iter().map(|(place, km)| feature(place, Some(*km))).collect()
    })
    .await
}

/// The name that is asked for.
fn asked(query: &Query) -> Result<String, Problem> {
    match query.get("q").map(str::trim) {
        Some(name) if !name.is_empty() => Ok(name.to_owned()),
        _ => Err(Problem::bad("no name is asked for; give one, such as ?q=Amman")),
    }
}

fn limit(query: &Query, otherwise: usize) -> Result<usize, Problem> {
    let limit = query.parsed("limit", "a whole number, from 1")?;
    match limit.unwrap_or(otherwise) {
        0 => Err(Problem::bad("`limit` is 0; give a whole number, from 1")),
        limit => Ok(limit.min(MANY)),
    }
}

fn degrees(query: &Query, name: &str, limit: f64) -> Result<f64, Problem> {
    let expected = format!("degrees between -{limit} and {limit}");
    match query.parsed::<f64>(name, &expected)? {
        Some(degrees) if (-limit..=limit).contains(&degrees) => Ok(degrees),
        Some(degrees) => {
            Err(Problem::bad(format!("`{name}` is {degrees}; give {expected}")))
        }
        None => Err(Problem::bad(format!("`{name}` is missing; give {expected}"))),
    }
}

/// Whether a place is small enough for its point to say where it is.
fn is_spot(place: &Place<'_>) -> bool {
    matches!(
        place.kind(),
        Kind::City | Kind::District | Kind::Mountain | Kind::Landmark | Kind::Cape
    )
}

async fn answer(
    request: &Request,
    asked: Option<String>,
    find: impl FnOnce(&App) -> Vec<Value> + Send + 'static,
) -> Answer {
    let app = Arc::clone(&request.app);
    let features = request.app.work(move || find(&app)).await?;
    let mut body = json!({
        "type": "FeatureCollection",
        "geocoding": {
            "version": "0.1.0",
            "attribution": "GeoNames, Natural Earth, Dateline",
            "licence": "CC BY 4.0",
        },
        "features": features,
    });
    if let Some(asked) = asked {
        body["geocoding"]["query"] = asked.into();
    }
    Ok(reply("application/geo+json", body.to_string()))
}

fn feature(place: &Place<'_>, away_km: Option<f64>) -> Value {
    let (country, state) = (place.country(), place.admin1());
    let country = country.as_ref().map(Place::name);
    let state = state.as_ref().map(Place::name);
    let (source, licence) = place.source();
    let mut parts = vec![place.name()];
    for part in [state, country].into_iter().flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    let mut about = json!({
        "place_id": place.id().as_str(),
        "type": type_of(place.kind()),
        "kind": place.kind().word(),
        "name": place.name(),
        "label": parts.join(", "),
        "source": source,
        "licence": licence,
    });
    let others =
        [("state", state), ("country", country), ("country_code", country_code(place))];
    for (name, value) in others {
        if let Some(value) = value {
            about[name] = value.into();
        }
    }
    if 0 < place.population() {
        about["population"] = place.population().into();
    }
    if let Some(km) = away_km {
        about["distance_m"] = (km * 1000.0).round().into();
    }
    let point = place.point();
    json!({
        "type": "Feature",
        "id": place.id().as_str(),
        "geometry": { "type": "Point", "coordinates": [point.x(), point.y()] },
        "properties": { "geocoding": about },
    })
}

fn country_code<'g>(place: &Place<'g>) -> Option<&'g str> {
    Some(place.country_code()).filter(|code| !code.is_empty())
}

/// The nearest of the types that `GeocodeJSON` knows.
fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Country => "country",
        Kind::Admin1 => "state",
        Kind::Admin2 => "county",
        Kind::City => "city",
        Kind::District => "district",
        _ => "locality",
    }
}
