//! What the YAML reader could not read, in the author's words.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;

/// The finding for a text that stops being YAML at `span`.
pub(super) fn describe(error: &ScanError, nesting: usize, span: SourceSpan) -> Diagnostic {
    let finding = match error.kind() {
        ErrorKind::RecursionLimitExceeded => return too_deep(nesting, span),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation => Diagnostic::error(
            "yaml-tab-indentation",
            "a tab stands where YAML wants spaces",
        )
        .help("indent with spaces: YAML 1.2.2 section 6.1 allows no tabs"),
        ErrorKind::UnclosedQuotedScalar => {
            Diagnostic::error("yaml-syntax", "this quoted string has no end")
        }
        ErrorKind::UnclosedFlowCollection { open } => {
            Diagnostic::error("yaml-syntax", format!("this `{open}` is never closed"))
        }
        ErrorKind::MappingValueNotAllowed => {
            Diagnostic::error("yaml-syntax", "a `key: value` pair cannot stand here")
                .help("check the indentation; a value that contains `: ` needs quotes")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => Diagnostic::error(
            "yaml-syntax",
            "something follows the closing quote of a string",
        )
        .help("either a quote is missing further up, or this one has to be escaped"),
        kind => Diagnostic::error("yaml-syntax", kind.to_string()),
    };
    finding.at(span)
}

/// Where the fault is; the parser notices some tabs one character too late.
pub(super) fn start(error: &ScanError, text: &str, at: usize) -> usize {
    let is_tab = |at: usize| text.as_bytes().get(at) == Some(&b'\t');
    match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
            if at > 0 && !is_tab(at) && is_tab(at - 1) =>
        {
            at - 1
        }
        _ => at,
    }
}

/// Nesting beyond the limit.
pub(super) fn too_deep(nesting: usize, span: SourceSpan) -> Diagnostic {
    Diagnostic::error(
        "nesting-too-deep",
        format!("arrays and objects are nested deeper than {nesting} levels here"),
    )
    .at(span)
}
