//! `/layers`: what the map draws, and each layer whole, as a file.

use std::sync::Arc;

use headers::HeaderMapExt as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use warp::{
    Filter as _, Reply,
    filters::BoxedFilter,
    http::{HeaderValue, Method, StatusCode, header},
    reply::Response,
};

use super::{
    App,
    app::EXAMPLE,
    articles::profile,
    problem::{Answer, Problem},
    request::{self, Request, decoded, reply},
};
use crate::{
    annotation::{Annotation, FeatureCollection},
    feature::{self, Profile},
    layer::reference::ReferenceLayer,
};

/// The name of the layer of annotations.
pub(super) const ANNOTATIONS: &str = "annotations";
/// What the names of articles' layers begin with.
const ARTICLE: &str = "article-";

/// The routes.
pub(super) fn routes(app: &Arc<App>) -> BoxedFilter<(Response,)> {
    let list = warp::path!("layers").and(request::to(app, "/layers", "GET")).then(list);
    let file = warp::path!("layers" / String)
        .and(request::to(app, "/layers/{id}.geojson", "GET"))
        .then(file);
    list.or(file).unify().map(Reply::into_response).boxed()
}

/// A layer, as lists show it.
pub(super) struct Layer {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
    /// "reference", "annotations" or "article".
    pub(super) kind: &'static str,
    source: String,
    licence: String,
    attribution: String,
    accuracy: String,
    accuracy_m: Option<f64>,
    features: usize,
}

impl Layer {
    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "kind": self.kind,
            "source": self.source,
            "licence": self.licence,
            "attribution": self.attribution,
            "accuracy": self.accuracy,
            "accuracy_m": self.accuracy_m,
            "features": self.features,
            "links": { "geojson": format!("/layers/{}.geojson", self.id) },
        })
    }

    fn of_reference(layer: &ReferenceLayer) -> Layer {
        Layer {
            id: layer.id.clone(),
            title: layer.title.clone(),
            description: layer.description.clone(),
            kind: "reference",
            source: layer.source.clone(),
            licence: layer.licence.clone(),
            attribution: layer.attribution.clone(),
            accuracy: layer.accuracy.clone(),
            accuracy_m: layer.accuracy_m,
            features: layer.features.features.len(),
        }
    }

    fn of_annotations(annotations: &[Annotation]) -> Layer {
        Layer {
            id: ANNOTATIONS.to_owned(),
            title: "Annotations".to_owned(),
            description: "Locations that people added to this map".to_owned(),
            kind: "annotations",
            source: "added by hand".to_owned(),
            licence: String::new(),
            attribution: String::new(),
            accuracy: "as drawn".to_owned(),
            accuracy_m: None,
            features: annotations.len(),
        }
    }

    fn of_article(id: &str, title: Option<&str>, features: usize) -> Layer {
        Layer {
            id: format!("{ARTICLE}{id}"),
            title: title.unwrap_or("Untitled story").to_owned(),
            description: "The places that the story refers to".to_owned(),
            kind: "article",
            source: "read by Dateline; each feature names the source of its geometry"
                .to_owned(),
            licence: "each feature names its licence".to_owned(),
            attribution: "GeoNames (CC BY 4.0), Natural Earth".to_owned(),
            accuracy: "each feature says how sure it is".to_owned(),
            accuracy_m: None,
            features,
        }
    }
}

/// All layers: reference layers, annotations, then articles, newest first.
pub(super) async fn all(app: &App) -> Result<Vec<Layer>, Problem> {
    let mut layers: Vec<Layer> =
        app.geoparser.layers().iter().map(Layer::of_reference).collect();
    layers.push(Layer::of_annotations(&app.store.annotations().await?));
    for heading in app.store.articles().await? {
        let features = usize::try_from(heading.features).unwrap_or(usize::MAX);
        let id = heading.id.to_string();
        layers.push(Layer::of_article(&id, heading.title.as_deref(), features));
    }
    if let Some(example) = &app.example {
        let geoparsed = app.reread(EXAMPLE).await?;
        let features = app.map(&geoparsed, Profile::Flat, None).await?.features.len();
        layers.push(Layer::of_article(EXAMPLE, example.title.as_deref(), features));
    }
    Ok(layers)
}

/// The layer named `id`, and its features.
pub(super) async fn find(
    app: &App,
    id: &str,
    profile: Profile,
) -> Result<(Layer, FeatureCollection), Problem> {
    if let Some(layer) = app.geoparser.layers().get(id) {
        return Ok((Layer::of_reference(layer), layer.features.clone()));
    }
    if id == ANNOTATIONS {
        let annotations = app.store.annotations().await?;
        let feature = match profile {
            Profile::Full => Annotation::feature,
            Profile::Flat => Annotation::flat_feature,
        };
        let features = annotations.iter().map(feature).collect();
        let features = FeatureCollection { features, bbox: None, foreign_members: None };
        return Ok((Layer::of_annotations(&annotations), features));
    }
    let Some(article) = id.strip_prefix(ARTICLE) else {
        return Err(Problem::missing(format!(
            "there is no layer `{id}`; /layers lists them"
        )));
    };
    let geoparsed = app.reread(article).await?;
    let map = app.map(&geoparsed, profile, Some(article)).await?;
    let title = geoparsed.article.title.as_deref();
    Ok((Layer::of_article(article, title, map.features.len()), map))
}

/// `GET /layers`
async fn list(request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    request.query(&[])?;
    let layers: Vec<Value> = all(&request.app).await?.iter().map(Layer::json).collect();
    Ok(reply("application/json", json!({ "layers": layers }).to_string()))
}

/// `GET /layers/{id}.geojson?profile=full&download=0`
async fn file(name: String, request: Request) -> Answer {
    if request.method != Method::GET {
        return request.other_method();
    }
    let name = decoded(&name)?;
    let Some(id) = name.strip_suffix(".geojson") else {
        return Err(Problem::missing(format!(
            "layers are served as GeoJSON; ask for /layers/{name}.geojson"
        )));
    };
    let query = request.query(&["profile", "download"])?;
    let profile = profile(&query, Profile::Flat)?;
    let (layer, mut features) = find(&request.app, id, profile).await?;
    let work = move || {
        if features.bbox.is_none() {
            features.bbox = feature::extent(&features.features);
        }
        serde_json::to_vec(&features)
    };
    let body = request.app.work(work).await?.map_err(|error| Problem::ours(&error))?;

    let tag = tag(&body);
    let mut response = match request.has(&tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => reply("application/geo+json", body),
    };
    response.headers_mut().typed_insert(tag);
    if query.get("download") != Some("0") {
        let disposition = format!("attachment; filename=\"{}.geojson\"", layer.id);
        if let Ok(disposition) = HeaderValue::try_from(disposition) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
        }
    }
    Ok(response)
}

/// Names a body by what is in it. Weak, because the same tag stands for its
/// compressed forms too.
pub(super) fn tag(body: &[u8]) -> headers::ETag {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hex}\"").parse().expect("hexadecimal digits in quotation marks")
}
