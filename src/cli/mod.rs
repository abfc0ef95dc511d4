//! The command line: one file a subcommand.

use std::process::ExitCode;

/// Runs the subcommand that the arguments name.
pub(crate) fn run() -> ExitCode {
    ExitCode::SUCCESS
}
