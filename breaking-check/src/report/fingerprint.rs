//! What makes two findings of two runs the same one: the rule, and where it speaks of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::json::parts;
use super::model::Finding;
use crate::change::{Change, Place};

/// The fingerprint of a change.
///
/// A schema that operations share is known by its pointer, whatever reaches it; all else by the operation, the part of it and
/// the path within the value, so that reordered parameters and renamed files change nothing.
pub(super) fn of_change(change: &Change) -> String {
    let shared = ["/components/", "/definitions/", "/$defs/"];
    if shared
        .iter()
        .any(|prefix| change.pointer.starts_with(prefix))
    {
        return of(change.rule, &change.pointer);
    }
    of(change.rule, &place(&change.place))
}

/// A place in words that do not change with the wording of messages.
fn place(place: &Place) -> String {
    let operation = &place.operation;
    let (kind, status, name) = parts(&place.location);
    let parts = [
        operation.kind,
        &operation.method,
        &operation.path,
        kind,
        &status.unwrap_or_default(),
        name.unwrap_or_default(),
        &place.pointer(),
    ];
    parts.join("\n")
}

/// The fingerprint of a finding about a subject: 64 bits of FNV-1a, in hexadecimal.
pub(super) fn of(rule: &str, subject: &str) -> String {
    let bytes = rule.bytes().chain([b'\n']).chain(subject.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// Numbers the findings that a rule makes several times at one place: the first one keeps its fingerprint.
pub(super) fn number(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            // Writing to a string does not fail.
            let _ = write!(finding.fingerprint, "-{count}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    /// Approvals hold fingerprints: other ones would make every approval stale.
    #[test]
    fn fingerprints_stay_what_they_are() {
        assert_eq!(of("", ""), "af63c74c8601c8dd");
        assert_eq!(
            of("operation-removed", "GET /a"),
            of("operation-removed", "GET /a")
        );
        assert_ne!(of("a", "b\nc"), of("a\nb", "c "));
    }
}
