//! How are the files under `geodata/` made, and from what?
//!
//! Each builder reads public packages that `geodata/sources.toml` pins
//! ([`sources::Sources`]) and gives the bytes of one shipped file: the same
//! packages give the same bytes. Nothing here runs while articles are read.

pub mod basemap;
mod claims;
pub mod disengagement;
pub mod footprints;
pub mod gazetteer;
mod gettext;
mod natural_earth;
mod rfc7946;
pub mod sources;
mod timezones;
mod topology;

use std::{io, path::PathBuf};

/// Why a file of `geodata/` could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error("cannot read {}: {fault}; see that it exists and may be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        fault: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {fault}; see that the folder may be written to and has room", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        fault: io::Error,
    },
    /// `sources.toml` does not say what it must.
    #[error("{}: {reason}; compare its entries with those that work", path.display())]
    Pins {
        /// The file of pins.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A package could not be fetched.
    #[error(
        "cannot fetch {package}: {reason}; put {archive} into the cache folder by hand, \
         or see that `{client}` is installed and reaches its registry"
    )]
    Fetch {
        /// The package: "npm:geo-tz".
        package: String,
        /// The archive that is wanted.
        archive: String,
        /// The client that fetches from that registry.
        client: &'static str,
        /// What it said.
        reason: String,
    },
    /// An archive is not the one that was pinned.
    #[error(
        "{} has sha256 {found}, but sources.toml pins {pinned}; delete it to fetch it anew, \
         or change the pin if the new contents were looked at", path.display()
    )]
    Checksum {
        /// The archive.
        path: PathBuf,
        /// Its sha256.
        found: String,
        /// The sha256 in `sources.toml`.
        pinned: String,
    },
    /// A package's file holds something else than this version of Dateline knows.
    #[error("{what} is not as expected: {reason}; is another version pinned?")]
    Contents {
        /// The file, or what was looked for.
        what: String,
        /// What was expected and what came.
        reason: String,
    },
    /// A program that does part of the work failed.
    #[error("{program} failed: {reason}")]
    Program {
        /// The program.
        program: String,
        /// What it said.
        reason: String,
    },
}
