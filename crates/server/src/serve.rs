//! Connections: accepted, bounded, drained. `axum::serve` has no time-out for a client that says nothing; this has.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tower::ServiceExt;

use crate::limits::Limits;

/// Wait after an accept that failed, as when no file descriptor is left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves `router` on `listener` until `shutdown` is ready; then accepts no more, lets requests in work finish for
/// `limits.drain`, and returns.
///
/// # Errors
/// None at present: a connection that can not be accepted is logged and tried again.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let mut shutdown = pin!(shutdown);
    let (stop, stopped) = watch::channel(false);
    let room = Arc::new(Semaphore::new(limits.connections.max(1)));
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut shutdown => break,
            Some(_) = open.join_next() => continue,
            accepted = accept(&listener, &room) => accepted,
        };
        let (stream, permit) = match accepted {
            Ok(accepted) => accepted,
            Err(fault) => {
                tracing::warn!(%fault, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        let (router, limits, stopped) = (router.clone(), limits.clone(), stopped.clone());
        open.spawn(async move {
            connection(stream, router, &limits, stopped).await;
            drop(permit);
        });
    }
    drop(listener);
    stop.send_replace(true);
    let drained = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.drain, drained).await.is_err() {
        tracing::warn!("requests were still in work when the time to drain was over");
    }
    Ok(())
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let permit = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, permit))
}

/// One connection from its first byte to its last.
async fn connection(stream: TcpStream, router: Router, limits: &Limits, mut stopped: watch::Receiver<bool>) {
    // Small answers go out at once; a socket that refuses is slower, not wrong.
    let _ = stream.set_nodelay(true);
    let peer = stream.peer_addr().ok();
    let service = service_fn(move |mut request: Request<Incoming>| {
        let router = router.clone();
        if let Some(peer) = peer {
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        async move {
            Ok::<_, Infallible>(
                router
                    .oneshot(request.map(axum::body::Body::new))
                    .await
                    .unwrap_or_else(|never| match never {}),
            )
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(limits.max_head);
    let mut served = pin!(http.serve_connection(TokioIo::new(stream), service));
    let done = tokio::select! {
        done = served.as_mut() => Some(done),
        _ = stopped.wait_for(|stopped| *stopped) => None,
        () = tokio::time::sleep(limits.connection_age) => None,
    };
    let done = match done {
        Some(done) => done,
        None => {
            served.as_mut().graceful_shutdown();
            let Ok(done) = tokio::time::timeout(limits.drain, served).await else {
                return;
            };
            done
        }
    };
    if let Err(fault) = done {
        tracing::debug!(%fault, "a connection ended early");
    }
}
