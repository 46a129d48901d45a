//! One kind of body per document, and the generated file that shows it.

mod support;

use countersign_codegen::options::Sides;
use support::check_file;

fn check(feature: &str, file: &str) {
    check_file(&format!("bodies/{feature}"), Sides::Both, file);
}

#[test]
fn a_form_is_an_object_with_a_table_of_spellings() {
    check("forms", "operations/api.rs");
}

#[test]
fn a_form_is_an_argument_like_a_json_body() {
    check("forms", "client/api.rs");
}

#[test]
fn an_answer_of_a_form_is_read_by_its_table() {
    check("form-responses", "operations/api.rs");
    check("form-responses", "client/api.rs");
    check("form-responses", "server/api.rs");
}

#[test]
fn an_answer_of_parts_is_read_by_its_table() {
    check("multipart-responses", "operations/api.rs");
    check("multipart-responses", "client/api.rs");
    check("multipart-responses", "server/api.rs");
}

#[test]
fn parts_that_are_no_form_are_listed_in_their_order() {
    check("multipart-related", "operations/api.rs");
}

#[test]
fn parts_without_names_are_listed_by_their_places() {
    check("multipart-places", "operations/api.rs");
    check("multipart-places", "types/api.rs");
    check("multipart-places", "server/api.rs");
}

#[test]
fn bytes_among_other_shapes_are_a_source() {
    check("bytes-or-json", "types/api.rs");
    check("bytes-or-json", "server/api.rs");
    check("bytes-or-json", "operations/api.rs");
}

#[test]
fn a_part_of_a_file_is_a_success_of_its_own() {
    check("ranges", "client/api.rs");
    check("ranges", "server/api.rs");
}

#[test]
fn media_types_of_different_shapes_are_variants() {
    check("negotiation", "types/api.rs");
}

#[test]
fn a_body_is_sent_in_the_media_type_of_its_shape() {
    check("negotiation", "client/api.rs");
}

#[test]
fn a_body_is_read_and_answered_by_its_media_type() {
    check("negotiation", "server/api.rs");
}

#[test]
fn parts_of_a_body_are_a_struct_of_values_and_files() {
    check("multipart", "types/api.rs");
}

#[test]
fn files_are_named_in_the_table_of_parts() {
    check("multipart", "operations/api.rs");
}

#[test]
fn a_struct_of_parts_is_given_away_to_be_sent() {
    check("multipart", "client/api.rs");
}

#[test]
fn a_struct_of_parts_is_what_the_handler_gets() {
    check("multipart", "server/api.rs");
}

#[test]
fn a_document_is_described_node_by_node() {
    check("xml-documents", "xml.rs");
}

#[test]
fn nodes_are_known_by_their_place() {
    check("xml-places", "xml.rs");
}

#[test]
fn text_and_sections_are_nodes_too() {
    check("xml-nodes", "xml.rs");
}
