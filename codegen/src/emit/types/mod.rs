//! Types as Rust text: one file per group of operations, and one for what several groups share.

mod alias;
mod construct;
mod contents;
mod enumeration;
mod integer_enum;
mod object;
mod parts;
mod serde_use;
mod tuple;
mod type_ref;
mod union;
mod union_read;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::doc;
use super::imports::identifier;
use super::runtime_path;
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::{Docs, Origin, Presence, TypeId, TypeKind, TypeModel, TypeRef, Word};
use crate::name::NamedModel;
use crate::options::Options;

use serde_use::SerdeUse;
pub(crate) use type_ref::{Scope, scalar, type_ref};

/// Lines above which a file is split.
const LONGEST_FILE: usize = 3_000;

/// The modules of the types: `types`, and below it a private file per group, re-exported.
pub(crate) fn modules(named: &NamedModel, options: &Options) -> Vec<Module> {
    if named.model.types.is_empty() {
        return Vec::new();
    }
    let root = ModulePath::new(["types"]);
    let doc = String::from("The types of the messages.");
    let grouped = named
        .model
        .types
        .iter()
        .any(|type_model| type_model.group.is_some());
    if !grouped {
        let mut whole = file(
            named,
            options,
            root.clone(),
            doc.clone(),
            &named.model.type_order,
        );
        if length(&whole) <= LONGEST_FILE {
            whole.declared = Declared::Public;
            return vec![whole];
        }
    }
    let mut modules = vec![Module {
        path: root.clone(),
        doc,
        declared: Declared::Public,
        items: Vec::new(),
    }];
    let groups = (0..named.groups.len()).map(Some).chain([None]);
    for group in groups {
        let ids: Vec<TypeId> = named
            .model
            .type_order
            .iter()
            .copied()
            .filter(|id| named.model.type_model(*id).group == group)
            .collect();
        if !ids.is_empty() {
            modules.extend(files(named, options, &root, group, &ids));
        }
    }
    modules
}

/// The file of a group; several where one would be too long to read and to compile in one piece. They are split by first
/// letter, so that a new type moves no other.
fn files(
    named: &NamedModel,
    options: &Options,
    root: &ModulePath,
    group: Option<usize>,
    ids: &[TypeId],
) -> Vec<Module> {
    let (name, doc) = match group {
        Some(group) => {
            let tag = named.model.groups[group].tag.as_deref();
            let doc = tag.map_or_else(
                || String::from("Types that only operations without a tag use."),
                |tag| format!("Types that only operations tagged {} use.", doc::code(tag)),
            );
            (named.groups[group].module.as_str(), doc)
        }
        None => (
            "shared",
            String::from("Types that several groups of operations use, or none."),
        ),
    };
    let whole = file(named, options, root.child(name), doc.clone(), ids);
    if length(&whole) <= LONGEST_FILE {
        return vec![whole];
    }
    let mut letters: BTreeMap<char, Vec<TypeId>> = BTreeMap::new();
    for id in ids {
        let first = named.type_names(*id).ident.chars().next();
        let letter = first.filter(char::is_ascii_alphabetic).unwrap_or('X');
        letters
            .entry(letter.to_ascii_lowercase())
            .or_default()
            .push(*id);
    }
    letters
        .into_iter()
        .map(|(letter, ids)| {
            let mut part = format!("{name}_{letter}");
            if named.groups.iter().any(|group| group.module == part) {
                part.push('_');
            }
            let path = root.child(&part);
            let doc = format!("{doc} Those in {}.", letter.to_ascii_uppercase());
            file(named, options, path, doc, &ids)
        })
        .collect()
}

fn length(module: &Module) -> usize {
    let items = module.items.iter();
    items.map(|item| item.text.lines().count()).sum()
}

fn file(
    named: &NamedModel,
    options: &Options,
    path: ModulePath,
    doc: String,
    ids: &[TypeId],
) -> Module {
    Module {
        path,
        doc,
        declared: Declared::Reexported(defined(named, options, ids)),
        items: items(named, options, ids),
    }
}

/// The `use` declarations of a file: maps, modules of the runtime, types of other files.
fn imports(named: &NamedModel, ids: &[TypeId]) -> Option<Item> {
    let kinds = || ids.iter().map(|id| &named.model.type_model(*id).kind);
    let type_refs: Vec<&TypeRef> = kinds().flat_map(TypeKind::type_refs).collect();
    let keeps_rest =
        kinds().any(|kind| matches!(kind, TypeKind::Struct(model) if model.rest.is_some()));
    let maps = keeps_rest || type_refs.iter().any(|type_ref| has_map(type_ref));
    let maps = maps.then(|| {
        let map = runtime_path::map();
        quote!(use #map;)
    });
    let mut modules: BTreeSet<&str> = type_refs
        .iter()
        .filter_map(|type_ref| type_ref::module_of(type_ref))
        .collect();
    if kinds().any(has_presence) {
        modules.insert("presence");
    }
    let modules: Vec<_> = modules.into_iter().map(identifier).collect();
    let modules = match modules.as_slice() {
        [] => None,
        [only] => Some(quote!(use countersign_core::#only;)),
        several => Some(quote!(use countersign_core::{#(#several),*};)),
    };
    let own: BTreeSet<TypeId> = ids.iter().copied().collect();
    let foreign: BTreeSet<&str> = type_refs
        .iter()
        .filter_map(|type_ref| type_ref.named())
        .filter(|id| !own.contains(id))
        .map(|id| named.type_names(id).ident.as_str())
        .collect();
    let foreign: Vec<_> = foreign.into_iter().map(identifier).collect();
    let foreign = match foreign.as_slice() {
        [] => None,
        [only] => Some(quote!(use super::#only;)),
        several => Some(quote!(use super::{#(#several),*};)),
    };
    let tokens = quote!(#maps #modules #foreign);
    (!tokens.is_empty()).then(|| Item::new(tokens))
}

fn has_map(type_ref: &TypeRef) -> bool {
    match type_ref {
        TypeRef::Map(_) => true,
        TypeRef::Array(inner) | TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => has_map(inner),
        TypeRef::Named(_) | TypeRef::Scalar(_) => false,
    }
}

fn has_presence(kind: &TypeKind) -> bool {
    let TypeKind::Struct(model) = kind else {
        return false;
    };
    model
        .fields
        .iter()
        .any(|field| field.presence == Presence::OptionalNullable)
}

/// Every identifier that a file defines, sorted.
fn defined(named: &NamedModel, options: &Options, ids: &[TypeId]) -> Vec<String> {
    let names = ids.iter().map(|id| (id, named.type_names(*id)));
    let mut defined: Vec<String> = names
        .flat_map(|(id, names)| {
            let constructible = SerdeUse::of(named.model.type_model(*id), options).serialize;
            let required = names.required.clone().filter(|_| constructible);
            [Some(names.ident.clone()), required]
        })
        .flatten()
        .collect();
    defined.sort();
    defined
}

/// What stands in a file that defines these types.
fn items(named: &NamedModel, options: &Options, ids: &[TypeId]) -> Vec<Item> {
    let mut items: Vec<Item> = imports(named, ids).into_iter().collect();
    items.par_extend(
        ids.par_iter()
            .map(|id| Item::new(item(named, options, *id))),
    );
    items
}

/// The definition of one type with everything implemented for it.
fn item(named: &NamedModel, options: &Options, id: TypeId) -> TokenStream {
    let type_model = named.model.type_model(id);
    match &type_model.kind {
        TypeKind::Struct(model) if model.parts => parts::item(named, options, id, model),
        TypeKind::Struct(model) => object::item(named, options, id, model),
        TypeKind::Enum(model) => enumeration::item(named, options, id, model),
        TypeKind::IntegerEnum(model) => integer_enum::item(named, options, id, model),
        TypeKind::Union(model) => union::item(named, options, id, model),
        TypeKind::Tuple(items) => tuple::item(named, options, id, items),
        TypeKind::Contents(model) => contents::item(named, options, id, model),
        TypeKind::Alias(inner) => alias::alias(named, id, inner),
        TypeKind::Newtype(inner) => alias::newtype(named, options, id, inner),
    }
}

/// The documentation of a type. A deprecated schema says so in words: the attribute would set off a warning at every use,
/// also those in this very code.
fn type_docs(named: &NamedModel, type_model: &TypeModel) -> TokenStream {
    let mut docs = Docs {
        deprecated: false,
        ..type_model.docs.clone()
    };
    if type_model.docs.deprecated {
        docs.notes
            .insert(0, String::from("Deprecated by the contract."));
    }
    doc::attributes(&docs, &otherwise(named, &type_model.origin))
}

fn otherwise(named: &NamedModel, origin: &Origin) -> String {
    match origin {
        Origin::Component(name) => format!("The schema {}.", doc::code(name)),
        Origin::Inline(words) => {
            let words: Vec<String> = words
                .iter()
                .map(|word| match word {
                    Word::Text(text) => text.clone(),
                    Word::Operation(index) => named
                        .operation_names(*index)
                        .map_or_else(String::new, |names| names.method.clone()),
                    Word::Status(pattern) => pattern.to_string(),
                })
                .collect();
            format!(
                "A schema without a name of its own: {}.",
                doc::code(&words.join(" / "))
            )
        }
    }
}

/// `#[non_exhaustive]` where client code may meet additions of a later contract.
fn non_exhaustive(options: &Options) -> Option<TokenStream> {
    use crate::options::Sides;
    match options.sides {
        Sides::Server => None,
        Sides::TypesOnly | Sides::Client | Sides::Both => Some(quote!(#[non_exhaustive])),
    }
}
