//! Declared response headers, typed: one struct per operation over all of its responses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::imports::identifier;
use crate::emit::{doc, value};
use crate::model::{Docs, HeaderModel, HeaderSpelling, OperationModel, Scalar, TypeRef};
use crate::name::{NamedModel, OperationNames};

/// `declare_headers! { pub struct CreateOrderHeaders {..} }`; nothing when no response declares a header.
pub(super) fn headers(
    api: &NamedModel,
    operation: &OperationModel,
    names: &OperationNames,
) -> Option<TokenStream> {
    let declared = distinct(operation);
    if declared.is_empty() {
        return None;
    }
    let name = identifier(&names.client.headers);
    let fields = declared.iter().map(|(header, kind_of)| {
        let docs = Docs {
            description: header.description.clone(),
            ..Docs::default()
        };
        let docs = doc::attributes(&docs, &format!("{}.", doc::code(&header.name)));
        let (field, kind) = (field(names, header), value::owned(api, kind_of));
        let wire = &header.name;
        let json = (header.spelling == HeaderSpelling::Json && *kind_of == header.value)
            .then(|| quote!(as json));
        quote!(#docs #field: #kind = #wire #json)
    });
    let what = format!(
        " Header fields that responses to [`Client::{}`] declare; absent ones are `None`.",
        names.method
    );
    Some(quote! {
        declare_headers! {
            #[doc = #what]
            pub struct #name {
                #(#fields,)*
            }
        }
    })
}

fn field(names: &OperationNames, header: &HeaderModel) -> proc_macro2::Ident {
    let wire = header.name.to_ascii_lowercase();
    identifier(names.headers.get(&wire).map_or("header", String::as_str))
}

/// Every header once; one that responses declare with different types is text.
fn distinct(operation: &OperationModel) -> Vec<(&HeaderModel, TypeRef)> {
    let all = || {
        operation
            .responses
            .iter()
            .flat_map(|response| &response.headers)
    };
    let mut seen = BTreeSet::new();
    all()
        .filter(|header| seen.insert(header.name.to_ascii_lowercase()))
        .map(|header| {
            let same = |other: &&HeaderModel| other.name.eq_ignore_ascii_case(&header.name);
            let agree = all().filter(same).all(|other| {
                (other.spelling == HeaderSpelling::Json)
                    == (header.spelling == HeaderSpelling::Json)
                    && other.value == header.value
            });
            let kind = if agree {
                header.value.clone()
            } else {
                TypeRef::Scalar(Scalar::String)
            };
            (header, kind)
        })
        .collect()
}
