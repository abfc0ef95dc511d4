//! How are connections served? A limited number at once, and none for long that
//! says nothing.
//!
//! warp's own server has no deadlines: a client that sends half a header holds its
//! connection for ever. Here every wait for a client has an end. Only HTTP/1.1 is
//! spoken: with HTTP/2 beside it, hyper waits for ever for the bytes that tell the
//! two apart.

use std::{future::Future, io, pin::pin, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_io_timeout::TimeoutStream;

use super::{App, service};

/// Bytes that the head of a request may have.
const HEAD_LIMIT: usize = 64 * 1024;

/// How long to wait when the system has no connection to give (too many files).
const RETRY: Duration = Duration::from_millis(100);

/// Serves `app` on `listener` until `stop` is ready, then gives requests under way
/// the time that the app's limits leave them.
///
/// # Errors
///
/// If the listener does not know its own address.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let (limits, address) = (app.limits, listener.local_addr()?);
    let service = TowerToHyperService::new(service(app, address));
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(limits.connections));
    let mut http = http1::Builder::new();
    // Also the time that a connection may be silent, at first and between requests.
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(HEAD_LIMIT);

    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!("no connection to accept: {error}");
                sleep(RETRY).await;
                continue;
            }
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!("a connection without TCP_NODELAY: {error}");
        }
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.stall_time));
        let stream = TokioIo::new(Box::pin(stream));
        let connection = http.serve_connection(stream, service.clone());
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!("a connection ended: {error}");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(limits.drain_time, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests still under way");
    }
    Ok(())
}
