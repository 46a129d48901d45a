//! `schemas.rs`: static validation tables for everything a request may carry.

mod keywords;
mod literal;

use std::collections::BTreeSet;

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId, Type};
use indexmap::IndexMap;
use quote::quote;
use rayon::prelude::*;

pub(super) use self::keywords::type_set;
use super::files::{Exposure, Group, Piece};
use super::imports::Source;
use super::partition::Part;
use super::{runtime_path, text};
use crate::file_tree::{Declared, Module, ModulePath};
use crate::lower::validation::resolve;
use crate::name::NamedModel;

/// Writes tables and references to tables.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    contract: &'a Contract,
    names: &'a IndexMap<SchemaId, String>,
    place: Place,
}

/// Where the text stands: decides how a table is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Among the tables.
    Inside,
    /// In another module, which has `schemas` in scope.
    Outside,
}

impl<'a> Tables<'a> {
    pub(crate) fn new(
        contract: &'a Contract,
        names: &'a IndexMap<SchemaId, String>,
        place: Place,
    ) -> Self {
        Self {
            contract,
            names,
            place,
        }
    }

    /// `&NEW_ORDER`, or the whole table in place: an expression of type `&'static Schema`.
    pub(crate) fn reference(&self, id: SchemaId) -> String {
        if let Some(name) = self.name(id) {
            return match self.place {
                Place::Inside => format!("&{name}"),
                Place::Outside => format!("&schemas::{name}"),
            };
        }
        let id = resolve(self.contract, id);
        format!("&{}", self.table(self.contract.schema(id)))
    }

    /// `NEW_ORDER`, if the table has a name.
    pub(crate) fn name(&self, id: SchemaId) -> Option<&'a str> {
        self.names
            .get(&resolve(self.contract, id))
            .map(String::as_str)
    }

    /// The table itself: an expression of type `Schema`.
    fn table(&self, schema: &Schema) -> String {
        match schema.boolean {
            Some(true) => return String::from("Schema::ANY"),
            Some(false) => return String::from("Schema::NEVER"),
            None => {}
        }
        let base = self.base(schema);
        let keywords = self.keywords(schema);
        let base = base + &keywords.calls;
        if keywords.fields.is_empty() {
            return base;
        }
        text::with_fields("Schema", &keywords.fields, &base)
    }

    /// A table that says nothing but the types, and what the items of an array are.
    fn base(&self, schema: &Schema) -> String {
        let items = schema.array.items.map(|items| self.reference(items));
        let types = schema.types;
        let nullable = types.is_some_and(|types| types.contains(Type::Null) && types.len() > 1);
        let or_null = if nullable { ".or_null()" } else { "" };
        let of;
        let constant = match types.map(|types| {
            if nullable {
                types.without(Type::Null)
            } else {
                types
            }
        }) {
            None => "ANY",
            Some(types) => match types.single() {
                Some(Type::Array) if items.is_some() => {
                    let items = items.unwrap_or_default();
                    return format!("Schema::array_of({items}){or_null}");
                }
                Some(Type::Array) => "ARRAY",
                Some(Type::Null) => "NULL",
                Some(Type::Boolean) => "BOOLEAN",
                Some(Type::Integer) => "INTEGER",
                Some(Type::Number) => "NUMBER",
                Some(Type::String) => "STRING",
                Some(Type::Object) => "OBJECT",
                None => {
                    of = format!("of({})", type_set(types));
                    &of
                }
            },
        };
        if let Some(items) = items {
            format!("Schema {{ items: Some({items}), ..Schema::{constant}{or_null} }}")
        } else {
            format!("Schema::{constant}{or_null}")
        }
    }

    /// Is this the schema `false`, without a table of its own that would be there for nothing?
    fn is_never(&self, id: SchemaId) -> bool {
        let id = resolve(self.contract, id);
        self.contract.schema(id).boolean == Some(false) && !self.names.contains_key(&id)
    }
}

/// `schemas.rs`, or a file for each part of the tables; nothing when every table is written in place.
pub(super) fn modules(
    named: &NamedModel,
    contract: &Contract,
    path: ModulePath,
    parts: &[Part<SchemaId>],
) -> Vec<Module> {
    if named.tables.is_empty() {
        return Vec::new();
    }
    if parts.is_empty() {
        let all: Vec<SchemaId> = named.tables.keys().copied().collect();
        return files(named, contract, path, Exposure::Crate, &all);
    }
    let mut modules = vec![Module {
        path: path.clone(),
        doc: String::from(ABOUT),
        declared: Declared::Private,
        items: Vec::new(),
    }];
    for part in parts {
        let path = path.child(&part.module);
        let files = files(named, contract, path, Exposure::Siblings, &part.members);
        modules.extend(files);
    }
    modules
}

const ABOUT: &str = "What requests are checked against.";

fn files(
    named: &NamedModel,
    contract: &Contract,
    path: ModulePath,
    exposure: Exposure,
    members: &[SchemaId],
) -> Vec<Module> {
    let tables = Tables::new(contract, &named.tables, Place::Inside);
    let here: BTreeSet<SchemaId> = members.iter().copied().collect();
    let elsewhere = named.tables.iter().filter(|(id, _)| !here.contains(*id));
    let elsewhere: Vec<String> = elsewhere.map(|(_, name)| name.clone()).collect();
    let all: Vec<(SchemaId, &String)> = members
        .iter()
        .filter_map(|id| named.tables.get(id).map(|name| (*id, name)))
        .collect();
    let pieces = all.into_par_iter().map(|(id, name)| {
        let table = tables.table(contract.schema(id));
        let item = format!("pub static {name}: Schema = {table};");
        Piece::written(&[item], vec![name.clone()])
    });
    let sources = |_| {
        let sources: Vec<Source> = vec![(runtime_path::schema(), runtime_path::SCHEMA_NAMES)];
        (sources, quote!())
    };
    let files = Group {
        path,
        doc: String::from(ABOUT),
        exposure,
        elsewhere: &elsewhere,
        sources: &sources,
    };
    files.files(pieces.collect())
}
