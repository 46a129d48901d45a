//! Schemas side by side: what each one asks of a value, and which parts of two schemas belong together.

mod alternatives;
mod bounds;
mod discriminators;
mod explore;
mod graph;
mod hidden;
mod meet;
mod notes;
mod under;
mod view;

pub(crate) use alternatives::{MemberPair, label, may_overlap, pair_members};
pub(crate) use bounds::{
    End, bounds_changed, count_changed, excludes_more, multiples, numbers_near, plain_number,
};
pub(crate) use discriminators::Tag;
use discriminators::notes_differ;
pub(crate) use graph::{Edge, Graph, NodeId, Root, Step};
pub(crate) use hidden::{hides, is_hidden};
pub(crate) use under::{Happened, UnderPair, pair_under};
pub(crate) use view::{AlternativeKind, Alternatives, View, Viewer};

use countersign_contract::schema::Type;
use countersign_contract::{Contract, SourceSpan};

use crate::side::Sides;

/// Two schemas for the same value, seen in one direction.
#[derive(Clone, Debug)]
pub(crate) struct SchemaPair<'c> {
    pub(crate) sides: Sides<'c>,
    pub(crate) base: &'c View<'c>,
    pub(crate) revision: &'c View<'c>,
    /// Members of `anyOf` and `oneOf`.
    pub(crate) members: Vec<MemberPair>,
    /// What looks at the value from aside: `not`, `if`, `contains` ...
    pub(crate) under: Vec<UnderPair>,
}

impl SchemaPair<'_> {
    /// Do both sides take values of this type?
    pub(crate) fn both_take(&self, kind: Type) -> bool {
        self.base.takes(kind) && self.revision.takes(kind)
    }

    /// Where a property was written on each side; the object where it was not.
    pub(crate) fn property_spans(&self, name: &str) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let span = |view: &View<'_>, contract: &Contract| {
            let schema = view
                .properties
                .get(name)
                .and_then(|schemas| schemas.first());
            schema.map_or(view.span(), |id| Some(contract.schema(*id).span))
        };
        (
            span(self.base, self.sides.base),
            span(self.revision, self.sides.revision),
        )
    }

    /// Where a keyword stands on each side; the schema itself where it is not written.
    pub(crate) fn spans(&self, keyword: &str) -> (Option<SourceSpan>, Option<SourceSpan>) {
        (self.base.span_of(keyword), self.revision.span_of(keyword))
    }

    /// Where `readOnly` or `writeOnly` of a property stands on each side; the property itself where it is not written.
    pub(crate) fn marked_spans(
        &self,
        name: &str,
        mark: &str,
    ) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let span = |view: &View<'_>, contract: &Contract| {
            let shown = view.properties.get(name).and_then(|ids| ids.first());
            let Some(id) = shown.or_else(|| view.hidden.get(name)) else {
                return view.span();
            };
            let own = contract.schema(*id);
            let target = own.reference.map(|id| contract.schema(id));
            let written = [Some(own), target].into_iter().flatten();
            let written = written.filter_map(|schema| schema.keyword_spans.get(mark));
            Some(written.copied().next().unwrap_or(own.span))
        };
        (
            span(self.base, self.sides.base),
            span(self.revision, self.sides.revision),
        )
    }

    /// Where values are listed on each side: `enum` or `const`.
    pub(crate) fn list_spans(&self) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let keywords = &["enum", "const"];
        (
            self.base.span_of_any(keywords),
            self.revision.span_of_any(keywords),
        )
    }

    /// Where the bound at an end stands, in whichever keyword.
    pub(crate) fn bound_spans(&self, end: End) -> (Option<SourceSpan>, Option<SourceSpan>) {
        let (inclusive, exclusive) = end.keywords();
        let span = |view: &View<'_>| {
            let written = view.written(exclusive).or_else(|| view.written(inclusive));
            written.or(view.span())
        };
        (span(self.base), span(self.revision))
    }
}
