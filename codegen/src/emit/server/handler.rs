//! The trait a service implements for one group of operations, and the routes that call it.

use proc_macro2::TokenStream;
use quote::quote;

use super::method;
use super::request::has_arguments;
use crate::emit::doc::{self, operation_docs};
use crate::emit::imports::identifier;
use crate::model::{Docs, GroupModel, OperationModel};
use crate::name::{GroupNames, OperationNames};

/// `pub trait Orders`, and the function that puts its operations on a router.
pub(super) fn handler(
    group: &GroupModel,
    names: &GroupNames,
    operations: &[(&OperationModel, &OperationNames)],
) -> TokenStream {
    let otherwise = match &group.tag {
        Some(tag) => format!("Serves operations tagged {}.", doc::code(tag)),
        None => String::from("Serves operations without a tag."),
    };
    let docs = Docs {
        description: group.description.clone(),
        ..Docs::default()
    };
    let docs = doc::attributes(&docs, &otherwise);
    let name = identifier(&names.pascal);
    let methods = operations.iter().map(|(operation, names)| {
        let what = doc::code(&format!("{} {}", operation.method, operation.path));
        let docs = doc::deprecated_in_words(&operation.docs);
        let docs = operation_docs(docs, &what, Vec::new());
        let (method, response) = (method(names), identifier(&names.server.response));
        let request = has_arguments(operation).then(|| {
            let request = identifier(&names.server.request);
            quote!(request: #request)
        });
        // `from_x` and `into_x` are conversions to clippy; here the contract chose the name.
        let convention = ["from_", "into_"]
            .iter()
            .any(|prefix| names.method.starts_with(prefix))
            .then(|| quote!(#[allow(clippy::wrong_self_convention)]));
        let constant = identifier(&names.constant);
        quote!(#docs #convention fn #method(#request) -> #response = operations::#constant;)
    });
    if is_of_events(operations) {
        return quote! {
            receivers! {
                #docs
                ///
                /// What is not overridden is answered with 501.
                pub trait #name {
                    #(#methods)*
                }
            }
        };
    }
    quote! {
        handlers! {
            #docs
            pub trait #name {
                #(#methods)*
            }
        }
    }
}

fn is_of_events(operations: &[(&OperationModel, &OperationNames)]) -> bool {
    operations
        .iter()
        .any(|(operation, _)| operation.event.is_some())
}
