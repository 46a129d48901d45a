//! What the types of single fixtures promise beyond the law that holds for all.

use countersign_core::json;
use countersign_wire_schemas::decimals::types::Price;
use countersign_wire_schemas::default_tag::types::Event;
use countersign_wire_schemas::mixed_alternatives::types::{Contact, Unclear};
use countersign_wire_schemas::patterns::types::Evaluated;
use countersign_wire_schemas::secrets::types::LoginInput;

#[test]
fn secrets_are_sent_and_never_printed() {
    let login = LoginInput::new("ann", "hunter2", "1234", "s3cr3t");
    let text = json::encode(&login).expect("JSON");
    let printed = format!("{login:?}");
    for secret in ["hunter2", "1234", "s3cr3t"] {
        assert!(!printed.contains(secret), "{printed}");
        assert!(String::from_utf8_lossy(&text).contains(secret));
    }
    assert!(printed.contains("ann"));
}

#[test]
fn members_that_nobody_declares_are_dropped_unless_the_schema_says_what_they_are() {
    let price: Price = json::decode(br#"{"value":1.50,"more":2}"#).expect("a price");
    assert_eq!(json::encode(&price).expect("JSON"), r#"{"value":1.50}"#);
    let text = br#"{"a":"x","more":2}"#;
    let evaluated: Evaluated = json::decode(text).expect("an object");
    assert_eq!(json::encode(&evaluated).expect("JSON"), &text[..]);
}

#[test]
fn a_missing_or_unknown_tag_means_the_default() {
    for text in [r#"{"text": "x"}"#, r#"{"kind": "new", "text": "x"}"#] {
        let event: Event = json::decode(text.as_bytes()).expect("an event");
        assert!(matches!(event, Event::Other(_)), "{event:?}");
    }
    let known: Event = json::decode(br#"{"kind": "known", "at": 1}"#).expect("an event");
    assert!(matches!(known, Event::Known(_)), "{known:?}");
}

#[test]
fn members_of_several_alternatives_stand_in_one_struct() {
    let contact = Contact::new().with_mail("a@b.test").with_phone("1");
    assert_eq!(
        json::encode(&contact).expect("JSON"),
        r#"{"mail":"a@b.test","phone":"1"}"#
    );
}

#[test]
fn a_value_that_mixes_alternatives_is_kept_as_it_is() {
    let read = |text: &str| json::decode::<Unclear>(text.as_bytes()).expect("any object");
    assert!(matches!(read(r#"{"right": 1}"#), Unclear::Right(_)));
    assert!(matches!(read(r#"{"both": "x"}"#), Unclear::Left(_)));
    assert!(matches!(
        read(r#"{"left": 1, "right": 2}"#),
        Unclear::Unknown(_)
    ));
}
