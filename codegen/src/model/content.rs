//! Bodies of several media types: which of them are the same to Rust, and what tells them apart.

use super::body::{ContentModel, Payload};
use super::{Scalar, TypeRef};

/// What a caller or handler holds of a body. Media types of the same shape are one: the wire decides between them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A value of this type.
    Value(TypeRef),
    /// Text of a media type of its own.
    Text(String),
    /// Bytes.
    Bytes,
    /// Items of this type, one after the other.
    Items(TypeRef),
}

/// Media types of one shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arm {
    /// Their shape.
    pub(crate) shape: Shape,
    /// Their positions in the list of media types, the preferred one first; never empty.
    pub(crate) contents: Vec<usize>,
}

impl Arm {
    /// The media type it is sent in.
    pub(crate) fn preferred<'c>(&self, contents: &'c [ContentModel]) -> &'c ContentModel {
        &contents[self.contents[0]]
    }

    /// Does the sender have to name the media type, because there is a range or a choice of bytes, or because the type needs
    /// a parameter such as the boundary of a multipart body?
    pub(crate) fn is_open(&self, contents: &[ContentModel]) -> bool {
        self.shape == Shape::Bytes
            && (self.contents.len() > 1 || self.preferred(contents).is_open())
    }

    /// How its media types are written.
    pub(crate) fn payloads<'c>(
        &self,
        contents: &'c [ContentModel],
    ) -> impl Iterator<Item = &'c Payload> + Clone {
        let positions: Vec<usize> = self.contents.clone();
        positions.into_iter().map(move |at| &contents[at].payload)
    }

    /// Has the body a value that is held against a schema? Else it is text or bytes as they come.
    pub(crate) fn has_value(&self, contents: &[ContentModel]) -> bool {
        let mut payloads = self.payloads(contents);
        self.value().is_some() && payloads.any(|payload| *payload != Payload::Text)
    }

    /// Are there files in it, so that it travels as parts and in no other way?
    pub(crate) fn has_files(&self, contents: &[ContentModel]) -> bool {
        self.payloads(contents).any(Payload::has_files)
    }

    /// The only type that is put into the variant, where there is one.
    pub(crate) fn value(&self) -> Option<&TypeRef> {
        match &self.shape {
            Shape::Value(value) => Some(value),
            Shape::Text(_) | Shape::Bytes | Shape::Items(_) => None,
        }
    }
}

/// The shapes of some media types, in order of preference.
pub(crate) fn arms(contents: &[ContentModel]) -> Vec<Arm> {
    let mut arms: Vec<Arm> = Vec::new();
    for (index, content) in contents.iter().enumerate() {
        let shape = shape(content);
        match arms.iter_mut().find(|arm| arm.shape == shape) {
            Some(arm) => arm.contents.push(index),
            None => arms.push(Arm {
                shape,
                contents: vec![index],
            }),
        }
    }
    arms
}

fn shape(content: &ContentModel) -> Shape {
    match &content.payload {
        Payload::Json { value, .. }
        | Payload::Form { value, .. }
        | Payload::Multipart { value, .. }
        | Payload::Xml { value, .. } => Shape::Value(value.clone()),
        Payload::Text if content.media_type.starts_with("text/plain") => {
            Shape::Value(TypeRef::Scalar(Scalar::String))
        }
        Payload::Text => Shape::Text(content.media_type.clone()),
        Payload::Bytes => Shape::Bytes,
        Payload::Items { item, .. } => Shape::Items(item.clone()),
    }
}

/// The shapes that a type of its own has to tell apart; empty when there is one.
#[derive(Clone, Debug)]
pub(crate) struct ContentsModel {
    /// The media types.
    pub(crate) contents: Vec<ContentModel>,
    /// Their shapes.
    pub(crate) arms: Vec<Arm>,
}
