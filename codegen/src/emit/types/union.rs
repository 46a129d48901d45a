//! Enums of shapes: explicit dispatch on what the contract says, never a guess by declaration order where it can be helped.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, non_exhaustive, type_docs, type_ref};
use crate::emit::{doc, imports::identifier, runtime_path};
use crate::model::{ArmTest, JsonType, Openness, TypeId, TypeKind, TypeRef, UnionArm, UnionModel};
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
        .then(|| deserialize(named, &names.ident, model, &names.members));
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
            ArmTest::Tag { .. } | ArmTest::JsonTypes(_) | ArmTest::Required(_) | ArmTest::Try => {
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

/// Looks at the value first and reads it as the alternative it belongs to, so that an error speaks about that alternative.
fn deserialize(
    named: &NamedModel,
    type_name: &str,
    model: &UnionModel,
    names: &[String],
) -> TokenStream {
    let deserialize = runtime_path::deserialize();
    let deserializer = runtime_path::deserializer();
    let value = runtime_path::value();
    let name = identifier(type_name);
    let otherwise = match model.openness {
        Openness::Open => quote!(Ok(Self::Unknown(value))),
        Openness::Closed => {
            let message = format!("no alternative of {type_name} fits");
            quote!(Err(serde::de::Error::custom(#message)))
        }
    };
    let dispatch = match &model.tag {
        Some(tag) if !tag.optional && model.arms.iter().all(is_sure) => {
            let property = &tag.property;
            let arms = model.arms.iter().zip(names).map(|(arm, variant)| {
                let values = tag_values(arm);
                let read = read(variant);
                quote!(Some(#(#values)|*) => #read,)
            });
            quote! {
                match value.get(#property).and_then(#value::as_str) {
                    #(#arms)*
                    _ => #otherwise,
                }
            }
        }
        _ => {
            let steps = steps(named, model, names);
            quote!(#steps #otherwise)
        }
    };
    quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = #value::deserialize(deserializer)?;
                #dispatch
            }
        }
    }
}

/// Is a value with one of its tags certainly this alternative?
fn is_sure(arm: &UnionArm) -> bool {
    matches!(&arm.test, ArmTest::Tag { values, shared, .. } if shared.is_empty() && !values.is_empty())
}

fn tag_values(arm: &UnionArm) -> &[String] {
    match &arm.test {
        ArmTest::Tag { values, .. } => values,
        ArmTest::JsonTypes(_) | ArmTest::Required(_) | ArmTest::Try => &[],
    }
}

fn read(variant: &str) -> TokenStream {
    let variant = identifier(variant);
    quote!(serde_json::from_value(value).map(Self::#variant).map_err(serde::de::Error::custom))
}

/// The questions in order: certain ones, those that ask for most first; then attempts, and among these first those that
/// lose nothing: an object goes to an alternative that knows all its members before it goes to one that would drop some.
fn steps(named: &NamedModel, model: &UnionModel, names: &[String]) -> TokenStream {
    let mut arms: Vec<(&UnionArm, &String)> = model.arms.iter().zip(names).collect();
    arms.sort_by_key(|(arm, _)| match &arm.test {
        ArmTest::Tag { .. } | ArmTest::JsonTypes(_) => 0,
        ArmTest::Required(names) => usize::MAX - names.len(),
        ArmTest::Try => usize::MAX,
    });
    let value = runtime_path::value();
    let tag = model.tag.as_ref().map(|tag| {
        let property = &tag.property;
        quote!(value.get(#property).and_then(#value::as_str))
    });
    let certain = arms.iter().filter_map(|(arm, variant)| {
        let test = certain_test(arm, tag.as_ref())?;
        let read = read(variant);
        Some(quote!(if #test { return #read; }))
    });
    let tried = arms.iter().filter(|(arm, _)| arm.test == ArmTest::Try);
    let known: Vec<(Vec<&str>, &String)> = tried
        .filter_map(|(arm, variant)| Some((members(named, &arm.ty)?, *variant)))
        .filter(|(members, _)| !members.is_empty())
        .collect();
    let lossless = known
        .iter()
        .filter(|_| known.len() > 1)
        .map(|(members, variant)| {
            let variant = identifier(variant);
            let knows_all = quote!(
                members
                    .keys()
                    .all(|name| matches!(name.as_str(), #(#members)|*))
            );
            quote! {
                let lossless = value.as_object().is_some_and(|members| #knows_all);
                if let (true, Ok(value)) = (lossless, serde::Deserialize::deserialize(&value)) {
                    return Ok(Self::#variant(value));
                }
            }
        });
    let attempts = arms.iter().filter_map(|(arm, variant)| match &arm.test {
        ArmTest::Tag { shared, .. } if !shared.is_empty() => {
            let variant = identifier(variant);
            Some(quote! {
                if let (Some(#(#shared)|*), Ok(value)) = (#tag, serde::Deserialize::deserialize(&value)) {
                    return Ok(Self::#variant(value));
                }
            })
        }
        ArmTest::Try => Some(attempt(variant)),
        ArmTest::Tag { .. } | ArmTest::JsonTypes(_) | ArmTest::Required(_) => None,
    });
    let untagged = model.tag.as_ref().filter(|tag| tag.optional).map(|tag| {
        let property = &tag.property;
        let attempts = arms
            .iter()
            .filter(|(arm, _)| matches!(arm.test, ArmTest::Tag { .. }));
        let attempts = attempts.map(|(_, variant)| attempt(variant));
        quote! {
            if value.is_object() && value.get(#property).is_none() {
                #(#attempts)*
            }
        }
    });
    quote!(#(#certain)* #(#lossless)* #(#attempts)* #untagged)
}

/// The names of all members that a type keeps; `None` when it is no object, or keeps any.
fn members<'n>(named: &'n NamedModel, ty: &TypeRef) -> Option<Vec<&'n str>> {
    match ty {
        TypeRef::Boxed(inner) => members(named, inner),
        TypeRef::Named(id) => match &named.model.type_model(*id).kind {
            TypeKind::Struct(model) if model.rest.is_none() => Some(
                model
                    .fields
                    .iter()
                    .map(|field| field.wire.as_str())
                    .collect(),
            ),
            TypeKind::Struct(_)
            | TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Contents(_)
            | TypeKind::Alias(_)
            | TypeKind::Newtype(_) => None,
        },
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Nullable(_) => None,
    }
}

/// Reads the value as one alternative if that goes well.
fn attempt(variant: &str) -> TokenStream {
    let variant = identifier(variant);
    quote! {
        if let Ok(value) = serde::Deserialize::deserialize(&value) {
            return Ok(Self::#variant(value));
        }
    }
}

fn certain_test(arm: &UnionArm, tag: Option<&TokenStream>) -> Option<TokenStream> {
    match &arm.test {
        ArmTest::Tag { values, .. } if !values.is_empty() => {
            Some(quote!(matches!(#tag, Some(#(#values)|*))))
        }
        ArmTest::JsonTypes(kinds) => Some(json_types(kinds)),
        ArmTest::Required(names) => Some(quote!(#(value.get(#names).is_some())&&*)),
        ArmTest::Tag { .. } | ArmTest::Try => None,
    }
}

fn json_types(kinds: &[JsonType]) -> TokenStream {
    let number = kinds.contains(&JsonType::Number);
    let tests = kinds
        .iter()
        .filter(|kind| !(number && **kind == JsonType::Integer))
        .map(|kind| match kind {
            JsonType::Boolean => quote!(value.is_boolean()),
            JsonType::Integer => quote!(value.is_i64() || value.is_u64()),
            JsonType::Number if kinds.contains(&JsonType::Integer) => quote!(value.is_number()),
            JsonType::Number => quote!(value.is_f64()),
            JsonType::String => quote!(value.is_string()),
            JsonType::Array => quote!(value.is_array()),
            JsonType::Object => quote!(value.is_object()),
        });
    quote!(#(#tests)||*)
}
