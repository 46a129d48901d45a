//! The arguments of one operation as a struct, made from a decoded and validated request.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::{doc, types, value};
use crate::model::{Arm, BodyModel, Docs, OperationModel, Shape, arms};
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
    let parameters = operation.parameters.iter().zip(&names.parameters);
    for (position, (parameter, names)) in parameters.enumerate() {
        let location = parameter.location.name();
        let otherwise = format!("The {location} parameter {}.", doc::code(&parameter.name));
        let docs = doc::attributes(&doc::deprecated_in_words(&parameter.docs), &otherwise);
        let (field, position) = (
            identifier(&names.field),
            Literal::usize_unsuffixed(position),
        );
        let kind = value::owned(api, &parameter.value);
        fields.push(match &parameter.default {
            Some(default) => {
                let default = types::default_function(api, &parameter.value, default);
                quote!(#docs pub #field: #kind = incoming.argument_or(#position, #default)?)
            }
            None if parameter.required => {
                quote!(#docs pub #field: #kind = incoming.argument(#position)?)
            }
            None => quote!(#docs pub #field: Option<#kind> = incoming.argument(#position)?),
        });
    }
    if let Some(model) = &operation.body {
        fields.push(body(api, model, names));
    }
    let what = doc::code(&format!("{} {}", operation.method, operation.path));
    // A body that is still coming is there once.
    let in_parts = operation.body.as_ref().filter(|body| body.is_in_parts());
    let values = in_parts.map(|body| values(api, body, &what, names));
    let streamed =
        in_parts.is_some() || operation.body.as_ref().is_some_and(BodyModel::is_streamed);
    let from = if streamed {
        quote!(from stream)
    } else {
        quote!(from)
    };
    let what = format!(" The arguments of {what}.");
    quote! {
        #values
        request! {
            #[doc = #what]
            pub struct #name #from incoming {
                #(#fields,)*
            }
        }
    }
}

/// The struct of the parts that are no files.
fn values(
    api: &NamedModel,
    body: &BodyModel,
    operation: &str,
    names: &OperationNames,
) -> Option<TokenStream> {
    let arms = arms(&body.contents);
    let ty = arms.first()?.value()?.named()?;
    let what = format!("The values in the parts of {operation}, without the files.");
    types::values_of_parts(api, ty, &names.server.values, &what)
}

fn body(api: &NamedModel, body: &BodyModel, names: &OperationNames) -> TokenStream {
    let docs = Docs {
        description: body.description.clone(),
        ..Docs::default()
    };
    let docs = doc::attributes(&docs, "The body.");
    let field = identifier(&names.body);
    let arms = arms(&body.contents);
    if body.is_streamed() {
        return if let Some(Shape::Items(item)) = arms.first().map(|arm| &arm.shape) {
            let item = value::owned(api, item);
            quote!(#docs pub #field: ItemStream<#item> = incoming.items())
        } else {
            quote!(#docs pub #field: BodyStream = incoming.stream())
        };
    }
    let kind = value::body(api, &body.contents, body.choice);
    if body.is_in_parts() {
        let values = identifier(&names.server.values);
        let stream = quote!(PartStream<#kind, #values>);
        return if body.required {
            quote!(#docs pub #field: #stream = incoming.part_stream()?)
        } else {
            quote!(#docs pub #field: Option<#stream> = incoming.optional_part_stream())
        };
    }
    let Some(choice) = body.choice else {
        let arm = arms.first();
        let value = arm.map(|arm| self::value(body, arm));
        // An absent body of bytes or text is an empty one.
        return match arm {
            Some(_) if !body.required && body.has_files() => {
                quote!(#docs pub #field: Option<#kind> = incoming.optional_parts()?)
            }
            Some(arm) if !body.required && arm.has_value(&body.contents) => {
                quote!(#docs pub #field: Option<#kind> = incoming.optional_body()?)
            }
            _ => quote!(#docs pub #field: #kind = #value),
        };
    };
    let variants = api.type_names(choice).members.iter();
    let mut branches: Vec<TokenStream> = arms
        .iter()
        .zip(variants)
        .enumerate()
        .map(|(at, (arm, variant))| {
            let variant = identifier(variant);
            let pattern = value::positions(at, arm);
            let pattern = if at == 0 && body.required {
                quote!(_)
            } else {
                quote!(Some(#pattern))
            };
            let body_value = self::value(body, arm);
            let value = if arm.is_open(&body.contents) {
                quote! {
                    #kind::#variant {
                        content_type: incoming.content_type().to_owned(),
                        body: #body_value,
                    }
                }
            } else if value::is_large_shape(api, arm) {
                quote!(#kind::#variant(Box::new(#body_value)))
            } else {
                quote!(#kind::#variant(#body_value))
            };
            if body.required {
                quote!(#pattern => #value)
            } else {
                quote!(#pattern => Some(#value))
            }
        })
        .collect();
    branches.rotate_left(1);
    if !body.required {
        branches.push(quote!(None => None));
    }
    let value = quote!(match incoming.media() { #(#branches),* });
    let kind = if body.required {
        kind
    } else {
        quote!(Option<#kind>)
    };
    quote!(#docs pub #field: #kind = #value)
}

/// The body of one shape.
fn value(body: &BodyModel, arm: &Arm) -> TokenStream {
    if arm.has_files(&body.contents) {
        quote!(incoming.parts()?)
    } else if arm.has_value(&body.contents) {
        quote!(incoming.body()?)
    } else if arm.shape == Shape::Bytes {
        quote!(incoming.source())
    } else {
        quote!(incoming.text()?)
    }
}
