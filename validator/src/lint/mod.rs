//! Is the contract, valid as it may be, a good one? Lints: one rule per file under `rules/`, in the folder of what it
//! looks at.
//!
//! ```
//! use countersign_contract::load::load_text;
//! use countersign_validator::lint::{LintPolicy, lint};
//!
//! let contract = load_text("shop.yaml", "
//! openapi: 3.1.0
//! info: { title: Shop, version: '1' }
//! paths:
//!   /orders:
//!     post: { operationId: createOrder, responses: { '201': { description: made } } }
//! ").contract.unwrap();
//! let report = lint(&contract, &LintPolicy::default());
//! assert!(report.findings.iter().any(|finding| finding.code == "post-without-idempotency"));
//! ```
//!
#![doc = include_str!("owasp.md")]

mod findings;
mod policy;
mod registry;
mod rules;
mod run;
mod spelling;
mod subject;
mod values;

pub use policy::{Date, Ignore, Level, LintPolicy};
pub use registry::{Group, LintMeta, explain_lint, lint_ids, lints};
pub use run::{LintReport, lint};
