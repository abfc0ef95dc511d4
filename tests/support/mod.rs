//! A server to ask, in this process or as the shipped program.

pub(crate) mod program;
pub(crate) mod server;

use std::{
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

/// The data that ship with the program.
pub(crate) fn geodata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata")
}

/// The shipped data, with a base map of which every byte is known: byte `n` is
/// `n % 251`.
pub(crate) fn geodata_with_basemap() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in geodata().read_dir().expect("geodata is there") {
        let entry = entry.expect("readable");
        if entry.file_name() != "basemap" {
            symlink(entry.path(), folder.path().join(entry.file_name())).expect("a link");
        }
    }
    let basemap = folder.path().join("basemap");
    std::fs::create_dir(&basemap).expect("a folder");
    std::fs::write(basemap.join("world.pmtiles"), basemap_bytes()).expect("a file");
    folder
}

/// What the base map of [`geodata_with_basemap`] holds.
pub(crate) fn basemap_bytes() -> Vec<u8> {
    (0..100_000_u32).map(|n| u8::try_from(n % 251).expect("below 251")).collect()
}
