//! Values that a schema probably allows; whoever asks judges them before believing it.

mod random;
mod scalar;

use countersign_contract::Contract;
use countersign_contract::schema::{Projection, Schema, SchemaId, Type, TypeSet};
use serde_json::{Map, Value, json};

use random::Random;

/// Deeper values are cut off: optional parts are left out there.
const DEEP: usize = 5;

/// Properties that say which alternative a value is.
type Tags = Vec<(String, String)>;

/// Makes one value of some schemas that apply together.
pub(crate) struct Arbitrary<'c> {
    contract: &'c Contract,
    projection: Projection,
    random: Random,
    depth: usize,
}

impl<'c> Arbitrary<'c> {
    pub(crate) fn new(contract: &'c Contract, projection: Projection, seed: u64) -> Self {
        Self {
            contract,
            projection,
            random: Random::new(seed),
            depth: 0,
        }
    }

    /// A value of all these schemas; `None` when the dice led nowhere.
    pub(crate) fn value(&mut self, schemas: &[SchemaId]) -> Option<Value> {
        if self.depth > 3 * DEEP {
            return None;
        }
        self.depth += 1;
        let value = self.chosen(schemas);
        self.depth -= 1;
        value
    }

    fn chosen(&mut self, schemas: &[SchemaId]) -> Option<Value> {
        let (parts, tags) = self.parts(schemas);
        let parts: Vec<&Schema> = parts.iter().map(|id| self.contract.schema(*id)).collect();
        if parts.iter().any(|part| part.boolean == Some(false)) {
            return None;
        }
        let pinned = parts.iter().find_map(|part| {
            let values = part.enumeration.as_deref();
            part.constant.as_ref().map(std::slice::from_ref).or(values)
        });
        if let Some(values) = pinned {
            return self
                .random
                .of(values)
                .map(countersign_contract::syntax::Node::to_json);
        }
        let types = parts.iter().filter_map(|part| part.types);
        let types = types.fold(possible(&parts), |known, types| {
            let types = if types.contains(Type::Number) {
                types.with(Type::Integer)
            } else {
                types
            };
            known.iter().filter(|kind| types.contains(*kind)).collect()
        });
        let kinds: Vec<Type> = types.iter().collect();
        match self.random.of(&kinds)? {
            Type::Null => Some(Value::Null),
            Type::Boolean => Some(json!(self.random.coin())),
            Type::Integer => Some(scalar::integer(&mut self.random, &parts)),
            Type::Number => Some(scalar::number(&mut self.random)),
            Type::String => Some(scalar::string(&mut self.random, &parts)),
            Type::Array => self.array(&parts),
            Type::Object => self.object(&parts, tags),
        }
    }

    /// The schemas, what they refer to and consist of, and one alternative of each `oneOf`, some of each `anyOf`; and the tags
    /// that go with the alternatives.
    fn parts(&mut self, schemas: &[SchemaId]) -> (Vec<SchemaId>, Tags) {
        let mut parts: Vec<SchemaId> = Vec::new();
        let mut tags = Tags::new();
        let mut open = schemas.to_vec();
        while let Some(id) = open.pop() {
            if parts.contains(&id) {
                continue;
            }
            parts.push(id);
            let schema = self.contract.schema(id);
            open.extend(schema.reference);
            open.extend(&schema.all_of);
            let mut chosen: Vec<SchemaId> = Vec::new();
            chosen.extend(self.random.of(&schema.one_of));
            chosen.extend(self.random.of(&schema.any_of));
            if let Some(discriminator) = &schema.discriminator {
                let means = |target: SchemaId| {
                    let alternative = |id: &SchemaId| {
                        *id == target || self.contract.schema(*id).reference == Some(target)
                    };
                    chosen.is_empty() || chosen.iter().any(alternative)
                };
                let mapping = discriminator.mapping.iter();
                let tagged: Vec<(&String, &SchemaId)> =
                    mapping.filter(|(_, target)| means(**target)).collect();
                // A base without alternatives may also be something that nobody mapped, and in what extends it the choice is
                // made.
                let extended = parts
                    .iter()
                    .any(|part| !self.contract.schema(*part).all_of.is_empty());
                let keep = !chosen.is_empty() || !extended && self.random.coin();
                if let Some((name, target)) = self.random.of(&tagged).filter(|_| keep) {
                    tags.push((discriminator.property_name.clone(), (*name).clone()));
                    open.push(**target);
                }
            } else if self.random.coin() {
                chosen.extend(self.random.of(&schema.any_of));
            }
            open.extend(chosen);
            if self.random.coin() {
                open.extend(schema.then_schema);
            }
        }
        (parts, tags)
    }

    fn array(&mut self, parts: &[&Schema]) -> Option<Value> {
        let prefix = parts.iter().map(|part| &part.array.prefix_items);
        let prefix = prefix.max_by_key(|prefix| prefix.len())?;
        let items: Vec<SchemaId> = parts.iter().filter_map(|part| part.array.items).collect();
        let contains = parts.iter().find_map(|part| part.array.contains);
        let least = parts.iter().filter_map(|part| part.array.min_items).max();
        let least = usize::try_from(least.unwrap_or_default()).ok()?;
        let more = if self.depth > DEEP {
            0
        } else {
            self.random.below(4)
        };
        let count = least.max(more);
        let mut values = Vec::new();
        for at in 0..count + usize::from(contains.is_some()) {
            let value = match (prefix.get(at), contains) {
                (Some(item), _) => self.value(&[*item])?,
                (None, Some(contains)) if at == count => self.value(&[contains])?,
                (None, _) if items.is_empty() => json!("any"),
                (None, _) => match self.value(&items) {
                    Some(value) => value,
                    None => break,
                },
            };
            values.push(value);
        }
        Some(Value::Array(values))
    }

    fn object(&mut self, parts: &[&Schema], tags: Tags) -> Option<Value> {
        let required: Vec<&String> = parts
            .iter()
            .flat_map(|part| &part.object.required)
            .collect();
        let declared = parts.iter().flat_map(|part| part.object.properties.keys());
        let mut names: Vec<&String> = Vec::new();
        for name in declared.chain(required.iter().copied()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut object = Map::new();
        for name in names {
            let declared = parts
                .iter()
                .filter_map(|part| part.object.properties.get(name));
            let schemas: Vec<SchemaId> = declared.copied().collect();
            let wanted = required.contains(&name);
            if self.travels(&schemas) && (wanted || self.depth <= DEEP && self.random.coin()) {
                match self.value(&schemas) {
                    Some(value) => {
                        object.insert(name.clone(), value);
                    }
                    None if wanted => return None,
                    None => {}
                }
            }
        }
        self.unnamed(parts, &mut object);
        for (property, tag) in tags {
            object.insert(property, json!(tag));
        }
        Some(Value::Object(object))
    }

    /// Properties without a name of their own, where somebody says what they look like.
    fn unnamed(&mut self, parts: &[&Schema], object: &mut Map<String, Value>) {
        for name in ["x-a", "x-b", "s_one", "n_one", "extra", "42", ""] {
            if object.contains_key(name) || self.depth > DEEP || !self.random.coin() {
                continue;
            }
            let patterns = parts
                .iter()
                .flat_map(|part| &part.object.pattern_properties);
            let mut schemas: Vec<SchemaId> = patterns
                .filter(|(pattern, _)| {
                    regress::Regex::new(pattern).is_ok_and(|pattern| pattern.find(name).is_some())
                })
                .map(|(_, schema)| *schema)
                .collect();
            if schemas.is_empty() {
                let rest = parts.iter().map(|part| {
                    let object = &part.object;
                    object
                        .additional_properties
                        .or(object.unevaluated_properties)
                });
                schemas.extend(rest.flatten());
            }
            if !schemas.is_empty()
                && let Some(value) = self.value(&schemas)
            {
                object.insert(name.to_owned(), value);
            }
        }
    }

    fn travels(&self, schemas: &[SchemaId]) -> bool {
        let mut open = schemas.to_vec();
        while let Some(id) = open.pop() {
            let schema = self.contract.schema(id);
            let hidden = match self.projection {
                Projection::Plain => false,
                Projection::Request => schema.annotations.read_only,
                Projection::Response => schema.annotations.write_only,
            };
            if hidden {
                return false;
            }
            open.extend(schema.reference);
            open.extend(&schema.all_of);
        }
        true
    }
}

/// The types that the keywords speak about; all when they speak about none.
fn possible(parts: &[&Schema]) -> TypeSet {
    let all = || Type::ALL.into_iter().collect();
    if parts.iter().any(|part| part.types.is_some()) {
        return all();
    }
    let object = parts.iter().any(|part| part.object.is_used());
    let array = parts.iter().any(|part| part.array.is_used());
    match (object, array) {
        (true, _) => TypeSet::EMPTY.with(Type::Object),
        (false, true) => TypeSet::EMPTY.with(Type::Array),
        (false, false) => [Type::Null, Type::Boolean, Type::Integer, Type::String]
            .into_iter()
            .collect(),
    }
}
