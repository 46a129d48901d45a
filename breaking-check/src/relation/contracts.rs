//! Schemas of contracts by number, read when they are first looked at: as one direction and one way to treat undeclared keys
//! want them.

use std::cell::RefCell;
use std::rc::Rc;

use countersign_contract::schema::SchemaId;
use rustc_hash::FxHashMap;

use super::arena::{Arena, Node, Schema, Types};
use super::schema_of::SchemaReader;
use crate::direction::{Direction, Keys};
use crate::likeness::{self, Flavor, Likeness};
use crate::side::{Conjunction, Side, Sides};
use crate::witness::{Keyed, demanded, keyed};

/// How schemas are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reading {
    pub(crate) side: Side,
    pub(crate) direction: Direction,
    pub(crate) keys: Keys,
    /// Are properties that do not travel in this direction kept back? By who sends; who reads does not know them.
    pub(crate) withholds: bool,
}

/// A reading, whoever's it is.
type Mode = (Direction, Keys, bool);

impl Reading {
    fn mode(self) -> Mode {
        (self.direction, self.keys, self.withholds)
    }
}

/// What a number stands for.
#[derive(Clone, Debug)]
enum Meaning {
    /// What stands in place beside other schemas of a value.
    InPlace(SchemaId),
    /// Everything that is asked of a value, and whether keys are refused that nobody declares.
    Value {
        schemas: Conjunction,
        closes: bool,
    },
    /// Values of these types, whatever they are.
    Types(&'static [&'static str]),
    Always,
    Never,
}

/// Equal keys: equal schemas.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    InPlace(likeness::Number, Mode),
    Value(Vec<likeness::Number>, Mode),
    Types(&'static [&'static str]),
    Always,
    Never,
}

#[derive(Debug, Default)]
struct Numbers {
    by_key: FxHashMap<Key, Node>,
    meanings: Vec<Option<(Meaning, Reading)>>,
}

/// The schemas of both contracts of a comparison.
#[derive(Debug)]
pub(crate) struct Contracts<'c> {
    sides: Sides<'c>,
    likeness: Rc<[Likeness; 2]>,
    /// Has the contract of a side properties that only travel one way?
    is_marked: [bool; 2],
    numbers: RefCell<Numbers>,
}

impl<'c> Contracts<'c> {
    pub(crate) fn new(sides: Sides<'c>, likeness: Rc<[Likeness; 2]>) -> Self {
        let is_marked = [Side::Base, Side::Revision].map(|side| {
            let mut schemas = sides.contract(side).schemas.iter();
            schemas.any(|schema| schema.annotations.read_only || schema.annotations.write_only)
        });
        Self {
            sides,
            likeness,
            is_marked,
            numbers: RefCell::default(),
        }
    }

    /// The number of everything that some schemas ask of a value together.
    pub(super) fn value(&self, schemas: &Conjunction, mut reading: Reading) -> Node {
        // Where nothing is marked, both sides share their numbers.
        reading.withholds &= self.is_marked[reading.side as usize];
        let contract = self.sides.contract(reading.side);
        let closes =
            reading.keys == Keys::Declared && keyed(contract, schemas.schemas()) == Keyed::Declared;
        if let ([only], false) = (schemas.schemas(), closes) {
            return self.in_place(*only, reading);
        }
        let mut likeness: Vec<likeness::Number> = schemas
            .schemas()
            .iter()
            .map(|id| self.likeness(*id, reading))
            .collect();
        likeness.sort_unstable();
        likeness.dedup();
        let key = Key::Value(likeness, reading.mode());
        let meaning = || Meaning::Value {
            schemas: schemas.clone(),
            closes,
        };
        self.number(key, || (meaning(), reading))
    }

    fn likeness(&self, id: SchemaId, reading: Reading) -> likeness::Number {
        self.likeness[reading.side as usize].number(Flavor::Meant, id)
    }

    /// The number of what a schema asks in place, beside others.
    pub(super) fn in_place(&self, id: SchemaId, reading: Reading) -> Node {
        let id = self.likeness[reading.side as usize].target(id);
        let likeness = self.likeness(id, reading);
        let key = Key::InPlace(likeness, reading.mode());
        self.number(key, || (Meaning::InPlace(id), reading))
    }

    /// The number of all values of these types.
    pub(super) fn types(&self, names: &'static [&'static str], reading: Reading) -> Node {
        self.number(Key::Types(names), || (Meaning::Types(names), reading))
    }

    /// The number of the schema that nothing obeys.
    pub(super) fn never(&self, reading: Reading) -> Node {
        self.number(Key::Never, || (Meaning::Never, reading))
    }

    fn number(&self, key: Key, meaning: impl FnOnce() -> (Meaning, Reading)) -> Node {
        let mut numbers = self.numbers.borrow_mut();
        let next = Node(u32::try_from(numbers.meanings.len()).unwrap_or(u32::MAX));
        let node = *numbers.by_key.entry(key).or_insert(next);
        if node == next {
            numbers.meanings.push(Some(meaning()));
        }
        node
    }

    /// The schema behind a number.
    pub(super) fn read(&self, arena: &Arena<'_>, node: Node) -> Schema {
        let meaning = self.numbers.borrow_mut().meanings[node.0 as usize].take();
        let Some((meaning, reading)) = meaning else {
            return Schema::default();
        };
        let contract = self.sides.contract(reading.side);
        match meaning {
            Meaning::Types(names) => {
                let mut types = Types::default();
                let known = names.iter().try_for_each(|name| types.add(name));
                Schema {
                    types: known.map(|()| types),
                    ..Schema::default()
                }
            }
            Meaning::Always => Schema::default(),
            Meaning::Never => Schema {
                boolean: Some(false),
                ..Schema::default()
            },
            Meaning::Value { schemas, closes } => {
                let members = schemas.schemas().iter();
                let mut read = Schema {
                    all_of: members.map(|id| self.in_place(*id, reading)).collect(),
                    ..Schema::default()
                };
                if closes {
                    // Who demands a key knows it, whether or not it says more of it.
                    let demanded = demanded(contract, schemas.schemas(), reading.direction);
                    let always = self.number(Key::Always, || (Meaning::Always, reading));
                    read.properties = demanded.into_iter().map(|name| (name, always)).collect();
                    read.unevaluated_properties = Some(self.never(reading));
                }
                read
            }
            Meaning::InPlace(id) => {
                let reader = SchemaReader {
                    contracts: self,
                    contract,
                    reading,
                };
                let mut read = Schema::default();
                let done = reader.read(contract.schema(id), arena, &mut read);
                if done.is_none() {
                    read.unsupported = Some("a number is too large to count with".to_owned());
                }
                read
            }
        }
    }
}
