//! What does a request carry?

use countersign_contract::model::RequestBody;

use super::media::{self, Carrier, Choice, Kind};
use super::operation::OperationLowering;
use super::schema::Direction;
use crate::model::{BodyModel, ContentModel, Payload, TypeRef};

impl OperationLowering<'_, '_> {
    /// The body in its chosen media type; `None` when `content` is empty.
    pub(super) fn body(&mut self, body: &RequestBody) -> Option<BodyModel> {
        let owner = media::body_owner(&self.label, "the request body");
        let choice = media::choose(
            self.contract,
            &body.content,
            Carrier::Request,
            &owner,
            self.diagnostics,
        )?;
        Some(BodyModel {
            required: body.required,
            description: body.description.clone(),
            contents: vec![self.content(&choice, Direction::Request)],
        })
    }

    /// The Rust shape of a chosen media type.
    pub(super) fn content(&mut self, choice: &Choice<'_>, direction: Direction) -> ContentModel {
        let payload = match choice.kind {
            Kind::Json => Payload::Json {
                schema: choice.media.schema,
                value: self.type_of(choice.media.schema, direction),
            },
            Kind::Text => Payload::Text,
            Kind::Bytes => Payload::Bytes,
            Kind::Form => Payload::Form,
            Kind::Multipart => Payload::Multipart,
            Kind::Xml => Payload::Xml,
            Kind::Stream(framing) => Payload::Stream {
                framing,
                item: TypeRef::ANY,
                schema: None,
            },
        };
        ContentModel {
            media_type: choice.name.clone(),
            payload,
        }
    }
}
