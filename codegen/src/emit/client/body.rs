//! The status and the body of one response, as generated decoders look at them.

use countersign_contract::model::StatusPattern;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::value;
use crate::model::{Arm, Payload, ResponseModel, Shape, TypeRef, arms};
use crate::name::{NamedModel, ResponseNames};

/// How a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As JSON.
    Json,
    /// As text.
    Text,
    /// As it is.
    Bytes,
    /// In a way that only this response has.
    Own,
}

impl Reading {
    /// How the body of a response is read; `None` when it has none.
    pub(super) fn of(response: &ResponseModel) -> Option<Self> {
        match (response.choice, arms(&response.contents).first()) {
            (_, None) => None,
            (None, Some(arm)) => Some(Self::of_arm(response, arm)),
            (Some(_), Some(_)) => Some(Self::Own),
        }
    }

    fn of_arm(response: &ResponseModel, arm: &Arm) -> Self {
        let mut payloads = arm.payloads(&response.contents);
        match &arm.shape {
            // Items are for requests: an answer of them is the stream of its operation.
            Shape::Bytes | Shape::Items(_) => Self::Bytes,
            Shape::Value(_) | Shape::Text(_)
                if payloads.clone().all(|payload| *payload == Payload::Text) =>
            {
                Self::Text
            }
            Shape::Value(_) | Shape::Text(_)
                if payloads.all(|payload| matches!(payload, Payload::Json { .. })) =>
            {
                Self::Json
            }
            Shape::Value(_) | Shape::Text(_) => Self::Own,
        }
    }
}

/// `404`, `400..=499` or `_`
pub(super) fn pattern(status: StatusPattern) -> TokenStream {
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
pub(super) fn body(
    api: &NamedModel,
    response: &ResponseModel,
    names: &ResponseNames,
) -> TokenStream {
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
            let into = (arm.shape == Shape::Bytes).then(|| quote!(.into()));
            let body = quote!(#body #into);
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

/// The expression that reads a value by the table of its media types.
pub(super) fn own(response: &ResponseModel, arm: &Arm, names: &ResponseNames) -> TokenStream {
    let media = identifier(&names.media);
    if arm.has_files(&response.contents) {
        quote!(response.parts(&operations::#media))
    } else {
        quote!(response.content(&operations::#media))
    }
}

fn value(response: &ResponseModel, arm: &Arm, names: &ResponseNames) -> TokenStream {
    match Reading::of_arm(response, arm) {
        Reading::Bytes => quote!(response.bytes()),
        Reading::Text => quote!(response.text()?),
        Reading::Json => quote!(response.json()?),
        Reading::Own => {
            let read = own(response, arm, names);
            quote!(#read?)
        }
    }
}
