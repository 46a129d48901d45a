//! Objects whose members travel as parts of one body: some of them are files.

use countersign_contract::model::MediaType;
use countersign_contract::schema::{Format, SchemaId, Type};

use super::class::Class;
use super::merge::Place;
use super::shape::Shape;
use super::{Direction, Key, Schemas, Use};
use crate::model::{Origin, PartModel, Presence, Scalar, TypeKind, TypeRef, View, Word};

impl Schemas<'_> {
    /// What is known about the parts of an object; `None` when the schema describes no object with members.
    pub(crate) fn parts(
        &mut self,
        media: &MediaType,
        direction: Direction,
    ) -> Option<Vec<PartModel>> {
        let schema = media.schema?;
        let shape = self.shape(&[schema], View::from(direction));
        if shape.class(self.contract) != Class::Object {
            return None;
        }
        let members: Vec<(String, Vec<SchemaId>)> = shape
            .properties
            .iter()
            .map(|(name, schemas)| (name.clone(), schemas.clone()))
            .collect();
        let parts = members.into_iter().map(|(name, schemas)| {
            let content_type = media
                .encoding
                .get(&name)
                .and_then(|encoding| encoding.content_type.clone())
                .unwrap_or_default();
            let content_type = content_type.trim().to_owned();
            PartModel {
                file: self.is_file(&schemas, &content_type),
                name,
                content_type,
            }
        });
        Some(parts.collect())
    }

    /// A file is a string of bytes, several are a list of those.
    fn is_file(&mut self, schemas: &[SchemaId], content_type: &str) -> bool {
        let shape = self.shape(schemas, View::Request);
        match shape.class(self.contract) {
            Class::Array if !shape.items.is_empty() => {
                let items = shape.items.clone();
                let item = self.shape(&items, View::Request);
                self.is_bytes(&item, content_type)
            }
            _ => self.is_bytes(&shape, content_type),
        }
    }

    fn is_bytes(&self, shape: &Shape, content_type: &str) -> bool {
        let textual = content_type.is_empty()
            || content_type.contains("json")
            || content_type.starts_with("text/plain");
        match shape.class(self.contract) {
            Class::Scalar(Type::String) => {
                shape.format == Some(Format::Binary) || !textual && shape.encoding.is_none()
            }
            // OAS 3.1.1 Encoding Object: what has no type is `application/octet-stream`.
            Class::Any => shape.types.is_none() && !content_type.contains("json"),
            _ => false,
        }
    }

    /// The type of an object with these files among its parts.
    pub(crate) fn type_of_parts(
        &mut self,
        schema: SchemaId,
        files: Vec<String>,
        direction: Direction,
        group: Option<usize>,
    ) -> TypeRef {
        // A webhook's request goes from the server of the API to its client.
        let direction = match group {
            Some(_) => direction,
            None => direction.reversed(),
        };
        let mut words = match self.places.origin(self.contract, schema) {
            Origin::Component(name) => vec![Word::Text(name)],
            Origin::Inline(words) => words,
        };
        words.push(Word::Text(String::from("parts")));
        let key = Key {
            schemas: vec![schema],
            only: None,
            view: View::from(direction),
            alternatives: Vec::new(),
            files,
        };
        let ty = TypeRef::Named(self.named(key, Origin::Inline(words)));
        self.uses.push(Use {
            named: ty.named(),
            direction,
            group,
        });
        ty
    }

    /// The struct of such an object. Members nobody declared are no part of it.
    pub(super) fn struct_of_parts(&mut self, place: Place<'_>) -> TypeKind {
        let key = place.key;
        let shape = self.shape(&key.schemas, key.view);
        let mut model = self.object(&shape, place);
        model
            .fields
            .retain(|field| !shape.conditional.contains_key(&field.wire));
        for field in &mut model.fields {
            if key.files.contains(&field.wire) {
                let file = TypeRef::Scalar(Scalar::File);
                let list = matches!(field.ty, TypeRef::Array(_));
                field.ty = if list {
                    TypeRef::Array(Box::new(file))
                } else {
                    file
                };
            }
            // A part has no null: it is there or not.
            field.presence = match field.presence {
                Presence::Nullable | Presence::OptionalNullable => Presence::Optional,
                presence => presence,
            };
        }
        model.rest = None;
        model.parts = true;
        TypeKind::Struct(model)
    }
}
