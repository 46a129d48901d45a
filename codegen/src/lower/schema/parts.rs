//! Objects whose members, and arrays whose items travel as parts of one body: some of them are files.

use countersign_contract::model::{Encoding, MediaType};
use countersign_contract::schema::{Format, SchemaId, Type};

use super::array::ItemSchemas;
use super::class::Class;
use super::merge::Place;
use super::shape::Shape;
use super::{Direction, Key, Schemas, Use};
use crate::model::{
    Origin, PartModel, PartsModel, Presence, Scalar, TupleItem, TupleModel, TypeKind, TypeRef,
    View, Word,
};

/// Which parts of a type are files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Files {
    /// It does not travel as parts, or none is one.
    None,
    /// These members of an object.
    Members(Vec<String>),
    /// Items of an array.
    Places {
        /// Of the first ones.
        first: Vec<PartKind>,
        /// Of those behind them, where there may be some.
        rest: Option<PartKind>,
    },
}

/// What is in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum PartKind {
    /// A value.
    Value,
    /// A file.
    File,
}

impl PartKind {
    fn of(part: &PartModel) -> Self {
        if part.file { Self::File } else { Self::Value }
    }
}

/// More encodings than this are not given a place of their own: nobody wrote them by hand.
const MOST_PLACES: usize = 64;

impl Schemas<'_> {
    /// What is known about the parts of an object; `None` when the schema describes no object with members.
    pub(crate) fn parts(&mut self, media: &MediaType, direction: Direction) -> Option<PartsModel> {
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
            let content_type = content_type(media.encoding.get(&name));
            PartModel {
                file: self.is_file(&schemas, &content_type),
                name,
                content_type,
            }
        });
        Some(PartsModel::Named(parts.collect()))
    }

    /// What is known about the parts of an array, which only their places tell apart (OAS 3.2.0 Encoding By Position); `None` when
    /// the schema describes no array, or its first items in several places.
    pub(crate) fn places(&mut self, media: &MediaType, direction: Direction) -> Option<PartsModel> {
        let shape = self.shape(&[media.schema?], View::from(direction));
        if shape.class(self.contract) != Class::Array {
            return None;
        }
        let ItemSchemas { mut first, rest } = self.item_schemas(&shape)?;
        // What is written in a way of its own has a place of its own.
        if let Some(items) = &rest {
            let count = media.prefix_encoding.len().max(first.len());
            first.resize(count.min(MOST_PLACES), items.clone());
        }
        let mut part = |schemas: &[SchemaId], encoding: Option<&Encoding>| {
            let content_type = content_type(encoding);
            let shape = self.shape(schemas, View::Request);
            PartModel {
                name: String::new(),
                file: self.is_bytes(&shape, &content_type),
                content_type,
            }
        };
        let beyond = media.item_encoding.as_deref();
        let first = first.iter().enumerate();
        let first = first.map(|(at, schemas)| {
            let own = media.prefix_encoding.get(at);
            part(schemas, own.or(beyond))
        });
        let first = first.collect();
        let rest = rest.map(|schemas| part(&schemas, beyond));
        Some(PartsModel::Placed { first, rest })
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
        // Parts within a part are for the handler to take apart.
        if content_type.starts_with("multipart/") {
            return true;
        }
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

    /// The type of an object or array with these parts, files among them.
    pub(crate) fn type_of_parts(
        &mut self,
        schema: SchemaId,
        parts: &PartsModel,
        direction: Direction,
        group: Option<usize>,
    ) -> TypeRef {
        let files = match parts {
            PartsModel::Placed { first, rest } if first.is_empty() && rest.is_some() => {
                return TypeRef::Array(Box::new(TypeRef::Scalar(Scalar::File)));
            }
            PartsModel::Placed { first, rest } => Files::Places {
                first: first.iter().map(PartKind::of).collect(),
                rest: rest.as_ref().map(PartKind::of),
            },
            PartsModel::Named(parts) => {
                let files = parts.iter().filter(|part| part.file);
                Files::Members(files.map(|part| part.name.clone()).collect())
            }
        };
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
    pub(super) fn struct_of_parts(&mut self, place: Place<'_>, files: &[String]) -> TypeKind {
        let key = place.key;
        let shape = self.shape(&key.schemas, key.view);
        let mut model = self.object(&shape, place);
        model
            .fields
            .retain(|field| !shape.conditional.contains_key(&field.wire));
        for field in &mut model.fields {
            if files.contains(&field.wire) {
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

    /// The tuple struct of such an array.
    pub(super) fn tuple_of_parts(
        &mut self,
        key: &Key,
        first: &[PartKind],
        rest: Option<PartKind>,
    ) -> TypeKind {
        let shape = self.shape(&key.schemas, key.view);
        let Some(ItemSchemas {
            first: schemas,
            rest: more,
        }) = self.item_schemas(&shape)
        else {
            return TypeKind::Alias(TypeRef::ANY);
        };
        let more = more.unwrap_or_default();
        let required = self.fewest_items(&shape);
        let mut part = |kind: PartKind, schemas: &[SchemaId]| match kind {
            PartKind::File => TypeRef::Scalar(Scalar::File),
            PartKind::Value => self.inner(schemas, key.view),
        };
        let items = first.iter().enumerate().map(|(at, kind)| TupleItem {
            ty: part(*kind, schemas.get(at).unwrap_or(&more)),
            optional: at >= required,
        });
        let items = items.collect();
        TypeKind::Tuple(TupleModel {
            items,
            rest: rest.map(|kind| TypeRef::Array(Box::new(part(kind, &more)))),
            parts: true,
        })
    }
}

/// What `contentType` says; nothing where it says nothing.
fn content_type(encoding: Option<&Encoding>) -> String {
    let said = encoding.and_then(|encoding| encoding.content_type.as_deref());
    said.unwrap_or_default().trim().to_owned()
}
