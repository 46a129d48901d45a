//! What the standard's own keywords say about behaviour: a declared key header, a declared `Retry-After`.

use super::kinds::{IdempotencyKeyPolicy, IdempotencyPolicy};
use crate::diagnostic::Diagnostic;
use crate::document::Reader;
use crate::model::{Parameter, ParameterLocation, Response, StatusPattern};
use crate::source::SourceSpan;

/// Names under which the key header is declared, in lower case.
const KEY_HEADERS: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

/// The key header, if it is declared as a parameter.
pub(super) fn key_header(parameters: &[Parameter]) -> Option<&Parameter> {
    let mut headers = headers(parameters);
    headers.find(|parameter| KEY_HEADERS.contains(&parameter.name.to_ascii_lowercase().as_str()))
}

fn headers(parameters: &[Parameter]) -> impl Iterator<Item = &Parameter> {
    let headers = parameters.iter();
    headers.filter(|parameter| parameter.location == ParameterLocation::Header)
}

/// A required header means required keys; how they are spelled and kept may be written elsewhere.
pub(super) fn idempotency(header: &Parameter, details: &IdempotencyKeyPolicy) -> IdempotencyPolicy {
    let key = IdempotencyKeyPolicy {
        header: header.name.clone(),
        ..details.clone()
    };
    if header.required {
        IdempotencyPolicy::Required(key)
    } else {
        IdempotencyPolicy::Accepted(key)
    }
}

/// The statuses whose responses declare `Retry-After` (RFC 9110 10.2.3), and where the first does.
pub(super) fn retry_after(responses: &[Response]) -> (Vec<(u16, u16)>, Option<SourceSpan>) {
    let mut statuses = Vec::new();
    let mut span = None;
    for response in responses {
        let StatusPattern::Code(code) = response.status else {
            continue;
        };
        let mut headers = response.headers.iter();
        // On a redirect the header says when to follow it, not that the call failed.
        let header = headers.find(|header| header.name.eq_ignore_ascii_case("retry-after"));
        if let Some(header) = header.filter(|_| code >= 400) {
            statuses.push((code, code));
            span = span.or(Some(header.span));
        }
    }
    (statuses, span)
}

impl Reader<'_> {
    /// A header whose name sounds like a key is pointed out, and nothing else is done about it.
    pub(super) fn suspect_key_headers(&mut self, parameters: &[Parameter]) {
        for parameter in headers(parameters) {
            let name = parameter.name.to_ascii_lowercase();
            if name.contains("idempoten") && !KEY_HEADERS.contains(&name.as_str()) {
                let message = format!(
                    "the header `{}` sounds like an idempotency key and is treated as any other header",
                    parameter.name
                );
                let help = format!(
                    "say `x-countersign-idempotency: {{header: {}}}` if it is one",
                    parameter.name
                );
                let finding = Diagnostic::info("suspected-idempotency-key", message).help(help);
                self.habits.note(name, parameter.span, finding);
            }
        }
    }
}
