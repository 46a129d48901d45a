//! `schemas.rs`: static validation tables for everything a request may carry.

mod keywords;
mod literal;

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId, Type};
use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;

use super::files::{Exposure, Group, Piece};
use super::imports::{Source, identifier};
use super::runtime_path;
use crate::file_tree::{Module, ModulePath};
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
    pub(crate) fn reference(&self, id: SchemaId) -> TokenStream {
        let id = resolve(self.contract, id);
        if let Some(name) = self.names.get(&id) {
            let name = identifier(name);
            return match self.place {
                Place::Inside => quote!(&#name),
                Place::Outside => quote!(&schemas::#name),
            };
        }
        let table = self.table(self.contract.schema(id));
        quote!(&#table)
    }

    /// The table itself: an expression of type `Schema`.
    fn table(&self, schema: &Schema) -> TokenStream {
        match schema.boolean {
            Some(true) => return quote!(Schema::ANY),
            Some(false) => return quote!(Schema::NEVER),
            None => {}
        }
        let fields = self.fields(schema);
        if let Some(constant) = self.constant(schema, fields.len()) {
            return constant;
        }
        quote!(Schema { #(#fields,)* ..Schema::ANY })
    }
}

impl Tables<'_> {
    /// A table of few keywords that the runtime has a constant for; `keywords` is how many there are.
    fn constant(&self, schema: &Schema, keywords: usize) -> Option<TokenStream> {
        if keywords == 0 {
            return Some(quote!(Schema::ANY));
        }
        let types = schema.types?;
        let Some(only) = types.single() else {
            let types = keywords::type_set(types);
            return (keywords == 1).then(|| quote!(Schema::of(#types)));
        };
        let base = match only {
            Type::String => quote!(Schema::STRING),
            Type::Integer => quote!(Schema::INTEGER),
            Type::Number => quote!(Schema::NUMBER),
            Type::Boolean => quote!(Schema::BOOLEAN),
            Type::Array if keywords == 2 => {
                let items = self.reference(schema.array.items?);
                return Some(quote!(Schema::array_of(#items)));
            }
            Type::Null | Type::Array | Type::Object => {
                let types = keywords::type_set(types);
                return (keywords == 1).then(|| quote!(Schema::of(#types)));
            }
        };
        if keywords == 1 {
            return Some(base);
        }
        let format = keywords::format(schema.format.as_ref()?).filter(|_| keywords == 2)?;
        Some(quote!(#base.with_format(#format)))
    }
}

/// `schemas.rs`; nothing when every table is written in place.
pub(super) fn modules(named: &NamedModel, contract: &Contract, path: ModulePath) -> Vec<Module> {
    if named.tables.is_empty() {
        return Vec::new();
    }
    let tables = Tables::new(contract, &named.tables, Place::Inside);
    let all: Vec<(&SchemaId, &String)> = named.tables.iter().collect();
    let pieces = all.into_par_iter().map(|(id, name)| {
        let ident = identifier(name);
        let table = tables.table(contract.schema(*id));
        Piece::new(
            vec![quote!(pub static #ident: Schema = #table;)],
            vec![name.clone()],
        )
    });
    let sources = |_| {
        let sources: Vec<Source> = vec![(runtime_path::schema(), runtime_path::SCHEMA_NAMES)];
        (sources, quote!())
    };
    let files = Group {
        path,
        doc: String::from("What requests are checked against."),
        exposure: Exposure::Crate,
        sources: &sources,
    };
    files.files(pieces.collect())
}
