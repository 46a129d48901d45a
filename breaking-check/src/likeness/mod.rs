//! Which schemas of two contracts are the same, however they were cut into pieces? One number for each, in one pass.
//!
//! The number of a schema is a digest of what it says and of the numbers of the schemas in it. A cycle has no innermost schema
//! to begin with: its schemas are told apart round by round, by what can be seen from each of them one step further, until a
//! round tells no more of them apart; then each is numbered by its own place in the whole cycle.
//!
//! Keys of the digests are made anew in every process, so that nobody can write two schemas that differ and have one number.

mod cycles;
mod shape;

use std::hash::{BuildHasher, Hash, Hasher, RandomState};

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId};

use cycles::Component;
use shape::Shape;

/// The number of a schema. Equal numbers: equal schemas, but for a chance of one in 2^64 among the largest contracts there are.
pub(crate) type Number = u128;

/// What two schemas must have in common to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flavor {
    /// Everything but where it is written, its name, and texts and examples for people.
    Said,
    /// The same values obey them, as far as `format` is an annotation.
    Meant,
}

impl Flavor {
    const ALL: [Self; 2] = [Self::Said, Self::Meant];
}

/// Makes digests of two hashes with keys of their own.
#[derive(Debug, Default)]
pub(crate) struct Digests {
    keys: [RandomState; 2],
}

impl Digests {
    fn of(&self, write: impl Fn(&mut dyn Hasher)) -> Number {
        let [high, low] = &self.keys;
        let digest = |key: &RandomState| {
            let mut hasher = key.build_hasher();
            write(&mut hasher);
            u128::from(hasher.finish())
        };
        digest(high) << 64 | digest(low)
    }

    /// A number for how a schema is part of another.
    fn label(&self, label: &impl Hash) -> u64 {
        self.keys[0].hash_one(label)
    }

    /// The digest of a schema whose parts have these numbers.
    fn whole(&self, shape: &Shape, flavor: Flavor, number: impl Fn(usize) -> Number) -> Number {
        let mut parts: Vec<Number> = Vec::with_capacity(shape.parts.len());
        for part in &shape.parts {
            if let Some(label) = part.label(flavor) {
                let inside = number(part.schema);
                parts.push(self.of(|hasher| {
                    hasher.write_u64(label);
                    hasher.write_u128(inside);
                }));
            }
        }
        // Where the order of parts says something, the label has it.
        parts.sort_unstable();
        self.of(|hasher| {
            hasher.write_u128(shape.own(flavor));
            for part in &parts {
                hasher.write_u128(*part);
            }
        })
    }
}

/// The numbers of one contract's schemas.
#[derive(Debug)]
pub(crate) struct Likeness {
    said: Vec<Number>,
    meant: Vec<Number>,
    /// The schema that a schema does nothing but refer to, by [`Flavor::Meant`].
    refers: Vec<Option<SchemaId>>,
}

impl Likeness {
    /// Numbers the schemas of a contract. Numbers of two contracts can be compared where the digests are the same.
    pub(crate) fn of(contract: &Contract, digests: &Digests) -> Self {
        let mut shapes: Vec<Shape> = Vec::with_capacity(contract.schemas.len());
        if let Some(first) = contract.schemas.first() {
            // Where it stands does not count.
            let silent = Schema::any(first.span, first.pointer.clone());
            let silent = Shape::alone(&silent, digests);
            let all = contract.schemas.iter();
            shapes.extend(all.map(|schema| Shape::of(contract, schema, &silent, digests)));
        }
        let components = cycles::components(&shapes);
        let [said, meant] =
            Flavor::ALL.map(|flavor| numbers(&shapes, &components, flavor, digests));
        let refers = contract.schemas.iter().zip(&shapes);
        let refers = refers
            .map(|(schema, shape)| {
                schema
                    .reference
                    .filter(|_| shape.stands_for(Flavor::Meant).is_some())
            })
            .collect();
        Self {
            said,
            meant,
            refers,
        }
    }

    /// Where a schema leads that does nothing but refer to another; one that leads back to itself stays.
    pub(crate) fn target(&self, schema: SchemaId) -> SchemaId {
        let mut at = schema;
        for _ in 0..self.refers.len() {
            match self.refers[at.index()] {
                Some(next) => at = next,
                None => return at,
            }
        }
        schema
    }

    /// The number of a schema.
    pub(crate) fn number(&self, flavor: Flavor, schema: SchemaId) -> Number {
        match flavor {
            Flavor::Said => self.said[schema.index()],
            Flavor::Meant => self.meant[schema.index()],
        }
    }
}

/// Numbers inside out: what a component leads to has its numbers already.
fn numbers(
    shapes: &[Shape],
    components: &[Component],
    flavor: Flavor,
    digests: &Digests,
) -> Vec<Number> {
    let mut numbers: Vec<Number> = vec![0; shapes.len()];
    for component in components {
        match component {
            Component::Alone(at) => {
                let shape = &shapes[*at];
                numbers[*at] = match shape.stands_for(flavor) {
                    Some(other) => numbers[other],
                    None => digests.whole(shape, flavor, |part| numbers[part]),
                };
            }
            Component::Cycle(members) => {
                cycles::number(shapes, members, flavor, digests, &mut numbers);
            }
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use countersign_contract::Contract;
    use countersign_contract::load::load_text;

    use super::{Digests, Flavor, Likeness};

    fn contract(definitions: &str) -> Contract {
        let text = format!(r#"{{"$defs": {{{definitions}}}}}"#);
        load_text("schemas.json", &text).contract.expect("it loads")
    }

    /// Are the definitions `A` of two documents the same, as said and as meant?
    fn alike(base: &str, revision: &str) -> (bool, bool) {
        let digests = Digests::default();
        let numbers = [base, revision].map(|definitions| {
            let contract = contract(definitions);
            let likeness = Likeness::of(&contract, &digests);
            let schema = contract.component_schemas["A"];
            [Flavor::Said, Flavor::Meant].map(|flavor| likeness.number(flavor, schema))
        });
        (
            numbers[0][0] == numbers[1][0],
            numbers[0][1] == numbers[1][1],
        )
    }

    #[test]
    fn what_is_behind_references_counts_and_not_the_references() {
        let inlined = r#""A": {"type": "array", "items": {"type": "string"}}"#;
        let referred = r##""A": {"$ref": "#/$defs/B"}, "B": {"type": "array", "items": {"$ref": "#/$defs/C"}}, "C": {"type": "string"}"##;
        assert_eq!(alike(inlined, referred), (true, true));
        let other = referred.replace("string", "integer");
        assert_eq!(alike(inlined, &other), (false, false));
    }

    #[test]
    fn texts_for_people_do_not_count_and_marks_for_programs_are_said() {
        let plain = r#""A": {"type": "string", "description": "One."}"#;
        let described = r#""A": {"type": "string", "title": "Two", "examples": ["x"]}"#;
        assert_eq!(alike(plain, described), (true, true));
        let marked = r#""A": {"type": "string", "deprecated": true}"#;
        assert_eq!(alike(plain, marked), (false, true));
    }

    #[test]
    fn the_order_of_what_has_none_is_said_and_not_meant() {
        let one = r#""A": {"enum": [1, 2], "anyOf": [{"minimum": 1}, {"type": "string"}]}"#;
        let other = r#""A": {"anyOf": [{"type": "string"}, {"minimum": 1.0}], "enum": [2, 1.0]}"#;
        assert_eq!(alike(one, other), (false, true));
        let items = r#""A": {"prefixItems": [{"type": "string"}, {"type": "null"}]}"#;
        let turned = r#""A": {"prefixItems": [{"type": "null"}, {"type": "string"}]}"#;
        assert_eq!(alike(items, turned), (false, false));
    }

    #[test]
    fn a_cycle_is_known_by_what_can_be_seen_from_inside() {
        let list = |next: &str| {
            format!(
                r##"{{"type": "object", "properties": {{"next": {{"$ref": "#/$defs/{next}"}}}}}}"##
            )
        };
        let alone = format!(r#""A": {}"#, list("A"));
        let renamed = format!(r#""Z": {}, "A": {}"#, list("Z"), list("Z"));
        assert_eq!(alike(&alone, &alone.clone()), (true, true));
        // One round the cycle may be written out: then it is another cycle, or the same; it is never taken for one that differs.
        let (said, meant) = alike(&alone, &renamed);
        assert_eq!(said, meant);
        let closed = alone.replace("\"type\"", "\"additionalProperties\": false, \"type\"");
        assert_eq!(alike(&alone, &closed), (false, false));
        let two = |second: &str| format!(r#""A": {}, "B": {second}"#, list("B"));
        let same = two(&list("A"));
        let differs = two(&list("A").replace("object", "array"));
        assert_eq!(alike(&same, &differs), (false, false));
        assert_eq!(alike(&same, &same.clone()), (true, true));
    }

    #[test]
    fn references_that_only_lead_to_each_other_come_to_an_end() {
        let round = r##""A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}"##;
        assert_eq!(alike(round, round), (true, true));
        assert_eq!(alike(round, r#""A": {"type": "string"}"#), (false, false));
    }
}
