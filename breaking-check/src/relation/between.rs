//! Questions about the schemas of two contracts: many of them, with one memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use serde_json::Value;

use super::arena::{Arena, Node};
use super::contracts::{Contracts, Reading};
use super::formula::Literal;
use super::search::Search;
use super::{STEPS, counterexample};
use crate::side::Conjunction;

/// What is remembered of earlier questions is forgotten at this many answers.
const MOST_ANSWERS: usize = 200_000;

/// The schemas of two contracts, related within a number of steps.
pub(crate) struct Between<'c> {
    arena: Rc<Arena<'c>>,
    search: RefCell<Search<'c>>,
    /// Steps that all further questions may take together.
    left: Cell<u64>,
}

impl std::fmt::Debug for Between<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Between").finish_non_exhaustive()
    }
}

impl<'c> Between<'c> {
    /// Relates the schemas of these contracts in so many steps.
    pub(crate) fn new(contracts: Contracts<'c>, steps: u64) -> Self {
        let arena = Rc::new(Arena::of_contracts(contracts));
        Self {
            search: RefCell::new(Search::new(Rc::clone(&arena), 0)),
            arena,
            left: Cell::new(steps),
        }
    }

    /// A value that all of `sent` take and not all of `read` do; `None` if there is none. Nobody else has judged it.
    ///
    /// # Errors
    /// Nobody knows, and why.
    pub(crate) fn only_sent(
        &self,
        (sent, sending): (&Conjunction, Reading),
        (read, reading): (&Conjunction, Reading),
    ) -> Result<Option<Value>, String> {
        let (Some(inner), Some(outer)) = (self.node(sent, sending), self.node(read, reading))
        else {
            return Err("the contracts were not read".to_owned());
        };
        if inner == outer {
            return Ok(None);
        }
        self.ask(|search| counterexample(search, outer, inner))
            .unwrap_or_else(|| Err("the comparison has used up its steps".to_owned()))
    }

    /// Where values travel as text: are all of `sent` single values, and do all of `read` take any text? Then each is read as the
    /// text that it is.
    pub(crate) fn is_read_as_text(
        &self,
        (sent, sending): (&Conjunction, Reading),
        (read, reading): (&Conjunction, Reading),
    ) -> bool {
        let Some(contracts) = self.arena.contracts() else {
            return false;
        };
        let single = contracts.types(&["string", "number", "boolean"], sending);
        let text = contracts.types(&["string"], reading);
        let is_inside = |outer: Option<Node>, inner: Option<Node>| {
            let (Some(outer), Some(inner)) = (outer, inner) else {
                return false;
            };
            let found = self.ask(|search| counterexample(search, outer, inner));
            outer == inner || found == Some(Ok(None))
        };
        is_inside(self.node(read, reading), Some(text))
            && is_inside(Some(single), self.node(sent, sending))
    }

    /// Do all of these schemas take a value? `None` where that cannot be said.
    pub(crate) fn takes(
        &self,
        schemas: &Conjunction,
        reading: Reading,
        value: &Value,
    ) -> Option<bool> {
        let node = self.node(schemas, reading)?;
        let literal = Literal { node, holds: true };
        self.ask(|search| search.holds(literal, value))?
    }

    fn node(&self, schemas: &Conjunction, reading: Reading) -> Option<Node> {
        let contracts = self.arena.contracts()?;
        Some(contracts.value(schemas, reading))
    }

    /// One question; `None` when there are no steps left for it.
    fn ask<T>(&self, question: impl FnOnce(&mut Search<'c>) -> T) -> Option<T> {
        let steps = self.left.get().min(STEPS);
        if steps == 0 {
            return None;
        }
        let mut search = self.search.borrow_mut();
        search.begin(steps, MOST_ANSWERS);
        let answer = question(&mut search);
        self.left.set(self.left.get() - (steps - search.steps()));
        Some(answer)
    }
}
