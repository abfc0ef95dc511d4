//! Which words of an article refer to a place?

use std::{ops::Range, path::Path};

use super::{
    Mention, Reference, Role,
    features::{Reader, WordTable, listed_words},
    lexicon::{Lexicon, Sort},
    named::{Named, Reading},
    role,
    tagger::{Kind, Model},
    words::Trait,
};
use crate::{
    gazetteer::{Error, Gazetteer},
    text::Article,
};

/// Finds the mentions of articles. Opened once, shared by all threads.
pub struct Recogniser {
    model: Model,
    words: WordTable,
    lexicon: Lexicon,
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
            .map_err(|fault| Error::Read { path: path.clone(), fault })?;
        let model = Model::from_bytes(&bytes).map_err(|found| Error::Format {
            path,
            expected: "a tagger of this version".to_owned(),
            found,
            remedy: "make it anew with `dateline train`",
        })?;
        let lexicon = Lexicon::open(geodata)?;
        let mut words = listed_words();
        for (word, more) in &model.traits {
            let known = words.entry(*word).or_default();
            *known = known.union(*more);
        }
        let mut reader = Reader::default();
        for word in lexicon.demonyms() {
            let known = words.entry(reader.hash(word)).or_default();
            *known = known.with(Trait::Demonym);
        }
        Ok(Recogniser { model, words, lexicon })
    }

    /// What the tagger was learnt from, and the licences of that.
    #[must_use]
    pub fn provenance(&self) -> &str {
        &self.model.provenance
    }

    /// The mentions of `article`, in the order of the text, none inside another.
    #[must_use]
    pub fn recognise(&self, article: &Article, gazetteer: &Gazetteer) -> Vec<Mention> {
        let reading = Reading::new(&article.text, gazetteer, &self.words);
        let names = reading.names(&self.model);
        let names = super::document::settle(&reading, names);
        self.mentions(&reading, &names, gazetteer)
    }

    /// Names of places and words of the lexicon, as mentions.
    fn mentions(
        &self,
        reading: &Reading<'_>,
        names: &[Named],
        gazetteer: &Gazetteer,
    ) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let mut former: Option<(Range<usize>, Role)> = None;
        let mut names = names.iter().peekable();
        let mut at = 0;
        while at < reading.tokens.len() {
            while names.next_if(|name| name.tokens.end <= at).is_some() {}
            let name = names.peek().filter(|name| name.tokens.contains(&at)).copied();
            let entry =
                self.lexicon.at(reading.text, &reading.tokens, at).filter(|entry| {
                    super::lexicon::is_meant(
                        reading,
                        name,
                        &(at..at + entry.words()),
                        entry.sort,
                    )
                });
            let place = entry.and_then(|entry| Some((entry, entry.place(gazetteer)?)));
            let (tokens, reference, confidence) = match (place, name) {
                (Some((entry, place)), _) => {
                    let tokens = at..at + entry.words();
                    let reference = match entry.sort {
                        Sort::Demonym => Reference::Demonym(place),
                        Sort::Alias if reading.is_plain_name(&tokens) => {
                            Reference::Toponym(reading.text_of(&tokens).to_owned())
                        }
                        Sort::Alias => Reference::Alias(place),
                    };
                    (tokens, reference, 0.95)
                }
                (None, Some(name))
                    if name.kind == Kind::Location && name.tokens.start == at =>
                {
                    let Some(span) = reading.span(&name.tokens) else {
                        at += 1;
                        continue;
                    };
                    let toponym = span.text(reading.text).to_owned();
                    let chance = name.chances[Kind::Location as usize];
                    (name.tokens.clone(), Reference::Toponym(toponym), chance)
                }
                _ => {
                    at += 1;
                    continue;
                }
            };
            at = tokens.end;
            let Some(span) = reading.span(&tokens) else {
                continue;
            };
            let number = reading.sentence_of[tokens.start] as usize;
            let sentence = reading.sentences[number].span;
            let sort = match reference {
                Reference::Demonym(_) => role::Sort::Demonym,
                _ => match reading.class_of(&tokens) {
                    1 | 2 => role::Sort::Unit,
                    10..=12 | 14 => role::Sort::Natural,
                    _ if matches!(reference, Reference::Alias(_)) => role::Sort::Unit,
                    _ => role::Sort::Name,
                },
            };
            let before = former.as_ref().map(|(tokens, role)| (tokens, *role));
            let role = role::role(reading, &tokens, sort, before);
            former = Some((tokens, role));
            mentions.push(Mention { span, sentence, reference, role, confidence });
        }
        mentions
    }
}
