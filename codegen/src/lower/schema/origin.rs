//! Where a schema stands: the words its type is named after.
//!
//! Words come from the place of a schema in the contract and never from who uses it, so a new use renames nothing.

use countersign_contract::Contract;
use countersign_contract::JsonPointer;
use countersign_contract::model::StatusPattern;
use countersign_contract::schema::{Schema, SchemaId};
use countersign_contract::source::SourceId;
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Origin, Word};

/// The places of all schemas of a contract.
#[derive(Debug)]
pub(super) struct Places {
    components: FxHashMap<SchemaId, String>,
    parents: Vec<Option<(SchemaId, Option<Word>)>>,
    children: FxHashMap<SchemaId, Vec<SchemaId>>,
    operations: FxHashMap<(SourceId, Vec<String>), usize>,
    parameters: FxHashMap<(SourceId, Vec<String>), String>,
}

impl Places {
    /// Looks at every schema once.
    pub(super) fn of(contract: &Contract) -> Self {
        let mut operations = FxHashMap::default();
        let mut parameters = FxHashMap::default();
        let events = crate::lower::event::events(contract);
        let events = events.iter().map(|event| event.operation);
        for (at, operation) in contract.operations.iter().chain(events).enumerate() {
            let key = (operation.span.source, tokens(&operation.pointer));
            operations.entry(key).or_insert(at);
            for parameter in &operation.parameters {
                let key = (parameter.span.source, tokens(&parameter.pointer));
                parameters
                    .entry(key)
                    .or_insert_with(|| parameter.name.clone());
            }
        }
        let components = components(contract);
        Self {
            children: children(contract, &components),
            parents: parents(contract),
            components,
            operations,
            parameters,
        }
    }

    /// The name of a schema that has one.
    pub(super) fn component(&self, id: SchemaId) -> Option<&str> {
        self.components.get(&id).map(String::as_str)
    }

    /// The named schemas that extend this one directly (`allOf: [$ref: this]`).
    pub(super) fn children(&self, id: SchemaId) -> &[SchemaId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Calls the step to an alternative by a better word than its number. An alternative with a title keeps that.
    pub(super) fn call(&mut self, id: SchemaId, word: &Word) {
        if let Some(Some((_, Some(step)))) = self.parents.get_mut(id.index())
            && matches!(step, Word::Text(text) if text.starts_with("variant "))
        {
            *step = word.clone();
        }
    }

    /// The words for a schema.
    pub(super) fn origin(&self, contract: &Contract, id: SchemaId) -> Origin {
        if let Some(name) = self.component(id) {
            return Origin::Component(name.to_owned());
        }
        let mut words = Vec::new();
        let mut at = id;
        // The bound is the number of schemas: a tree has no longer path.
        for _ in 0..self.parents.len() {
            let Some((parent, word)) = self.parents.get(at.index()).and_then(Option::as_ref) else {
                break;
            };
            words.extend(word.clone());
            at = *parent;
            if self.component(at).is_some() {
                break;
            }
        }
        match self.component(at) {
            Some(name) => words.push(Word::Text(name.to_owned())),
            None => words.extend(self.root(contract, at).into_iter().rev()),
        }
        words.reverse();
        Origin::Inline(words)
    }

    /// The words for a schema that stands directly in an operation, a shared response or the like.
    fn root(&self, contract: &Contract, id: SchemaId) -> Vec<Word> {
        let schema = contract.schema(id);
        let tokens = tokens(&schema.pointer);
        let mut parameter = None;
        for length in (1..=tokens.len()).rev() {
            let key = (schema.span.source, tokens[..length].to_vec());
            parameter = parameter.or_else(|| self.parameters.get(&key));
            if let Some(operation) = self.operations.get(&key) {
                let mut words = vec![Word::Operation(*operation)];
                match parameter {
                    Some(name) => words.push(Word::Text(name.clone())),
                    None => words.extend(inside(&tokens[length..])),
                }
                return words;
            }
        }
        match (parameter, tokens.first().map(String::as_str)) {
            // Shared by the operations of a path.
            (Some(name), Some("paths")) => {
                texts([tokens.get(1).cloned().unwrap_or_default(), name.clone()])
            }
            (Some(name), _) => texts([name.clone()]),
            (None, _) => texts(shared(&tokens)),
        }
    }
}

fn tokens(pointer: &JsonPointer) -> Vec<String> {
    pointer.tokens().iter().map(ToString::to_string).collect()
}

/// Words for a schema in an operation, by the steps from there.
fn inside(tokens: &[String]) -> Vec<Word> {
    let rest: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match rest.as_slice() {
        ["requestBody", "content", media_type, ..] => body(None, media_type),
        ["responses", status, "content", media_type, ..] => {
            body(Some(status_pattern(status)), media_type)
        }
        // Swagger 2.0: bodies are parameters, and responses have a schema without a media type.
        ["parameters"] | ["parameters", _, "schema", ..] => body(None, "application/json"),
        ["responses", status, "schema", ..] => {
            body(Some(status_pattern(status)), "application/json")
        }
        ["responses", status, "headers", header, ..] => vec![
            Word::Status(status_pattern(status)),
            Word::Text((*header).to_owned()),
        ],
        other => {
            let steps = other.iter().filter(|token| **token != "schema");
            texts(steps.map(|token| (*token).to_owned()))
        }
    }
}

fn status_pattern(key: &str) -> StatusPattern {
    match (key.parse::<u16>(), key.as_bytes().first()) {
        (Ok(code), _) => StatusPattern::Code(code),
        (Err(_), Some(first @ b'1'..=b'5')) => StatusPattern::Range(first - b'0'),
        (Err(_), _) => StatusPattern::Default,
    }
}

fn body(status: Option<StatusPattern>, media_type: &str) -> Vec<Word> {
    let mut words: Vec<Word> = status.map(Word::Status).into_iter().collect();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") && !essence.contains('*') {
        let subtype = essence
            .split_once('/')
            .map_or(essence, |(_, subtype)| subtype);
        words.push(Word::Text(subtype.to_owned()));
    }
    words.push(Word::Text(String::from("body")));
    words
}

/// Words for a schema below `components` or in a file of its own.
fn shared(tokens: &[String]) -> Vec<String> {
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let words: Vec<&str> = match tokens.as_slice() {
        ["components", "responses" | "requestBodies", name, ..] | ["responses", name, ..] => {
            vec![name, "body"]
        }
        ["parameters", name, "schema", ..] => vec![name, "body"],
        ["components", "parameters", name, ..] | ["parameters", name, ..] => vec![name],
        ["components", "headers", name, ..] => vec![name, "header"],
        ["paths", path, "parameters", ..] => vec![path, "body"],
        ["paths", path, rest @ ..] => {
            let steps = rest
                .iter()
                .copied()
                .filter(|token| !matches!(*token, "content" | "schema"));
            std::iter::once(*path).chain(steps).collect()
        }
        other => other
            .iter()
            .copied()
            .filter(|token| !matches!(*token, "content" | "schema" | "schemas" | "components"))
            .collect(),
    };
    words.into_iter().map(str::to_owned).collect()
}

fn texts(words: impl IntoIterator<Item = String>) -> Vec<Word> {
    words.into_iter().map(Word::Text).collect()
}

/// Names: those of `components/schemas` first, then names that other files give, then file names.
///
/// `Order: {$ref: order.yaml}` gives its name to the schema in the file instead of making an alias of it.
fn components(contract: &Contract) -> FxHashMap<SchemaId, String> {
    let own: FxHashSet<SchemaId> = contract.component_schemas.values().copied().collect();
    let mut names: IndexMap<SchemaId, String> = IndexMap::new();
    for (name, id) in &contract.component_schemas {
        let target = pure_reference(contract.schema(*id))
            .filter(|target| !own.contains(target) && !names.contains_key(target));
        names.insert(target.unwrap_or(*id), name.clone());
    }
    for id in contract.schema_ids().filter(|id| !own.contains(id)) {
        if let Some(name) = &contract.schema(id).name {
            names.entry(id).or_insert_with(|| name.clone());
        }
    }
    for id in contract.schema_ids() {
        let schema = contract.schema(id);
        if schema.pointer.is_root() && !names.contains_key(&id) {
            let file = contract.sources.source(schema.span.source).name();
            let file = file.rsplit(['/', '\\', ':']).next().unwrap_or(file);
            let stem = file.split('.').next().unwrap_or(file);
            names.insert(id, stem.to_owned());
        }
    }
    names.into_iter().collect()
}

/// The target of a schema that is a `$ref` and nothing else.
fn pure_reference(schema: &Schema) -> Option<SchemaId> {
    schema.reference.filter(|_| {
        schema.children().len() == 1 && schema.types.is_none() && schema.enumeration.is_none()
    })
}

fn children(
    contract: &Contract,
    components: &FxHashMap<SchemaId, String>,
) -> FxHashMap<SchemaId, Vec<SchemaId>> {
    let mut children: FxHashMap<SchemaId, Vec<SchemaId>> = FxHashMap::default();
    for id in contract
        .schema_ids()
        .filter(|id| components.contains_key(id))
    {
        for part in &contract.schema(id).all_of {
            if let Some(base) = contract.schema(*part).reference {
                let extending = children.entry(base).or_default();
                if !extending.contains(&id) {
                    extending.push(id);
                }
            }
        }
    }
    children
}

/// For each schema the one it is written in, and the word for the step between them.
fn parents(contract: &Contract) -> Vec<Option<(SchemaId, Option<Word>)>> {
    let mut parents: Vec<Option<(SchemaId, Option<Word>)>> = vec![None; contract.schemas.len()];
    let mut set = |child: SchemaId, parent: SchemaId, word: Option<Word>| {
        if let Some(place) = parents.get_mut(child.index())
            && place.is_none()
            && child != parent
        {
            *place = Some((parent, word));
        }
    };
    let text = |text: &str| Some(Word::Text(text.to_owned()));
    for id in contract.schema_ids() {
        let schema = contract.schema(id);
        for (name, property) in &schema.object.properties {
            set(*property, id, text(name));
        }
        for members in [&schema.one_of, &schema.any_of] {
            let several = members
                .iter()
                .filter(|member| !is_null(contract.schema(**member)))
                .count()
                > 1;
            for (at, member) in members.iter().enumerate() {
                let title = contract.schema(*member).annotations.title.as_deref();
                let word = title.map_or_else(|| format!("variant {}", at + 1), str::to_owned);
                set(*member, id, several.then_some(Word::Text(word)));
            }
        }
        for (keyword, child) in schema.children() {
            match keyword {
                "$ref" => {}
                "items" | "prefixItems" | "unevaluatedItems" | "contains" => {
                    set(child, id, text("item"));
                }
                "additionalProperties" | "patternProperties" | "unevaluatedProperties" => {
                    set(child, id, text("value"));
                }
                "allOf" => set(child, id, None),
                other => set(child, id, text(other)),
            }
        }
    }
    parents
}

fn is_null(schema: &Schema) -> bool {
    schema
        .types
        .is_some_and(|types| types.single() == Some(countersign_contract::schema::Type::Null))
}
