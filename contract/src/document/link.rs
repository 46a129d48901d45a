//! OAS 3.1.1 Link Object, and whether links and callbacks say what they mean.

use indexmap::IndexMap;

use super::fields::{Fields, start_of};
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Link, LinkTarget, LinkValue, RuntimeExpression};
use crate::resolve::{Place, closest};
use crate::source::SourceSpan;

const FIELDS: [&str; 7] = [
    "operationRef",
    "operationId",
    "parameters",
    "requestBody",
    "description",
    "server",
    "$ref",
];

impl<'w> Reader<'w> {
    /// `links` of a response, or of the components.
    pub(super) fn links(&mut self, fields: &Fields<'w>) -> IndexMap<String, Link> {
        let entries = self.entries(fields, "links").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-"));
        let links = entries.filter_map(|(key, place)| {
            let link = self.object(place, "Link Object", Self::link)?;
            Some((key.name.to_string(), link))
        });
        links.collect()
    }

    fn link(&mut self, fields: &Fields<'w>) -> Link {
        if let Some(body) = fields.entry("body") {
            let message = "a link has no `body`; it has no effect";
            let finding = self
                .breach("link-body", message)
                .at(body.key.span)
                .help("what the next request carries is `requestBody`, where it goes is `server`");
            self.diagnostics.push(finding);
        }
        let known = FIELDS.iter().chain(&["body"]).copied();
        self.check_fields(fields, &known.collect::<Vec<_>>());
        let entries = self.entries(fields, "parameters").into_iter();
        let parameters = entries.map(|(key, place)| {
            let value = self.link_value(&place);
            (key.name.to_string(), value)
        });
        let parameters = parameters.collect();
        let server = fields.get("server");
        Link {
            target: self.link_target(fields),
            parameters,
            request_body: fields.get("requestBody").map(|at| self.link_value(&at)),
            description: self.text(fields, "description"),
            server: server.and_then(|at| self.object_here(at, "Server Object", Self::server)),
            written: fields.place.node.clone(),
            span: fields.span(),
        }
    }

    /// OAS 3.1.1 Link Object: `operationId` and `operationRef` exclude each other, and one of them is needed.
    fn link_target(&mut self, fields: &Fields<'w>) -> Option<LinkTarget> {
        let reference = fields.get("operationRef");
        let id = self.text(fields, "operationId");
        if let (Some(reference), Some(_)) = (&reference, &id) {
            let message = "`operationRef` and `operationId` exclude each other; the id counts";
            self.diagnostics.push(
                Diagnostic::warning("ambiguous-link", message)
                    .at(reference.span())
                    .help("keep one of them"),
            );
        }
        if let Some(id) = id {
            let span = fields
                .get("operationId")
                .map_or(fields.span(), |at| at.span());
            self.linked_operations.push((id.clone(), span));
            return Some(LinkTarget::OperationId(id));
        }
        let Some(reference) = reference else {
            let message = "the link names no operation";
            self.diagnostics.push(
                Diagnostic::warning("ambiguous-link", message)
                    .at(start_of(fields.span()))
                    .help("add `operationId` or `operationRef`"),
            );
            return None;
        };
        let text = self.text_at(&reference, "operationRef")?;
        self.check_operation_reference(&reference, &text);
        Some(LinkTarget::OperationRef(text))
    }

    /// References into this document must lead to an operation; those elsewhere may lead to what nobody here can read.
    fn check_operation_reference(&mut self, place: &Place<'w>, text: &str) {
        if text.starts_with('#') && self.resolver.resolve(place, text).is_err() {
            let message = format!("`{text}` leads to no operation of this document");
            self.diagnostics.push(
                Diagnostic::warning("unknown-link-operation", message)
                    .at(place.span())
                    .help("write e.g. `#/paths/~1orders~1%7Bid%7D/get`, or use `operationId`"),
            );
        }
    }

    fn link_value(&mut self, place: &Place<'w>) -> LinkValue {
        let text = place.node.as_str().unwrap_or_default();
        if text.starts_with('$') {
            if let Some(expression) = RuntimeExpression::parse(text) {
                return LinkValue::Expression(expression);
            }
            self.malformed_expression(text, place.span());
        }
        self.check_template(text, place.span());
        LinkValue::Constant(place.node.clone())
    }

    /// The expressions in braces of a callback's key or a link's value.
    pub(super) fn check_template(&mut self, template: &str, span: SourceSpan) {
        for inner in RuntimeExpression::embedded(template) {
            if inner.starts_with('$') && RuntimeExpression::parse(inner).is_none() {
                self.malformed_expression(inner, span);
            }
        }
    }

    fn malformed_expression(&mut self, text: &str, span: SourceSpan) {
        let message = format!("`{text}` is no runtime expression; it is taken as text");
        self.diagnostics.push(
            Diagnostic::warning("malformed-runtime-expression", message)
                .at(span)
                .help("write e.g. `$request.path.id`, `$response.header.Location` or `$response.body#/id`"),
        );
    }

    /// Once every operation is read: does each link lead to one?
    pub(super) fn check_linked_operations(&mut self) {
        for (id, span) in std::mem::take(&mut self.linked_operations) {
            if self.operation_ids.contains_key(&id) {
                continue;
            }
            let message = format!("the link leads to `{id}`, and no operation has this id");
            let known = self.operation_ids.keys().map(String::as_str);
            let help = match closest(&id, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "give the operation this `operationId`, or name another".to_owned(),
            };
            self.diagnostics.push(
                Diagnostic::warning("unknown-link-operation", message)
                    .at(span)
                    .help(help),
            );
        }
    }
}
