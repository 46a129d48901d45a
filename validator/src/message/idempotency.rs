//! The idempotency key of a request: there when the contract's policy requires one, and well-formed.

use countersign_contract::model::{Operation, ParameterLocation};
use countersign_contract::policy::IdempotencyPolicy;

use super::finding::{Finding, FindingKind, Place};
use crate::recording::Headers;

/// The longest key that servers take, in characters.
const MAX_LENGTH: usize = 255;

/// A declared header parameter is missed where parameters are judged; here it must only be a key.
pub(crate) fn check(operation: &Operation, headers: &Headers, findings: &mut Vec<Finding>) {
    let policy = &operation.policy.idempotency;
    let (key, is_required) = match &policy.value {
        IdempotencyPolicy::None => return,
        IdempotencyPolicy::Accepted(key) => (key, false),
        IdempotencyPolicy::Required(key) => (key, true),
    };
    let declared = operation.parameters.iter().any(|parameter| {
        parameter.location == ParameterLocation::Header
            && parameter.name.eq_ignore_ascii_case(&key.header)
    });
    let (kind, message) = match headers.values(&key.header)[..] {
        [] if is_required && !declared => (
            FindingKind::MissingIdempotencyKey,
            "is missing, it carries the idempotency key",
        ),
        [] => return,
        [field] => match fault(field) {
            None => return,
            Some(fault) => (FindingKind::Malformed, fault),
        },
        _ => (
            FindingKind::Malformed,
            "must be there once, is there more often",
        ),
    };
    let place = Place::Parameter {
        location: ParameterLocation::Header,
        name: key.header.clone(),
    };
    let finding = Finding::error(place, kind, message);
    findings.push(match policy.span {
        Some(span) => finding.declared_at(span),
        None => finding,
    });
}

/// What keeps a header field from being a key, bare or quoted (draft-ietf-httpapi-idempotency-key-header section 2.1).
fn fault(field: &str) -> Option<&'static str> {
    const QUOTES: &str =
        "must be one well-formed string when quoted, and not start with a quotation mark otherwise";
    let field = field.trim_matches([' ', '\t']);
    let unquoted;
    let key = match field.strip_prefix('"') {
        None => field,
        Some(rest) => match unquote(rest) {
            None => return Some(QUOTES),
            Some(key) => {
                unquoted = key;
                unquoted.as_str()
            }
        },
    };
    match key.as_bytes() {
        [] => Some("must not be empty"),
        bytes if bytes.len() > MAX_LENGTH => Some("must have at most 255 characters"),
        bytes if !bytes.iter().all(u8::is_ascii_graphic) => {
            Some("must consist of visible ASCII characters")
        }
        [b'"', ..] => Some(QUOTES),
        _ => None,
    }
}

/// A string after its opening quotation mark (RFC 9651 section 4.2.5); parameters that follow it are ignored.
fn unquote(rest: &str) -> Option<String> {
    let mut key = String::with_capacity(rest.len());
    let mut characters = rest.chars();
    loop {
        match characters.next()? {
            '\\' => key.push(
                characters
                    .next()
                    .filter(|next| matches!(next, '"' | '\\'))?,
            ),
            '"' => {
                let after = characters.as_str();
                return (after.is_empty() || after.starts_with(';')).then_some(key);
            }
            character => key.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn keys_are_visible_ascii_bare_or_quoted() {
        let longest = "k".repeat(255);
        for key in [
            "cart-42",
            " cart-42 ",
            "\"cart-42\";v=1",
            r#""a\"\\b""#,
            &longest,
        ] {
            assert_eq!(fault(key), None, "{key}");
        }
        let too_long = "k".repeat(256);
        for text in [
            "",
            " ",
            "\"\"",
            "a b",
            "a\u{7f}",
            "schl\u{fc}ssel",
            &too_long,
        ] {
            assert!(fault(text).is_some(), "{text}");
        }
        for text in ["\"open", "\"a\"b", r#""a\b""#, r#""\"a""#] {
            assert!(
                fault(text).is_some_and(|fault| fault.contains("quot")),
                "{text}"
            );
        }
    }
}
