//! Streams: what is handed over, what is taken up again and what is not.

use std::time::Duration;

use countersign_client::core::operation::OperationDescriptor;
use countersign_client::core::stream::{FrameError, Framing, StreamDescriptor};
use countersign_client::{
    Call, Error, EventStream, Failure, Reconnect, Request, StreamCall, StreamError,
};

use crate::answers::{Answer, Piece, Server, text, unreachable};
use crate::harness::{Client, Seeded};

static WATCH: OperationDescriptor = OperationDescriptor {
    id: "watch",
    stream: Some(StreamDescriptor::DEFAULT),
    ..OperationDescriptor::DEFAULT
};

static ASK: OperationDescriptor = OperationDescriptor {
    id: "ask",
    method: "POST",
    accept: "application/json",
    stream: Some(StreamDescriptor {
        sentinel: "[DONE]",
        condition: "stream",
        ..StreamDescriptor::DEFAULT
    }),
    ..OperationDescriptor::DEFAULT
};

static LINES: OperationDescriptor = OperationDescriptor {
    id: "lines",
    stream: Some(StreamDescriptor {
        media_type: "application/jsonl",
        framing: Framing::JsonLines,
        accept: "application/jsonl",
        ..StreamDescriptor::DEFAULT
    }),
    ..OperationDescriptor::DEFAULT
};

#[derive(Debug, PartialEq)]
struct Gone(String);

type Numbers = StreamCall<u32, Gone>;

fn client(server: &Server) -> Client {
    countersign_client::Builder::new("https://shop.test")
        .transport(server.clone())
        .random(Seeded::new(1))
        .build()
        .unwrap()
}

fn call(server: &Server, request: Request) -> Numbers {
    let call: Call<(), Gone> = Call::new(&client(server).0, request, |response| {
        match response.status() {
            410 => Err(Failure::Api(Gone(response.text()?))),
            _ => Err(Failure::Unexpected),
        }
    });
    call.stream()
}

fn watch(server: &Server) -> Numbers {
    call(server, Request::new(&WATCH))
}

/// What comes out: values, and errors by name.
async fn drain(mut events: EventStream<u32>) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(match event {
            Ok(event) => event.data.to_string(),
            Err(error) => error.to_string(),
        });
        assert!(all.len() < 50, "{all:?}");
    }
    assert!(events.next().await.is_none(), "an end is an end");
    all
}

async fn all(answers: impl Into<Vec<Answer>>) -> (Vec<String>, Server) {
    let server = Server::new(answers);
    let events = watch(&server).await.unwrap();
    (drain(events).await, server)
}

#[tokio::test(start_paused = true)]
async fn events_are_typed_and_keep_what_stands_around_them() {
    let server = Server::new([Answer::events([
        text("retry: 20\nid: a\nevent: placed\nda"),
        text("ta: 7\n\n: still here\n\ndata: x\n\n"),
        text("data: 8\n\n"),
    ])
    .with("x-request-id", "r1")]);
    let mut events = watch(&server).reconnect(Reconnect::NEVER).await.unwrap();
    assert_eq!(events.meta().request_id.as_deref(), Some("r1"));
    let event = events.next().await.unwrap().unwrap();
    assert_eq!((event.data, event.event.as_deref()), (7, Some("placed")));
    assert_eq!(event.id.as_deref(), Some("a"));
    assert_eq!(event.retry, Some(Duration::from_millis(20)));
    assert_eq!(events.last_event_id(), Some("a"));
    // One event that is not as declared does not end the others.
    let Some(Err(StreamError::Decode { frame, .. })) = events.next().await else {
        panic!("`x` is no number");
    };
    assert_eq!(frame.text(), "x");
    assert_eq!(events.next().await.unwrap().unwrap().data, 8);
    assert!(events.next().await.is_none());
    assert_eq!(server.asked()[0].field("accept"), Some("text/event-stream"));
}

#[tokio::test(start_paused = true)]
async fn an_error_status_is_decoded_as_usual() {
    let server = Server::new([Answer {
        status: 410,
        ..Answer::of("text/plain", [text("moved out")])
    }]);
    let error = watch(&server).await.unwrap_err();
    assert!(matches!(&error, Error::Api(gone, _) if *gone == Gone("moved out".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn a_success_that_is_no_stream_is_unexpected() {
    let server = Server::new([Answer::json(200, &serde_json::json!([1]))]);
    let error = watch(&server).await.unwrap_err();
    let Error::Unexpected(response) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response.text(), "[1]");
}

#[tokio::test(start_paused = true)]
async fn opening_is_retried_like_any_other_call() {
    let busy = Answer {
        status: 503,
        ..Answer::events([])
    };
    let busy = busy.with("retry-after", "2");
    let (values, server) = all([busy, Answer::events([text("data: 1\n\n")])]).await;
    assert_eq!(values, ["1"]);
    assert_eq!(server.seconds(), [0, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_broken_stream_goes_on_after_its_last_event() {
    let (values, server) = all([
        Answer::events([
            text("retry: 5000\nid: a\ndata: 1\n\nid: b\ndata: 2\n\nid: c\ndata: 99"),
            Piece::Break,
        ]),
        unreachable(),
        Answer::events([text("data: 3\n\n")]),
        Answer::events([]),
    ])
    .await;
    assert_eq!(values, ["1", "2", "3"]);
    let asked = server.asked();
    let ids: Vec<_> = asked
        .iter()
        .map(|asked| asked.field("last-event-id"))
        .collect();
    assert_eq!(ids[0], None);
    // The half event did not count; the id stays in force over connections.
    assert!(ids[1..].iter().all(|id| *id == Some("b")), "{ids:?}");
    assert!(server.seconds()[1] >= 5, "the server said when");
}

#[tokio::test(start_paused = true)]
async fn a_stream_with_ids_that_ends_is_asked_for_once_more() {
    let done = Answer {
        status: 204,
        ..Answer::events([])
    };
    let (values, server) = all([Answer::events([text("id: a\ndata: 1\n\n")]), done]).await;
    assert_eq!(values, ["1"]);
    assert_eq!(server.asked().len(), 2);
    let (values, server) = all([Answer::events([text("data: 1\n\n")])]).await;
    assert_eq!(
        (values.len(), server.asked().len()),
        (1, 1),
        "without ids the end is the end"
    );
}

#[tokio::test(start_paused = true)]
async fn without_ids_a_broken_stream_is_lost() {
    let (values, server) = all([Answer::events([text("data: 1\n\n"), Piece::Break])]).await;
    assert_eq!(values, ["1", "the stream broke: reset"]);
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn fruitless_connections_have_a_limit_and_grow_apart() {
    let server = Server::new([
        Answer::events([text("id: a\ndata: 1\n\n"), Piece::Break]),
        Answer::events([Piece::Break]),
    ]);
    let reconnect = Reconnect {
        attempts: 3,
        ..Reconnect::DEFAULT
    };
    let events = watch(&server).reconnect(reconnect).await.unwrap();
    assert_eq!(drain(events).await, ["1", "the stream broke: reset"]);
    let seconds: Vec<Duration> = server.asked().iter().map(|asked| asked.at).collect();
    assert_eq!(seconds.len(), 4);
    for (attempt, pair) in seconds.windows(2).enumerate() {
        let step = Duration::from_secs(1 << attempt);
        let pause = pair[1].saturating_sub(pair[0]);
        assert!(
            pause >= step / 2 && pause <= step + Duration::from_millis(2),
            "{seconds:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_resumption_that_is_refused_says_so() {
    let gone = Answer {
        status: 404,
        ..Answer::of("text/plain", [])
    };
    let (values, _) = all([
        Answer::events([text("id: a\ndata: 1\n\n"), Piece::Break]),
        gone,
    ])
    .await;
    assert_eq!(values.len(), 2);
    assert!(values[1].contains("could not be resumed"), "{values:?}");
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_given_up_and_replaced() {
    let server = Server::new([
        Answer::events([
            text("id: a\ndata: 1\n\n"),
            Piece::Pause(Duration::from_secs(9)),
            text(": hello\n"),
            Piece::Silence,
        ]),
        Answer::events([text("data: 2\n\n"), Piece::Silence]),
    ]);
    let mut events = watch(&server)
        .idle_timeout(Duration::from_secs(10))
        .total_timeout(Duration::from_secs(25))
        .await
        .unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert_eq!(events.next().await.unwrap().unwrap().data, 2);
    assert!(server.seconds()[1] >= 19, "a comment is a sign of life");
    let error = events.next().await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Timeout(limit) if limit == Duration::from_secs(25)));
    assert!(events.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_lost_idle_stream_that_cannot_be_resumed_is_an_error() {
    let server = Server::new([Answer::events([text("data: 1\n\n"), Piece::Silence])]);
    let events = watch(&server)
        .idle_timeout(Duration::from_secs(3))
        .await
        .unwrap();
    assert_eq!(drain(events).await, ["1", "nothing came for 3s"]);
}

#[tokio::test(start_paused = true)]
async fn an_endless_event_is_not_collected() {
    let endless = vec![text("data: 0123456789"); 100];
    let server = Server::new([Answer::events(endless)]);
    let mut events = watch(&server).event_limit(64).await.unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        matches!(error, StreamError::Frame(FrameError::TooLong { .. })),
        "{error}"
    );
    assert!(server.taken() < 10, "{}", server.taken());
    assert!(events.next().await.is_none());
    assert_eq!(server.asked().len(), 1, "more of the same is not asked for");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_read_ahead_of_the_reader() {
    let pieces: Vec<Piece> = (0..100).map(|n| text(&format!("data: {n}\n\n"))).collect();
    let server = Server::new([Answer::events(pieces)]);
    let mut events = watch(&server).await.unwrap();
    for n in 0..3 {
        assert_eq!(events.next().await.unwrap().unwrap().data, n);
    }
    assert_eq!(server.taken(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_failure_the_server_reports_is_typed_and_not_asked_for_again() {
    let failure = r#"id: b
event: error
data: {"title": "broken", "status": 500}

"#;
    let server = Server::new([Answer::events([text("id: a\ndata: 1\n\n"), text(failure)])]);
    let mut events = watch(&server).await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    let Some(Err(StreamError::Server(failure))) = events.next().await else {
        panic!("the server failed");
    };
    assert_eq!(failure.problem().unwrap().title.as_deref(), Some("broken"));
    assert!(events.next().await.is_none());
    assert_eq!(server.asked().len(), 1);
}

fn ask(server: &Server) -> Numbers {
    let mut request = Request::new(&ASK);
    request.json(
        "application/json",
        &serde_json::json!({"prompt": "hi", "stream": false}),
    );
    call(server, request)
}

#[tokio::test(start_paused = true)]
async fn a_sentinel_ends_the_stream_and_what_follows_is_not_read() {
    let server = Server::new([Answer::events([
        text("data: 1\n\ndata: [DONE]\n\n"),
        text("data: 2\n\n"),
    ])]);
    assert_eq!(drain(ask(&server).await.unwrap()).await, ["1"]);
    assert_eq!(server.taken(), 1);
    assert_eq!(server.asked()[0].body, r#"{"prompt":"hi","stream":true}"#);
}

#[tokio::test(start_paused = true)]
async fn a_stream_without_its_sentinel_is_incomplete_and_a_post_is_never_repeated() {
    for end in [vec![], vec![Piece::Break]] {
        let mut pieces = vec![text("id: a\ndata: 1\n\n")];
        pieces.extend(end);
        let server = Server::new([Answer::events(pieces)]);
        let values = drain(ask(&server).await.unwrap()).await;
        assert_eq!(values.len(), 2, "{values:?}");
        assert!(values[1].starts_with("the stream"), "{values:?}");
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn lines_need_no_last_line_end_but_a_broken_line_is_no_value() {
    let whole = Answer::of("application/x-ndjson", [text("1\n2"), text("3")]);
    let server = Server::new([whole]);
    let events = call(&server, Request::new(&LINES)).await.unwrap();
    assert_eq!(drain(events).await, ["1", "23"]);
    let broken = Answer::of("application/jsonl", [text("1\n2"), Piece::Break]);
    let server = Server::new([broken]);
    let events = call(&server, Request::new(&LINES)).await.unwrap();
    assert_eq!(drain(events).await, ["1", "the stream broke: reset"]);
}

#[tokio::test(start_paused = true)]
async fn a_caller_may_go_on_where_an_earlier_one_stopped() {
    let server = Server::new([Answer::events([text("data: 1\n\n")])]);
    let mut events = watch(&server)
        .last_event_id("x")
        .reconnect(Reconnect::NEVER)
        .await
        .unwrap();
    assert_eq!(events.last_event_id(), Some("x"));
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
    assert_eq!(server.asked()[0].field("last-event-id"), Some("x"));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_loses_no_event() {
    let server = Server::new([Answer::events([
        text("data: 1\n"),
        Piece::Pause(Duration::from_secs(2)),
        text("\n"),
    ])]);
    let mut events = watch(&server).await.unwrap();
    let wait = tokio::time::timeout(Duration::from_secs(1), events.next());
    assert!(wait.await.is_err());
    assert_eq!(events.next().await.unwrap().unwrap().data, 1);
}
