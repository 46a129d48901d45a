//! Idempotency keys of requests: what a contract's policy requires travels in a header that it need not declare.

use countersign_contract::model::{Operation, Parameter, ParameterLocation};
use countersign_contract::policy::{IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat};
use serde_json::Value;

use super::message::{Messages, Sent};
use crate::pairing;
use crate::side::Side;

/// Always the same key: same contracts, same report.
const KEY: &str = "01234567-89ab-4cde-8f01-23456789abcd";

impl<'c> Messages<'_, '_, 'c> {
    /// The keys that a request of `side` carries beside its parameters.
    ///
    /// Those of the other side join in where no parameter says the same: an undeclared header is ignored, and the
    /// absence of one must not hide what a request is to show.
    pub(super) fn keys(&self, side: Side, sent: &[Sent<'_>]) -> Vec<&'c IdempotencyKeyPolicy> {
        let mut keys: Vec<&IdempotencyKeyPolicy> = Vec::new();
        for side in [side, side.other()] {
            let Some(operation) = self.pair.sides.side(side) else {
                continue;
            };
            let IdempotencyPolicy::Required(key) = &operation.policy.idempotency.value else {
                continue;
            };
            let is_known = operation
                .parameters
                .iter()
                .chain(sent.iter().map(|sent| sent.parameter))
                .any(|parameter| is_header(parameter, &key.header))
                || keys
                    .iter()
                    .any(|known| known.header.eq_ignore_ascii_case(&key.header));
            if !is_known {
                keys.push(key);
            }
        }
        keys
    }
}

/// The key that an operation honours, unless a parameter carries it.
pub(super) fn beside<'c>(
    operation: &'c Operation,
    sent: &[Sent<'_>],
) -> Vec<&'c IdempotencyKeyPolicy> {
    let is_carried = |key: &&IdempotencyKeyPolicy| {
        let mut parameters = sent.iter().map(|sent| sent.parameter);
        parameters.any(|parameter| is_header(parameter, &key.header))
    };
    let key = pairing::key_of(operation).filter(|key| !is_carried(key));
    key.into_iter().collect()
}

/// A key as the header field's value.
pub(super) fn field(key: &IdempotencyKeyPolicy) -> String {
    match key.format {
        KeyFormat::Bare => KEY.to_owned(),
        KeyFormat::Quoted => format!("\"{KEY}\""),
    }
}

/// The value for a declared parameter that carries the operation's key.
pub(super) fn value_of(operation: &Operation, parameter: &Parameter) -> Option<Value> {
    let key = pairing::key_of(operation).filter(|key| is_header(parameter, &key.header))?;
    Some(Value::String(field(key)))
}

/// The key that stands in for a declared parameter, if one is carried.
pub(super) fn in_place_of(parameter: &Parameter, keys: &[&IdempotencyKeyPolicy]) -> Option<Value> {
    let key = keys.iter().find(|key| is_header(parameter, &key.header))?;
    Some(Value::String(field(key)))
}

/// Does the operation's policy know what this parameter carries?
pub(super) fn is_understood(operation: &Operation, parameter: &Parameter) -> bool {
    pairing::key_of(operation).is_some_and(|key| is_header(parameter, &key.header))
}

/// Is this the header of that name?
pub(super) fn is_header(parameter: &Parameter, name: &str) -> bool {
    parameter.location == ParameterLocation::Header && parameter.name.eq_ignore_ascii_case(name)
}
