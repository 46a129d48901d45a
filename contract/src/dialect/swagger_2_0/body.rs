//! Parameters that travel in the body: `in: body` and `in: formData` (Swagger 2.0, Parameter Object).

use super::media_types::MediaName;
use super::parameter::extension_examples;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::document::{Fields, PathItem, Reader, through};
use crate::model::RequestBody;
use crate::resolve::Place;
use crate::syntax::Node;

/// Which part of the body a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Body,
    /// A field of a form.
    Field,
}

impl<'w> Reader<'w> {
    /// The parameters that travel outside the body.
    pub(crate) fn outside_the_body(&mut self, places: Vec<Place<'w>>) -> Vec<Place<'w>> {
        if self.dialect != Dialect::Swagger20 {
            return places;
        }
        let mut places = places;
        places.retain(|place| self.part(place).is_none());
        places
    }

    /// The request body that the parameters of an operation and of its path make up.
    pub(crate) fn body_of_parameters(
        &mut self,
        item: &PathItem<'w>,
        operation: &Fields<'w>,
    ) -> Option<RequestBody> {
        if self.dialect != Dialect::Swagger20 {
            return None;
        }
        let mut bodies = Vec::new();
        let mut fields = Vec::new();
        let shared = item.layer("parameters");
        for place in parameter_places(Some(operation)) {
            self.sort_in(place, &mut bodies, &mut fields);
        }
        let own_fields = fields.len();
        if bodies.is_empty() {
            for place in parameter_places(shared) {
                self.sort_in(place, &mut bodies, &mut fields);
            }
        }
        self.report_surplus(&bodies, &fields);
        match bodies.into_iter().next() {
            Some(body) => self.body_parameter(body),
            None => self.form(operation, fields, own_fields),
        }
    }

    /// Reads a component that is a body, for what is wrong with it.
    pub(crate) fn check_body_component(&mut self, place: &Place<'w>) {
        if self.part(place) == Some(Part::Body)
            && let Ok(place) = self.resolver.follow(place.clone())
        {
            self.body_parameter(place);
        }
    }

    /// Which part of the body is this parameter? What leads nowhere is none: whoever reads it as a parameter reports it.
    fn part(&mut self, place: &Place<'w>) -> Option<Part> {
        let place = self.resolver.follow(place.clone()).ok()?;
        match place.node.get("in").and_then(Node::as_str) {
            Some("body") => Some(Part::Body),
            Some("formData" | "form") => Some(Part::Field),
            _ => None,
        }
    }

    fn sort_in(
        &mut self,
        place: Place<'w>,
        bodies: &mut Vec<Place<'w>>,
        fields: &mut Vec<Place<'w>>,
    ) {
        let part = self.part(&place);
        let Ok(place) = self.resolver.follow(place) else {
            return;
        };
        match part {
            Some(Part::Body) => bodies.push(place),
            Some(Part::Field) => fields.push(place),
            None => {}
        }
    }

    /// There is one body, and it is a form or it is not.
    fn report_surplus(&mut self, bodies: &[Place<'w>], fields: &[Place<'w>]) {
        let Some(first) = bodies.first() else {
            return;
        };
        for surplus in bodies.iter().skip(1).chain(fields) {
            let message = "a request has one body; this parameter is left out";
            self.diagnostics.push(
                Diagnostic::warning("several-bodies", message)
                    .at(surplus.span())
                    .label(first.span(), "the body")
                    .help("keep one parameter with `in: body`, or only parameters with `in: formData`"),
            );
        }
    }

    fn body_parameter(&mut self, place: Place<'w>) -> Option<RequestBody> {
        self.object_here(place, "Body Parameter Object", |reader, fields| {
            let known = ["name", "in", "description", "required", "schema"];
            reader.check_fields(fields, &known);
            let schema = match fields.get("schema") {
                Some(place) => Some(reader.schema(&place)),
                None if fields.get("type").is_some() => Some(reader.type_of_body(fields)),
                None => {
                    reader.missing(fields, "schema");
                    None
                }
            };
            let mut names = reader.media_types.consumes.clone();
            if names.is_empty() {
                names.push(MediaName::implied("application/json", fields.span()));
            }
            let pointer = fields.place.pointer.child("schema");
            let examples = extension_examples(fields);
            let content = names.into_iter().map(|name| {
                let mut media_type = name.with(schema, &pointer);
                let mine = examples.iter().filter(|example| match &example.name {
                    Some(key) if key.contains('/') => *key == name.name,
                    _ => true,
                });
                media_type.examples = mine.cloned().collect();
                media_type
            });
            let content = content.collect();
            let required = fields.object.entry("required");
            RequestBody {
                required: reader.flag(fields, "required").unwrap_or(false),
                description: reader.text(fields, "description"),
                content,
                span: fields.span(),
                required_span: required.map(|entry| through(entry.key.span, entry.value.span())),
                pointer: fields.place.pointer.clone(),
            }
        })
    }

    /// A body described like any other parameter: what is meant is clear.
    fn type_of_body(&mut self, fields: &Fields<'w>) -> crate::schema::SchemaId {
        let message = "a body is described by `schema`; its `type` is taken for one";
        let finding =
            Diagnostic::warning("misplaced-type", message).help("write `schema: {type: ...}`");
        self.habits.note("", fields.span(), finding);
        self.schema_in_place(&fields.place)
    }
}

/// The items of `parameters`; whoever reads the parameters reports it when it is no list.
fn parameter_places<'w>(fields: Option<&Fields<'w>>) -> Vec<Place<'w>> {
    let list = fields.and_then(|fields| fields.get("parameters"));
    let Some(list) = list else {
        return Vec::new();
    };
    let items = list.node.as_array().into_iter().flatten().enumerate();
    items
        .map(|(at, item)| list.child(at.to_string(), item))
        .collect()
}
