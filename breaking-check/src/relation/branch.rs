//! What is known on a branch of the search, and what cannot be there any more.

use std::collections::HashSet;

use super::formula::{Atom, Formula, Keys, Literal};
use super::leaf::{bound, numbers};

/// Where a branch of the search is.
#[derive(Clone, Debug, Default)]
pub(super) struct Branch {
    pub(super) pending: Vec<Formula>,
    pub(super) met: HashSet<Literal>,
    pub(super) atoms: Vec<Atom>,
    pub(super) choices: Vec<Vec<Formula>>,
}

/// What is known of one property.
#[derive(Clone, Debug, Default)]
pub(super) struct Property {
    /// Its value obeys these.
    pub(super) literals: Vec<Literal>,
    pub(super) is_there: bool,
}

impl Branch {
    /// What is known of the property that a formula speaks of by name.
    pub(super) fn property(&self, formula: &Formula) -> Option<Property> {
        let Formula::Atom(Atom::SomeValue(Keys::Named(key), _)) = formula else {
            return None;
        };
        let mut known = Property::default();
        for atom in &self.atoms {
            match atom {
                Atom::Required(name) if name == key => known.is_there = true,
                Atom::Values(Keys::Named(name), literal) if name == key => {
                    known.literals.push(*literal);
                }
                Atom::SomeValue(Keys::Named(name), literal) if name == key => {
                    known.literals.push(*literal);
                    known.is_there = true;
                }
                _ => {}
            }
        }
        Some(known)
    }

    /// Is this surely not so?
    pub(super) fn refutes(&self, formula: &Formula) -> bool {
        match formula {
            Formula::False => true,
            Formula::Schema(literal) => self.met.contains(&literal.opposite()),
            Formula::Atom(atom) => contradicts(&self.atoms, atom),
            Formula::And(parts) => parts.iter().any(|part| self.refutes(part)),
            Formula::Or(parts) => parts.iter().all(|part| self.refutes(part)),
            Formula::True | Formula::Unknown(_) => false,
        }
    }

    /// Is this so already?
    pub(super) fn holds(&self, formula: &Formula) -> bool {
        match formula {
            Formula::True => true,
            Formula::Schema(literal) => self.met.contains(literal),
            Formula::Atom(atom) => self.atoms.contains(atom),
            Formula::And(parts) => parts.iter().all(|part| self.holds(part)),
            Formula::Or(parts) => parts.iter().any(|part| self.holds(part)),
            Formula::False | Formula::Unknown(_) => false,
        }
    }
}

/// Can a condition surely not hold beside others?
pub(super) fn contradicts(known: &[Atom], atom: &Atom) -> bool {
    match atom {
        Atom::Low(_) | Atom::High(_) => {
            let mut numbers = numbers(known);
            bound(&mut numbers, atom);
            numbers.is_empty()
        }
        atom => known
            .iter()
            .any(|known| oppose(known, atom) || oppose(atom, known)),
    }
}

fn oppose(one: &Atom, other: &Atom) -> bool {
    match (one, other) {
        (Atom::Required(one) | Atom::SomeValue(Keys::Named(one), _), Atom::Absent(other)) => {
            one == other
        }
        (Atom::MinLength(min), Atom::MaxLength(max))
        | (Atom::MinItems(min), Atom::MaxItems(max))
        | (Atom::MinProperties(min), Atom::MaxProperties(max)) => min > max,
        (Atom::Matches(one, wanted), Atom::Matches(other, not)) => one == other && wanted != not,
        (Atom::Multiple(one, is), Atom::Multiple(other, not)) => one == other && is != not,
        (Atom::Unique(one), Atom::Unique(other)) => one != other,
        _ => false,
    }
}
