//! Links of a response are the same by name.

use countersign_contract::model::{Link, LinkValue, Response};

use super::Paired;

/// One link of a response that both sides have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkPair<'c> {
    pub(crate) name: &'c str,
    pub(crate) sides: Paired<&'c Link>,
}

/// The links of two responses.
pub(crate) fn links<'c>(base: &'c Response, revision: &'c Response) -> Vec<LinkPair<'c>> {
    let kept = revision.links.iter().filter_map(|(name, link)| {
        let sides = Paired::of(base.links.get(name), Some(link))?;
        Some(LinkPair { name, sides })
    });
    let removed = base
        .links
        .iter()
        .filter(|(name, _)| !revision.links.contains_key(*name));
    let removed = removed.map(|(name, link)| LinkPair {
        name,
        sides: Paired::Removed(link),
    });
    kept.chain(removed).collect()
}

impl LinkPair<'_> {
    /// Does it pass on other parameters or another body?
    pub(crate) fn passes_on_something_else(&self) -> bool {
        let Some((base, revision)) = self.sides.both() else {
            return false;
        };
        let parameters = base.parameters.len() == revision.parameters.len()
            && base.parameters.iter().all(|(name, value)| {
                let other = revision.parameters.get(name);
                other.is_some_and(|other| is_same(value, other))
            });
        let bodies = match (&base.request_body, &revision.request_body) {
            (None, None) => true,
            (Some(left), Some(right)) => is_same(left, right),
            (None, Some(_)) | (Some(_), None) => false,
        };
        !(parameters && bodies)
    }

    /// Is its operation called at another server?
    pub(crate) fn goes_elsewhere(&self) -> bool {
        let url = |link: &Link| link.server.as_ref().map(|server| server.url.clone());
        let both = self.sides.both();
        both.is_some_and(|(base, revision)| url(base) != url(revision))
    }
}

/// Constants are compared by value: where they were written does not matter.
fn is_same(left: &LinkValue, right: &LinkValue) -> bool {
    match (left, right) {
        (LinkValue::Expression(left), LinkValue::Expression(right)) => left == right,
        (LinkValue::Constant(left), LinkValue::Constant(right)) => {
            left.to_json() == right.to_json()
        }
        (LinkValue::Expression(_), LinkValue::Constant(_))
        | (LinkValue::Constant(_), LinkValue::Expression(_)) => false,
    }
}
