//! OpenAPI 3.2: what it adds to 3.1. Its schemas are the same, JSON Schema 2020-12.

use crate::model::{Parameter, ParameterLocation, ParameterShape, Style};

/// `in: querystring` as a form is what `in: query` with an exploded object in `form` style is (OAS 3.2.0 4.12.5).
pub(crate) fn lower_query_string(parameter: &mut Parameter) {
    if parameter.location != ParameterLocation::QueryString {
        return;
    }
    let ParameterShape::Content(media_type) = &parameter.shape else {
        return;
    };
    let form = media_type.essence() == "application/x-www-form-urlencoded";
    if let (true, Some(schema)) = (form && media_type.encoding.is_empty(), media_type.schema) {
        parameter.location = ParameterLocation::Query;
        parameter.shape = ParameterShape::Schema {
            schema,
            style: Style::Form,
            explode: true,
            allow_reserved: false,
        };
    }
}

/// OAS 3.2.0 Parameter Object, `allowReserved`: "only ... where the `in` and `style` values automatically percent-encode".
pub(super) fn allows_reserved(location: ParameterLocation, style: Option<&str>) -> bool {
    match location {
        ParameterLocation::Path | ParameterLocation::Query => true,
        ParameterLocation::Cookie => style.is_none_or(|style| style == "form"),
        ParameterLocation::QueryString | ParameterLocation::Header => false,
    }
}

/// The fields that 3.2 gave to an object, by the object's name in the standard (OAS 3.2.0, each section named so).
pub(super) fn added_fields(object: &str) -> &'static [&'static str] {
    match object {
        "OpenAPI Object" => &["$self"],
        "Server Object" => &["name"],
        "Components Object" => &["mediaTypes"],
        "Path Item Object" => &["query", "additionalOperations"],
        "Media Type Object" => &["itemSchema", "prefixEncoding", "itemEncoding"],
        "Encoding Object" => &["encoding", "prefixEncoding", "itemEncoding"],
        "Response Object" => &["summary"],
        "Example Object" => &["dataValue", "serializedValue"],
        "Tag Object" => &["summary", "parent", "kind"],
        "Discriminator Object" => &["defaultMapping"],
        "XML Object" => &["nodeType"],
        "Security Scheme Object" => &["deprecated", "oauth2MetadataUrl"],
        "OAuth Flows Object" => &["deviceAuthorization"],
        "OAuth Flow Object" => &["deviceAuthorizationUrl"],
        _ => &[],
    }
}
