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
    let fields = declared.iter().map(|declared| {
        let header = declared.header;
        let docs = Docs {
            description: header.description.clone(),
            ..Docs::default()
        };
        let docs = doc::attributes(&docs, &format!("{}.", doc::code(&header.name)));
        let (field, kind) = (field(names, header), value::owned(api, &declared.kind));
        let wire = &header.name;
        let json = header.spelling == HeaderSpelling::Json && declared.kind == header.value;
        let how = match (json, declared.required) {
            (false, false) => None,
            (true, false) => Some(quote!(as json)),
            (false, true) => Some(quote!(as required)),
            (true, true) => Some(quote!(as json required)),
        };
        quote!(#docs #field: #kind = #wire #how)
    });
    let what = format!(
        " Header fields that responses to [`Client::{}`] declare.",
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

/// A header over all responses of an operation.
struct Declared<'a> {
    header: &'a HeaderModel,
    /// Text where responses declare it with different types.
    kind: TypeRef,
    /// Is it required wherever it is declared?
    required: bool,
}

/// Every header once.
fn distinct(operation: &OperationModel) -> Vec<Declared<'_>> {
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
            let required = all().filter(same).all(|other| other.required);
            Declared {
                header,
                kind,
                required,
            }
        })
        .collect()
}
