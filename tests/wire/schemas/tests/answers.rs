//! A server that breaks its own promises is told, or kept from it.

mod support;

use std::sync::{Arc, Mutex, PoisonError};

use countersign_client::RetryPolicy;
use countersign_server::{Context, Mode, Problem, StatusCode};
use countersign_wire_schemas::answers::types::Level;
use countersign_wire_schemas::answers::{client, server};

use support::client;

/// Answers with what it has.
#[derive(Clone)]
struct Gauge(server::ReadLevelResponse);

impl server::Api for Gauge {
    type Principal = ();
    type Error = Problem;

    async fn read_level(&self, _: Context<()>) -> Result<server::ReadLevelResponse, Problem> {
        Ok(self.0.clone())
    }
}

/// The status of the answer, and the places that were reported.
async fn answered(mode: Mode, answer: server::ReadLevelResponse) -> (u16, Vec<String>) {
    let places: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&places);
    let router = server::router(Gauge(answer))
        .answer_validation(mode)
        .on_invalid_answer(move |invalid| {
            assert_eq!(invalid.operation.id, "readLevel");
            let found = invalid.violations.iter();
            let found = found.map(|item| {
                let field = item.parameter.as_deref().unwrap_or_default();
                let pointer = item.pointer.as_deref().unwrap_or_default();
                format!("{field}{pointer} {}", item.keyword)
            });
            seen.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(found);
        });
    let client: client::Client = client(router);
    let call = client.read_level().retry(RetryPolicy::NEVER);
    let status = match call.await {
        Ok(success) => success.into_parts().1.status,
        Err(error) => error.status().expect("an answer"),
    };
    let status = status.as_u16();
    let places = places
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    (status, places)
}

fn ok(level: i64) -> server::ReadLevelResponse {
    server::ReadLevelResponse::Ok(Level::new(level))
}

/// An answer of nothing but header fields.
fn accepted(retry_after: i64, step: &str) -> server::ReadLevelResponse {
    server::ReadLevelResponse::Accepted {
        retry_after,
        x_steps: Some(vec![step.to_owned()]),
        x_of: None,
    }
}

fn refused(status: StatusCode, why: &str) -> server::ReadLevelResponse {
    let body = why.to_owned();
    server::ReadLevelResponse::ClientError { status, body }
}

fn failed(level: i64) -> server::ReadLevelResponse {
    let (status, body) = (StatusCode::BAD_GATEWAY, Level::new(level));
    server::ReadLevelResponse::Default { status, body }
}

#[tokio::test]
async fn answers_that_obey_the_contract_are_sent_in_every_mode() {
    for mode in [Mode::Off, Mode::Report, Mode::Enforce] {
        assert_eq!(answered(mode, ok(10)).await, (200, vec![]));
        assert_eq!(answered(mode, accepted(60, "a")).await, (202, vec![]));
        let short = refused(StatusCode::CONFLICT, "short");
        assert_eq!(answered(mode, short).await, (409, vec![]));
        assert_eq!(answered(mode, failed(1)).await, (502, vec![]));
    }
}

#[tokio::test]
async fn others_are_reported_and_sent_unless_the_server_says_otherwise() {
    let too_long = || refused(StatusCode::CONFLICT, "too long");
    let cases = [
        (ok(11), 200, "#/level maximum"),
        (too_long(), 409, "# maxLength"),
        (failed(11), 502, "#/level maximum"),
        (accepted(61, "a"), 202, "Retry-After maximum"),
        (accepted(1, "long"), 202, "X-Steps#/0 maxLength"),
    ];
    for (answer, status, place) in cases {
        let found = vec![place.to_owned()];
        let of = |mode| answered(mode, answer.clone());
        assert_eq!(of(Mode::Off).await, (status, vec![]));
        assert_eq!(of(Mode::Report).await, (status, found.clone()));
        assert_eq!(of(Mode::Enforce).await, (500, found));
    }
}
