//! The command line: one file a subcommand.

mod basemap;
mod footprints;
mod layers;
mod making;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

/// Reads a news story and draws the map that the story implies.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The map of the world under the story.
    #[command(subcommand)]
    Basemap(making::Command),
    /// The outlines of countries, their units and lakes.
    #[command(subcommand)]
    Footprints(making::Command),
    /// The reference layers, such as the 1974 disengagement lines.
    #[command(subcommand)]
    Layers(making::Command),
}

/// Runs the subcommand that the arguments name.
pub(crate) fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Basemap(command) => basemap::run(&command),
        Command::Footprints(command) => footprints::run(&command),
        Command::Layers(command) => layers::run(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "dateline: {error:#}");
            ExitCode::FAILURE
        }
    }
}
