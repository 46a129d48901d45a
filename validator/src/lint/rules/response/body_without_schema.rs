//! A JSON body is declared without a schema.
//!
//! # Why
//! Nothing can be typed, checked or compared.
//! # What to do
//! describe the body with a schema
//! # Example
//! ```yaml
//! "200": { description: ok, content: { application/json: {} } }
//! ```
//! # Instead
//! ```yaml
//! "200": { description: ok, content: { application/json: { schema: { type: object } } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ResponseSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "body-without-schema",
    Group::Design,
    Level::Info,
    "OAS 3.1.1 Media Type Object.",
);

pub(crate) fn check(subject: &ResponseSubject<'_>, findings: &mut Findings) {
    for media in &subject.response.content {
        if media.is_json() && media.schema.is_none() && media.item_schema.is_none() {
            findings.push_at(media.span, format!("`{}` has no schema", media.name));
        }
    }
}
