//! Do the variables of a path template and the declared path parameters match?

use indexmap::{IndexMap, IndexSet};
use smol_str::SmolStr;

use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Parameter, ParameterLocation, ParameterShape, PathTemplate, Style};
use crate::pointer::JsonPointer;
use crate::schema::{Schema, Type, TypeSet};
use crate::syntax::Key;

/// How many undeclared variables of one path are named.
const NAMES_SHOWN: usize = 5;

impl Reader<'_> {
    /// A variable nobody declared becomes a required string; a declared parameter that the template lacks is left out.
    pub(super) fn match_path_parameters(
        &mut self,
        path: &PathTemplate,
        key: &Key,
        method: &str,
        parameters: &mut Vec<Parameter>,
    ) {
        for parameter in parameters.iter_mut() {
            move_to_query(parameter, path);
        }
        let names: IndexSet<&str> = path.parameter_names().collect();
        let mut missing = names.clone();
        parameters.retain(|parameter| {
            if parameter.location != ParameterLocation::Path {
                return true;
            }
            missing.shift_remove(parameter.name.as_str());
            let used = names.contains(parameter.name.as_str());
            if !used {
                let message = format!(
                    "`{path}` has no `{{{}}}`; the path parameter is left out",
                    parameter.name
                );
                let finding = Diagnostic::warning("unused-path-parameter", message)
                    .label(key.span, "the path")
                    .help("correct its name, or remove it");
                let subject = format!("{path} {}", parameter.name);
                self.habits.note(subject, parameter.span, finding);
            }
            used
        });
        if missing.is_empty() {
            return;
        }
        self.report_undeclared(path, key, method, &missing);
        for name in missing {
            parameters.push(self.synthesised(name, key));
        }
    }

    fn report_undeclared(
        &mut self,
        path: &PathTemplate,
        key: &Key,
        method: &str,
        names: &IndexSet<&str>,
    ) {
        let shown = names.iter().take(NAMES_SHOWN);
        let shown: Vec<String> = shown.map(|name| format!("`{name}`")).collect();
        let more = if names.len() > NAMES_SHOWN {
            " and more"
        } else {
            ""
        };
        let recovery = if names.len() > 1 {
            "they are taken as required strings"
        } else {
            "it is taken as a required string"
        };
        let shown = shown.join(", ");
        let message = format!("{method} {path} does not declare {shown}{more}; {recovery}");
        let name = names.first().copied().unwrap_or_default();
        let example =
            format!("{{name: {name}, in: path, required: true, schema: {{type: string}}}}");
        self.diagnostics.push(
            Diagnostic::warning("undeclared-path-parameter", message)
                .at(key.span)
                .help(format!("add `{example}` to its `parameters`")),
        );
    }

    fn synthesised(&mut self, name: &str, key: &Key) -> Parameter {
        let pointer = JsonPointer::root()
            .child("paths")
            .child(key.name.clone())
            .child(SmolStr::new(name));
        let schema = Schema {
            types: Some(TypeSet::EMPTY.with(Type::String)),
            ..Schema::any(key.span, pointer.clone())
        };
        Parameter {
            name: name.to_owned(),
            location: ParameterLocation::Path,
            required: true,
            deprecated: false,
            allow_empty_value: false,
            description: None,
            shape: ParameterShape::Schema {
                schema: self.schemas.synthesise(schema),
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
            examples: Vec::new(),
            extensions: IndexMap::new(),
            span: key.span,
            key_spans: IndexMap::new(),
            pointer,
        }
    }
}

/// `/search?q={term}`: the variable `term` travels in the query, whatever its `in` says.
fn move_to_query(parameter: &mut Parameter, path: &PathTemplate) {
    if parameter.location != ParameterLocation::Path {
        return;
    }
    let Some(name) = path.query_name(&parameter.name) else {
        return;
    };
    parameter.name = name.to_owned();
    parameter.location = ParameterLocation::Query;
    if let ParameterShape::Schema { style, explode, .. } = &mut parameter.shape {
        (*style, *explode) = (Style::Form, true);
    }
}
