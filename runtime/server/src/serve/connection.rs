//! One connection, from its first byte to its last.
//!
//! hyper's own timer covers the head of each HTTP/1.1 request. What it does not cover: a peer that sends nothing, or
//! half of the HTTP/2 preface, before the version is known; and an HTTP/2 connection without requests. A watch over
//! the requests in progress ends those.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use bytes::Bytes;
use http::Request;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tower_service::Service as _;

use super::body::TimedBody;
use super::io::ImpatientWriter;
use super::options::ServeOptions;
use super::patience::Patience;
use crate::stream::Stopping;

/// What a connection is doing.
#[derive(Clone, Copy, Debug)]
struct Activity {
    /// Requests in progress.
    running: usize,
    /// Requests seen.
    seen: u64,
    /// When the last one began or ended.
    since: Instant,
}

/// Serves requests until the peer, a timer or `stopping` ends the connection.
pub(super) async fn run<I, A>(
    io: I,
    address: A,
    app: axum::Router,
    options: Arc<ServeOptions>,
    mut stopping: watch::Receiver<bool>,
) where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    A: Clone + Send + Sync + 'static,
{
    let (activity, mut watched) = watch::channel(Activity {
        running: 0,
        seen: 0,
        since: Instant::now(),
    });
    let stops = stopping.clone();
    let service = service_fn(|request: Request<Incoming>| {
        let in_progress = InProgress::begin(&activity);
        let answer = answer(
            request,
            address.clone(),
            app.clone(),
            Stopping(stops.clone()),
            Patience::new(options.body_idle, options.least_rate),
        );
        async move {
            let response = answer.await;
            Ok::<_, Infallible>(response.map(|body| AnswerBody {
                body,
                _in_progress: in_progress,
            }))
        }
    });
    let builder = builder(&options);
    let io = TokioIo::new(ImpatientWriter::new(
        io,
        options.write_idle,
        options.least_rate,
    ));
    let mut connection = pin!(builder.serve_connection_with_upgrades(io, service));
    let mut leaving = false;
    loop {
        let now = *watched.borrow_and_update();
        let patience = if now.seen == 0 {
            options.header_read
        } else {
            options.keep_alive
        };
        tokio::select! {
            ended = connection.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended");
                }
                return;
            }
            _ = watched.changed() => {}
            () = sleep_until(now.since + patience), if now.running == 0 => return,
            _ = stopping.wait_for(|stop| *stop), if !leaving => {
                leaving = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

fn builder(options: &ServeOptions) -> auto::Builder<TokioExecutor> {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_read)
        .max_headers(options.max_headers)
        .max_buf_size(
            usize::try_from(options.max_header_bytes)
                .unwrap_or(usize::MAX)
                .max(8192),
        );
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(options.keep_alive)
        .max_header_list_size(options.max_header_bytes);
    builder
}

async fn answer<A: Clone + Send + Sync + 'static>(
    request: Request<Incoming>,
    address: A,
    mut app: axum::Router,
    stopping: Stopping,
    patience: Patience,
) -> Response {
    let mut request = request.map(|body| Body::new(TimedBody::new(body, patience)));
    request.extensions_mut().insert(ConnectInfo(address));
    request.extensions_mut().insert(stopping);
    match app.call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// The body of an answer. Its request is in progress until hyper has sent the last of it.
struct AnswerBody {
    body: Body,
    _in_progress: InProgress,
}

impl http_body::Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Counts one request for as long as it lives.
struct InProgress(watch::Sender<Activity>);

impl InProgress {
    fn begin(activity: &watch::Sender<Activity>) -> Self {
        activity.send_modify(|activity| {
            activity.running += 1;
            activity.seen += 1;
            activity.since = Instant::now();
        });
        Self(activity.clone())
    }
}

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.send_modify(|activity| {
            activity.running = activity.running.saturating_sub(1);
            activity.since = Instant::now();
        });
    }
}
