//! Which violations to tell when no alternative of `anyOf` or `oneOf` fits: those of the one that was meant.

use serde_json::Value;

use super::evaluator::{Evaluator, Token};
use super::{Discriminator, Schema, Types, Violation, Violations, describe};

/// Alternatives that are looked at for the one that was meant.
const EXPLAINED: usize = 32;

/// How far a value is from an alternative; smaller is nearer.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    /// Properties whose one allowed value it misses: probably tags.
    tags: usize,
    violations: usize,
}

impl<'a> Evaluator<'a> {
    /// Records that no alternative fits; always false.
    pub(super) fn refuse_alternatives(
        &mut self,
        keyword: &'static str,
        schema: &'a Schema,
        branches: &'static [&'static Schema],
        value: &'a Value,
    ) -> bool {
        if self.is_quiet() || self.exhausted.is_some() {
            return false;
        }
        if let Some(discriminator) = schema.discriminator
            && self.refuse_by_tag(discriminator, value)
        {
            return false;
        }
        let mut candidates: Vec<(Distance, usize, Violations)> = Vec::new();
        for (at, branch) in branches.iter().enumerate().take(EXPLAINED) {
            let violations = self.apart(|evaluator| evaluator.evaluate(branch, value, None));
            if let Some(distance) = self.distance(&violations) {
                candidates.push((distance, at, violations));
            }
        }
        candidates.sort_by(|left, right| left.0.cmp(&right.0));
        let unique = match &candidates[..] {
            [] => false,
            [_] => true,
            [first, second, ..] => first.0 < second.0,
        };
        // `oneOf: [Card, null]`: only one alternative is of the value's type, so it was meant.
        let alone = candidates.len() == 1 && branches.len() <= EXPLAINED;
        let nearest = candidates.into_iter().next().filter(|_| unique);
        if !alone {
            let nearest = nearest.as_ref().map(|(_, at, _)| name(branches, *at));
            self.fail(keyword, || summary(branches, nearest.as_deref()));
        }
        if let Some((_, _, violations)) = nearest {
            self.violations.extend(violations);
        }
        false
    }

    /// Records that two alternatives of `oneOf` fit; always false.
    pub(super) fn refuse_ambiguity(
        &mut self,
        branches: &'static [&'static Schema],
        first: usize,
        second: usize,
    ) -> bool {
        self.fail("oneOf", || {
            let (first, second) = (name(branches, first), name(branches, second));
            format!("matches both {first} and {second}, must match exactly one alternative")
        })
    }

    /// Records what the discriminator says is wrong; false when it has nothing to say.
    fn refuse_by_tag(&mut self, discriminator: &'static Discriminator, value: &'a Value) -> bool {
        let Value::Object(object) = value else {
            return false;
        };
        let property = discriminator.property;
        let tags = || {
            let tags = discriminator
                .mapping
                .iter()
                .map(|(tag, _)| describe::quoted(tag));
            describe::listed(&tags.collect::<Vec<_>>(), "or")
        };
        let Some(tag) = object.get(property) else {
            self.fail("discriminator", || {
                format!("property {property:?} is missing, must be {}", tags())
            });
            return true;
        };
        let chosen = discriminator
            .mapping
            .iter()
            .find(|(name, _)| tag.as_str() == Some(name));
        let Some((_, schema)) = chosen else {
            self.at(Token::Key(property), |evaluator| {
                evaluator.fail_with("discriminator", tag, || format!("must be {}", tags()))
            });
            return true;
        };
        let violations = self.apart(|evaluator| evaluator.evaluate(schema, value, None));
        let found = !violations.is_empty();
        self.violations.extend(violations);
        found
    }

    /// `None` when the alternative is for values of another type.
    fn distance(&self, violations: &Violations) -> Option<Distance> {
        let depth = self.depth();
        let other_type =
            |violation: &Violation| violation.keyword == "type" && tokens(violation) == depth;
        if violations.is_empty() || violations.iter().any(other_type) {
            return None;
        }
        let tag = |violation: &&Violation| {
            matches!(violation.keyword, "const" | "enum") && tokens(violation) <= depth + 1
        };
        Some(Distance {
            tags: violations.iter().filter(tag).count(),
            violations: violations.total(),
        })
    }
}

fn tokens(violation: &Violation) -> usize {
    violation.pointer.matches('/').count()
}

fn summary(branches: &[&Schema], nearest: Option<&str>) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<String> = (0..branches.len().min(SHOWN))
        .map(|at| name(branches, at))
        .collect();
    if branches.len() > SHOWN {
        names.push(format!("{} more", branches.len() - SHOWN));
    }
    let names = describe::listed(&names, "or");
    match nearest {
        None => format!("must match {names}, matches none"),
        Some(nearest) => format!("must match {names}, matches none; nearest is {nearest}"),
    }
}

fn name(branches: &[&Schema], at: usize) -> String {
    let Some(branch) = branches.get(at) else {
        return String::new();
    };
    let target = branch.reference.unwrap_or(branch);
    match (branch.name, target.name) {
        ("", "") if target.types != Types::ANY => describe::listed(&target.types.words(), "or"),
        ("", "") => format!("alternative {}", at + 1),
        ("", name) | (name, _) => name.to_owned(),
    }
}
