//! Generated servers and the validator assert the same formats in the same way, though neither shares code with the other.

use countersign_contract::load::load_text;
use countersign_contract::schema::Projection;
use countersign_core::schema::{Direction, Format, Schema, is_valid};
use countersign_validator::Validator;
use proptest::prelude::*;
use serde_json::json;

static TIME: Schema = Schema::STRING.with_format(Format::Time);
static DURATION: Schema = Schema::STRING.with_format(Format::Duration);
static DECIMAL: Schema = Schema::STRING.with_format(Format::Decimal);

fn check(table: &'static Schema, format: &str, texts: impl Strategy<Value = String>) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents: {{schemas: {{S: {{type: string, format: {format}}}}}}}\n"
    );
    let contract = load_text("t.yaml", &text).contract.expect("a contract");
    let schema = contract.component_schemas["S"];
    let validator = Validator::new(&contract);
    let accepted = std::cell::Cell::new(0_u32);
    proptest!(ProptestConfig::with_cases(2000), |(text in texts)| {
        let value = json!(text);
        let own = is_valid(table, &value, Direction::Request);
        accepted.set(accepted.get() + u32::from(own));
        prop_assert_eq!(validator.is_valid_schema(schema, &value, Projection::Plain), Ok(own), "{}", text);
    });
    let accepted = accepted.get();
    assert!(
        (50..1950).contains(&accepted),
        "{accepted} of 2000 is no test"
    );
}

#[test]
fn times_are_the_same_texts() {
    check(
        &TIME,
        "time",
        "[01][0-9]:[0-6][0-9](:[0-6][0-9](\\.[0-9]?)?)?(Z|z|[+-][0-2][0-9]:[0-9][0-9])?",
    );
}

#[test]
fn durations_are_the_same_texts() {
    check(
        &DURATION,
        "duration",
        "[-+]?P([1-9]([.,][0-9])?Y)?([0-9]M)?([0-9]W)?([0-9]([.,][0-9]?)?D)?(T([0-9]H)?([0-9]M)?([0-9],?[0-9]?S)?)?",
    );
}

#[test]
fn decimals_are_the_same_texts() {
    check(
        &DECIMAL,
        "decimal",
        "[-+]?[0-9]{0,3}\\.?[0-9]{0,2}([eE][-+]?[0-9]{0,2})?",
    );
}
