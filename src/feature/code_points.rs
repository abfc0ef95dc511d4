//! Bytes inside, Unicode code points outside: the one place that converts.

/// The code points of a text, countable from any byte.
pub struct CodePoints<'t> {
    text: &'t str,
    /// How many code points stand before each stretch of [`STRETCH`] bytes.
    before: Vec<usize>,
}

const STRETCH: usize = 256;

impl<'t> CodePoints<'t> {
    /// Counts the code points of `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let mut before = vec![0];
        for stretch in text.as_bytes().chunks(STRETCH) {
            before.push(before.last().unwrap_or(&0) + starts(stretch));
        }
        CodePoints { text, before }
    }

    /// How many code points stand before the byte `at`.
    #[must_use]
    pub fn count(&self, at: usize) -> usize {
        let stretch = at / STRETCH;
        let rest = self.text.as_bytes().get(stretch * STRETCH..at).unwrap_or(&[]);
        self.before.get(stretch).unwrap_or(&0) + starts(rest)
    }
}

/// How many code points begin in `bytes`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn every_byte_position_counts_as_chars_do() {
        let text = "Zürich 🗺 عمان ".repeat(60);
        let code_points = CodePoints::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(code_points.count(at), count);
        }
        assert_eq!(code_points.count(text.len()), text.chars().count());
    }
}
