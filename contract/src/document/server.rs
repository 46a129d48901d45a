//! OAS 3.1.1 Server Object and Server Variable Object.

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Server, ServerVariable};

impl<'w> Reader<'w> {
    /// `servers` of the document, a path item or an operation; `None` when there are none.
    pub(super) fn servers(&mut self, fields: &Fields<'w>) -> Option<Vec<Server>> {
        let places = self.list(fields, "servers");
        let servers: Vec<Server> = places
            .into_iter()
            .filter_map(|place| self.object_here(place, "Server Object", Self::server))
            .collect();
        (!servers.is_empty()).then_some(servers)
    }

    pub(super) fn server(&mut self, fields: &Fields<'w>) -> Server {
        self.check_fields(fields, &["url", "description", "variables"]);
        let variables = self.entries(fields, "variables").into_iter();
        let variables = variables.filter_map(|(key, place)| {
            let variable =
                self.object_here(place, "Server Variable Object", |reader, fields| {
                    reader.server_variable(&key.name, fields)
                })?;
            Some((key.name.to_string(), variable))
        });
        let variables = variables.collect();
        let server = Server {
            url: self.required_text(fields, "url"),
            name: self.text(fields, "name"),
            description: self.text(fields, "description"),
            variables,
            span: Some(fields.span()),
        };
        self.check_server_variables(fields, &server);
        server
    }

    /// OAS 3.1.1 Server Variable Object: `enum` "MUST NOT be empty", and `default` "MUST exist in the enum's values".
    fn server_variable(&mut self, name: &str, fields: &Fields<'w>) -> ServerVariable {
        self.check_fields(fields, &["default", "enum", "description"]);
        let default = self.required_text(fields, "default");
        let enumeration = self.texts(fields, "enum");
        let listed = fields.get("enum");
        if let Some(listed) = listed.filter(|listed| listed.node.as_array().is_some()) {
            if enumeration.is_empty() {
                let message =
                    format!("the server variable `{name}` lists no value; any value is taken");
                let finding = self
                    .breach("empty-server-enum", message)
                    .at(listed.span())
                    .help("list the values, or leave `enum` out");
                self.diagnostics.push(finding);
            } else if !enumeration.contains(&default) {
                let message = format!(
                    "the default `{default}` of the server variable `{name}` is none of its `enum`"
                );
                let span = fields.get("default").map_or(fields.span(), |at| at.span());
                self.diagnostics.push(
                    Diagnostic::warning("server-default-not-listed", message)
                        .at(span)
                        .label(listed.span(), "the values")
                        .help("add it to `enum`, or choose one of the values"),
                );
            }
        }
        ServerVariable {
            default,
            enumeration,
            description: self.text(fields, "description"),
        }
    }

    fn check_server_variables(&mut self, fields: &Fields<'w>, server: &Server) {
        let template = crate::model::PathTemplate::parse(&server.url);
        for name in template.parameter_names() {
            if server.variables.contains_key(name) {
                continue;
            }
            let message = format!("the server URL has `{{{name}}}` and no variable of that name");
            let span = fields.get("url").map_or(fields.span(), |url| url.span());
            self.diagnostics.push(
                Diagnostic::warning("undeclared-server-variable", message)
                    .at(span)
                    .help(format!(
                        "declare `{name}` under `variables` with a `default`"
                    )),
            );
        }
    }
}

/// The server that is meant where none is written (OAS 3.1.1 OpenAPI Object, `servers`).
pub(super) fn implied() -> Server {
    Server {
        url: "/".to_owned(),
        name: None,
        description: None,
        variables: indexmap::IndexMap::new(),
        span: None,
    }
}
