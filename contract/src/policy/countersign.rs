//! Our own keys: `x-countersign-idempotency`, `-retry`, `-timeout` and `-rate-limit`; `-stream` and `-pagination` are in
//! files of their own.
//!
//! What they accept is written down in `extensions.schema.json`, which is part of the public interface.

use super::kinds::{
    IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat, RateLimitPolicy, RetryPolicy, TimeoutPolicy,
};
use super::levels::Levels;
use super::{pagination, stream};
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::resolve::Place;
use crate::source::SourceSpan;
use crate::syntax::{Node, NodeValue};

const KEYS: [&str; 6] = [
    "x-countersign-idempotency",
    "x-countersign-retry",
    "x-countersign-timeout",
    "x-countersign-rate-limit",
    stream::KEY,
    pagination::KEY,
];

/// What an author wrote about keys, before it is known whether a header parameter is declared.
#[derive(Debug)]
pub(super) struct WrittenIdempotency {
    pub(super) mode: Mode,
    pub(super) key: IdempotencyKeyPolicy,
    pub(super) span: SourceSpan,
}

/// `key` of `x-countersign-idempotency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    None,
    Accepted,
    Required,
}

impl WrittenIdempotency {
    pub(super) fn into_policy(self) -> IdempotencyPolicy {
        match self.mode {
            Mode::None => IdempotencyPolicy::None,
            Mode::Accepted => IdempotencyPolicy::Accepted(self.key),
            Mode::Required => IdempotencyPolicy::Required(self.key),
        }
    }
}

impl<'w> Reader<'w> {
    /// `x-countersign-idempotency`: `required`, `accepted`, `none`, a boolean, or an object.
    pub(super) fn countersign_idempotency(
        &mut self,
        levels: &Levels<'_, 'w>,
    ) -> Option<WrittenIdempotency> {
        let mut written: Option<WrittenIdempotency> = None;
        for place in levels.written(KEYS[0]) {
            let mut next = written.take().unwrap_or(WrittenIdempotency {
                mode: Mode::Accepted,
                key: IdempotencyKeyPolicy::default(),
                span: place.span(),
            });
            next.span = place.span();
            if place.node.as_object().is_some() {
                self.idempotency_fields(&place, &mut next);
            } else if let Some(mode) = self.idempotency_mode(&place, KEYS[0]) {
                next.mode = mode;
            } else {
                continue;
            }
            written = Some(next);
        }
        written
    }

    fn idempotency_mode(&mut self, place: &Place<'w>, key: &str) -> Option<Mode> {
        let mode = match place.node.value() {
            NodeValue::Bool(true) => Some(Mode::Accepted),
            NodeValue::Bool(false) => Some(Mode::None),
            NodeValue::String(word) => match word.as_str() {
                "required" => Some(Mode::Required),
                "accepted" => Some(Mode::Accepted),
                "none" => Some(Mode::None),
                _ => None,
            },
            NodeValue::Null | NodeValue::Number(_) | NodeValue::Array(_) | NodeValue::Object(_) => {
                None
            }
        };
        if mode.is_none() {
            self.malformed_policy(place, key, "`required`, `accepted` or `none`");
        }
        mode
    }

    fn idempotency_fields(&mut self, place: &Place<'w>, written: &mut WrittenIdempotency) {
        for (key, place) in self.members(place, KEYS[0]) {
            match key.name.as_str() {
                "key" => {
                    written.mode = self.idempotency_mode(&place, "key").unwrap_or(written.mode);
                }
                "header" => match place.node.as_str().filter(|name| is_field_name(name)) {
                    Some(name) => name.clone_into(&mut written.key.header),
                    None => self.malformed_policy(&place, "header", "a header name"),
                },
                "format" => match place.node.as_str() {
                    Some("bare") => written.key.format = KeyFormat::Bare,
                    Some("quoted") => written.key.format = KeyFormat::Quoted,
                    _ => self.malformed_policy(&place, "format", "`bare` or `quoted`"),
                },
                "retention" => {
                    let retention = self.duration(&place, "retention");
                    written.key.retention = retention.unwrap_or(written.key.retention);
                }
                field => {
                    self.unknown_policy_field(&place, field, "key, header, format and retention");
                }
            }
        }
    }

    /// `x-countersign-retry`: an object, or `false` for no retry at all.
    pub(super) fn countersign_retry(
        &mut self,
        levels: &Levels<'_, 'w>,
    ) -> Option<(RetryPolicy, SourceSpan)> {
        let mut written: Option<(RetryPolicy, SourceSpan)> = None;
        for place in levels.written(KEYS[1]) {
            let (mut retry, _) = written
                .clone()
                .unwrap_or((RetryPolicy::default(), place.span()));
            match place.node.value() {
                NodeValue::Bool(false) => retry.max_attempts = 1,
                NodeValue::Bool(true) => retry = RetryPolicy::default(),
                NodeValue::Object(_) => self.retry_fields(&place, &mut retry),
                NodeValue::Null
                | NodeValue::Number(_)
                | NodeValue::String(_)
                | NodeValue::Array(_) => {
                    self.malformed_policy(&place, KEYS[1], "an object, true or false");
                    continue;
                }
            }
            written = Some((retry, place.span()));
        }
        written
    }

    fn retry_fields(&mut self, place: &Place<'w>, retry: &mut RetryPolicy) {
        for (key, place) in self.members(place, KEYS[1]) {
            let name = key.name.as_str();
            match name {
                "max-attempts" => {
                    retry.max_attempts = self.attempts(&place, name).unwrap_or(retry.max_attempts);
                }
                "initial-interval" => {
                    let interval = self.duration(&place, name);
                    retry.initial_interval = interval.unwrap_or(retry.initial_interval);
                }
                "max-interval" => {
                    let interval = self.duration(&place, name);
                    retry.max_interval = interval.unwrap_or(retry.max_interval);
                }
                "multiplier" => {
                    retry.multiplier = self.factor(&place, name).unwrap_or(retry.multiplier);
                }
                "statuses" => {
                    let statuses = self.statuses(&place, name);
                    retry.statuses = statuses.unwrap_or_else(|| retry.statuses.clone());
                }
                "connection-errors" => {
                    let switch = self.switch(&place, name);
                    retry.on_connection_error = switch.unwrap_or(retry.on_connection_error);
                }
                field => self.unknown_policy_field(
                    &place,
                    field,
                    "max-attempts, initial-interval, max-interval, multiplier, statuses and connection-errors",
                ),
            }
        }
    }

    /// `x-countersign-timeout`: an object, or one duration for the deadline.
    pub(super) fn countersign_timeout(
        &mut self,
        levels: &Levels<'_, 'w>,
    ) -> Option<(TimeoutPolicy, SourceSpan)> {
        let mut written: Option<(TimeoutPolicy, SourceSpan)> = None;
        for place in levels.written(KEYS[2]) {
            let (mut timeout, _) = written.unwrap_or((TimeoutPolicy::default(), place.span()));
            if place.node.as_object().is_none() {
                if let Some(deadline) = self.duration(&place, KEYS[2]) {
                    timeout.deadline = deadline;
                    written = Some((timeout, place.span()));
                }
                continue;
            }
            for (key, place) in self.members(&place, KEYS[2]) {
                let limit = match key.name.as_str() {
                    "deadline" => &mut timeout.deadline,
                    "attempt" => &mut timeout.attempt,
                    "connect" => &mut timeout.connect,
                    field => {
                        self.unknown_policy_field(&place, field, "deadline, attempt and connect");
                        continue;
                    }
                };
                if let Some(duration) = self.duration(&place, &key.name) {
                    *limit = duration;
                }
            }
            written = Some((timeout, place.span()));
        }
        written
    }

    /// `x-countersign-rate-limit`: an object, or `false` for none.
    pub(super) fn countersign_rate_limit(
        &mut self,
        levels: &Levels<'_, 'w>,
    ) -> Option<(Option<RateLimitPolicy>, SourceSpan)> {
        let place = levels.written(KEYS[3]).pop()?;
        if place.node.as_bool() == Some(false) {
            return Some((None, place.span()));
        }
        if place.node.as_object().is_none() {
            self.malformed_policy(&place, KEYS[3], "an object or false");
            return None;
        }
        let (mut requests, mut window, mut burst) = (None, None, None);
        for (key, place) in self.members(&place, KEYS[3]) {
            match key.name.as_str() {
                "requests" => requests = self.positive(&place, "requests"),
                "window" => window = self.duration(&place, "window"),
                "burst" => burst = self.positive(&place, "burst"),
                field => self.unknown_policy_field(&place, field, "requests, window and burst"),
            }
        }
        let (Some(requests), Some(window)) = (requests, window) else {
            let expected = "an object with `requests` and `window`";
            self.malformed_policy(&place, KEYS[3], expected);
            return None;
        };
        let limit = RateLimitPolicy {
            requests,
            window,
            burst: burst.unwrap_or(requests),
        };
        Some((Some(limit), place.span()))
    }

    /// Reports `x-countersign-*` keys that do not exist: a slip here silently changes how an API behaves.
    pub(super) fn check_countersign_keys(&mut self, levels: &Levels<'_, 'w>) {
        let item = levels.item.layers().iter().map(|layer| layer.place.clone());
        let places = [levels.root.clone(), levels.operation.place.clone()];
        for place in places.into_iter().chain(item) {
            let Some(object) = place.node.as_object() else {
                continue;
            };
            for entry in object {
                let key = entry.key.name.as_str();
                if key.starts_with("x-countersign-") && !KEYS.contains(&key) {
                    let finding =
                        Diagnostic::warning("unknown-policy", format!("`{key}` is no key of ours"))
                            .help(format!("the keys are {}", KEYS.join(", ")));
                    self.habits
                        .note(format!("{key} {}", place.pointer), entry.key.span, finding);
                }
            }
        }
    }
}

/// RFC 9110 5.1: a token.
pub(super) fn is_field_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

/// The text of a node, if it is a well-formed header name.
pub(super) fn field_name(node: &Node) -> Option<&str> {
    node.as_str().filter(|name| is_field_name(name))
}
