//! The `dateline` command: parse arguments, run, print the error chain.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
