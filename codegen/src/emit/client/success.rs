//! What a call gives on success: one type, or an enum where the contract has several shapes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{Docs, OperationModel, ResponseModel};
use crate::name::{NamedModel, OperationNames};

/// `types::Order`, `()`, or `CreateOrderOk`.
pub(super) fn success_type(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    if operation.has_several_successes() {
        let name = identifier(&names.client.outcome);
        return quote!(#name);
    }
    let first = operation.successes().next();
    value::content(api, first)
}

/// The enum of successes; nothing when there is one shape.
pub(super) fn outcome(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> Option<TokenStream> {
    if !operation.has_several_successes() {
        return None;
    }
    let name = identifier(&names.client.outcome);
    let what = format!(" What [`Client::{}`] may give.", names.method);
    let responses = operation.responses.iter().zip(&names.responses);
    let variants =
        responses
            .filter(|(response, _)| response.is_success())
            .map(|(response, own)| {
                let docs = response_docs(response);
                let variant = identifier(&own.variant);
                let body = response.preferred().map(|_| {
                    let kind = value::boxed_content(api, response);
                    quote!((#kind))
                });
                quote!(#docs #variant #body)
            });
    Some(quote! {
        #[doc = #what]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }
    })
}

/// `201: The order was placed.`
pub(super) fn response_docs(response: &ResponseModel) -> TokenStream {
    let status = response.status.to_string();
    let docs = Docs {
        description: (!response.description.is_empty())
            .then(|| format!("{status}: {}", response.description)),
        ..Docs::default()
    };
    doc::attributes(&docs, &format!("{status}."))
}
