//! What a request shows beside what it carries: when it is sent, where to, how often, and with which key.

use std::time::Duration;

use countersign_contract::model::{Operation, Parameter, ParameterLocation};
use countersign_contract::policy::{IdempotencyKeyPolicy, NextPagePolicy, Policy};
use countersign_validator::lint::Date;

use super::evidence::Answer;
use super::key;
use super::message::Sent;
use crate::pairing::{self, Address, Lifecycle};
use crate::side::Side;

/// What a request shows beside what it carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Circumstance {
    /// Nothing.
    #[default]
    Plain,
    /// It is sent on this day.
    On(Date),
    /// It is sent to this server.
    At(String),
    /// It is sent to the address that this runtime expression gives.
    To(String),
    /// Its parameter has no value.
    Empty,
    /// It carries no idempotency key.
    Keyless,
    /// It is sent again after this time, with the sender's idempotency key, since nobody saw its answer.
    Again(Duration),
    /// It is sent this often within this time; with no time at all, at once.
    Often {
        /// How often.
        requests: u64,
        /// The time.
        within: Duration,
    },
    /// It asks for another page, as the sender's contract says.
    NextPage,
}

impl Circumstance {
    /// Does `side` take a request under these circumstances? `sender` is the operation as the one who sends it knows it.
    pub(super) fn ask(
        &self,
        side: Side,
        sender: &Operation,
        operation: &Operation,
        sent: &[Sent<'_>],
    ) -> Answer {
        let refusal = match self {
            Self::Plain | Self::Empty => None,
            Self::On(day) => gone(*day, operation, sent),
            Self::At(url) => {
                let address = Address::parse(url);
                let offered = operation.servers.iter().flat_map(pairing::addresses);
                (!offered.into_iter().any(|offer| offer.covers(&address)))
                    .then(|| format!("the {side} is not served at {url}"))
            }
            Self::To(expression) => (operation.path.text != *expression).then(|| {
                format!(
                    "the {side} sends it to {} and not to {expression}",
                    operation.path
                )
            }),
            Self::Keyless => pairing::key_of(operation)
                .filter(|_| pairing::requires_key(operation))
                .map(|key| format!("header `{}` is missing", key.header)),
            Self::Again(after) => {
                pairing::key_of(sender).and_then(|key| repeated(key, *after, operation))
            }
            Self::Often { requests, within } => too_often(*requests, *within, &operation.policy),
            Self::NextPage => other_page(&sender.policy, &operation.policy),
        };
        refusal.map_or(Answer::Taken, Answer::Refused)
    }

    /// Must this parameter be sent beside the required ones?
    pub(super) fn asks_for(&self, operation: &Operation, parameter: &Parameter) -> bool {
        let is_key = |key: &IdempotencyKeyPolicy| key::is_header(parameter, &key.header);
        let is_page = |(name, _): (&str, &str)| {
            parameter.location == ParameterLocation::Query && parameter.name == name
        };
        match self {
            Self::Again(_) => pairing::key_of(operation).is_some_and(is_key),
            Self::NextPage => self.page_parameter(operation).is_some_and(is_page),
            Self::Plain
            | Self::Empty
            | Self::On(_)
            | Self::At(_)
            | Self::To(_)
            | Self::Keyless
            | Self::Often { .. } => false,
        }
    }

    /// The name and a value of the query parameter that asks for another page; none where the page has a URL of its own.
    pub(super) fn page_parameter<'o>(
        &self,
        operation: &'o Operation,
    ) -> Option<(&'o str, &'static str)> {
        let pages = operation.policy.pagination.value.as_ref();
        match &pages.filter(|_| *self == Self::NextPage)?.next {
            NextPagePolicy::Cursor { parameter, .. } => Some((parameter, "CURSOR")),
            NextPagePolicy::Offset { parameter } => Some((parameter, "100")),
            NextPagePolicy::Number { parameter, .. } => Some((parameter, "2")),
            NextPagePolicy::Link | NextPagePolicy::Url { .. } => None,
        }
    }

    /// A request under these circumstances, as text: what the command itself cannot say stands in remarks.
    pub(super) fn told(&self, command: String) -> String {
        match self {
            Self::Plain | Self::Empty | Self::Keyless => command,
            Self::On(day) => format!("# on {day}\n{command}"),
            Self::At(url) => format!("# at {url}\n{command}"),
            Self::To(expression) => format!("# to {expression}\n{command}"),
            Self::Again(after) => format!(
                "{command}\n# its answer got lost; {} later, with the same key:\n{command}",
                in_words(*after)
            ),
            Self::Often { requests, within } if within.is_zero() => {
                format!("# {requests} times at once\n{command}")
            }
            Self::Often { requests, within } => {
                format!("# {requests} times within {}\n{command}", in_words(*within))
            }
            Self::NextPage => format!("# for the next page\n{command}"),
        }
    }
}

fn gone(day: Date, operation: &Operation, sent: &[Sent<'_>]) -> Option<String> {
    let own = Lifecycle::of_operation(operation).last_day();
    let parts = operation.parameters.iter().filter(|parameter| {
        let key = pairing::parameter_key(operation, parameter);
        sent.iter().any(|sent| sent.key == key)
    });
    let of_parts = parts.filter_map(|parameter| Lifecycle::of_parameter(parameter).last_day());
    let first = own.into_iter().chain(of_parts).min()?;
    (first <= day).then(|| format!("it works no longer than until {first}"))
}

/// RFC 9110 section 9.2.2: repeating an idempotent method does no harm, key or no key.
fn repeated(key: &IdempotencyKeyPolicy, after: Duration, operation: &Operation) -> Option<String> {
    if operation.method.is_idempotent() {
        return None;
    }
    let honoured = pairing::key_of(operation)
        .filter(|own| own.header.eq_ignore_ascii_case(&key.header) && own.format == key.format);
    match honoured {
        None => Some(format!(
            "nobody looks at header `{}` as it is sent: the second request takes effect once more",
            key.header
        )),
        Some(own) => (own.retention < after).then(|| {
            format!(
                "the key is forgotten after {}: the second request takes effect once more",
                in_words(own.retention)
            )
        }),
    }
}

fn too_often(requests: u64, within: Duration, policy: &Policy) -> Option<String> {
    let limit = policy.rate_limit.value?;
    (!pairing::admits(limit, requests, within)).then(|| {
        format!(
            "{} requests are admitted in {}, {} of them at once",
            limit.requests,
            in_words(limit.window),
            limit.burst
        )
    })
}

fn other_page(sender: &Policy, own: &Policy) -> Option<String> {
    let asked = &sender.pagination.value.as_ref()?.next;
    let next = own.pagination.value.as_ref().map(|policy| &policy.next);
    (next != Some(asked)).then(|| match next {
        Some(next) => pairing::next_page(next),
        None => "nothing leads to the next page".to_owned(),
    })
}

/// A time in its largest whole unit: `24 hours`, `90 seconds`, `250 milliseconds`.
pub(crate) fn in_words(time: Duration) -> String {
    let units = [
        (86_400_000, "day"),
        (3_600_000, "hour"),
        (60_000, "minute"),
        (1_000, "second"),
        (1, "millisecond"),
    ];
    let millis = time.as_millis();
    let (size, unit) = units
        .into_iter()
        .find(|(size, _)| millis >= *size && millis.is_multiple_of(*size))
        .unwrap_or((1, "millisecond"));
    let count = millis / size;
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
