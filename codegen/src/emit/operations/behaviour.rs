//! Keys, retries, timeouts and rates of an operation as fields of its descriptor; what is default is left out.

use std::time::Duration;

use countersign_contract::policy::{
    IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat, Policy, RateLimitPolicy, RetryPolicy,
    TimeoutPolicy,
};

use crate::emit::text::{list, string, with_fields};

/// The fields that differ from the runtime's defaults.
pub(super) fn fields(policy: &Policy) -> Vec<String> {
    let mut fields = Vec::new();
    match &policy.idempotency.value {
        IdempotencyPolicy::None => {}
        IdempotencyPolicy::Accepted(key) => {
            let header = key_header(key);
            fields.push(format!("idempotency: Idempotency::Accepted({header})"));
        }
        IdempotencyPolicy::Required(key) => {
            let header = key_header(key);
            fields.push(format!("idempotency: Idempotency::Required({header})"));
        }
    }
    if let Some(retry) = retry(&policy.retry.value) {
        fields.push(format!("retry: {retry}"));
    }
    if let Some(timeout) = timeout(policy.timeout.value) {
        fields.push(format!("timeout: {timeout}"));
    }
    if let Some(limit) = policy.rate_limit.value {
        fields.push(format!("rate_limit: Some({})", rate_limit(limit)));
    }
    fields
}

fn key_header(key: &IdempotencyKeyPolicy) -> String {
    let default = IdempotencyKeyPolicy::default();
    let mut fields = Vec::new();
    if key.header != default.header {
        fields.push(format!("name: {}", string(&key.header)));
    }
    if key.format != default.format {
        let format = match key.format {
            KeyFormat::Bare => "KeyFormat::Bare",
            KeyFormat::Quoted => "KeyFormat::Quoted",
        };
        fields.push(format!("format: {format}"));
    }
    if key.retention != default.retention {
        fields.push(format!("retention: {}", duration(key.retention)));
    }
    match fields.len() {
        0 => String::from("KeyHeader::DEFAULT"),
        3 => format!("KeyHeader {{ {} }}", fields.join(", ")),
        _ => with_fields("KeyHeader", &fields, "KeyHeader::DEFAULT"),
    }
}

fn retry(retry: &RetryPolicy) -> Option<String> {
    let default = RetryPolicy::default();
    let once = RetryPolicy {
        max_attempts: 1,
        ..default.clone()
    };
    if *retry == default {
        return None;
    }
    if *retry == once {
        return Some(String::from("RetryPolicy::NEVER"));
    }
    let mut fields = Vec::new();
    if retry.max_attempts != default.max_attempts {
        fields.push(format!("max_attempts: {}", retry.max_attempts));
    }
    if retry.initial_interval != default.initial_interval {
        let interval = duration(retry.initial_interval);
        fields.push(format!("initial_interval: {interval}"));
    }
    if retry.max_interval != default.max_interval {
        let interval = duration(retry.max_interval);
        fields.push(format!("max_interval: {interval}"));
    }
    // Not `!=`: a multiplier is as written, and a literal can only be made of a finite one.
    if retry.multiplier.is_finite() && retry.multiplier.to_bits() != default.multiplier.to_bits() {
        fields.push(format!("multiplier: {:?}", retry.multiplier));
    }
    if retry.statuses != default.statuses {
        let ranges = retry.statuses.iter();
        let ranges = ranges.map(|(low, high)| format!("({low}, {high})"));
        fields.push(format!("statuses: {}", list(ranges)));
    }
    if retry.on_connection_error != default.on_connection_error {
        let retried = retry.on_connection_error;
        fields.push(format!("on_connection_error: {retried}"));
    }
    if fields.len() < 6 {
        fields.push(String::from("..RetryPolicy::DEFAULT"));
    }
    Some(format!("RetryPolicy {{ {} }}", fields.join(", ")))
}

fn timeout(timeout: TimeoutPolicy) -> Option<String> {
    let default = TimeoutPolicy::default();
    let mut fields = Vec::new();
    for (name, value, usual) in [
        ("deadline", timeout.deadline, default.deadline),
        ("attempt", timeout.attempt, default.attempt),
        ("connect", timeout.connect, default.connect),
    ] {
        if value != usual {
            fields.push(format!("{name}: {}", duration(value)));
        }
    }
    match fields.len() {
        0 => None,
        3 => Some(format!("TimeoutPolicy {{ {} }}", fields.join(", "))),
        _ => Some(with_fields(
            "TimeoutPolicy",
            &fields,
            "TimeoutPolicy::DEFAULT",
        )),
    }
}

fn rate_limit(limit: RateLimitPolicy) -> String {
    let (requests, window, burst) = (limit.requests, duration(limit.window), limit.burst);
    format!("RateLimit {{ requests: {requests}, window: {window}, burst: {burst} }}")
}

/// A duration in the largest unit that holds it exactly.
fn duration(duration: Duration) -> String {
    let nanos = duration.subsec_nanos();
    if nanos == 0 {
        return format!("Duration::from_secs({})", duration.as_secs());
    }
    let millis = u64::try_from(duration.as_millis());
    if let (Ok(millis), true) = (millis, nanos.is_multiple_of(1_000_000)) {
        return format!("Duration::from_millis({millis})");
    }
    format!("Duration::new({}, {nanos})", duration.as_secs())
}
