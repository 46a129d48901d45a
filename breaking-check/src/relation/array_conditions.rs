//! What arrays must obey, sorted out.

use super::formula::{Atom, Literal};
use super::search::Literals;

/// Longer arrays are not made.
const LONGEST: u64 = 1_000;

/// What arrays must obey, sorted out.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    /// At a place, and from a place on.
    at: Vec<(usize, Literal)>,
    from: Vec<(usize, Literal)>,
    pub(super) tasks: Vec<Task>,
    pub(super) at_most: Vec<(Literal, u64)>,
    pub(super) unique: bool,
}

/// What has to find its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    /// An item, from a place on.
    Some(usize, Literal),
    /// So many different items.
    Several(usize, Literal),
    /// Two items that are equal.
    Repeated,
}

impl Wanted {
    pub(super) fn new(atoms: &[Atom]) -> Option<Self> {
        let mut wanted = Self::default();
        for atom in atoms {
            match atom {
                Atom::MinItems(min) => wanted.min = wanted.min.max(*min),
                Atom::MaxItems(max) => {
                    wanted.max = Some(wanted.max.map_or(*max, |known| known.min(*max)));
                }
                Atom::Item(at, literal) => wanted.at.push((*at, *literal)),
                Atom::Items(from, literal) => wanted.from.push((*from, *literal)),
                Atom::SomeItem(from, literal) => wanted.tasks.push(Task::Some(*from, *literal)),
                Atom::AtLeast(literal, count) => {
                    let count = usize::try_from(*count).ok().filter(|count| *count <= 64)?;
                    wanted.tasks.push(Task::Several(count, *literal));
                }
                Atom::AtMost(literal, max) => wanted.at_most.push((*literal, *max)),
                Atom::Unique(true) => wanted.unique = true,
                Atom::Unique(false) => wanted.tasks.push(Task::Repeated),
                _ => {}
            }
        }
        (wanted.min <= LONGEST).then_some(wanted)
    }

    /// The lengths among which one will do, if any will: beyond places and tasks nothing changes any more.
    pub(super) fn lengths(&self) -> std::ops::RangeInclusive<usize> {
        let size = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let places = self
            .at
            .iter()
            .map(|(at, _)| at + 1)
            .chain(self.from.iter().map(|(from, _)| *from));
        let needed = self.tasks.iter().map(|task| match task {
            Task::Some(from, _) => from + 1,
            Task::Several(count, _) => *count,
            Task::Repeated => 2,
        });
        let longest = places.max().unwrap_or(0) + needed.sum::<usize>();
        let longest = longest
            .max(size(self.min))
            .min(size(self.max.unwrap_or(u64::MAX)));
        size(self.min)..=longest
    }

    pub(super) fn slots(&self, length: usize) -> Vec<Literals> {
        let slot = |place: usize| {
            let at = self.at.iter().filter(move |(at, _)| *at == place);
            let from = self.from.iter().filter(move |(from, _)| *from <= place);
            at.chain(from).map(|(_, literal)| *literal).collect()
        };
        (0..length).map(slot).collect()
    }

    /// From here on no task tells places apart.
    pub(super) fn last_begin(&self) -> usize {
        let begins = self.tasks.iter().map(|task| match task {
            Task::Some(from, _) => *from,
            Task::Several(..) | Task::Repeated => 0,
        });
        begins.max().unwrap_or(0)
    }
}
