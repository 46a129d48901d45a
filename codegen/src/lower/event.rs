//! Webhooks and callbacks: what the API calls and its user answers.
//!
//! Their bodies travel the other way: a request goes from the server of the API to its client. A webhook has no path; one is
//! made of its name, for receivers that give each webhook a URL of its own.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use countersign_contract::model::{Method, Operation, PathPart, PathTemplate};
use countersign_contract::source::SourceSpan;
use countersign_contract::{Contract, Diagnostic, Diagnostics};

use super::operation::OperationLowering;
use super::schema::Schemas;
use super::{validation, xml};
use crate::model::{
    EventModel, EventsModel, GroupModel, LeftOut, LeftOutOperation, LeftOutOperations,
    OperationModel,
};
use crate::options::{Options, Output, Sides};

/// One operation of a webhook or callback.
pub(crate) struct Event<'c> {
    pub(crate) operation: &'c Operation,
    /// The name of the webhook or callback.
    name: &'c str,
    /// Where a callback goes; nothing for a webhook.
    expression: Option<&'c str>,
    span: SourceSpan,
}

/// All of them, webhooks first. A callback that several operations share is one.
pub(crate) fn events(contract: &Contract) -> Vec<Event<'_>> {
    let mut events: Vec<Event<'_>> = Vec::new();
    for webhook in &contract.webhooks {
        events.extend(webhook.operations.iter().map(|operation| Event {
            operation,
            name: &webhook.name,
            expression: None,
            span: webhook.span,
        }));
    }
    let mut seen = BTreeSet::new();
    for operation in &contract.operations {
        for (name, callback) in &operation.callbacks {
            for (expression, operations) in &callback.expressions {
                events.extend(
                    operations
                        .iter()
                        .filter(|operation| seen.insert(operation.span))
                        .map(|operation| Event {
                            operation,
                            name,
                            expression: Some(expression),
                            span: callback.span,
                        }),
                );
            }
        }
    }
    events
}

/// Those of `contract` that are not in `kept`.
pub(crate) fn left_out(contract: &Contract, kept: &Contract) -> LeftOutOperations {
    let mut left_out = LeftOutOperations::default();
    let kept = events(kept);
    let spans: BTreeSet<SourceSpan> = kept.iter().map(|event| event.operation.span).collect();
    let mut before = 0;
    for event in events(contract) {
        if spans.contains(&event.operation.span) {
            before += 1;
            continue;
        }
        let operation = LeftOutOperation {
            called_after: name(&event),
            event: event.name.to_owned(),
            method: event.operation.method.clone(),
        };
        left_out.operations.push((before, operation));
        left_out.tags.push(Some(tag(&event).to_owned()));
    }
    let known = kept.iter().map(|event| Some(tag(event).to_owned()));
    left_out.forget_known(&known.collect::<Vec<_>>());
    left_out
}

/// Are they generated? A module tree for one side leaves them out: they need the runtime of the other one.
pub(crate) fn are_generated(options: &Options) -> bool {
    match options.sides {
        Sides::TypesOnly => false,
        Sides::Both => true,
        Sides::Client | Sides::Server => options.output != Output::ModuleTree,
    }
}

/// Their operations and groups.
pub(super) fn lower<'c>(
    contract: &'c Contract,
    left_out: &LeftOut,
    options: &Options,
    schemas: &mut Schemas<'c>,
    diagnostics: &mut Diagnostics,
) -> EventsModel {
    let events = events(contract);
    if !are_generated(options) {
        report_left_out(&events, diagnostics);
        return EventsModel::default();
    }
    let mut model = EventsModel::default();
    let mut routes = BTreeSet::new();
    let mut route = |name: &str, method: &Method| {
        path(name, |text| {
            routes.insert((method.clone(), text.to_owned()))
        })
    };
    let mut left_out = left_out.events.operations.iter().peekable();
    for (at, event) in events.into_iter().enumerate() {
        report_nested(event.operation, diagnostics);
        while let Some((_, left)) = left_out.next_if(|(before, _)| *before <= at) {
            route(&left.event, &left.method);
        }
        let path = route(event.name, &event.operation.method);
        let named = Operation {
            path,
            operation_id: Some(name(&event)),
            security: Vec::new(),
            callbacks: indexmap::IndexMap::new(),
            ..event.operation.clone()
        };
        let group = group(&event, &mut model.groups);
        let mut lowering = OperationLowering::of_event(contract, schemas, diagnostics, &named);
        let mut operation = lowering.operation(&named);
        operation.group = group;
        operation.event = Some(EventModel {
            expression: event.expression.map(str::to_owned),
        });
        keep_preferred(&mut operation, event.span, diagnostics);
        model.operations.push(operation);
    }
    model.xml = xml::lower(contract, &model.operations, diagnostics);
    model.validation = validation::validation(contract, &model.operations, options.sides.client());
    model
}

/// One media type each: whoever defines a webhook sends it in one form.
fn keep_preferred(operation: &mut OperationModel, span: SourceSpan, diagnostics: &mut Diagnostics) {
    let bodies = operation.body.iter_mut().map(|body| &mut body.contents);
    let responses = operation
        .responses
        .iter_mut()
        .map(|response| &mut response.contents);
    for contents in bodies.chain(responses) {
        for left_out in contents.drain(1.min(contents.len())..) {
            let message = format!(
                "a webhook or callback is generated in one media type; `{}` is left out",
                left_out.media_type
            );
            diagnostics.push(
                Diagnostic::info("media-type-left-out", message)
                    .at(span)
                    .help(
                        "the first of the preferred kinds is taken: JSON before text before bytes",
                    ),
            );
        }
    }
}

/// `operationId`; without one the webhook's name, which is what people know it by.
fn name(event: &Event<'_>) -> String {
    let own = event.operation.operation_id.clone();
    own.unwrap_or_else(|| event.name.to_owned())
}

/// Its first tag; without one `webhooks` or `callbacks`.
fn tag<'e>(event: &Event<'e>) -> &'e str {
    let kind = match event.expression {
        None => "webhooks",
        Some(_) => "callbacks",
    };
    event.operation.tags.first().map_or(kind, String::as_str)
}

/// Which of the groups it belongs to.
fn group(event: &Event<'_>, groups: &mut Vec<GroupModel>) -> usize {
    let tag = tag(event);
    let known = groups
        .iter()
        .position(|group| group.tag.as_deref() == Some(tag));
    known.unwrap_or_else(|| {
        groups.push(GroupModel {
            tag: Some(tag.to_owned()),
            description: None,
        });
        groups.len() - 1
    })
}

/// `/` and the name, as a URL can hold it; numbered until `claim` takes it.
fn path(name: &str, mut claim: impl FnMut(&str) -> bool) -> PathTemplate {
    let mut stem = String::from("/");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            stem.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(stem, "%{byte:02X}");
        }
    }
    if matches!(stem.as_str(), "/" | "/." | "/..") {
        stem.push_str("webhook");
    }
    let mut text = stem.clone();
    let mut number = 1_u32;
    while !claim(&text) {
        number += 1;
        text = format!("{stem}-{number}");
    }
    PathTemplate {
        parts: vec![PathPart::Literal(text.clone())],
        text,
        suffix: String::new(),
    }
}

fn report_left_out(events: &[Event<'_>], diagnostics: &mut Diagnostics) {
    for event in events {
        let message = |kind: &str| format!("nothing is generated for the {kind} `{}`", event.name);
        let found = match event.expression {
            None => Diagnostic::info("webhook-left-out", message("webhook")),
            Some(_) => Diagnostic::info("callback-left-out", message("callback")),
        };
        diagnostics.push(
            found
                .at(event.span)
                .help("generate both sides, or a crate of its own: its receiver needs the server's runtime, its sender the client's"),
        );
    }
}

/// A callback of a callback would need the runtime expressions of two exchanges.
fn report_nested(operation: &Operation, diagnostics: &mut Diagnostics) {
    for (name, callback) in &operation.callbacks {
        let message =
            format!("nothing is generated for the callback `{name}` of a webhook or callback");
        diagnostics.push(
            Diagnostic::info("callback-left-out", message)
                .at(callback.span)
                .help("its message types are generated where they are named schemas"),
        );
    }
}
