//! The lints, one per file, in the folder of what they look at.

pub(super) mod contract {
    //! Lints of this folder's object.
    pub(crate) mod component_unused;
    pub(crate) mod operation_ids_mixed;
    pub(crate) mod property_names_mixed;
    pub(crate) mod schema_names_alike;
}
pub(super) mod operation {
    //! Lints of this folder's object.
    pub(crate) mod admin_shares_security;
    pub(crate) mod cors_origin_undeclared;
    pub(crate) mod deadline_below_attempt;
    pub(crate) mod error_undeclared;
    pub(crate) mod idempotency_conflict_undeclared;
    pub(crate) mod list_unpaged;
    pub(crate) mod object_without_scope;
    pub(crate) mod operation_id_missing;
    pub(crate) mod operation_undescribed;
    pub(crate) mod path_trailing_slash;
    pub(crate) mod post_without_idempotency;
    pub(crate) mod read_unprotected;
    pub(crate) mod scope_undeclared;
    pub(crate) mod server_error_undeclared;
    pub(crate) mod success_undeclared;
    pub(crate) mod sunset_without_deprecation;
    pub(crate) mod tag_undeclared;
    pub(crate) mod too_many_requests_undeclared;
    pub(crate) mod unauthorized_undeclared;
    pub(crate) mod validation_error_undeclared;
    pub(crate) mod webhook_unsigned;
    pub(crate) mod write_unprotected;
}
pub(super) mod parameter {
    //! Lints of this folder's object.
    pub(crate) mod credentials_in_url;
    pub(crate) mod numeric_id;
    pub(crate) mod parameter_undescribed;
    pub(crate) mod url_parameter;
}
pub(super) mod response {
    //! Lints of this folder's object.
    pub(crate) mod body_without_schema;
    pub(crate) mod error_without_problem;
    pub(crate) mod rate_limit_undeclared;
    pub(crate) mod retry_after_missing;
}
pub(super) mod schema {
    //! Lints of this folder's object.
    pub(crate) mod array_unbounded;
    pub(crate) mod array_without_items;
    pub(crate) mod integer_unbounded;
    pub(crate) mod map_unbounded;
    pub(crate) mod pattern_backtracks;
    pub(crate) mod pattern_unanchored;
    pub(crate) mod request_object_open;
    pub(crate) mod required_undeclared;
    pub(crate) mod secret_in_response;
    pub(crate) mod string_unbounded;
    pub(crate) mod string_unrestricted;
    pub(crate) mod union_without_discriminator;
}
pub(super) mod security_scheme {
    //! Lints of this folder's object.
    pub(crate) mod api_key_in_url;
    pub(crate) mod http_basic;
    pub(crate) mod insecure_http_scheme;
    pub(crate) mod jwt_rules_undescribed;
    pub(crate) mod outdated_flow;
    pub(crate) mod plain_http_endpoint;
    pub(crate) mod scope_unused;
    pub(crate) mod security_scheme_unused;
    pub(crate) mod tokens_without_refresh;
}
pub(super) mod server {
    //! Lints of this folder's object.
    pub(crate) mod server_plain_http;
    pub(crate) mod server_undescribed;
}
pub(super) mod value {
    //! Lints of this folder's object.
    pub(crate) mod default_breaks_schema;
    pub(crate) mod example_breaks_schema;
}
