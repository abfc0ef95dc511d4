//! Which names of the gazetteer begin at a word?
//!
//! The names' map is an automaton: it is walked byte by byte along the folded
//! words, and every word end at which it accepts is a name.

use super::{Gazetteer, NameKind, Place, fold_into};

/// A name of the gazetteer found in a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Found {
    /// How many words it takes.
    pub words: usize,
    value: u64,
}

impl Found {
    /// The places that bear the name, the most spoken of first.
    #[must_use]
    pub fn bearers<'g>(&self, gazetteer: &'g Gazetteer) -> Vec<(Place<'g>, NameKind)> {
        gazetteer.bearers(self.value)
    }
}

/// Looks for names at one word after another, without allocating anew.
#[derive(Default)]
pub struct Scanner {
    folded: String,
}

/// A name has at most this many words.
const LONGEST: usize = 8;

impl Scanner {
    /// Calls `found` for every name that begins with the first of `words` and
    /// ends with a word, shortest first.
    pub fn names_at<'t>(
        &mut self,
        gazetteer: &Gazetteer,
        words: impl Iterator<Item = &'t str>,
        mut found: impl FnMut(Found),
    ) {
        let names = gazetteer.names();
        let mut node = names.root();
        let mut output = fst::raw::Output::zero();
        for (count, word) in words.take(LONGEST).enumerate() {
            self.folded.clear();
            fold_into(word, &mut self.folded);
            if self.folded.is_empty() {
                // A hyphen or full stop between words: folding drops it too.
                if count == 0 {
                    return;
                }
                continue;
            }
            let gap = if count == 0 { "" } else { " " };
            for byte in gap.bytes().chain(self.folded.bytes()) {
                let Some(at) = node.find_input(byte) else { return };
                let step = node.transition(at);
                output = output.cat(step.out);
                node = names.node(step.addr);
            }
            if node.is_final() {
                let value = output.cat(node.final_output()).value();
                found(Found { words: count + 1, value });
            }
        }
    }
}
