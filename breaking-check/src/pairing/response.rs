//! Bodies by media type, responses by status, headers by name without case.

use countersign_contract::Contract;
use countersign_contract::model::{
    Header, MediaType, Operation, RequestBody, Response, StatusPattern,
};
use countersign_contract::schema::SchemaId;
use countersign_contract::schema::visit::{is_scalar, target};

use super::{Paired, pair_by_key, parameter};
use crate::direction::Direction;
use crate::side::Sides;
use crate::witness::MessagePlan;

/// The request body of an operation that both contracts have; a side without one is `None` in the pair.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestBodyPair<'c> {
    pub(crate) sides: Paired<&'c RequestBody>,
}

/// One media type of a body that both sides have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MediaTypePair<'c> {
    pub(crate) sides: Paired<&'c MediaType>,
    pub(crate) direction: Direction,
    /// The base's response; `None` for a request body.
    pub(crate) status: Option<StatusPattern>,
    /// All media types of both bodies, the base's first.
    pub(crate) contents: (&'c [MediaType], &'c [MediaType]),
    /// It was added to a body that had one shape or none, and has another: the type of the whole body is another then.
    pub(crate) brings_a_shape: bool,
}

/// One response. A status that the other side only covers by a range or `default` is paired with that.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResponsePair<'c> {
    pub(crate) sides: Paired<&'c Response>,
    pub(crate) direction: Direction,
}

/// One header of a response that both sides have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderPair<'c> {
    pub(crate) sides: Paired<&'c Header>,
    pub(crate) status: StatusPattern,
}

impl<'c> RequestBodyPair<'c> {
    /// The bodies of an operation pair, unless neither side has one.
    pub(crate) fn of(base: &'c Operation, revision: &'c Operation) -> Option<Self> {
        Paired::of(base.request_body.as_ref(), revision.request_body.as_ref())
            .map(|sides| Self { sides })
    }
}

impl MediaTypePair<'_> {
    /// The smallest message in the media type.
    pub(crate) fn plan(&self) -> MessagePlan {
        let media_type = self.sides.newest().name.clone();
        match self.status {
            None => MessagePlan::request_in(&media_type),
            Some(status) => MessagePlan::response_in(status, &media_type),
        }
    }

    /// The smallest message that has a property in its body.
    pub(crate) fn plan_with(&self, property: &str) -> MessagePlan {
        self.plan().having(property)
    }

    /// The schemas of what the items of a sequence are, if both sides have one.
    pub(crate) fn item_schemas(&self) -> Option<(SchemaId, SchemaId)> {
        let (base, revision) = self.sides.both()?;
        Some((base.item_schema?, revision.item_schema?))
    }

    /// The smallest message in a media type of its range.
    pub(crate) fn plan_in(&self, media_type: &str) -> MessagePlan {
        match self.status {
            None => MessagePlan::request_in(media_type),
            Some(status) => MessagePlan::response_in(status, media_type),
        }
    }

    /// The schemas of both sides, if both have one.
    pub(crate) fn schemas(&self) -> Option<(SchemaId, SchemaId)> {
        let (base, revision) = self.sides.both()?;
        Some((base.schema?, revision.schema?))
    }
}

impl HeaderPair<'_> {
    /// The schemas of both sides, if both have one.
    pub(crate) fn schemas(&self) -> Option<(SchemaId, SchemaId)> {
        let (base, revision) = self.sides.both()?;
        Some((
            parameter::schema_of(&base.shape)?,
            parameter::schema_of(&revision.shape)?,
        ))
    }
}

/// `type/subtype` and parameters, lower case, without blanks: `application/json;charset=utf-8`.
fn key(media_type: &MediaType) -> String {
    media_type
        .name
        .to_ascii_lowercase()
        .split_whitespace()
        .collect()
}

/// Pairs the media types of two bodies; a range such as `application/*` stands for what it covers.
pub(crate) fn media_types<'c>(
    base: &'c [MediaType],
    revision: &'c [MediaType],
) -> Vec<Paired<&'c MediaType>> {
    // A range that came or went is told by the pairs of what it covers on the other side.
    let is_covered = |range: &MediaType, others: &[MediaType]| {
        let mut others = others.iter();
        others.any(|other| covering(std::slice::from_ref(range), &other.essence()).is_some())
    };
    pair_by_key(base, revision, key)
        .into_iter()
        .filter(|pair| match pair {
            Paired::Removed(lost) => is_specific(lost) || !is_covered(lost, revision),
            Paired::Added(new) => is_specific(new) || !is_covered(new, base),
            Paired::Both { .. } => true,
        })
        .map(|pair| match pair {
            Paired::Removed(base) => match covering(revision, &base.essence()) {
                Some(revision) => Paired::Both { base, revision },
                None => pair,
            },
            Paired::Added(revision) => match covering(base, &revision.essence()) {
                Some(base) => Paired::Both { base, revision },
                None => pair,
            },
            Paired::Both { .. } => pair,
        })
        .collect()
}

/// Does this media type give a body that had one shape, or none, another one?
pub(crate) fn brings_a_shape(
    sides: Sides<'_>,
    base: &[MediaType],
    revision: &[MediaType],
    pair: Paired<&MediaType>,
) -> bool {
    let Paired::Added(added) = pair else {
        return false;
    };
    let is_old = |media_type: &&MediaType| covering(base, &media_type.essence()).is_some();
    let mut old = base.iter();
    let one_shape = old
        .next()
        .is_none_or(|first| old.all(|other| is_one_shape(sides.base, first.schema, other.schema)));
    let mut kept = revision.iter().filter(is_old);
    one_shape && !kept.any(|kept| is_one_shape(sides.revision, kept.schema, added.schema))
}

/// Are these the same schema, or texts and numbers of one type? Without a schema a body is bytes.
fn is_one_shape(contract: &Contract, one: Option<SchemaId>, other: Option<SchemaId>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return one == other;
    };
    let (one, other) = (target(contract, one), target(contract, other));
    let kind = |id: SchemaId| {
        let schema = contract.schema(id);
        (
            schema.types,
            schema.format.clone(),
            schema.enumeration.is_some(),
        )
    };
    let are_scalar = is_scalar(contract, one) && is_scalar(contract, other);
    one == other || are_scalar && kind(one) == kind(other)
}

fn is_specific(media_type: &MediaType) -> bool {
    !media_type.essence().ends_with('*')
}

/// A media type of a range that these others do not take.
pub(crate) fn only_in(range: &MediaType, others: &[MediaType]) -> Option<&'static str> {
    const TYPES: [&str; 6] = [
        "application/json",
        "application/xml",
        "text/plain",
        "text/csv",
        "image/png",
        "image/jpeg",
    ];
    let own = std::slice::from_ref(range);
    let mut types = TYPES.into_iter().filter(|_| !is_specific(range));
    types.find(|essence| covering(own, essence).is_some() && covering(others, essence).is_none())
}

/// The parameters of a media type that may matter, in order: `charset` says nothing about what a body means.
pub(crate) fn parameters_of(media_type: &MediaType) -> Vec<String> {
    let parameters = media_type.name.split(';').skip(1);
    let mut parameters: Vec<String> = parameters
        .map(|parameter| parameter.trim().to_ascii_lowercase().replace('"', ""))
        .filter(|parameter| !parameter.is_empty() && !parameter.starts_with("charset="))
        .collect();
    parameters.sort();
    parameters
}

/// The first media type that takes content of this essence: the same without parameters, or a range over it.
pub(crate) fn covering<'c>(content: &'c [MediaType], essence: &str) -> Option<&'c MediaType> {
    content.iter().find(|media_type| {
        let range = media_type.essence();
        range == essence
            || range == "*/*"
            || range.strip_suffix('*').is_some_and(|kind| {
                kind.ends_with('/') && essence.starts_with(kind) && !essence.ends_with("/*")
            })
    })
}

/// The response that applies to a status: the code itself, else its range, else `default`.
pub(crate) fn response_for(responses: &[Response], status: StatusPattern) -> Option<&Response> {
    let covers = |pattern: StatusPattern| match (pattern, status) {
        (pattern, StatusPattern::Code(code)) => pattern.covers(code),
        (StatusPattern::Range(ours), StatusPattern::Range(theirs)) => ours == theirs,
        (StatusPattern::Default, _) => true,
        (StatusPattern::Code(_), _) | (StatusPattern::Range(_), StatusPattern::Default) => false,
    };
    responses
        .iter()
        .filter(|response| covers(response.status))
        .min_by_key(|response| response.status)
}

/// The responses of an operation that both contracts have.
pub(crate) fn responses<'c>(
    base: &'c Operation,
    revision: &'c Operation,
    direction: Direction,
) -> Vec<ResponsePair<'c>> {
    pair_by_key(&base.responses, &revision.responses, |response| {
        response.status
    })
    .into_iter()
    .map(|pair| match pair {
        Paired::Removed(base) => match response_for(&revision.responses, base.status) {
            Some(revision) => Paired::Both { base, revision },
            None => pair,
        },
        Paired::Added(revision) => match response_for(&base.responses, revision.status) {
            Some(base) => Paired::Both { base, revision },
            None => pair,
        },
        Paired::Both { .. } => pair,
    })
    .map(|sides| ResponsePair { sides, direction })
    .collect()
}

/// The headers of two responses.
pub(crate) fn headers<'c>(base: &'c Response, revision: &'c Response) -> Vec<Paired<&'c Header>> {
    pair_by_key(&base.headers, &revision.headers, |header| {
        header.name.to_ascii_lowercase()
    })
}

/// Does the response stand for success, 2XX?
pub(crate) fn is_success(response: &Response) -> bool {
    match response.status {
        StatusPattern::Code(code) => code / 100 == 2,
        StatusPattern::Range(class) => class == 2,
        StatusPattern::Default => false,
    }
}
