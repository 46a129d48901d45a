//! One error type per operation: a variant for each declared error status.

use proc_macro2::TokenStream;
use quote::quote;

use super::success::response_docs;
use crate::emit::imports::identifier;
use crate::emit::value;
use crate::model::{OperationModel, Outcome, ResponseModel};
use crate::name::{NamedModel, OperationNames};

/// Characters of a description that an error message shows.
const MESSAGE_LENGTH: usize = 120;

/// `pub enum CreateOrderError` with `Display` and `Error`.
pub(super) fn error(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let name = identifier(&names.client.error);
    let what = format!(" The declared errors of [`Client::{}`].", names.method);
    let errors: Vec<(&ResponseModel, _)> = operation
        .responses
        .iter()
        .zip(&names.responses)
        .filter(|(response, _)| response.outcome != Outcome::Success)
        .map(|(response, own)| (response, identifier(&own.variant)))
        .collect();
    let variants = errors.iter().map(|(response, variant)| {
        let docs = response_docs(response);
        let body = response.preferred().map(|_| {
            let kind = value::boxed_content(api, response);
            quote!((#kind))
        });
        quote!(#docs #variant #body)
    });
    let message = if errors.is_empty() {
        quote!(match *self {})
    } else {
        let arms = errors.iter().map(|(response, variant)| {
            let body = response.preferred().map(|_| quote!((_)));
            let message = message(response, &variant.to_string());
            quote!(Self::#variant #body => #message)
        });
        quote! {
            let message = match self { #(#arms),* };
            formatter.write_str(message)
        }
    };
    let formatter = if errors.is_empty() {
        quote!(_)
    } else {
        quote!(formatter)
    };
    quote! {
        #[doc = #what]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl fmt::Display for #name {
            fn fmt(&self, #formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                #message
            }
        }

        impl std::error::Error for #name {}
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
