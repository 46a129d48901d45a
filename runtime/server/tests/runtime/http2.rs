//! The same server over HTTP/2.

use std::time::Duration;

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt as _;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::time::Instant;

use crate::connections::{Server, server};

async fn connect(server: &Server) -> (http2::SendRequest<Body>, tokio::task::JoinHandle<()>) {
    let io = TokioIo::new(server.connect());
    let (sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
    let connection = tokio::spawn(async move {
        let _ = connection.await;
    });
    (sender, connection)
}

#[tokio::test(start_paused = true)]
async fn requests_are_answered_and_an_idle_connection_is_closed() {
    let server = server();
    let (mut sender, connection) = connect(&server).await;
    for _ in 0..2 {
        let request = Request::post("http://x/")
            .header("content-type", "application/octet-stream")
            .body(Body::from("abc"))
            .unwrap();
        let response = sender.send_request(request).await.unwrap();
        assert_eq!(response.status(), 200);
        response.into_body().collect().await.unwrap();
    }
    let start = Instant::now();
    connection.await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_stalled_body_is_answered_while_other_requests_go_on() {
    let server = server();
    let (mut sender, _connection) = connect(&server).await;
    let stalled = Request::post("http://x/")
        .header("content-type", "application/octet-stream")
        .body(Body::from_stream(futures_util::stream::pending::<
            Result<String, std::io::Error>,
        >()))
        .unwrap();
    let stalled = tokio::spawn(sender.send_request(stalled));
    tokio::time::sleep(Duration::from_secs(1)).await;
    let other = Request::get("http://x/nowhere")
        .body(Body::empty())
        .unwrap();
    assert_eq!(sender.send_request(other).await.unwrap().status(), 404);
    assert_eq!(stalled.await.unwrap().unwrap().status(), 408);
}
