//! The law of digits: a number that the type of a decimal accepts comes back as it was written, wherever it stands.

use countersign_core::json;
use countersign_wire_schemas::decimals::types::{
    Either, Labelled, Pair, Price, Sum, Tagged, Unclear,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Numbers that a double rounds or spells otherwise, and some that it does not.
const NUMBERS: [&str; 12] = [
    "123456789012345678.123456789",
    "0.1000000000000000000000001",
    "1.50",
    "1.0",
    "-0",
    "2E3",
    "1e-400",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
    "1e400",
    "-1E999",
    "7",
    "-2.25",
];

/// Both readers of a body: the text as it is, and as it comes to a type that is part of another.
fn check<T: Serialize + DeserializeOwned>(template: &str) {
    for number in NUMBERS {
        let text = template.replace('#', number);
        let value: T =
            json::decode(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"));
        let back = json::encode(&value).expect("JSON");
        assert_eq!(String::from_utf8_lossy(&back), text);
    }
}

#[test]
fn in_alternatives_of_different_json_types() {
    check::<Either>("#");
    check::<Either>(r#"{"value":#,"unit":1}"#);
    check::<Vec<Option<Either>>>(r#"[#,null,"x",{"value":#}]"#);
}

#[test]
fn in_alternatives_with_a_tag() {
    check::<Tagged>(r#"{"kind":"fixed","value":#}"#);
    check::<Tagged>(r#"{"kind":"free","above":{"value":#}}"#);
}

#[test]
fn beside_a_tag_that_the_enum_takes_away() {
    check::<Labelled>(r#"{"kind":"rate","a":#,"b":#}"#);
}

#[test]
fn in_alternatives_that_are_tried() {
    check::<Unclear>(r#"{"left":#}"#);
    check::<Unclear>(r#"{"right":#}"#);
    check::<Unclear>(r#"{"right":{"value":#}}"#);
}

#[test]
fn in_tuples_and_whatever_holds_them() {
    check::<Pair>("[#,{\"value\":#}]");
    check::<Sum>(
        r##"{"parts":[{"kind":"fixed","value":#},{"kind":"free","above":#}],"pair":[#,#],"unclear":{"left":#,"both":#}}"##,
    );
}

#[test]
fn beside_integers_with_a_fraction_of_zero() {
    let read = |text: &str| {
        json::decode::<Either>(text.as_bytes()).map(|value| json::encode(&value).expect("JSON"))
    };
    assert_eq!(
        read(r#"{"value":1.0,"unit":2.0}"#).expect("a price"),
        r#"{"value":1.0,"unit":2}"#
    );
    let price: Price = json::decode(br#"{"value":1.50,"unit":2.0}"#).expect("a price");
    assert_eq!(price.unit, Some(2));
}
