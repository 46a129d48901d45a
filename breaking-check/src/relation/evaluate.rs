//! Does a given value obey a schema? Asked where values are listed, and where a key has to be looked at.

use serde_json::Value;

use super::arena::{Pattern, Type};
use super::formula::{Atom, Formula, Keys, Literal};
use super::models::same;
use super::number::exact;
use super::search::Search;

/// Schemas that stand for others, and values inside values, are followed so far.
const DEEPEST: usize = 200;

impl Search<'_> {
    /// Does the literal hold for a value? `None` where that cannot be said.
    pub(super) fn holds(&mut self, literal: Literal, value: &Value) -> Option<bool> {
        if self.depth > DEEPEST || !self.step() {
            return None;
        }
        let formula = self.arena.expand(literal, Type::of(value));
        self.depth += 1;
        let judged = self.judge(&formula, value);
        self.depth -= 1;
        judged
    }

    fn judge(&mut self, formula: &Formula, value: &Value) -> Option<bool> {
        match formula {
            Formula::True => Some(true),
            Formula::False => Some(false),
            Formula::Unknown(_) => None,
            Formula::Schema(literal) => self.holds(*literal, value),
            Formula::Atom(atom) => self.obeys(atom, value),
            Formula::And(parts) => self.all(parts, value, true),
            Formula::Or(parts) => self.all(parts, value, false).map(|none| !none),
        }
    }

    /// Are all of these so? Or none, where they are asked to be false.
    fn all(&mut self, parts: &[Formula], value: &Value, wanted: bool) -> Option<bool> {
        let mut known = true;
        for part in parts {
            match self.judge(part, value) {
                Some(judged) if judged != wanted => return Some(false),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(true)
    }

    /// Does a value obey a plain condition? Those about other types say nothing.
    pub(super) fn obeys(&mut self, atom: &Atom, value: &Value) -> Option<bool> {
        match (atom, value) {
            (Atom::OneOf(values), value) => Some(values.iter().any(|one| same(one, value))),
            (Atom::NoneOf(values), value) => Some(!values.iter().any(|one| same(one, value))),
            (atom, Value::Number(number)) => {
                let number = exact(number)?;
                Some(match atom {
                    Atom::Low(end) => number > end.at || !end.open && number == end.at,
                    Atom::High(end) => number < end.at || !end.open && number == end.at,
                    Atom::Multiple(of, is) => {
                        let zero = num_traits::Zero::is_zero(of);
                        (!zero && (number / of).is_integer()) == *is
                    }
                    _ => true,
                })
            }
            (atom, Value::String(text)) => self.text_obeys(atom, text),
            (atom, Value::Array(items)) => self.items_obey(atom, items),
            (atom, Value::Object(object)) => self.object_obeys(atom, object),
            (_, Value::Null | Value::Bool(_)) => Some(true),
        }
    }

    fn text_obeys(&mut self, atom: &Atom, text: &str) -> Option<bool> {
        let length = || text.chars().count() as u64;
        Some(match atom {
            Atom::MinLength(min) => length() >= *min,
            Atom::MaxLength(max) => length() <= *max,
            Atom::Matches(pattern, wanted) => self.matches(*pattern, text)? == *wanted,
            _ => true,
        })
    }

    fn matches(&mut self, pattern: Pattern, text: &str) -> Option<bool> {
        self.automaton(pattern)?.is_match(text)
    }

    fn items_obey(&mut self, atom: &Atom, items: &[Value]) -> Option<bool> {
        let length = items.len() as u64;
        let differ = || {
            let mut pairs = items.iter().enumerate();
            !pairs.any(|(at, one)| items[..at].iter().any(|other| same(one, other)))
        };
        let all = |search: &mut Self, items: &[Value], literal: Literal| {
            let mut known = Some(true);
            for item in items {
                match search.holds(literal, item) {
                    Some(false) => return Some(false),
                    Some(true) => {}
                    None => known = None,
                }
            }
            known
        };
        match atom {
            Atom::MinItems(min) => Some(length >= *min),
            Atom::MaxItems(max) => Some(length <= *max),
            Atom::Unique(wanted) => Some(differ() == *wanted),
            Atom::Item(at, literal) => items
                .get(*at)
                .map_or(Some(true), |item| self.holds(*literal, item)),
            Atom::Items(from, literal) => {
                all(self, items.get(*from..).unwrap_or_default(), *literal)
            }
            Atom::SomeItem(from, literal) => {
                let rest = items.get(*from..).unwrap_or_default();
                all(self, rest, literal.opposite()).map(|none| !none)
            }
            Atom::AtLeast(literal, min) => Some(self.count(items, *literal)? >= *min),
            Atom::AtMost(literal, max) => Some(self.count(items, *literal)? <= *max),
            _ => Some(true),
        }
    }

    fn count(&mut self, items: &[Value], literal: Literal) -> Option<u64> {
        let mut count = 0;
        for item in items {
            count += u64::from(self.holds(literal, item)?);
        }
        Some(count)
    }

    fn object_obeys(
        &mut self,
        atom: &Atom,
        object: &serde_json::Map<String, Value>,
    ) -> Option<bool> {
        let length = object.len() as u64;
        match atom {
            Atom::MinProperties(min) => Some(length >= *min),
            Atom::MaxProperties(max) => Some(length <= *max),
            Atom::Required(key) => Some(object.contains_key(key)),
            Atom::Absent(key) => Some(!object.contains_key(key)),
            Atom::Values(keys, literal) => {
                let mut known = Some(true);
                for (key, value) in object {
                    match self.has(keys, key) {
                        Some(false) => {}
                        Some(true) => match self.holds(*literal, value) {
                            Some(false) => return Some(false),
                            Some(true) => {}
                            None => known = None,
                        },
                        None => known = None,
                    }
                }
                known
            }
            Atom::SomeValue(keys, literal) => {
                let all = Atom::Values(keys.clone(), literal.opposite());
                self.object_obeys(&all, object).map(|none| !none)
            }
            Atom::Names(literal) => {
                let mut known = Some(true);
                for key in object.keys() {
                    match self.holds(*literal, &Value::from(key.as_str())) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => known = None,
                    }
                }
                known
            }
            Atom::SomeName(literal) => self
                .object_obeys(&Atom::Names(literal.opposite()), object)
                .map(|none| !none),
            _ => Some(true),
        }
    }

    /// Is a key one of these?
    pub(super) fn has(&mut self, keys: &Keys, key: &str) -> Option<bool> {
        match keys {
            Keys::Named(name) => Some(name == key),
            Keys::Matching(pattern) => self.matches(*pattern, key),
            Keys::Other(others) => {
                let (named, matched) = &**others;
                if named.iter().any(|name| name == key) {
                    return Some(false);
                }
                for pattern in matched {
                    if self.matches(*pattern, key)? {
                        return Some(false);
                    }
                }
                Some(true)
            }
        }
    }
}
