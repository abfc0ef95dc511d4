//! `dateline footprints build`: the shipped outlines, anew.

use std::io::{self, Write};

use anyhow::Result;
use dateline::build::footprints;

use super::making::Command;

/// Runs the subcommand.
pub(crate) fn run(command: &Command) -> Result<()> {
    let Command::Build(making) = command;
    let built = footprints::build(&making.sources()?)?;
    making.write("footprints.bin", &built.bytes)?;
    let mut out = io::stdout();
    for (sort, count) in &built.counts {
        writeln!(out, "{count} {sort}")?;
    }
    writeln!(out, "countries without an outline: {}", list(&built.missing))?;
    writeln!(out, "outlines that cross themselves: {}", list(&built.invalid))?;
    Ok(())
}

fn list(items: &[String]) -> String {
    if items.is_empty() { "none".into() } else { items.join(" ") }
}
