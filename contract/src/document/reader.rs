//! What every reader shares: the resolver, the dialect, the schemas found so far, and where findings go.

use std::ptr;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::fields::Fields;
use super::habits::Habits;
use super::schema::SchemaArena;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::swagger_2_0::MediaTypes;
use crate::dialect::{self, Dialect};
use crate::model::{SecurityRequirement, Server};
use crate::resolve::{Failure, Files, Place, Resolver};
use crate::source::SourceSpan;
use crate::syntax::Node;

/// How many objects may be open within one another (a callback in an operation in a callback ...).
const MAX_OPEN: usize = 64;

/// How many objects other than schemas one document may unfold to through its references and aliases.
const MAX_OBJECTS: u32 = 500_000;

/// The state of reading one document.
#[derive(Debug)]
pub(crate) struct Reader<'w> {
    pub(crate) resolver: Resolver<'w>,
    /// The dialect of the document; while a schema is read, the dialect of that schema.
    pub(crate) dialect: Dialect,
    /// The name of the root where that is a schema.
    pub(crate) root_name: Option<String>,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) habits: Habits,
    pub(crate) schemas: SchemaArena<'w>,
    /// The document's root.
    pub(crate) root: Place<'w>,
    /// What operations inherit from the document.
    pub(crate) inherited: Inherited,
    /// Swagger 2.0: the media types of the operation being read.
    pub(crate) media_types: MediaTypes,
    /// Swagger 2.0: the parameters that are read as schemas.
    pub(crate) schemas_in_place: FxHashSet<*const Node>,
    /// Every `operationId` so far and where it stands.
    pub(crate) operation_ids: FxHashMap<String, SourceSpan>,
    /// Security schemes that requirements name by reference, by that reference.
    pub(crate) foreign_schemes: IndexMap<String, Place<'w>>,
    /// Every operation that a link names by its id, and where.
    pub(crate) linked_operations: Vec<(String, SourceSpan)>,
    open: Vec<*const Node>,
    objects: u32,
}

/// What operations inherit from the top of the document.
#[derive(Debug, Default)]
pub(crate) struct Inherited {
    pub(crate) servers: Vec<Server>,
    pub(crate) security: Vec<SecurityRequirement>,
}

impl<'w> Reader<'w> {
    pub(crate) fn new(files: &'w dyn Files, root: &'w Node, dialect: Dialect) -> Self {
        Self {
            resolver: Resolver::new(
                files,
                dialect,
                dialect::of_schemas(root, dialect).unwrap_or(dialect),
            ),
            dialect,
            root_name: None,
            diagnostics: Diagnostics::new(),
            habits: Habits::default(),
            schemas: SchemaArena::default(),
            root: Place::root(root),
            inherited: Inherited::default(),
            media_types: MediaTypes::default(),
            schemas_in_place: FxHashSet::default(),
            operation_ids: FxHashMap::default(),
            foreign_schemes: IndexMap::new(),
            linked_operations: Vec::new(),
            open: Vec::new(),
            objects: 0,
        }
    }

    /// Opens the object at a place, behind its `$ref` if it has one, and reads it. `None` (reported) when there is no object
    /// to be had: a dangling reference, a value of another type, an object that contains itself.
    pub(crate) fn object<T>(
        &mut self,
        place: Place<'w>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &Fields<'w>) -> T,
    ) -> Option<T> {
        let place = self.behind_reference(place)?;
        self.object_here(place, name, read)
    }

    /// The same without following `$ref`.
    pub(crate) fn object_here<T>(
        &mut self,
        place: Place<'w>,
        name: &'static str,
        read: impl FnOnce(&mut Self, &Fields<'w>) -> T,
    ) -> Option<T> {
        let Some(object) = place.node.as_object() else {
            self.wrong_type(&place, name, "an object");
            return None;
        };
        let address = ptr::from_ref(place.node);
        if self.open.contains(&address) {
            self.diagnostics.push(
                Diagnostic::error("object-cycle", format!("this {name} contains itself"))
                    .at(place.span())
                    .help("only schemas may be recursive"),
            );
            return None;
        }
        if self.open.len() >= MAX_OPEN {
            let message = format!("this {name} stands within {MAX_OPEN} others; it is left out");
            let finding = Diagnostic::error("limit-nested-objects", message);
            self.habits.note("", place.span(), finding);
            return None;
        }
        if self.objects >= MAX_OBJECTS {
            let message = format!("references unfold to more than {MAX_OBJECTS} objects");
            let finding = Diagnostic::error("limit-objects", message)
                .help("the rest of the document is not read");
            self.habits.note("", place.span(), finding);
            return None;
        }
        self.objects += 1;
        self.open.push(address);
        let value = read(self, &Fields::new(object, place, name, self.dialect));
        self.open.pop();
        Some(value)
    }

    /// A component of the document by section and name.
    pub(crate) fn component(&self, section: &str, name: &str) -> Option<Place<'w>> {
        let own = self.dialect.component_section(section);
        let own = own.and_then(|section| self.root.get(section)?.get(name));
        own.or_else(|| self.root.get("components")?.get(section)?.get(name))
    }

    /// A named schema: of the document that `from` stands in, else of the entry document (OAS 3.1.1 "Resolving Implicit
    /// Connections" leaves both open).
    pub(crate) fn named_schema(&self, from: &Place<'w>, name: &str) -> Option<Place<'w>> {
        let own = self.resolver.document(from);
        let roots = own.into_iter().chain([self.root.clone()]);
        let mut found = roots.filter_map(|root| root.get("components")?.get("schemas")?.get(name));
        found.next()
    }

    /// The place behind `$ref`; `None` when the reference leads nowhere (reported).
    pub(crate) fn behind_reference(&mut self, place: Place<'w>) -> Option<Place<'w>> {
        match self.resolver.follow(place) {
            Ok(place) => Some(place),
            Err((failure, at)) => {
                self.unresolved(failure, &at);
                None
            }
        }
    }

    /// Reports a `$ref` of the object at `place` that leads nowhere.
    pub(crate) fn unresolved(&mut self, failure: Failure, place: &Place<'w>) {
        let reference = place.node.get("$ref").unwrap_or(place.node);
        let text = reference.as_str().unwrap_or_default();
        self.unresolved_text(failure, text, reference.span());
    }

    /// The same for a reference that stands elsewhere.
    pub(crate) fn unresolved_text(&mut self, failure: Failure, text: &str, span: SourceSpan) {
        if let Some(finding) = failure.diagnostic(text, span) {
            self.habits.note(text, span, finding);
        }
    }

    /// A breach of the standard that leaves no doubt about what is meant: an understood error, in older dialects a warning.
    pub(crate) fn breach(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        if self.dialect.is_strict() {
            Diagnostic::error(code, message).understood()
        } else {
            Diagnostic::warning(code, message)
        }
    }

    /// The same for what only OpenAPI 3.2 came to forbid; in older dialects a warning.
    pub(crate) fn breach_of_3_2(
        &self,
        code: &'static str,
        message: impl Into<String>,
    ) -> Diagnostic {
        if self.dialect == Dialect::OpenApi32 {
            Diagnostic::error(code, message).understood()
        } else {
            Diagnostic::warning(code, message)
        }
    }

    /// Reports a value of the wrong type that is left out.
    pub(crate) fn wrong_type(&mut self, place: &Place<'w>, what: &str, expected: &str) {
        let found = place.node.type_name();
        self.diagnostics.push(
            Diagnostic::error(
                "wrong-type",
                format!("{what} must be {expected}, is {found}; it is left out"),
            )
            .at(place.span()),
        );
    }
}
