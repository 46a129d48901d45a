//! One error type per operation: a variant for each declared error status, as a table.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::{Reading, body, own, pattern};
use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{Docs, OperationModel, Outcome, ResponseModel, arms};
use crate::name::{NamedModel, OperationNames, ResponseNames};

/// Characters of a description that an error message shows.
const MESSAGE_LENGTH: usize = 120;

/// `declare_errors! { pub enum CreateOrderError {..} }`, and before it the functions that read what is not plain.
pub(super) fn error(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let name = identifier(&names.client.error);
    let what = format!(" The declared errors of [`Client::{}`].", names.method);
    let errors: Vec<(&ResponseModel, &ResponseNames)> = operation
        .responses
        .iter()
        .zip(&names.responses)
        .filter(|(response, _)| response.outcome != Outcome::Success)
        .collect();
    let variants = errors
        .iter()
        .map(|(response, own)| variant(api, response, own));
    let readers = errors
        .iter()
        .filter(|(response, _)| Reading::of(response) == Some(Reading::Own))
        .map(|(response, own)| reader(api, response, own));
    quote! {
        #(#readers)*

        declare_errors! {
            #[doc = #what]
            pub enum #name {
                #(#variants,)*
            }
        }
    }
}

/// `Conflict(Box<types::Problem>) = 409 => "Out of stock"`
fn variant(api: &NamedModel, response: &ResponseModel, names: &ResponseNames) -> TokenStream {
    let variant = identifier(&names.variant);
    let pattern = pattern(response.status);
    let body = Reading::of(response).map(|reading| {
        let kind = value::boxed_content(api, response);
        let read = match reading {
            Reading::Json => None,
            Reading::Text => Some(quote!(as body::text)),
            Reading::Bytes => Some(quote!(as body::bytes)),
            Reading::Own => {
                let read = identifier(&names.read);
                Some(quote!(as #read))
            }
        };
        quote!((#kind #read))
    });
    let message = message(response, &names.variant);
    let docs = Docs {
        description: Some(response.description.clone()).filter(|text| !text.is_empty()),
        ..Docs::default()
    };
    let text = doc::text(&docs, &message);
    // A message that is all of it, and reads the same as Markdown, is not said twice.
    if text.strip_suffix('.').unwrap_or(&text) == message {
        quote!(#variant #body = #pattern => #message)
    } else {
        let docs = doc::lines(&text);
        quote!(#docs #variant #body = #pattern => #message documented)
    }
}

/// `fn read_create_order_conflict(response: &RawResponse) -> Result<..>`: a body that is not the same in all media types.
fn reader(api: &NamedModel, response: &ResponseModel, names: &ResponseNames) -> TokenStream {
    let name = identifier(&names.read);
    let kind = value::boxed_content(api, response);
    let body = match arms(&response.contents).first() {
        Some(arm) if response.choice.is_none() => own(response, arm, names),
        _ => {
            let body = body(api, response, names);
            quote!(Ok(#body))
        }
    };
    quote! {
        fn #name(response: &RawResponse) -> Result<#kind, JsonError> {
            #body
        }
    }
}

/// The first line of the description, else the status in words: the status number stands before it already.
fn message(response: &ResponseModel, variant: &str) -> String {
    let line = response.description.lines().next().unwrap_or_default();
    let line: String = line
        .chars()
        .filter(|c| !c.is_control())
        .take(MESSAGE_LENGTH)
        .collect();
    let line = line.trim().trim_end_matches('.');
    if line.is_empty() {
        variant.to_owned()
    } else {
        line.to_owned()
    }
}
