//! What does the tagger see of a word?
//!
//! Numbers: every observation ("the word before is *in*") is hashed to 32 bits,
//! so that nothing is allocated per word and a model is a table of numbers.
//!
//! Only words that may be part of a name are looked at ("open"): capitalised ones
//! and what stands between them. They come in runs, and the words beside a run
//! are the best evidence there is: "in New York" tells more about "York" than its
//! neighbour does.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

use super::{
    runs::Seen,
    words::{LISTS, Traits},
};

/// What the gazetteer knows about a word in its place.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct GazetteerHint {
    /// The class of the weightiest place whose name the word is part of, 0 if none.
    pub(super) class: u8,
    /// Whether the name begins with this word.
    pub(super) begins: bool,
    /// How many words the name has, at most 3.
    pub(super) words: u8,
}

impl GazetteerHint {
    fn code(self) -> u32 {
        if self.class == 0 {
            return 0;
        }
        u32::from(self.class) * 8
            + u32::from(self.begins) * 4
            + u32::from(self.words.min(3))
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[repr(u8)]
pub(super) enum Shape {
    Small,
    Title,
    Capitals,
    Mixed,
    Initial,
    Dotted,
    Number,
    Year,
    NumberAndLetters,
    Hyphen,
    Sign,
    Other,
}

/// A word as the tagger sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Hash of the word in lower case.
    pub(super) hash: u32,
    pub(super) shape: Shape,
    pub(super) traits: Traits,
    pub(super) hint: GazetteerHint,
    prefixes: [u32; 3],
    suffixes: [u32; 3],
}

/// The traits of words, by the hash of their lower case.
pub(super) type WordTable = HashMap<u32, Traits, BuildHasherDefault<Identity>>;

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u32(&mut self, value: u32) {
        // The table takes its bits from both ends.
        self.0 = u64::from(value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The table of the words in [`LISTS`].
pub(super) fn listed_words() -> WordTable {
    let mut table = WordTable::default();
    for (known_for, list) in LISTS {
        for word in list.split_whitespace() {
            let traits: &mut Traits = table.entry(hash(word.as_bytes())).or_default();
            *traits = traits.with(*known_for);
        }
    }
    table
}

/// Hash of bytes, the same on every machine and for ever: models depend on it.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    fold(state)
}

fn fold(state: u64) -> u32 {
    let mixed = (state ^ (state >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 32) as u32
}

/// Hash of an observation: which, and about what.
fn observation(template: u32, first: u32, second: u32) -> u32 {
    let first = u64::from(first) | u64::from(template) << 32;
    let state = first.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(second);
    fold(state.wrapping_mul(0xff51_afd7_ed55_8ccd)).max(1)
}

/// Looks at single words, keeping its scratch space between them.
#[derive(Default)]
pub(super) struct Reader {
    lower: String,
}

impl Reader {
    /// Hash of `word` in lower case, without the full stop of an abbreviation.
    pub(super) fn hash(&mut self, word: &str) -> u32 {
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        if 1 < self.lower.len() && self.lower.ends_with('.') {
            self.lower.pop();
        }
        hash(self.lower.as_bytes())
    }

    /// All that can be told from `word` alone.
    pub(super) fn word(
        &mut self,
        word: &str,
        hint: GazetteerHint,
        table: &WordTable,
    ) -> Word {
        let hash_of_word = self.hash(word);
        let shape = shape(word);
        let (mut prefixes, mut suffixes) = ([0; 3], [0; 3]);
        if !matches!(shape, Shape::Sign | Shape::Hyphen) {
            let lower = &self.lower;
            let mut starts = lower.char_indices().map(|(at, _)| at).skip(2);
            let mut ends = lower.char_indices().rev().map(|(at, _)| at).skip(1);
            for length in 0..3 {
                let end = starts.next().unwrap_or(lower.len());
                prefixes[length] = hash(&lower.as_bytes()[..end]);
                let start = ends.next().unwrap_or(0);
                suffixes[length] = hash(&lower.as_bytes()[start..]);
            }
        }
        let traits = table.get(&hash_of_word).copied().unwrap_or_default();
        Word { hash: hash_of_word, shape, traits, hint, prefixes, suffixes }
    }
}

fn shape(word: &str) -> Shape {
    let (mut upper, mut lower, mut digits, mut dots, mut others) = (0, 0, 0, 0, 0);
    for character in word.chars() {
        match character {
            c if c.is_uppercase() => upper += 1,
            c if c.is_lowercase() => lower += 1,
            c if c.is_numeric() => digits += 1,
            '.' => dots += 1,
            c if c.is_alphabetic() => others += 1,
            _ => {}
        }
    }
    let begins_large = word.starts_with(char::is_uppercase);
    match (upper, lower, digits) {
        (0, 0, 0) if 0 < others => Shape::Other,
        (0, 0, 0) if matches!(word, "-" | "–" | "‐" | "‑") => Shape::Hyphen,
        (0, 0, 0) => Shape::Sign,
        (0, 0, 4) => Shape::Year,
        (0, 0, _) => Shape::Number,
        (_, _, 1..) => Shape::NumberAndLetters,
        (0, _, _) => Shape::Small,
        (1, 0, _) if 0 < dots => Shape::Initial,
        (_, 0, _) if 1 < dots || 0 < dots && 1 < upper => Shape::Dotted,
        (1, 0, _) => Shape::Initial,
        (_, 0, _) => Shape::Capitals,
        (1, _, _) if begins_large => Shape::Title,
        _ => Shape::Mixed,
    }
}

/// Observes the word `at` of the run `run`, into `out`.
pub(super) fn observe(
    seen: &Seen<'_>,
    run: &Range<usize>,
    at: usize,
    out: &mut Vec<u32>,
) {
    out.clear();
    let words = seen.words;
    let nothing = Word {
        hash: 0,
        shape: Shape::Sign,
        traits: Traits::default(),
        hint: GazetteerHint::default(),
        prefixes: [0; 3],
        suffixes: [0; 3],
    };
    let word = |offset: isize| {
        at.checked_add_signed(offset).and_then(|at| words.get(at)).unwrap_or(&nothing)
    };
    let (before, this, after) = (word(-1), word(0), word(1));
    let shape = |word: &Word| word.shape as u32 + 1;
    let code = |word: &Word| word.hint.code();
    let style = seen.style;
    let mut add = |template: u32, first: u32, second: u32| {
        out.push(observation(template, first, second));
    };

    add(1, this.hash, 0);
    add(2, before.hash, 0);
    add(3, after.hash, 0);
    add(4, word(-2).hash, 0);
    add(5, word(2).hash, 0);
    add(6, before.hash, this.hash);
    add(7, this.hash, after.hash);
    add(8, before.hash, after.hash);
    add(9, this.hash, shape(this));
    for length in 0..3 {
        add(10, this.prefixes[length], length as u32);
        add(11, this.suffixes[length], length as u32);
    }
    add(12, before.suffixes[2], 0);
    add(13, after.suffixes[2], 0);

    let shapes = shape(before) * 256 + shape(this) * 16 + shape(after);
    add(20, shape(this), style);
    add(21, shapes / 16, style);
    add(22, shapes % 256, style);
    add(23, shapes, 0);
    let is_first = u32::from(at == 0) + 2 * u32::from(1 == at);
    let common = Traits::from_bits(this.traits.bits() & 0b11_1111);
    add(24, is_first * 4 + style, common.bits());
    add(25, is_first * 4 + style, shape(this));

    for (template, word) in [(30, this), (31, before), (32, after)] {
        let mut bits = word.traits.bits();
        if bits == 0 {
            add(template, 99, 0);
        }
        while bits != 0 {
            add(template, bits.trailing_zeros(), 0);
            bits &= bits - 1;
        }
    }
    add(33, before.traits.bits(), this.traits.bits());
    add(34, this.traits.bits(), after.traits.bits());

    let position = (at - run.start).min(3) as u32 * 4 + (run.end - 1 - at).min(3) as u32;
    let left = run.start.checked_sub(1).and_then(|at| words.get(at)).unwrap_or(&nothing);
    let left_2 =
        run.start.checked_sub(2).and_then(|at| words.get(at)).unwrap_or(&nothing);
    let right = words.get(run.end).unwrap_or(&nothing);
    let right_2 = words.get(run.end + 1).unwrap_or(&nothing);
    let (first, last) = (&words[run.start], &words[run.end - 1]);
    add(40, left.hash, position);
    add(41, right.hash, position);
    add(42, left.hash, left_2.hash);
    add(43, right.hash, right_2.hash);
    add(44, left.hash, 0);
    add(45, right.hash, 0);
    add(46, last.hash, u32::from(at + 1 == run.end));
    add(47, first.hash, u32::from(at == run.start));
    add(48, position, (run.end - run.start).min(6) as u32);
    add(49, last.traits.bits(), position);
    add(50, first.traits.bits(), position);
    add(51, left.hash, right.hash);

    add(60, code(this), 0);
    add(61, code(before), code(this));
    add(62, code(this), code(after));
    add(63, code(this), shape(this));
    add(64, code(this), left.hash);
    add(65, code(this), right.hash);
    add(66, code(this), this.traits.bits());
    add(67, code(this), after.hash);
    add(68, code(this), before.traits.bits());
    add(69, code(this), after.traits.bits());
    add(70, code(this), position);
    // "City, State": the comma parts the runs, so look over it.
    add(71, right.hash, code(right_2));
    add(72, left.hash, code(left_2));
    add(73, code(this), code(right_2));
    add(74, code(this), code(left_2));
    add(75, right.hash, right_2.traits.bits());
}

#[cfg(test)]
mod tests {
    use super::{Shape, shape};

    #[test]
    fn shapes_tell_how_words_are_written() {
        assert_eq!(shape("U.S."), Shape::Dotted);
        assert_eq!(shape("J."), Shape::Initial);
        assert_eq!(shape("McCain"), Shape::Mixed);
        assert_eq!(shape("1974"), Shape::Year);
        assert_eq!(shape("عمان"), Shape::Other);
    }
}
