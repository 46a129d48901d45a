//! OpenAPI 3.2: what it adds to 3.1. Its schemas are the same, JSON Schema 2020-12.

/// The fields that 3.2 gave to an object, by the object's name in the standard (OAS 3.2.0, each section named so).
pub(super) fn added_fields(object: &str) -> &'static [&'static str] {
    match object {
        "Media Type Object" => &["itemSchema", "prefixEncoding", "itemEncoding"],
        "Encoding Object" => &["encoding", "prefixEncoding", "itemEncoding"],
        _ => &[],
    }
}
