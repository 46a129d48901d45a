//! Which `default` counts where several schemas speak about one value?
//!
//! The standard leaves it open (JSON Schema 2020-12 Validation 9.2). Here the nearest counts: what a schema says itself before
//! what it refers to, a later part of `allOf` before an earlier one, and those before a `$ref` beside them. What alternatives
//! say counts where they all say the same, because nobody knows which of them a value is that is left out.

use countersign_contract::Diagnostic;
use countersign_contract::schema::{Schema, SchemaId};
use countersign_contract::syntax::Node;
use rustc_hash::FxHashSet;

use crate::lower::schema::Schemas;
use crate::lower::schema::docs;
use crate::lower::schema::single::{is_null, only_choice};

/// Alternatives within alternatives.
const DEPTH: usize = 8;

/// One default, and whether whoever wrote the first one saw it.
struct Said<'c> {
    default: &'c Node,
    /// Is the first one written at a schema that refers to this one's?
    is_overridden: bool,
}

impl<'c> Schemas<'c> {
    /// The default that counts among those of these schemas, which all speak about one value. Others that differ are reported.
    pub(super) fn said(&mut self, schemas: &[SchemaId]) -> Option<&'c Node> {
        // Most schemas refer to nothing.
        if let [only] = schemas {
            let schema: &'c Schema = self.schema(*only);
            let parts = [&schema.all_of, &schema.any_of, &schema.one_of];
            if schema.reference.is_none() && parts.iter().all(|parts| parts.is_empty()) {
                return schema.annotations.default.as_ref();
            }
        }
        self.said_at(schemas, DEPTH)
    }

    fn said_at(&mut self, schemas: &[SchemaId], depth: usize) -> Option<&'c Node> {
        let (said, choices) = self.said_by(schemas);
        let mut said = said.into_iter();
        let Some(first) = said.next() else {
            return self.said_by_all(&choices, depth);
        };
        for other in said.filter(|other| other.default != first.default) {
            self.report_differing(first.default, &other);
        }
        Some(first.default)
    }

    /// Every default of these schemas, the nearest first, and the alternatives that they offer.
    fn said_by(&self, schemas: &[SchemaId]) -> (Vec<Said<'c>>, Vec<Vec<SchemaId>>) {
        let mut said: Vec<Said<'c>> = Vec::new();
        let mut choices = Vec::new();
        let mut visited = FxHashSet::default();
        // The last is the next; whether the first default stands at a schema that refers to this one.
        let mut open: Vec<(SchemaId, bool)> = schemas.iter().map(|id| (*id, false)).collect();
        while let Some((id, below_first)) = open.pop() {
            if !visited.insert(id) {
                continue;
            }
            let schema: &'c Schema = self.schema(id);
            let mut below = below_first;
            if let Some(default) = &schema.annotations.default {
                below |= said.is_empty();
                said.push(Said {
                    default,
                    is_overridden: below_first,
                });
            }
            for members in [&schema.any_of, &schema.one_of] {
                if let Some(only) = only_choice(self.contract, schema, members) {
                    open.push((only, below));
                } else if !members.is_empty() {
                    let members = members.iter().copied();
                    choices.push(members.filter(|id| !is_null(self.contract, *id)).collect());
                }
            }
            open.extend(schema.reference.map(|id| (id, below)));
            open.extend(schema.all_of.iter().map(|id| (*id, below)));
        }
        (said, choices)
    }

    /// The default that the alternatives of the nearest choice have in common.
    fn said_by_all(&mut self, choices: &[Vec<SchemaId>], depth: usize) -> Option<&'c Node> {
        let depth = depth.checked_sub(1)?;
        let alternatives = choices.first()?.iter();
        let said: Vec<Option<&'c Node>> = alternatives
            .map(|alternative| self.said_at(&[*alternative], depth))
            .collect();
        self.common(&said)
    }

    /// The default that all of several alternatives have; those that differ are reported.
    pub(in crate::lower::schema) fn common(
        &mut self,
        said: &[Option<&'c Node>],
    ) -> Option<&'c Node> {
        let mut given = said.iter().flatten().copied();
        let first = given.next()?;
        let Some(other) = given.find(|other| *other != first) else {
            return said.iter().all(Option::is_some).then_some(first);
        };
        if self.differing.insert((first.span(), other.span())) {
            self.diagnostics.push(
                Diagnostic::warning(
                    "defaults-differ",
                    format!(
                        "alternatives have the defaults {} and {}: none counts, since a value that is left out is of neither",
                        shown(first),
                        shown(other)
                    ),
                )
                .at(first.span())
                .label(other.span(), "the other default")
                .help("give the default beside the alternatives, or the same one to each"),
            );
        }
        None
    }

    fn report_differing(&mut self, counts: &Node, other: &Said<'_>) {
        if !self.differing.insert((counts.span(), other.default.span())) {
            return;
        }
        let (finding, help): (fn(_, _) -> Diagnostic, _) = if other.is_overridden {
            (Diagnostic::info, "nothing, if that is what is meant")
        } else {
            (Diagnostic::warning, "give one default, in one place")
        };
        let message = format!(
            "the default {} counts in place of {}, which stands further away",
            shown(counts),
            shown(other.default)
        );
        self.diagnostics.push(
            finding("defaults-differ", message)
                .at(counts.span())
                .label(other.default.span(), "this one does not count here")
                .help(help),
        );
    }
}

fn shown(default: &Node) -> String {
    docs::short(default).map_or_else(
        || format!("({})", default.type_name()),
        |short| format!("`{short}`"),
    )
}
