//! The measures of the field: precision, recall and F1 of recognition (Gritta et
//! al. 2018), the share resolved within 161 km (Leidner 2007), end to end, and
//! roles (Gritta et al. 2019).

use std::collections::{BTreeMap, BTreeSet};

use geo::{Distance, Haversine, Point};

use super::{GoldDocument, Predicted};
use crate::mention::Role;

/// A place within this distance is the right one: 100 miles.
const NEAR_KM: f64 = 161.0;

/// Which marked mentions count.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Scheme {
    /// All of them.
    All,
    /// As GeoWebNews has them: toponyms in every use; demonyms, languages and
    /// homonyms do neither good nor harm.
    GeoWebNews,
}

/// How a marked mention counts.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Worth {
    In,
    Neutral,
    Out,
}

/// The types of GeoWebNews in which a place itself is meant.
const LITERAL: &[&str] =
    &["Literal", "Mixed", "Coercion", "Embedded_Literal", "Literal_Modifier"];
/// The types in which a place stands for something else.
const ASSOCIATIVE: &[&str] = &["Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit"];
/// The types that are no toponyms in the narrow sense.
const NEUTRAL: &[&str] = &["Demonym", "Language", "Homonym"];

impl Scheme {
    fn worth(self, kind: Option<&str>) -> Worth {
        let kind = kind.unwrap_or("");
        match self {
            Scheme::All => Worth::In,
            _ if LITERAL.contains(&kind) || ASSOCIATIVE.contains(&kind) => Worth::In,
            _ if NEUTRAL.contains(&kind) => Worth::Neutral,
            Scheme::GeoWebNews => Worth::Out,
        }
    }
}

/// Counts over documents; the figures follow from them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    gold: usize,
    predicted: usize,
    exact: usize,
    lenient: usize,
    gold_placed: usize,
    predicted_placed: usize,
    both_placed: usize,
    near: usize,
    roles: usize,
    right_roles: usize,
}

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// The share of what was predicted that is right.
    pub precision: f64,
    /// The share of what was marked that was predicted.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Rates {
    fn of(right: usize, predicted: usize, marked: usize) -> Rates {
        let (precision, recall) = (share(right, predicted), share(right, marked));
        let sum = precision + recall;
        let f1 = if 0.0 < sum { 2.0 * precision * recall / sum } else { 0.0 };
        Rates { precision, recall, f1 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

impl Score {
    /// Recognition, where the words must be the same.
    #[must_use]
    pub fn exact(&self) -> Rates {
        Rates::of(self.exact, self.predicted, self.gold)
    }

    /// Recognition, where the words must overlap.
    #[must_use]
    pub fn lenient(&self) -> Rates {
        Rates::of(self.lenient, self.predicted, self.gold)
    }

    /// Recognition and resolution together: found, and within 161 km.
    #[must_use]
    pub fn end_to_end(&self) -> Rates {
        Rates::of(self.near, self.predicted_placed, self.gold_placed)
    }

    /// Of the marked mentions with a place, the share put within 161 km.
    #[must_use]
    pub fn near_of_all(&self) -> f64 {
        share(self.near, self.gold_placed)
    }

    /// Of the marked mentions that were found and resolved, the share put within 161 km.
    #[must_use]
    pub fn near_of_resolved(&self) -> f64 {
        share(self.near, self.both_placed)
    }

    /// The share of roles that are right, if the gold file has any.
    #[must_use]
    pub fn roles(&self) -> Option<f64> {
        (0 < self.roles).then(|| share(self.right_roles, self.roles))
    }

    /// Adds what `predicted` is worth on `document`.
    pub fn add(
        &mut self,
        document: &GoldDocument,
        predicted: &[Predicted],
        scheme: Scheme,
    ) {
        let text: Vec<char> = document.text.chars().collect();
        let mut marked = Vec::new();
        let mut neutral = Vec::new();
        for mention in &document.mentions {
            let worth = scheme.worth(mention.kind.as_deref());
            let bounds = (usize::try_from(mention.start), usize::try_from(mention.end));
            let (Ok(start), Ok(end)) = bounds else { continue };
            let Some(span) = trimmed(&text, start, end) else { continue };
            match worth {
                Worth::In => marked.push((span, mention)),
                Worth::Neutral => neutral.push(span),
                Worth::Out => {}
            }
        }
        let mut seen = BTreeSet::new();
        let predicted: Vec<((usize, usize), &Predicted)> = predicted
            .iter()
            .filter_map(|p| Some((trimmed(&text, p.start, p.end)?, p)))
            .filter(|(span, _)| seen.insert(*span))
            .collect();
        let pairs = pairs(&marked, &predicted);
        let of_gold: BTreeMap<usize, usize> =
            pairs.iter().map(|(g, p)| (*p, *g)).collect();

        self.gold += marked.len();
        self.gold_placed +=
            marked.iter().filter(|(_, gold)| gold.point().is_some()).count();
        self.lenient += pairs.len();
        for (at, (span, p)) in predicted.iter().enumerate() {
            let gold = of_gold.get(&at).map(|at| &marked[*at]);
            let is_neutral =
                gold.is_none() && neutral.iter().any(|n| overlap(*n, *span) > 0);
            self.predicted += usize::from(!is_neutral);
            // A place given to a mention whose place nobody knows is neither right nor wrong.
            let is_open = gold.is_some_and(|(_, gold)| gold.point().is_none());
            self.predicted_placed +=
                usize::from(p.point.is_some() && !is_neutral && !is_open);
            let Some((gold_span, gold)) = gold else { continue };
            self.exact += usize::from(gold_span == span);
            if let (Some(a), Some(b)) = (gold.point(), p.point) {
                self.both_placed += 1;
                self.near += usize::from(Haversine.distance(a, b) / 1000.0 <= NEAR_KM);
            }
            if let Some(kind) = &gold.kind {
                self.roles += 1;
                let is_literal = LITERAL.contains(&kind.as_str());
                self.right_roles += usize::from(is_literal == (p.role == Role::Literal));
            }
        }
    }
}

/// Pairs of marked and predicted mentions that share a character, one to one: the
/// same words first, then the greater overlap, then the earlier.
fn pairs<G, P>(
    marked: &[((usize, usize), G)],
    predicted: &[((usize, usize), P)],
) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for (g, (gold, _)) in marked.iter().enumerate() {
        for (p, (span, _)) in predicted.iter().enumerate() {
            let shared = overlap(*gold, *span);
            if 0 < shared {
                all.push((gold != span, usize::MAX - shared, gold.0, g, p));
            }
        }
    }
    all.sort_unstable();
    let (mut gold_taken, mut predicted_taken) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (.., g, p) in all {
        if !gold_taken.contains(&g) && !predicted_taken.contains(&p) {
            gold_taken.insert(g);
            predicted_taken.insert(p);
            pairs.push((g, p));
        }
    }
    pairs
}

fn overlap(a: (usize, usize), b: (usize, usize)) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// A span without what is not part of a name: outer signs and spaces, "the",
/// a possessive. `None` if nothing is left.
fn trimmed(text: &[char], start: usize, end: usize) -> Option<(usize, usize)> {
    const EDGES: &str = ".,;:!?\"'()[]“”‘’ \t\n\r";
    let is_edge = |c: char| EDGES.contains(c);
    let (mut start, mut end) = (start, end.min(text.len()));
    loop {
        let before = (start, end);
        while start < end && is_edge(text[start]) {
            start += 1;
        }
        // The last stop of "U.S." is part of it.
        while start < end
            && is_edge(text[end - 1])
            && !(text[end - 1] == '.' && text[start..end - 1].contains(&'.'))
        {
            end -= 1;
        }
        let words: String = text.get(start..end)?.iter().collect();
        if words.to_lowercase().starts_with("the ") {
            start += 4;
        }
        if words.ends_with("'s") || words.ends_with("’s") {
            end -= 2;
        }
        if end <= start {
            return None;
        }
        if before == (start, end) {
            return Some(before);
        }
    }
}

impl super::GoldMention {
    /// Where its place is, if that is known.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        Some(Point::new(self.lon?, self.lat?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> GoldDocument {
        let line = r#"{"doc":"a","text":"In the U.S., Paris's mayor flew to Amman.","mentions":[
            {"start":3,"end":11,"lat":39.8,"lon":-98.5},
            {"start":13,"end":20,"lat":33.66,"lon":-95.55},
            {"start":35,"end":40,"lat":31.95,"lon":35.93}]}"#;
        serde_json::from_str(line).unwrap()
    }

    fn predicted(start: usize, end: usize, lon: f64, lat: f64) -> Predicted {
        Predicted { start, end, point: Some(Point::new(lon, lat)), role: Role::Literal }
    }

    #[test]
    fn names_are_compared_without_what_stands_around_them() {
        let mut score = Score::default();
        let found = [predicted(7, 11, -98.5, 39.8), predicted(13, 18, 2.35, 48.85)];
        score.add(&document(), &found, Scheme::All);
        assert_eq!(
            score.exact(),
            Rates::of(2, 2, 3),
            "the U.S. and Paris's count as found"
        );
        assert_eq!(score.end_to_end(), Rates::of(1, 2, 3), "the wrong Paris is wrong");
    }

    #[test]
    fn an_overlap_is_lenient_and_not_exact() {
        let mut score = Score::default();
        score.add(&document(), &[predicted(28, 40, 35.93, 31.95)], Scheme::All);
        assert_eq!(score.lenient(), Rates::of(1, 1, 3));
        assert_eq!(score.exact(), Rates::of(0, 1, 3));
    }
}
