//! Which fields of parameters and headers may stand together, and which names can be spelled.

use super::fields::Fields;
use super::parameter::Carrier;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Parameter, ParameterLocation, is_token};
use crate::source::SourceSpan;

impl<'w> Reader<'w> {
    /// Fields that say nothing where they stand.
    pub(super) fn check_spelling_fields(&mut self, fields: &Fields<'w>, carrier: &Carrier<'_>) {
        let what = format!("{} `{}`", carrier.location.name(), carrier.name);
        if fields.get("content").is_some() {
            for key in ["style", "explode", "allowReserved"] {
                let Some(entry) = fields.entry(key) else {
                    continue;
                };
                let message =
                    format!("`{key}` says nothing beside `content`, which spells the {what}");
                let finding = self
                    .breach("style-beside-content", message)
                    .help(format!("remove `{key}`"));
                self.habits.note(key, entry.key.span, finding);
            }
            return;
        }
        let style = fields.get("style");
        let style = style.and_then(|style| style.node.as_str());
        let Some(entry) = fields.entry("allowReserved") else {
            return;
        };
        if self.dialect.allows_reserved(carrier.location, style) {
            return;
        }
        let message = format!("`allowReserved` says nothing about the {what}");
        let finding = self
            .breach("misplaced-allow-reserved", message)
            .help("it is for values that are percent-encoded in a query; remove it");
        let subject = carrier.location.name();
        self.habits.note(subject, entry.key.span, finding);
    }

    /// A name that no request could carry (OAS 3.2.0 Parameter Object, `name`).
    pub(super) fn check_parameter_name(&mut self, fields: &Fields<'w>, carrier: &Carrier<'_>) {
        let name = carrier.name;
        let span = fields.get("name").map_or(fields.span(), |at| at.span());
        match carrier.location {
            ParameterLocation::Header => self.check_header_name(name, span),
            ParameterLocation::Path if name.contains(['{', '}']) => {
                let message =
                    format!("the path parameter `{name}` has braces in its name; no path has it");
                let finding = self
                    .breach_of_3_2("malformed-parameter-name", message)
                    .at(span)
                    .help("write the name without the braces that stand around it in the path");
                self.diagnostics.push(finding);
            }
            ParameterLocation::Path
            | ParameterLocation::Query
            | ParameterLocation::QueryString
            | ParameterLocation::Cookie => {}
        }
    }

    /// Names of header fields are tokens (RFC 9110 5.1).
    pub(super) fn check_header_name(&mut self, name: &str, span: SourceSpan) {
        if is_token(name) {
            return;
        }
        let message = format!("`{name}` is no name of a header: nobody can send it");
        let finding = self
            .breach_of_3_2("malformed-parameter-name", message)
            .at(span)
            .help(
                "names of headers are letters, digits and a few marks such as `-` (RFC 9110 5.6.2)",
            );
        self.diagnostics.push(finding);
    }

    /// OAS 3.2.0 Parameter Object, `in`: a `querystring` is the whole query. Where there are several, the first one counts and
    /// `query` parameters are left out.
    pub(super) fn check_query_strings(&mut self, parameters: &mut Vec<Parameter>) {
        let is_whole =
            |parameter: &&Parameter| parameter.location == ParameterLocation::QueryString;
        let Some(whole) = parameters.iter().find(is_whole) else {
            return;
        };
        let (name, span) = (whole.name.clone(), whole.span);
        let in_query = |parameter: &Parameter| match parameter.location {
            ParameterLocation::Query | ParameterLocation::QueryString => parameter.span != span,
            ParameterLocation::Path | ParameterLocation::Header | ParameterLocation::Cookie => {
                false
            }
        };
        for other in parameters.iter().filter(|other| in_query(other)) {
            let message = format!(
                "`{}` has no room beside `{name}`, which is the whole query string; it is left out",
                other.name
            );
            self.diagnostics.push(
                Diagnostic::error("conflicting-query-string", message)
                    .at(other.span)
                    .label(span, "the whole query string")
                    .help("make it part of the query string's schema, or describe single `query` parameters"),
            );
        }
        parameters.retain(|parameter| !in_query(parameter));
    }
}
