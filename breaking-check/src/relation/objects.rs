//! Objects that obey plain conditions: which keys they have, and what stands there.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::arena::{Pattern, Type};
use super::formula::{Atom, Keys, Literal};
use super::models::Models;
use super::search::{Literals, Search};

/// Larger objects are not made.
const LARGEST: u64 = 200;

/// With more patterns, not every combination of them is tried for new keys.
const MOST_PATTERNS: usize = 7;

/// What objects must obey, sorted out.
#[derive(Debug, Default)]
struct Wanted {
    min: u64,
    max: Option<u64>,
    required: BTreeSet<String>,
    absent: BTreeSet<String>,
    values: Vec<(Keys, Literal)>,
    some: Vec<Needed>,
    names: Literals,
    /// All keys that anything names.
    named: BTreeSet<String>,
    patterns: BTreeSet<Pattern>,
}

/// A property that has to be there.
#[derive(Clone, Debug)]
enum Needed {
    Value(Keys, Literal),
    Name(Literal),
}

impl Wanted {
    fn new(atoms: &[Atom]) -> Self {
        let mut wanted = Self::default();
        for atom in atoms {
            match atom {
                Atom::MinProperties(min) => wanted.min = wanted.min.max(*min),
                Atom::MaxProperties(max) => {
                    wanted.max = Some(wanted.max.map_or(*max, |known| known.min(*max)));
                }
                Atom::Required(key) => {
                    wanted.required.insert(key.clone());
                }
                Atom::Absent(key) => {
                    wanted.absent.insert(key.clone());
                }
                Atom::Values(keys, literal) => {
                    wanted.note(keys);
                    wanted.values.push((keys.clone(), *literal));
                }
                Atom::SomeValue(Keys::Named(key), literal) => {
                    wanted.required.insert(key.clone());
                    wanted.values.push((Keys::Named(key.clone()), *literal));
                }
                Atom::SomeValue(keys, literal) => {
                    wanted.note(keys);
                    wanted.some.push(Needed::Value(keys.clone(), *literal));
                }
                Atom::Names(literal) => wanted.names.push(*literal),
                Atom::SomeName(literal) => wanted.some.push(Needed::Name(*literal)),
                _ => {}
            }
        }
        wanted.named.extend(wanted.required.iter().cloned());
        wanted.named.extend(wanted.absent.iter().cloned());
        wanted
    }

    fn note(&mut self, keys: &Keys) {
        match keys {
            Keys::Named(key) => {
                self.named.insert(key.clone());
            }
            Keys::Matching(pattern) => {
                self.patterns.insert(*pattern);
            }
            Keys::Other(others) => {
                self.named.extend(others.0.iter().cloned());
                self.patterns.extend(others.1.iter().copied());
            }
        }
    }
}

/// An object in the making: what must hold for the value of each key.
type Draft = BTreeMap<String, Literals>;

impl Search<'_> {
    pub(super) fn objects(&mut self, atoms: &[Atom], want: usize) -> Models {
        let wanted = Wanted::new(atoms);
        if wanted.max.is_some_and(|max| max < wanted.min)
            || wanted
                .required
                .iter()
                .any(|key| wanted.absent.contains(key))
        {
            return Models::none();
        }
        if wanted.min > LARGEST {
            return Models::doubtful("only very large objects would do");
        }
        let mut models = Models::none();
        let mut draft = Draft::new();
        for key in &wanted.required {
            match self.property(&wanted, key, Literals::new()) {
                Ok(Some(literals)) => {
                    draft.insert(key.clone(), literals);
                }
                Ok(None) => return Models::none(),
                Err(doubt) => return Models::doubtful(&doubt),
            }
        }
        self.choose(&wanted, draft, 0, want, &mut models);
        if !models.values.is_empty() {
            models.complete = false;
        }
        models
    }

    /// What must hold for the value of a key, beside what is known already; `None` where the key cannot be there.
    fn property(
        &mut self,
        wanted: &Wanted,
        key: &str,
        mut literals: Literals,
    ) -> Result<Option<Literals>, String> {
        if wanted.absent.contains(key) {
            return Ok(None);
        }
        for name in &wanted.names {
            match self.holds(*name, &Value::from(key)) {
                Some(true) => {}
                Some(false) => return Ok(None),
                None => return Err("a property's name cannot be judged".to_owned()),
            }
        }
        for (keys, literal) in &wanted.values {
            match self.has(keys, key) {
                Some(true) => literals.push(*literal),
                Some(false) => {}
                None => return Err("a pattern of properties is not regular".to_owned()),
            }
        }
        literals.sort_unstable();
        literals.dedup();
        let found = self.values(literals.clone(), 1);
        match found.doubt {
            Some(doubt) if found.values.is_empty() => Err(doubt),
            _ => Ok((!found.values.is_empty()).then_some(literals)),
        }
    }

    /// Finds keys for what has to be there, from this one on.
    fn choose(
        &mut self,
        wanted: &Wanted,
        draft: Draft,
        at: usize,
        want: usize,
        models: &mut Models,
    ) {
        let is_too_large = wanted.max.is_some_and(|max| draft.len() as u64 > max);
        if is_too_large || !self.goes_on(want, models) {
            return;
        }
        let Some(some) = wanted.some.get(at) else {
            return self.fill_object(wanted, draft, want, models);
        };
        let literal = match some {
            Needed::Value(_, literal) => Some(*literal),
            Needed::Name(_) => None,
        };
        let there: Vec<String> = draft.keys().cloned().collect();
        let named = wanted
            .named
            .iter()
            .filter(|key| !draft.contains_key(*key))
            .cloned();
        let mut candidates: Vec<String> = there.into_iter().chain(named).collect();
        let (keys, doubt) = self.new_keys(wanted, Some(some), wanted.some.len());
        candidates.extend(keys.into_iter().filter(|key| !draft.contains_key(key)));
        if let Some(doubt) = doubt {
            models.doubt(&doubt);
        }
        for key in candidates {
            if models.values.len() >= want {
                return;
            }
            let fits = match some {
                Needed::Value(keys, _) => self.has(keys, &key),
                Needed::Name(literal) => self.holds(*literal, &Value::from(key.as_str())),
            };
            match fits {
                Some(false) => continue,
                Some(true) => {}
                None => {
                    models.doubt("a property's name cannot be judged");
                    continue;
                }
            }
            let mut known = draft.get(&key).cloned().unwrap_or_default();
            known.extend(literal);
            match self.property(wanted, &key, known) {
                Ok(Some(literals)) => {
                    let mut next = draft.clone();
                    next.insert(key, literals);
                    self.choose(wanted, next, at + 1, want, models);
                }
                Ok(None) => {}
                Err(doubt) => models.doubt(&doubt),
            }
        }
    }

    /// Keys that nothing names, some of every kind that the patterns tell apart, and why there may be more.
    fn new_keys(
        &mut self,
        wanted: &Wanted,
        some: Option<&Needed>,
        count: usize,
    ) -> (Vec<String>, Option<String>) {
        let patterns: Vec<Pattern> = wanted.patterns.iter().copied().collect();
        if patterns.len() > MOST_PATTERNS {
            return (
                Vec::new(),
                Some("too many patterns of properties".to_owned()),
            );
        }
        let mut literals = wanted.names.clone();
        if let Some(Needed::Name(literal)) = some {
            literals.push(*literal);
        }
        literals.sort_unstable();
        literals.dedup();
        let named: Vec<Value> = wanted
            .named
            .iter()
            .map(|key| Value::from(key.as_str()))
            .collect();
        let besides = (!named.is_empty()).then(|| Atom::NoneOf(Rc::new(named)));
        let mut keys = Vec::new();
        let mut doubt = None;
        for matched in 0..(1_usize << patterns.len()) {
            let is = |at: usize| matched >> at & 1 == 1;
            let atoms = patterns.iter().enumerate();
            let atoms: Vec<Atom> = atoms
                .map(|(at, pattern)| Atom::Matches(*pattern, is(at)))
                .chain(besides.clone())
                .collect();
            let found = self.matching(&literals, Type::String, &atoms, count.max(1));
            if found.values.len() < count.max(1) && !found.complete {
                let reason = found
                    .doubt
                    .unwrap_or_else(|| "too few names were found".to_owned());
                doubt.get_or_insert(reason);
            }
            keys.extend(
                found
                    .values
                    .iter()
                    .filter_map(|key| key.as_str().map(str::to_owned)),
            );
        }
        (keys, doubt)
    }

    /// Adds properties until there are enough, and gives each a value.
    fn fill_object(&mut self, wanted: &Wanted, mut draft: Draft, want: usize, models: &mut Models) {
        let missing = usize::try_from(wanted.min)
            .unwrap_or(usize::MAX)
            .saturating_sub(draft.len());
        let spare = want.saturating_sub(1);
        let mut more: Vec<(String, Literals)> = Vec::new();
        if missing + spare > 0 {
            let mut candidates: Vec<String> = wanted
                .named
                .iter()
                .filter(|key| !draft.contains_key(*key))
                .cloned()
                .collect();
            let (keys, mut doubt) = self.new_keys(wanted, None, missing + spare + draft.len());
            candidates.extend(keys.into_iter().filter(|key| !draft.contains_key(key)));
            for key in candidates {
                if more.len() >= missing + spare {
                    break;
                }
                match self.property(wanted, &key, Literals::new()) {
                    Ok(Some(literals)) => more.push((key, literals)),
                    Ok(None) => {}
                    Err(reason) => doubt = Some(reason),
                }
            }
            if more.len() < missing {
                if let Some(doubt) = doubt {
                    models.doubt(&doubt);
                }
                return;
            }
        }
        for (key, literals) in more.drain(..missing) {
            draft.insert(key, literals);
        }
        let mut object = Map::new();
        let mut others: Vec<(String, Value)> = Vec::new();
        for (key, literals) in &draft {
            let found = self.values(literals.clone(), want);
            let mut values = found.values.into_iter();
            let Some(value) = values.next() else {
                models.doubt(&found.doubt.unwrap_or_default());
                return;
            };
            object.insert(key.clone(), value);
            others.extend(values.map(|value| (key.clone(), value)));
        }
        let room = wanted.max.is_none_or(|max| (object.len() as u64) < max);
        if room {
            for (key, literals) in more {
                let value = self.values(literals, 1).values.into_iter().next();
                others.extend(value.map(|value| (key, value)));
            }
        }
        models.add(Models::all(vec![Value::Object(object.clone())]), want);
        for (key, value) in others {
            let mut other = object.clone();
            other.insert(key, value);
            models.add(Models::all(vec![Value::Object(other)]), want);
        }
    }
}
