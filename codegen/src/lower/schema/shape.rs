//! What a set of schemas demands together: `$ref` and `allOf` flattened into one view.
//!
//! An intersection is idempotent, so each schema is visited once, which is also what ends every cycle
//! (`A: allOf [B]`, `B: allOf [A]`).

use std::collections::VecDeque;

use countersign_contract::Contract;
use countersign_contract::schema::{Bound, Discriminator, Format, SchemaId, Type, TypeSet};
use countersign_contract::syntax::Node;
use indexmap::{IndexMap, IndexSet};

use super::direction::Access;
use super::single::{
    allows_null, conditions, is_null, is_secret, is_shapeless, only_choice, reaches, values,
};
use crate::model::View;

/// The demands of some schemas, intersected where a Rust type depends on it.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Does a union of one schema and `null` add `null`?
    pub(super) or_null: bool,
    /// Is it a secret: sent and never answered, or called one?
    pub(super) secret: bool,
    /// Which direction it is seen from.
    pub(super) view: View,
    /// Every schema that took part, bases before what extends them.
    pub(super) schemas: Vec<SchemaId>,
    /// `type`, intersected. `null` counts when any of the schemas names it: `nullable` beside `allOf` is meant so.
    pub(super) types: Option<TypeSet>,
    /// `enum` or `const`, intersected.
    pub(super) enumeration: Option<Vec<Node>>,
    /// Was there a `const`?
    pub(super) constant: bool,
    /// The first `format`.
    pub(super) format: Option<Format>,
    /// The first `contentEncoding`.
    pub(super) encoding: Option<String>,
    /// The strictest lower end.
    pub(super) lower: Option<Bound>,
    /// The strictest upper end.
    pub(super) upper: Option<Bound>,
    /// `properties`: all schemas a property must satisfy.
    pub(super) properties: IndexMap<String, Vec<SchemaId>>,
    /// Are properties declared, seen or not?
    pub(super) declares: bool,
    /// Properties that only `then`, `else` or `dependentSchemas` declare: what each of them says.
    pub(super) conditional: IndexMap<String, Vec<Vec<SchemaId>>>,
    /// `required`.
    pub(super) required: IndexSet<String>,
    /// `additionalProperties` and `unevaluatedProperties`.
    pub(super) additional: Vec<SchemaId>,
    /// `patternProperties`.
    pub(super) patterns: Vec<SchemaId>,
    /// `items`.
    pub(super) items: Vec<SchemaId>,
    /// Is there a `prefixItems`?
    pub(super) tuple: bool,
    /// Is there any other array keyword?
    pub(super) array_keywords: bool,
    /// `oneOf` and `anyOf` that are still to be chosen from.
    pub(super) unions: Vec<Alternatives>,
}

/// One `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub(super) struct Alternatives {
    /// The schema that has the keyword.
    pub(super) owner: SchemaId,
    /// Is it a `oneOf`: does a value belong to exactly one member?
    pub(super) exclusive: bool,
    /// Its members without `null`.
    pub(super) members: Vec<SchemaId>,
    /// Was `null` among them?
    pub(super) nullable: bool,
    /// Its discriminator.
    pub(super) discriminator: Option<Box<Discriminator>>,
}

enum Step {
    Visit(SchemaId),
    Own(SchemaId),
}

impl Shape {
    /// Without any demand.
    fn nothing() -> Self {
        Self {
            or_null: false,
            secret: false,
            view: View::Both,
            schemas: Vec::new(),
            types: None,
            enumeration: None,
            constant: false,
            format: None,
            encoding: None,
            lower: None,
            upper: None,
            properties: IndexMap::new(),
            declares: false,
            conditional: IndexMap::new(),
            required: IndexSet::new(),
            additional: Vec::new(),
            patterns: Vec::new(),
            items: Vec::new(),
            tuple: false,
            array_keywords: false,
            unions: Vec::new(),
        }
    }

    /// Leaves out the properties that values of this view do not have. Where unnamed properties are kept they would turn up
    /// among those, so there they stay, and are not asked for.
    pub(super) fn see(&mut self, contract: &Contract, view: View) {
        self.view = view;
        let keeps_rest = self
            .additional
            .iter()
            .chain(&self.patterns)
            .any(|id| contract.schema(*id).boolean != Some(false));
        let required = &mut self.required;
        self.properties.retain(|name, schemas| {
            let hidden = Access::of(contract, schemas).is_hidden(view);
            if hidden {
                required.shift_remove(name);
            }
            !hidden || keeps_rest
        });
        self.conditional.retain(|_, said| {
            !said
                .iter()
                .any(|schemas| Access::of(contract, schemas).is_hidden(view))
        });
    }

    /// The shape of an intersection.
    pub(super) fn of(
        contract: &Contract,
        schemas: &[SchemaId],
        children: &dyn Fn(SchemaId) -> Vec<SchemaId>,
    ) -> Self {
        let mut shape = Self::nothing();
        let mut visited = IndexSet::new();
        let mut steps: Vec<Step> = schemas.iter().rev().map(|id| Step::Visit(*id)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Visit(id) if visited.insert(id) => {
                    let schema = contract.schema(id);
                    steps.push(Step::Own(id));
                    steps.extend(schema.all_of.iter().rev().map(|id| Step::Visit(*id)));
                    steps.extend(schema.reference.map(Step::Visit));
                    // A choice of one is none.
                    let only = [&schema.one_of, &schema.any_of]
                        .map(|members| only_choice(contract, schema, members));
                    steps.extend(only.into_iter().flatten().map(Step::Visit));
                }
                Step::Visit(_) => {}
                Step::Own(id) => {
                    shape.schemas.push(id);
                    shape.add(contract, id, children);
                }
            }
        }
        shape.add_conditional(contract);
        // `Cat: allOf [Pet]` with `Pet: oneOf [Cat, Dog]`: within Cat the choice has been made.
        shape.unions.retain(|union| {
            !union
                .members
                .iter()
                .any(|member| reaches(contract, *member, &visited))
        });
        shape
    }

    fn add(
        &mut self,
        contract: &Contract,
        id: SchemaId,
        children: &dyn Fn(SchemaId) -> Vec<SchemaId>,
    ) {
        let schema = contract.schema(id);
        if let Some(types) = schema.types {
            self.types = Some(self.types.map_or(types, |known| intersect(known, types)));
        }
        self.constant |= schema.constant.is_some();
        if let Some(values) = values(schema) {
            self.enumeration = Some(match self.enumeration.take() {
                None => values,
                Some(known) => known
                    .into_iter()
                    .filter(|value| values.contains(value))
                    .collect(),
            });
        }
        self.secret |= is_secret(schema);
        self.format = self.format.take().or_else(|| schema.format.clone());
        self.encoding = self
            .encoding
            .take()
            .or_else(|| schema.content.encoding.clone());
        tighten(
            &mut self.lower,
            schema.numeric.lower.as_ref(),
            |new, old| new > old,
        );
        tighten(
            &mut self.upper,
            schema.numeric.upper.as_ref(),
            |new, old| new < old,
        );
        for (name, property) in &schema.object.properties {
            let known = self.properties.entry(name.clone()).or_default();
            if !known.contains(property) {
                known.push(*property);
            }
        }
        self.declares |= !schema.object.properties.is_empty();
        self.required.extend(schema.object.required.iter().cloned());
        self.additional.extend(schema.object.additional_properties);
        self.additional.extend(schema.object.unevaluated_properties);
        self.patterns
            .extend(schema.object.pattern_properties.values());
        self.items.extend(schema.array.items);
        self.tuple |= !schema.array.prefix_items.is_empty();
        self.array_keywords |= schema.array.is_used();
        self.add_alternatives(contract, id, children);
    }

    /// What is declared under a condition may be there, whatever decides about it.
    fn add_conditional(&mut self, contract: &Contract) {
        let mut visited: IndexSet<SchemaId> = self.schemas.iter().copied().collect();
        let mut open: VecDeque<SchemaId> = VecDeque::new();
        for id in &self.schemas {
            open.extend(conditions(contract.schema(*id)));
        }
        while let Some(id) = open.pop_front() {
            if !visited.insert(id) {
                continue;
            }
            let schema = contract.schema(id);
            for (name, property) in &schema.object.properties {
                let never = contract.schema(*property).boolean == Some(false);
                if !self.properties.contains_key(name) && !never {
                    let said = self.conditional.entry(name.clone()).or_default();
                    said.push(vec![*property]);
                }
            }
            open.extend(schema.reference);
            open.extend(
                schema
                    .all_of
                    .iter()
                    .chain(&schema.any_of)
                    .chain(&schema.one_of),
            );
            open.extend(conditions(schema));
        }
        self.declares |= !self.conditional.is_empty();
    }

    fn add_alternatives(
        &mut self,
        contract: &Contract,
        owner: SchemaId,
        children: &dyn Fn(SchemaId) -> Vec<SchemaId>,
    ) {
        let schema = contract.schema(owner);
        for (members, exclusive) in [(&schema.one_of, true), (&schema.any_of, false)] {
            if only_choice(contract, schema, members).is_some() {
                let allowed = |types: TypeSet| types.contains(Type::Null);
                self.or_null |= members.len() > 1 && schema.types.is_none_or(allowed);
                continue;
            }
            let (nulls, members): (Vec<SchemaId>, Vec<SchemaId>) = members
                .iter()
                .partition(|member| is_null(contract, **member));
            let allow_null = members.iter().any(|member| allows_null(contract, *member));
            let shapeless = members.iter().all(|member| is_shapeless(contract, *member));
            if !members.is_empty() && !shapeless {
                self.unions.push(Alternatives {
                    owner,
                    exclusive,
                    members,
                    nullable: !nulls.is_empty() || allow_null,
                    discriminator: schema.discriminator.clone(),
                });
            }
        }
        // A base with a discriminator and no `oneOf` stands for the schemas that extend it (OAS 3.0.4, Discriminator Object).
        if schema.one_of.is_empty()
            && schema.any_of.is_empty()
            && let Some(discriminator) = &schema.discriminator
        {
            let mut members: IndexSet<SchemaId> = discriminator.mapping.values().copied().collect();
            members.extend(children(owner));
            members.shift_remove(&owner);
            if !members.is_empty() {
                self.unions.push(Alternatives {
                    owner,
                    exclusive: true,
                    members: members.into_iter().collect(),
                    nullable: false,
                    discriminator: Some(discriminator.clone()),
                });
            }
        }
    }

    /// Does no value but `null` obey it?
    pub(super) fn is_impossible(&self) -> bool {
        let none = |types: TypeSet| types.without(Type::Null).is_empty();
        self.types.is_some_and(none) || self.enumeration.as_ref().is_some_and(Vec::is_empty)
    }

    /// May `null` stand in its place?
    pub(super) fn nullable(&self) -> bool {
        if self.or_null {
            return true;
        }
        match (self.types, &self.enumeration) {
            (Some(types), Some(values)) => {
                types.contains(Type::Null) && (values.iter().any(Node::is_null) || types.len() > 1)
            }
            (Some(types), None) => types.contains(Type::Null) && types.len() > 1,
            (None, Some(values)) => values.iter().any(Node::is_null) && values.len() > 1,
            (None, None) => self.unions.iter().any(|union| union.nullable),
        }
    }

    /// The values of `enum` and `const` without `null`.
    pub(super) fn values(&self) -> impl Iterator<Item = &Node> {
        self.enumeration
            .iter()
            .flatten()
            .filter(|value| !value.is_null())
    }
}

fn intersect(left: TypeSet, right: TypeSet) -> TypeSet {
    let numeric = |set: TypeSet| {
        if set.contains(Type::Number) {
            set.with(Type::Integer)
        } else {
            set
        }
    };
    let both: TypeSet = numeric(left)
        .iter()
        .filter(|kind| numeric(right).contains(*kind))
        .collect();
    if left.contains(Type::Null) || right.contains(Type::Null) {
        both.with(Type::Null)
    } else {
        both
    }
}

fn tighten(
    known: &mut Option<Bound>,
    new: Option<&Bound>,
    stricter: fn(
        &countersign_contract::syntax::Number,
        &countersign_contract::syntax::Number,
    ) -> bool,
) {
    if let Some(new) = new
        && known
            .as_ref()
            .is_none_or(|known| stricter(&new.value, &known.value))
    {
        *known = Some(new.clone());
    }
}
