//! From status and body to a success or a declared error: one plain function per operation.

use countersign_contract::model::StatusPattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::success::success_type;
use crate::emit::imports::identifier;
use crate::emit::value;
use crate::model::{Arm, OperationModel, Outcome, Payload, ResponseModel, Shape, TypeRef, arms};
use crate::name::{NamedModel, OperationNames, ResponseNames};

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
    let responses = operation.responses.iter().zip(&names.responses);
    let arms = responses.flat_map(|(response, own)| patterns(api, operation, names, response, own));
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

fn patterns(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
    response: &ResponseModel,
    own: &ResponseNames,
) -> Vec<TokenStream> {
    let variant = identifier(&own.variant);
    let success = || {
        if response.is_nothing_but_a_stream() {
            return quote!(Err(Failure::Unexpected));
        }
        let value = body(api, response, own);
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
        let value = response.preferred().map(|_| {
            let value = body(api, response, own);
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

/// The body of a response as what the caller gets.
fn body(api: &NamedModel, response: &ResponseModel, names: &ResponseNames) -> TokenStream {
    let arms = arms(&response.contents);
    let Some(choice) = response.choice else {
        return arms
            .first()
            .map_or_else(|| quote!(()), |arm| value(response, arm, names));
    };
    let type_names = api.type_names(choice);
    let kind = value::owned(api, &TypeRef::Named(choice));
    let variants = type_names.members.iter().map(|member| identifier(member));
    let mut branches: Vec<TokenStream> = arms
        .iter()
        .zip(variants)
        .enumerate()
        .map(|(at, (arm, variant))| {
            let pattern = value::positions(at, arm);
            let body = value(response, arm, names);
            if arm.is_open(&response.contents) {
                quote! {
                    #pattern => #kind::#variant {
                        content_type: response.content_type(),
                        body: #body,
                    }
                }
            } else if value::is_large_shape(api, arm) {
                quote!(#pattern => #kind::#variant(Box::new(#body)))
            } else {
                quote!(#pattern => #kind::#variant(#body))
            }
        })
        .collect();
    // The preferred shape stands last: it is also what an unlabelled body is taken for.
    branches.rotate_left(1);
    let media = identifier(&names.media);
    quote!(match response.media(&operations::#media) { #(#branches),* })
}

fn value(response: &ResponseModel, arm: &Arm, names: &ResponseNames) -> TokenStream {
    let mut payloads = arm.payloads(&response.contents);
    match &arm.shape {
        Shape::Bytes => quote!(response.bytes()),
        Shape::Value(_) | Shape::Text(_)
            if payloads.clone().all(|payload| *payload == Payload::Text) =>
        {
            quote!(response.text()?)
        }
        Shape::Value(_) | Shape::Text(_)
            if payloads.all(|payload| matches!(payload, Payload::Json { .. })) =>
        {
            quote!(response.json()?)
        }
        Shape::Value(_) | Shape::Text(_) => {
            let media = identifier(&names.media);
            quote!(response.content(&operations::#media)?)
        }
    }
}
