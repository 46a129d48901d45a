//! The parts of a body against the contract, while it comes.

use countersign_core::multipart::{Part, Parts};
use countersign_core::operation::OperationDescriptor;
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::schema::Schema;

use super::Mode;
use super::findings::Findings;

/// How the parts of one body are held against its schema.
#[derive(Clone, Copy)]
pub(crate) struct PartCheck {
    operation: &'static OperationDescriptor,
    mode: Mode,
}

impl PartCheck {
    pub(crate) const fn new(operation: &'static OperationDescriptor, mode: Mode) -> Self {
        Self { operation, mode }
    }

    /// All parts, files among them.
    ///
    /// # Errors
    /// A 400 problem with everything that is wrong.
    pub(crate) fn whole(
        &self,
        schema: &'static Schema,
        table: &[Part],
        parts: &Parts,
    ) -> Result<(), Problem> {
        let mut findings = Findings::new(self.operation, self.mode);
        let (value, files) = parts.to_value(schema, table);
        findings.body(schema, &value, &files);
        findings.verdict(self.operation)
    }

    /// The values that have come before the first file: each by itself, and whether all are there that must be. What depends
    /// on the files is known at the end.
    ///
    /// # Errors
    /// A 400 problem with everything that is wrong.
    pub(crate) fn values(
        &self,
        schema: &'static Schema,
        table: &[Part],
        parts: &Parts,
    ) -> Result<(), Problem> {
        let mut findings = Findings::new(self.operation, self.mode);
        for (name, value, member) in parts.members(schema) {
            findings.member(member, name, value);
        }
        for name in parts.missing(schema, table) {
            let place = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
            findings.violation(ProblemItem::body(&place, "required", "is missing"));
        }
        findings.verdict(self.operation)
    }
}
