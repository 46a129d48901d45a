//! Types as Rust text: one file per group of operations, and one for what several groups share.

mod alias;
mod construct;
mod contents;
mod default;
mod enumeration;
mod object;
mod parts;
mod serde_use;
mod tuple;
mod type_ref;
mod union;
mod union_read;
mod value_enum;

use std::borrow::Cow;
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::doc;
use super::imports::identifier;
use super::partition::Part;
use super::runtime_path;
use super::shelves::{Shelf, shelves};
use crate::file_tree::{Declared, Item, Module, ModulePath};
use crate::model::{
    Docs, Need, Openness, Origin, Presence, TypeId, TypeKind, TypeModel, TypeRef, Word,
};
use crate::name::{Case, NamedModel, identifier as identifier_of};
use crate::options::{Options, Sides};

pub(crate) use default::function as default_function;
pub(crate) use parts::values as values_of_parts;
use serde_use::{SerdeUse, roles};
use type_ref::spelled;
pub(crate) use type_ref::{Scope, scalar, type_ref};

/// Lines above which a file is split.
const LONGEST_FILE: usize = 3_000;

/// Lines that the `use` declarations of one file of several may take.
const LONGEST_IMPORTS: usize = 100;

/// The modules of the types, each with the part whose it is: `types`, and below it a private file per part, re-exported.
pub(crate) fn modules<'p>(
    named: &NamedModel,
    options: &Options,
    parts: &'p [Part<TypeId>],
) -> Vec<(Module, Option<&'p Part<TypeId>>)> {
    if named.model.types.is_empty() {
        return Vec::new();
    }
    let root = ModulePath::new(["types"]);
    let doc = String::from("The types of the messages.");
    if let [only] = parts
        && only.need == Need::Always
    {
        let items = items(named, options, &only.members);
        if length(&items) <= LONGEST_FILE {
            let mut whole = file(named, options, root, doc, &only.members, items);
            whole.declared = Declared::Public;
            return vec![(whole, None)];
        }
    }
    let whole = Module {
        path: root.clone(),
        doc,
        declared: Declared::Public,
        items: Vec::new(),
    };
    let mut modules = vec![(whole, None)];
    for part in parts {
        let files = files(named, options, &root, part, parts).into_iter();
        modules.extend(files.map(|file| (file, Some(part))));
    }
    modules
}

/// The file of a part; several where one would be too long to read and to compile in one piece.
fn files(
    named: &NamedModel,
    options: &Options,
    root: &ModulePath,
    part: &Part<TypeId>,
    parts: &[Part<TypeId>],
) -> Vec<Module> {
    let (name, doc, ids) = (&part.module, &part.doc, &part.members);
    let items = items(named, options, ids);
    if length(&items) <= LONGEST_FILE {
        return vec![file(
            named,
            options,
            root.child(name),
            doc.clone(),
            ids,
            items,
        )];
    }
    let ident = |id: &TypeId| named.type_names(*id).ident.as_str();
    let words: Vec<String> = ids.iter().map(|id| file_word(ident(id))).collect();
    let lines: Vec<usize> = items.iter().map(|item| item.lines + 1).collect();
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    let shelves = shelves(&words, &lines, LONGEST_FILE - LONGEST_IMPORTS);
    let modules = shelves.into_iter().map(|Shelf { prefix, members }| {
        let mut module = format!("{name}_{prefix}");
        if parts.iter().any(|part| part.module == module) {
            module.push('_');
        }
        let ids: Vec<TypeId> = members.iter().map(|member| ids[*member]).collect();
        let letters = prefix.chars().filter(|letter| *letter != '_').count();
        let begin = ids.first().map_or("", ident).chars().take(letters);
        let doc = format!("{doc} Those in `{}`.", begin.collect::<String>());
        let items = members.iter().filter_map(|member| items[*member].take());
        file(
            named,
            options,
            root.child(&module),
            doc,
            &ids,
            items.collect(),
        )
    });
    modules.collect()
}

/// How the file of a type is sorted in: its words, in letters that any file system takes.
fn file_word(ident: &str) -> String {
    let plain = |c: char| match c {
        '_' => '_',
        c if c.is_ascii_alphanumeric() => c,
        _ => 'x',
    };
    let words = identifier_of(&[ident], Case::Snake);
    words.chars().map(plain).collect()
}

fn length(items: &[Item]) -> usize {
    items.iter().map(|item| item.lines + 1).sum()
}

fn file(
    named: &NamedModel,
    options: &Options,
    path: ModulePath,
    doc: String,
    ids: &[TypeId],
    items: Vec<Item>,
) -> Module {
    Module {
        path,
        doc,
        declared: Declared::Reexported(defined(named, options, ids)),
        items: imports(named, options, ids)
            .into_iter()
            .chain(items)
            .collect(),
    }
}

/// The `use` declarations of a file: maps, modules of the runtime, types of other files.
fn imports(named: &NamedModel, options: &Options, ids: &[TypeId]) -> Option<Item> {
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
    if ids
        .iter()
        .any(|id| default::needs_json(named, options, *id))
    {
        modules.insert("default");
    }
    modules.extend(kinds().filter_map(table_of));
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

/// The macro of the runtime that a type is a table of.
fn table_of(kind: &TypeKind) -> Option<&'static str> {
    match kind {
        TypeKind::Struct(_) => Some("object"),
        TypeKind::Enum(model) => Some(match model.openness {
            Openness::Open => "open_enum",
            Openness::Closed => "closed_enum",
        }),
        TypeKind::IntegerEnum(model) => Some(match model.openness {
            Openness::Open => "open_integer_enum",
            Openness::Closed => "closed_integer_enum",
        }),
        TypeKind::Union(_) => Some("union"),
        TypeKind::Tuple(_) => Some("tuple"),
        TypeKind::Newtype(_) => Some("newtype"),
        TypeKind::Alias(_) | TypeKind::Contents(_) | TypeKind::ValueEnum(_) => None,
    }
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

/// The definitions of these types, formatted.
fn items(named: &NamedModel, options: &Options, ids: &[TypeId]) -> Vec<Item> {
    ids.par_iter().map(|id| item(named, options, *id)).collect()
}

/// The definition of one type with everything implemented for it.
fn item(named: &NamedModel, options: &Options, id: TypeId) -> Item {
    let text = match &named.model.type_model(id).kind {
        TypeKind::Struct(model) if model.parts => parts::item(named, options, id, model),
        TypeKind::Struct(model) => object::item(named, options, id, model),
        TypeKind::Enum(model) => enumeration::strings(named, options, id, model),
        TypeKind::IntegerEnum(model) => enumeration::integers(named, options, id, model),
        TypeKind::Union(model) => return union::item(named, options, id, model),
        TypeKind::ValueEnum(model) => {
            return Item::new(value_enum::item(named, options, id, model));
        }
        TypeKind::Contents(model) => return Item::new(contents::item(named, options, id, model)),
        TypeKind::Tuple(model) => tuple::item(named, options, id, model),
        TypeKind::Alias(inner) => alias::alias(named, options, id, inner),
        TypeKind::Newtype(inner) => alias::newtype(named, options, id, inner),
    };
    Item::of_text(&text)
}

/// The documentation of a type.
fn type_docs(named: &NamedModel, options: &Options, type_model: &TypeModel) -> String {
    let otherwise = otherwise(named, &type_model.origin);
    doc::written(&docs_for(options, &type_model.docs), &otherwise)
}

/// The same as attributes.
fn type_attributes(named: &NamedModel, options: &Options, type_model: &TypeModel) -> TokenStream {
    let otherwise = otherwise(named, &type_model.origin);
    doc::attributes(&docs_for(options, &type_model.docs), &otherwise)
}

/// What is said about something, to those whom `#[deprecated]` would reach.
fn docs_for<'d>(options: &Options, docs: &'d Docs) -> Cow<'d, Docs> {
    match options.sides {
        Sides::Server => Cow::Owned(doc::deprecated_in_words(docs)),
        Sides::TypesOnly | Sides::Client | Sides::Both => Cow::Borrowed(docs),
    }
}

/// The identifiers of deprecated types; whoever names them would be warned.
pub(super) fn deprecated(named: &NamedModel, options: &Options) -> BTreeSet<String> {
    let ids = (0..).map(TypeId).zip(&named.model.types);
    let deprecated = ids.filter(|(_, type_model)| docs_for(options, &type_model.docs).deprecated);
    deprecated
        .map(|(id, _)| named.type_names(id).ident.clone())
        .collect()
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
    match options.sides {
        Sides::Server => None,
        Sides::TypesOnly | Sides::Client | Sides::Both => Some(quote!(#[non_exhaustive])),
    }
}
