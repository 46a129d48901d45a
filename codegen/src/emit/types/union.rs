//! Enums of shapes: explicit dispatch on what the contract says, never a guess by declaration order where it can be helped.

use std::fmt::Write as _;

use super::serde_use::SerdeUse;
use super::{docs_for, roles, spelled, type_docs, union_read};
use crate::emit::doc;
use crate::emit::text::string;
use crate::file_tree::Item;
use crate::model::{ArmTest, Openness, TypeId, TypeKind, TypeRef, UnionArm, UnionModel};
use crate::name::NamedModel;
use crate::options::Options;

/// An enum of shapes with its conversions. An open one keeps values that fit no alternative.
pub(super) fn item(named: &NamedModel, options: &Options, id: TypeId, model: &UnionModel) -> Item {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let table = Item::of_text(&table(named, options, id, model));
    if SerdeUse::of(type_model, options).deserialize && union_read::by_tag(model).is_none() {
        let read = union_read::deserialize(named, &names.ident, model, &names.members);
        table.and(&Item::new(read))
    } else {
        table
    }
}

/// `union! { .. }`
fn table(named: &NamedModel, options: &Options, id: TypeId, model: &UnionModel) -> String {
    let type_model = named.model.type_model(id);
    let names = named.type_names(id);
    let docs = type_docs(named, options, type_model);
    let serde_use = SerdeUse::of(type_model, options);
    let mut arms = String::new();
    let converted = converted(named, model);
    for ((arm, variant), converted) in model.arms.iter().zip(&names.members).zip(converted) {
        let docs = doc::written(&docs_for(options, &arm.docs), "");
        let ty = spelled(named, &arm.ty);
        let _ = write!(arms, "{docs} {variant}({ty})");
        if let Some(ty) = converted.filter(|_| serde_use.serialize) {
            let _ = write!(arms, " from({})", spelled(named, &ty));
        }
        arms.push_str(&tags(arm));
        arms.push_str(", ");
    }
    if model.openness == Openness::Open {
        arms.push_str("..Unknown");
    }
    let (name, roles) = (&names.ident, roles(options, &words(serde_use, model)));
    format!("union! {{ {docs} pub enum {name} {roles} {{ {arms} }} }}")
}

/// In which directions the enum is read and written, and by which tag.
fn words(serde_use: SerdeUse, model: &UnionModel) -> Vec<String> {
    let mut words = Vec::new();
    if serde_use.serialize {
        words.push(match &model.tag {
            Some(tag) if !model.arms.iter().all(writes_itself) => {
                format!("sent_tagged({})", string(&tag.property))
            }
            Some(_) | None => String::from("sent"),
        });
    }
    if let (true, Some(tag)) = (serde_use.deserialize, union_read::by_tag(model)) {
        let default = tag.default.iter().map(|default| string(default));
        let arguments: Vec<String> = [string(&tag.property)].into_iter().chain(default).collect();
        words.push(format!("tagged({})", arguments.join(", ")));
    }
    words
}

/// `= "cat" | "kitten"`, or `+ "cat"` where the enum writes the tag.
fn tags(arm: &UnionArm) -> String {
    match &arm.test {
        ArmTest::Tag {
            values, written, ..
        } if !values.is_empty() => {
            let sign = if *written { '=' } else { '+' };
            let values: Vec<String> = values.iter().map(|value| string(value)).collect();
            format!(" {sign} {}", values.join(" | "))
        }
        ArmTest::Tag { .. }
        | ArmTest::JsonTypes(_)
        | ArmTest::Constant { .. }
        | ArmTest::Required(_)
        | ArmTest::Try => String::new(),
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
