//! The `operations` group of features, and the generated file that shows each.

mod support;

use countersign_codegen::options::Sides;

use support::check_file;

#[test]
fn operations_that_share_a_path_are_routed_by_what_they_demand() {
    check_file("operations/path-rivals", Sides::Both, "operations/api.rs");
}

#[test]
fn parameters_side_by_side_are_reported_and_routed() {
    check_file(
        "operations/adjacent-parameters",
        Sides::Both,
        "operations/api.rs",
    );
}

#[test]
fn parameters_that_are_no_plain_text_say_how_they_are_spelled() {
    check_file(
        "operations/typed-parameters",
        Sides::Both,
        "operations/api.rs",
    );
}

#[test]
fn texts_and_keys_in_a_query_are_told_apart() {
    check_file("operations/query-objects", Sides::Both, "operations/api.rs");
}

#[test]
fn header_fields_of_answers_are_fields_of_their_variants() {
    check_file("operations/header-fields", Sides::Both, "server/api.rs");
}

#[test]
fn security_schemes_of_every_kind_are_described() {
    check_file(
        "operations/security-schemes",
        Sides::Both,
        "operations/mod.rs",
    );
}

#[test]
fn statuses_and_ranges_are_variants() {
    check_file("operations/statuses", Sides::Server, "server/api.rs");
}

#[test]
fn what_may_be_called_next_is_said_by_the_method() {
    check_file("operations/links", Sides::Client, "client/parcels.rs");
}
