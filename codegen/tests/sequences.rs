//! Streams and pages: one habit per document, and the generated file that shows it.

mod support;

use countersign_codegen::options::Sides;
use support::{check_file, check_model};

fn check(feature: &str, file: &str) {
    check_file(feature, Sides::Both, file);
}

#[test]
fn an_event_stream_is_a_call_that_opens_it() {
    check("streams/event-stream", "client/api.rs");
}

#[test]
fn an_event_stream_is_an_answer_of_events() {
    check("streams/event-stream", "server/api.rs");
}

#[test]
fn an_event_is_its_data_or_an_object() {
    check_model("streams/event-objects");
}

#[test]
fn lines_and_records_are_streams() {
    check("streams/json-lines", "operations/api.rs");
}

#[test]
fn items_of_a_request_are_a_source_and_a_stream() {
    check("streams/item-requests", "operations/api.rs");
    check("streams/item-requests", "client/api.rs");
    check("streams/item-requests", "server/api.rs");
}

#[test]
fn parts_with_an_item_schema_are_a_stream() {
    check("streams/part-items", "operations/api.rs");
    check("streams/part-items", "server/api.rs");
}

#[test]
fn one_operation_may_answer_at_once_or_piece_by_piece() {
    check("streams/stream-or-not", "client/api.rs");
    check("streams/stream-or-not", "server/api.rs");
    check("streams/stream-or-not", "operations/api.rs");
}

#[test]
fn a_list_in_pages_has_pages_and_items() {
    check("pagination/cursor", "client/api.rs");
    check("pagination/cursor", "operations/api.rs");
}

#[test]
fn pages_are_counted_by_items_or_by_pages() {
    check("pagination/counted", "operations/api.rs");
}

#[test]
fn pages_are_led_to_by_links() {
    check("pagination/links", "operations/api.rs");
}

#[test]
fn pages_that_cannot_be_followed_are_ordinary_calls() {
    check_model("pagination/unusable");
}
