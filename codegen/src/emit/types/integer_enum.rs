//! Enums of integers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::serde_use::SerdeUse;
use super::{non_exhaustive, type_docs};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{IntegerEnumModel, Openness, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of integers with its conversions. An open one keeps values that the contract does not name.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &IntegerEnumModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let docs = type_docs(named, type_model);
    let non_exhaustive = non_exhaustive(options);
    let serde_use = SerdeUse::of(type_model, options);
    let idents: Vec<_> = names.members.iter().map(|name| identifier(name)).collect();
    let values: Vec<Literal> = model
        .members
        .iter()
        .map(|member| Literal::i64_unsuffixed(member.value))
        .collect();
    let variants = model.members.iter().zip(&idents).map(|(member, name)| {
        let docs = doc::attributes(&member.docs, &format!("The value `{}`.", member.value));
        quote!(#docs #name,)
    });
    let (unknown, of_unknown) = match model.openness {
        Openness::Open => (
            Some(quote! {
                /// A value that the contract does not name.
                Unknown(i64),
            }),
            Some(quote!(Self::Unknown(value) => value,)),
        ),
        Openness::Closed => (None, None),
    };
    let serialize = serde_use.serialize.then(|| serialize(&name));
    let from = (model.openness == Openness::Open).then(|| {
        quote! {
            impl From<i64> for #name {
                fn from(value: i64) -> Self {
                    match value {
                        #(#values => Self::#idents,)*
                        _ => Self::Unknown(value),
                    }
                }
            }
        }
    });
    let deserialize = serde_use.deserialize.then(|| {
        let read = match model.openness {
            Openness::Open => quote!(i64::deserialize(deserializer).map(Self::from)),
            Openness::Closed => {
                let message = format!("{{other}} is no value of {}", names.ident);
                quote! {
                    match i64::deserialize(deserializer)? {
                        #(#values => Ok(Self::#idents),)*
                        other => Err(serde::de::Error::custom(format_args!(#message))),
                    }
                }
            }
        };
        let deserialize = runtime_path::deserialize();
        let deserializer = runtime_path::deserializer();
        quote! {
            impl<'de> #deserialize<'de> for #name {
                fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    #read
                }
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            #unknown
        }
        impl #name {
            /// The value on the wire.
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#idents => #values,)*
                    #of_unknown
                }
            }
        }
        #from
        #serialize
        #deserialize
    }
}

fn serialize(name: &proc_macro2::Ident) -> TokenStream {
    let serialize = runtime_path::serialize();
    let serializer = runtime_path::serializer();
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.as_i64())
            }
        }
    }
}
