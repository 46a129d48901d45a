//! What does the receiver of a value assume when it is left out (`default`), and can generated code say so?
//!
//! A default is an annotation (JSON Schema 2020-12 Validation 9.2), and contracts are full of those that do not obey their
//! own schema (OAS 3.0.4 Schema Object demands that they do). Such a default is reported where it stands and ignored.

mod fits;
mod reads;
mod said;
mod text;

use std::collections::BTreeSet;

use countersign_contract::schema::SchemaId;
use countersign_contract::syntax::Node;
use countersign_contract::{Diagnostic, Diagnostics, SourceSpan};

use super::{Schemas, docs};
use crate::model::{Docs, OperationModel, TypeKind, TypeModel};

impl<'c> Schemas<'c> {
    /// The default of a value that must obey all of these schemas; one that does not is reported instead.
    pub(crate) fn default_of(&mut self, schemas: &[SchemaId]) -> Option<&'c Node> {
        let default = self.said(schemas)?;
        let reason = schemas
            .iter()
            .find_map(|id| fits::mismatch(self.contract, *id, default));
        let Some(reason) = reason else {
            return Some(default);
        };
        if self.reported.insert(default.span()) {
            let shown = docs::short(default).unwrap_or_else(|| String::from(default.type_name()));
            let message = format!("the default `{shown}` does not obey its schema: {reason}");
            // `default: null` is how some frameworks say that there is none.
            let finding = if default.is_null() {
                Diagnostic::info("default-ignored", message)
            } else {
                Diagnostic::warning("default-ignored", message)
            };
            self.diagnostics.push(
                finding
                    .at(default.span())
                    .help("give a default that the schema allows, or leave it out"),
            );
        }
        None
    }

    /// What is said about a value with this default.
    pub(crate) fn docs_with(&self, schemas: &[SchemaId], default: Option<&Node>) -> Docs {
        let mut docs = schemas
            .last()
            .map(|schema| docs::docs(self.schema(*schema)))
            .unwrap_or_default();
        note(&mut docs, default);
        docs
    }
}

/// Says what the default is, before everything else.
pub(crate) fn note(docs: &mut Docs, default: Option<&Node>) {
    let note = default.and_then(docs::default_note);
    docs.notes.splice(0..0, note);
}

/// Gives up the defaults that the types of their values could not read for certain; they stay in the documentation.
pub(crate) fn settle(
    types: &mut [TypeModel],
    operations: &mut [OperationModel],
    diagnostics: &mut Diagnostics,
) {
    let given_up = given_up(types, operations);
    let keep = |default: &Node| !given_up.contains(&default.span());
    for type_model in types {
        if let TypeKind::Struct(model) = &mut type_model.kind {
            for field in &mut model.fields {
                field.default = field.default.take().filter(keep);
            }
        }
    }
    for parameter in operations
        .iter_mut()
        .flat_map(|operation| &mut operation.parameters)
    {
        parameter.default = parameter.default.take().filter(keep);
    }
    for span in given_up {
        diagnostics.push(
            Diagnostic::info(
                "default-not-filled-in",
                "the default is documented, and generated code does not fill it in",
            )
            .at(span)
            .help("its type chooses among alternatives that the default does not decide for, or spells it otherwise"),
        );
    }
}

fn given_up(types: &[TypeModel], operations: &[OperationModel]) -> BTreeSet<SourceSpan> {
    let fields = types
        .iter()
        .filter_map(|type_model| match &type_model.kind {
            TypeKind::Struct(model) => Some(&model.fields),
            TypeKind::Enum(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::ValueEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Tuple(_)
            | TypeKind::Alias(_)
            | TypeKind::Contents(_)
            | TypeKind::Newtype(_) => None,
        });
    let fields = fields.flatten().filter_map(|field| {
        let default = field.default.as_ref()?;
        (!reads::reads(types, &field.ty, default)).then(|| default.span())
    });
    let parameters = operations
        .iter()
        .flat_map(|operation| &operation.parameters);
    let parameters = parameters.filter_map(|parameter| {
        let default = parameter.default.as_ref()?;
        (!reads::reads(types, &parameter.value, default)).then(|| default.span())
    });
    fields.chain(parameters).collect()
}
