//! Types that are declared as tables, written and read by JSON.

use std::collections::BTreeMap;

use countersign_core::json::{decode, encode};
use countersign_core::presence::Presence;
use countersign_core::secret::Secret;
use countersign_core::{
    closed_enum, closed_integer_enum, object, open_enum, open_integer_enum, union,
};
use proptest::prelude::*;
use serde_json::{Value, json};

object! {
    /// A field for every way to travel.
    pub struct Parcel: [sent, new, received] {
        /// What it is called.
        pub id: String = required "id" (impl Into<String>),
        pub weight: u32 = required "weightInGrams" (u32),
        #[deprecated]
        pub old: Option<u8> = optional "old" #[deprecated] with_old(u8),
        pub note: Option<String> = optional "note" with_note(impl Into<String>),
        pub sender: Option<String> = nullable "sender" (Option<String>),
        pub arrived: Presence<i64> =
            optional_nullable "arrived" with_arrived(impl Into<Presence<i64>>),
        pub data: Option<Value> = any "data" with_data(Value),
        pub is_parcel: bool = only_true "isParcel" = true,
        pub is_letter: bool = only_false "isLetter" = false,
    }
}

object! {
    /// Keeps what it does not know.
    pub struct Labels: [sent, new, default, received] {
        pub r#type: Option<Secret> = optional "type" with_type(impl Into<Secret>),
        ..
        pub others: BTreeMap<String, u64> = rest with_property(u64),
    }
}

object! {
    /// Built by name.
    pub struct Point: [exact; sent, required(PointRequired), received] {
        pub x: i32 = required "x" (i32),
        pub y: i32 = required "y" (i32),
        pub z: Option<i32> = optional "z" with_z(i32),
    }
}

open_enum! {
    /// How far it is.
    pub enum State: [sent, received] {
        Placed = "placed",
        Paid = "is paid",
    }
}

closed_enum! {
    /// How it travels.
    pub enum Way: [sent, received] {
        Road = "road",
        Rail = "rail",
    }
}

open_integer_enum! {
    /// How urgent it is.
    pub enum Level: [sent, received] {
        Low = -1,
        High = 1,
    }
}

closed_integer_enum! {
    /// Which version it is.
    pub enum Version: [sent, received] {
        One = 1,
        Two = 2,
    }
}

union! {
    /// One has its tag itself, one is given it; labels would keep it.
    pub enum Thing: [sent_tagged("kind"), tagged("kind")] {
        Parcel(Box<Tagged>) from(Tagged) = "parcel" | "packet",
        Labels(Labels) from(Labels) + "labels",
        ..Unknown
    }
}

union! {
    /// Without a known tag it is what the default says.
    pub enum Defaulted: [sent, tagged("kind", "parcel")] {
        Parcel(Tagged) = "parcel",
        Other(Tagged) = "other",
    }
}

object! {
    /// Has its tag itself.
    pub struct Tagged: [sent, new, received] {
        pub kind: String = required "kind" (impl Into<String>),
    }
}

fn text<T: serde::Serialize>(value: &T) -> String {
    let bytes = encode(value).expect("it has a JSON form");
    String::from_utf8(bytes.to_vec()).expect("JSON is UTF-8")
}

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> (String, String) {
    let error = decode::<T>(text.as_bytes()).expect_err(text);
    (error.path, error.message)
}

#[test]
fn members_are_written_by_their_wire_names_and_only_if_they_are_there() {
    let parcel = Parcel::new("a", 5, None);
    assert_eq!(
        text(&parcel),
        r#"{"id":"a","weightInGrams":5,"sender":null,"isParcel":true,"isLetter":false}"#
    );
    let full = parcel
        .with_note("n")
        .with_arrived(Presence::Null)
        .with_data(Value::Null);
    assert_eq!(
        text(&full),
        r#"{"id":"a","weightInGrams":5,"note":"n","sender":null,"arrived":null,"data":null,"isParcel":true,"isLetter":false}"#
    );
    assert_eq!(decode::<Parcel>(text(&full).as_bytes()).unwrap(), full);
}

#[test]
fn members_come_in_any_order_and_unknown_ones_are_ignored() {
    let read =
        r#"{"new":[{}],"isLetter":false,"isParcel":true,"weightInGrams":5,"note":null,"id":"a"}"#;
    assert_eq!(
        decode::<Parcel>(read.as_bytes()).unwrap(),
        Parcel::new("a", 5, None)
    );
}

#[test]
fn what_is_missing_twice_or_wrong_is_refused_at_its_place() {
    let check = |text, path: &str, message: &str| {
        let refused = refused::<Vec<Point>>(text);
        assert_eq!(refused, (path.to_owned(), message.to_owned()), "{text}");
    };
    check(r#"[{"x":1}]"#, "/0", "missing field `y`");
    check(r#"[{"x":1,"y":2,"x":3}]"#, "/0/x", "duplicate field `x`");
    check(
        r#"[{"x":1,"y":"2"}]"#,
        "/0/y",
        "invalid type: string \"2\", expected i32",
    );
    check("[3]", "/0", "invalid type: integer `3`, expected an object");
    assert!(decode::<Point>(b"[1,2]").is_err());
}

#[test]
fn a_boolean_that_is_pinned_is_checked_where_it_stands() {
    let letter = r#"{"id":"a","weightInGrams":5,"isParcel":true,"isLetter":true}"#;
    assert_eq!(refused::<Parcel>(letter).0, "/isLetter");
    let unsaid = r#"{"id":"a","weightInGrams":5,"isParcel":true}"#;
    assert_eq!(refused::<Parcel>(unsaid).1, "missing field `isLetter`");
}

#[test]
fn members_without_a_field_are_kept_where_there_is_a_map() {
    let labels = Labels::default()
        .with_type("hush")
        .with_property("a", u64::MAX);
    let expected = r#"{"type":"hush","a":18446744073709551615}"#;
    assert_eq!(text(&labels), expected);
    assert_eq!(decode::<Labels>(expected.as_bytes()).unwrap(), labels);
    assert_eq!(refused::<Labels>(r#"{"a":1,"b":"x"}"#).0, "/b");
    assert!(!format!("{labels:?}").contains("hush"));
}

#[test]
fn many_required_members_are_given_by_name() {
    let point = Point::from(PointRequired { x: 1, y: 2 }).with_z(3);
    assert_eq!(text(&point), r#"{"x":1,"y":2,"z":3}"#);
}

#[test]
fn open_enums_keep_what_closed_ones_refuse() {
    assert_eq!(
        text(&[State::Paid, State::from("lost")]),
        r#"["is paid","lost"]"#
    );
    assert_eq!(
        decode::<State>(br#""lost""#).unwrap(),
        State::Unknown("lost".to_owned())
    );
    assert_eq!(decode::<State>(br#""placed""#).unwrap(), State::Placed);
    assert_eq!(State::Paid.to_string(), "is paid");
    assert_eq!(decode::<Way>(br#""rail""#).unwrap(), Way::Rail);
    assert_eq!(
        refused::<Way>(r#""air""#).1,
        "unknown variant `air`, expected `road` or `rail`"
    );
    assert_eq!(text(&[Level::Low, Level::from(7)]), "[-1,7]");
    assert_eq!(decode::<Level>(b"1.0").unwrap(), Level::High);
    assert_eq!(decode::<Version>(b"2").unwrap(), Version::Two);
    assert_eq!(refused::<Version>("3").1, "3 is no value of Version");
}

#[test]
fn a_tag_leads_to_its_alternative_and_is_written_once() {
    for (json, thing) in [
        (r#"{"kind":"packet"}"#, Thing::from(Tagged::new("packet"))),
        (
            r#"{"kind":"labels","a":1}"#,
            Thing::from(Labels::new().with_property("a", 1)),
        ),
        (
            r#"{"kind":"new"}"#,
            Thing::Unknown(json!({ "kind": "new" })),
        ),
    ] {
        assert_eq!(text(&thing), json);
        assert_eq!(decode::<Thing>(json.as_bytes()).unwrap(), thing);
    }
}

#[test]
fn without_a_known_tag_it_is_the_default_alternative_or_none() {
    let read = |tag: &str| decode::<Defaulted>(format!(r#"{{"kind":"{tag}"}}"#).as_bytes());
    assert_eq!(
        read("other").unwrap(),
        Defaulted::Other(Tagged::new("other"))
    );
    assert_eq!(read("new").unwrap(), Defaulted::Parcel(Tagged::new("new")));
}

proptest! {
    #[test]
    fn every_declared_member_survives_being_read_and_written(
        id in ".{0,6}",
        weight: u32,
        note in proptest::option::of(".{0,6}"),
        sender in proptest::option::of(".{0,6}"),
        arrived in proptest::option::of(proptest::option::of(any::<i64>())),
        reversed: bool,
    ) {
        let mut members = vec![
            ("id", json!(id)),
            ("weightInGrams", json!(weight)),
            ("sender", json!(sender)),
            ("isParcel", json!(true)),
            ("isLetter", json!(false)),
        ];
        members.extend(note.map(|note| ("note", json!(note))));
        members.extend(arrived.map(|arrived| ("arrived", json!(arrived))));
        if reversed {
            members.reverse();
        }
        let sent: Value = members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let parcel: Parcel = decode(sent.to_string().as_bytes()).unwrap();
        prop_assert_eq!(decode::<Value>(text(&parcel).as_bytes()).unwrap(), sent);
    }
}
