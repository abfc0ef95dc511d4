//! Which words of an article refer to a place?

use std::path::Path;

use super::{
    Mention, Reference, Role,
    features::{GazetteerHint, Reader, Seen, Word, WordTable, listed_words, runs, style},
    tagger::{Kind, Model, Scratch, Tag},
};
use crate::{
    gazetteer::Error,
    text::{Article, Span, sentence::sentences, token::tokens},
};

/// Finds the mentions of articles. Opened once, shared by all threads.
pub struct Recogniser {
    model: Model,
    words: WordTable,
}

impl Recogniser {
    /// Opens the model and the lexicon under `geodata`.
    ///
    /// # Errors
    ///
    /// [`Error`] if a file is missing, broken or of another version.
    pub fn open(geodata: &Path) -> Result<Recogniser, Error> {
        let path = geodata.join("model/tagger.bin");
        let bytes = std::fs::read(&path)
            .map_err(|source| Error::Read { path: path.clone(), source })?;
        let model = Model::from_bytes(&bytes).map_err(|found| Error::Format {
            path,
            expected: "a tagger of this version".to_owned(),
            found,
            remedy: "make it anew with `dateline train`",
        })?;
        let mut words = listed_words();
        for (word, more) in &model.traits {
            let known = words.entry(*word).or_default();
            *known = known.union(*more);
        }
        Ok(Recogniser { model, words })
    }

    /// The mentions of `article`, in the order of the text.
    #[must_use]
    pub fn recognise(
        &self,
        article: &Article,
        _gazetteer: &crate::gazetteer::Gazetteer,
    ) -> Vec<Mention> {
        let text = &article.text;
        let tokens = tokens(text);
        let mut reader = Reader::default();
        let words: Vec<Word> = tokens
            .iter()
            .map(|token| {
                reader.word(token.text(text), GazetteerHint::default(), &self.words)
            })
            .collect();
        let mut tags = vec![Tag::default(); tokens.len()];
        let mut scratch = Scratch::default();
        let mut mentions = Vec::new();
        for sentence in sentences(text, &tokens) {
            let words = &words[sentence.tokens.clone()];
            let own = &tokens[sentence.tokens.clone()];
            let seen = Seen { words, style: style(words) };
            let first = sentence.tokens.start;
            for run in runs(text, own, words) {
                self.model.tag(&seen, &run, &mut scratch);
                tags[first + run.start..first + run.end].copy_from_slice(&scratch.tags);
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let start = at;
                at += 1;
                if tags[start].kind() != Some(Kind::Location) {
                    continue;
                }
                while at < sentence.tokens.end
                    && tags[at].kind() == Some(Kind::Location)
                    && !tags[at].begins()
                {
                    at += 1;
                }
                let Some(span) =
                    Span::new(text, tokens[start].start()..tokens[at - 1].end())
                else {
                    continue;
                };
                mentions.push(Mention {
                    span,
                    sentence: sentence.span,
                    reference: Reference::Toponym(span.text(text).to_owned()),
                    role: Role::Literal,
                    confidence: tags[start].chance(Kind::Location),
                });
            }
        }
        mentions
    }
}
