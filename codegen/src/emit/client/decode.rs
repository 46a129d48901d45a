//! From status and body to a success or a declared error: one plain function per operation.

use countersign_contract::model::StatusPattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::success::success_type;
use crate::emit::imports::identifier;
use crate::model::{ContentModel, OperationModel, Outcome, Payload, ResponseModel};
use crate::name::{NamedModel, OperationNames};

/// `fn decode_create_order(response: &RawResponse) -> Result<..>`
pub(super) fn decode(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> TokenStream {
    let (name, error) = (
        identifier(&names.client.decode),
        identifier(&names.client.error),
    );
    let success = success_type(api, operation, names);
    let responses = operation.responses.iter().zip(&names.variants);
    let arms = responses.flat_map(|(response, variant)| arms(operation, names, response, variant));
    let has_default = operation
        .responses
        .iter()
        .any(|response| response.status == StatusPattern::Default);
    let otherwise = (!has_default).then(|| quote!(_ => Err(Failure::Unexpected),));
    quote! {
        fn #name(response: &RawResponse) -> Result<#success, Failure<#error>> {
            match response.status() {
                #(#arms,)*
                #otherwise
            }
        }
    }
}

fn arms(
    operation: &OperationModel,
    names: &OperationNames,
    response: &ResponseModel,
    variant: &str,
) -> Vec<TokenStream> {
    let variant = identifier(variant);
    let success = || {
        let value = body(response.preferred());
        if operation.has_several_successes() {
            let outcome = identifier(&names.client.outcome);
            let value = response.preferred().map(|_| quote!((#value)));
            quote!(Ok(#outcome::#variant #value))
        } else {
            quote!(Ok(#value))
        }
    };
    let failure = || {
        let error = identifier(&names.client.error);
        let value = response.preferred().map(|content| {
            let value = body(Some(content));
            quote!((#value))
        });
        quote!(Err(Failure::Api(#error::#variant #value)))
    };
    let pattern = pattern(response.status);
    match response.outcome {
        Outcome::Success => {
            let value = success();
            vec![quote!(#pattern => #value)]
        }
        Outcome::Error => {
            let value = failure();
            vec![quote!(#pattern => #value)]
        }
        Outcome::Both => {
            let (value, error) = (success(), failure());
            vec![quote!(200..=299 => #value), quote!(#pattern => #error)]
        }
    }
}

fn pattern(status: StatusPattern) -> TokenStream {
    match status {
        StatusPattern::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusPattern::Range(class) => {
            let low = u16::from(class) * 100;
            let (low, high) = (
                Literal::u16_unsuffixed(low),
                Literal::u16_unsuffixed(low + 99),
            );
            quote!(#low..=#high)
        }
        StatusPattern::Default => quote!(_),
    }
}

fn body(content: Option<&ContentModel>) -> TokenStream {
    match content.map(|content| &content.payload) {
        None => quote!(()),
        Some(Payload::Json { .. }) => quote!(response.json()?),
        Some(Payload::Text) => quote!(response.text()?),
        Some(
            Payload::Bytes
            | Payload::Form
            | Payload::Multipart
            | Payload::Xml
            | Payload::Stream { .. },
        ) => quote!(response.bytes()),
    }
}
