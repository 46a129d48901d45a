//! An operation has a tag that the document does not declare.
//!
//! # Why
//! Tags become modules and traits; a misspelled one becomes a module of its own.
//! # What to do
//! declare the tag under `tags`, with a description
//! # Document
//! ```yaml
//! tags: [{ name: items }]
//! paths: { /items: { get: { tags: [itmes], operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```
//! # Instead
//! ```yaml
//! tags: [{ name: items }]
//! paths: { /items: { get: { tags: [items], operationId: listItems, responses: { "200": { description: ok } } } } }
//! ```

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::OperationSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "tag-undeclared",
    Group::Naming,
    Level::Info,
    "OAS 3.1.1 Tag Object.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let declared = &subject.contract.tags;
    for tag in &subject.operation.tags {
        // Documents that declare no tag at all have decided not to.
        if !declared.is_empty() && declared.iter().all(|known| known.name != *tag) {
            findings.push(format!(
                "`{}` has the tag `{tag}`, which is not declared",
                subject.label()
            ));
        }
    }
}
