//! A server whose answers come piece by piece.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use countersign_client::{Body, BoxError, Transport, TransportError, TransportResult};
use futures_util::future::BoxFuture;
use futures_util::stream;
use http::HeaderMap;
use http_body::Frame;
use http_body_util::StreamBody;
use tokio::time::{Instant, sleep};

/// A piece of an answer's body.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Text(String),
    Pause(Duration),
    /// The connection breaks.
    Break,
    /// Nothing more comes, and no end either.
    Silence,
}

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) pieces: Vec<Piece>,
}

impl Answer {
    pub(crate) fn json(status: u16, body: &serde_json::Value) -> Self {
        Self {
            status,
            fields: vec![("content-type", "application/json".to_owned())],
            pieces: vec![Piece::Text(body.to_string())],
        }
    }

    pub(crate) fn of(content_type: &str, pieces: impl Into<Vec<Piece>>) -> Self {
        Self {
            status: 200,
            fields: vec![("content-type", content_type.to_owned())],
            pieces: pieces.into(),
        }
    }

    /// An event stream.
    pub(crate) fn events(pieces: impl Into<Vec<Piece>>) -> Self {
        Self::of("text/event-stream; charset=utf-8", pieces)
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.fields.push((name, value.into()));
        self
    }
}

pub(crate) fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

/// What the server saw of one request.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) at: Duration,
    pub(crate) uri: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Asked {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// Answers in order; the last one stays.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    answers: Arc<Vec<Answer>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    taken: Arc<Mutex<usize>>,
    start: Instant,
}

impl Server {
    pub(crate) fn new(answers: impl Into<Vec<Answer>>) -> Self {
        Self {
            answers: Arc::new(answers.into()),
            asked: Arc::default(),
            taken: Arc::default(),
            start: Instant::now(),
        }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn seconds(&self) -> Vec<u64> {
        self.asked()
            .iter()
            .map(|asked| asked.at.as_secs())
            .collect()
    }

    pub(crate) fn uris(&self) -> Vec<String> {
        self.asked().into_iter().map(|asked| asked.uri).collect()
    }

    /// How many pieces of bodies were taken.
    pub(crate) fn taken(&self) -> usize {
        *self.taken.lock().unwrap()
    }
}

impl Transport for Server {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        let server = self.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.read(1 << 20).await.unwrap();
            let answer = {
                let mut asked = server.asked.lock().unwrap();
                let answer = server.answers.get(asked.len()).or(server.answers.last());
                asked.push(Asked {
                    at: server.start.elapsed(),
                    uri: head.uri.to_string(),
                    headers: head.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                });
                answer.unwrap().clone()
            };
            if answer.status == 0 {
                return Err(TransportError::not_sent("connection refused"));
            }
            let taken = Arc::clone(&server.taken);
            let body = stream::unfold(answer.pieces.into_iter(), move |mut pieces| {
                let taken = Arc::clone(&taken);
                async move {
                    loop {
                        let piece = pieces.next()?;
                        *taken.lock().unwrap() += 1;
                        let frame = match piece {
                            Piece::Text(text) => Ok(Frame::data(Bytes::from(text))),
                            Piece::Break => Err(BoxError::from("reset")),
                            Piece::Pause(pause) => {
                                sleep(pause).await;
                                continue;
                            }
                            Piece::Silence => std::future::pending().await,
                        };
                        return Some((frame, pieces));
                    }
                }
            });
            let mut response = http::Response::builder().status(answer.status);
            for (name, value) in answer.fields {
                response = response.header(name, value);
            }
            let body = Body::new(StreamBody::new(Box::pin(body)));
            Ok(response.body(body).unwrap())
        })
    }
}

/// Nobody listens.
pub(crate) fn unreachable() -> Answer {
    Answer {
        status: 0,
        fields: Vec::new(),
        pieces: Vec::new(),
    }
}
