//! What was written? Articles, positions in them, words and sentences.

mod decode;
mod html;
pub mod read;
pub mod sentence;
mod span;
pub mod token;

pub use span::Span;

/// A news story as it is read.
///
/// Every position of a mention counts in `text`, which holds the title too (as
/// its first paragraph) where the story came with one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Article {
    /// The headline, where the source told it apart from the body.
    pub title: Option<String>,
    /// All that was read, headline first, paragraphs parted by blank lines.
    pub text: String,
    /// Where the story was published.
    pub url: Option<String>,
    /// When the story was published, as the source wrote it (ISO 8601 if it could be read).
    pub date: Option<String>,
}
