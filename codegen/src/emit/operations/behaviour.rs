//! Keys, retries, timeouts and rates of an operation as fields of its descriptor; what is default is left out.

use std::time::Duration;

use countersign_contract::policy::{
    IdempotencyKeyPolicy, IdempotencyPolicy, KeyFormat, Policy, RateLimitPolicy, RetryPolicy,
    TimeoutPolicy,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The fields that differ from the runtime's defaults.
pub(super) fn fields(policy: &Policy) -> Vec<TokenStream> {
    let mut fields = Vec::new();
    match &policy.idempotency.value {
        IdempotencyPolicy::None => {}
        IdempotencyPolicy::Accepted(key) => {
            let header = key_header(key);
            fields.push(quote!(idempotency: Idempotency::Accepted(#header)));
        }
        IdempotencyPolicy::Required(key) => {
            let header = key_header(key);
            fields.push(quote!(idempotency: Idempotency::Required(#header)));
        }
    }
    if let Some(retry) = retry(&policy.retry.value) {
        fields.push(quote!(retry: #retry));
    }
    if let Some(timeout) = timeout(policy.timeout.value) {
        fields.push(quote!(timeout: #timeout));
    }
    if let Some(limit) = policy.rate_limit.value {
        let limit = rate_limit(limit);
        fields.push(quote!(rate_limit: Some(#limit)));
    }
    fields
}

fn key_header(key: &IdempotencyKeyPolicy) -> TokenStream {
    let default = IdempotencyKeyPolicy::default();
    let mut fields = Vec::new();
    if key.header != default.header {
        let name = &key.header;
        fields.push(quote!(name: #name));
    }
    if key.format != default.format {
        let format = match key.format {
            KeyFormat::Bare => quote!(KeyFormat::Bare),
            KeyFormat::Quoted => quote!(KeyFormat::Quoted),
        };
        fields.push(quote!(format: #format));
    }
    if key.retention != default.retention {
        let retention = duration(key.retention);
        fields.push(quote!(retention: #retention));
    }
    match fields.len() {
        0 => quote!(KeyHeader::DEFAULT),
        3 => quote!(KeyHeader { #(#fields),* }),
        _ => quote!(KeyHeader { #(#fields,)* ..KeyHeader::DEFAULT }),
    }
}

fn retry(retry: &RetryPolicy) -> Option<TokenStream> {
    let default = RetryPolicy::default();
    let once = RetryPolicy {
        max_attempts: 1,
        ..default.clone()
    };
    if *retry == default {
        return None;
    }
    if *retry == once {
        return Some(quote!(RetryPolicy::NEVER));
    }
    let mut fields = Vec::new();
    if retry.max_attempts != default.max_attempts {
        let attempts = Literal::u32_unsuffixed(retry.max_attempts);
        fields.push(quote!(max_attempts: #attempts));
    }
    if retry.initial_interval != default.initial_interval {
        let interval = duration(retry.initial_interval);
        fields.push(quote!(initial_interval: #interval));
    }
    if retry.max_interval != default.max_interval {
        let interval = duration(retry.max_interval);
        fields.push(quote!(max_interval: #interval));
    }
    // Not `!=`: a multiplier is as written, and a literal can only be made of a finite one.
    if retry.multiplier.is_finite() && retry.multiplier.to_bits() != default.multiplier.to_bits() {
        let multiplier = Literal::f64_unsuffixed(retry.multiplier);
        fields.push(quote!(multiplier: #multiplier));
    }
    if retry.statuses != default.statuses {
        let ranges = retry.statuses.iter().map(|(low, high)| {
            let (low, high) = (
                Literal::u16_unsuffixed(*low),
                Literal::u16_unsuffixed(*high),
            );
            quote!((#low, #high))
        });
        fields.push(quote!(statuses: &[#(#ranges),*]));
    }
    if retry.on_connection_error != default.on_connection_error {
        let retried = retry.on_connection_error;
        fields.push(quote!(on_connection_error: #retried));
    }
    let rest = (fields.len() < 6).then(|| quote!(..RetryPolicy::DEFAULT));
    Some(quote!(RetryPolicy { #(#fields,)* #rest }))
}

fn timeout(timeout: TimeoutPolicy) -> Option<TokenStream> {
    let default = TimeoutPolicy::default();
    let mut fields = Vec::new();
    for (name, value, usual) in [
        (quote!(deadline), timeout.deadline, default.deadline),
        (quote!(attempt), timeout.attempt, default.attempt),
        (quote!(connect), timeout.connect, default.connect),
    ] {
        if value != usual {
            let value = duration(value);
            fields.push(quote!(#name: #value));
        }
    }
    match fields.len() {
        0 => None,
        3 => Some(quote!(TimeoutPolicy { #(#fields),* })),
        _ => Some(quote!(TimeoutPolicy { #(#fields,)* ..TimeoutPolicy::DEFAULT })),
    }
}

fn rate_limit(limit: RateLimitPolicy) -> TokenStream {
    let requests = Literal::u64_unsuffixed(limit.requests);
    let window = duration(limit.window);
    let burst = Literal::u64_unsuffixed(limit.burst);
    quote!(RateLimit { requests: #requests, window: #window, burst: #burst })
}

/// A duration in the largest unit that holds it exactly.
fn duration(duration: Duration) -> TokenStream {
    let nanos = duration.subsec_nanos();
    if nanos == 0 {
        let seconds = Literal::u64_unsuffixed(duration.as_secs());
        return quote!(Duration::from_secs(#seconds));
    }
    let millis = u64::try_from(duration.as_millis());
    if let (Ok(millis), true) = (millis, nanos.is_multiple_of(1_000_000)) {
        let millis = Literal::u64_unsuffixed(millis);
        return quote!(Duration::from_millis(#millis));
    }
    let seconds = Literal::u64_unsuffixed(duration.as_secs());
    let nanos = Literal::u32_unsuffixed(nanos);
    quote!(Duration::new(#seconds, #nanos))
}
