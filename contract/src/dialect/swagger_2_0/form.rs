//! `in: formData` as one object, its fields as properties (Swagger 2.0, Parameter Object).

use indexmap::IndexMap;

use super::media_types::MediaName;
use crate::diagnostic::Diagnostic;
use crate::document::{Fields, Reader};
use crate::model::{Encoding, RequestBody};
use crate::resolve::Place;
use crate::schema::{Schema, SchemaId, Type, TypeSet};
use crate::syntax::Node;

/// What the fields make up.
#[derive(Default)]
struct Form {
    properties: IndexMap<String, SchemaId>,
    required: Vec<String>,
    encoding: IndexMap<String, Encoding>,
    has_file: bool,
}

impl<'w> Reader<'w> {
    /// The form of an operation. The first `own` fields are its own, the others those of its path, which it may redefine.
    pub(super) fn form(
        &mut self,
        operation: &Fields<'w>,
        places: Vec<Place<'w>>,
        own: usize,
    ) -> Option<RequestBody> {
        let first = places.first()?.span();
        let mut form = Form::default();
        for (at, place) in places.into_iter().enumerate() {
            let name = place.node.get("name").and_then(Node::as_str);
            let known = name.is_some_and(|name| form.properties.contains_key(name));
            if known && at >= own {
                continue;
            }
            if known {
                let name = name.unwrap_or_default();
                let message =
                    format!("the form field `{name}` is listed twice; the first one counts");
                let finding = Diagnostic::warning("duplicate-parameter", message);
                self.diagnostics.push(finding.at(place.span()));
                continue;
            }
            self.object_here(place, "Parameter Object", |reader, fields| {
                reader.form_field(fields, &mut form);
            });
        }
        let pointer = operation.place.pointer.child("parameters");
        let names = self.form_media_types(&form, first);
        let mut schema = Schema {
            types: Some(TypeSet::EMPTY.with(Type::Object)),
            ..Schema::any(first, pointer.clone())
        };
        let required = !form.required.is_empty();
        schema.object.properties = form.properties;
        schema.object.required = form.required;
        let schema = self.schemas.synthesise(schema);
        let content = names.into_iter().map(|name| {
            let mut media_type = name.with(Some(schema), &pointer);
            media_type.encoding.clone_from(&form.encoding);
            media_type
        });
        Some(RequestBody {
            required,
            description: None,
            content: content.collect(),
            span: first,
            required_span: None,
            pointer: pointer.clone(),
        })
    }

    fn form_field(&mut self, fields: &Fields<'w>, form: &mut Form) {
        let known = ["name", "in", "description", "required", "allowEmptyValue"];
        self.check_fields(fields, &known);
        let name = self.required_text(fields, "name");
        let written = fields.get("schema");
        let kind = fields.get("type");
        form.has_file |= kind.is_some_and(|kind| kind.node.as_str() == Some("file"));
        let schema = if let Some(place) = written {
            self.schema(&place)
        } else {
            let spelled = self.spelled(fields, None);
            if let Some((style, explode)) = spelled.array {
                let encoding = Encoding {
                    style: Some(style),
                    explode: Some(explode),
                    ..Encoding::default()
                };
                form.encoding.insert(name.clone(), encoding);
            }
            spelled.schema
        };
        if self.flag(fields, "required") == Some(true) {
            form.required.push(name.clone());
        }
        form.properties.insert(name, schema);
    }

    /// The form types of `consumes`. A file cannot be sent urlencoded; where no form type is written, the plain one is meant.
    fn form_media_types(&self, form: &Form, span: crate::source::SourceSpan) -> Vec<MediaName> {
        let is_multipart = |name: &MediaName| name.essence().starts_with("multipart/");
        let is_form = |name: &MediaName| {
            let urlencoded = name.essence().ends_with("x-www-form-urlencoded");
            is_multipart(name) || urlencoded && !form.has_file
        };
        let written = self.media_types.consumes.iter();
        let names: Vec<MediaName> = written.filter(|name| is_form(name)).cloned().collect();
        if !names.is_empty() {
            return names;
        }
        let implied = if form.has_file {
            "multipart/form-data"
        } else {
            "application/x-www-form-urlencoded"
        };
        vec![MediaName::implied(implied, span)]
    }
}
