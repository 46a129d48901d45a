//! Every wait for a peer has an end. Peers are in memory and time is virtual.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use countersign_core::stream::StreamDescriptor;
use countersign_server::operation::{BodyDescriptor, MediaDescriptor, OperationDescriptor};
use countersign_server::{
    Context, Drained, EventStream, Problem, Reply, Router, ServeOptions, serve,
};
use futures_util::stream::{self, StreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::tiny::router;

static UPLOAD: OperationDescriptor = OperationDescriptor {
    id: "upload",
    method: "POST",
    body: Some(BodyDescriptor {
        required: true,
        media: &[MediaDescriptor::raw("application/octet-stream")],
    }),
    ..OperationDescriptor::DEFAULT
};

const GET: &[u8] = b"GET /nowhere HTTP/1.1\r\nhost: x\r\n\r\n";

/// Connections that the test opens.
struct Peers(mpsc::UnboundedReceiver<DuplexStream>);

impl Listener for Peers {
    type Io = DuplexStream;
    type Addr = &'static str;

    async fn accept(&mut self) -> (DuplexStream, &'static str) {
        match self.0.recv().await {
            Some(stream) => (stream, "peer"),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<&'static str> {
        Ok("server")
    }
}

pub(crate) struct Server {
    peers: mpsc::UnboundedSender<DuplexStream>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<Drained>,
}

impl Server {
    fn start(options: ServeOptions, app: axum::Router) -> Self {
        let (peers, incoming) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async move {
            let _ = stopped.await;
        };
        let ended = tokio::spawn(serve(Peers(incoming), app, options, shutdown));
        Self { peers, stop, ended }
    }

    pub(crate) fn connect(&self) -> DuplexStream {
        let (ours, theirs) = duplex(64 << 10);
        self.peers.send(theirs).unwrap();
        ours
    }
}

pub(crate) fn server() -> Server {
    Server::start(
        ServeOptions::default(),
        router(&[], &[&UPLOAD]).build().unwrap(),
    )
}

/// Sends bytes, says nothing more, and reads until the server closes: what came, after how many seconds.
async fn send_and_wait(server: &Server, bytes: &[u8]) -> (String, u64) {
    let mut peer = server.connect();
    let start = Instant::now();
    peer.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A connection may be cut as well as closed.
    let _ = peer.read_to_end(&mut answer).await;
    (
        String::from_utf8(answer).unwrap(),
        start.elapsed().as_secs(),
    )
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_sends_nothing_is_closed() {
    assert_eq!(send_and_wait(&server(), b"").await, (String::new(), 10));
}

#[tokio::test(start_paused = true)]
async fn half_a_head_is_closed() {
    let (answer, seconds) = send_and_wait(&server(), b"GET / HTTP/1.1\r\nhost:").await;
    assert_eq!((status(&answer), seconds), ("", 10));
}

#[tokio::test(start_paused = true)]
async fn half_an_http2_preface_is_closed() {
    assert_eq!(send_and_wait(&server(), b"PRI * HTTP/2.0\r\n").await.1, 10);
}

#[tokio::test(start_paused = true)]
async fn an_http2_connection_without_requests_is_closed() {
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let server = server();
    let mut peer = server.connect();
    let start = Instant::now();
    peer.write_all(preface).await.unwrap();
    let mut answer = Vec::new();
    let _ = peer.read_to_end(&mut answer).await;
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn half_a_body_is_answered_with_408_and_closed() {
    let half = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\ncontent-length: 10\r\n\r\nabc";
    let (answer, seconds) = send_and_wait(&server(), half).await;
    assert_eq!((status(&answer), seconds), ("408", 20));
    assert!(answer.contains("connection: close"), "{answer}");
}

/// Sends 20,000 bytes in pieces, 19 s apart.
async fn send_in_pieces(options: ServeOptions, piece: usize) -> String {
    let server = Server::start(options, router(&[], &[&UPLOAD]).build().unwrap());
    let (mut read, mut write) = tokio::io::split(server.connect());
    let sender = tokio::spawn(async move {
        let head = "POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/octet-stream\r\ncontent-length: 20000\r\n\r\n";
        write.write_all(head.as_bytes()).await.unwrap();
        for piece in vec![b'x'; 20_000].chunks(piece) {
            tokio::time::sleep(Duration::from_secs(19)).await;
            // The server may have given up by now.
            if write.write_all(piece).await.is_err() {
                return;
            }
        }
    });
    let mut answer = String::new();
    let _ = read.read_to_string(&mut answer).await;
    sender.abort();
    status(&answer).to_owned()
}

#[tokio::test(start_paused = true)]
async fn a_body_with_pauses_is_read_if_it_is_fast_enough_in_all() {
    let options = ServeOptions::default();
    assert_eq!(send_in_pieces(options, 5_000).await, "200");
    assert_eq!(send_in_pieces(options, 10).await, "408");
    let patient = ServeOptions {
        least_rate: 0,
        ..options
    };
    assert_eq!(send_in_pieces(patient, 10).await, "200");
}

#[tokio::test(start_paused = true)]
async fn a_peer_that_does_not_take_its_answer_is_cut() {
    let long = "x".repeat(1 << 20);
    let app = axum::Router::new().route("/long", axum::routing::get(|| async { long }));
    let server = Server::start(ServeOptions::default(), app);
    for (pause, whole) in [(19, true), (21, false)] {
        let mut peer = server.connect();
        peer.write_all(b"GET /long HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(pause)).await;
        let mut answer = Vec::new();
        let _ = peer.read_to_end(&mut answer).await;
        assert_eq!(
            answer.len() > 1 << 20,
            whole,
            "{pause} s: {} bytes",
            answer.len()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_answer_is_not_taken_for_an_idle_connection() {
    let minutes = || async {
        axum::body::Body::from_stream(futures_util::stream::unfold(0, |minute| async move {
            tokio::time::sleep(Duration::from_secs(60)).await;
            (minute < 10).then(|| (Ok::<_, io::Error>(format!("minute {minute}\n")), minute + 1))
        }))
    };
    let app = axum::Router::new().route("/minutes", axum::routing::get(minutes));
    let server = Server::start(ServeOptions::default(), app);
    let ask = b"GET /minutes HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let (answer, seconds) = send_and_wait(&server, ask).await;
    assert!(answer.contains("minute 9"), "{answer}");
    assert_eq!(seconds, 660);
}

#[tokio::test(start_paused = true)]
async fn a_kept_connection_is_closed_when_no_request_follows() {
    let (answer, seconds) = send_and_wait(&server(), GET).await;
    assert_eq!((status(&answer), seconds), ("404", 10));
}

#[tokio::test(start_paused = true)]
async fn an_overlong_head_is_refused() {
    let head = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nlong: {}\r\n\r\n",
        "x".repeat(70 << 10)
    );
    let server = server();
    let mut peer = server.connect();
    let (mut read, mut write) = tokio::io::split(&mut peer);
    let mut answer = Vec::new();
    let (_, _) = tokio::join!(
        write.write_all(head.as_bytes()),
        read.read_to_end(&mut answer)
    );
    assert_eq!(status(&String::from_utf8_lossy(&answer)), "431");
}

#[tokio::test(start_paused = true)]
async fn connections_beyond_the_bound_wait_their_turn() {
    let options = ServeOptions {
        max_connections: 1,
        ..ServeOptions::default()
    };
    let server = Server::start(options, router(&[], &[&UPLOAD]).build().unwrap());
    let first = server.connect();
    tokio::task::yield_now().await;
    let (answer, seconds) = send_and_wait(&server, GET).await;
    assert_eq!(
        (status(&answer), seconds),
        ("404", 20),
        "10 s for the silent one, 10 s of keep-alive"
    );
    drop(first);
}

#[tokio::test(start_paused = true)]
async fn shutdown_lets_running_requests_finish() {
    let app = axum::Router::new().route(
        "/slow",
        axum::routing::get(|| async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            "done"
        }),
    );
    for (patience, drained, text) in [(30, Drained::Clean, true), (2, Drained::Cut(1), false)] {
        let options = ServeOptions {
            shutdown_timeout: Duration::from_secs(patience),
            ..ServeOptions::default()
        };
        let server = Server::start(options, app.clone());
        let mut peer = server.connect();
        let idle = server.connect();
        peer.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        server.stop.send(()).unwrap();
        let mut answer = String::new();
        let _ = peer.read_to_string(&mut answer).await;
        assert_eq!(answer.ends_with("done"), text, "{answer}");
        assert_eq!(server.ended.await.unwrap(), drained);
        drop(idle);
    }
}

#[tokio::test(start_paused = true)]
async fn shutdown_ends_streams_that_would_go_on_for_ever() {
    static WATCH: OperationDescriptor = OperationDescriptor {
        id: "watch",
        stream: Some(StreamDescriptor::DEFAULT),
        ..OperationDescriptor::DEFAULT
    };
    let app = Router::<()>::new(&[])
        .route(&WATCH, &Arc::new(()), |_, _: Context<()>, ()| async {
            let first = stream::iter([1]);
            let endless = EventStream::new(first.chain(stream::pending()));
            Ok::<_, Problem>(Reply::new(200).stream(&WATCH, endless))
        })
        .build()
        .unwrap();
    let server = Server::start(ServeOptions::default(), app);
    let mut peer = server.connect();
    peer.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_secs(40)).await;
    server.stop.send(()).unwrap();
    let start = tokio::time::Instant::now();
    let mut answer = String::new();
    peer.read_to_string(&mut answer).await.unwrap();
    assert!(answer.contains("data: 1\n\n"), "{answer}");
    assert_eq!(answer.matches(":\n\n").count(), 2, "{answer}");
    assert!(answer.ends_with("0\r\n\r\n"), "a clean end: {answer}");
    assert_eq!(server.ended.await.unwrap(), Drained::Clean);
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "nobody is waited for"
    );
}
