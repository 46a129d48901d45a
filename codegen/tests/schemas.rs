//! The shapes of schemas, one construct per document.

mod support;

use countersign_codegen::options::Sides;
use support::{check_file, check_model};

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
fn arrays_with_first_items_of_their_own_are_tuples() {
    check_model("schemas/tuples");
}

#[test]
fn times_durations_and_decimals_keep_their_text() {
    check_model("schemas/scalars");
}

#[test]
fn what_is_declared_under_a_condition_is_kept() {
    check_model("schemas/conditions");
}

#[test]
fn properties_by_pattern_are_kept_in_a_map() {
    check_model("schemas/patterns");
}

#[test]
fn no_way_to_allow_null_makes_a_type_of_its_own() {
    check_model("schemas/null-forms");
    check_model("schemas/nullable");
}

#[test]
fn constraints_do_not_change_a_type_but_for_its_width() {
    check_model("schemas/constraints");
}

#[test]
fn cycles_of_every_kind_are_finite_types() {
    check_model("schemas/cycles");
}

#[test]
fn what_is_left_out_has_a_default_where_its_schema_allows_it() {
    check_file("schemas/defaults", Sides::Both, "types/api.rs");
    check_file("schemas/defaults", Sides::Server, "server/api.rs");
}

#[test]
fn of_several_defaults_the_nearest_counts() {
    check_file("schemas/differing-defaults", Sides::Both, "types/api.rs");
    check_file("schemas/differing-defaults", Sides::Server, "server/api.rs");
}

#[test]
fn what_is_deprecated_says_so_to_those_who_would_use_it() {
    check_file("schemas/deprecations", Sides::Both, "types/shared.rs");
    check_file("schemas/deprecations", Sides::Server, "types/prices.rs");
}

#[test]
fn servers_know_what_their_answers_may_be() {
    check_file("schemas/answers", Sides::Both, "operations/api.rs");
}

#[test]
fn schemas_of_older_drafts_are_types_as_those_of_2020_12() {
    check_model("schemas/older-drafts");
}

#[test]
fn a_format_without_a_type_accepts_any_value_and_parameters_are_texts() {
    check_model("schemas/lone-formats");
}

#[test]
fn decimals_stand_in_every_kind_of_union() {
    check_model("schemas/decimals");
}
