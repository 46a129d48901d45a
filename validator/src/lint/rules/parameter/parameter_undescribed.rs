//! A parameter has no description.
//!
//! # Why
//! The generated setter has no documentation but its name.
//! # What to do
//! say in one line what the parameter does
//! # Example
//! ```yaml
//! { name: q, in: query, schema: { type: string } }
//! ```
//! # Instead
//! ```yaml
//! { name: q, in: query, description: Words to look for, schema: { type: string } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::ParameterSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "parameter-undescribed",
    Group::Design,
    Level::Off,
    "OAS 3.1.1 Parameter Object.",
);

pub(crate) fn check(subject: &ParameterSubject<'_>, findings: &mut Findings) {
    if subject.parameter.description.is_none() {
        findings.push(format!(
            "`{}` says nowhere what it does",
            subject.parameter.name
        ));
    }
}
