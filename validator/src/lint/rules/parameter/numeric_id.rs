//! An object's id is a number.
//!
//! # Why
//! Numbers can be counted up: whoever has one id can guess the others.
//! # What to do
//! use ids that cannot be guessed, such as `type: string, format: uuid`
//! # Example
//! ```yaml
//! { name: itemId, in: path, required: true, schema: { type: integer } }
//! ```
//! # Instead
//! ```yaml
//! { name: itemId, in: path, required: true, schema: { type: string, format: uuid } }
//! ```

use countersign_contract::model::ParameterLocation;
use countersign_contract::schema::Type;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ParameterSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "numeric-id",
    Group::Security,
    Level::Info,
    "OWASP API1:2023.",
);

pub(crate) fn check(subject: &ParameterSubject<'_>, findings: &mut Findings) {
    let name = &subject.parameter.name;
    let is_id = name.eq_ignore_ascii_case("id")
        || name.ends_with("Id")
        || name.ends_with("_id")
        || name.ends_with("-id");
    let numeric = subject
        .schema()
        .and_then(|schema| schema.types)
        .is_some_and(|types| types.contains(Type::Integer) || types.contains(Type::Number));
    if subject.parameter.location == ParameterLocation::Path && is_id && numeric {
        findings.push(format!("the id `{name}` is a number that can be guessed"));
    }
}
