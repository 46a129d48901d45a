//! One parameter's descriptor: what differs from the usual spelling at its location.

use countersign_contract::model::{ParameterLocation, Style};

use super::media::encoding;
use crate::emit::schemas::Tables;
use crate::emit::text;
use crate::model::{HeaderModel, HeaderSpelling, ParameterModel, Spelling};

/// An expression of type `ParameterDescriptor`.
pub(super) fn descriptor(parameter: &ParameterModel, tables: Option<Tables<'_>>) -> String {
    let place = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::QueryString => "query_string",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    };
    let base = format!(
        "ParameterDescriptor::{place}({})",
        text::string(&parameter.name)
    );
    let required = parameter.required && parameter.location != ParameterLocation::Path;
    let schema = tables
        .zip(parameter.schema)
        .map(|(tables, schema)| tables.reference(schema));
    let mut fields = spelling(parameter.location, &parameter.spelling);
    fields.extend(
        parameter
            .allow_empty
            .then(|| String::from("allow_empty: true")),
    );
    if fields.is_empty() {
        let required = if required { ".required()" } else { "" };
        let schema = schema.map(|schema| format!(".with_schema({schema})"));
        return base + required + &schema.unwrap_or_default();
    }
    fields.extend(required.then(|| String::from("required: true")));
    fields.extend(schema.map(|schema| format!("schema: {schema}")));
    text::with_fields("ParameterDescriptor", &fields, &base)
}

/// The same of a response's header; `None` where nothing can be wrong with it.
pub(super) fn header(header: &HeaderModel, tables: Tables<'_>) -> Option<String> {
    let (name, schema) = (text::string(&header.name), tables.reference(header.schema?));
    let required = if header.required { ".required()" } else { "" };
    let base = format!("ParameterDescriptor::header({name}){required}.with_schema({schema})");
    let how = match header.spelling {
        HeaderSpelling::Simple => return Some(base),
        HeaderSpelling::Exploded => "explode: true",
        HeaderSpelling::Json => "json: true",
    };
    Some(format!("ParameterDescriptor {{ {how}, ..{base} }}"))
}

fn spelling(location: ParameterLocation, spelling: &Spelling) -> Vec<String> {
    let (style, explode, allow_reserved) = match spelling {
        Spelling::Json => return vec![String::from("json: true")],
        Spelling::Text => return Vec::new(),
        Spelling::Form(encodings) => {
            let encodings = text::list(encodings.iter().map(encoding));
            return vec![format!("form: Some({encodings})")];
        }
        Spelling::Style {
            style,
            explode,
            allow_reserved,
        } => (*style, *explode, *allow_reserved),
    };
    let (usual_style, usual_explode) = match location {
        ParameterLocation::Path | ParameterLocation::Header => (Style::Simple, false),
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => {
            (Style::Form, true)
        }
    };
    let mut fields = Vec::new();
    if style != usual_style {
        fields.push(format!("style: {}", style_variant(style)));
    }
    if explode != usual_explode {
        fields.push(format!("explode: {explode}"));
    }
    if allow_reserved {
        fields.push(String::from("allow_reserved: true"));
    }
    fields
}

pub(super) fn style_variant(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Style::Matrix",
        Style::Label => "Style::Label",
        Style::Simple => "Style::Simple",
        Style::Form => "Style::Form",
        Style::Cookie => "Style::Cookie",
        Style::SpaceDelimited => "Style::SpaceDelimited",
        Style::PipeDelimited => "Style::PipeDelimited",
        Style::DeepObject => "Style::DeepObject",
    }
}
