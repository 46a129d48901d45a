//! What dialects say in their own way, and what comes of it.

mod support;

use countersign_codegen::options::Sides;

use support::{check_file, check_model};

#[test]
fn methods_and_query_strings_of_3_2_are_operations_and_parameters() {
    check_model("dialects/openapi-3-2");
}

#[test]
fn whole_query_strings_and_plain_cookies_are_described() {
    check_file("dialects/query-strings", Sides::Client, "operations/api.rs");
}

#[test]
fn bodies_of_swagger_2_0_are_called_bodies() {
    check_model("dialects/swagger-2-0");
}

#[test]
fn collection_formats_of_swagger_2_0_are_styles() {
    check_model("dialects/swagger-2-0-collections");
}

#[test]
fn form_fields_of_swagger_2_0_are_one_body() {
    check_model("dialects/swagger-2-0-forms");
}

#[test]
fn the_discriminator_of_swagger_2_0_is_that_of_openapi_3() {
    check_model("dialects/swagger-2-0-inheritance");
}

#[test]
fn schemes_of_swagger_2_0_guard_operations() {
    check_file(
        "dialects/swagger-2-0-security",
        Sides::Client,
        "operations/mod.rs",
    );
}

#[test]
fn servers_are_choices_with_variables() {
    check_file("dialects/server-choices", Sides::Client, "servers.rs");
}

#[test]
fn servers_of_operations_stand_in_their_descriptors() {
    check_file(
        "dialects/operation-servers",
        Sides::Client,
        "operations/api.rs",
    );
}

#[test]
fn a_client_of_several_servers_is_built_with_one_of_them() {
    check_file("dialects/operation-servers", Sides::Client, "client/mod.rs");
}
