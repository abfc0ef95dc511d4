//! What did a person put on the map? A place on earth with a title, and what
//! there is to say about it.
//!
//! An annotation comes in as a GeoJSON feature and leaves as one. What comes in
//! is read strictly: a fault names the feature, what is wrong with it, and how to
//! mend it, so that an import of a thousand features can be put right by hand.

mod geometry;

pub use geojson::{Feature, FeatureCollection, Geometry};

use geojson::{JsonObject, JsonValue, feature::Id};
use jiff::Timestamp;
use uuid::Uuid;

/// Characters that a title may have.
const TITLE_LIMIT: usize = 1_000;
/// Characters that every other field may have.
const FIELD_LIMIT: usize = 100_000;

/// A location that a person added, as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Names it for good. Version 7, so that ids sort by age.
    pub id: Uuid,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it was added.
    pub created: Timestamp,
    /// When it was last changed.
    pub modified: Timestamp,
    /// What the person wrote and drew.
    pub content: Content,
}

/// What a person writes and draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Where it is: finite, in range, rings right-handed, 6 decimals.
    pub geometry: Geometry,
    /// The name on the map, never blank.
    pub title: String,
    /// What there is to say.
    pub text: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The place of the gazetteer that it is about.
    pub place_id: Option<String>,
    /// The article that it belongs to.
    pub article: Option<String>,
    /// The words of that article that it is about.
    pub quote: Option<String>,
}

/// What came in: one feature, or many to import together.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A feature.
    One(Box<Content>),
    /// A feature collection.
    Many {
        /// Its features, in order.
        contents: Vec<Content>,
        /// Properties that an annotation does not have, and so are left behind.
        ignored: Vec<String>,
    },
}

/// Why what came in is no annotation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no JSON.
    #[error(
        "the body is not JSON: {0}; send a GeoJSON Feature, or a FeatureCollection to import"
    )]
    Json(#[source] serde_json::Error),
    /// JSON, but neither a feature nor a collection of them.
    #[error("a GeoJSON Feature or FeatureCollection is expected, not {found}; {remedy}")]
    Kind {
        /// What it is instead.
        found: String,
        /// How to mend it.
        remedy: &'static str,
    },
    /// A feature cannot be kept.
    #[error("{}{fault}", place(*number))]
    Feature {
        /// Which of a collection's features, from 1.
        number: Option<usize>,
        /// What is wrong, and how to mend it.
        fault: String,
    },
}

fn place(number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| format!("feature {number}: "))
}

/// Reads a GeoJSON feature, or a collection of them.
///
/// # Errors
///
/// [`Error`] at the first fault: a collection is read whole or not at all.
pub fn read(json: &[u8]) -> Result<Incoming, Error> {
    let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
    let value: JsonValue = serde_json::from_slice(json).map_err(Error::Json)?;
    let kind = value.get("type").and_then(JsonValue::as_str).map(str::to_owned);
    match (kind.as_deref(), value) {
        (Some("Feature"), value) => {
            let content = content(value, &mut Vec::new())
                .map_err(|fault| Error::Feature { number: None, fault })?;
            Ok(Incoming::One(Box::new(content)))
        }
        (Some("FeatureCollection"), JsonValue::Object(mut members)) => {
            many(members.remove("features"))
        }
        (Some(other), _) => Err(Error::Kind {
            found: format!("`{other}`"),
            remedy: "wrap a geometry as {\"type\":\"Feature\",\"geometry\":…,\"properties\":{\"title\":…}}",
        }),
        (None, _) => Err(Error::Kind {
            found: "JSON without a `type`".to_owned(),
            remedy: "see RFC 7946",
        }),
    }
}

fn many(features: Option<JsonValue>) -> Result<Incoming, Error> {
    let Some(JsonValue::Array(features)) = features else {
        return Err(Error::Kind {
            found: "a FeatureCollection without a list of `features`".to_owned(),
            remedy: "give it \"features\": [ … ]",
        });
    };
    if features.is_empty() {
        return Err(Error::Kind {
            found: "a FeatureCollection with no features".to_owned(),
            remedy: "give it at least one",
        });
    }
    let mut ignored = Vec::new();
    let read = |(before, value)| {
        content(value, &mut ignored)
            .map_err(|fault| Error::Feature { number: Some(before + 1), fault })
    };
    let contents =
        features.into_iter().enumerate().map(read).collect::<Result<_, _>>()?;
    ignored.sort();
    Ok(Incoming::Many { contents, ignored })
}

/// What a feature says, or what is wrong with it. Properties that have no use are
/// added to `ignored`.
fn content(value: JsonValue, ignored: &mut Vec<String>) -> Result<Content, String> {
    let feature: Feature = serde_json::from_value(value)
        .map_err(|error| format!("it is no GeoJSON feature: {error}; see RFC 7946"))?;
    let Some(mut geometry) = feature.geometry else {
        return Err("it has no geometry; draw it, or give it a Point".to_owned());
    };
    geometry::tidy(&mut geometry.value)?;
    (geometry.bbox, geometry.foreign_members) = (None, None);
    let mut properties = feature.properties.unwrap_or_default();

    let title = string(&mut properties, "title")?.or(string(&mut properties, "name")?);
    let text =
        string(&mut properties, "text")?.or(string(&mut properties, "description")?);
    let content = Content {
        geometry,
        title: title.ok_or("it has no title; give it a `title` that is not blank")?,
        text,
        tags: tags(properties.remove("tags"))?,
        place_id: string(&mut properties, "place_id")?,
        article: string(&mut properties, "article")?,
        quote: string(&mut properties, "quote")?,
    };
    if TITLE_LIMIT < content.title.chars().count() {
        return Err(format!(
            "its title is longer than {TITLE_LIMIT} characters; move some of it to `text`"
        ));
    }
    for (name, _) in properties {
        let is_ours =
            ["title", "name", "text", "description", "created", "modified", "version"]
                .contains(&name.as_str());
        if !is_ours && !ignored.contains(&name) {
            ignored.push(name);
        }
    }
    Ok(content)
}

/// The string under `name`, unless it is blank or null.
fn string(properties: &mut JsonObject, name: &str) -> Result<Option<String>, String> {
    match properties.remove(name) {
        None | Some(JsonValue::Null) => Ok(None),
        Some(JsonValue::String(value)) if value.trim().is_empty() => Ok(None),
        Some(JsonValue::String(value)) if FIELD_LIMIT < value.chars().count() => Err(
            format!("its `{name}` is longer than {FIELD_LIMIT} characters; shorten it"),
        ),
        Some(JsonValue::String(value)) => Ok(Some(value.trim().to_owned())),
        Some(_) => Err(format!("its `{name}` is not text; put it in quotation marks")),
    }
}

/// Tags as a list of strings, or as the flat profile writes them: `"a; b"`.
fn tags(value: Option<JsonValue>) -> Result<Vec<String>, String> {
    let fault =
        || "its `tags` are not a list of words; write [\"bridge\", \"river\"]".to_owned();
    let words: Vec<String> = match value {
        None | Some(JsonValue::Null) => Vec::new(),
        Some(JsonValue::String(joined)) => joined.split(';').map(str::to_owned).collect(),
        Some(JsonValue::Array(values)) => values
            .into_iter()
            .map(|value| value.as_str().map(str::to_owned).ok_or_else(fault))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(fault()),
    };
    let mut tags: Vec<String> = Vec::new();
    for word in words {
        // A semicolon would part the tag in two where tags are joined by it.
        let tag = word.replace(';', ",").trim().to_owned();
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let length: usize = tags.iter().map(|tag| tag.chars().count()).sum();
    if FIELD_LIMIT < length {
        return Err(format!("its `tags` are longer than {FIELD_LIMIT} characters"));
    }
    Ok(tags)
}

impl Annotation {
    /// It as a feature, its tags as a list.
    #[must_use]
    pub fn feature(&self) -> Feature {
        let tags = self.content.tags.iter().cloned().map(JsonValue::String).collect();
        self.feature_with(JsonValue::Array(tags))
    }

    /// It as a feature whose properties are scalars, as GIS programs want them.
    #[must_use]
    pub fn flat_feature(&self) -> Feature {
        self.feature_with(JsonValue::String(self.content.tags.join("; ")))
    }

    fn feature_with(&self, tags: JsonValue) -> Feature {
        let content = &self.content;
        let mut properties = JsonObject::new();
        let mut set = |name: &str, value: JsonValue| {
            properties.insert(name.to_owned(), value);
        };
        set("title", content.title.clone().into());
        set("name", content.title.clone().into());
        if let Some(text) = &content.text {
            set("text", text.clone().into());
            set("description", text.clone().into());
        }
        set("tags", tags);
        let anchors = [
            ("place_id", &content.place_id),
            ("article", &content.article),
            ("quote", &content.quote),
        ];
        for (name, value) in anchors {
            if let Some(value) = value {
                set(name, value.clone().into());
            }
        }
        set("created", self.created.to_string().into());
        set("modified", self.modified.to_string().into());
        set("version", self.version.into());
        Feature {
            id: Some(Id::String(self.id.to_string())),
            geometry: Some(content.geometry.clone()),
            properties: Some(properties),
            bbox: None,
            foreign_members: None,
        }
    }
}

#[cfg(test)]
mod tests;
