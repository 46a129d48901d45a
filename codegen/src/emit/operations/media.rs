//! The media types of bodies: how each is recognized, written and checked.

use countersign_contract::model::{StatusPattern, Style};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::parameter::{self, style_variant};
use crate::emit::imports::identifier;
use crate::emit::schemas::Tables;
use crate::emit::xml;
use crate::model::{
    ContentModel, FormEncoding, Framing, OperationModel, PartModel, Payload, ResponseModel, arms,
};
use crate::name::{NamedModel, OperationNames};

/// Which tables the media types of a body refer to.
#[derive(Clone, Copy)]
pub(super) enum Known<'a> {
    /// Those of all: a receiver of requests checks them.
    All(Tables<'a>),
    /// Those of forms and parts.
    ToRead(Tables<'a>),
    /// None.
    None,
}

/// A table for every response whose body may be one of several media types.
pub(super) fn responses(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    known: Known<'_>,
) -> Vec<TokenStream> {
    let responses = operation.responses.iter().zip(&names.responses);
    let responses = responses.filter(|(response, _)| response.has_media());
    responses
        .map(|(response, names)| {
            let name = identifier(&names.media);
            let media = descriptors(api, &response.contents, known);
            let count = proc_macro2::Literal::usize_unsuffixed(media.len());
            // Public, because only clients read it: a server alone has no use for it.
            quote! {
                /// What the body of this answer may be.
                pub static #name: [MediaDescriptor; #count] = [#(#media),*];
            }
        })
        .collect()
}

/// `responses: &[..]`: what the bodies of answers are held against; nothing where there is nothing to hold them against.
pub(super) fn answers(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    tables: Tables<'_>,
) -> Option<TokenStream> {
    let responses = || operation.responses.iter().zip(&names.responses);
    let has_body = |response: &ResponseModel| {
        let mut contents = response.contents.iter();
        contents.any(|content| content.payload.is_checked() && content.payload.schema().is_some())
    };
    let is_checked = |response: &ResponseModel| {
        let mut headers = response.headers.iter();
        has_body(response) || headers.any(|header| header.schema.is_some())
    };
    let checked_range = responses().any(|(response, _)| {
        !matches!(response.status, StatusPattern::Code(_)) && is_checked(response)
    });
    let answers: Vec<TokenStream> = responses()
        .filter(|(response, _)| checked_range || is_checked(response))
        .map(|(response, names)| {
            let media = if !has_body(response) {
                quote!(&[])
            } else if response.has_media() {
                let name = identifier(&names.media);
                quote!(&#name)
            } else {
                let media = descriptors(api, &response.contents, Known::All(tables));
                quote!(&[#(#media),*])
            };
            let descriptor = match response.status {
                StatusPattern::Code(code) => {
                    let code = Literal::u16_unsuffixed(code);
                    quote!(ResponseDescriptor::code(#code, #media))
                }
                StatusPattern::Range(digit) => {
                    let digit = Literal::u16_unsuffixed(u16::from(digit));
                    quote!(ResponseDescriptor::class(#digit, #media))
                }
                StatusPattern::Default => quote!(ResponseDescriptor::default(#media)),
            };
            let headers = response.headers.iter();
            let headers: Vec<TokenStream> = headers
                .filter_map(|header| parameter::header(header, tables))
                .collect();
            if headers.is_empty() {
                descriptor
            } else {
                quote!(#descriptor.with_headers(&[#(#headers),*]))
            }
        })
        .collect();
    (!answers.is_empty()).then(|| quote!(responses: &[#(#answers),*]))
}

/// The same of a request's body, whose bytes a server hands over as they come.
pub(super) fn of_request(
    api: &NamedModel,
    contents: &[ContentModel],
    tables: Known<'_>,
) -> Vec<TokenStream> {
    let mut media = descriptors(api, contents, tables);
    for (descriptor, content) in media.iter_mut().zip(contents) {
        if content.payload == Payload::Bytes {
            let name = &content.declared;
            *descriptor = quote!(MediaDescriptor::streamed(#name));
        }
    }
    media
}

/// Expressions of type `MediaDescriptor`.
pub(super) fn descriptors(
    api: &NamedModel,
    contents: &[ContentModel],
    tables: Known<'_>,
) -> Vec<TokenStream> {
    let mut descriptors: Vec<TokenStream> = contents
        .iter()
        .map(|content| descriptor(api, content, tables))
        .collect();
    // Text that is of one shape with other media types has a value like theirs.
    for arm in arms(contents) {
        if arm.has_value(contents) {
            for at in arm.contents {
                if contents[at].payload == Payload::Text {
                    let name = &contents[at].declared;
                    descriptors[at] =
                        quote!(MediaDescriptor::new(#name, &Schema::STRING, Coding::Text));
                }
            }
        }
    }
    descriptors
}

fn descriptor(api: &NamedModel, content: &ContentModel, tables: Known<'_>) -> TokenStream {
    let name = &content.declared;
    let table = || {
        let tables = match tables {
            Known::All(tables) => Some(tables),
            Known::ToRead(tables) => Some(tables).filter(|_| content.payload.is_read_by_schema()),
            Known::None => None,
        };
        let schema = tables.zip(content.payload.schema());
        let table = schema.map(|(tables, schema)| tables.reference(schema));
        table.unwrap_or_else(|| quote!(&Schema::ANY))
    };
    match &content.payload {
        Payload::Json { .. } => {
            let schema = table();
            if name == "application/json" {
                quote!(MediaDescriptor::json(#schema))
            } else {
                quote!(MediaDescriptor::new(#name, #schema, Coding::Json))
            }
        }
        Payload::Form { encodings, .. } => {
            let schema = table();
            let encodings = encodings.iter().map(encoding);
            quote!(MediaDescriptor::new(#name, #schema, Coding::Form(&[#(#encodings),*])))
        }
        Payload::Multipart { parts, .. } => {
            let schema = table();
            // Outside of forms a part may be known by its place alone, so all of them are listed.
            let all = !content.media_type.starts_with("multipart/form-data");
            let parts = parts
                .iter()
                .filter(|part| all || part.file || !part.content_type.is_empty());
            let parts = parts.map(part);
            quote!(MediaDescriptor::new(#name, #schema, Coding::Multipart(&[#(#parts),*])))
        }
        Payload::Xml { schema, .. } => {
            let (table, document) = (table(), xml::document(api, *schema));
            quote!(MediaDescriptor::new(#name, #table, Coding::Xml(&#document)))
        }
        Payload::Items { framing, .. } => {
            let (schema, framing) = (table(), self::framing(*framing));
            quote!(MediaDescriptor::new(#name, #schema, Coding::Sequential(#framing)))
        }
        Payload::Text | Payload::Bytes => quote!(MediaDescriptor::raw(#name)),
    }
}

fn framing(framing: Framing) -> TokenStream {
    match framing {
        Framing::EventStream => quote!(Framing::EventStream),
        Framing::JsonLines => quote!(Framing::JsonLines),
        Framing::JsonSequence => quote!(Framing::JsonSequence),
    }
}

fn part(part: &PartModel) -> TokenStream {
    let (name, content_type) = (&part.name, &part.content_type);
    match (part.file, content_type.is_empty()) {
        (true, true) => quote!(Part::file(#name)),
        (true, false) => quote!(Part { content_type: #content_type, ..Part::file(#name) }),
        (false, _) => quote!(Part::value(#name, #content_type)),
    }
}

pub(super) fn encoding(encoding: &FormEncoding) -> TokenStream {
    let name = &encoding.name;
    let (base, usual) = match (encoding.json, encoding.style) {
        (true, _) => return quote!(Encoding::json(#name)),
        (false, Style::DeepObject) => (quote!(Encoding::deep_object(#name)), Style::DeepObject),
        (false, _) => (quote!(Encoding::form(#name)), Style::Form),
    };
    let mut fields = Vec::new();
    if encoding.style != usual {
        let style = style_variant(encoding.style);
        fields.push(quote!(style: #style));
    }
    // Whether an object in brackets is exploded makes no difference.
    if !encoding.explode && encoding.style != Style::DeepObject {
        fields.push(quote!(explode: false));
    }
    if encoding.allow_reserved {
        fields.push(quote!(allow_reserved: true));
    }
    if fields.is_empty() {
        base
    } else {
        quote!(Encoding { #(#fields,)* ..#base })
    }
}
