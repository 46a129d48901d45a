//! Are values kept that a contract does not know yet, by the client, and refused by the server?

use countersign_features::echoes::Client;
use countersign_features::echoes::types::{Level, Payment, Transfer, Vote};
use countersign_features::enums;
use countersign_server::{Context, Problem};
use serde_json::{Value, json};

use crate::messages::{is_refused, there_and_back};
use crate::seen::{Always, Seen};

/// A server of a later contract.
fn later(path: &str, answer: Value) -> axum::Router {
    let method = axum::routing::any(async move || axum::Json(answer));
    axum::Router::new().route(path, method)
}

#[tokio::test]
async fn what_a_later_server_adds_is_kept_by_the_client() {
    let coin = json!({ "method": "coin", "weight": 3 });
    let api: Client = crate::client_of(later("/payments", coin.clone()));
    let payment = api
        .payment(&Transfer::new("DE02").into())
        .await
        .expect("kept")
        .into_inner();
    assert_eq!(payment, Payment::Unknown(coin.clone()));
    assert_eq!(serde_json::to_value(&payment).expect("JSON"), coin);

    let api: Client = crate::client_of(later("/votes", json!("+2")));
    let vote = api.vote(&Vote::Plus1).await.expect("kept").into_inner();
    assert_eq!(vote, Vote::Unknown("+2".to_owned()));
    let api: Client = crate::client_of(later("/levels", json!(2)));
    let level = api.level(&Level::High).await.expect("kept").into_inner();
    assert_eq!(level, Level::Unknown(2));

    let api: enums::Client = crate::client_of(later("/jobs", json!("paused")));
    let state = api.list_jobs().await.expect("kept").into_inner();
    assert_eq!(
        (state.as_str(), &state),
        ("paused", &enums::types::State::from("paused"))
    );
    assert!(matches!(state, enums::types::State::Unknown(_)));
}

#[tokio::test]
async fn a_server_refuses_values_its_contract_does_not_have() {
    is_refused("/votes", json!("+2")).await;
    is_refused("/levels", json!(2)).await;
    is_refused("/payments", json!({ "method": "coin", "weight": 3 })).await;
}

impl enums::server::Api for Always<enums::types::State> {
    type Principal = ();
    type Error = Problem;

    async fn list_jobs(
        &self,
        _: Context<()>,
        request: enums::server::ListJobsRequest,
    ) -> Result<enums::server::ListJobsResponse, Problem> {
        assert_eq!(request.sort, Some(enums::types::ListJobsSort::Empty));
        Ok(enums::server::ListJobsResponse::Ok(self.0.clone()))
    }
}

#[tokio::test]
async fn enum_values_that_are_no_identifiers_are_spelled_as_in_the_contract() {
    for vote in [
        Vote::Plus1,
        Vote::Empty,
        Vote::Star,
        Vote::N1_0,
        Vote::Self_,
        Vote::Self2,
        Vote::Unknown_,
        Vote::U1f44dU1f3fd,
    ] {
        there_and_back!(vote, vote);
    }
    for level in [Level::Low, Level::Normal, Level::High] {
        there_and_back!(level, level);
    }
    let api: enums::Client =
        crate::client(enums::server::router(Always(enums::types::State::Done)));
    let state = api
        .list_jobs()
        .sort(&enums::types::ListJobsSort::Empty)
        .await
        .expect("declared");
    assert_eq!(*state, enums::types::State::Done);
}
