//! Which values obey plain conditions, where nothing is left to choose?

use std::rc::Rc;

use serde_json::Value;

use super::arena::{Pattern, Type};
use super::formula::Atom;
use super::models::{Models, same};
use super::number::Numbers;
use super::search::Search;
use super::text::{Automatic, Texts};

/// So many states of automata are a step.
const STATES: u64 = 16;

impl Search<'_> {
    /// Values that obey plain conditions.
    pub(super) fn leaf(&mut self, atoms: &[Atom], of: Type, want: usize) -> Models {
        let excluded: Vec<&Value> = atoms
            .iter()
            .filter_map(|atom| match atom {
                Atom::NoneOf(values) => Some(values.iter()),
                _ => None,
            })
            .flatten()
            .filter(|value| Type::of(value) == of)
            .collect();
        let more = want + excluded.len();
        let mut models = match of {
            Type::Null => Models::all(vec![Value::Null]),
            Type::Boolean => Models::all(vec![Value::Bool(true), Value::Bool(false)]),
            Type::Number => numbers(atoms).models(more),
            Type::String => self.strings(atoms, &excluded, more),
            Type::Array => self.arrays(atoms, more),
            Type::Object => self.objects(atoms, more),
        };
        models
            .values
            .retain(|value| !excluded.iter().any(|other| same(value, other)));
        if models.values.len() > want {
            models.values.truncate(want);
            models.complete = false;
        }
        if models.values.is_empty() && !models.complete {
            models.doubt("no other value than the excluded ones was found");
        }
        models
    }

    fn strings(&mut self, atoms: &[Atom], excluded: &[&Value], want: usize) -> Models {
        let mut texts = Texts {
            besides: excluded.iter().filter_map(|value| value.as_str()).collect(),
            ..Texts::default()
        };
        let mut automata = Vec::new();
        let mut opaque: Vec<(Pattern, bool)> = Vec::new();
        for atom in atoms {
            match atom {
                Atom::MinLength(min) => texts.min = texts.min.max(*min),
                Atom::MaxLength(max) => {
                    texts.max = Some(texts.max.map_or(*max, |known| known.min(*max)));
                }
                Atom::Matches(pattern, wanted) => match self.automaton(*pattern) {
                    Some(automaton) => automata.push((automaton, *wanted)),
                    None => opaque.push((*pattern, *wanted)),
                },
                _ => {}
            }
        }
        texts.patterns = automata
            .iter()
            .map(|(pattern, wanted)| (&**pattern, *wanted))
            .collect();
        // Of a pattern that is not regular only this is known: what it matches it cannot also not match.
        if opaque
            .iter()
            .any(|(pattern, wanted)| opaque.contains(&(*pattern, !wanted)))
        {
            return Models::none();
        }
        texts.limit = self.steps().saturating_mul(STATES);
        let (models, looked_at) = texts.models(want);
        self.spend(looked_at / STATES);
        if opaque.is_empty() || models.is_empty() {
            models
        } else {
            Models::doubtful("a pattern is not regular, or too large")
        }
    }

    /// The automaton of a pattern, if it can have one.
    pub(super) fn automaton(&mut self, pattern: Pattern) -> Option<Rc<Automatic>> {
        let text = self.arena.pattern(pattern);
        let made = || Automatic::new(&text).map(Rc::new);
        self.automata.entry(pattern).or_insert_with(made).clone()
    }
}

pub(super) fn bound(numbers: &mut Numbers, atom: &Atom) {
    match atom {
        Atom::Low(end) => numbers.at_least(end),
        Atom::High(end) => numbers.at_most(end),
        Atom::Multiple(of, true) => numbers.multiple_of(of),
        Atom::Multiple(of, false) => numbers.no_multiple_of(of),
        _ => {}
    }
}

pub(super) fn numbers(atoms: &[Atom]) -> Numbers {
    let mut numbers = Numbers::default();
    for atom in atoms {
        bound(&mut numbers, atom);
    }
    numbers
}
