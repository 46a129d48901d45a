//! One schema as a value meets it: `$ref` and `allOf` dissolved, `null` told apart from the other types.
//!
//! A view is for naming changes and for making sample values. It is exact but for keywords that look at their own
//! siblings only (`additionalProperties` inside `allOf`); verdicts come from validating against the schema itself.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use countersign_contract::SourceSpan;
use countersign_contract::model::Contract;
use countersign_contract::schema::{Bound, Discriminator, Format, Schema, SchemaId, Type, TypeSet};
use countersign_contract::syntax::{Node, Number};
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::hidden::hides;
use super::notes::Notes;
use crate::direction::Direction;
use crate::policy::World;
use crate::side::Conjunction;

/// `anyOf` or `oneOf`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AlternativeKind {
    AnyOf,
    OneOf,
}

/// The members of one `anyOf` or `oneOf`, those that only take `null` left out.
#[derive(Clone, Debug)]
pub(crate) struct Alternatives<'c> {
    pub(crate) kind: AlternativeKind,
    pub(crate) members: Vec<SchemaId>,
    pub(crate) discriminator: Option<&'c Discriminator>,
}

/// A schema under a keyword that applies it to the value from aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Under<'c> {
    pub(crate) keyword: &'static str,
    /// The property of `dependentSchemas`; empty elsewhere.
    pub(crate) key: &'c str,
    pub(crate) schema: SchemaId,
}

/// What a conjunction of schemas asks of a value.
#[derive(Clone, Debug)]
pub(crate) struct View<'c> {
    /// The schema `false` takes part.
    pub(crate) never: bool,
    pub(crate) nullable: bool,
    /// Without `null`; `None` when no type is asked for.
    pub(crate) types: Option<TypeSet>,
    /// `enum` and `const`, without `null`.
    pub(crate) enumeration: Option<Vec<&'c Node>>,
    pub(crate) lower: Option<Bound>,
    pub(crate) upper: Option<Bound>,
    pub(crate) multiple_of: Vec<Number>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) patterns: BTreeSet<&'c str>,
    pub(crate) format: Option<&'c Format>,
    pub(crate) prefix_items: Vec<Vec<SchemaId>>,
    pub(crate) items: Vec<SchemaId>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: bool,
    /// In writing order; those the direction hides are left out.
    pub(crate) properties: IndexMap<&'c str, Vec<SchemaId>>,
    /// Properties the direction hides (OAS `readOnly`, `writeOnly`), each with its schema.
    pub(crate) hidden: BTreeMap<&'c str, SchemaId>,
    pub(crate) required: BTreeSet<&'c str>,
    pub(crate) pattern_properties: IndexMap<&'c str, Vec<SchemaId>>,
    pub(crate) additional: Vec<SchemaId>,
    /// `additionalProperties: false` or `unevaluatedProperties: false` stands somewhere.
    pub(crate) closed: bool,
    /// `additionalProperties: true` or `unevaluatedProperties: true` stands somewhere.
    pub(crate) open: bool,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
    pub(crate) alternatives: Vec<Alternatives<'c>>,
    /// `minContains` where `contains` stands; 1 if it is not written.
    pub(crate) min_contains: Option<u64>,
    /// `maxContains` where `contains` stands.
    pub(crate) max_contains: Option<u64>,
    /// `items: false` or `unevaluatedItems: false` stands somewhere.
    pub(crate) items_closed: bool,
    /// Which properties ask for which others.
    pub(crate) dependent_required: BTreeMap<&'c str, BTreeSet<&'c str>>,
    /// Schemas under keywords that look at the value from aside: `not`, `if`, `contains`, `propertyNames` ...
    pub(crate) under: Vec<Under<'c>>,
    /// Kinds of alternatives, which no rule names.
    pub(crate) unnamed_text: Vec<String>,
    pub(crate) discriminators: Vec<&'c Discriminator>,
    /// What describes the value and never refuses it.
    pub(crate) notes: Notes<'c>,
    /// Examples and defaults, nearest first.
    pub(crate) examples: Vec<&'c Node>,
    pub(super) spans: BTreeMap<&'c str, SourceSpan>,
    pub(super) span: Option<SourceSpan>,
    /// `#/components/schemas` name of the first named schema that takes part.
    pub(crate) name: Option<&'c str>,
}

impl View<'_> {
    /// Does it take some value of this type, as far as `type` says?
    pub(crate) fn takes(&self, kind: Type) -> bool {
        self.types.is_none_or(|types| {
            types.contains(kind) || (kind == Type::Integer && types.contains(Type::Number))
        })
    }

    /// Is this the one type that is asked for?
    pub(crate) fn is_only(&self, kind: Type) -> bool {
        self.types.and_then(TypeSet::single) == Some(kind)
    }

    /// Where a keyword was written.
    pub(crate) fn written(&self, keyword: &str) -> Option<SourceSpan> {
        self.spans.get(keyword).copied()
    }

    /// Where a keyword was written, else where the schema was.
    pub(crate) fn span_of(&self, keyword: &str) -> Option<SourceSpan> {
        self.written(keyword).or(self.span)
    }

    /// Is it nothing but one `anyOf` or `oneOf`?
    pub(crate) fn is_choice(&self) -> bool {
        self.alternatives.len() == 1 && self.properties.is_empty() && self.enumeration.is_none()
    }

    /// The same schema as a choice of one; `None` when it is a choice already, or says nothing that tells it apart.
    pub(crate) fn as_choice_of(&self, schemas: &Conjunction, like: &Self) -> Option<Self> {
        let [only] = schemas.schemas() else {
            return None;
        };
        let speaks =
            self.types.is_some() || !self.properties.is_empty() || self.enumeration.is_some();
        if !self.alternatives.is_empty() || !speaks {
            return None;
        }
        let mut choice = View::empty();
        choice.nullable = self.nullable;
        choice.span = self.span;
        choice.name = self.name;
        choice.alternatives.push(Alternatives {
            kind: like.alternatives.first()?.kind,
            members: vec![*only],
            discriminator: None,
        });
        // What stands beside the alternatives of the other side is not what this side became.
        choice.types = like.types.and(self.types);
        choice.unnamed_text.clone_from(&like.unnamed_text);
        Some(choice)
    }

    /// Where the schema was written.
    pub(crate) fn span(&self) -> Option<SourceSpan> {
        self.span
    }

    /// Do both ask the same of the value itself? Schemas below count only by where they stand.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let present = |view: &Self| (view.never, view.nullable, view.closed, view.unique_items);
        let counts = |view: &Self| {
            [
                view.min_length,
                view.max_length,
                view.min_items,
                view.max_items,
                view.min_contains,
                view.max_contains,
                view.min_properties,
                view.max_properties,
            ]
        };
        let closed = |view: &Self| (view.items_closed, view.items.is_empty());
        let maps = |view: &Self| (view.prefix_items.len(), view.additional.is_empty());
        present(self) == present(other)
            && counts(self) == counts(other)
            && closed(self) == closed(other)
            && maps(self) == maps(other)
            && self.types == other.types
            && same_values(self.enumeration.as_deref(), other.enumeration.as_deref())
            && self.lower == other.lower
            && self.upper == other.upper
            && self.multiple_of == other.multiple_of
            && self.patterns == other.patterns
            && self.format == other.format
            && self.required == other.required
            && self.dependent_required == other.dependent_required
            && same_keys(&self.properties, &other.properties)
            && same_keys(&self.pattern_properties, &other.pattern_properties)
    }

    /// May senders be held to the properties it declares? Not where it says itself what other keys are.
    pub(crate) fn declares_its_keys(&self, world: World) -> bool {
        world == World::Declared && !self.open && !self.properties.is_empty()
    }

    /// Is this property hidden in this direction for being `readOnly`?
    pub(crate) fn is_read_only(&self, name: &str, contract: &Contract) -> bool {
        self.is_hidden_for(name, contract, |schema| schema.annotations.read_only)
    }

    /// Is this property hidden in this direction for being `writeOnly`?
    pub(crate) fn is_write_only(&self, name: &str, contract: &Contract) -> bool {
        self.is_hidden_for(name, contract, |schema| schema.annotations.write_only)
    }

    fn is_hidden_for(&self, name: &str, contract: &Contract, mark: fn(&Schema) -> bool) -> bool {
        self.hidden.get(name).is_some_and(|id| {
            let own = contract.schema(*id);
            mark(own) || own.reference.is_some_and(|id| mark(contract.schema(id)))
        })
    }

    /// Where the first of these keywords that is written stands, else the schema.
    pub(crate) fn span_of_any(&self, keywords: &[&str]) -> Option<SourceSpan> {
        let written = keywords.iter().find_map(|keyword| self.written(keyword));
        written.or(self.span)
    }
}

/// The same values, whatever their order.
fn same_values(left: Option<&[&Node]>, right: Option<&[&Node]>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => {
            left.iter().all(|value| right.contains(value))
                && right.iter().all(|value| left.contains(value))
        }
        (left, right) => left.is_none() && right.is_none(),
    }
}

fn same_keys<V>(left: &IndexMap<&str, V>, right: &IndexMap<&str, V>) -> bool {
    left.len() == right.len() && left.keys().all(|key| right.contains_key(key))
}

/// Makes views of one contract's schemas in one direction, each once.
pub(crate) struct Viewer<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) direction: Direction,
    views: RefCell<FxHashMap<Conjunction, Rc<View<'c>>>>,
    nullable: RefCell<FxHashMap<SchemaId, bool>>,
}

/// How many applicators may apply to one value on top of each other before a view stops looking.
const MAX_IN_PLACE: usize = 200;

impl std::fmt::Debug for Viewer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Viewer")
            .field("direction", &self.direction)
            .finish_non_exhaustive()
    }
}

impl<'c> Viewer<'c> {
    pub(crate) fn new(contract: &'c Contract, direction: Direction) -> Self {
        Self {
            contract,
            direction,
            views: RefCell::default(),
            nullable: RefCell::default(),
        }
    }

    /// The view of a conjunction.
    pub(crate) fn view(&self, schemas: &Conjunction) -> Rc<View<'c>> {
        if let Some(view) = self.views.borrow().get(schemas) {
            return Rc::clone(view);
        }
        let view = Rc::new(self.build(schemas));
        self.views
            .borrow_mut()
            .insert(schemas.clone(), Rc::clone(&view));
        view
    }

    /// A view that is not kept.
    pub(super) fn build(&self, schemas: &Conjunction) -> View<'c> {
        let mut view = View::empty();
        let mut visited = FxHashSet::default();
        let mut pending: Vec<SchemaId> = schemas.schemas().iter().rev().copied().collect();
        view.nullable = schemas.schemas().iter().all(|id| self.takes_null(*id, 0));
        while let Some(id) = pending.pop() {
            if !visited.insert(id) {
                continue;
            }
            let schema = self.contract.schema(id);
            // What stands deeper in the conjunction is written later, but its name and place are the ones people know.
            pending.extend(schema.all_of.iter().rev());
            pending.extend(schema.reference);
            view.meet(schema, self);
            for (kind, members) in [
                (AlternativeKind::AnyOf, &schema.any_of),
                (AlternativeKind::OneOf, &schema.one_of),
            ] {
                let members: Vec<SchemaId> = members
                    .iter()
                    .copied()
                    .filter(|member| !self.takes_only_null(*member))
                    .collect();
                match members.as_slice() {
                    [] => {}
                    [only] => pending.push(*only),
                    _ => view.alternatives.push(Alternatives {
                        kind,
                        members,
                        discriminator: schema.discriminator.as_deref(),
                    }),
                }
            }
        }
        view.settle();
        view
    }

    fn takes_only_null(&self, id: SchemaId) -> bool {
        let schema = self.contract.schema(id);
        schema.types.and_then(TypeSet::single) == Some(Type::Null)
            || schema
                .enumeration
                .as_ref()
                .is_some_and(|values| !values.is_empty() && values.iter().all(Node::is_null))
            || schema.constant.as_ref().is_some_and(Node::is_null)
    }

    /// Does the schema take `null`, as far as types, values and applicators in place say?
    fn takes_null(&self, id: SchemaId, depth: usize) -> bool {
        if let Some(known) = self.nullable.borrow().get(&id) {
            return *known;
        }
        if depth > MAX_IN_PLACE {
            return true;
        }
        // A cycle in place asserts nothing of its own.
        self.nullable.borrow_mut().insert(id, true);
        let schema = self.contract.schema(id);
        let below = |id: &SchemaId| self.takes_null(*id, depth + 1);
        let answer = schema.boolean != Some(false)
            && schema.types.is_none_or(|types| types.contains(Type::Null))
            && schema
                .enumeration
                .as_ref()
                .is_none_or(|values| values.iter().any(Node::is_null))
            && schema.constant.as_ref().is_none_or(Node::is_null)
            && schema.reference.iter().all(below)
            && schema.all_of.iter().all(below)
            && (schema.any_of.is_empty() || schema.any_of.iter().any(below))
            && (schema.one_of.is_empty()
                || schema.one_of.iter().filter(|id| below(id)).count() == 1);
        self.nullable.borrow_mut().insert(id, answer);
        answer
    }

    /// Is a property left out of messages in this direction?
    pub(crate) fn hides(&self, id: SchemaId) -> bool {
        hides(self.contract, id, self.direction)
    }
}
