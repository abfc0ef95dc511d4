//! What the pipeline says of a gold document, in the form that scorers read.

use serde_json::{Value, json};

use super::{GoldDocument, GoldMention};
use crate::{
    feature::CodePoints,
    geoparse::{Geoparsed, Geoparser},
    mention::{Mention, Reference, Role},
    resolve::Resolution,
    text::{Article, Span},
};

/// `{"doc", "spans"}` for `document`: its toponyms and demonyms, each with its
/// place if it was resolved. With `gold_mentions` the marked mentions are
/// resolved instead of found.
#[must_use]
pub fn predictions(
    geoparser: &Geoparser,
    document: &GoldDocument,
    gold_mentions: bool,
) -> Value {
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
    json!({ "doc": document.doc, "spans": spans(geoparser, &geoparsed) })
}

fn spans(geoparser: &Geoparser, geoparsed: &Geoparsed) -> Vec<Value> {
    let code_points = CodePoints::new(&geoparsed.article.text);
    let names_a_place = |mention: &Mention| {
        !matches!(
            mention.reference,
            Reference::Relational(_) | Reference::ReferenceLine { .. }
        )
    };
    let both = geoparsed.mentions.iter().zip(&geoparsed.resolutions);
    both.filter(|(mention, _)| names_a_place(mention))
        .map(|(mention, resolution)| {
            let mut span = json!({
                "start": code_points.count(mention.span.start()),
                "end": code_points.count(mention.span.end()),
                "role": if mention.role == Role::Literal { "literal" } else { "associative" },
            });
            if let Resolution::Resolved { chosen, .. } = resolution {
                let place = geoparser.gazetteer().place(chosen.place);
                span["lat"] = place.point().y().into();
                span["lon"] = place.point().x().into();
                span["place_id"] = place.id().as_str().into();
                span["confidence"] = f64::from(chosen.confidence * mention.confidence).into();
            }
            span
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
