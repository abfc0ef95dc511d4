use std::ops::Range;

/// A stretch of an article's text, as a half-open range of byte offsets.
///
/// Bytes, because slicing a `str` is then free and exact. JSON counts Unicode
/// code points: the conversion happens once, in `feature`, and nowhere else.
///
/// Invariant: `start <= end`, and both lie on character boundaries of the text
/// that the span was made from.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// The span of `range` in `text`, or `None` if `range` is not on character
    /// boundaries of `text`.
    #[must_use]
    pub fn new(text: &str, range: Range<usize>) -> Option<Span> {
        text.get(range.clone())?;
        Some(Span { start: range.start, end: range.end })
    }

    /// The first byte.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        self.end
    }

    /// The words under this span. `text` must be the text it was made from.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

#[cfg(test)]
mod tests {
    use super::Span;

    #[test]
    fn a_span_never_splits_a_character() {
        let text = "Zürich";
        assert_eq!(Span::new(text, 0..2), None, "byte 2 is inside the ü");
        assert_eq!(Span::new(text, 0..7).map(|span| span.text(text)), Some("Zürich"));
    }
}
