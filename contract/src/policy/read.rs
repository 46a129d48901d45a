//! From an operation and everything around it to its policy: who said what, and who wins.

use super::kinds::{IdempotencyPolicy, Policy, PolicySource, RetryPolicy, Sourced, TimeoutPolicy};
use super::levels::Levels;
use super::native;
use crate::diagnostic::Diagnostic;
use crate::document::{Fields, PathItem, Reader};
use crate::model::{Parameter, Response};
use crate::source::SourceSpan;

/// The policy of one operation.
pub(crate) fn read<'w>(
    reader: &mut Reader<'w>,
    operation: &Fields<'w>,
    item: &PathItem<'w>,
    parameters: &[Parameter],
    responses: &[Response],
) -> Policy {
    let levels = Levels {
        root: reader.root.clone(),
        item,
        operation,
    };
    reader.check_countersign_keys(&levels);
    Policy {
        idempotency: idempotency(reader, &levels, parameters),
        retry: retry(reader, &levels, responses),
        timeout: match reader.countersign_timeout(&levels) {
            Some((timeout, span)) => said(timeout, PolicySource::Countersign, span),
            None => Sourced::default_value(TimeoutPolicy::default()),
        },
        rate_limit: match reader.countersign_rate_limit(&levels) {
            Some((limit, span)) => said(limit, PolicySource::Countersign, span),
            None => Sourced::default_value(None),
        },
        stream: reader.stream(&levels),
        pagination: reader.pagination(&levels, parameters, responses),
    }
}

fn said<T>(value: T, source: PolicySource, span: SourceSpan) -> Sourced<T> {
    Sourced {
        value,
        source,
        span: Some(span),
    }
}

/// A declared header decides whether there are keys; our own key may still say how they are spelled and how long they count.
fn idempotency<'w>(
    reader: &mut Reader<'w>,
    levels: &Levels<'_, 'w>,
    parameters: &[Parameter],
) -> Sourced<IdempotencyPolicy> {
    let written = reader.countersign_idempotency(levels);
    if let Some(header) = native::key_header(parameters) {
        let details = written.as_ref().map(|written| written.key.clone());
        let policy = native::idempotency(header, &details.unwrap_or_default());
        if let Some(written) = written {
            let span = written.span;
            let renamed = !written.key.header.eq_ignore_ascii_case(&header.name)
                && written.key.header != "Idempotency-Key";
            let other = written.into_policy();
            if std::mem::discriminant(&other) != std::mem::discriminant(&policy) || renamed {
                conflict(reader, header, span);
            }
        }
        return said(policy, PolicySource::Native, header.span);
    }
    if let Some(written) = written {
        let span = written.span;
        return said(written.into_policy(), PolicySource::Countersign, span);
    }
    if let Some((policy, key, span)) = reader.vendor_idempotency(levels) {
        return said(policy, PolicySource::Vendor(key), span);
    }
    reader.suspect_key_headers(parameters);
    Sourced::default_value(IdempotencyPolicy::None)
}

fn conflict(reader: &mut Reader<'_>, header: &Parameter, span: SourceSpan) {
    let message = format!(
        "`x-countersign-idempotency` contradicts the declared header parameter `{}`, which counts",
        header.name
    );
    reader.diagnostics.push(
        Diagnostic::warning("policy-conflict", message)
            .at(span)
            .label(header.span, "the header parameter")
            .help("say it once: `required: true` at the parameter means required keys"),
    );
}

/// Statuses that declare `Retry-After` are worth another attempt whoever sets the pace.
fn retry<'w>(
    reader: &mut Reader<'w>,
    levels: &Levels<'_, 'w>,
    responses: &[Response],
) -> Sourced<RetryPolicy> {
    let (statuses, declared) = native::retry_after(responses);
    let mut retry = if let Some((retry, span)) = reader.countersign_retry(levels) {
        said(retry, PolicySource::Countersign, span)
    } else if let Some((retry, key, span)) = reader.vendor_retry(levels) {
        said(retry, PolicySource::Vendor(key), span)
    } else if let Some(span) = declared {
        said(RetryPolicy::default(), PolicySource::Native, span)
    } else {
        Sourced::default_value(RetryPolicy::default())
    };
    for (first, last) in statuses {
        let known = &mut retry.value.statuses;
        if !known
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&first))
        {
            known.push((first, last));
        }
    }
    if retry.value.max_interval < retry.value.initial_interval {
        retry.value.max_interval = retry.value.initial_interval;
    }
    retry
}
