//! Enums of JSON values of several types.

use countersign_contract::syntax::{Node, NodeValue};
use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{docs_for, non_exhaustive, type_attributes};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{Openness, TypeId, ValueEnumModel};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of constants with its conversions. An open one keeps values that the contract does not name.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &ValueEnumModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let docs = type_attributes(named, options, type_model);
    let non_exhaustive = non_exhaustive(options);
    let serde_use = SerdeUse::of(type_model, options);
    let value = runtime_path::value();
    let idents: Vec<_> = names.members.iter().map(|name| identifier(name)).collect();
    let variants = model.members.iter().zip(&idents).map(|(member, name)| {
        let json = member.value.to_json().to_string();
        let docs = doc::attributes(
            &docs_for(options, &member.docs),
            &format!("The value {}.", doc::code(&json)),
        );
        quote!(#docs #name,)
    });
    let values: Vec<TokenStream> = model
        .members
        .iter()
        .map(|member| json(&member.value))
        .collect();
    let is_open = model.openness == Openness::Open;
    let unknown = is_open.then(|| {
        quote! {
            /// A value that the contract does not name.
            Unknown(#value),
        }
    });
    let of_unknown = is_open.then(|| quote!(Self::Unknown(value) => value.clone(),));
    let serialize = serde_use.serialize.then(|| {
        let (serialize, serializer) = (runtime_path::serialize(), runtime_path::serializer());
        quote! {
            impl #serialize for #name {
                fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.to_value().serialize(serializer)
                }
            }
        }
    });
    let deserialize = serde_use.deserialize.then(|| {
        let (deserialize, deserializer) =
            (runtime_path::deserialize(), runtime_path::deserializer());
        let same = runtime_path::same_value();
        let otherwise = if is_open {
            quote!(Ok(known.unwrap_or(Self::Unknown(value))))
        } else {
            let message = format!("{{value}} is no value of {}", names.ident);
            quote!(known.ok_or_else(|| serde::de::Error::custom(format_args!(#message))))
        };
        quote! {
            impl<'de> #deserialize<'de> for #name {
                fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let value = #value::deserialize(deserializer)?;
                    let known = [#(Self::#idents),*];
                    let known = known.into_iter().find(|known| #same(&known.to_value(), &value));
                    #otherwise
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            #unknown
        }
        impl #name {
            /// The value on the wire.
            pub fn to_value(&self) -> #value {
                match self {
                    #(Self::#idents => serde_json::json!(#values),)*
                    #of_unknown
                }
            }
        }
        #serialize
        #deserialize
    }
}

/// A value as `serde_json::json!` takes it.
fn json(value: &Node) -> TokenStream {
    match value.value() {
        NodeValue::Null => quote!(null),
        NodeValue::Bool(value) => quote!(#value),
        NodeValue::Number(number) => {
            let number = number.to_json().to_string();
            number.parse().unwrap_or_else(|_| quote!(null))
        }
        NodeValue::String(text) => {
            let text = text.as_str();
            quote!(#text)
        }
        NodeValue::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        NodeValue::Object(object) => {
            let members = object.iter().map(|entry| {
                let name = entry.key.name.as_str();
                let value = json(&entry.value);
                quote!(#name: #value)
            });
            quote!({ #(#members),* })
        }
    }
}
