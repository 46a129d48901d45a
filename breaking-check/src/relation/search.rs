//! Is there a value for which these schemas hold and those do not? A search through choices, type by type.
//!
//! What is found is a value, so it can be checked. That there is none is known when every choice failed. While a question is
//! open, the same question further inside a value counts as answered with no: the smallest value that answers it cannot hold
//! another one.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::arena::{Arena, Pattern, Type};
use super::branch::{Branch, contradicts};
use super::formula::{Atom, Formula, Keys, Literal};
use super::models::Models;
use super::text::Automatic;

/// Literals that hold together, sorted.
pub(super) type Literals = Vec<Literal>;

/// Values inside values are looked for so deep.
const DEEPEST: usize = 60;

/// Why nothing is known at the end of the steps.
const TOO_MANY: &str = "there are too many cases";

/// A question: literals, a type, and how many values are wanted.
type Question = (Literals, Type, usize);

/// Answers questions about the schemas of an arena.
#[derive(Debug)]
pub(super) struct Search<'c> {
    pub(super) arena: Rc<Arena<'c>>,
    pub(super) automata: HashMap<Pattern, Option<Rc<Automatic>>>,
    /// How many more steps may be taken.
    steps: u64,
    answers: HashMap<Question, Models>,
    /// Answers that more steps might change.
    doubtful: Vec<Question>,
    /// Questions that are open, with how deep they were asked.
    open: HashMap<Question, usize>,
    /// Answers with no that lean on open questions: where they are in `leaning`, and the outermost question they lean on.
    provisional: HashMap<Question, usize>,
    leaning: Vec<Question>,
    /// The outermost open question that was leaned on since it was last looked at.
    outermost: usize,
    /// How deep the judging of a given value is.
    pub(super) depth: usize,
}

impl<'c> Search<'c> {
    pub(super) fn new(arena: Rc<Arena<'c>>, steps: u64) -> Self {
        Self {
            arena,
            automata: HashMap::new(),
            steps,
            answers: HashMap::new(),
            doubtful: Vec::new(),
            open: HashMap::new(),
            provisional: HashMap::new(),
            leaning: Vec::new(),
            outermost: usize::MAX,
            depth: 0,
        }
    }

    /// Values for which all literals hold.
    pub(super) fn values(&mut self, mut literals: Literals, want: usize) -> Models {
        literals.sort_unstable();
        literals.dedup();
        let opposed = literals.windows(2).any(|pair| pair[0].node == pair[1].node);
        if opposed {
            return Models::none();
        }
        let mut models = Models::none();
        for of in Type::ALL {
            if models.values.len() >= want {
                models.complete = false;
                break;
            }
            let more = self.values_of(&literals, of, want);
            models.add(more, want);
        }
        models
    }

    /// Values of one type for which all literals hold; the literals are sorted.
    fn values_of(&mut self, literals: &Literals, of: Type, want: usize) -> Models {
        let question = (literals.clone(), of, want);
        if let Some(known) = self.answers.get(&question) {
            return known.clone();
        }
        if let Some(depth) = self
            .open
            .get(&question)
            .or_else(|| self.provisional.get(&question))
        {
            self.outermost = self.outermost.min(*depth);
            // The smallest value that answers a question holds no other; of the second smallest nobody knows.
            return if want == 1 {
                Models::none()
            } else {
                Models::doubtful("several values of a schema that leads back to itself")
            };
        }
        let depth = self.open.len();
        if depth > DEEPEST {
            return Models::doubtful("the schemas are nested too deeply");
        }
        let outside = std::mem::replace(&mut self.outermost, usize::MAX);
        let begun = self.leaning.len();
        self.open.insert(question.clone(), depth);
        let models = self.matching(literals, of, &[], want);
        self.open.remove(&question);
        let leans = self.outermost < depth;
        let settled = !models.values.is_empty() || models.doubt.is_some();
        if settled {
            // What was answered with no while this question counted as such may be otherwise.
            self.forget(begun, false);
            if models.values.len() >= want || !leans {
                if models.doubt.is_some() {
                    self.doubtful.push(question.clone());
                }
                self.answers.insert(question, models.clone());
            }
        } else if leans {
            self.provisional.insert(question.clone(), self.outermost);
            self.leaning.push(question);
        } else {
            self.forget(begun, true);
            self.answers.insert(question, models.clone());
        }
        self.outermost = self.outermost.min(outside);
        if !leans {
            self.outermost = outside;
        }
        models
    }

    /// Takes back answers that leaned on a question, or keeps them for good.
    fn forget(&mut self, begun: usize, keep: bool) {
        for question in self.leaning.split_off(begun) {
            self.provisional.remove(&question);
            if keep {
                self.answers.insert(question, Models::none());
            }
        }
    }

    /// Values of a type for which all literals and conditions hold.
    pub(super) fn matching(
        &mut self,
        literals: &[Literal],
        of: Type,
        atoms: &[Atom],
        want: usize,
    ) -> Models {
        let literals_hold = literals.iter().map(|literal| Formula::Schema(*literal));
        let mut models = Models::none();
        let mut branches = vec![Branch {
            pending: atoms
                .iter()
                .cloned()
                .map(Formula::Atom)
                .chain(literals_hold)
                .collect(),
            ..Branch::default()
        }];
        let asked = Asked {
            literals,
            of,
            atoms,
        };
        while let Some(branch) = branches.pop() {
            if models.values.len() >= want {
                models.complete = false;
                break;
            }
            self.branch(branch, &asked, want, &mut branches, &mut models);
        }
        models
    }

    /// Follows a branch to its end or to its next choice.
    fn branch(
        &mut self,
        mut branch: Branch,
        asked: &Asked<'_>,
        want: usize,
        branches: &mut Vec<Branch>,
        models: &mut Models,
    ) {
        loop {
            while let Some(formula) = branch.pending.pop() {
                if !self.step() {
                    models.doubt(TOO_MANY);
                    return;
                }
                match formula {
                    Formula::True => {}
                    Formula::False => return,
                    Formula::Unknown(reason) => {
                        models.doubt(&reason);
                        return;
                    }
                    Formula::And(parts) => branch.pending.extend(parts),
                    Formula::Or(parts) => branch.choices.push(parts),
                    Formula::Schema(literal) => {
                        if branch.met.contains(&literal.opposite()) {
                            return;
                        }
                        if branch.met.insert(literal) {
                            branch.pending.push(self.arena.expand(literal, asked.of));
                        }
                    }
                    Formula::Atom(Atom::OneOf(values)) => {
                        models.add(self.listed(&values, asked), want);
                        return;
                    }
                    Formula::Atom(atom) => {
                        if contradicts(&branch.atoms, &atom) {
                            return;
                        }
                        if !branch.atoms.contains(&atom) {
                            branch.atoms.push(atom);
                        }
                    }
                }
            }
            // Choices that are made already go, as do alternatives that cannot be; what is left alone is no choice.
            let choices = std::mem::take(&mut branch.choices);
            for choice in choices {
                let mut open = Vec::new();
                let mut is_made = false;
                for formula in choice {
                    match self.settled(&branch, &formula) {
                        Some(true) => is_made = true,
                        Some(false) => {}
                        None => open.push(formula),
                    }
                }
                if is_made {
                    continue;
                }
                match open.len() {
                    0 => return,
                    1 => branch.pending.extend(open),
                    _ => branch.choices.push(open),
                }
            }
            if !branch.pending.is_empty() {
                continue;
            }
            let fewest = (0..branch.choices.len()).min_by_key(|at| branch.choices[*at].len());
            let Some(at) = fewest else {
                break;
            };
            let alternatives = branch.choices.swap_remove(at);
            // The last is looked at first.
            for alternative in alternatives.into_iter().rev() {
                let mut next = branch.clone();
                next.pending.push(alternative);
                branches.push(next);
            }
            return;
        }
        models.add(self.leaf(&branch.atoms, asked.of, want), want);
    }

    /// Is this so on a branch, or surely not, by what is known of one property?
    fn settled(&mut self, branch: &Branch, formula: &Formula) -> Option<bool> {
        if branch.refutes(formula) {
            return Some(false);
        }
        if branch.holds(formula) {
            return Some(true);
        }
        let (Formula::Atom(Atom::SomeValue(keys, literal)), Some(known)) =
            (formula, branch.property(formula))
        else {
            return None;
        };
        let with = |literal: Literal| known.literals.iter().copied().chain([literal]).collect();
        if self.values(with(*literal), 1).is_empty() {
            return Some(false);
        }
        if !known.is_there || !matches!(keys, Keys::Named(_)) {
            return None;
        }
        // What leans on an open question may keep values away, but says of none that it will do.
        let outside = std::mem::replace(&mut self.outermost, usize::MAX);
        let none = self.values(with(literal.opposite()), 1).is_empty();
        let leans = self.outermost != usize::MAX;
        self.outermost = self.outermost.min(outside);
        (none && !leans).then_some(true)
    }

    /// Those of some listed values that obey all that was asked.
    fn listed(&mut self, values: &[Value], asked: &Asked<'_>) -> Models {
        let mut models = Models::none();
        for value in values {
            let mut holds = Some(true);
            for literal in asked.literals {
                let judged = self.holds(*literal, value);
                holds = holds.and_then(|holds| Some(holds && judged?));
            }
            for atom in asked.atoms {
                let judged = self.obeys(atom, value);
                holds = holds.and_then(|holds| Some(holds && judged?));
            }
            match holds {
                Some(true) => models.add(Models::all(vec![value.clone()]), usize::MAX),
                Some(false) => {}
                None => models.doubt("a listed value cannot be judged"),
            }
        }
        models
    }

    /// Forgets what is not certain, and all at so many answers, before another question that may take so many steps.
    pub(super) fn begin(&mut self, steps: u64, most_answers: usize) {
        self.steps = steps;
        if self.answers.len() > most_answers {
            self.answers.clear();
        }
        for question in self.doubtful.drain(..) {
            self.answers.remove(&question);
        }
        self.open.clear();
        self.provisional.clear();
        self.leaning.clear();
        self.outermost = usize::MAX;
        self.depth = 0;
    }

    /// How many more steps may be taken.
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    /// Takes several steps.
    pub(super) fn spend(&mut self, steps: u64) {
        self.steps = self.steps.saturating_sub(steps);
    }

    /// Takes a step of a search that wants so many values; `false` where it has them, or may take no more, which is noted.
    pub(super) fn goes_on(&mut self, want: usize, models: &mut Models) -> bool {
        if models.values.len() >= want {
            return false;
        }
        let more = self.step();
        if !more {
            models.doubt(TOO_MANY);
        }
        more
    }

    /// Takes a step; `false` where no more may be taken.
    pub(super) fn step(&mut self) -> bool {
        let left = self.steps.checked_sub(1);
        self.steps = left.unwrap_or(0);
        left.is_some()
    }
}

/// What a search was asked for.
struct Asked<'q> {
    literals: &'q [Literal],
    of: Type,
    atoms: &'q [Atom],
}
