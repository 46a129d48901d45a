//! Enums of shapes: explicit dispatch on what the contract says, never a guess by declaration order where it can be helped.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, non_exhaustive, type_docs, type_ref, union_read};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{ArmTest, Openness, TypeId, TypeKind, TypeRef, UnionArm, UnionModel};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of shapes with its conversions. An open one keeps values that fit no alternative.
pub(super) fn item(
    named: &NamedModel,
    options: &Options,
    id: TypeId,
    model: &UnionModel,
) -> TokenStream {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let name = identifier(&names.ident);
    let docs = type_docs(named, type_model);
    let non_exhaustive = non_exhaustive(options);
    let serde_use = SerdeUse::of(type_model, options);
    let untagged = serde_use.serialize && model.arms.iter().all(writes_itself);
    let derive = untagged.then(|| {
        let serialize = runtime_path::serialize();
        (quote!(, #serialize), quote!(#[serde(untagged)]))
    });
    let (derive, attribute) = derive.unzip();
    let variants = model.arms.iter().zip(&names.members).map(|(arm, variant)| {
        let docs = doc::attributes(
            &arm.docs,
            &format!("The alternative {}.", doc::code(variant)),
        );
        let variant = identifier(variant);
        let ty = type_ref(named, &arm.ty, Scope::Types);
        quote!(#docs #variant(#ty),)
    });
    let value = runtime_path::value();
    let unknown = (model.openness == Openness::Open).then(|| {
        quote! {
            /// A value that fits no alternative of the contract.
            Unknown(#value),
        }
    });
    let serialize =
        (serde_use.serialize && !untagged).then(|| serialize(&name, model, &names.members));
    let deserialize = serde_use
        .deserialize
        .then(|| union_read::deserialize(named, &names.ident, model, &names.members));
    let conversions = serde_use
        .serialize
        .then(|| conversions(named, &name, model, &names.members));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #derive)]
        #attribute
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            #unknown
        }
        #conversions
        #serialize
        #deserialize
    }
}

/// Does the alternative's own type write its tag?
fn writes_itself(arm: &UnionArm) -> bool {
    !matches!(arm.test, ArmTest::Tag { written: false, .. })
}

/// `From` for every alternative whose type no other has.
fn conversions(
    named: &NamedModel,
    name: &proc_macro2::Ident,
    model: &UnionModel,
    names: &[String],
) -> TokenStream {
    let is_own = |ty: &TypeRef| match ty {
        TypeRef::Named(id) => !matches!(named.model.type_model(*id).kind, TypeKind::Alias(_)),
        TypeRef::Boxed(_)
        | TypeRef::Scalar(_)
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => false,
    };
    let inner = |ty: &TypeRef| match ty {
        TypeRef::Boxed(inner) => (**inner).clone(),
        other => other.clone(),
    };
    let arms: Vec<(TypeRef, bool, &String)> = model
        .arms
        .iter()
        .zip(names)
        .map(|(arm, variant)| (inner(&arm.ty), matches!(arm.ty, TypeRef::Boxed(_)), variant))
        .collect();
    let conversions = arms.iter().filter_map(|(ty, boxed, variant)| {
        let unique = arms.iter().filter(|(other, _, _)| other == ty).count() == 1;
        if !unique || !is_own(ty) {
            return None;
        }
        let (ty, variant) = (type_ref(named, ty, Scope::Types), identifier(variant));
        let value = if *boxed {
            quote!(Box::new(value))
        } else {
            quote!(value)
        };
        Some(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        })
    });
    quote!(#(#conversions)*)
}

/// Writes the tag for alternatives that do not declare it themselves.
fn serialize(name: &proc_macro2::Ident, model: &UnionModel, names: &[String]) -> TokenStream {
    let serialize = runtime_path::serialize();
    let serializer = runtime_path::serializer();
    let property = model
        .tag
        .as_ref()
        .map(|tag| tag.property.as_str())
        .unwrap_or_default();
    let arms = model.arms.iter().zip(names).map(|(arm, variant)| {
        let variant = identifier(variant);
        match &arm.test {
            ArmTest::Tag {
                values,
                written: false,
                ..
            } => {
                let tag = values.first().map(String::as_str).unwrap_or_default();
                quote!(Self::#variant(value) => Tagged { tag: #tag, value }.serialize(serializer),)
            }
            ArmTest::Tag { .. }
            | ArmTest::JsonTypes(_)
            | ArmTest::Constant { .. }
            | ArmTest::Required(_)
            | ArmTest::Try => {
                quote!(Self::#variant(value) => value.serialize(serializer),)
            }
        }
    });
    let unknown = (model.openness == Openness::Open)
        .then(|| quote!(Self::Unknown(value) => value.serialize(serializer),));
    quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #[derive(#serialize)]
                struct Tagged<'a, T> {
                    #[serde(rename = #property)]
                    tag: &'static str,
                    #[serde(flatten)]
                    value: &'a T,
                }
                match self {
                    #(#arms)*
                    #unknown
                }
            }
        }
    }
}
