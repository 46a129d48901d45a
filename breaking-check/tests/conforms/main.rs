//! `assert_conforms!`: what serde types really read and write against what a contract says.

#![expect(
    clippy::items_after_statements,
    reason = "types stand beside what is said of them"
)]

use std::panic::catch_unwind;

use countersign_breaking_check::assert_conforms;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The message of a check that fails.
fn failure(check: fn()) -> String {
    let panic = catch_unwind(check).expect_err("the check passes");
    let message = panic.downcast_ref::<String>();
    message.expect("a panic with a message").clone()
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Method {
    Card,
    Transfer,
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum EveryMethod {
    Card,
    Transfer,
    Cash,
}

#[derive(Serialize, Deserialize, JsonSchema)]
struct Payment {
    id: String,
    method: EveryMethod,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    amount: Option<i64>,
}

#[test]
fn a_type_that_keeps_to_the_schema_passes_in_every_direction() {
    assert_conforms!(Payment, reads "tests/conforms/payments.yaml#/components/schemas/Payment");
    assert_conforms!(Vec<Payment>, reads "tests/conforms/payments.schema.json");
    assert_conforms!(Payment, reads "tests/conforms/payments.schema.json#/$defs/Payment");
}

#[test]
fn a_value_that_the_type_cannot_read_is_shown_with_both_places() {
    #[derive(Deserialize, JsonSchema)]
    #[schemars(rename = "Payment")]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Half {
        id: String,
        method: Method,
    }
    let message = failure(|| {
        assert_conforms!(Half, reads "tests/conforms/payments.yaml#/components/schemas/Payment");
    });
    insta::assert_snapshot!(message);
}

#[test]
fn an_option_that_is_written_as_null_is_shown() {
    #[derive(Serialize, JsonSchema)]
    struct Noted {
        id: String,
        method: Method,
        #[schemars(length(max = 80))]
        note: Option<String>,
    }
    let message = failure(|| {
        assert_conforms!(Noted, writes "tests/conforms/payments.yaml#/components/schemas/Payment");
    });
    assert!(message.contains("[nullability-removed]"), "{message}");
    assert!(message.contains(r#""note":null"#), "{message}");
    #[derive(Serialize, JsonSchema)]
    struct Silent {
        id: String,
        method: Method,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(length(max = 80))]
        note: Option<String>,
    }
    assert_conforms!(Silent, writes "tests/conforms/payments.yaml#/components/schemas/Payment");
}

#[test]
fn a_misspelled_property_is_not_written() {
    #[derive(Serialize, JsonSchema)]
    struct Misspelled {
        id: String,
        method: Method,
        ammount: u16,
    }
    let message = failure(|| {
        assert_conforms!(Misspelled, writes "tests/conforms/payments.yaml#/components/schemas/Payment");
    });
    assert!(message.contains("\"/ammount\""), "{message}");
}

#[test]
fn a_reader_may_leave_out_what_it_does_not_need_unless_it_denies_it() {
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Lenient {
        id: String,
    }
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Strict {
        id: String,
    }
    assert_conforms!(Lenient, reads "tests/conforms/payments.yaml#/components/schemas/Payment");
    let message = failure(|| {
        assert_conforms!(Strict, reads "tests/conforms/payments.yaml#/components/schemas/Payment");
    });
    assert!(message.contains("\"method\""), "{message}");
}

#[test]
fn what_requests_leave_out_need_not_be_written() {
    #[derive(Serialize, JsonSchema)]
    struct NewAccount {
        owner: Owner,
        secret: String,
    }
    #[derive(Serialize, JsonSchema)]
    struct Owner {
        name: String,
        email: Option<String>,
    }
    assert_conforms!(NewAccount, writes requests "tests/conforms/payments.yaml#/components/schemas/Account");
    let message = failure(|| {
        assert_conforms!(NewAccount, writes "tests/conforms/payments.yaml#/components/schemas/Account");
    });
    assert!(message.contains("\"/number\""), "{message}");
}

#[test]
fn what_responses_leave_out_cannot_be_asked_for() {
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Account {
        number: i64,
        secret: String,
    }
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Seen {
        number: i64,
    }
    assert_conforms!(Seen, reads responses "tests/conforms/payments.yaml#/components/schemas/Account");
    let message = failure(|| {
        assert_conforms!(Account, reads responses "tests/conforms/payments.yaml#/components/schemas/Account");
    });
    assert!(message.contains("\"/secret\""), "{message}");
}

#[test]
fn thirty_two_bits_hold_fewer_numbers_than_an_integer() {
    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is looked at")]
    struct Narrow {
        number: i32,
    }
    let message = failure(|| {
        assert_conforms!(Narrow, reads "tests/conforms/payments.yaml#/components/schemas/Account");
    });
    assert!(message.contains("\"/number\""), "{message}");
}

#[test]
fn a_tagged_enum_is_a_choice_by_discriminator() {
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(tag = "kind")]
    enum Transfer {
        Card { number: String },
        Iban { iban: String },
    }
    assert_conforms!(
        Transfer,
        "tests/conforms/payments.yaml#/components/schemas/Transfer"
    );
    #[derive(Serialize, Deserialize, JsonSchema)]
    #[serde(tag = "kind")]
    enum CardOnly {
        Card { number: String },
    }
    assert_conforms!(CardOnly, writes "tests/conforms/payments.yaml#/components/schemas/Transfer");
    let message = failure(|| {
        assert_conforms!(CardOnly, reads "tests/conforms/payments.yaml#/components/schemas/Transfer");
    });
    assert!(message.contains(r#""kind":"Iban""#), "{message}");
}

#[test]
fn types_that_contain_themselves_are_compared() {
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Tree {
        children: Vec<Self>,
    }
    assert_conforms!(
        Tree,
        "tests/conforms/payments.yaml#/components/schemas/Tree"
    );
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Shallow {
        children: Vec<Leaf>,
    }
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Leaf {
        #[schemars(length(max = 0))]
        children: Vec<u8>,
    }
    let message = failure(|| {
        assert_conforms!(Shallow, reads "tests/conforms/payments.yaml#/components/schemas/Tree");
    });
    assert!(message.contains("\"/children/*/children"), "{message}");
}

#[test]
fn what_nobody_can_decide_fails_with_the_reason() {
    #[derive(Serialize, Deserialize, JsonSchema)]
    struct Odd {
        #[schemars(regex(pattern = r"^(?=.*[0-9])(?=.*y)[a-z0-9]{12}$"))]
        code: String,
    }
    let message = failure(|| {
        assert_conforms!(Odd, reads "tests/conforms/payments.yaml#/components/schemas/Odd");
    });
    assert!(message.contains("\n  unknown   "), "{message}");
}

#[test]
fn a_schema_that_is_not_there_is_said_with_those_that_are() {
    let message = failure(|| {
        assert_conforms!(String, reads "tests/conforms/payments.yaml#/components/schemas/Paiment");
    });
    assert!(message.contains("there are Payment, Account"), "{message}");
    let message = failure(|| assert_conforms!(String, reads "tests/conforms/nowhere.yaml#/a"));
    assert!(
        message.contains("tests/conforms/nowhere.yaml cannot be used"),
        "{message}"
    );
    let message = failure(|| assert_conforms!(String, reads "tests/conforms/payments.yaml"));
    assert!(message.contains("say which schema"), "{message}");
}
