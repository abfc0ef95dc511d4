//! The command line: one file a subcommand.

mod basemap;
mod evaluate;
mod footprints;
mod gazetteer;
mod geoparse;
mod layers;
mod making;
mod serve;
mod train;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Reads a news story and draws the map that the story implies.
#[derive(Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    /// The folder with the compiled data [default: ./geodata, or beside the program]
    #[arg(long, global = true, env = "DATELINE_GEODATA", value_name = "DIR")]
    geodata: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find the places of stories and write them as GeoJSON
    Geoparse(geoparse::Arguments),
    /// Serve the map, the API and the annotations
    Serve(serve::Arguments),
    /// Make, describe and search the list of places
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),
    /// Write what Dateline says of articles whose places are known
    Evaluate(evaluate::Arguments),
    /// Make the map of the world under the story
    #[command(subcommand)]
    Basemap(making::Command),
    /// Make the outlines of countries, their units and lakes
    #[command(subcommand)]
    Footprints(making::Command),
    /// Make the reference layers, such as the 1974 disengagement lines
    #[command(subcommand)]
    Layers(making::Command),
    /// Learn the tagger anew from marked sentences
    Train(train::Arguments),
}

/// Runs the subcommand that the arguments name. Exit codes: 0 done, 1 failed,
/// 2 wrong usage.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let geodata = cli.geodata.unwrap_or_else(default_geodata);
    let done = match cli.command {
        Command::Geoparse(arguments) => geoparse::run(&arguments, &geodata),
        Command::Evaluate(arguments) => evaluate::run(&arguments, &geodata),
        Command::Serve(arguments) => serve::run(&arguments, &geodata),
        Command::Gazetteer(command) => gazetteer::run(command, &geodata),
        Command::Basemap(command) => basemap::run(&command),
        Command::Footprints(command) => footprints::run(&command),
        Command::Layers(command) => layers::run(&command),
        Command::Train(arguments) => train::run(&arguments, &geodata),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads us has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "errors are for the person at the terminal")]
fn complain(error: &anyhow::Error) {
    eprintln!("dateline: {error:#}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Where the compiled data are if nobody says: here, beside the program, or
/// where the program was built.
fn default_geodata() -> PathBuf {
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(|folder| folder.join("geodata")));
    let built = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata"));
    [Some(PathBuf::from("geodata")), beside]
        .into_iter()
        .flatten()
        .find(|folder| folder.join("world.gaz").exists())
        .unwrap_or(built)
}
