//! The tables of `schema` against values: what is refused, and in which words.

use countersign_core::schema::{
    Bound, Direction, Discriminator, Format, Literal, Pattern, Schema, Types, Violations, is_valid,
    validate,
};
use serde_json::{Value, json};

static SKU: Schema = Schema {
    types: Types::STRING,
    min_length: Some(3),
    max_length: Some(8),
    pattern: Some(&SKU_PATTERN),
    ..Schema::ANY
};
static SKU_PATTERN: Pattern = Pattern::new(r"^[A-Z]{2}-\d+$");
static QUANTITY: Schema = Schema {
    types: Types::INTEGER,
    minimum: Some(Bound::Integer(1)),
    exclusive_maximum: Some(Bound::Integer(100)),
    ..Schema::ANY
};
static PRICE: Schema = Schema {
    types: Types::NUMBER,
    multiple_of: Some(Bound::Decimal("0.01")),
    ..Schema::ANY
};
static STATUS: Schema = Schema {
    enumeration: Some(&[Literal::String("open"), Literal::String("paid")]),
    ..Schema::ANY
};
static ID: Schema = Schema {
    types: Types::STRING,
    format: Some(Format::Uuid),
    read_only: true,
    ..Schema::ANY
};
static PIN: Schema = Schema {
    types: Types::STRING,
    pattern: Some(&PIN_PATTERN),
    write_only: true,
    ..Schema::ANY
};
static PIN_PATTERN: Pattern = Pattern::new(r"^\d{4}$");
static PARTS: Schema = Schema {
    types: Types::ARRAY,
    items: Some(&ORDER),
    max_items: Some(2),
    unique_items: true,
    ..Schema::ANY
};
static ORDER: Schema = Schema {
    name: "Order",
    types: Types::OBJECT,
    properties: &[
        ("id", &ID),
        ("sku", &SKU),
        ("quantity", &QUANTITY),
        ("price", &PRICE),
        ("status", &STATUS),
        ("pin", &PIN),
        ("parts", &PARTS),
    ],
    required: &["id", "sku", "pin"],
    additional_properties: Some(&Schema::NEVER),
    ..Schema::ANY
};

static SHORT: Schema = Schema {
    max_length: Some(2),
    ..Schema::ANY
};
static BOTH: Schema = Schema {
    one_of: &[&NULL, &Schema::ANY],
    ..Schema::ANY
};
static LONG: Schema = Schema {
    min_length: Some(3),
    ..Schema::ANY
};
static NAMES: Schema = Schema {
    property_names: Some(&LONG),
    ..Schema::ANY
};
static CLOSED: Schema = Schema {
    all_of: &[&CARD],
    unevaluated_properties: Some(&Schema::NEVER),
    ..Schema::ANY
};
static DEPENDENT: Schema = Schema {
    dependent_required: &[("a", &["b"])],
    ..Schema::ANY
};
static BASE: Schema = Schema {
    properties: &[("id", &ID)],
    ..Schema::ANY
};
static DERIVED: Schema = Schema {
    all_of: &[&BASE],
    required: &["id"],
    ..Schema::ANY
};
static NUMBERS: Schema = Schema {
    items: Some(&NULL),
    ..Schema::ANY
};
static LOOP: Schema = Schema {
    reference: Some(&LOOP),
    ..Schema::ANY
};
static FORK: Schema = Schema {
    any_of: &[&FORK, &FORK],
    ..Schema::ANY
};

fn told(schema: &Schema, value: &Value, direction: Direction) -> String {
    let mut violations = Violations::default();
    validate(schema, value, direction, &mut violations);
    assert_eq!(
        violations.is_empty(),
        is_valid(schema, value, direction),
        "both ways of asking agree"
    );
    let lines = violations
        .iter()
        .map(|violation| format!("[{}] {violation}", violation.keyword));
    lines.collect::<Vec<_>>().join("\n")
}

fn refused(schema: &Schema, value: &Value) -> String {
    told(schema, value, Direction::Request)
}

#[test]
fn every_violation_has_its_place_and_a_clause_a_user_understands() {
    let order = json!({
        "sku": "a",
        "quantity": 0.5,
        "price": 4.025,
        "status": "cancelled",
        "colour/size": "red",
        "parts": [
            { "sku": "AB-1234567", "quantity": 100, "pin": "1234" },
            { "quantity": 0, "pin": "1234", "id": "x" },
            { "quantity": 0, "pin": "1234", "id": "x" },
        ],
    });
    insta::assert_snapshot!(refused(&ORDER, &order));
}

#[test]
fn a_valid_order_is_accepted() {
    let order =
        json!({ "sku": "AB-12", "quantity": 1.0, "price": 4.02, "pin": "1234", "parts": [] });
    assert_eq!(refused(&ORDER, &order), "");
}

#[test]
fn the_direction_decides_which_properties_may_be_left_out() {
    let order = json!({ "sku": "AB-12" });
    assert_eq!(
        told(&ORDER, &order, Direction::Request),
        "[required] property \"pin\" is missing"
    );
    assert_eq!(
        told(&ORDER, &order, Direction::Response),
        "[required] property \"id\" is missing"
    );
}

#[test]
fn a_required_property_may_be_declared_by_a_base() {
    assert_eq!(refused(&DERIVED, &json!({})), "");
    assert_eq!(
        told(&DERIVED, &json!({}), Direction::Response),
        "[required] property \"id\" is missing"
    );
}

#[test]
fn a_write_only_value_is_never_shown() {
    let order = json!({ "sku": "AB-12", "pin": "hunter2" });
    assert_eq!(
        refused(&ORDER, &order),
        r"[pattern] /pin: must match the pattern ^\d{4}$"
    );
}

#[test]
fn lengths_count_code_points() {
    assert_eq!(refused(&SHORT, &json!("\u{1f409}é")), "");
    assert_eq!(
        refused(&SHORT, &json!("abc")),
        "[maxLength] must be at most 2 characters long, is 3"
    );
}

static CARD: Schema = Schema {
    name: "Card",
    types: Types::OBJECT,
    properties: &[("kind", &CARD_KIND), ("number", &SKU)],
    required: &["kind", "number"],
    ..Schema::ANY
};
static CARD_KIND: Schema = Schema {
    constant: Some(Literal::String("card")),
    ..Schema::ANY
};
static BANK: Schema = Schema {
    name: "Bank",
    types: Types::OBJECT,
    properties: &[("kind", &BANK_KIND), ("iban", &SKU)],
    required: &["kind", "iban"],
    ..Schema::ANY
};
static BANK_KIND: Schema = Schema {
    constant: Some(Literal::String("bank")),
    ..Schema::ANY
};
static NULL: Schema = Schema {
    types: Types::NULL,
    ..Schema::ANY
};
static PAYMENT: Schema = Schema {
    one_of: &[&CARD, &BANK],
    ..Schema::ANY
};
static TAGGED: Schema = Schema {
    one_of: &[&CARD, &BANK],
    discriminator: Some(&Discriminator {
        property: "kind",
        mapping: &[("card", &CARD), ("bank", &BANK)],
    }),
    ..Schema::ANY
};
static OPTIONAL_CARD: Schema = Schema {
    any_of: &[&CARD, &NULL],
    ..Schema::ANY
};

#[test]
fn of_several_alternatives_the_one_that_was_meant_is_explained() {
    let cases = [
        (
            "tag names one",
            &TAGGED,
            json!({ "kind": "bank", "iban": "x" }),
        ),
        ("unknown tag", &TAGGED, json!({ "kind": "cash" })),
        ("no tag", &TAGGED, json!({ "iban": "AB-1" })),
        ("not even an object", &TAGGED, json!(3)),
        (
            "nearest by constant",
            &PAYMENT,
            json!({ "kind": "card", "number": "" }),
        ),
        ("two as near", &PAYMENT, json!({})),
        (
            "only one of its type",
            &OPTIONAL_CARD,
            json!({ "kind": "card" }),
        ),
    ];
    let told: Vec<String> = cases
        .iter()
        .map(|(case, schema, value)| format!("{case}\n{}", refused(schema, value)))
        .collect();
    insta::assert_snapshot!(told.join("\n\n"));
}

#[test]
fn matching_two_alternatives_of_one_of_is_a_violation() {
    assert_eq!(
        refused(&BOTH, &Value::Null),
        "[oneOf] matches both null and alternative 2, must match exactly one alternative"
    );
}

#[test]
fn names_and_combinations_are_told_apart() {
    assert_eq!(
        refused(&NAMES, &json!({ "ab": 1 })),
        "[propertyNames] /ab: its name must be at least 3 characters long, is 2"
    );
    assert_eq!(
        refused(
            &CLOSED,
            &json!({ "kind": "card", "number": "AB-1", "extra": 1 })
        ),
        "[unevaluatedProperties] /extra: is not allowed: no property of this name is declared"
    );
    assert_eq!(
        refused(&DEPENDENT, &json!({ "a": 1 })),
        "[dependentRequired] property \"b\" is missing, it is needed beside \"a\""
    );
}

#[test]
fn violations_are_bounded_and_counted() {
    let mut violations = Violations::default();
    validate(
        &NUMBERS,
        &json!(vec![1; 1000]),
        Direction::Request,
        &mut violations,
    );
    assert_eq!(
        (
            violations.iter().count(),
            violations.omitted(),
            violations.total()
        ),
        (20, 980, 1000)
    );
}

#[test]
fn a_schema_that_only_refers_to_itself_is_given_up() {
    assert_eq!(
        refused(&LOOP, &json!(1)),
        "[limit] is nested too deeply to check"
    );
    assert_eq!(
        refused(&FORK, &json!(1)),
        "[limit] is nested too deeply to check"
    );
}

static NEST: Schema = Schema {
    types: Types::ARRAY,
    items: Some(&NEST_HOP),
    ..Schema::ANY
};
static NEST_HOP: Schema = Schema {
    all_of: &[&NEST],
    ..Schema::ANY
};

#[test]
fn nesting_is_checked_to_the_depth_that_json_parsers_allow() {
    let nested = |depth: usize| (0..depth).fold(json!([]), |inner, _| json!([inner]));
    assert_eq!(refused(&NEST, &nested(127)), "");
    assert!(refused(&NEST, &nested(1000)).starts_with("[limit] /0/0/"));
}

#[test]
fn the_depth_limit_holds_on_half_of_a_default_stack() {
    let deep = (0..1000).fold(json!([]), |inner, _| json!([inner]));
    let checker = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || {
            let mut violations = Violations::default();
            validate(&NEST, &deep, Direction::Request, &mut violations);
            violations.total()
        })
        .expect("a thread");
    assert_eq!(checker.join().expect("no overflow"), 1);
}

static NAMED_NEST: Schema = Schema {
    properties: &[("a", &NAMED_NEST)],
    property_names: Some(&LOOP),
    ..Schema::ANY
};

#[test]
fn names_are_checked_within_the_same_limits() {
    let nested = (0..200).fold(json!({}), |inner, _| json!({ "a": inner }));
    let told = refused(&NAMED_NEST, &nested);
    assert!(
        told.contains("its name is nested too deeply to check"),
        "{told}"
    );
}
