//! One stream over all its connections: read, broken off, resumed, ended.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use countersign_core::deadline::Deadline;
use countersign_core::stream::{
    Decoder, Frame, FrameError, Framing, LAST_EVENT_ID, StreamDescriptor,
};
use futures_util::stream::{self, BoxStream, StreamExt};
use http::{Method, StatusCode};
use http_body_util::BodyExt;

use super::error::{ServerFailure, StreamError};
use super::options::StreamOptions;
use crate::error::{CoreError, TimeoutScope, UnexpectedResponse};
use crate::execute;
use crate::request::{Body, Request};
use crate::response::{RawResponse, ResponseMeta};
use crate::runtime::Shared;

/// What opening a stream gives.
pub(crate) enum Opened {
    /// The stream.
    Stream {
        meta: Box<ResponseMeta>,
        frames: BoxStream<'static, Result<Frame, StreamError>>,
    },
    /// An answer that is none.
    Refused(Box<RawResponse>),
}

/// Opens a stream. Everything before its first byte is an ordinary call.
pub(crate) async fn open(
    client: Arc<Shared>,
    mut request: Request,
    stream: StreamDescriptor,
    options: StreamOptions,
) -> Result<Opened, CoreError> {
    if !stream.condition.is_empty() {
        request.body_flag(stream.condition);
    }
    let total = options.total.map(|limit| {
        let deadline = Deadline::after(client.time.now(), limit);
        (deadline, limit)
    });
    let mut session = Session {
        client,
        request,
        stream,
        connection: None,
        last_event_id: options.last_event_id.clone(),
        reconnection_time: None,
        options,
        total,
        fruitless: 0,
        has_frames: false,
        may_resume: true,
        ended: false,
    };
    let meta = match session.connect().await? {
        Connected::Stream(meta) => meta,
        Connected::Nothing(meta) => {
            session.ended = true;
            meta
        }
        Connected::Refused(response) => return Ok(Opened::Refused(response)),
    };
    let frames = stream::unfold(session, |mut session| async move {
        let next = session.next().await?;
        Some((next, session))
    });
    Ok(Opened::Stream {
        meta,
        frames: frames.fuse().boxed(),
    })
}

struct Session {
    client: Arc<Shared>,
    request: Request,
    stream: StreamDescriptor,
    options: StreamOptions,
    total: Option<(Deadline, Duration)>,
    connection: Option<Connection>,
    last_event_id: Option<String>,
    reconnection_time: Option<Duration>,
    /// Connections in a row that gave no byte.
    fruitless: u32,
    has_frames: bool,
    may_resume: bool,
    ended: bool,
}

struct Connection {
    body: Body,
    decoder: Decoder,
    has_bytes: bool,
    has_ended: bool,
}

enum Connected {
    Stream(Box<ResponseMeta>),
    /// 204: there is nothing to come (WHATWG HTML 9.2.3).
    Nothing(Box<ResponseMeta>),
    Refused(Box<RawResponse>),
}

/// Why a connection gives no more bytes.
enum Break {
    /// The server ended the body.
    End,
    /// Something else did.
    Lost(StreamError),
}

impl Session {
    async fn next(&mut self) -> Option<Result<Frame, StreamError>> {
        while !self.ended {
            let Some(connection) = &mut self.connection else {
                if let Err(error) = self.resume().await {
                    return Some(self.fail(error));
                }
                continue;
            };
            match connection.decoder.next_frame() {
                Some(Ok(frame)) => match self.deliver(frame) {
                    Some(frame) => return Some(frame),
                    None => continue,
                },
                Some(Err(FrameError::Truncated)) => return Some(Err(FrameError::Truncated.into())),
                Some(Err(error)) => return Some(self.fail(error.into())),
                None => {}
            }
            match self.read().await {
                Ok(()) => {}
                Err(Break::End) if self.take_rest() => {}
                Err(broken) => {
                    if let Err(error) = self.broken(broken) {
                        return Some(Err(error));
                    }
                }
            }
        }
        None
    }

    /// Hands a frame over, unless it ends the stream.
    fn deliver(&mut self, frame: Frame) -> Option<Result<Frame, StreamError>> {
        self.has_frames = true;
        let sentinel = self.stream.sentinel;
        if !sentinel.is_empty() && frame.data == sentinel.as_bytes() {
            self.end();
            return None;
        }
        let error_event = self.stream.error_event;
        if !error_event.is_empty() && frame.event.as_deref() == Some(error_event) {
            // What the server gave up it is not asked for again.
            self.may_resume = false;
            return Some(Err(StreamError::Server(ServerFailure(Box::new(frame)))));
        }
        Some(Ok(frame))
    }

    /// Is there a last frame that the end of the body completes? It is the next one.
    fn take_rest(&mut self) -> bool {
        let Some(connection) = &mut self.connection else {
            return false;
        };
        let first = !std::mem::replace(&mut connection.has_ended, true);
        first && connection.decoder.end()
    }

    /// Takes the next bytes from the connection.
    async fn read(&mut self) -> Result<(), Break> {
        let Some(connection) = &mut self.connection else {
            return Err(Break::End);
        };
        if connection.has_ended {
            return Err(Break::End);
        }
        let time = &self.client.time;
        let left = self
            .total
            .map(|(deadline, limit)| (deadline.remaining(time.now()), limit));
        let (wait, error) = match left {
            Some((left, limit)) if left < self.options.idle => (left, StreamError::Timeout(limit)),
            _ => (self.options.idle, StreamError::Idle(self.options.idle)),
        };
        let frame = match time.limit(wait, || {}, connection.body.frame()).await {
            Ok(frame) => frame,
            Err(_elapsed) => return Err(Break::Lost(error)),
        };
        match frame {
            None => Err(Break::End),
            Some(Err(error)) => Err(Break::Lost(StreamError::Io(error))),
            Some(Ok(frame)) => {
                let data = frame.into_data().unwrap_or_else(|_trailers| Bytes::new());
                connection.has_bytes |= !data.is_empty();
                connection.decoder.push(data);
                Ok(())
            }
        }
    }

    /// Decides what a connection that gives no more means: to be resumed, ended, or failed.
    fn broken(&mut self, broken: Break) -> Result<(), StreamError> {
        let Some(connection) = self.connection.take() else {
            return Ok(());
        };
        self.last_event_id = connection.decoder.last_event_id().map(str::to_owned);
        let asked = connection.decoder.reconnection_time();
        self.reconnection_time = asked.or(self.reconnection_time);
        self.fruitless = if connection.has_bytes {
            0
        } else {
            self.fruitless + 1
        };
        let expected = self.stream.sentinel.is_empty();
        let can_resume = self.can_resume();
        match broken {
            Break::End if expected => {
                self.ended = !(can_resume && self.last_event_id.is_some() && connection.has_bytes);
                Ok(())
            }
            Break::End if can_resume => Ok(()),
            // After a failure the server told of, nobody expects the rest.
            Break::End if !self.may_resume => {
                self.end();
                Ok(())
            }
            Break::End => self.fail(StreamError::Incomplete).map(drop),
            Break::Lost(StreamError::Timeout(limit)) => {
                self.fail(StreamError::Timeout(limit)).map(drop)
            }
            Break::Lost(_) if can_resume => Ok(()),
            Break::Lost(error) => self.fail(error).map(drop),
        }
    }

    /// Would asking again do nothing but go on?
    fn can_resume(&self) -> bool {
        let method = Method::from_bytes(self.request.operation().method.as_bytes());
        let safe = method.is_ok_and(|method| method.is_safe() || method.as_str() == "QUERY");
        safe && self.may_resume
            && self.stream.resumable
            && self.stream.framing == Framing::EventStream
            && (self.last_event_id.is_some() || !self.has_frames)
            && self.fruitless < self.options.reconnect.attempts
    }

    /// Waits, and asks for what follows the last event.
    async fn resume(&mut self) -> Result<(), StreamError> {
        loop {
            let (pause, after) = self.pause();
            self.client.time.sleeper.sleep(pause).await;
            after?;
            let error = match self.connect().await {
                Ok(Connected::Stream(_)) => return Ok(()),
                Ok(Connected::Nothing(_)) => {
                    self.end();
                    return Ok(());
                }
                Ok(Connected::Refused(response)) => unexpected(*response),
                Err(error) => error,
            };
            self.fruitless += 1;
            if !is_transient(&error) || !self.can_resume() {
                return Err(StreamError::Resume(Box::new(error)));
            }
        }
    }

    /// How long to wait before the next connection, and whether there is time for one then.
    fn pause(&self) -> (Duration, Result<(), StreamError>) {
        let time = &self.client.time;
        let reconnect = &self.options.reconnect;
        let doubled = 1_u32.checked_shl(self.fruitless).unwrap_or(u32::MAX);
        let step = reconnect
            .initial_interval
            .saturating_mul(doubled)
            .min(reconnect.max_interval);
        // Between half a step and a whole one, so that the clients of a server that went down do not all return at once.
        let backoff = step.mul_f64(0.5 + time.random.fraction() / 2.0);
        let pause = backoff.max(self.reconnection_time.unwrap_or_default());
        if let Some((deadline, limit)) = self.total {
            let left = deadline.remaining(time.now());
            if left <= pause {
                return (left, Err(StreamError::Timeout(limit)));
            }
        }
        (pause, Ok(()))
    }

    async fn connect(&mut self) -> Result<Connected, CoreError> {
        let mut request = self.request.duplicate();
        if let Some(id) = &self.last_event_id {
            request.header(LAST_EVENT_ID, id);
        }
        let client = Arc::clone(&self.client);
        let (response, body) = execute::execute_stream(client, request, self.stream).await?;
        let Some(body) = body else {
            let nothing = matches!(
                response.meta.status,
                StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT
            );
            return Ok(if nothing {
                Connected::Nothing(Box::new(response.meta))
            } else {
                Connected::Refused(Box::new(response))
            });
        };
        let content_type = response.content_type();
        let limit = self.options.event_limit;
        let decoder = Decoder::of_body(self.stream.framing, &content_type, limit)
            .resuming(self.last_event_id.as_deref());
        self.connection = Some(Connection {
            body,
            decoder,
            has_bytes: false,
            has_ended: false,
        });
        Ok(Connected::Stream(Box::new(response.meta)))
    }

    fn end(&mut self) {
        self.ended = true;
        self.connection = None;
    }

    fn fail(&mut self, error: StreamError) -> Result<Frame, StreamError> {
        self.end();
        Err(error)
    }
}

fn unexpected(response: RawResponse) -> CoreError {
    let mut body = response.body;
    body.truncate(UnexpectedResponse::BODY_LIMIT);
    CoreError::Unexpected(Box::new(UnexpectedResponse {
        meta: response.meta,
        body,
        decode_error: None,
    }))
}

/// May the next connection fare better?
fn is_transient(error: &CoreError) -> bool {
    match error {
        CoreError::Connect { .. }
        | CoreError::Io { .. }
        | CoreError::CircuitOpen { .. }
        | CoreError::RateLimited { .. }
        | CoreError::Timeout {
            scope: TimeoutScope::Connect | TimeoutScope::Attempt | TimeoutScope::Call,
            ..
        } => true,
        CoreError::Unexpected(response) => {
            matches!(
                response.status().as_u16(),
                408 | 425 | 429 | 500 | 502..=504
            )
        }
        CoreError::Build(_)
        | CoreError::Auth(_)
        | CoreError::ResponseTooLarge { .. }
        | CoreError::Decode { .. }
        | CoreError::Pagination { .. }
        | CoreError::Api(..) => false,
    }
}
