//! From status and body to a success or a declared error: a function of the runtime where one success has one plain shape,
//! else a function of the operation.

use countersign_contract::model::StatusPattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::body::{Reading, body, pattern};
use super::success::success_type;
use crate::emit::imports::identifier;
use crate::model::{OperationModel, Outcome, ResponseModel};
use crate::name::{NamedModel, OperationNames, ResponseNames};

/// How a call is told to read responses, and the function that it takes where the runtime has none.
pub(super) struct Decoder {
    /// `decode::json::<200, _, _>` or `decode_create_order`
    pub(super) path: TokenStream,
    /// `fn decode_create_order(response: &RawResponse) -> Result<..>`
    pub(super) function: Option<TokenStream>,
}

impl Decoder {
    /// The decoder of an operation.
    pub(super) fn new(
        api: &NamedModel,
        operation: &OperationModel,
        names: &OperationNames,
    ) -> Self {
        if let Some(path) = shared(operation) {
            return Self {
                path,
                function: None,
            };
        }
        let name = identifier(&names.client.decode);
        Self {
            path: quote!(#name),
            function: Some(own(api, operation, names)),
        }
    }
}

/// Whatever is not an error, the stream of the operation included.
fn accepted(response: &ResponseModel) -> bool {
    response.outcome != Outcome::Error
}

/// The function of the runtime, if there is one success and its body is plain.
fn shared(operation: &OperationModel) -> Option<TokenStream> {
    let mut responses = operation
        .responses
        .iter()
        .filter(|response| accepted(response));
    let (Some(response), None) = (responses.next(), responses.next()) else {
        return None;
    };
    if response.is_nothing_but_a_stream() {
        return None;
    }
    // The runtime takes one digit for a range.
    let status = match response.status {
        StatusPattern::Code(code) => code,
        StatusPattern::Range(class) => u16::from(class),
        StatusPattern::Default => 2,
    };
    let status = Literal::u16_unsuffixed(status);
    match Reading::of(response) {
        None => Some(quote!(decode::empty::<#status, _>)),
        Some(Reading::Json) => Some(quote!(decode::json::<#status, _, _>)),
        Some(Reading::Text) => Some(quote!(decode::text::<#status, _>)),
        Some(Reading::Bytes) => Some(quote!(decode::bytes::<#status, _>)),
        Some(Reading::Own) => None,
    }
}

fn own(api: &NamedModel, operation: &OperationModel, names: &OperationNames) -> TokenStream {
    let (name, error) = (
        identifier(&names.client.decode),
        identifier(&names.client.error),
    );
    let success = success_type(api, operation, names);
    let arms = operation
        .responses
        .iter()
        .zip(&names.responses)
        .filter(|(response, _)| accepted(response))
        .map(|(response, own)| {
            let class = match (response.outcome, response.status) {
                (Outcome::Both, _) => Some(2),
                (_, StatusPattern::Range(class)) => Some(class),
                (_, StatusPattern::Code(_) | StatusPattern::Default) => None,
            };
            let pattern = match class {
                // Patterns that overlap are a finding of clippy.
                Some(class) if has_exact(operation, class) => {
                    let class = Literal::u8_unsuffixed(class);
                    quote!(status if status / 100 == #class)
                }
                Some(class) => pattern(StatusPattern::Range(class)),
                None => pattern(response.status),
            };
            let value = value(api, operation, names, response, own);
            quote!(#pattern => #value)
        });
    quote! {
        fn #name(response: &RawResponse) -> Result<#success, Failure<#error>> {
            match response.status() {
                #(#arms,)*
                _ => Err(response.failure()),
            }
        }
    }
}

/// Is a status of this class a case of its own?
fn has_exact(operation: &OperationModel, class: u8) -> bool {
    let mut responses = operation
        .responses
        .iter()
        .filter(|response| accepted(response));
    responses.any(|response| match response.status {
        StatusPattern::Code(code) => code / 100 == u16::from(class),
        StatusPattern::Range(_) | StatusPattern::Default => false,
    })
}

fn value(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    response: &ResponseModel,
    own: &ResponseNames,
) -> TokenStream {
    if response.is_nothing_but_a_stream() {
        return quote!(Err(Failure::Unexpected));
    }
    let value = body(api, response, own);
    if operation.has_several_successes() {
        let outcome = identifier(&names.client.outcome);
        let variant = identifier(&own.variant);
        let value = response.preferred().map(|_| quote!((#value)));
        quote!(Ok(#outcome::#variant #value))
    } else {
        quote!(Ok(#value))
    }
}
