//! A store in one folder: SQLite with a write-ahead log, one writer, one reader.
//!
//! Every call runs on a thread that may block. A write is acknowledged after its
//! transaction is on the disk (`synchronous = full`).

use std::{
    fs::File,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Row, named_params, types};
use uuid::Uuid;

use super::{Error, Heading, Kept, Store, open};
use crate::{
    annotation::{Annotation, Content},
    text::Article,
};

/// A store in one folder of one machine.
pub struct Sqlite {
    writer: Arc<Mutex<Connection>>,
    reader: Arc<Mutex<Connection>>,
    /// Freed when the store is dropped.
    _lock: File,
}

impl Sqlite {
    /// Opens the store in the folder at `path`, and makes it if it is not there.
    ///
    /// # Errors
    ///
    /// [`Error`] with a remedy if the folder cannot be written or is in use, or if
    /// its database is damaged or of a newer release.
    pub fn open(path: &Path) -> Result<Sqlite, Error> {
        let folder = open::folder(path)?;
        Ok(Sqlite {
            writer: Arc::new(Mutex::new(folder.writer)),
            reader: Arc::new(Mutex::new(folder.reader)),
            _lock: folder.lock,
        })
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        blocking(Arc::clone(&self.reader), work).await
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        blocking(Arc::clone(&self.writer), work).await
    }
}

async fn blocking<T: Send + 'static>(
    connection: Arc<Mutex<Connection>>,
    work: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let run = move || {
        // A panic of an earlier caller left no transaction open: dropping one
        // rolls it back.
        let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut connection)
    };
    tokio::task::spawn_blocking(run)
        .await
        .unwrap_or_else(|panic| Err(Error::Backend(Box::new(panic))))
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            _ => Error::Backend(Box::new(error)),
        }
    }
}

#[async_trait]
impl Store for Sqlite {
    async fn keep_article(
        &self,
        article: Article,
        features: u32,
    ) -> Result<Heading, Error> {
        self.write(move |connection| {
            let heading = Heading {
                id: Uuid::now_v7(),
                title: article.title,
                url: article.url,
                date: article.date,
                created: now(),
                features,
            };
            connection.execute(
                "insert into articles (id, title, text, url, date, created, features)
                 values (:id, :title, :text, :url, :date, :created, :features)",
                named_params! {
                    ":id": heading.id.to_string(),
                    ":title": heading.title,
                    ":text": article.text,
                    ":url": heading.url,
                    ":date": heading.date,
                    ":created": heading.created.to_string(),
                    ":features": heading.features,
                },
            )?;
            Ok(heading)
        })
        .await
    }

    async fn articles(&self) -> Result<Vec<Heading>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "select id, title, url, date, created, features
                 from articles order by rowid desc",
            )?;
            let rows = statement.query_map([], heading)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    async fn article(&self, id: Uuid) -> Result<Kept, Error> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "select id, title, url, date, created, features, text
                 from articles where id = ?",
            )?;
            let kept = statement.query_row([id.to_string()], |row| {
                let heading = heading(row)?;
                let article = Article {
                    title: heading.title.clone(),
                    text: row.get("text")?,
                    url: heading.url.clone(),
                    date: heading.date.clone(),
                };
                Ok(Kept { heading, article })
            });
            kept.optional()?.ok_or(Error::NotFound { what: "article", id })
        })
        .await
    }

    async fn note_features(&self, id: Uuid, features: u32) -> Result<(), Error> {
        self.write(move |connection| {
            connection.execute(
                "update articles set features = ? where id = ?",
                (features, id.to_string()),
            )?;
            Ok(())
        })
        .await
    }

    async fn remove_article(&self, id: Uuid) -> Result<(), Error> {
        self.write(move |connection| {
            match connection
                .execute("delete from articles where id = ?", [id.to_string()])?
            {
                0 => Err(Error::NotFound { what: "article", id }),
                _ => Ok(()),
            }
        })
        .await
    }

    async fn annotate(&self, contents: Vec<Content>) -> Result<Vec<Annotation>, Error> {
        self.write(move |connection| {
            let transaction = connection.transaction()?;
            let created = now();
            let annotations = contents.into_iter().map(|content| Annotation {
                id: Uuid::now_v7(),
                version: 1,
                created,
                modified: created,
                content,
            });
            let annotations: Vec<Annotation> = annotations.collect();
            for annotation in &annotations {
                put(&transaction, annotation)?;
            }
            transaction.commit()?;
            Ok(annotations)
        })
        .await
    }

    async fn annotations(&self) -> Result<Vec<Annotation>, Error> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("select * from annotations order by rowid")?;
            let rows = statement.query_map([], annotation)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    async fn annotation(&self, id: Uuid) -> Result<Annotation, Error> {
        self.read(move |connection| find(connection, id)).await
    }

    async fn change_annotation(
        &self,
        id: Uuid,
        content: Content,
        expected: Option<u32>,
    ) -> Result<Annotation, Error> {
        self.write(move |connection| {
            let transaction = connection.transaction()?;
            let current = find_at(&transaction, id, expected)?;
            let changed = Annotation {
                version: current.version + 1,
                modified: now(),
                content,
                ..current
            };
            put(&transaction, &changed)?;
            transaction.commit()?;
            Ok(changed)
        })
        .await
    }

    async fn remove_annotation(
        &self,
        id: Uuid,
        expected: Option<u32>,
    ) -> Result<(), Error> {
        self.write(move |connection| {
            let transaction = connection.transaction()?;
            find_at(&transaction, id, expected)?;
            transaction
                .execute("delete from annotations where id = ?", [id.to_string()])?;
            Ok(transaction.commit()?)
        })
        .await
    }
}

/// The time, as precise as it is worth telling.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// Writes `annotation`, in place of any other of its id.
fn put(connection: &Connection, annotation: &Annotation) -> Result<(), Error> {
    let content = &annotation.content;
    let mut statement = connection.prepare_cached(
        "insert into annotations (id, version, created, modified,
            geometry, title, text, tags, place_id, article, quote)
         values (:id, :version, :created, :modified,
            :geometry, :title, :text, :tags, :place_id, :article, :quote)
         on conflict (id) do update set
            version = :version, modified = :modified,
            geometry = :geometry, title = :title, text = :text, tags = :tags,
            place_id = :place_id, article = :article, quote = :quote",
    )?;
    statement.execute(named_params! {
        ":id": annotation.id.to_string(),
        ":version": annotation.version,
        ":created": annotation.created.to_string(),
        ":modified": annotation.modified.to_string(),
        ":geometry": content.geometry.to_string(),
        ":title": content.title,
        ":text": content.text,
        ":tags": serde_json::Value::from(content.tags.clone()).to_string(),
        ":place_id": content.place_id,
        ":article": content.article,
        ":quote": content.quote,
    })?;
    Ok(())
}

fn find(connection: &Connection, id: Uuid) -> Result<Annotation, Error> {
    let mut statement =
        connection.prepare_cached("select * from annotations where id = ?")?;
    let found = statement.query_row([id.to_string()], annotation).optional()?;
    found.ok_or(Error::NotFound { what: "annotation", id })
}

/// The annotation, if it is at the version that the caller expects.
fn find_at(
    connection: &Connection,
    id: Uuid,
    expected: Option<u32>,
) -> Result<Annotation, Error> {
    let current = find(connection, id)?;
    match expected {
        Some(version) if version != current.version => {
            Err(Error::Changed { current: Box::new(current) })
        }
        _ => Ok(current),
    }
}

fn heading(row: &Row<'_>) -> rusqlite::Result<Heading> {
    Ok(Heading {
        id: parsed(row, "id", Uuid::parse_str)?,
        title: row.get("title")?,
        url: row.get("url")?,
        date: row.get("date")?,
        created: parsed(row, "created", str::parse::<Timestamp>)?,
        features: row.get("features")?,
    })
}

fn annotation(row: &Row<'_>) -> rusqlite::Result<Annotation> {
    Ok(Annotation {
        id: parsed(row, "id", Uuid::parse_str)?,
        version: row.get("version")?,
        created: parsed(row, "created", str::parse::<Timestamp>)?,
        modified: parsed(row, "modified", str::parse::<Timestamp>)?,
        content: Content {
            geometry: parsed(row, "geometry", str::parse)?,
            title: row.get("title")?,
            text: row.get("text")?,
            tags: parsed(row, "tags", |text| serde_json::from_str(text))?,
            place_id: row.get("place_id")?,
            article: row.get("article")?,
            quote: row.get("quote")?,
        },
    })
}

/// A column whose text is read further.
fn parsed<T, E: std::error::Error + Send + Sync + 'static>(
    row: &Row<'_>,
    column: &str,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> rusqlite::Result<T> {
    let at = row.as_ref().column_index(column)?;
    let text: String = row.get(at)?;
    read(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(at, types::Type::Text, Box::new(error))
    })
}
