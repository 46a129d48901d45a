//! Schemas that look at a value from aside: `not`, `if`, `contains`, `propertyNames`. What one lets through, the whole may
//! refuse, so a rule says which keyword it is, and the relation of the whole decides what that means.

use countersign_contract::schema::SchemaId;

use super::{NodeId, SchemaPair, View};
use crate::direction::Effect;
use crate::rule::Difference;
use crate::witness::Probe;

/// What became of a schema under a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    Added,
    Removed,
    Changed,
}

impl Happened {
    /// What that does to the values, as far as the keyword alone goes.
    fn effect(self) -> Effect {
        match self {
            Self::Added => Effect::Narrower,
            Self::Removed => Effect::Wider,
            Self::Changed => Effect::Incomparable,
        }
    }
}

/// The schemas under one keyword on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnderPair {
    pub(crate) keyword: &'static str,
    /// The property of `dependentSchemas`; empty elsewhere.
    pub(crate) key: String,
    pub(crate) base: Option<SchemaId>,
    pub(crate) revision: Option<SchemaId>,
    /// The pair below, where both sides have the keyword and it differs.
    pub(crate) differs: Option<NodeId>,
}

impl UnderPair {
    /// Do both sides have the keyword?
    pub(crate) fn is_on_both(&self) -> bool {
        self.base.is_some() && self.revision.is_some()
    }

    fn happened(&self) -> Option<Happened> {
        match (self.base, self.revision) {
            (None, Some(_)) => Some(Happened::Added),
            (Some(_), None) => Some(Happened::Removed),
            (Some(_), Some(_)) => self.differs.map(|_| Happened::Changed),
            (None, None) => None,
        }
    }
}

/// What stands under equal keywords, in writing order; every schema is in one pair.
pub(crate) fn pair_under(base: &View<'_>, revision: &View<'_>) -> Vec<UnderPair> {
    let mut left = revision.under.clone();
    let mut pairs: Vec<UnderPair> = Vec::new();
    for own in &base.under {
        let same = left
            .iter()
            .position(|other| (other.keyword, other.key) == (own.keyword, own.key));
        pairs.push(UnderPair {
            keyword: own.keyword,
            key: own.key.to_owned(),
            base: Some(own.schema),
            revision: same.map(|at| left.remove(at).schema),
            differs: None,
        });
    }
    pairs.extend(left.into_iter().map(|own| UnderPair {
        keyword: own.keyword,
        key: own.key.to_owned(),
        base: None,
        revision: Some(own.schema),
        differs: None,
    }));
    pairs
}

impl SchemaPair<'_> {
    /// The differences under some keywords, where that happened; `says` words one, given the property it belongs to.
    pub(crate) fn under(
        &self,
        keywords: &[&str],
        happened: Happened,
        says: impl Fn(&str) -> String,
    ) -> Vec<Difference> {
        let own = self
            .under
            .iter()
            .filter(|pair| keywords.contains(&pair.keyword) && pair.happened() == Some(happened));
        own.map(|pair| {
            let difference = Difference::schema(happened.effect(), says(&pair.key))
                .at(self.spans(pair.keyword))
                .lost(Probe::Anything)
                .gained(Probe::Anything)
                .unless_equal();
            match pair.differs {
                Some(node) => difference.found_below(pair.keyword, node),
                None => difference,
            }
        })
        .collect()
    }
}
