//! Enums of shapes: explicit dispatch on what the contract says, never a guess by declaration order where it can be helped.

use proc_macro2::TokenStream;
use quote::quote;

use super::serde_use::SerdeUse;
use super::{Scope, docs_for, roles, type_docs, type_ref, union_read};
use crate::emit::{doc, imports::identifier};
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
    let docs = type_docs(named, options, type_model);
    let serde_use = SerdeUse::of(type_model, options);
    let by_tag = union_read::by_tag(model);
    let mut roles = Vec::new();
    if serde_use.serialize {
        roles.push(match &model.tag {
            Some(tag) if !model.arms.iter().all(writes_itself) => {
                let property = &tag.property;
                quote!(sent_tagged(#property))
            }
            Some(_) | None => quote!(sent),
        });
    }
    if let (true, Some(tag)) = (serde_use.deserialize, by_tag) {
        let property = &tag.property;
        let default = tag.default.iter();
        roles.push(quote!(tagged(#property #(, #default)*)));
    }
    let roles = self::roles(options, &roles);
    let converted = converted(named, model);
    let arms = model.arms.iter().zip(&names.members).zip(converted);
    let arms = arms.map(|((arm, variant), converted)| {
        let docs = doc::attributes(&docs_for(options, &arm.docs), "");
        let variant = identifier(variant);
        let ty = type_ref(named, &arm.ty, Scope::Types);
        let from = converted
            .filter(|_| serde_use.serialize)
            .map(|ty| type_ref(named, &ty, Scope::Types))
            .map(|ty| quote!(from(#ty)));
        let tags = tags(arm);
        quote!(#docs #variant(#ty) #from #tags,)
    });
    let unknown = (model.openness == Openness::Open).then(|| quote!(..Unknown));
    let deserialize = (serde_use.deserialize && by_tag.is_none())
        .then(|| union_read::deserialize(named, &names.ident, model, &names.members));
    quote! {
        union! {
            #docs
            pub enum #name #roles {
                #(#arms)*
                #unknown
            }
        }
        #deserialize
    }
}

/// `= "cat" | "kitten"`, or `+ "cat"` where the enum writes the tag.
fn tags(arm: &UnionArm) -> Option<TokenStream> {
    match &arm.test {
        ArmTest::Tag {
            values, written, ..
        } if !values.is_empty() => {
            if *written {
                Some(quote!(= #(#values)|*))
            } else {
                Some(quote!(+ #(#values)|*))
            }
        }
        ArmTest::Tag { .. }
        | ArmTest::JsonTypes(_)
        | ArmTest::Constant { .. }
        | ArmTest::Required(_)
        | ArmTest::Try => None,
    }
}

/// Does the alternative's own type write its tag?
fn writes_itself(arm: &UnionArm) -> bool {
    !matches!(arm.test, ArmTest::Tag { written: false, .. })
}

/// For every alternative the type that becomes it, if no other alternative has that type and it is one of our own.
fn converted(named: &NamedModel, model: &UnionModel) -> Vec<Option<TypeRef>> {
    let inner = |ty: &TypeRef| match ty {
        TypeRef::Boxed(inner) => (**inner).clone(),
        other => other.clone(),
    };
    let is_own = |ty: &TypeRef| match ty {
        TypeRef::Named(id) => !matches!(named.model.type_model(*id).kind, TypeKind::Alias(_)),
        TypeRef::Boxed(_)
        | TypeRef::Scalar(_)
        | TypeRef::Array(_)
        | TypeRef::Map(_)
        | TypeRef::Nullable(_) => false,
    };
    let types: Vec<TypeRef> = model.arms.iter().map(|arm| inner(&arm.ty)).collect();
    let unique = |ty: &TypeRef| types.iter().filter(|other| *other == ty).count() == 1;
    let converted = types
        .iter()
        .map(|ty| (is_own(ty) && unique(ty)).then(|| ty.clone()));
    converted.collect()
}
