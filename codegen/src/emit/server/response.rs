//! What a handler may answer: an enum with a variant per declared response, and how each is written.

use countersign_contract::model::StatusPattern;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{
    Arm, Docs, HeaderModel, HeaderSpelling, OperationModel, Payload, ResponseModel, TypeRef, arms,
};
use crate::name::{NamedModel, OperationNames, ResponseNames};

/// `pub enum CreateOrderResponse` and how it is written.
pub(super) fn response(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let name = identifier(&names.server.response);
    let parts: Vec<Parts<'_>> = operation
        .responses
        .iter()
        .zip(&names.responses)
        .flat_map(|(response, own)| Parts::of(api, operation, names, response, own))
        .collect();
    let variants = parts.iter().map(|parts| {
        let (docs, definition) = (response_docs(parts.response), parts.definition());
        let reply = parts.reply(api);
        quote!(#docs #definition => #reply)
    });
    let what = doc::code(&format!("{} {}", operation.method, operation.path));
    let what = format!(" The answers of {what}.");
    // A stream is there once.
    let clone = operation.stream.is_none().then(|| quote!(Clone,));
    quote! {
        response! {
            #[doc = #what]
            #[derive(#clone Debug)]
            pub enum #name {
                #(#variants,)*
            }
        }
    }
}

/// A variant taken apart.
struct Parts<'a> {
    response: &'a ResponseModel,
    variant: Ident,
    /// The constant with its media types.
    media: &'a str,
    /// The handler chooses the status: the contract gives a range.
    open_status: bool,
    /// The handler names the media type: the contract gives a range.
    open_media: bool,
    body: Option<TokenStream>,
    /// The descriptor of the operation whose stream the body is.
    stream: Option<Ident>,
    headers: Vec<(&'a HeaderModel, Ident, TokenStream)>,
}

impl<'a> Parts<'a> {
    /// The variants of a response: one, and one more where its body may be a stream too.
    fn of(
        api: &NamedModel,
        operation: &OperationModel,
        names: &OperationNames,
        response: &'a ResponseModel,
        own: &'a ResponseNames,
    ) -> Vec<Self> {
        let ordinary = Self::new(api, names, response, own);
        let Some(stream) = operation.stream.as_ref().filter(|_| response.streams) else {
            return vec![ordinary];
        };
        let item = value::owned(api, &stream.item);
        let mut streaming = Self::new(api, names, response, own);
        streaming.open_media = false;
        streaming.body = Some(quote!(EventStream<#item>));
        streaming.stream = Some(identifier(&names.constant));
        if response.is_nothing_but_a_stream() {
            return vec![streaming];
        }
        streaming.variant = identifier(&own.stream);
        vec![ordinary, streaming]
    }

    fn new(
        api: &NamedModel,
        names: &OperationNames,
        response: &'a ResponseModel,
        own: &'a ResponseNames,
    ) -> Self {
        let headers = response.headers.iter().map(|header| {
            let wire = header.name.to_ascii_lowercase();
            let field = identifier(names.headers.get(&wire).map_or("header", String::as_str));
            let kind = value::owned(api, &header.value);
            let kind = if header.required {
                kind
            } else {
                quote!(Option<#kind>)
            };
            (header, field, kind)
        });
        Self {
            response,
            variant: identifier(&own.variant),
            media: &own.media,
            open_status: !matches!(response.status, StatusPattern::Code(_)),
            open_media: response.is_open(),
            body: response.preferred().map(|_| {
                if response.is_bytes() {
                    quote!(BodySource)
                } else {
                    value::content(api, Some(response))
                }
            }),
            stream: None,
            headers: headers.collect(),
        }
    }

    /// Has the variant a body and nothing else?
    fn is_plain(&self) -> bool {
        !self.open_status && !self.open_media && self.headers.is_empty()
    }

    fn definition(&self) -> TokenStream {
        let variant = &self.variant;
        match (&self.body, self.is_plain()) {
            (None, true) => quote!(#variant),
            (Some(body), true) => quote!(#variant(body: #body)),
            (body, false) => {
                let mut fields = Vec::new();
                if self.open_status {
                    fields.push(quote!(status: StatusCode));
                }
                if self.open_media {
                    fields.push(quote!(content_type: String));
                }
                if let Some(body) = body {
                    fields.push(quote!(body: #body));
                }
                fields.extend(self.headers.iter().map(|(header, field, kind)| {
                    let docs = Docs {
                        description: header.description.clone(),
                        ..Docs::default()
                    };
                    let what = format!("The header field {}.", doc::code(&header.name));
                    let docs = doc::attributes(&docs, &what);
                    quote!(#docs #field: #kind)
                }));
                quote!(#variant { #(#fields,)* })
            }
        }
    }

    fn reply(&self, api: &NamedModel) -> TokenStream {
        let status = match self.response.status {
            StatusPattern::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote!(#code)
            }
            StatusPattern::Range(_) | StatusPattern::Default => quote!(status.as_u16()),
        };
        let headers = self.headers.iter();
        let headers = headers.map(|(header, field, _)| add_field(header, field));
        let reply = quote!(Reply::new(#status) #(#headers)*);
        if let Some(operation) = &self.stream {
            return quote!(#reply.stream(&operations::#operation, body));
        }
        let contents = &self.response.contents;
        let arms = arms(contents);
        let Some(choice) = self.response.choice else {
            let body = arms.first().map(|arm| self.write(arm));
            return quote!(#reply #body);
        };
        let kind = value::owned(api, &TypeRef::Named(choice));
        let variants = api.type_names(choice).members.iter();
        let branches = arms.iter().zip(variants).map(|(arm, variant)| {
            let (variant, write) = (identifier(variant), self.write(arm));
            if arm.is_open(contents) {
                quote!(#kind::#variant { content_type, body } => reply #write)
            } else {
                quote!(#kind::#variant(body) => reply #write)
            }
        });
        quote! {{
            let reply = #reply;
            match body { #(#branches),* }
        }}
    }

    /// The call that sets a body of one shape.
    fn write(&self, arm: &Arm) -> TokenStream {
        let contents = &self.response.contents;
        let preferred = arm.preferred(contents);
        let media = &preferred.media_type;
        match &preferred.payload {
            _ if arm.is_open(contents) => quote!(.bytes(&content_type, body)),
            Payload::Json { .. } if arm.contents.len() == 1 => quote!(.json(#media, &body)),
            payload if payload.has_files() => {
                let (all, at) = (
                    identifier(self.media),
                    Literal::usize_unsuffixed(arm.contents[0]),
                );
                quote!(.parts(&operations::#all, #at, body))
            }
            _ if arm.has_value(contents) => {
                let all = identifier(self.media);
                let among = arm.contents.iter().map(|at| Literal::usize_unsuffixed(*at));
                quote!(.content(&operations::#all, &[#(#among),*], &body))
            }
            _ => quote!(.bytes(#media, body)),
        }
    }
}

/// One call that adds a header field.
fn add_field(header: &HeaderModel, field: &Ident) -> TokenStream {
    let name = &header.name;
    let how = match header.spelling {
        HeaderSpelling::Simple => return quote!(.field(#name, &#field)),
        HeaderSpelling::Exploded => quote!(explode: true),
        HeaderSpelling::Json => quote!(json: true),
    };
    quote!(.header(&ParameterDescriptor { #how, ..ParameterDescriptor::header(#name) }, &#field))
}

fn response_docs(response: &ResponseModel) -> TokenStream {
    let status = response.status.to_string();
    let docs = Docs {
        description: (!response.description.is_empty())
            .then(|| format!("{status}: {}", response.description)),
        ..Docs::default()
    };
    doc::attributes(&docs, &format!("{status}."))
}
