//! What outlives a request: articles and annotations.
//!
//! [`Store`] is the only seam of this program that is meant for two sides: SQLite
//! for one newsroom, a database server for many. `tests/store.rs` holds a store to
//! its contract: a behaviour that it does not test is not promised.

mod open;
mod sqlite;

pub use sqlite::Sqlite;

use std::{error::Error as StdError, io, path::PathBuf};

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::{
    annotation::{Annotation, Content},
    text::Article,
};

/// An article as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// What lists say of it.
    pub heading: Heading,
    /// What was read.
    pub article: Article,
}

/// What lists say of a kept article.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// Names it for good. Version 7, so that ids sort by age.
    pub id: Uuid,
    /// Its headline, if it has one.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published, as its source says.
    pub date: Option<String>,
    /// When it was kept.
    pub created: Timestamp,
    /// How many features its map had when it was last read.
    pub features: u32,
}

/// Keeps articles and annotations. What it has acknowledged is on the disk.
#[async_trait]
pub trait Store: Send + Sync {
    /// Keeps `article`, whose map has so many `features`.
    async fn keep_article(
        &self,
        article: Article,
        features: u32,
    ) -> Result<Heading, Error>;

    /// All articles, newest first.
    async fn articles(&self) -> Result<Vec<Heading>, Error>;

    /// The article named `id`.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if none is.
    async fn article(&self, id: Uuid) -> Result<Kept, Error>;

    /// Notes how many `features` the map of article `id` has now. An article that
    /// is gone is left so.
    async fn note_features(&self, id: Uuid, features: u32) -> Result<(), Error>;

    /// Forgets the article named `id`.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if none is.
    async fn remove_article(&self, id: Uuid) -> Result<(), Error>;

    /// Adds annotations, all or none, and returns them in the same order.
    async fn annotate(&self, contents: Vec<Content>) -> Result<Vec<Annotation>, Error>;

    /// All annotations, oldest first.
    async fn annotations(&self) -> Result<Vec<Annotation>, Error>;

    /// The annotation named `id`.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if none is.
    async fn annotation(&self, id: Uuid) -> Result<Annotation, Error>;

    /// Replaces the content of annotation `id`, if it is still at version
    /// `expected`, or whatever its version if that is `None`.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] if there is none; [`Error::Changed`] if it is at another
    /// version.
    async fn change_annotation(
        &self,
        id: Uuid,
        content: Content,
        expected: Option<u32>,
    ) -> Result<Annotation, Error>;

    /// Forgets annotation `id`, on the same conditions.
    ///
    /// # Errors
    ///
    /// As [`Store::change_annotation`].
    async fn remove_annotation(
        &self,
        id: Uuid,
        expected: Option<u32>,
    ) -> Result<(), Error>;
}

/// Why a store could not be opened, or could not do as asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing is kept under that name.
    #[error("there is no {what} `{id}`")]
    NotFound {
        /// The kind of thing asked for: "article", "annotation".
        what: &'static str,
        /// The name asked for.
        id: Uuid,
    },
    /// Somebody changed it meanwhile.
    #[error(
        "the annotation was changed meanwhile and is at version {}; look at it, then send your change again with that version in If-Match",
        current.version
    )]
    Changed {
        /// As it is now.
        current: Box<Annotation>,
    },
    /// The folder cannot be made or written in.
    #[error(
        "cannot write in the data folder {}: {fault}; mend its permissions, or give another folder with --data",
        path.display()
    )]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        fault: io::Error,
    },
    /// Another process works in the folder.
    #[error(
        "another dateline is using the data folder {}; stop it, or give another folder with --data",
        path.display()
    )]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The file was written by a later release.
    #[error(
        "{} was written by a newer dateline (layout {found}, this one knows up to {known}); run that one, or give another folder with --data",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The newest layout that this release knows.
        known: u32,
    },
    /// The file is no database of this program, or damaged.
    #[error(
        "{} cannot be read: {fault}; move it away to start afresh, or put a sound copy in its place",
        path.display()
    )]
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// The disk is full.
    #[error("the disk of the data folder is full; free some space and try again")]
    Full,
    /// The database failed. Its own words are for the log, not for clients.
    #[error("the store failed")]
    Backend(#[source] Box<dyn StdError + Send + Sync>),
}
