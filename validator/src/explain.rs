//! From what the engine holds against an instance to violations of the contract.

use std::collections::HashMap;

use countersign_contract::schema::{Discriminator, SchemaId, Type, TypeSet};
use countersign_contract::{Contract, JsonPointer};
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::{Number, Value};

use crate::locate::{Located, locate};
use crate::violation::{Violation, ViolationKind};
use crate::words;

/// Turns the errors of one evaluation into violations.
pub(crate) struct Explainer<'c> {
    pub(crate) contract: &'c Contract,
    /// The schemas of the text form's `$defs`.
    pub(crate) keys: &'c HashMap<String, SchemaId>,
    /// The text form.
    pub(crate) text: &'c Value,
    /// The schema that was asked for.
    pub(crate) root: SchemaId,
    /// The whole instance.
    pub(crate) instance: &'c Value,
}

type Contexts = [Vec<ValidationError<'static>>];

impl Explainer<'_> {
    /// The violations that one error stands for: as many as unexpected properties, else one.
    pub(crate) fn explain(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        let path = pointer(error.evaluation_path().as_str());
        let located = locate(self.contract, self.keys, self.text, self.root, &path);
        let at = pointer(error.instance_path().as_str());
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => self.each_property(
                &located,
                &at,
                unexpected,
                &ViolationKind::AdditionalProperty,
            ),
            ValidationErrorKind::UnevaluatedProperties { unexpected } => self.each_property(
                &located,
                &at,
                unexpected,
                &ViolationKind::UnevaluatedProperty,
            ),
            ValidationErrorKind::AnyOf { context } => {
                let alternatives = &self.contract.schema(located.place.schema).any_of;
                vec![self.no_alternative(
                    &located,
                    at,
                    alternatives,
                    context,
                    |alternatives, meant| ViolationKind::AnyOf {
                        alternatives,
                        meant,
                    },
                )]
            }
            ValidationErrorKind::OneOfNotValid { context } => {
                let alternatives = &self.contract.schema(located.place.schema).one_of;
                vec![self.no_alternative(
                    &located,
                    at,
                    alternatives,
                    context,
                    |alternatives, meant| ViolationKind::OneOfNone {
                        alternatives,
                        meant,
                    },
                )]
            }
            kind => {
                let kind = self.kind(kind, error, &located);
                vec![self.violation(kind, &located, at)]
            }
        }
    }

    fn violation(&self, kind: ViolationKind, located: &Located, at: JsonPointer) -> Violation {
        let instance = self
            .instance
            .pointer(&at.to_string())
            .unwrap_or(&Value::Null);
        Violation {
            message: words::message(&kind, instance, located.secret),
            kind,
            instance: at,
            instance_span: None,
            schema: located.place.clone(),
            causes: Vec::new(),
        }
    }

    fn each_property(
        &self,
        located: &Located,
        object: &JsonPointer,
        names: &[String],
        kind: &ViolationKind,
    ) -> Vec<Violation> {
        names
            .iter()
            .map(|name| self.violation(kind.clone(), located, object.child(name)))
            .collect()
    }

    fn kind(
        &self,
        kind: &ValidationErrorKind,
        error: &ValidationError<'_>,
        located: &Located,
    ) -> ViolationKind {
        use ValidationErrorKind as Engine;
        let schema = self.contract.schema(located.place.schema);
        match kind {
            Engine::FalseSchema => ViolationKind::False,
            Engine::Type { kind } => ViolationKind::Type {
                expected: type_set(kind),
            },
            Engine::Enum { options } => ViolationKind::Enum {
                allowed: options.as_array().cloned().unwrap_or_default(),
            },
            Engine::Constant { expected_value } => ViolationKind::Const {
                expected: Value::clone(expected_value),
            },
            Engine::Minimum { limit } => ViolationKind::Minimum {
                limit: limit.clone(),
            },
            Engine::Maximum { limit } => ViolationKind::Maximum {
                limit: limit.clone(),
            },
            Engine::ExclusiveMinimum { limit } => ViolationKind::ExclusiveMinimum {
                limit: limit.clone(),
            },
            Engine::ExclusiveMaximum { limit } => ViolationKind::ExclusiveMaximum {
                limit: limit.clone(),
            },
            Engine::MultipleOf { multiple_of } => ViolationKind::MultipleOf {
                divisor: written_divisor(schema).or_else(|| Number::from_f64(*multiple_of)),
            },
            Engine::MinLength { limit } => ViolationKind::MinLength { limit: *limit },
            Engine::MaxLength { limit } => ViolationKind::MaxLength { limit: *limit },
            Engine::Pattern { pattern } => ViolationKind::Pattern {
                pattern: pattern.clone(),
            },
            Engine::Custom { message, .. } => ViolationKind::Format {
                expected: message.clone(),
            },
            Engine::Format { format } => ViolationKind::Format {
                expected: format.clone(),
            },
            Engine::MinItems { limit } => ViolationKind::MinItems { limit: *limit },
            Engine::MaxItems { limit } => ViolationKind::MaxItems { limit: *limit },
            Engine::AdditionalItems { limit } => ViolationKind::MaxItems {
                limit: u64::try_from(*limit).unwrap_or(u64::MAX),
            },
            Engine::UniqueItems => ViolationKind::UniqueItems,
            Engine::Contains => ViolationKind::Contains {
                minimum: schema.array.min_contains.unwrap_or(1),
                maximum: schema.array.max_contains,
            },
            Engine::UnevaluatedItems { .. } => ViolationKind::UnevaluatedItems,
            Engine::Required { property } => ViolationKind::Required {
                property: property.as_str().unwrap_or_default().to_owned(),
            },
            Engine::MinProperties { limit } => ViolationKind::MinProperties { limit: *limit },
            Engine::MaxProperties { limit } => ViolationKind::MaxProperties { limit: *limit },
            Engine::PropertyNames { error } => ViolationKind::PropertyNames {
                name: error.instance().as_str().unwrap_or_default().to_owned(),
            },
            Engine::OneOfMultipleValid { context } => ViolationKind::OneOfSeveral {
                matching: context
                    .iter()
                    .zip(&schema.one_of)
                    .enumerate()
                    .filter(|(_, (errors, _))| errors.is_empty())
                    .map(|(at, (_, branch))| self.name(*branch, at))
                    .collect(),
            },
            Engine::Not { .. } => ViolationKind::Not,
            _ => ViolationKind::Other {
                detail: error.masked().to_string(),
            },
        }
    }

    fn no_alternative(
        &self,
        located: &Located,
        at: JsonPointer,
        branches: &[SchemaId],
        contexts: &Contexts,
        kind: impl FnOnce(Vec<String>, Option<usize>) -> ViolationKind,
    ) -> Violation {
        let discriminator = self
            .contract
            .schema(located.place.schema)
            .discriminator
            .as_ref();
        let chosen = discriminator.map(|discriminator| self.by_tag(discriminator, &at, branches));
        let meant = match chosen {
            Some(Tag::Names(branch)) => Some(branch),
            Some(Tag::Wrong(kind, at)) => return self.violation(kind, located, at),
            Some(Tag::Silent) | None => nearest(contexts, at.depth()),
        };
        let names = branches
            .iter()
            .enumerate()
            .map(|(at, branch)| self.name(*branch, at))
            .collect();
        let mut violation = self.violation(kind(names, meant), located, at);
        if let Some(errors) = meant.and_then(|meant| contexts.get(meant)) {
            violation.causes = errors
                .iter()
                .flat_map(|error| self.explain(error))
                .collect();
        }
        violation
    }

    fn by_tag(
        &self,
        discriminator: &Discriminator,
        at: &JsonPointer,
        branches: &[SchemaId],
    ) -> Tag {
        let instance = self.instance.pointer(&at.to_string());
        let Some(Value::Object(object)) = instance else {
            return Tag::Silent;
        };
        let property = &discriminator.property_name;
        let wrong = || ViolationKind::Discriminator {
            property: property.clone(),
            allowed: discriminator.mapping.keys().cloned().collect(),
        };
        let Some(tag) = object.get(property) else {
            return Tag::Wrong(wrong(), at.clone());
        };
        let Some(target) = tag.as_str().and_then(|tag| discriminator.mapping.get(tag)) else {
            return Tag::Wrong(wrong(), at.child(property));
        };
        let branch = branches.iter().position(|branch| {
            branch == target || self.contract.schema(*branch).reference == Some(*target)
        });
        branch.map_or(Tag::Silent, Tag::Names)
    }

    /// An alternative as people know it.
    fn name(&self, branch: SchemaId, at: usize) -> String {
        let schema = self.contract.schema(branch);
        let target = schema
            .reference
            .map_or(schema, |target| self.contract.schema(target));
        let name = schema.name.as_ref().or(target.name.as_ref());
        match (name.or(target.annotations.title.as_ref()), target.types) {
            (Some(name), _) => name.clone(),
            (None, Some(types)) => words::types(types),
            (None, None) => format!("alternative {}", at + 1),
        }
    }
}

/// What a discriminator says about an instance.
enum Tag {
    /// The tag names this alternative.
    Names(usize),
    /// The tag is missing or unknown.
    Wrong(ViolationKind, JsonPointer),
    /// It does not help: the instance is no object, or the schema is none of the alternatives.
    Silent,
}

/// The one alternative that fails by less than every other, values of another type left aside.
fn nearest(contexts: &Contexts, depth: usize) -> Option<usize> {
    let tokens = |error: &ValidationError<'_>| error.instance_path().segments().count();
    let mut distances: Vec<((usize, usize), usize)> = Vec::new();
    for (at, errors) in contexts.iter().enumerate() {
        let other_type = errors.iter().any(|error| {
            matches!(error.kind(), ValidationErrorKind::Type { .. }) && tokens(error) == depth
        });
        if !errors.is_empty() && !other_type {
            let tags = errors.iter().filter(|error| {
                matches!(
                    error.kind(),
                    ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }
                ) && tokens(error) <= depth + 1
            });
            distances.push(((tags.count(), errors.len()), at));
        }
    }
    distances.sort_unstable();
    match distances[..] {
        [] => None,
        [(first, _), (second, _), ..] if first == second => None,
        [(_, at), ..] => Some(at),
    }
}

fn written_divisor(schema: &countersign_contract::schema::Schema) -> Option<Number> {
    match schema.numeric.multiple_of.as_ref()?.to_json() {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

fn type_set(kind: &TypeKind) -> TypeSet {
    let word = |word: jsonschema::JsonType| Type::from_name(word.as_str());
    match kind {
        TypeKind::Single(only) => word(*only).into_iter().collect(),
        TypeKind::Multiple(several) => several.iter().filter_map(word).collect(),
    }
}

fn pointer(text: &str) -> JsonPointer {
    JsonPointer::parse(text).unwrap_or_default()
}
