//! `dateline layers build`: the shipped reference layers, anew.

use anyhow::Result;
use dateline::{build::disengagement, layer::ReferenceLayers};

use super::making::{Command, Making};

/// Runs the subcommand.
pub(crate) fn run(command: &Command) -> Result<()> {
    let Command::Build(making) = command;
    build(making)
}

fn build(making: &Making) -> Result<()> {
    let text = disengagement::build(&making.sources()?)?;
    making.write(&format!("layers/{}.geojson", disengagement::ID), text.as_bytes())?;
    // What was written must be what `serve` and `geoparse` can read.
    ReferenceLayers::open(&making.geodata.join("layers"))?;
    Ok(())
}
