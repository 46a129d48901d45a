//! Do members of enums stay what they are on the wire, whatever they look like?

use countersign_core::json;
use countersign_server::{Context, Problem};
use countersign_wire_names::enum_members::{self, types};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::client;
use crate::seen::Seen;

#[derive(Clone, Default)]
struct Sorted(Seen<enum_members::server::SortedRequest>);

fn all() -> Vec<Option<types::Mixed>> {
    use types::Mixed::{Minus1_5, N1, N1_2, One, True, Unknown};
    let new = Unknown(Value::from("new"));
    [
        Some(N1),
        Some(One),
        Some(True),
        Some(N1_2),
        Some(Minus1_5),
        None,
        Some(new),
    ]
    .into()
}

impl enum_members::server::Api for Sorted {
    type Principal = ();
    type Error = Problem;

    async fn sorted(
        &self,
        _: Context<()>,
        request: enum_members::server::SortedRequest,
    ) -> Result<enum_members::server::SortedResponse, Problem> {
        self.0.push(request);
        Ok(enum_members::server::SortedResponse::Ok(all()))
    }
}

#[tokio::test]
async fn members_that_look_alike_arrive_as_themselves() {
    use types::{Direction, Level, SortedBy};
    let service = Sorted::default();
    let seen = service.0.clone();
    let api: enum_members::Client = client(enum_members::server::router(service));
    for direction in [
        Direction::Asc,
        Direction::Asc2,
        Direction::Asc3,
        Direction::CreatedAt,
        Direction::MinusCreatedAt,
    ] {
        for by in [
            SortedBy::CreatedAt,
            SortedBy::MinusCreatedAt,
            SortedBy::PlusCreatedAt,
        ] {
            for level in [Level::Minus1, Level::N0, Level::N9007199254740993] {
                let call = api.sorted(&direction).by(&by).level(&level);
                assert_eq!(*call.await.expect("an answer"), all());
                let request = seen.one();
                assert_eq!(
                    (request.direction, request.by, request.level),
                    (direction, Some(by), Some(level))
                );
            }
        }
    }
}

/// Reads a JSON text as an enum and writes it again.
fn read<T: Serialize + DeserializeOwned + PartialEq>(text: &str, expected: &T) {
    let value: T = json::decode(text.as_bytes()).expect(text);
    assert!(value == *expected, "{text}");
    let written: Value = json::decode(&json::encode(&value).expect("JSON")).expect("JSON");
    let given: Value = json::decode(text.as_bytes()).expect("JSON");
    assert!(
        countersign_core::schema::same(&written, &given),
        "{text} is written as {written}"
    );
}

#[test]
fn values_of_any_type_are_members() {
    use types::{Mixed, Pinned, Shapes};
    read("1", &Mixed::N1);
    read("1.0", &Mixed::N1);
    read("\"1\"", &Mixed::N1_2);
    read("true", &Mixed::True);
    read("false", &Mixed::Unknown(Value::Bool(false)));
    read("[]", &Shapes::BracketUnbracket);
    read("{\"deep\": [true, null]}", &Shapes::DeepTrueNull);
    read("2", &Shapes::N2_0);
    read("{\"of\": [\"a\"], \"version\": 1.0}", &Pinned::Version1OfA);
    assert!(json::decode::<Pinned>(b"{\"version\": 2}").is_err());
}

#[test]
fn texts_that_are_no_identifiers_are_members() {
    use types::{Long, Vote};
    for (text, vote) in [
        ("", Vote::Empty),
        (" ", Vote::Space),
        ("+1", Vote::Plus1),
        ("-1", Vote::Minus1),
        ("1", Vote::N1),
        ("01", Vote::N01),
        ("007", Vote::N007),
        ("1.0", Vote::N1_0),
        ("**", Vote::StarStar),
    ] {
        read(&format!("{text:?}"), &vote);
    }
    let long = |end: &str| Long::from(format!("{} {end}", "a".repeat(112)));
    assert!(
        long("1") != long("2")
            && ![long("1"), long("2")]
                .iter()
                .any(|long| matches!(long, Long::Unknown(_)))
    );
}

#[test]
fn what_only_one_value_is_allowed_for_is_filled_in() {
    let holder = types::Holder::new(None);
    assert_eq!(
        json::encode(&holder).expect("JSON"),
        r#"{"mixed":null,"pinned":{"version":1,"of":["a"]}}"#
    );
}
