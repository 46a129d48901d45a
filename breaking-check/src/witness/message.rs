//! Requests and responses: building the smallest one that makes a point, and asking a side whether it takes it.

use std::collections::{BTreeMap, BTreeSet};

use countersign_contract::model::{
    Encoding, Header, MediaType, Operation, Parameter, ParameterLocation, StatusPattern,
};
use countersign_contract::policy::IdempotencyKeyPolicy;
use countersign_contract::schema::SchemaId;
use indexmap::IndexMap;
use serde_json::Value;

use super::circumstance::Circumstance;
use super::evidence::{Evidence, Question, Spelling};
use super::key;
use super::pare::pared;
use super::plan::{BodyPlan, MessagePlan, RequestPlan, ResponsePlan};
use super::sample::{Sampler, Source};
use super::token::TokenPlan;
use crate::change::Location;
use crate::direction::{Direction, Message};
use crate::pairing::{self, Credential, OperationPair};
use crate::rule::Formats;
use crate::side::{Conjunction, Side};

/// A value that takes the place of a sample.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    pub(super) location: &'a Location,
    pub(super) value: &'a Value,
}

/// What of a body is given.
#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    /// All of it.
    Whole(&'a Value),
    /// One item of a sequence.
    Item(&'a Value),
}

/// A body on its way.
#[derive(Clone, Debug)]
pub(super) struct Content {
    pub(super) media_type: String,
    /// `None` for bytes nobody describes.
    pub(super) value: Option<Value>,
    /// What a sequence has in place of a value.
    pub(super) items: Vec<Value>,
    /// How the sender says that its parts travel.
    pub(super) encoding: IndexMap<String, Encoding>,
}

/// A parameter on its way.
#[derive(Clone, Debug)]
pub(super) struct Sent<'c> {
    pub(super) parameter: &'c Parameter,
    pub(super) key: pairing::ParameterKey,
    pub(super) value: Value,
}

/// A message on its way.
#[derive(Clone, Debug)]
pub(super) enum Built<'c> {
    Request {
        parameters: Vec<Sent<'c>>,
        content: Option<Content>,
        credentials: BTreeMap<Credential, BTreeSet<String>>,
        /// Idempotency keys that no parameter declares.
        keys: Vec<&'c IdempotencyKeyPolicy>,
        circumstance: Circumstance,
    },
    Response {
        status: u16,
        headers: Vec<(&'c Header, Value)>,
        content: Option<Content>,
    },
    /// What gets a client its token, and where it is sent.
    Token(TokenPlan, String),
}

/// Builds and judges messages of one operation.
pub(super) struct Messages<'m, 'g, 'c> {
    pub(super) evidence: &'m Evidence<'g, 'c>,
    pub(super) pair: &'m OperationPair<'c>,
    pub(super) formats: Formats,
    pub(super) source: Source,
}

impl<'c> Messages<'_, '_, 'c> {
    pub(super) fn direction(&self, message: Message) -> Direction {
        Direction::of(message, self.pair.caller)
    }

    /// The message of a plan as `side` would send it; `None` when that side has no such thing.
    pub(super) fn build(
        &self,
        side: Side,
        plan: &MessagePlan,
        given: Option<Given<'_>>,
    ) -> Option<Built<'c>> {
        let operation = self.pair.sides.side(side)?;
        match plan {
            MessagePlan::Nothing => None,
            MessagePlan::Request(plan) => self.request(side, operation, plan, given),
            MessagePlan::Response(plan) => self.response(side, operation, plan, given),
            MessagePlan::Token(plan) => {
                let contract = self.evidence.graph.sides.contract(side);
                Some(Built::Token(plan.clone(), plan.url(contract)?))
            }
        }
    }

    fn request(
        &self,
        side: Side,
        operation: &'c Operation,
        plan: &RequestPlan,
        given: Option<Given<'_>>,
    ) -> Option<Built<'c>> {
        let direction = self.direction(Message::Request);
        let sampler = Sampler::new(self.evidence, side, direction, self.source);
        let contract = self.evidence.graph.sides.contract(side);
        let mut parameters = Vec::new();
        for parameter in &operation.parameters {
            let is = |location: ParameterLocation, name: &str| {
                parameter.location == location && parameter.name == name
            };
            let value = match given.map(|given| (given.location, given.value)) {
                Some((Location::Parameter { location, name }, value)) if is(*location, name) => {
                    Some(value.clone())
                }
                _ => None,
            };
            let wanted = plan.parameter.as_ref();
            let is_planned = wanted.is_some_and(|(location, name)| is(*location, name));
            let is_wanted = is_planned || plan.circumstance.asks_for(operation, parameter);
            if pairing::is_ignored(parameter)
                || !(parameter.required || is_wanted || value.is_some())
            {
                continue;
            }
            let schema = pairing::schema_of(&parameter.shape);
            let empty = is_planned && plan.circumstance == Circumstance::Empty;
            let value = value
                .or_else(|| empty.then(|| Value::from("")))
                .or_else(|| self.shown(side, direction, (operation, parameter)))
                .unwrap_or_else(|| {
                    schema.map_or(Value::from("text"), |schema| filled(&sampler, schema))
                });
            parameters.push(Sent {
                parameter,
                key: pairing::parameter_key(operation, parameter),
                value,
            });
        }
        let offered = operation.request_body.as_ref();
        let given_body = given.and_then(|given| match given.location {
            Location::RequestContent { media_type } => {
                Some((media_type.as_str(), Part::Whole(given.value)))
            }
            Location::RequestItem { media_type } => {
                Some((media_type.as_str(), Part::Item(given.value)))
            }
            Location::Value => Some(("application/json", Part::Whole(given.value))),
            _ => None,
        });
        let body = &plan.body;
        let wanted = match (given_body, body) {
            (Some((media_type, _)), _) => Some(media_type),
            (None, BodyPlan::In(media_type)) => Some(media_type.as_str()),
            (None, BodyPlan::AsNeeded | BodyPlan::Absent) => None,
        };
        let media_type = match (wanted, body, offered) {
            (Some(name), _, Some(offered)) => Some(find(&offered.content, name)?),
            (None, BodyPlan::AsNeeded, Some(offered)) if offered.required => {
                Some(offered.content.first()?)
            }
            (Some(_), _, None) => return None,
            (None, _, _) => None,
        };
        let content = media_type.map(|media_type| {
            self.content(
                side,
                direction,
                &sampler,
                (media_type, wanted, plan.property.as_deref()),
                given_body.map(|(_, part)| part),
            )
        });
        let alternatives = pairing::alternatives(contract, operation);
        Some(Built::Request {
            keys: match &plan.circumstance {
                Circumstance::Keyless => Vec::new(),
                Circumstance::Again(_) => key::beside(operation, &parameters),
                _ => self.keys(side, &parameters),
            },
            parameters,
            content,
            credentials: alternatives.get(plan.credentials)?.credentials.clone(),
            circumstance: plan.circumstance.clone(),
        })
    }

    /// A parameter's own example, or the key that it carries; whatever its schema takes.
    fn shown(
        &self,
        side: Side,
        direction: Direction,
        (operation, parameter): (&Operation, &Parameter),
    ) -> Option<Value> {
        let takes = |value: &Value| {
            let Some(schema) = pairing::schema_of(&parameter.shape) else {
                return true;
            };
            let question = Question {
                direction,
                value,
                spelling: Spelling::Text,
                formats: self.formats,
                about: None,
            };
            self.evidence.seems_taken(side, &schema.into(), question)
        };
        let examples = parameter.examples.iter();
        examples
            .filter_map(|example| Some(example.value.as_ref()?.to_json()))
            .chain(key::value_of(operation, parameter))
            .find(takes)
    }

    fn response(
        &self,
        side: Side,
        operation: &'c Operation,
        plan: &ResponsePlan,
        given: Option<Given<'_>>,
    ) -> Option<Built<'c>> {
        let (status, media_type) = (plan.status, plan.media_type.as_deref());
        let direction = self.direction(Message::Response);
        let sampler = Sampler::new(self.evidence, side, direction, self.source);
        let response = pairing::response_for(&operation.responses, status)?;
        let (given_header, given_body) = match given.map(|given| (given.location, given.value)) {
            Some((Location::ResponseHeader { name, .. }, value)) => (Some((name, value)), None),
            Some((Location::ResponseContent { media_type, .. }, value)) => {
                (None, Some((media_type.as_str(), Part::Whole(value))))
            }
            Some((Location::ResponseItem { media_type, .. }, value)) => {
                (None, Some((media_type.as_str(), Part::Item(value))))
            }
            _ => (None, None),
        };
        let mut headers = Vec::new();
        for header in &response.headers {
            let value = given_header
                .filter(|(name, _)| name.eq_ignore_ascii_case(&header.name))
                .map(|(_, value)| value.clone());
            let wanted = plan.header.as_deref();
            let is_wanted = wanted.is_some_and(|name| name.eq_ignore_ascii_case(&header.name));
            if header.required || is_wanted || value.is_some() {
                let schema = pairing::schema_of(&header.shape);
                let sample =
                    || schema.map_or(Value::from("text"), |schema| sampler.sample(&schema.into()));
                headers.push((header, value.unwrap_or_else(sample)));
            }
        }
        let wanted = given_body.map(|(name, _)| name).or(media_type);
        let media_type = match wanted {
            Some(name) => Some(find(&response.content, name)?),
            None => response.content.first(),
        };
        let content = media_type.map(|media_type| {
            self.content(
                side,
                direction,
                &sampler,
                (media_type, wanted, plan.property.as_deref()),
                given_body.map(|(_, part)| part),
            )
        });
        Some(Built::Response {
            status: a_code(status, operation),
            headers,
            content,
        })
    }

    /// A body in a media type: the value given, else a small sample, else the contract's first example that is one.
    fn content(
        &self,
        side: Side,
        direction: Direction,
        sampler: &Sampler<'_, '_>,
        (media_type, wanted, property): (&MediaType, Option<&str>, Option<&str>),
        given: Option<Part<'_>>,
    ) -> Content {
        let made_up = || {
            let Some(schema) = media_type.schema else {
                // Anything goes: something that few schemas expect.
                return media_type.is_json().then(|| Value::from("anything"));
            };
            let schemas = Conjunction::from(schema);
            let spelling = spelling_of(&media_type.essence());
            let takes = |value: &Value| {
                let formats = self.formats;
                let question = Question {
                    direction,
                    value,
                    spelling,
                    formats,
                    about: None,
                };
                self.evidence.seems_taken(side, &schemas, question)
            };
            if let Some(name) = property {
                let required = &sampler.viewer.view(&schemas).required;
                let mut whole = sampler.full(&schemas);
                if let Value::Object(members) = &mut whole {
                    members
                        .retain(|member, _| member == name || required.contains(member.as_str()));
                }
                return Some(whole);
            }
            let sample = sampler.sample(&schemas);
            if takes(&sample) {
                return Some(sample);
            }
            let examples = media_type.examples.iter();
            let whole = examples
                .filter_map(|example| Some(example.value.as_ref()?.to_json()))
                .find(takes);
            let required = &sampler.viewer.view(&schemas).required;
            Some(whole.map_or(sample, |whole| pared(&whole, required, takes)))
        };
        let item = |schema: SchemaId| sampler.sample(&Conjunction::from(schema));
        let (value, items) = match (given, media_type.item_schema) {
            (Some(Part::Item(item)), _) => (None, vec![item.clone()]),
            (Some(Part::Whole(value)), _) => (Some(value.clone()), Vec::new()),
            (None, Some(schema)) if media_type.schema.is_none() => (None, vec![item(schema)]),
            (None, _) => (made_up(), Vec::new()),
        };
        Content {
            items,
            encoding: media_type.encoding.clone(),
            media_type: concrete(media_type, wanted),
            value,
        }
    }
}

/// A sample of a parameter; a list is not left empty, for an empty one is not seen on the wire.
fn filled(sampler: &Sampler<'_, '_>, schema: SchemaId) -> Value {
    let schemas = Conjunction::from(schema);
    match sampler.sample(&schemas) {
        Value::Array(items) if items.is_empty() => {
            let view = sampler.viewer.view(&schemas);
            sampler.array(&view, view.max_items.unwrap_or(2).min(2), 0)
        }
        Value::Object(members) if members.is_empty() => sampler.full(&schemas),
        sample => sample,
    }
}

/// How values are spelled in a media type.
pub(super) fn spelling_of(essence: &str) -> Spelling {
    if essence == "application/x-www-form-urlencoded" || essence.starts_with("multipart/") {
        Spelling::Text
    } else {
        Spelling::Json
    }
}

fn find<'c>(content: &'c [MediaType], name: &str) -> Option<&'c MediaType> {
    let essence = name.split(';').next().unwrap_or_default().trim();
    content
        .iter()
        .find(|media_type| media_type.name == name)
        .or_else(|| pairing::covering(content, essence))
        .or_else(|| {
            content
                .iter()
                .find(|own| pairing::covering(std::slice::from_ref(*own), essence).is_some())
        })
}

/// A media type one can send: ranges become what is wanted of them, or their likeliest member.
fn concrete(media_type: &MediaType, wanted: Option<&str>) -> String {
    if let Some(wanted) = wanted.filter(|name| !name.contains('*'))
        && media_type.essence().ends_with('*')
    {
        return wanted.to_owned();
    }
    match media_type.essence().as_str() {
        "*/*" | "application/*" => "application/json".to_owned(),
        "text/*" => "text/plain".to_owned(),
        "image/*" => "image/png".to_owned(),
        _ => media_type.name.clone(),
    }
}

/// A code that the pattern decides about and no more special one of the operation.
fn a_code(status: StatusPattern, operation: &Operation) -> u16 {
    let declared = |code: u16| {
        operation.responses.iter().any(|response| {
            response.status != status && response.status < status && response.status.covers(code)
        })
    };
    let candidates: Vec<u16> = match status {
        StatusPattern::Code(code) => return code,
        StatusPattern::Range(class) => {
            (u16::from(class) * 100..u16::from(class) * 100 + 100).collect()
        }
        StatusPattern::Default => [500, 400, 404, 503].into_iter().chain(400..600).collect(),
    };
    candidates
        .iter()
        .copied()
        .find(|code| !declared(*code))
        .unwrap_or(500)
}
