//! OAS 3.1.1 Responses Object and Response Object.

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::model::{Response, StatusPattern};
use crate::resolve::Place;
use crate::syntax::Key;

impl<'w> Reader<'w> {
    /// `responses` of an operation.
    pub(super) fn responses(&mut self, operation: &Fields<'w>) -> Vec<Response> {
        let entries = self.entries(operation, "responses").into_iter();
        let entries = entries.filter(|(key, _)| !key.name.starts_with("x-"));
        let mut responses: Vec<Response> = Vec::new();
        for (key, place) in entries {
            let Some(status) = self.status(key) else {
                continue;
            };
            if responses.iter().any(|response| response.status == status) {
                let message =
                    format!("responses for `{status}` are written twice; the first counts");
                self.diagnostics
                    .push(Diagnostic::warning("duplicate-response", message).at(key.span));
                continue;
            }
            responses.extend(self.response_at(status, place));
        }
        responses
    }

    /// The response at a place, under a status.
    pub(super) fn response_at(
        &mut self,
        status: StatusPattern,
        place: Place<'w>,
    ) -> Option<Response> {
        self.object(place, "Response Object", |reader, fields| {
            reader.response(status, fields)
        })
    }

    fn response(&mut self, status: StatusPattern, fields: &Fields<'w>) -> Response {
        let known = ["description", "headers", "content", "links", "$ref"];
        self.check_fields(fields, &known);
        let description = if self.dialect.requires_response_descriptions() {
            self.required_text(fields, "description")
        } else {
            self.text(fields, "description").unwrap_or_default()
        };
        Response {
            status,
            summary: self.text(fields, "summary"),
            description,
            headers: self.headers(fields),
            content: match self.dialect {
                Dialect::Swagger20 if fields.get("content").is_none() => {
                    self.produced_content(fields)
                }
                _ => self.content(fields),
            },
            links: self.links(fields),
            span: fields.span(),
            pointer: fields.place.pointer.clone(),
        }
    }

    fn status(&mut self, key: &Key) -> Option<StatusPattern> {
        let status = StatusPattern::from_key(&key.name);
        if status.is_none() {
            let message = format!(
                "`{}` is no response key; the response is left out",
                key.name
            );
            self.diagnostics.push(
                Diagnostic::error("malformed-status", message)
                    .at(key.span)
                    .help("write a status code such as \"200\", a range such as \"2XX\", or `default`"),
            );
        } else if key.name.ends_with("xx") {
            let message = format!("`{}` must be written with capitals", key.name);
            let finding = Diagnostic::warning("lower-case-range", message);
            self.habits.note("", key.span, finding);
        }
        status
    }
}
