//! What a caller leaves out is left out on the wire, and is to the server what the contract says.

mod support;

use countersign_core::format::Timestamp;
use countersign_core::presence::Presence;
use countersign_server::{Context, Problem};
use countersign_wire_schemas::defaults::types::{Key, Query, QueryLevel, QueryValue, Range};
use countersign_wire_schemas::defaults::{client, server};
use serde_json::json;

use support::client;

/// Judges what it is asked and answers with the same query.
#[derive(Clone, Copy)]
struct Search {
    left_out: bool,
}

impl server::Api for Search {
    type Principal = ();
    type Error = Problem;

    async fn search(
        &self,
        _: Context<()>,
        request: server::SearchRequest,
    ) -> Result<server::SearchResponse, Problem> {
        let server::SearchRequest {
            limit,
            sort,
            x_since,
            theme,
            broken,
            body,
        } = request;
        let since = |text: &str| text.parse::<Timestamp>().expect("a moment");
        if self.left_out {
            assert_eq!((limit, theme.as_str()), (20, ""));
            assert_eq!(sort, [Key::Name, Key::MinusAge]);
            assert_eq!(x_since, since("2024-02-29T00:00:00Z"));
            assert_eq!(body, Query::new(1));
        } else {
            assert_eq!((limit, theme.as_str()), (5, "dark"));
            assert_eq!(sort, [Key::Name]);
            assert_eq!(x_since, since("2001-01-01T00:00:00Z"));
            assert_eq!(body.size_or_default(), 7);
        }
        assert_eq!(broken, None);
        Ok(server::SearchResponse::Ok(body))
    }
}

#[tokio::test]
async fn parameters_that_are_left_out_have_their_defaults() {
    let client: client::Client = client(server::router(Search { left_out: true }));
    let answered = client.search(&Query::new(1)).await.expect("an answer");
    assert_eq!(*answered, Query::new(1));
}

#[tokio::test]
async fn what_is_given_counts() {
    let client: client::Client = client(server::router(Search { left_out: false }));
    let query = Query::new(1).with_size(7);
    let answered = client
        .search(&query)
        .limit(5)
        .sort(&[Key::Name])
        .x_since("2001-01-01T00:00:00Z".parse().expect("a moment"))
        .theme("dark")
        .await
        .expect("an answer");
    assert_eq!(*answered, query);
}

#[test]
fn a_property_that_is_left_out_stays_left_out_and_has_its_default() {
    let text = json!({"version": 1});
    let query: Query = serde_json::from_value(text.clone()).expect("a query");
    assert!(query.exact_or_default());
    assert_eq!(query.note_or_default().as_deref(), Some("none"));
    assert_eq!(query.price_or_default().as_str(), "12.50000000000000000001");
    assert_eq!(
        query.id_or_default().to_string(),
        "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    );
    assert_eq!(query.key_or_default(), Key::MinusAge);
    assert_eq!(query.level_or_default(), QueryLevel::N2);
    assert_eq!(query.range_or_default(), Range::new().with_from(1));
    assert_eq!(Range::new().from_or_default(), 0);
    assert_eq!(query.tags_or_default(), [""; 0]);
    assert_eq!(query.value_or_default(), QueryValue::Integer(7));
    assert_eq!((query.ratio_or_default() * 2.0).to_string(), "-2");
    assert_eq!(query.size_or_default(), 2);
    assert_eq!(serde_json::to_value(&query).expect("JSON"), text);
}

#[test]
fn of_several_defaults_the_nearest_counts() {
    use countersign_wire_schemas::differing_defaults::types::{Either, List, ListAgreed};
    let list = List::new();
    assert_eq!(list.order_or_default(), "age");
    assert_eq!((list.size_or_default(), list.equal_or_default()), (20, 20));
    assert_eq!(list.agreed_or_default(), ListAgreed::Integer(1));
    assert_eq!(Either::new().limit_or_default(), 5);
}

#[test]
fn null_is_given() {
    let query = Query::new(1).with_note(Presence::Null);
    assert_eq!(query.note_or_default(), None);
}
