//! `dateline serve`: the map in a browser.

use std::{
    io::{self, IsTerminal as _, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use dateline::{
    http::{self, App, Limits},
    store::Sqlite,
};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// How and where to serve.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Address and port to listen on; port 0 takes any free one
    #[arg(
        long,
        env = "DATELINE_LISTEN",
        value_name = "ADDR:PORT",
        default_value = "127.0.0.1:8080"
    )]
    listen: SocketAddr,
    /// Folder to keep articles and annotations in
    #[arg(long, env = "DATELINE_DATA", value_name = "DIR", default_value = "data")]
    data: PathBuf,
}

/// How long work that nobody waits for any more may keep the program from ending.
const LAST_WORK: Duration = Duration::from_millis(500);

/// Serves until SIGINT or SIGTERM.
pub(super) fn run(arguments: &Arguments, geodata: &Path) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .with_max_level(tracing::Level::INFO)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(arguments, geodata));
    runtime.shutdown_timeout(LAST_WORK);
    result
}

async fn serve(arguments: &Arguments, geodata: &Path) -> anyhow::Result<()> {
    let listener = TcpListener::bind(arguments.listen).await.with_context(|| {
        format!(
            "cannot listen on {}; if another program has that port, choose one with --listen (port 0 takes any free one)",
            arguments.listen
        )
    })?;
    let store = Arc::new(Sqlite::open(&arguments.data)?);
    let app = App::open(geodata, store, Limits::default())?;
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);

    let mut out = io::stdout();
    writeln!(out, "Dateline is serving the map on http://{}", listener.local_addr()?)?;
    let data = arguments.data.canonicalize().unwrap_or_else(|_| arguments.data.clone());
    writeln!(out, "Articles and annotations are kept in {}", data.display())?;
    out.flush()?;

    if !listener.local_addr()?.ip().is_loopback() {
        tracing::warn!(
            "whoever can reach this address can read, add and remove: there are no accounts"
        );
    }

    let stop = async move {
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
        }
    };
    http::serve(listener, Arc::new(app), stop).await?;
    Ok(())
}
