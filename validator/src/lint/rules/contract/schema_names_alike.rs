//! Two named schemas differ only in case or punctuation.
//!
//! # Why
//! In Rust they would have the same name; one of them gets another, and readers take one for the other.
//! # What to do
//! rename one of them
//! # Document
//! ```yaml
//! components: { schemas: { OrderLine: { type: string }, order_line: { type: string } } }
//! paths: {}
//! ```
//! # Instead
//! ```yaml
//! components: { schemas: { OrderLine: { type: string }, ArchivedOrderLine: { type: string } } }
//! paths: {}
//! ```

use std::collections::BTreeMap;

use countersign_contract::model::Contract;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};

pub(crate) const META: LintMeta =
    LintMeta::new("schema-names-alike", Group::Naming, Level::Warning, "");

pub(crate) fn check(contract: &Contract, findings: &mut Findings) {
    let mut seen: BTreeMap<String, &String> = BTreeMap::new();
    for (name, id) in &contract.component_schemas {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        let plain: String = letters.flat_map(char::to_lowercase).collect();
        if let Some(first) = seen.get(&plain) {
            findings.push_at(
                contract.schema(*id).span,
                format!("`{name}` is hard to tell from `{first}`"),
            );
        } else {
            seen.insert(plain, name);
        }
    }
}
