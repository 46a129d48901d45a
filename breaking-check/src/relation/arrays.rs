//! Arrays that obey plain conditions: how long they are, and what stands where.

use serde_json::Value;

use super::array_conditions::{Task, Wanted};
use super::formula::Atom;
use super::formula::Literal;
use super::models::{Models, same};
use super::search::{Literals, Search};

/// An array in the making.
#[derive(Clone, Debug)]
struct Draft {
    slots: Vec<Literals>,
    equal: Option<(usize, usize)>,
}

impl Search<'_> {
    pub(super) fn arrays(&mut self, atoms: &[Atom], want: usize) -> Models {
        let Some(wanted) = Wanted::new(atoms) else {
            return Models::doubtful("only very long arrays would do");
        };
        if wanted.max.is_some_and(|max| max < wanted.min) {
            return Models::none();
        }
        let mut models = Models::none();
        for length in wanted.lengths() {
            let draft = Draft {
                slots: wanted.slots(length),
                equal: None,
            };
            if let Some(dead) = self.dead_slot(&draft.slots, &mut models) {
                // Nothing can stand at that place, so no array is longer.
                if dead < length {
                    break;
                }
            }
            self.place(&wanted, draft, 0, want, &mut models);
            if models.values.len() >= want {
                break;
            }
        }
        if !models.values.is_empty() {
            models.complete = false;
        }
        models
    }

    /// The first place where nothing can stand.
    fn dead_slot(&mut self, slots: &[Literals], models: &mut Models) -> Option<usize> {
        for (at, slot) in slots.iter().enumerate() {
            // Most places are alike.
            if at > 0 && slots[at - 1] == *slot {
                continue;
            }
            let found = self.values(slot.clone(), 1);
            if found.is_empty() {
                return Some(at);
            }
            if let Some(doubt) = found.doubt.filter(|_| found.values.is_empty()) {
                models.doubt(&doubt);
                return Some(at);
            }
        }
        None
    }

    /// Finds places for all tasks from this one on.
    fn place(
        &mut self,
        wanted: &Wanted,
        draft: Draft,
        task: usize,
        want: usize,
        models: &mut Models,
    ) {
        if !self.goes_on(want, models) {
            return;
        }
        let length = draft.slots.len();
        match wanted.tasks.get(task) {
            None => self.decide(wanted, draft, 0, want, models),
            Some(Task::Some(from, literal)) => {
                let mut seen: Vec<Literals> = Vec::new();
                for at in *from..length {
                    let past = at >= wanted.last_begin();
                    if past && seen.contains(&draft.slots[at]) {
                        continue;
                    }
                    if past {
                        seen.push(draft.slots[at].clone());
                    }
                    if let Some(next) = self.with(&draft, at, *literal, models) {
                        self.place(wanted, next, task + 1, want, models);
                    }
                }
            }
            Some(Task::Several(count, literal)) => {
                self.several(wanted, draft, (task, *count, *literal), 0, want, models);
            }
            Some(Task::Repeated) => {
                for one in 0..length {
                    for other in one + 1..length {
                        let mut next = draft.clone();
                        let joined = [next.slots[one].clone(), next.slots[other].clone()].concat();
                        next.slots[one].clone_from(&joined);
                        next.slots[other] = joined;
                        next.equal = Some((one, other));
                        if self.is_possible(&next.slots[one], models) {
                            self.place(wanted, next, task + 1, want, models);
                        }
                        if models.values.len() >= want {
                            return;
                        }
                    }
                }
            }
        }
    }

    fn several(
        &mut self,
        wanted: &Wanted,
        draft: Draft,
        (task, count, literal): (usize, usize, Literal),
        from: usize,
        want: usize,
        models: &mut Models,
    ) {
        if count == 0 {
            return self.place(wanted, draft, task + 1, want, models);
        }
        for at in from..(draft.slots.len() + 1).saturating_sub(count) {
            if !self.goes_on(want, models) {
                return;
            }
            if let Some(next) = self.with(&draft, at, literal, models) {
                self.several(
                    wanted,
                    next,
                    (task, count - 1, literal),
                    at + 1,
                    want,
                    models,
                );
            }
        }
    }

    fn with(
        &mut self,
        draft: &Draft,
        at: usize,
        literal: Literal,
        models: &mut Models,
    ) -> Option<Draft> {
        let mut next = draft.clone();
        next.slots[at].push(literal);
        if let Some((one, other)) = next.equal.filter(|(one, other)| at == *one || at == *other) {
            let both = next.slots[at].clone();
            next.slots[one].clone_from(&both);
            next.slots[other] = both;
        }
        self.is_possible(&next.slots[at], models).then_some(next)
    }

    fn is_possible(&mut self, slot: &Literals, models: &mut Models) -> bool {
        let found = self.values(slot.clone(), 1);
        if let Some(doubt) = found.doubt.filter(|_| found.values.is_empty()) {
            models.doubt(&doubt);
        }
        !found.values.is_empty()
    }

    /// Decides, place by place, which items count where only so many may.
    fn decide(
        &mut self,
        wanted: &Wanted,
        draft: Draft,
        at: usize,
        want: usize,
        models: &mut Models,
    ) {
        if !self.goes_on(want, models) {
            return;
        }
        let length = draft.slots.len();
        let (limit, place) = (at / length.max(1), at % length.max(1));
        let Some((literal, max)) = wanted.at_most.get(limit).filter(|_| length > 0) else {
            return self.fill_places(wanted, &draft, want, models);
        };
        let counted = draft
            .slots
            .iter()
            .filter(|slot| slot.contains(literal))
            .count() as u64;
        if counted > *max {
            return;
        }
        let slot = &draft.slots[place];
        if slot.contains(literal) || slot.contains(&literal.opposite()) {
            return self.decide(wanted, draft, at + 1, want, models);
        }
        if let Some(next) = self.with(&draft, place, literal.opposite(), models) {
            self.decide(wanted, next, at + 1, want, models);
        }
        if counted < *max
            && models.values.len() < want
            && let Some(next) = self.with(&draft, place, *literal, models)
        {
            self.decide(wanted, next, at + 1, want, models);
        }
    }

    /// Gives every place a value.
    fn fill_places(&mut self, wanted: &Wanted, draft: &Draft, want: usize, models: &mut Models) {
        let length = draft.slots.len();
        let each = if wanted.unique { length.max(1) } else { want };
        let mut choices = Vec::new();
        for slot in &draft.slots {
            let found = self.values(slot.clone(), each);
            if found.values.is_empty() {
                if let Some(doubt) = found.doubt {
                    models.doubt(&doubt);
                }
                return;
            }
            choices.push(found);
        }
        if wanted.unique {
            if draft.equal.is_some() {
                return;
            }
            match different(&choices) {
                Some(array) => models.add(Models::all(vec![Value::Array(array)]), want),
                // With few values each, all of them were looked at.
                None if choices
                    .iter()
                    .all(|choice| choice.complete || choice.values.len() >= length) => {}
                None => models.doubt("not enough different items were found"),
            }
            return;
        }
        let array: Vec<Value> = choices
            .iter()
            .map(|choice| choice.values[0].clone())
            .collect();
        models.add(Models::all(vec![Value::Array(array.clone())]), want);
        for (at, choice) in choices.iter().enumerate() {
            if draft
                .equal
                .is_some_and(|(one, other)| at == one || at == other)
            {
                continue;
            }
            for value in choice.values.iter().skip(1) {
                let mut other = array.clone();
                other[at] = value.clone();
                models.add(Models::all(vec![Value::Array(other)]), want);
            }
        }
    }
}

/// One value for each place, no two equal: an augmenting path for each place in turn.
fn different(choices: &[Models]) -> Option<Vec<Value>> {
    let mut values: Vec<&Value> = Vec::new();
    let mut options: Vec<Vec<usize>> = Vec::new();
    for choice in choices {
        let mut of = Vec::new();
        for value in &choice.values {
            let known = values.iter().position(|known| same(known, value));
            of.push(known.unwrap_or_else(|| {
                values.push(value);
                values.len() - 1
            }));
        }
        options.push(of);
    }
    let mut taken: Vec<Option<usize>> = vec![None; values.len()];
    for place in 0..options.len() {
        let mut tried = vec![false; values.len()];
        if !augment(place, &options, &mut taken, &mut tried) {
            return None;
        }
    }
    let mut array = vec![Value::Null; options.len()];
    for (value, place) in taken.iter().enumerate() {
        if let Some(place) = place {
            array[*place] = values[value].clone();
        }
    }
    Some(array)
}

fn augment(
    place: usize,
    options: &[Vec<usize>],
    taken: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    for value in &options[place] {
        if std::mem::replace(&mut tried[*value], true) {
            continue;
        }
        if taken[*value].is_none_or(|other| augment(other, options, taken, tried)) {
            taken[*value] = Some(place);
            return true;
        }
    }
    false
}
