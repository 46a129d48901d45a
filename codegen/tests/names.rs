//! Names that clash, one way to clash per document.

mod support;

use support::check_model;

#[test]
fn keywords_are_names_like_others() {
    check_model("names/keywords");
}

#[test]
fn schemas_may_be_called_what_rust_calls_its_own() {
    check_model("names/prelude");
}

#[test]
fn equal_identifiers_are_numbered_in_the_order_of_the_contract() {
    check_model("names/clashes");
}

#[test]
fn enum_members_of_any_text_and_type_are_variants() {
    check_model("names/enum-members");
}

#[test]
fn parameters_of_any_name_are_arguments() {
    check_model("names/parameters");
}

#[test]
fn operations_without_a_usable_id_have_a_method() {
    check_model("names/operation-ids");
}

#[test]
fn tags_of_any_text_are_modules() {
    check_model("names/tags");
}
