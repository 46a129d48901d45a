//! Is a message of any shape the same message there and back?

use countersign_client::core::format::{Base64, Date, Timestamp, Uuid};
use countersign_client::core::presence::Presence;
use countersign_features::echoes::Client;
use countersign_features::echoes::server as echoes;
use countersign_features::echoes::types::{
    ByConstant, Card, Closed, N404, Node, Open, Payment, Profile, Sample, SampleEither, Transfer,
};
use countersign_server::{Context, Problem};
use http::StatusCode;
use serde_json::{Value, json};

use crate::seen::Seen;
use crate::violations::{post, sent};

/// Answers with what it was sent, and remembers it as the handler saw it.
macro_rules! echo {
    ($($operation:ident: $Request:ident -> $Response:ident),+ $(,)?) => {
        impl echoes::Api for Seen<String> {
            type Principal = ();
            type Error = Problem;
            $(
                async fn $operation(
                    &self,
                    _: Context<()>,
                    request: echoes::$Request,
                ) -> Result<echoes::$Response, Problem> {
                    self.push(format!("{:?}", request.body));
                    Ok(echoes::$Response::Ok(request.body))
                }
            )+
        }
    };
}

echo! {
    profile: ProfileRequest -> ProfileResponse,
    payment: PaymentRequest -> PaymentResponse,
    open: OpenRequest -> OpenResponse,
    closed: ClosedRequest -> ClosedResponse,
    node: NodeRequest -> NodeResponse,
    sample: SampleRequest -> SampleResponse,
    vote: VoteRequest -> VoteResponse,
    level: LevelRequest -> LevelResponse,
    shape: ShapeRequest -> ShapeResponse,
    names: NamesRequest -> NamesResponse,
}

pub(crate) fn app(seen: &Seen<String>) -> axum::Router {
    crate::built(echoes::router(seen.clone()).build())
}

/// Calls an operation of a fresh server; the handler and the client must both see what was sent.
macro_rules! there_and_back {
    ($operation:ident, $value:expr) => {{
        let seen = Seen::default();
        let api: Client = crate::client_of(crate::messages::app(&seen));
        let value = $value;
        let back = match api.$operation(&value).await {
            Ok(back) => back,
            Err(countersign_client::Error::Unexpected(response)) => {
                panic!("{value:?}: {:?}", response.body)
            }
            Err(error) => panic!("{value:?}: {error:?}"),
        };
        assert_eq!(*back, value);
        assert_eq!(seen.one(), format!("{value:?}"));
    }};
}
pub(crate) use there_and_back;

/// What the server answers to JSON that the typed client may not be able to write.
async fn raw(path: &str, body: &Value) -> (StatusCode, Value) {
    let request = post(path, "application/json", body.to_string().into());
    let (status, answer) = sent(app(&Seen::default()), request).await;
    (status, serde_json::from_slice(&answer).expect("JSON"))
}

async fn comes_back(path: &str, body: Value) {
    assert_eq!(raw(path, &body).await, (StatusCode::OK, body));
}

pub(crate) async fn is_refused(path: &str, body: Value) {
    assert_eq!(raw(path, &body).await.0, StatusCode::BAD_REQUEST, "{body}");
}

#[tokio::test]
#[expect(deprecated, reason = "the contract still has the property")]
async fn absent_null_and_a_value_are_three_things() {
    let profile = || Profile::new("Ada", None);
    for motto in [
        Presence::Absent,
        Presence::Null,
        Presence::Value("onward".to_owned()),
    ] {
        there_and_back!(profile, profile().with_motto(motto));
    }
    let day = Date::constant(1815, 12, 10);
    there_and_back!(
        profile,
        profile().with_birthday(Presence::Value(day)).with_age(36)
    );
    there_and_back!(profile, Profile::new("", Some(String::new())));
    for members in [
        json!({ "name": "Ada", "nickname": null }),
        json!({ "name": "Ada", "nickname": null, "motto": null, "birthday": null }),
        json!({ "name": "Ada", "nickname": "A", "anything": { "deep": [1, 2.5, "x"] } }),
        json!({ "name": "Ada", "nickname": null, "anything": null }),
    ] {
        comes_back("/profiles", members).await;
    }
    is_refused("/profiles", json!({ "name": "Ada" })).await;
    is_refused("/profiles", json!({ "name": null, "nickname": null })).await;
    is_refused(
        "/profiles",
        json!({ "name": "Ada", "nickname": null, "age": null }),
    )
    .await;
}

#[tokio::test]
async fn the_tag_of_an_alternative_stays_in_the_message() {
    there_and_back!(payment, Payment::from(Card::new("card", "4711")));
    there_and_back!(payment, Payment::from(Card::new("debit", "4711")));
    there_and_back!(payment, Payment::from(Transfer::new("DE02")));
    comes_back("/payments", json!({ "method": "debit", "number": "1" })).await;
    let (status, answer) = raw(
        "/payments",
        &json!({ "iban": "DE02", "method": "transfer" }),
    )
    .await;
    assert_eq!(
        (status, &answer["method"]),
        (StatusCode::OK, &json!("transfer"))
    );
}

#[tokio::test]
async fn properties_beside_the_named_ones_are_kept_where_the_contract_allows_them() {
    there_and_back!(open, Open::new("x"));
    there_and_back!(
        open,
        Open::new("x")
            .with_property("", 0)
            .with_property("ID", i64::MIN)
    );
    there_and_back!(closed, Closed::new().with_id("x"));
    is_refused("/open", json!({ "id": "x", "other": "text" })).await;
    is_refused("/closed", json!({ "other": 1 })).await;
}

#[tokio::test]
async fn trees_come_back_with_all_their_branches() {
    let mut chain = Node::new();
    for _ in 0..40 {
        chain = Node::new()
            .with_next(Box::new(chain))
            .with_children(vec![Node::new(); 2]);
    }
    there_and_back!(node, chain);
    there_and_back!(node, Node::new().with_children(vec![]));
}

#[tokio::test]
async fn nesting_beyond_all_measure_is_refused_and_does_not_crash() {
    let deep = format!(
        "{}{{}}{}",
        "{\"next\":".repeat(100_000),
        "}".repeat(100_000)
    );
    let request = post("/nodes", "application/json", deep.into());
    let (status, _) = sent(app(&Seen::default()), request).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn values_at_the_ends_of_their_types_lose_nothing() {
    let moment: Timestamp = "2024-02-29T23:59:59.123456789Z".parse().expect("RFC 3339");
    let sample = Sample::new()
        .with_whole(i64::MIN)
        .with_small(i32::MAX)
        .with_wide(i64::from(i32::MIN))
        .with_huge(u64::MAX)
        .with_byte(u8::MAX)
        .with_single(f32::MAX)
        .with_double(5e-324)
        .with_both(-0.5)
        .with_flag(false)
        .with_moment(moment)
        .with_day(Date::constant(9999, 12, 31))
        .with_time("23:59:60Z".parse().expect("a time"))
        .with_id(Uuid::from_u128(u128::MAX))
        .with_blob(Base64((0..=255).collect()))
        .with_encoded(Base64(vec![]))
        .with_secret("p\u{e4}ss".to_owned())
        .with_price("0.10".parse().expect("a decimal"))
        .with_link("https://a.test/?q=%20")
        .with_either(SampleEither::Integer(i64::MAX));
    there_and_back!(sample, sample);
    there_and_back!(
        sample,
        Sample::new().with_either(SampleEither::String("5".to_owned()))
    );
    there_and_back!(sample, Sample::new());
    comes_back(
        "/samples",
        json!({ "whole": -5, "moment": "2024-02-29T00:00:00Z", "either": "5" }),
    )
    .await;
    for wrong in [
        json!({ "small": 2_147_483_648_i64 }),
        json!({ "byte": -1 }),
        json!({ "moment": "2024-02-30T00:00:00Z" }),
        json!({ "day": "2023-02-29" }),
        json!({ "id": "no uuid" }),
        json!({ "blob": "not base64!" }),
        json!({ "either": 1.5 }),
    ] {
        is_refused("/samples", wrong).await;
    }
}

#[tokio::test]
async fn constants_choose_the_alternative() {
    for shape in [
        json!({ "kind": "circle", "r": 0.5 }),
        json!({ "kind": "square" }),
    ] {
        let shape: ByConstant = serde_json::from_value(shape).expect("as declared");
        assert!(!matches!(shape, ByConstant::Unknown(_)));
        there_and_back!(shape, shape);
    }
    is_refused("/shapes", json!({ "kind": "oval" })).await;
}

#[tokio::test]
async fn property_names_that_are_no_identifiers_are_spelled_as_in_the_contract() {
    let members = json!({ "": "a", "1st": "b", "@id": "c", "$id": "d" });
    let names: N404 = serde_json::from_value(members.clone()).expect("as declared");
    there_and_back!(names, names.clone());
    comes_back("/names", members).await;
}
