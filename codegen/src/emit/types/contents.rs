//! Bodies in one of several media types: an enum with a variant for each shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Scope, non_exhaustive, type_attributes};
use crate::emit::{doc, imports::identifier, value};
use crate::model::{Arm, ContentsModel, Shape, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// The enum, and how a value of each shape becomes one.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &ContentsModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_attributes(named, options, type_model);
    let name = identifier(&names.ident);
    let non_exhaustive = type_model.usage.response.then(|| non_exhaustive(options));
    let arms: Vec<(&Arm, _)> = model
        .arms
        .iter()
        .zip(names.members.iter().map(|member| identifier(member)))
        .collect();
    let variants = arms.iter().map(|(arm, variant)| {
        let docs = doc::lines(&description(arm, model));
        let body = value::boxed_shape(named, arm, Scope::Types);
        if arm.is_open(&model.contents) {
            quote! {
                #docs
                #variant {
                    /// The media type of the body.
                    content_type: String,
                    /// The body.
                    body: #body,
                }
            }
        } else {
            quote!(#docs #variant(#body))
        }
    });
    let shapes: Vec<String> = model
        .arms
        .iter()
        .map(|arm| value::shape(named, arm, Scope::Types).to_string())
        .collect();
    let conversions = arms.iter().enumerate().filter_map(|(at, (arm, variant))| {
        let unique = shapes.iter().filter(|shape| **shape == shapes[at]).count() == 1;
        let body = value::shape(named, arm, Scope::Types);
        let boxed = value::is_large_shape(named, arm);
        let value = if boxed {
            quote!(Box::new(body))
        } else {
            quote!(body)
        };
        (unique && !arm.is_open(&model.contents)).then(|| {
            let bytes = (arm.shape == Shape::Bytes).then(|| {
                quote! {
                    impl From<countersign_core::Bytes> for #name {
                        fn from(body: countersign_core::Bytes) -> Self {
                            Self::#variant(body.into())
                        }
                    }
                }
            });
            quote! {
                impl From<#body> for #name {
                    fn from(body: #body) -> Self {
                        Self::#variant(#value)
                    }
                }
                #bytes
            }
        })
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #non_exhaustive
        pub enum #name {
            #(#variants),*
        }
        #(#conversions)*
    }
}

fn description(arm: &Arm, model: &ContentsModel) -> String {
    let contents = arm.contents.iter().filter_map(|at| model.contents.get(*at));
    let names: Vec<String> = contents
        .map(|content| doc::code(&content.declared))
        .collect();
    names.join(", ")
}
