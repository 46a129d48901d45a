//! What does a message carry?

use countersign_contract::model::{Encoding, MediaType, RequestBody, Style};

use super::media::{self, Carrier, Choice, Kind};
use super::operation::OperationLowering;
use super::schema::Direction;
use super::stream;
use crate::model::{BodyModel, ContentModel, FormEncoding, Payload};

impl OperationLowering<'_, '_> {
    /// The body in its media types; `None` when `content` is empty.
    pub(super) fn body(&mut self, body: &RequestBody) -> Option<BodyModel> {
        let owner = media::body_owner(&self.label, "the request body");
        let contents = self.contents(&body.content, Carrier::Request, &owner);
        (!contents.is_empty()).then(|| BodyModel {
            required: body.required,
            description: body.description.clone(),
            contents,
            choice: None,
        })
    }

    /// The media types of a body, the preferred one first.
    pub(super) fn contents(
        &mut self,
        content: &[MediaType],
        carrier: Carrier,
        owner: &str,
    ) -> Vec<ContentModel> {
        let direction = match carrier {
            Carrier::Request => Direction::Request,
            Carrier::Response => Direction::Response,
        };
        let choices = media::choices(self.contract, content, carrier, owner, self.diagnostics);
        let contents: Vec<ContentModel> = choices
            .iter()
            .map(|choice| self.content(choice, direction))
            .collect();
        for (choice, content) in choices.iter().zip(&contents) {
            if choice.kind == Kind::Multipart && content.payload == Payload::Bytes {
                media::report_bytes(choice.media, owner, self.diagnostics);
            }
        }
        contents
    }

    /// The Rust shape of a media type.
    fn content(&mut self, choice: &Choice<'_>, direction: Direction) -> ContentModel {
        let schema = choice.media.schema;
        let payload = match choice.kind {
            Kind::Json => Payload::Json {
                schema,
                value: self.type_of(schema, direction),
            },
            Kind::Text => Payload::Text,
            Kind::Bytes | Kind::Stream => Payload::Bytes,
            Kind::Form => Payload::Form {
                schema,
                value: self.type_of(schema, direction),
                encodings: form_encodings(choice.media),
            },
            Kind::Multipart => self.multipart(choice, direction),
            Kind::Xml => match schema {
                Some(schema) => Payload::Xml {
                    schema,
                    value: self.type_of(Some(schema), direction),
                },
                None => Payload::Bytes,
            },
            Kind::Items(framing) => {
                let schema = stream::item_schema(self.contract, choice.media);
                Payload::Items {
                    framing,
                    item: self.type_of(schema, direction),
                    schema,
                }
            }
        };
        ContentModel {
            media_type: choice.name.clone(),
            declared: choice.declared.clone(),
            payload,
        }
    }
}

impl OperationLowering<'_, '_> {
    /// Parts by the members of an object; anything else is bytes, such as parts that only their position tells apart.
    fn multipart(&mut self, choice: &Choice<'_>, direction: Direction) -> Payload {
        let media = choice.media;
        let named = media.prefix_encoding.is_empty()
            && media.item_encoding.is_none()
            && media.item_schema.is_none();
        let parts = named
            .then(|| self.schemas.parts(media, direction))
            .flatten();
        let (Some(schema), Some(parts)) = (media.schema, parts) else {
            return Payload::Bytes;
        };
        let files = parts.iter().filter(|part| part.file);
        let files: Vec<String> = files.map(|part| part.name.clone()).collect();
        let value = if files.is_empty() {
            self.type_of(media.schema, direction)
        } else {
            self.schemas
                .type_of_parts(schema, files, direction, self.group)
        };
        Payload::Multipart {
            schema: media.schema,
            value,
            parts,
        }
    }
}

/// The members that are not spelled by default.
pub(super) fn form_encodings(media: &MediaType) -> Vec<FormEncoding> {
    let encodings = media.encoding.iter().map(|(name, encoding)| {
        let style = encoding.style.unwrap_or(Style::Form);
        FormEncoding {
            name: name.clone(),
            json: !is_styled(encoding) && is_json(encoding),
            style,
            explode: encoding.explode.unwrap_or(style == Style::Form),
            allow_reserved: encoding.allow_reserved,
        }
    });
    let default = |encoding: &FormEncoding| {
        let usual = encoding.style == Style::Form && encoding.explode;
        !encoding.json && usual && !encoding.allow_reserved
    };
    // Spelled out, the default of a list is the same; that of an object spreads its members.
    let styled = |name: &str| media.encoding.get(name).is_some_and(is_styled);
    encodings
        .filter(|encoding| !default(encoding) || styled(&encoding.name))
        .collect()
}

/// With one of these fields `contentType` does not count (OAS 3.1.1 Encoding Object).
fn is_styled(encoding: &Encoding) -> bool {
    encoding.style.is_some() || encoding.explode.is_some() || encoding.allow_reserved
}

fn is_json(encoding: &Encoding) -> bool {
    let name = encoding.content_type.as_deref().unwrap_or_default();
    let essence = name.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json") || essence.ends_with("+json")
}
