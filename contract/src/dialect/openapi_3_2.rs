//! OpenAPI 3.2: recognised, not read yet.

use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;

/// What to tell the author of a 3.2 document.
pub(super) fn not_supported(version: SourceSpan) -> Diagnostic {
    Diagnostic::error("openapi-3-2-unsupported", "OpenAPI 3.2 is not supported yet")
        .at(version)
        .help("a document without QUERY, `additionalOperations`, `querystring` parameters and `itemSchema` is the same in 3.1: write `openapi: 3.1.1`")
}
