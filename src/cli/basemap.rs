//! `dateline basemap build`: the shipped basemap, anew.

use anyhow::Result;
use dateline::build::basemap;

use super::making::Command;

/// Runs the subcommand.
pub(crate) fn run(command: &Command) -> Result<()> {
    let Command::Build(making) = command;
    let bytes = basemap::build(&making.sources()?)?;
    making.write("basemap/world.pmtiles", &bytes)
}
