//! The policy of an operation as text, each part with who said it.

use std::fmt::Write as _;
use std::time::Duration;

use super::Lines;
use crate::policy::{
    IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat, NextPagePolicy, PageSource,
    PaginationPolicy, Policy, PolicySource, RetryPolicy, Sourced, StreamPolicy,
};

/// A part that nobody spoke about is left out: it is the same default everywhere.
pub(super) fn write(policy: &Policy, depth: usize, out: &mut Lines) {
    let mut part = |name: &str, source: PolicySource, text: String| {
        if let Some(source) = source_name(source) {
            out.line(depth, &format!("{name} {text} (from {source})"));
        }
    };
    let idempotency = &policy.idempotency;
    part(
        "idempotency",
        idempotency.source,
        idempotency_text(idempotency),
    );
    part("retry", policy.retry.source, retry(&policy.retry.value));
    let timeout = &policy.timeout.value;
    let text = format!(
        "deadline {}, attempt {}, connect {}",
        duration(timeout.deadline),
        duration(timeout.attempt),
        duration(timeout.connect)
    );
    part("timeout", policy.timeout.source, text);
    let text = match &policy.rate_limit.value {
        Some(limit) => format!(
            "{} per {}, burst {}",
            limit.requests,
            duration(limit.window),
            limit.burst
        ),
        None => "none".to_owned(),
    };
    part("rate-limit", policy.rate_limit.source, text);
    part("stream", policy.stream.source, stream(&policy.stream.value));
    let text = match &policy.pagination.value {
        Some(pagination) => pages(pagination),
        None => "none".to_owned(),
    };
    part("pagination", policy.pagination.source, text);
}

fn stream(stream: &StreamPolicy) -> String {
    let mut text = match &stream.error_event {
        Some(event) => format!("error event {event}"),
        None => "no error event".to_owned(),
    };
    if let Some(sentinel) = &stream.sentinel {
        let _ = write!(text, ", ends with {sentinel}");
    }
    if let Some(condition) = &stream.condition {
        let _ = write!(text, ", wanted when {condition} is true");
    }
    if !stream.resume {
        text.push_str(", never resumed");
    }
    text
}

fn pages(pagination: &PaginationPolicy) -> String {
    let source = |source: &PageSource| match source {
        PageSource::Body(pointer) => format!("`{pointer}`"),
        PageSource::Header(name) => format!("the header {name}"),
    };
    let mut text = match &pagination.next {
        NextPagePolicy::Cursor {
            parameter,
            source: from,
        } => format!("{parameter} from {}", source(from)),
        NextPagePolicy::Offset { parameter } => format!("{parameter} counts items"),
        NextPagePolicy::Number { parameter, first } => {
            format!("{parameter} counts pages from {first}")
        }
        NextPagePolicy::Link => "the Link header".to_owned(),
        NextPagePolicy::Url { source: from } => format!("the URL in {}", source(from)),
    };
    if let Some(items) = &pagination.items {
        let _ = write!(text, ", items in `{items}`");
    }
    if let Some(more) = &pagination.more {
        let _ = write!(text, ", while `{more}`");
    }
    text
}

fn source_name(source: PolicySource) -> Option<&'static str> {
    match source {
        PolicySource::Native => Some("the standard's keywords"),
        PolicySource::Countersign => Some("x-countersign"),
        PolicySource::Vendor(key) => Some(key),
        PolicySource::Default => None,
    }
}

fn idempotency_text(policy: &Sourced<IdempotencyPolicy>) -> String {
    match &policy.value {
        IdempotencyPolicy::None => "none".to_owned(),
        IdempotencyPolicy::Accepted(details) => format!("accepted {}", key(details)),
        IdempotencyPolicy::Required(details) => format!("required {}", key(details)),
    }
}

fn key(key: &IdempotencyKeyPolicy) -> String {
    let format = match key.format {
        KeyFormat::Bare => "bare",
        KeyFormat::Quoted => "quoted",
    };
    format!("{} {format}, kept {}", key.header, duration(key.retention))
}

fn retry(retry: &RetryPolicy) -> String {
    if retry.max_attempts == 1 {
        return "never".to_owned();
    }
    let statuses = retry.statuses.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    });
    format!(
        "{} attempts, {} to {} x{} on {}{}",
        retry.max_attempts,
        duration(retry.initial_interval),
        duration(retry.max_interval),
        retry.multiplier,
        statuses.collect::<Vec<_>>().join(" "),
        if retry.on_connection_error {
            " and connection errors"
        } else {
            ""
        }
    )
}

/// The largest unit that leaves no rest.
fn duration(duration: Duration) -> String {
    let milliseconds = duration.as_millis();
    let units = [
        (86_400_000, "d"),
        (3_600_000, "h"),
        (60_000, "m"),
        (1_000, "s"),
    ];
    let fitting = units
        .into_iter()
        .find(|(size, _)| milliseconds.is_multiple_of(*size));
    match fitting.filter(|_| milliseconds > 0) {
        Some((size, unit)) => format!("{}{unit}", milliseconds / size),
        None => format!("{milliseconds}ms"),
    }
}
