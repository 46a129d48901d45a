//! What is left for `unevaluatedProperties` and `unevaluatedItems`? A formula that says it for every way in which the schemas
//! beside them may hold (JSON Schema 2020-12 section 11).

use std::collections::BTreeSet;
use std::rc::Rc;

use super::arena::{Arena, Node, Pattern, Schema, Type};
use super::formula::{Atom, Formula, Keys, Literal, negated};

/// Of schemas that evaluate more than single keys, every combination of this many is looked at.
const MOST_CASES: usize = 6;

/// Schemas that evaluate something only where they hold.
const MOST_SOURCES: usize = 300;

/// Schemas that hold where another holds are followed so far.
const DEEPEST: usize = 50;

/// What is evaluated where some conditions hold.
#[derive(Clone, Debug, Default)]
struct Source {
    conditions: Vec<Formula>,
    named: BTreeSet<String>,
    matched: Vec<Pattern>,
    /// All keys, or all items.
    all: bool,
    items: usize,
    /// Items that obey one of these.
    contained: Vec<Node>,
}

/// Everything that is evaluated: first what always is.
struct Sources<'a, 'c> {
    arena: &'a Arena<'c>,
    of: Type,
    always: Source,
    sometimes: Vec<Source>,
}

impl Arena<'_> {
    /// `unevaluatedProperties` or `unevaluatedItems` of a schema, as a condition for what is left.
    pub(super) fn unevaluated(&self, node: Node, of: Type) -> Formula {
        let schema = self.schema(node);
        let keyword = match of {
            Type::Object => schema.unevaluated_properties,
            _ => schema.unevaluated_items,
        };
        let Some(keyword) = keyword else {
            return Formula::True;
        };
        let mut sources = Sources {
            arena: self,
            of,
            always: Source::default(),
            sometimes: Vec::new(),
        };
        let mut always = Source::default();
        if let Err(reason) = sources.collect(&schema, &mut always, 0) {
            return Formula::Unknown(reason);
        }
        sources.always = always;
        let left = Literal {
            node: keyword,
            holds: true,
        };
        if sources.always.all {
            return Formula::True;
        }
        match of {
            Type::Object => sources.properties(left),
            _ => sources.items(left),
        }
    }
}

impl Sources<'_, '_> {
    /// Adds what a schema evaluates where it holds to `known`, and what it evaluates on further conditions to the others.
    fn collect(&mut self, schema: &Schema, known: &mut Source, depth: usize) -> Result<(), String> {
        if depth > DEEPEST || self.sometimes.len() > MOST_SOURCES {
            return Err("too many schemas decide what is evaluated".to_owned());
        }
        if self.of == Type::Object {
            let named = schema.properties.iter().map(|(key, _)| key.clone());
            known.named.extend(named);
            let matched = schema.patterns.iter().map(|(pattern, _)| *pattern);
            known.matched.extend(matched);
            // Its own keyword is what is being asked about; that of a schema inside has evaluated everything.
            known.all |= schema.additional.is_some();
            known.all |= depth > 0 && schema.unevaluated_properties.is_some();
        } else {
            known.items = known.items.max(schema.prefix.len());
            known.all |= schema.items.is_some();
            known.all |= depth > 0 && schema.unevaluated_items.is_some();
            known
                .contained
                .extend(schema.contains.map(|(node, ..)| node));
        }
        let arena = self.arena;
        for node in schema.reference.iter().chain(&schema.all_of) {
            self.collect(&arena.schema(*node), known, depth + 1)?;
        }
        let holds = |node| Formula::Schema(Literal { node, holds: true });
        let fails = |node| Formula::Schema(Literal { node, holds: false });
        let mut further: Vec<(Vec<Formula>, Node)> = Vec::new();
        for node in schema.any_of.iter().chain(&schema.one_of).flatten() {
            further.push((vec![holds(*node)], *node));
        }
        if let Some(condition) = &schema.condition {
            let test = condition.test;
            further.push((vec![holds(test)], test));
            further.extend(condition.then.map(|then| (vec![holds(test)], then)));
            let otherwise = condition.otherwise;
            further.extend(otherwise.map(|otherwise| (vec![fails(test)], otherwise)));
        }
        if self.of == Type::Object {
            for (key, node) in &schema.dependent_schemas {
                let there = Formula::Atom(Atom::Required(key.clone()));
                further.push((vec![there, holds(*node)], *node));
            }
        }
        for (more, node) in further {
            let conditions = known.conditions.iter().cloned().chain(more);
            let mut source = Source {
                conditions: conditions.collect(),
                ..Source::default()
            };
            self.collect(&arena.schema(node), &mut source, depth + 1)?;
            let adds = source.all
                || source.items > 0
                || !(source.named.is_empty()
                    && source.matched.is_empty()
                    && source.contained.is_empty());
            if adds {
                self.sometimes.push(source);
            }
        }
        Ok(())
    }

    fn properties(self, left: Literal) -> Formula {
        let (all, mut sometimes): (Vec<Source>, Vec<Source>) =
            self.sometimes.into_iter().partition(|source| source.all);
        let mut ways: Vec<Formula> = all.into_iter().map(Source::holds).collect();
        sometimes.retain(|source| {
            !source.matched.is_empty() || !source.named.is_subset(&self.always.named)
        });
        ways.push(by_cases(self.always, sometimes, left, 0));
        Formula::Or(ways)
    }

    fn items(self, left: Literal) -> Formula {
        let mut all = std::iter::once(&self.always).chain(&self.sometimes);
        if all.any(|source| !source.contained.is_empty()) {
            return Formula::Unknown("`unevaluatedItems` beside `contains`".to_owned());
        }
        // Whoever evaluates more items decides; those that evaluate all of them come first.
        let mut sometimes = self.sometimes;
        let reach = |source: &Source| if source.all { usize::MAX } else { source.items };
        sometimes.sort_by_key(|source| std::cmp::Reverse(reach(source)));
        let mut formula = Formula::Atom(Atom::Items(self.always.items, left));
        for source in sometimes.into_iter().rev() {
            if source.all {
                formula = Formula::Or(vec![source.holds(), formula]);
            } else if source.items > self.always.items {
                let more = Formula::Atom(Atom::Items(source.items, left));
                let holds = source.holds();
                formula = Formula::Or(vec![
                    Formula::And(vec![holds.clone(), more]),
                    Formula::And(vec![negated(holds), formula]),
                ]);
            }
        }
        formula
    }
}

impl Source {
    /// What has to hold for it to count.
    fn holds(self) -> Formula {
        Formula::And(self.conditions)
    }
}

/// What is left obeys, for every way in which sources that evaluate by patterns hold or not.
fn by_cases(always: Source, mut sometimes: Vec<Source>, left: Literal, cases: usize) -> Formula {
    let is_split = |source: &Source| !source.matched.is_empty() || !always.matched.is_empty();
    let Some(at) = sometimes.iter().position(is_split) else {
        return key_by_key(always, &sometimes, left);
    };
    if cases >= MOST_CASES {
        return Formula::Unknown("too many schemas decide what is evaluated".to_owned());
    }
    let case = sometimes.swap_remove(at);
    let mut with = always.clone();
    with.named.extend(case.named.iter().cloned());
    with.matched.extend(&case.matched);
    let holds = case.holds();
    Formula::Or(vec![
        Formula::And(vec![
            holds.clone(),
            by_cases(with, sometimes.clone(), left, cases + 1),
        ]),
        Formula::And(vec![
            negated(holds),
            by_cases(always, sometimes, left, cases + 1),
        ]),
    ])
}

/// A key that only some schemas name obeys where none of these holds.
fn key_by_key(always: Source, sometimes: &[Source], left: Literal) -> Formula {
    let named = sometimes.iter().flat_map(|source| &source.named);
    let mut keys: BTreeSet<&String> = named.collect();
    keys.retain(|key| !always.named.contains(*key));
    let mut parts = Vec::new();
    for key in keys.iter().copied() {
        let naming = sometimes.iter().filter(|source| source.named.contains(key));
        let mut ways: Vec<Formula> = naming.map(|source| source.clone().holds()).collect();
        ways.push(Formula::Atom(Atom::Values(Keys::Named(key.clone()), left)));
        parts.push(Formula::Or(ways));
    }
    let mut named: Vec<String> = always.named.iter().cloned().collect();
    named.extend(keys.into_iter().cloned());
    let others = Keys::Other(Rc::new((named, always.matched)));
    parts.push(Formula::Atom(Atom::Values(others, left)));
    Formula::And(parts)
}
