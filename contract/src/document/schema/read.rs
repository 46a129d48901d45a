//! From the node of a schema to the schema: keyword by keyword, then what the dialect makes of them together.

use std::collections::BTreeMap;
use std::ptr;

use smol_str::SmolStr;

use super::arena::MAX_SCHEMAS;
use super::bounds;
use super::written::Written;
use crate::diagnostic::Diagnostic;
use crate::dialect::swagger_2_0::NOT_OF_THE_SCHEMA;
use crate::dialect::{self, Standing};
use crate::document::Reader;
use crate::document::fields::{spelling_help, through};
use crate::pointer::JsonPointer;
use crate::resolve::Place;
use crate::schema::{Schema, SchemaId};
use crate::source::SourceSpan;
use crate::syntax::{Key, Node, NodeValue, Object};

/// Beside `$ref` in OpenAPI 3.0, everything but these is dropped: they describe, and describing cannot contradict.
const KEPT_BESIDE_REFERENCE: [&str; 12] = [
    "$ref",
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "xml",
    "externalDocs",
    "nullable",
];

impl<'w> Reader<'w> {
    /// The id of the schema at a place; it is read later, when nothing else is open.
    pub(crate) fn schema(&mut self, place: &Place<'w>) -> SchemaId {
        if let Some(id) = self.schemas.id_of(place) {
            return id;
        }
        let message =
            format!("there are more than {MAX_SCHEMAS} schemas; this one accepts any value");
        let finding = Diagnostic::error("limit-schemas", message);
        self.habits.note("", place.span(), finding);
        self.schemas.overflow(place)
    }

    /// Reads every schema that was met, and those they meet in turn. References to URIs that no file declares wait until
    /// nothing else is left that could bring in the file that does.
    pub(crate) fn read_pending_schemas(&mut self) {
        let mut waiting: BTreeMap<String, Vec<(SchemaId, Place<'w>)>> = BTreeMap::new();
        let mut files = self.resolver.file_count();
        loop {
            while let Some((id, place)) = self.schemas.next() {
                match self.awaited(&place) {
                    Some(uri) => waiting.entry(uri).or_default().push((id, place)),
                    None => self.read_at(id, &place),
                }
            }
            if files != self.resolver.file_count() {
                files = self.resolver.file_count();
                self.schemas
                    .put_back(std::mem::take(&mut waiting).into_values().flatten());
            } else if let Some((_, schemas)) = waiting.pop_first() {
                for (id, place) in schemas {
                    self.read_at(id, &place);
                }
            } else if !self.meet_dynamic_anchors() {
                return;
            }
        }
    }

    /// The URI that a schema's `$ref` waits for.
    fn awaited(&mut self, place: &Place<'w>) -> Option<String> {
        let reference = place.node.get("$ref").and_then(Node::as_str)?;
        self.resolver.awaited(place, reference)
    }

    fn read_at(&mut self, id: SchemaId, place: &Place<'w>) {
        let document = self.dialect;
        let (resource, dialect) = self.resolver.scope(place);
        self.dialect = dialect;
        self.schemas.begin(id, resource);
        let schema = self.read_schema(place);
        self.dialect = document;
        self.schemas.fill(id, schema);
    }

    fn read_schema(&mut self, place: &Place<'w>) -> Schema {
        let mut schema = Schema::any(place.span(), place.pointer.clone());
        schema.name = self.schema_name(place);
        match place.node.value() {
            NodeValue::Object(object) => {
                let mut written = Written::new(schema);
                self.read_keywords(&mut written, place, object);
                self.finish(written, place)
            }
            NodeValue::Bool(accepts) => {
                schema.boolean = Some(*accepts);
                schema
            }
            NodeValue::Null | NodeValue::Number(_) | NodeValue::String(_) | NodeValue::Array(_) => {
                let found = place.node.type_name();
                let message =
                    format!("a schema must be an object, is {found}; any value is accepted");
                self.diagnostics
                    .push(Diagnostic::error("wrong-type", message).at(place.span()));
                schema
            }
        }
    }

    /// The name a schema was given: its key under `components/schemas`, `definitions` or `$defs`. In another file also its
    /// key under `schemas` or at the top, and the name of the file if that is nothing but the schema.
    fn schema_name(&self, place: &Place<'w>) -> Option<String> {
        let other_file = place.source() != self.root.source();
        let (Some(name), Some(above)) = (place.pointer.last(), place.pointer.parent()) else {
            if !other_file {
                return self.root_name.clone();
            }
            let stem = self.resolver.file_stem(place.source())?;
            return other_file.then(|| stem.to_owned());
        };
        let named = match above.tokens().as_slice() {
            ["components", "schemas"] | [.., "definitions" | "$defs"] => true,
            [] | ["schemas"] => other_file,
            _ => false,
        };
        named.then(|| name.to_owned())
    }

    fn read_keywords(&mut self, written: &mut Written<'w>, place: &Place<'w>, object: &'w Object) {
        let reference = object
            .get("$ref")
            .is_some_and(|node| node.as_str().is_some());
        let siblings_apply = !reference || self.dialect.reference_siblings_apply();
        let in_place = self.schemas_in_place.contains(&ptr::from_ref(place.node));
        for entry in object {
            let keyword = entry.key.name.as_str();
            if in_place && NOT_OF_THE_SCHEMA.contains(&keyword) {
                continue;
            }
            let span = through(entry.key.span, entry.value.span());
            let spans = &mut written.schema.keyword_spans;
            spans.insert(SmolStr::new(keyword), span);
            let kept = KEPT_BESIDE_REFERENCE.contains(&keyword) || keyword.starts_with("x-");
            if !siblings_apply && !kept {
                self.ignored_sibling(keyword, span);
                continue;
            }
            if entry.value.is_null() && !null_is_a_value(keyword) {
                continue;
            }
            let value = place.child(entry.key.name.clone(), &entry.value);
            let read = self.means_something(keyword) && self.keyword(written, keyword, &value);
            self.judge_keyword(&entry.key, read);
            if !read {
                let extensions = &mut written.schema.annotations.extensions;
                extensions.insert(keyword.to_owned(), entry.value.clone());
            }
        }
    }

    /// Is the keyword one that this dialect has, or honours?
    fn means_something(&self, keyword: &str) -> bool {
        self.dialect.honours_foreign_keywords()
            || keyword == "$id"
            || self.dialect.keyword(keyword) == Standing::Known
    }

    fn ignored_sibling(&mut self, keyword: &str, span: SourceSpan) {
        let holders = ["$id", "id", "$schema", "$comment", "definitions", "$defs"];
        if holders.contains(&keyword) {
            return;
        }
        let dialect = self.dialect.name();
        let message = format!("`{keyword}` beside `$ref` has no effect in {dialect}");
        let newer = if self.dialect.honours_foreign_keywords() {
            "OpenAPI 3.1"
        } else {
            "JSON Schema 2019-09"
        };
        let finding = Diagnostic::warning("ignored-reference-sibling", message)
            .help(format!("wrap the reference: `allOf: [{{$ref: ...}}]` with the other keywords beside `allOf`, or move to {newer}"));
        self.habits.note(keyword, span, finding);
    }

    /// Reports keywords of other versions (honoured) and of none (kept as annotations).
    fn judge_keyword(&mut self, key: &Key, read: bool) {
        let keyword = key.name.as_str();
        let dialect = self.dialect.name();
        let finding = match self.dialect.keyword(keyword) {
            Standing::Known => return,
            Standing::Foreign(version) if read => {
                let message =
                    format!("`{keyword}` is part of {version}, not of {dialect}; it is honoured");
                Diagnostic::warning("foreign-keyword", message)
                    .help("change the document's `openapi` version, or write it the document's way")
            }
            Standing::Foreign(version) if !self.dialect.honours_foreign_keywords() => {
                let message =
                    format!("`{keyword}` is part of {version}, not of {dialect}; it has no effect");
                Diagnostic::warning("foreign-keyword", message)
                    .help("name the draft that is meant in `$schema`")
            }
            Standing::Foreign(_) | Standing::Unknown => {
                let message = format!("`{keyword}` is no keyword of {dialect}; it has no effect");
                let finding = if self.dialect.has_old_schemas() {
                    Diagnostic::warning("unknown-keyword", message)
                } else {
                    Diagnostic::info("unknown-keyword", message)
                };
                finding.help(spelling_help(keyword, self.dialect.keywords()))
            }
        };
        self.habits.note(keyword, key.span, finding);
    }

    /// What keywords mean together.
    fn finish(&mut self, mut written: Written<'w>, place: &Place<'w>) -> Schema {
        if let Some(additional) = written.additional_items.take() {
            let array = &mut written.schema.array;
            if written.tuple && array.items.is_none() {
                array.items = Some(self.schema(&additional));
            }
        }
        bounds::lower(
            std::mem::take(&mut written.range),
            &mut written.schema.numeric,
        );
        self.references(&mut written, place);
        self.nullable(written)
    }

    /// `$schema` names a draft, or (in OpenAPI) says again what the document says anyway.
    pub(super) fn check_schema_keyword(&mut self, place: &Place<'w>) {
        let written = place.node.as_str().unwrap_or_default();
        if dialect::of_schema(written, self.dialect).is_none() {
            let dialect = self.dialect.name();
            let message = format!("this schema says it is `{written}`; it is read as {dialect}");
            let finding = Diagnostic::warning("unknown-schema-dialect", message);
            self.habits.note(written, place.span(), finding);
        }
    }
}

/// Keywords whose value may be `null`; for all others `null` is absent.
fn null_is_a_value(keyword: &str) -> bool {
    matches!(keyword, "const" | "default" | "example" | "type") || keyword.starts_with("x-")
}

/// The pointer of the component schema that a place lies in.
pub(super) fn enclosing_component(pointer: &JsonPointer) -> Option<JsonPointer> {
    let tokens = pointer.tokens();
    let component = tokens.len() >= 3 && tokens[0] == "components" && tokens[1] == "schemas";
    component.then(|| {
        JsonPointer::root()
            .child("components")
            .child("schemas")
            .child(tokens[2])
    })
}
