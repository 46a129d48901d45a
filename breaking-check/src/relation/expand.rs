//! What do the keywords of a schema ask of values of one type?

use std::rc::Rc;

use num_rational::BigRational;
use num_traits::One;
use serde_json::Value;

use super::arena::{Arena, Condition, Node, Schema, Type};
use super::formula::{Atom, Formula, Keys, Literal, negated};

impl Arena<'_> {
    /// What a literal asks of values of a type, one level deep.
    pub(super) fn expand(&self, literal: Literal, of: Type) -> Formula {
        let schema = self.schema(literal.node);
        if let Some(reason) = &schema.unsupported {
            return Formula::Unknown(reason.clone());
        }
        let mut parts = parts(&schema, of);
        if schema.unevaluated_properties.is_some() && of == Type::Object
            || schema.unevaluated_items.is_some() && of == Type::Array
        {
            parts.push(self.unevaluated(literal.node, of));
        }
        if literal.holds {
            Formula::And(parts)
        } else {
            Formula::Or(parts.into_iter().map(negated).collect())
        }
    }
}

/// What each keyword asks of values of a type.
fn parts(schema: &Schema, of: Type) -> Vec<Formula> {
    let holds = |node: Node| Formula::Schema(Literal { node, holds: true });
    let fails = |node: Node| Formula::Schema(Literal { node, holds: false });
    let mut parts = Vec::new();
    if schema.boolean == Some(false) {
        parts.push(Formula::False);
    }
    if let Some(types) = schema.types {
        if !types.has(of) {
            parts.push(Formula::False);
        } else if of == Type::Number && types.only_whole() {
            parts.push(Formula::Atom(Atom::Multiple(BigRational::one(), true)));
        }
    }
    if let Some(values) = &schema.enumeration {
        let values: Vec<Value> = values
            .iter()
            .filter(|value| Type::of(value) == of)
            .cloned()
            .collect();
        parts.push(if values.is_empty() {
            Formula::False
        } else {
            Formula::Atom(Atom::OneOf(Rc::new(values)))
        });
    }
    parts.extend(schema.reference.map(holds));
    parts.extend(schema.not.map(fails));
    parts.extend(schema.all_of.iter().copied().map(holds));
    if let Some(members) = &schema.any_of {
        parts.push(Formula::Or(members.iter().copied().map(holds).collect()));
    }
    if let Some(members) = &schema.one_of {
        parts.push(exactly_one(members));
    }
    // Alone it decides nothing but what is evaluated.
    let decides = |condition: &Condition| condition.then.or(condition.otherwise).is_some();
    if let Some(condition) = schema.condition.filter(decides) {
        let then = condition.then.map_or(Formula::True, holds);
        let otherwise = condition.otherwise.map_or(Formula::True, holds);
        parts.push(Formula::Or(vec![
            Formula::And(vec![holds(condition.test), then]),
            Formula::And(vec![fails(condition.test), otherwise]),
        ]));
    }
    match of {
        Type::Null | Type::Boolean => {}
        Type::Number => {
            parts.extend(
                schema
                    .low
                    .iter()
                    .cloned()
                    .map(|end| Formula::Atom(Atom::Low(end))),
            );
            parts.extend(
                schema
                    .high
                    .iter()
                    .cloned()
                    .map(|end| Formula::Atom(Atom::High(end))),
            );
            let multiple = schema.multiple_of.clone();
            parts.extend(multiple.map(|of| Formula::Atom(Atom::Multiple(of, true))));
        }
        Type::String => {
            if schema.min_length > 0 {
                parts.push(Formula::Atom(Atom::MinLength(schema.min_length)));
            }
            parts.extend(
                schema
                    .max_length
                    .map(|max| Formula::Atom(Atom::MaxLength(max))),
            );
            parts.extend(
                schema
                    .pattern
                    .map(|pattern| Formula::Atom(Atom::Matches(pattern, true))),
            );
        }
        Type::Array => array(schema, &mut parts),
        Type::Object => object(schema, &mut parts),
    }
    parts
}

fn array(schema: &Schema, parts: &mut Vec<Formula>) {
    let holds = |node| Literal { node, holds: true };
    if schema.min_items > 0 {
        parts.push(Formula::Atom(Atom::MinItems(schema.min_items)));
    }
    parts.extend(
        schema
            .max_items
            .map(|max| Formula::Atom(Atom::MaxItems(max))),
    );
    for (at, node) in schema.prefix.iter().enumerate() {
        parts.push(Formula::Atom(Atom::Item(at, holds(*node))));
    }
    if let Some(node) = schema.items {
        parts.push(Formula::Atom(Atom::Items(schema.prefix.len(), holds(node))));
    }
    if let Some((node, min, max)) = schema.contains {
        if min > 0 {
            parts.push(Formula::Atom(Atom::AtLeast(holds(node), min)));
        }
        parts.extend(max.map(|max| Formula::Atom(Atom::AtMost(holds(node), max))));
    }
    if schema.unique {
        parts.push(Formula::Atom(Atom::Unique(true)));
    }
}

fn object(schema: &Schema, parts: &mut Vec<Formula>) {
    let holds = |node| Literal { node, holds: true };
    let required = |key: &String| Formula::Atom(Atom::Required(key.clone()));
    parts.extend(schema.required.iter().map(required));
    if schema.min_properties > 0 {
        parts.push(Formula::Atom(Atom::MinProperties(schema.min_properties)));
    }
    parts.extend(
        schema
            .max_properties
            .map(|max| Formula::Atom(Atom::MaxProperties(max))),
    );
    for (key, node) in &schema.properties {
        parts.push(Formula::Atom(Atom::Values(
            Keys::Named(key.clone()),
            holds(*node),
        )));
    }
    for (pattern, node) in &schema.patterns {
        parts.push(Formula::Atom(Atom::Values(
            Keys::Matching(*pattern),
            holds(*node),
        )));
    }
    if let Some(node) = schema.additional {
        let named = schema
            .properties
            .iter()
            .map(|(key, _)| key.clone())
            .collect();
        let matched = schema
            .patterns
            .iter()
            .map(|(pattern, _)| *pattern)
            .collect();
        let keys = Keys::Other(Rc::new((named, matched)));
        parts.push(Formula::Atom(Atom::Values(keys, holds(node))));
    }
    parts.extend(
        schema
            .names
            .map(|node| Formula::Atom(Atom::Names(holds(node)))),
    );
    let absent = |key: &String| Formula::Atom(Atom::Absent(key.clone()));
    for (key, others) in &schema.dependent_required {
        let others = Formula::And(others.iter().map(required).collect());
        parts.push(Formula::Or(vec![absent(key), others]));
    }
    for (key, node) in &schema.dependent_schemas {
        parts.push(Formula::Or(vec![
            absent(key),
            Formula::Schema(holds(*node)),
        ]));
    }
}

/// One member holds and no other.
fn exactly_one(members: &[Node]) -> Formula {
    let only = |chosen: usize| {
        let members = members.iter().enumerate();
        let parts = members.map(|(at, node)| {
            Formula::Schema(Literal {
                node: *node,
                holds: at == chosen,
            })
        });
        Formula::And(parts.collect())
    };
    Formula::Or((0..members.len()).map(only).collect())
}
