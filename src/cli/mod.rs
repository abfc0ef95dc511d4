//! The command line: one file a subcommand.

<<<<<<< HEAD
mod serve;

use std::{env, io::Write as _, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Reads a news story and draws the map that it implies.
#[derive(Parser)]
#[command(name = "dateline", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Serve(serve::Args),
}

/// Where the gazetteer, the layers and the base map are.
#[derive(clap::Args)]
struct Geodata {
    /// Folder of the gazetteer, the layers and the base map [default: geodata, here,
    /// beside the program or in its source folder]
    #[arg(long, env = "DATELINE_GEODATA", value_name = "DIR")]
    geodata: Option<PathBuf>,
}

impl Geodata {
    /// The folder that was given, or the first that is there.
    fn folder(&self) -> PathBuf {
        if let Some(given) = &self.geodata {
            return given.clone();
        }
        let here = PathBuf::from("geodata");
        let beside = env::current_exe().ok().and_then(|program| {
            Some(program.canonicalize().ok()?.parent()?.join("geodata"))
        });
        let source = Some(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/geodata")));
        let others = [beside, source].into_iter().flatten();
        let mut all = std::iter::once(here.clone()).chain(others);
        all.find(|folder| folder.is_dir()).unwrap_or(here)
    }
}

/// Runs the subcommand that the arguments name.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match arguments.command {
        Command::Serve(args) => serve::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to hear of it if this fails too.
            drop(writeln!(std::io::stderr(), "dateline: {error:#}"));
            ExitCode::FAILURE
        }
    }
=======
mod gazetteer;
mod layers;
mod making;

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
    /// Make, describe and search the list of places
    #[command(subcommand)]
    Gazetteer(gazetteer::Command),
    /// Make the reference layers, such as the 1974 disengagement lines
    #[command(subcommand)]
    Layers(making::Command),
}

/// Runs the subcommand that the arguments name. Exit codes: 0 done, 1 failed,
/// 2 wrong usage.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let geodata = cli.geodata.unwrap_or_else(default_geodata);
    let done = match cli.command {
        Command::Gazetteer(command) => gazetteer::run(command, &geodata),
        Command::Layers(command) => layers::run(&command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads us has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(
                clippy::print_stderr,
                reason = "errors are for the person at the terminal"
            )]
            {
                eprintln!("dateline: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
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
>>>>>>> main
}
