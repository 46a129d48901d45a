//! Swagger 2.0: recognised, not read yet.

use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;

/// What to tell the author of a Swagger 2.0 document.
pub(super) fn not_supported(version: SourceSpan) -> Diagnostic {
    Diagnostic::error("swagger-2-0-unsupported", "Swagger 2.0 is not supported yet")
        .at(version)
        .help("convert the document to OpenAPI 3.0 or 3.1 first; its parameters with `in: body` become a `requestBody`")
}
