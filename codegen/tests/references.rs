//! Where references lead, one way to refer per document.

mod support;

use support::check_model;

#[test]
fn a_reference_leads_to_any_place_of_a_document() {
    check_model("references/places");
}

#[test]
fn files_that_refer_to_each_other_are_one_contract() {
    check_model("references/several-files");
}

#[test]
fn identifiers_and_anchors_are_what_references_resolve_against() {
    check_model("references/identifiers");
}

#[test]
fn dynamic_references_are_types_of_their_own() {
    check_model("references/dynamic");
}
