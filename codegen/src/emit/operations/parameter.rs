//! One parameter's descriptor: what differs from the usual spelling at its location.

use countersign_contract::model::{ParameterLocation, Style};
use proc_macro2::TokenStream;
use quote::quote;

use super::media::encoding;
use crate::emit::schemas::Tables;
use crate::model::{HeaderModel, HeaderSpelling, ParameterModel, Spelling};

/// An expression of type `ParameterDescriptor`.
pub(super) fn descriptor(parameter: &ParameterModel, tables: Option<Tables<'_>>) -> TokenStream {
    let name = &parameter.name;
    let base = match parameter.location {
        ParameterLocation::Path => quote!(ParameterDescriptor::path(#name)),
        ParameterLocation::Query => quote!(ParameterDescriptor::query(#name)),
        ParameterLocation::QueryString => quote!(ParameterDescriptor::query_string(#name)),
        ParameterLocation::Header => quote!(ParameterDescriptor::header(#name)),
        ParameterLocation::Cookie => quote!(ParameterDescriptor::cookie(#name)),
    };
    let required = parameter.required && parameter.location != ParameterLocation::Path;
    let schema = tables
        .zip(parameter.schema)
        .map(|(tables, schema)| tables.reference(schema));
    let mut fields = spelling(parameter.location, &parameter.spelling);
    fields.extend(parameter.allow_empty.then(|| quote!(allow_empty: true)));
    if fields.is_empty() {
        let required = required.then(|| quote!(.required()));
        let schema = schema.map(|schema| quote!(.with_schema(#schema)));
        return quote!(#base #required #schema);
    }
    fields.extend(required.then(|| quote!(required: true)));
    fields.extend(schema.map(|schema| quote!(schema: #schema)));
    quote!(ParameterDescriptor { #(#fields,)* ..#base })
}

/// The same of a response's header; `None` where nothing can be wrong with it.
pub(super) fn header(header: &HeaderModel, tables: Tables<'_>) -> Option<TokenStream> {
    let (name, schema) = (&header.name, tables.reference(header.schema?));
    let base = quote!(ParameterDescriptor::header(#name));
    let required = header.required.then(|| quote!(.required()));
    let how = match header.spelling {
        HeaderSpelling::Simple => return Some(quote!(#base #required.with_schema(#schema))),
        HeaderSpelling::Exploded => quote!(explode: true),
        HeaderSpelling::Json => quote!(json: true),
    };
    Some(quote!(ParameterDescriptor { #how, ..#base #required.with_schema(#schema) }))
}

fn spelling(location: ParameterLocation, spelling: &Spelling) -> Vec<TokenStream> {
    let (style, explode, allow_reserved) = match spelling {
        Spelling::Json => return vec![quote!(json: true)],
        Spelling::Text => return Vec::new(),
        Spelling::Form(encodings) => {
            let encodings = encodings.iter().map(encoding);
            return vec![quote!(form: Some(&[#(#encodings),*]))];
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
        let style = style_variant(style);
        fields.push(quote!(style: #style));
    }
    if explode != usual_explode {
        fields.push(quote!(explode: #explode));
    }
    if allow_reserved {
        fields.push(quote!(allow_reserved: true));
    }
    fields
}

pub(super) fn style_variant(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Style::Matrix),
        Style::Label => quote!(Style::Label),
        Style::Simple => quote!(Style::Simple),
        Style::Form => quote!(Style::Form),
        Style::Cookie => quote!(Style::Cookie),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
    }
}
