//! What is left for `unevaluatedProperties` and `unevaluatedItems`? A formula that says it for every way in which the schemas
//! beside them may hold.

use std::rc::Rc;

use super::arena::{Arena, Condition, Node, Pattern, Schema, Type};
use super::formula::{Atom, Formula, Keys, Literal};

/// The most schemas that decide on the way which items or properties are evaluated.
const MOST_CASES: usize = 6;

/// What a schema evaluates by itself, whatever the value is.
#[derive(Clone, Debug, Default)]
struct Evaluated {
    named: Vec<String>,
    matched: Vec<Pattern>,
    /// All keys, or all items.
    all: bool,
    items: usize,
    /// Items that obey one of these.
    contained: Vec<Node>,
    /// Schemas that evaluate more where they hold.
    cases: Vec<Case>,
}

#[derive(Clone, Debug)]
enum Case {
    Schema(Node),
    /// `if`, `then` and `else` together.
    Condition(Condition),
    /// Where a key is there.
    Dependent(String, Node),
}

impl Arena {
    /// `unevaluatedProperties` or `unevaluatedItems`: for every way in which the schemas beside it may hold, the rule for what
    /// is left then (JSON Schema 2020-12 section 11).
    pub(super) fn unevaluated(&self, node: Node, of: Type) -> Formula {
        let schema = self.schema(node);
        let mut evaluated = Evaluated::default();
        if let Err(reason) = self.evaluates(schema, of, &mut evaluated, 0) {
            return Formula::Unknown(reason);
        }
        self.by_cases(schema, of, evaluated, 0)
    }

    fn by_cases(&self, schema: &Schema, of: Type, mut known: Evaluated, cases: usize) -> Formula {
        if cases > MOST_CASES {
            return Formula::Unknown("too many schemas decide what is evaluated".to_owned());
        }
        let literal = |node, holds| Formula::Schema(Literal { node, holds });
        let Some(case) = known.cases.pop() else {
            return rest(schema, of, known);
        };
        let with = |node: Node| {
            let mut more = known.clone();
            match self.evaluates(self.schema(node), of, &mut more, 1) {
                Ok(()) => self.by_cases(schema, of, more, cases + 1),
                Err(reason) => Formula::Unknown(reason),
            }
        };
        match case {
            Case::Schema(node) => Formula::Or(vec![
                Formula::And(vec![literal(node, true), with(node)]),
                Formula::And(vec![
                    literal(node, false),
                    self.by_cases(schema, of, known, cases + 1),
                ]),
            ]),
            Case::Dependent(key, node) => Formula::Or(vec![
                Formula::And(vec![
                    Formula::Atom(Atom::Required(key.clone())),
                    literal(node, true),
                    with(node),
                ]),
                Formula::And(vec![
                    Formula::Atom(Atom::Absent(key)),
                    self.by_cases(schema, of, known, cases + 1),
                ]),
            ]),
            Case::Condition(condition) => {
                let mut held = known.clone();
                let mut failed = known;
                let yes = self.evaluates(self.schema(condition.test), of, &mut held, 1);
                let then = condition
                    .then
                    .map(|node| self.evaluates(self.schema(node), of, &mut held, 1));
                let no = condition
                    .otherwise
                    .map(|node| self.evaluates(self.schema(node), of, &mut failed, 1));
                if let Some(Err(reason)) = [Some(yes), then, no]
                    .into_iter()
                    .flatten()
                    .find(Result::is_err)
                {
                    return Formula::Unknown(reason);
                }
                Formula::Or(vec![
                    Formula::And(vec![
                        literal(condition.test, true),
                        self.by_cases(schema, of, held, cases + 1),
                    ]),
                    Formula::And(vec![
                        literal(condition.test, false),
                        self.by_cases(schema, of, failed, cases + 1),
                    ]),
                ])
            }
        }
    }

    /// Adds what a schema evaluates where it holds.
    fn evaluates(
        &self,
        schema: &Schema,
        of: Type,
        evaluated: &mut Evaluated,
        depth: usize,
    ) -> Result<(), String> {
        if depth > 50 {
            return Err("what is evaluated depends on itself".to_owned());
        }
        if of == Type::Object {
            evaluated
                .named
                .extend(schema.properties.iter().map(|(key, _)| key.clone()));
            evaluated
                .matched
                .extend(schema.patterns.iter().map(|(pattern, _)| *pattern));
            // Its own keyword is what is being asked about; that of a schema inside has evaluated everything.
            evaluated.all |=
                schema.additional.is_some() || depth > 0 && schema.unevaluated_properties.is_some();
        } else {
            evaluated.items = evaluated.items.max(schema.prefix.len());
            evaluated.all |=
                schema.items.is_some() || depth > 0 && schema.unevaluated_items.is_some();
            evaluated
                .contained
                .extend(schema.contains.map(|(node, ..)| node));
        }
        for node in schema.reference.iter().chain(&schema.all_of) {
            self.evaluates(self.schema(*node), of, evaluated, depth + 1)?;
        }
        let members = schema.any_of.iter().chain(&schema.one_of).flatten();
        evaluated
            .cases
            .extend(members.map(|node| Case::Schema(*node)));
        evaluated
            .cases
            .extend(schema.condition.map(Case::Condition));
        if of == Type::Object {
            let dependent = schema.dependent_schemas.iter();
            evaluated
                .cases
                .extend(dependent.map(|(key, node)| Case::Dependent(key.clone(), *node)));
        }
        Ok(())
    }
}

/// What is left obeys the keyword.
fn rest(schema: &Schema, of: Type, known: Evaluated) -> Formula {
    let (node, is_object) = match of {
        Type::Object => (schema.unevaluated_properties, true),
        _ => (schema.unevaluated_items, false),
    };
    let Some(node) = node.filter(|_| !known.all) else {
        return Formula::True;
    };
    let literal = Literal { node, holds: true };
    Formula::Atom(if is_object {
        Atom::Values(Keys::Other(Rc::new((known.named, known.matched))), literal)
    } else if known.contained.is_empty() {
        Atom::Items(known.items, literal)
    } else {
        return Formula::Unknown("`unevaluatedItems` beside `contains`".to_owned());
    })
}
