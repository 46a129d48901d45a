//! Enums of strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{non_exhaustive, type_docs};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{EnumModel, Openness, TypeId};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of strings with its conversions. An open one keeps values that the contract does not name.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &EnumModel,
) -> TokenStream {
    match model.openness {
        Openness::Open => open(named, options, id, model),
        Openness::Closed => closed(named, options, id, model),
    }
}

fn open(named: &NamedModel, options: &Options, id: TypeId, model: &EnumModel) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let docs = type_docs(named, type_model);
    let non_exhaustive = non_exhaustive(options);
    let serde_use = SerdeUse::of(type_model, options);
    let variants = variants(model, &names.members, false);
    let idents: Vec<_> = names.members.iter().map(|name| identifier(name)).collect();
    let wires: Vec<&str> = model
        .members
        .iter()
        .map(|member| member.wire.as_str())
        .collect();
    let deserialize = serde_use.deserialize.then(|| {
        let derive = runtime_path::deserialize();
        (quote!(, #derive), quote!(#[serde(from = "String")]))
    });
    let (derive, from) = deserialize.unzip();
    let serialize = serde_use.serialize.then(|| serialize(&name));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash #derive)]
        #from
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            /// A value that the contract does not name.
            Unknown(String),
        }
        impl #name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #wires,)*
                    Self::Unknown(value) => value,
                }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl From<String> for #name {
            fn from(value: String) -> Self {
                match value.as_str() {
                    #(#wires => Self::#idents,)*
                    _ => Self::Unknown(value),
                }
            }
        }
        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                Self::from(value.to_owned())
            }
        }
        #serialize
    }
}

fn serialize(name: &proc_macro2::Ident) -> TokenStream {
    let serialize = runtime_path::serialize();
    let serializer = runtime_path::serializer();
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    }
}

fn closed(named: &NamedModel, options: &Options, id: TypeId, model: &EnumModel) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let docs = type_docs(named, type_model);
    let non_exhaustive = non_exhaustive(options);
    let derives = SerdeUse::of(type_model, options).derives();
    let variants = variants(model, &names.members, true);
    let idents: Vec<_> = names.members.iter().map(|name| identifier(name)).collect();
    let wires = model.members.iter().map(|member| member.wire.as_str());
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, #(#derives),*)]
        #non_exhaustive
        pub enum #name {
            #(#variants)*
        }
        impl #name {
            /// The value on the wire.
            pub fn as_str(self) -> &'static str {
                match self {
                    #(Self::#idents => #wires,)*
                }
            }
        }
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

fn variants<'m>(
    model: &'m EnumModel,
    names: &'m [String],
    renamed: bool,
) -> impl Iterator<Item = TokenStream> + 'm {
    model.members.iter().zip(names).map(move |(member, name)| {
        let wire = &member.wire;
        let docs = doc::attributes(&member.docs, &format!("The value {}.", doc::code(wire)));
        let rename = (renamed && wire != name).then(|| quote!(#[serde(rename = #wire)]));
        let name = identifier(name);
        quote!(#docs #rename #name,)
    })
}
