//! What does a message carry?

use countersign_contract::Diagnostic;
use countersign_contract::model::{Encoding, MediaType, RequestBody, Style};

use super::media::{self, Carrier, Choice, Kind};
use super::operation::OperationLowering;
use super::schema::Direction;
use super::stream;
use crate::model::{BodyModel, ContentModel, FormEncoding, PartsModel, Payload};

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
            .map(|choice| self.content(choice, direction, owner))
            .collect();
        for (choice, content) in choices.iter().zip(&contents) {
            if choice.kind == Kind::Multipart && content.payload == Payload::Bytes {
                media::report_bytes(choice.media, owner, self.diagnostics);
            }
        }
        contents
    }

    /// The Rust shape of a media type.
    fn content(&mut self, choice: &Choice<'_>, direction: Direction, owner: &str) -> ContentModel {
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
            Kind::Multipart => self.multipart(choice, direction, owner),
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
    /// Parts by the members of an object, or by the items of an array; anything else is bytes.
    fn multipart(&mut self, choice: &Choice<'_>, direction: Direction, owner: &str) -> Payload {
        let media = choice.media;
        let by_name = media.prefix_encoding.is_empty() && media.item_encoding.is_none();
        let parts = match media.schema {
            Some(_) if media.item_schema.is_some() => None,
            Some(_) => {
                let named = by_name.then(|| self.schemas.parts(media, direction));
                // A field of a form has a name, which no item of an array has.
                named.flatten().or_else(|| {
                    let form = media.essence() == "multipart/form-data";
                    let placed = (!form).then(|| self.schemas.places(media, direction));
                    placed.flatten()
                })
            }
            None => None,
        };
        let (Some(schema), Some(parts)) = (media.schema, parts) else {
            return Payload::Bytes;
        };
        self.report_nested(media, &parts, owner);
        let value = if parts.all().any(|part| part.file) {
            self.schemas
                .type_of_parts(schema, &parts, direction, self.group)
        } else {
            self.type_of(media.schema, direction)
        };
        Payload::Multipart {
            schema: media.schema,
            value,
            parts,
        }
    }

    /// Parts within a part are bytes.
    fn report_nested(&mut self, media: &MediaType, parts: &PartsModel, owner: &str) {
        let all = parts.all().enumerate();
        let nested = all.filter(|(_, part)| part.content_type.starts_with("multipart/"));
        for (at, part) in nested {
            let which = match parts {
                PartsModel::Named(_) => format!("the part `{}`", part.name),
                PartsModel::Placed { first, .. } if at < first.len() => format!("part {}", at + 1),
                PartsModel::Placed { first, .. } if first.is_empty() => "every part".to_owned(),
                PartsModel::Placed { .. } => "every further part".to_owned(),
            };
            let message = format!(
                "{which} of {owner} is `{}`, which is passed on as raw bytes",
                part.content_type
            );
            self.diagnostics.push(
                Diagnostic::warning("media-type-as-bytes", message)
                    .at(media.span)
                    .help("make and read the parts in it yourself, and name its `Content-Type` with the boundary"),
            );
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
