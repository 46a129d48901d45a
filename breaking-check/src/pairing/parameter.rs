//! Parameters are the same by location and name; path parameters by their position in the path.

use countersign_contract::model::{Operation, Parameter, ParameterLocation, ParameterShape, Style};
use countersign_contract::schema::{SchemaId, Type};
use countersign_contract::{Contract, SourceSpan};
use serde_json::Value;

use super::{OperationPair, Paired, pair_by_key};
use crate::direction::{Direction, Message};
use crate::side::{Side, Sides};
use crate::witness::{MessagePlan, RequestPlan};

/// One parameter of an operation that both contracts have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParameterPair<'c> {
    pub(crate) sides: Paired<&'c Parameter>,
    pub(crate) direction: Direction,
    /// May its values be lists or objects?
    pub(crate) structured: bool,
}

/// What makes two parameters the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ParameterKey {
    Position(usize),
    Name(ParameterLocation, String),
}

/// The key of a parameter of an operation.
pub(crate) fn parameter_key(operation: &Operation, parameter: &Parameter) -> ParameterKey {
    match parameter.location {
        ParameterLocation::Path => operation
            .path
            .parameter_names()
            .position(|name| name == parameter.name)
            .map_or_else(
                || ParameterKey::Name(ParameterLocation::Path, parameter.name.clone()),
                ParameterKey::Position,
            ),
        ParameterLocation::Header => {
            ParameterKey::Name(parameter.location, parameter.name.to_ascii_lowercase())
        }
        ParameterLocation::Query | ParameterLocation::QueryString | ParameterLocation::Cookie => {
            ParameterKey::Name(parameter.location, parameter.name.clone())
        }
    }
}

/// The schema of a parameter's or header's value, if it has one.
pub(crate) fn schema_of(shape: &ParameterShape) -> Option<SchemaId> {
    match shape {
        ParameterShape::Schema { schema, .. } => Some(*schema),
        ParameterShape::Content(media_type) => media_type.schema,
    }
}

impl ParameterPair<'_> {
    /// Where a key of the parameter was written on each side; the parameter itself where it was not.
    pub(crate) fn spans(&self, key: &str) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let span = |side| {
            let parameter = self.sides.side(side)?;
            Some(
                parameter
                    .key_spans
                    .get(key)
                    .copied()
                    .unwrap_or(parameter.span),
            )
        };
        (span(Side::Base), span(Side::Revision))
    }

    /// A request that carries it.
    pub(crate) fn request_with(&self) -> MessagePlan {
        let parameter = self.sides.newest();
        MessagePlan::Request(RequestPlan {
            parameter: Some((parameter.location, parameter.name.clone())),
            ..RequestPlan::default()
        })
    }

    /// The schemas of both sides, if both have one.
    pub(crate) fn schemas(&self) -> Option<(SchemaId, SchemaId)> {
        let (base, revision) = self.sides.both()?;
        Some((schema_of(&base.shape)?, schema_of(&revision.shape)?))
    }
}

/// The parameters of an operation pair. Nothing for an operation that only one side has: the operation is the change.
pub(crate) fn parameters<'c>(
    contracts: Sides<'c>,
    pair: &OperationPair<'c>,
) -> Vec<ParameterPair<'c>> {
    let Some((base, revision)) = pair.sides.both() else {
        return Vec::new();
    };
    let direction = Direction::of(Message::Request, pair.caller);
    let keyed = |operation: &'c Operation| {
        operation
            .parameters
            .iter()
            .filter(|parameter| !is_ignored(parameter))
            .map(|parameter| (parameter_key(operation, parameter), parameter))
            .collect::<Vec<_>>()
    };
    let (base, revision) = (keyed(base), keyed(revision));
    moved(pair_by_key(&base, &revision, |(key, _)| key.clone()))
        .into_iter()
        .map(|sides| match sides {
            Paired::Removed((_, base)) => Paired::Removed(*base),
            Paired::Added((_, revision)) => Paired::Added(*revision),
            Paired::Both {
                base: (_, base),
                revision: (_, revision),
            } => Paired::Both {
                base: *base,
                revision: *revision,
            },
        })
        .map(|sides| ParameterPair {
            sides,
            direction,
            structured: [Side::Base, Side::Revision].into_iter().any(|side| {
                sides
                    .side(side)
                    .and_then(|parameter| schema_of(&parameter.shape))
                    .is_some_and(|schema| is_structured(contracts.contract(side), schema))
            }),
        })
        .collect()
}

/// A parameter that travels elsewhere under its name is the same, where the name leaves no choice.
fn moved<'p, 'c>(
    pairs: Vec<Paired<&'p (ParameterKey, &'c Parameter)>>,
) -> Vec<Paired<&'p (ParameterKey, &'c Parameter)>> {
    let name = |parameter: &Parameter| {
        let path = parameter.location == ParameterLocation::Path;
        (!path).then(|| parameter.name.to_ascii_lowercase())
    };
    let removed: Vec<_> = pairs
        .iter()
        .filter_map(|pair| match pair {
            Paired::Removed(base) => Some((name(base.1)?, *base)),
            Paired::Added(_) | Paired::Both { .. } => None,
        })
        .collect();
    let source = |added: &Parameter| {
        let wanted = name(added)?;
        let mut alike = removed.iter().filter(|(name, _)| *name == wanted);
        let first = alike.next()?;
        alike.next().is_none().then_some(first.1)
    };
    let mut taken: Vec<*const Parameter> = Vec::new();
    let joined: Vec<_> = pairs
        .into_iter()
        .map(|pair| match pair {
            Paired::Added(revision) => match source(revision.1) {
                Some(base) if !taken.contains(&std::ptr::from_ref(base.1)) => {
                    taken.push(std::ptr::from_ref(base.1));
                    Paired::Both { base, revision }
                }
                _ => pair,
            },
            Paired::Removed(_) | Paired::Both { .. } => pair,
        })
        .collect();
    let is_taken = |pair: &Paired<&(ParameterKey, &Parameter)>| matches!(pair, Paired::Removed(base) if taken.contains(&std::ptr::from_ref(base.1)));
    joined.into_iter().filter(|pair| !is_taken(pair)).collect()
}

/// OAS 3.1.1 Parameter Object, `name`: definitions of these headers are ignored.
pub(crate) fn is_ignored(parameter: &Parameter) -> bool {
    parameter.location == ParameterLocation::Header
        && ["accept", "content-type", "authorization"]
            .contains(&parameter.name.to_ascii_lowercase().as_str())
}

/// Is this value written differently on the wire?
pub(crate) fn is_respelled(
    base: &ParameterShape,
    revision: &ParameterShape,
    value: &Value,
) -> bool {
    let is_list = value.is_array() || value.is_object();
    match (base, revision) {
        (
            ParameterShape::Schema {
                style: left,
                explode: left_explode,
                ..
            },
            ParameterShape::Schema {
                style: right,
                explode: right_explode,
                ..
            },
        ) => {
            let marked = [left, right]
                .iter()
                .any(|style| matches!(style, Style::Matrix | Style::Label));
            // Lists in `simple` style are spelled in one way, exploded or not (OAS 3.1.1, Style Examples).
            let plain = [left, right].iter().all(|style| **style == Style::Simple);
            let exploded = left_explode != right_explode && is_list;
            (left != right && (is_list || marked)) || (exploded && !(plain && value.is_array()))
        }
        (ParameterShape::Content(left), ParameterShape::Content(right)) => {
            left.essence() != right.essence()
        }
        (ParameterShape::Schema { .. }, ParameterShape::Content(_))
        | (ParameterShape::Content(_), ParameterShape::Schema { .. }) => true,
    }
}

/// May the schema's values be lists or objects?
fn is_structured(contract: &Contract, mut schema: SchemaId) -> bool {
    for _ in 0..20 {
        let written = contract.schema(schema);
        match written.reference {
            Some(target) => schema = target,
            None => {
                return written.types.is_none_or(|types| {
                    types.contains(Type::Array) || types.contains(Type::Object)
                });
            }
        }
    }
    true
}
