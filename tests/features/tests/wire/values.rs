//! Do types read and write what their contracts say, without any exchange around them?

use countersign_client::core::presence::Presence;
use countersign_features::discriminator::types::{Card, Payment, Transfer};
use countersign_features::enums::types::State;
use countersign_features::integer_enums::types::Level;
use countersign_features::many_required::types::{Address, AddressRequired};
use countersign_features::maps::types::Open;
use countersign_features::presence::types::Profile;
use countersign_features::recursion::types::{Node, Tree};
use countersign_features::unions::types::{Ambiguous, ByConstant, ByRequired, ByType, Shared};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("it obeys the contract")
}

fn write(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("generated types are JSON")
}

/// Reads a value and writes it again.
fn round_trip<T: DeserializeOwned + Serialize>(value: Value) -> Value {
    write(&read::<T>(value))
}

#[test]
fn absent_null_and_value_are_three_things() {
    let least = json!({"name": "Ada", "nickname": null});
    assert_eq!(write(&Profile::new("Ada", None)), least);
    let cleared = Profile::new("Ada", None).with_birthday(Presence::Null);
    assert_eq!(
        write(&cleared),
        json!({"name": "Ada", "nickname": null, "birthday": null})
    );
    for birthday in [json!(null), json!("1815-12-10")] {
        let value = json!({"name": "Ada", "nickname": "A", "birthday": birthday});
        assert_eq!(round_trip::<Profile>(value.clone()), value);
    }
}

#[test]
fn the_tag_is_looked_at_and_kept() {
    let card = json!({"method": "debit", "number": "4111"});
    assert!(matches!(read(card.clone()), Payment::Card(Card { .. })));
    assert_eq!(round_trip::<Payment>(card.clone()), card);
}

#[test]
fn a_tag_that_the_variant_does_not_declare_is_written_for_it() {
    let transfer = Payment::from(Transfer::new("NL00"));
    assert_eq!(
        write(&transfer),
        json!({"method": "transfer", "iban": "NL00"})
    );
    assert_eq!(read::<Payment>(write(&transfer)), transfer);
}

#[test]
fn values_of_a_later_contract_are_kept() {
    let crypto = json!({"method": "crypto", "coin": 1});
    assert_eq!(
        read::<Payment>(crypto.clone()),
        Payment::Unknown(crypto.clone())
    );
    assert_eq!(round_trip::<Payment>(crypto.clone()), crypto);
    assert_eq!(
        read::<State>(json!("paused")),
        State::Unknown(String::from("paused"))
    );
    assert_eq!(read::<Level>(json!(7)), Level::Unknown(7));
    assert_eq!(write(&Level::High), json!(1));
}

#[test]
fn a_broken_variant_is_an_error_and_not_another_variant() {
    let error =
        serde_json::from_value::<Payment>(json!({"method": "card"})).expect_err("no number");
    assert!(error.to_string().contains("number"), "{error}");
}

#[test]
fn alternatives_are_told_apart_by_their_shape() {
    assert!(matches!(read(json!("a")), ByType::String(_)));
    assert!(matches!(read(json!(["a"])), ByType::Array(_)));
    assert!(matches!(
        read(json!({"kind": "square", "a": 2.0})),
        ByConstant::Square(_)
    ));
    assert!(matches!(read(json!({"name": "Ada"})), ByRequired::Named(_)));
    assert!(matches!(
        read(json!({"name": "Ada", "mail": "a@b.test"})),
        ByRequired::Full(_)
    ));
    let Shared::Red(red) = read(json!({"id": "1", "color": "ff0000"})) else {
        panic!("the property beside `oneOf` belongs to every alternative");
    };
    assert_eq!(red.id, "1");
}

#[test]
fn properties_without_a_name_survive() {
    let value = json!({"id": "1", "a": 1, "b": 2});
    assert_eq!(round_trip::<Open>(value.clone()), value);
    assert_eq!(
        write(&Open::new("1").with_property("a", 1)),
        json!({"id": "1", "a": 1})
    );
}

#[test]
fn recursive_values_end_where_the_data_ends() {
    let tree = json!([[], [[], []]]);
    assert_eq!(round_trip::<Tree>(tree.clone()), tree);
    let list = json!({"next": {"next": {}}, "children": [{}]});
    assert_eq!(round_trip::<Node>(list.clone()), list);
}

#[test]
fn constants_fill_themselves_in() {
    let address = Address::from(AddressRequired {
        name: String::from("Ada"),
        street: String::from("St James's Square"),
        number: 12,
        city: String::from("London"),
        state: None,
        zip: String::from("SW1Y"),
        country: String::from("UK"),
        phone: String::from("1"),
    });
    assert_eq!(write(&address)["kind"], "postal");
}

#[test]
fn an_object_goes_to_the_alternative_that_knows_all_its_members() {
    for value in [json!({ "a": "x" }), json!({ "b": "x" })] {
        assert_eq!(write(&read::<Ambiguous>(value.clone())), value);
    }
}
