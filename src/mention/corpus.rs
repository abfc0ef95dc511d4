//! How are marked sentences read?
//!
//! From files with a word and its label on each line and a blank line after each
//! sentence, as shared tasks have them: labels with `B-` and `I-`, or `I-`
//! alone. Words are put together as they would be printed, so that the tagger
//! learns from the text it will meet.

use super::learn::{Marked, Name};
use crate::text::Span;

/// The sentences of `file`, each of `weight`.
#[must_use]
pub fn sentences(file: &str, weight: f32) -> Vec<Marked> {
    let mut sentences = Vec::new();
    let mut open = Sentence::default();
    for line in file.lines().chain([""]) {
        let line = line.trim_start_matches('\u{feff}');
        match word_and_label(line) {
            Some((word, label)) => open.push(word, label),
            None => sentences.extend(std::mem::take(&mut open).close(weight)),
        }
    }
    sentences
}

/// The word and the label of `line`; `None` if the line is blank or a comment.
fn word_and_label(line: &str) -> Option<(&str, &str)> {
    if line.starts_with("# ") || line.starts_with("-DOCSTART-") {
        return None;
    }
    let parts_by_tab = line.contains('\t');
    let mut columns = line.split(|c| if parts_by_tab { c == '\t' } else { c == ' ' });
    let first = columns.next()?.trim();
    let second = columns.next()?.trim();
    // Universal Dependencies number their words.
    let third = columns.next().map(str::trim).filter(|_| first.parse::<u32>().is_ok());
    let (word, label) = third.map_or((first, second), |third| (second, third));
    (!word.is_empty()).then_some((word, label))
}

/// The kind of name that a label of any of the sets stands for.
fn name_of(label: &str) -> Option<Name> {
    let (_, kind) = label.split_once('-')?;
    Some(match kind.to_ascii_lowercase().as_str() {
        "loc" | "location" | "country" | "geo-loc" => Name::Location,
        "org" | "organisation" | "organization" | "corporation" | "group"
        | "politicalparty" => Name::Organisation,
        "per" | "person" | "politician" => Name::Person,
        _ => Name::Other,
    })
}

/// A sentence that is being put together.
#[derive(Default)]
struct Sentence {
    text: String,
    names: Vec<(usize, usize, Name)>,
    /// Whether the next word follows without a space.
    is_open: bool,
    quotes: usize,
    last: Option<Name>,
}

impl Sentence {
    fn push(&mut self, word: &str, label: &str) {
        let is_quote = word.chars().all(|c| c == '"' || c == '\'') && word.contains('"');
        let word = if is_quote { "\"" } else { word };
        self.quotes += usize::from(is_quote);
        let closes = is_quote && self.quotes.is_multiple_of(2)
            || word.starts_with([
                ',', '.', ';', ':', '!', '?', ')', ']', '%', '”', '’', '\'',
            ])
            || word == "n't";
        if !self.text.is_empty() && !self.is_open && !closes {
            self.text.push(' ');
        }
        self.is_open = is_quote && self.quotes % 2 == 1
            || matches!(word, "(" | "[" | "$" | "#" | "@" | "“" | "‘" | "£" | "€");
        let start = self.text.len();
        self.text.push_str(word);
        let name = name_of(label);
        match (name, self.names.last_mut()) {
            (Some(name), Some(last))
                if self.last == Some(name) && !label.starts_with("B-") =>
            {
                last.1 = self.text.len();
            }
            (Some(name), _) => self.names.push((start, self.text.len(), name)),
            (None, _) => {}
        }
        self.last = name;
    }

    fn close(self, weight: f32) -> Option<Marked> {
        if self.text.is_empty() {
            return None;
        }
        let span = |(start, end, name)| {
            Span::new(&self.text, start..end).map(|span: Span| (span, name))
        };
        let names = self.names.into_iter().filter_map(span).collect();
        Some(Marked { text: self.text, names, weight })
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, sentences};

    #[test]
    fn the_layouts_of_the_sets_are_read() {
        let file = "-DOCSTART- O\n\nTalks O\nin O\nNew I-LOC\nYork I-LOC\n, O\n\" O\nhe O\n\" O\n\n\
                    # text = x\n1\tParis\tB-LOC\t-\n2\t's\tO\t-\n\n#\tO\nOslo\tB-location\n";
        let read = sentences(file, 1.0);
        let texts: Vec<_> = read.iter().map(|marked| marked.text.as_str()).collect();
        assert_eq!(texts, ["Talks in New York, \"he\"", "Paris's", "#Oslo"]);
        let (span, name) = read[0].names[0];
        assert_eq!((span.text(texts[0]), name), ("New York", Name::Location));
        assert_eq!(read[2].names[0].0.text(texts[2]), "Oslo");
    }
}
