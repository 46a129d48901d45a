//! The shapes of schemas, one construct per document.

mod support;

use support::check_model;

#[test]
fn requests_and_responses_differ_where_the_contract_says_so() {
    check_model("schemas/directions");
}
