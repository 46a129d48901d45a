//! The arguments of one operation as a struct, made from a decoded and validated request.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{BodyModel, Docs, OperationModel, Payload};
use crate::name::{NamedModel, OperationNames};

/// Has a call anything to decode?
pub(super) fn has_arguments(operation: &OperationModel) -> bool {
    !operation.parameters.is_empty() || operation.body.is_some()
}

/// `pub struct CreateOrderRequest` and how it is decoded.
pub(super) fn request(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let name = identifier(&names.server.request);
    let mut fields = Vec::new();
    let mut values = Vec::new();
    for (parameter, names) in operation.parameters.iter().zip(&names.parameters) {
        let location = parameter.location.name();
        let otherwise = format!("The {location} parameter {}.", doc::code(&parameter.name));
        let mut docs = parameter.docs.clone();
        docs.deprecated = false;
        let docs = doc::attributes(&docs, &otherwise);
        let (field, constant) = (identifier(&names.field), identifier(&names.constant));
        let kind = value::owned(api, &parameter.value);
        let kind = if parameter.required {
            kind
        } else {
            quote!(Option<#kind>)
        };
        fields.push(quote!(#docs pub #field: #kind));
        values.push(quote!(#field: incoming.parameter(&operations::#constant)?));
    }
    if let Some(model) = &operation.body {
        let (field, value) = body(api, model, names);
        fields.push(field);
        values.push(value);
    }
    let what = doc::code(&format!("{} {}", operation.method, operation.path));
    let what = format!(" The arguments of {what}.");
    quote! {
        #[doc = #what]
        #[derive(Clone, Debug)]
        pub struct #name {
            #(#fields),*
        }

        impl Decode for #name {
            fn decode(incoming: &Incoming) -> Result<Self, Problem> {
                Ok(Self { #(#values),* })
            }
        }
    }
}

fn body(api: &NamedModel, body: &BodyModel, names: &OperationNames) -> (TokenStream, TokenStream) {
    let docs = Docs {
        description: body.description.clone(),
        ..Docs::default()
    };
    let docs = doc::attributes(&docs, "The body.");
    let field = identifier(&names.body);
    let kind = value::content(api, Some(body.preferred()));
    let kind = match (&body.preferred().payload, body.required) {
        (Payload::Json { .. }, false) => quote!(Option<#kind>),
        // An absent body of bytes or text is an empty one.
        (Payload::Json { .. }, true)
        | (
            Payload::Text
            | Payload::Bytes
            | Payload::Form
            | Payload::Multipart
            | Payload::Xml
            | Payload::Stream { .. },
            _,
        ) => kind,
    };
    let value = match (&body.preferred().payload, body.required) {
        (Payload::Json { .. }, true) => quote!(incoming.body()?),
        (Payload::Json { .. }, false) => quote!(incoming.optional_body()?),
        (Payload::Text, _) => quote!(incoming.text()?),
        (
            Payload::Bytes
            | Payload::Form
            | Payload::Multipart
            | Payload::Xml
            | Payload::Stream { .. },
            _,
        ) => quote!(incoming.bytes()),
    };
    (quote!(#docs pub #field: #kind), quote!(#field: #value))
}
