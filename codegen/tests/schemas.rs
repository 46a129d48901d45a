//! The shapes of schemas, one construct per document.

mod support;

use support::check_model;

#[test]
fn requests_and_responses_differ_where_the_contract_says_so() {
    check_model("schemas/directions");
}

#[test]
fn alternatives_that_may_be_mixed_are_one_struct() {
    check_model("schemas/mixed-alternatives");
}

#[test]
fn several_choices_about_one_value_are_combined() {
    check_model("schemas/several-unions");
}

#[test]
fn tags_choose_in_every_form_of_a_discriminator() {
    check_model("schemas/tags");
}

#[test]
fn arrays_of_a_fixed_length_are_tuples() {
    check_model("schemas/tuples");
}
