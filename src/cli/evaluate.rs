//! `dateline evaluate`: what Dateline says of articles whose places are known.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use dateline::{
    evaluate::{documents, predictions},
    geoparse::Geoparser,
};

#[derive(Args)]
pub(super) struct Arguments {
    /// A gold file: one JSON object a line with doc, text and mentions
    gold: PathBuf,
    /// Resolve the gold file's own mentions instead of finding them
    #[arg(long)]
    gold_mentions: bool,
}

/// Writes a line of predictions for each gold document: `{"doc", "spans":
/// [{"start", "end", "lat", "lon", "place_id", "role", "confidence"}]}`.
pub(super) fn run(arguments: &Arguments, geodata: &Path) -> anyhow::Result<()> {
    let geoparser = Geoparser::open(geodata)?;
    let mut out = io::stdout().lock();
    for document in documents(&arguments.gold)? {
        let line = predictions(&geoparser, &document, arguments.gold_mentions);
        writeln!(out, "{line}")?;
    }
    Ok(())
}
