//! The command line: one file a subcommand.

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
}
