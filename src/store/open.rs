//! How is a data folder opened? Locked, checked, and brought to this release's
//! layout; or refused, with what to do about it.

use std::{
    fs::{self, File, TryLockError},
    path::Path,
};

use rusqlite::{Connection, ErrorCode};

use super::Error;

/// The layouts, oldest first: each brings a database from the one before it.
const MIGRATIONS: &[&str] = &[include_str!("migrations/1_setup.sql")];

/// Marks a database as this program's: "DTLN".
const APPLICATION_ID: u32 = 0x4454_4c4e;

/// An open data folder.
pub(super) struct Folder {
    /// The one connection that writes.
    pub(super) writer: Connection,
    /// One that reads, and never waits for the writer.
    pub(super) reader: Connection,
    /// Held as long as the folder is in use; the system frees it even after a kill.
    pub(super) lock: File,
}

/// Opens the folder at `path`, and makes it if it is not there.
pub(super) fn folder(path: &Path) -> Result<Folder, Error> {
    let cannot_write = |fault| Error::Folder { path: path.to_owned(), fault };
    fs::create_dir_all(path).map_err(cannot_write)?;
    let lock = File::create(path.join("dateline.lock")).map_err(cannot_write)?;
    lock.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Error::InUse { path: path.to_owned() },
        TryLockError::Error(fault) => cannot_write(fault),
    })?;
    let file = path.join("dateline.sqlite");
    let writer = database(&file).map_err(|fault| refused(&file, fault))?;
    let reader = connection(&file).map_err(|fault| refused(&file, fault.into()))?;
    Ok(Folder { writer, reader, lock })
}

/// Why a database was not opened.
enum Fault {
    Newer { found: u32 },
    Unsound(String),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Fault {
        Fault::Sqlite(error)
    }
}

fn refused(file: &Path, fault: Fault) -> Error {
    let path = file.to_owned();
    let known = u32::try_from(MIGRATIONS.len()).expect("few layouts");
    match fault {
        Fault::Newer { found } => Error::Newer { path, found, known },
        Fault::Unsound(fault) => Error::Broken { path, fault },
        Fault::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Error::Broken { path, fault: "it is damaged, or no database".to_owned() }
            }
            Some(
                ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied,
            ) => {
                let fault = std::io::Error::other(error);
                Error::Folder { path, fault }
            }
            Some(ErrorCode::DiskFull) => Error::Full,
            _ => Error::Backend(Box::new(error)),
        },
    }
}

fn connection(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // An acknowledged write survives the loss of power, not only of the process.
    connection.pragma_update(None, "synchronous", "full")?;
    Ok(connection)
}

fn database(file: &Path) -> Result<Connection, Fault> {
    let mut connection = connection(file)?;
    let sound: String =
        connection.query_row("pragma quick_check(1)", [], |row| row.get(0))?;
    if sound != "ok" {
        return Err(Fault::Unsound(format!("it is damaged ({sound})")));
    }
    let (layout, application): (u32, u32) = connection.query_row(
        "select user_version, application_id from pragma_user_version, pragma_application_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let tables: u32 =
        connection
            .query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && 0 < tables {
        return Err(Fault::Unsound("it is another program's database".to_owned()));
    }
    let done = usize::try_from(layout).expect("at least 32 bits");
    let Some(missing) = MIGRATIONS.get(done..) else {
        return Err(Fault::Newer { found: layout });
    };
    for (layout, migration) in (layout + 1..).zip(missing) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", layout)?;
        transaction.commit()?;
    }
    Ok(connection)
}
