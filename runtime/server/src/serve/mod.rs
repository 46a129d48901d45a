//! A server loop whose connections end: timers for head, body, answer and idleness, a bound on connections, a graceful end.
//!
//! Plain `axum::serve` keeps a connection open for as long as its peer likes, with half a request head or half a body
//! sent. Here every wait for the peer has an end.

mod body;
mod connection;
mod io;
mod options;
mod patience;

use std::sync::Arc;

use axum::serve::Listener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

pub(crate) use body::BodyTimeout;
pub use options::ServeOptions;

/// How a server came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drained {
    /// Every connection finished what it was doing.
    Clean,
    /// The shutdown timeout passed; this many connections were cut.
    Cut(usize),
}

/// Serves `app` over HTTP/1.1 and HTTP/2 until `shutdown` completes, then lets running requests finish for at most
/// [`ServeOptions::shutdown_timeout`].
///
/// The peer's address is in the extensions as `axum::extract::ConnectInfo`. Socket options are the listener's matter,
/// see `axum::serve::ListenerExt::tap_io`; so is TLS, by a listener whose connections speak it.
pub async fn serve<L>(
    mut listener: L,
    app: axum::Router,
    options: ServeOptions,
    shutdown: impl Future<Output = ()> + Send,
) -> Drained
where
    L: Listener,
    L::Addr: Clone + Sync + 'static,
{
    let options = Arc::new(options);
    let slots = Arc::new(Semaphore::new(options.max_connections));
    let (stop, stopping) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        // A slot before a connection: peers beyond the bound wait in the listener's backlog.
        let accept = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, listener.accept().await)
        };
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => {}
            (slot, (io, address)) = accept => {
                let connection = connection::run(io, address, app.clone(), Arc::clone(&options), stopping.clone());
                connections.spawn(async move {
                    connection.await;
                    drop(slot);
                });
            }
        }
    }
    drop(listener);
    // Nobody listening is as good as told.
    let _ = stop.send(true);
    let drain = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(options.shutdown_timeout, drain)
        .await
        .is_ok()
    {
        return Drained::Clean;
    }
    let cut = connections.len();
    connections.shutdown().await;
    Drained::Cut(cut)
}
