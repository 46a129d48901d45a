//! From an `openapiv3` document to a contract.

use openapiv3::OpenAPI;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Loaded, load_text};
use crate::model::Contract;
use crate::source::SourceMap;

/// The name under which the document's JSON appears in spans.
const NAME: &str = "openapiv3.json";

impl Contract {
    /// Loads the contract that a typed 3.0 document describes. Spans point into its JSON form, which is among the sources.
    pub fn from_openapiv3(document: &OpenAPI) -> Loaded {
        match serde_json::to_string_pretty(document) {
            Ok(text) => load_text(NAME, &text),
            Err(error) => {
                let mut diagnostics = Diagnostics::new();
                let message = format!("the document has no JSON form: {error}");
                diagnostics.push(Diagnostic::error("openapiv3-unwritable", message));
                Loaded {
                    contract: None,
                    sources: SourceMap::new(),
                    files: Vec::new(),
                    diagnostics,
                }
            }
        }
    }
}
