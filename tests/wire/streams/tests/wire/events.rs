//! Event streams: of data, of text, of whole events, and beside an ordinary answer.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign_client::{Error, StreamError};
use countersign_server::{Context, Event, EventStream, Problem, StatusCode};
use countersign_wire_streams::event_objects::types::{
    Added, AddedData, Removed, WatchFeedOkEventStreamBody as Change,
    WatchJobOkEventStreamBodyDataContentSchema as Progress,
};
use countersign_wire_streams::event_stream::types::{
    Moved, WatchEventsNotFoundProblemJsonBody as NoTopic,
};
use countersign_wire_streams::stream_or_not::types::{
    CompleteBody, CompleteOkBody, CompleteOkEventStreamBody, CompleteTooManyRequestsBody,
};
use countersign_wire_streams::{event_objects, event_stream, stream_or_not};
use futures_util::stream::{self, StreamExt};

use crate::client;

/// Ten positions with ids; it breaks off after the third and is over after the sixth.
#[derive(Clone, Default)]
struct Tracker(Arc<Mutex<Vec<Option<String>>>>);

impl event_stream::server::Api for Tracker {
    type Principal = ();
    type Error = Problem;

    async fn watch_events(
        &self,
        cx: Context<()>,
        request: event_stream::server::WatchEventsRequest,
    ) -> Result<event_stream::server::WatchEventsResponse, Problem> {
        use event_stream::server::WatchEventsResponse::{NotFound, Ok as Watching};
        if request.topic.as_deref() == Some("none") {
            return Ok(NotFound(NoTopic::new().with_title("no such topic")));
        }
        let last = cx.last_event_id().map(str::to_owned);
        let start = last.as_deref().map_or(0, |id| id.parse().unwrap_or(0));
        self.0.lock().unwrap().push(last);
        let event = |x: i32| {
            Event::new(Moved::new(x).with_note("a\nb"))
                .with_name("moved")
                .with_id(x.to_string())
        };
        let three = (start + 1..=start + 3).take_while(|x| *x <= 6).map(event);
        Ok(Watching(EventStream::new(stream::iter(
            three.collect::<Vec<_>>(),
        ))))
    }

    async fn follow_log(
        &self,
        _: Context<()>,
    ) -> Result<event_stream::server::FollowLogResponse, Problem> {
        let lines = ["first", "{\"not\": \"parsed\"}", "two\nlines", ""];
        let lines = stream::iter(lines.map(str::to_owned));
        Ok(event_stream::server::FollowLogResponse::Ok(
            EventStream::new(lines),
        ))
    }

    async fn watch_raw(
        &self,
        _: Context<()>,
    ) -> Result<event_stream::server::WatchRawResponse, Problem> {
        let failing = stream::iter([
            Ok("fine".to_owned()),
            Err(Problem::new(StatusCode::BAD_GATEWAY).with_detail("upstream left")),
        ]);
        let events = EventStream::fallible(failing);
        Ok(event_stream::server::WatchRawResponse::Ok(events))
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_sees_every_event_once_however_often_the_stream_ends() {
    let tracker = Tracker::default();
    let api: event_stream::Client = client(event_stream::server::router(tracker.clone()));
    let mut events = api.watch_events().topic("all").stream().await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        assert_eq!(event.event.as_deref(), Some("moved"));
        assert_eq!(event.data.note, Moved::new(0).with_note("a\nb").note);
        seen.push(event.data.x);
    }
    assert_eq!(seen, [1, 2, 3, 4, 5, 6]);
    assert_eq!(events.last_event_id(), Some("6"));
    let asked = tracker.0.lock().unwrap().clone();
    let asked: Vec<_> = asked.iter().map(Option::as_deref).collect();
    assert_eq!(asked, [None, Some("3"), Some("6")]);
}

#[tokio::test(start_paused = true)]
async fn a_status_before_the_stream_is_a_typed_error() {
    let api: event_stream::Client = client(event_stream::server::router(Tracker::default()));
    let error = api.watch_events().topic("none").await.unwrap_err();
    let Error::Api(event_stream::client::WatchEventsError::NotFound(body), meta) = error else {
        panic!("{error:?}");
    };
    assert_eq!(body.title.as_deref(), Some("no such topic"));
    assert_eq!(meta.status, 404);
}

#[tokio::test(start_paused = true)]
async fn text_is_text_whatever_it_looks_like() {
    let api: event_stream::Client = client(event_stream::server::router(Tracker::default()));
    let lines = api.follow_log().stream().await.unwrap();
    let lines: Vec<String> = lines.map(|line| line.unwrap().data).collect().await;
    assert_eq!(lines, ["first", "{\"not\": \"parsed\"}", "two\nlines", ""]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_in_mid_stream_reaches_the_caller_as_the_problem_it_is() {
    let api: event_stream::Client = client(event_stream::server::router(Tracker::default()));
    let mut events = api.watch_raw().stream().await.unwrap();
    assert_eq!(events.next().await.unwrap().unwrap().data, "fine");
    let Some(Err(StreamError::Server(failure))) = events.next().await else {
        panic!("the server failed");
    };
    let problem = failure.problem().expect("a problem document");
    assert_eq!(problem.detail.as_deref(), Some("upstream left"));
    assert!(events.next().await.is_none());
}

struct Jobs;

impl event_objects::server::Api for Jobs {
    type Principal = ();
    type Error = Problem;

    async fn watch_job(
        &self,
        _: Context<()>,
        request: event_objects::server::WatchJobRequest,
    ) -> Result<event_objects::server::WatchJobResponse, Problem> {
        let start: i64 = request.id.parse().unwrap_or(0);
        // Faster than the idle limit of a client, slower than a comment is due.
        let progress = stream::iter(start..start + 2).then(|percent| async move {
            tokio::time::sleep(Duration::from_secs(40)).await;
            Progress::new(percent)
        });
        Ok(event_objects::server::WatchJobResponse::Ok(
            EventStream::new(progress),
        ))
    }

    async fn watch_feed(
        &self,
        _: Context<()>,
    ) -> Result<event_objects::server::WatchFeedResponse, Problem> {
        let changes = stream::iter([
            Change::Added(Added::new(AddedData::new("a"))),
            Change::Removed(Removed::new(7)),
        ]);
        Ok(event_objects::server::WatchFeedResponse::Ok(
            EventStream::new(changes),
        ))
    }
}

#[tokio::test(start_paused = true)]
async fn data_that_holds_json_is_typed_and_comments_keep_the_stream_alive() {
    let api: event_objects::Client = client(event_objects::server::router(Jobs));
    let call = api.watch_job("90").stream();
    let events = call.idle_timeout(Duration::from_secs(20)).await.unwrap();
    let percents: Vec<i64> = events
        .map(|event| event.unwrap().data.percent)
        .collect()
        .await;
    assert_eq!(percents, [90, 91]);
}

#[tokio::test(start_paused = true)]
async fn the_name_of_an_event_chooses_its_type() {
    let api: event_objects::Client = client(event_objects::server::router(Jobs));
    let mut events = api.watch_feed().await.unwrap();
    let added = events.next().await.unwrap().unwrap();
    assert_eq!(added.event.as_deref(), Some("added"));
    let Change::Added(added) = added.data else {
        panic!("{added:?}");
    };
    assert_eq!(added.data.name, "a");
    let removed = events.next().await.unwrap().unwrap();
    let Change::Removed(removed) = removed.data else {
        panic!("{removed:?}");
    };
    assert_eq!(removed.data, 7);
    assert!(events.next().await.is_none());
}

/// Answers as it is asked to.
struct Model;

impl stream_or_not::server::Api for Model {
    type Principal = ();
    type Error = Problem;

    async fn complete(
        &self,
        cx: Context<()>,
        request: stream_or_not::server::CompleteRequest,
    ) -> Result<stream_or_not::server::CompleteResponse, Problem> {
        use stream_or_not::server::CompleteResponse::{Ok as Whole, OkStream, TooManyRequests};
        if request.body.prompt == "again" {
            return Ok(TooManyRequests(
                CompleteTooManyRequestsBody::new().with_wait(9),
            ));
        }
        let accept = cx.headers()["accept"].to_str().unwrap_or_default();
        let wanted = request.body.stream == Some(true);
        assert_eq!(accept.contains("text/event-stream"), wanted, "{accept}");
        assert_eq!(accept.starts_with("application/json"), !wanted, "{accept}");
        if !wanted {
            return Ok(Whole(CompleteOkBody::new("one two")));
        }
        let deltas = ["one ", "two"].map(CompleteOkEventStreamBody::new);
        Ok(OkStream(EventStream::new(stream::iter(deltas))))
    }
}

#[tokio::test(start_paused = true)]
async fn one_operation_answers_at_once_or_piece_by_piece() {
    let api: stream_or_not::Client = client(stream_or_not::server::router(Model));
    let body = CompleteBody::new("hello");
    assert_eq!(api.complete(&body).await.unwrap().text, "one two");
    let deltas = api.complete(&body).stream().await.unwrap();
    // The sentinel that the server sends is no value and no error.
    let deltas: Vec<String> = deltas
        .map(|delta| delta.unwrap().data.delta)
        .collect()
        .await;
    assert_eq!(deltas, ["one ", "two"]);
    let error = api.complete(&CompleteBody::new("again")).stream().await;
    let Err(Error::Api(stream_or_not::client::CompleteError::TooManyRequests(body), _)) = error
    else {
        panic!("the server was busy");
    };
    assert_eq!(body.wait, Some(9));
}
