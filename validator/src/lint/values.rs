//! The values that a contract gives beside its schemas: examples and defaults, and what each of them has to obey.

use std::collections::BTreeSet;

use countersign_contract::SourceSpan;
use countersign_contract::model::{Contract, Example, MediaType, ParameterShape};
use countersign_contract::pointer::JsonPointer;
use countersign_contract::schema::{Projection, SchemaId, visit};
use countersign_contract::syntax::Node;

use super::findings::{Finding, Findings};
use super::subject::{OperationSubject, SchemaSubject};
use crate::validator::Validator;

/// Which keyword gives a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// `example` or `examples`.
    Example,
    /// `default`.
    Default,
}

/// A value in the contract, and the schema it stands beside.
#[derive(Clone, Debug)]
pub(crate) struct ValueSubject<'c> {
    /// Which keyword gives it.
    pub(crate) role: Role,
    value: &'c Node,
    schema: SchemaId,
    /// Which way it may travel: it is wrong if it is wrong in all of them.
    ways: Vec<Projection>,
    places: Vec<String>,
}

/// What a value breaks.
pub(crate) struct Broken {
    /// What is wrong, and where within the value.
    pub(crate) message: String,
    /// The part of the value that is wrong.
    pub(crate) span: SourceSpan,
}

impl ValueSubject<'_> {
    /// The first thing that is wrong with the value. `None` also where there is no verdict: that is told by whoever asks
    /// whether the schema can be used.
    pub(crate) fn broken(&self, validator: &Validator<'_>) -> Option<Broken> {
        let instance = self.value.to_json();
        let mut broken = None;
        for way in &self.ways {
            let report = validator.check_value(self.schema, &instance, *way).ok()?;
            let first = report.violations.into_iter().next()?;
            broken.get_or_insert(first);
        }
        let violation = broken?;
        let at = &violation.instance;
        let message = if at.is_root() {
            violation.message
        } else {
            format!("{at} {}", violation.message)
        };
        let part = self.value.at(at).unwrap_or(self.value);
        let span = part.span();
        Some(Broken { message, span })
    }

    /// Runs a lint about values.
    pub(super) fn check(
        &self,
        validator: &Validator<'_>,
        check: fn(&Self, &Validator<'_>, &mut Findings),
    ) -> Vec<Finding> {
        let mut findings = Findings::about(self.places.clone(), Some(self.value.span()));
        check(self, validator, &mut findings);
        findings.into_vec()
    }
}

/// Every value beside a schema that messages use; what operations share, once.
pub(super) fn values<'c>(
    contract: &'c Contract,
    operations: &[OperationSubject<'c>],
    schemas: &[SchemaSubject<'c>],
) -> Vec<ValueSubject<'c>> {
    let mut values = Vec::new();
    for subject in schemas {
        beside_schema(subject, &mut values);
    }
    for of in operations {
        beside_bodies(contract, of, &mut values);
    }
    let mut met = BTreeSet::new();
    values.retain(|value| met.insert((value.value.span(), value.schema)));
    values
}

/// `default`, `example` and `examples` of a Schema Object (JSON Schema 2020-12 Validation 9.2 and 9.5).
fn beside_schema<'c>(subject: &SchemaSubject<'c>, values: &mut Vec<ValueSubject<'c>>) {
    let annotations = &subject.schema.annotations;
    let ways = [
        subject.received.then_some(Projection::Request),
        subject.sent.then_some(Projection::Response),
    ];
    let ways: Vec<Projection> = ways.into_iter().flatten().collect();
    let mut push = |role, value| {
        values.push(ValueSubject {
            role,
            value,
            schema: subject.id,
            ways: ways.clone(),
            places: vec![subject.schema.pointer.to_string()],
        });
    };
    if let Some(default) = &annotations.default {
        push(Role::Default, default);
    }
    for example in &annotations.examples {
        push(Role::Example, example);
    }
}

/// `example` and `examples` of parameters and bodies (OAS 3.1.1 Parameter Object, Media Type Object).
fn beside_bodies<'c>(
    contract: &'c Contract,
    of: &OperationSubject<'c>,
    values: &mut Vec<ValueSubject<'c>>,
) {
    let operation = of.operation;
    let mut push = |schema: SchemaId, way, examples: &'c [Example], pointer: &JsonPointer| {
        for value in examples.iter().filter_map(|example| example.value.as_ref()) {
            values.push(ValueSubject {
                role: Role::Example,
                value,
                schema: visit::target(contract, schema),
                ways: vec![way],
                places: vec![pointer.to_string(), of.label()],
            });
        }
    };
    for parameter in &operation.parameters {
        match &parameter.shape {
            ParameterShape::Schema { schema, .. } => {
                push(
                    *schema,
                    Projection::Request,
                    &parameter.examples,
                    &parameter.pointer,
                );
            }
            ParameterShape::Content(media) => body(media, Projection::Request, &mut push),
        }
    }
    let sent = operation.request_body.iter().flat_map(|body| &body.content);
    for media in sent {
        body(media, Projection::Request, &mut push);
    }
    for media in operation
        .responses
        .iter()
        .flat_map(|answer| &answer.content)
    {
        body(media, Projection::Response, &mut push);
    }
}

/// The examples of a body. Those of other media types than JSON may be the text as it is on the wire.
fn body<'c>(
    media: &'c MediaType,
    way: Projection,
    push: &mut impl FnMut(SchemaId, Projection, &'c [Example], &JsonPointer),
) {
    if let (Some(schema), true) = (media.schema, media.is_json()) {
        push(schema, way, &media.examples, &media.pointer);
    }
}
