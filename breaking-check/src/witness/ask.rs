//! Does a side take a message? Everything that a request or response needs, and nothing that nobody declared.

use std::collections::{BTreeMap, BTreeSet};

use countersign_contract::model::{Header, MediaType, Operation, StatusPattern};
use countersign_contract::policy::IdempotencyKeyPolicy;
use countersign_contract::schema::SchemaId;
use serde_json::Value;

use super::evidence::{Answer, Question, Spelling};
use super::key;
use super::message::{Built, Content, Messages, Sent, spelling_of};
use crate::direction::{Direction, Keys, Message};
use crate::documents;
use crate::pairing::{self, Credential};
use crate::side::Side;

impl<'c> Messages<'_, '_, 'c> {
    /// Does `side` take the message of `sender`?
    pub(super) fn ask(&self, side: Side, built: &Built<'c>, sender: Side) -> Answer {
        let Some(operation) = self.pair.sides.side(side) else {
            let what = match self.pair.name.kind {
                documents::KIND => "schema",
                _ => "operation",
            };
            return Answer::Refused(format!("the {side} has no such {what}"));
        };
        match built {
            Built::Request {
                parameters,
                content,
                credentials,
                keys,
                circumstance,
            } => {
                let sender = self.pair.sides.side(sender).unwrap_or(operation);
                let asked = self.ask_request(
                    side,
                    operation,
                    (parameters, keys),
                    content.as_ref(),
                    credentials,
                );
                circumstance
                    .ask(side, sender, operation, parameters)
                    .and(asked)
            }
            Built::Response {
                status,
                headers,
                content,
            } => self.ask_response(side, operation, *status, headers, content.as_ref()),
            Built::Token(plan, url) => plan.ask(self.evidence.graph.sides.contract(side), url),
        }
    }

    fn ask_request(
        &self,
        side: Side,
        operation: &Operation,
        (sent, keys): (&[Sent<'_>], &[&IdempotencyKeyPolicy]),
        content: Option<&Content>,
        credentials: &BTreeMap<Credential, BTreeSet<String>>,
    ) -> Answer {
        let direction = self.direction(Message::Request);
        let contract = self.evidence.graph.sides.contract(side);
        if !pairing::alternatives(contract, operation)
            .iter()
            .any(|alternative| alternative.is_met_by(credentials))
        {
            return Answer::Refused("its credentials are no longer enough".to_owned());
        }
        let mut worst = Answer::Taken;
        for parameter in &operation.parameters {
            let own_key = pairing::parameter_key(operation, parameter);
            let found = sent.iter().find(|sent| sent.key == own_key);
            let label = format!(
                "{} parameter `{}`",
                parameter.location.name(),
                parameter.name
            );
            let carried = key::in_place_of(parameter, keys).filter(|_| found.is_none());
            match found {
                None if let Some(value) = &carried => {
                    let schema = pairing::schema_of(&parameter.shape);
                    worst = worst.and(self.value(side, direction, schema, value, &label));
                }
                None if parameter.required && !pairing::is_ignored(parameter) => {
                    return Answer::Refused(format!("{label} is missing"));
                }
                None => {}
                // OAS 3.1.1 Parameter Object, allowEmptyValue: whatever the schema says.
                Some(found) if parameter.allow_empty_value && found.value == "" => {}
                Some(found) => {
                    if pairing::is_respelled(&found.parameter.shape, &parameter.shape, &found.value)
                    {
                        return Answer::Refused(format!("{label} is spelled in another way"));
                    }
                    let schema = pairing::schema_of(&parameter.shape);
                    worst = worst.and(self.value(side, direction, schema, &found.value, &label));
                }
            }
        }
        if direction.keys(side, self.evidence.world) == Keys::Declared
            && let Some(unknown) = sent.iter().find(|sent| {
                !key::is_understood(operation, sent.parameter)
                    && !operation
                        .parameters
                        .iter()
                        .any(|parameter| pairing::parameter_key(operation, parameter) == sent.key)
            })
        {
            let parameter = unknown.parameter;
            return Answer::Refused(format!(
                "{} parameter `{}` is not declared",
                parameter.location.name(),
                parameter.name
            ));
        }
        match (content, &operation.request_body) {
            (None, Some(body)) if body.required => {
                Answer::Refused("the request body is missing".to_owned())
            }
            (None, _) => worst,
            (Some(_), None) => Answer::Refused("no request body is declared".to_owned()),
            (Some(content), Some(body)) => {
                worst.and(self.ask_content(side, direction, &body.content, content))
            }
        }
    }

    fn ask_response(
        &self,
        side: Side,
        operation: &Operation,
        status: u16,
        headers: &[(&Header, Value)],
        content: Option<&Content>,
    ) -> Answer {
        let direction = self.direction(Message::Response);
        let Some(response) =
            pairing::response_for(&operation.responses, StatusPattern::Code(status))
        else {
            return Answer::Refused(format!("status {status} is not declared"));
        };
        let mut worst = Answer::Taken;
        for header in &response.headers {
            let found = headers
                .iter()
                .find(|(sent, _)| sent.name.eq_ignore_ascii_case(&header.name));
            let label = format!("header `{}`", header.name);
            match found {
                None if header.required => {
                    return Answer::Refused(format!("{label} is missing"));
                }
                None => {}
                Some((sent, value)) if pairing::is_respelled(&sent.shape, &header.shape, value) => {
                    return Answer::Refused(format!("{label} is spelled in another way"));
                }
                Some((_, value)) => {
                    let schema = pairing::schema_of(&header.shape);
                    worst = worst.and(self.value(side, direction, schema, value, &label));
                }
            }
        }
        match content {
            None if response.content.is_empty() => worst,
            None => Answer::Refused("the response body is missing".to_owned()),
            Some(content) => {
                worst.and(self.ask_content(side, direction, &response.content, content))
            }
        }
    }

    fn ask_content(
        &self,
        side: Side,
        direction: Direction,
        offered: &[MediaType],
        content: &Content,
    ) -> Answer {
        let essence = content
            .media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim();
        let exact = offered
            .iter()
            .find(|media_type| media_type.name.eq_ignore_ascii_case(&content.media_type));
        let Some(media_type) = exact.or_else(|| pairing::covering(offered, essence)) else {
            return Answer::Refused(format!("media type {} is not declared", content.media_type));
        };
        if pairing::has_parts(essence)
            && let Some(Value::Object(members)) = &content.value
        {
            let sent = |name: &String| content.encoding.get(name);
            let expected = |name: &String| media_type.encoding.get(name);
            for (name, value) in members {
                let reason = pairing::misfit(essence, sent(name), expected(name), value);
                if let Some(reason) = reason {
                    return Answer::Refused(format!("part `{name}` {reason}"));
                }
            }
        }
        if let Some(schema) = media_type.item_schema {
            let takes = |value| {
                let question = Question {
                    direction,
                    value,
                    spelling: Spelling::Json,
                    formats: self.formats,
                    about: None,
                };
                self.evidence.takes(side, &schema.into(), question)
            };
            let answers = content.items.iter().map(takes);
            let worst = answers.fold(Answer::Taken, Answer::and);
            if worst != Answer::Taken {
                return worst;
            }
        }
        match (&content.value, media_type.schema) {
            (Some(value), Some(schema)) => {
                let spelling = spelling_of(essence);
                let question = Question {
                    direction,
                    value,
                    spelling,
                    formats: self.formats,
                    about: None,
                };
                self.evidence.takes(side, &schema.into(), question)
            }
            _ => Answer::Taken,
        }
    }

    fn value(
        &self,
        side: Side,
        direction: Direction,
        schema: Option<SchemaId>,
        value: &Value,
        label: &str,
    ) -> Answer {
        let Some(schema) = schema else {
            return Answer::Taken;
        };
        let question = Question {
            direction,
            value,
            spelling: Spelling::Text,
            formats: self.formats,
            about: None,
        };
        match self.evidence.takes(side, &schema.into(), question) {
            Answer::Refused(reason) => Answer::Refused(format!("{label}: {reason}")),
            other => other,
        }
    }
}

impl Answer {
    /// Both must be taken; the first reason not to is given.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Refused(reason), _) | (_, Self::Refused(reason)) => Self::Refused(reason),
            (Self::Undecided(reason), _) | (_, Self::Undecided(reason)) => Self::Undecided(reason),
            (Self::Taken, Self::Taken) => Self::Taken,
        }
    }
}
