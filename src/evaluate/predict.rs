//! What the pipeline says of a gold document, in the form that scorers read.

use geo::Point;
use serde_json::{Value, json};

use super::{GoldDocument, GoldMention};
use crate::{
    feature::CodePoints,
    geoparse::{Geoparsed, Geoparser},
    mention::{Mention, Reference, Role},
    resolve::Resolution,
    text::{Article, Span},
};

/// A mention as the pipeline has it, positions in code points.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Where its place is, if it was resolved.
    pub point: Option<Point>,
    /// How it is used.
    pub role: Role,
}

/// The toponyms and demonyms of `document`. With `gold_mentions` the marked
/// mentions are resolved instead of found.
#[must_use]
pub fn predictions(
    geoparser: &Geoparser,
    document: &GoldDocument,
    gold_mentions: bool,
) -> Vec<Predicted> {
    let article = Article { text: document.text.clone(), ..Article::default() };
    let geoparsed = if gold_mentions {
        let found = geoparser.recognise(&article);
        let mut mentions: Vec<Mention> = document
            .mentions
            .iter()
            .filter_map(|gold| mention(&document.text, gold, &found))
            .collect();
        mentions.sort_by_key(|mention| mention.span.start());
        geoparser.resolve(article, mentions)
    } else {
        geoparser.geoparse(article)
    };
    spans(geoparser, &geoparsed)
}

/// `predicted` as a line of a file that other scorers read.
#[must_use]
pub fn line(document: &GoldDocument, predicted: &[Predicted]) -> Value {
    let spans = predicted.iter().map(|p| {
        let role = if p.role == Role::Literal { "literal" } else { "associative" };
        let (lat, lon) = (p.point.map(Point::y), p.point.map(Point::x));
        json!({ "start": p.start, "end": p.end, "lat": lat, "lon": lon, "role": role })
    });
    json!({ "doc": document.doc, "spans": spans.collect::<Vec<_>>() })
}

fn spans(geoparser: &Geoparser, geoparsed: &Geoparsed) -> Vec<Predicted> {
    let code_points = CodePoints::new(&geoparsed.article.text);
    let names_a_place = |mention: &Mention| {
        !matches!(
            mention.reference,
            Reference::Relational(_) | Reference::ReferenceLine { .. }
        )
    };
    let both = geoparsed.mentions.iter().zip(&geoparsed.resolutions);
    both.filter(|(mention, _)| names_a_place(mention))
        .map(|(mention, resolution)| Predicted {
            start: code_points.count(mention.span.start()),
            end: code_points.count(mention.span.end()),
            point: match resolution {
                Resolution::Resolved { chosen, .. } => {
                    Some(geoparser.gazetteer().place(chosen.place).point())
                }
                _ => None,
            },
            role: mention.role,
        })
        .collect()
}

/// A marked mention: as the recogniser has it, or as a bare name.
fn mention(text: &str, gold: &GoldMention, found: &[Mention]) -> Option<Mention> {
    let byte = |count: i64| {
        let count = usize::try_from(count).ok()?;
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        ends.into_iter().nth(count)
    };
    let span = Span::new(text, byte(gold.start)?..byte(gold.end)?)?;
    if let Some(found) = found.iter().find(|found| found.span == span) {
        return Some(found.clone());
    }
    let reference = Reference::Toponym(span.text(text).to_owned());
    Some(Mention {
        span,
        sentence: span,
        reference,
        role: Role::Literal,
        confidence: 1.0,
    })
}
