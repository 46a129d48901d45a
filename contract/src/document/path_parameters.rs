//! Do the variables of a path template and the declared path parameters match?

use indexmap::IndexMap;
use smol_str::SmolStr;

use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{Parameter, ParameterLocation, ParameterShape, PathTemplate, Style};
use crate::pointer::JsonPointer;
use crate::schema::{Schema, Type, TypeSet};
use crate::syntax::Key;

impl Reader<'_> {
    /// A variable nobody declared becomes a required string; a declared parameter that the template lacks is left out.
    pub(super) fn match_path_parameters(
        &mut self,
        path: &PathTemplate,
        key: &Key,
        method: &str,
        parameters: &mut Vec<Parameter>,
    ) {
        let names: Vec<&str> = path.parameter_names().collect();
        parameters.retain(|parameter| {
            let used = parameter.location != ParameterLocation::Path
                || names.contains(&parameter.name.as_str());
            if !used {
                let message = format!(
                    "`{path}` has no `{{{}}}`; the path parameter is left out",
                    parameter.name
                );
                let finding = Diagnostic::warning("unused-path-parameter", message)
                    .label(key.span, "the path")
                    .help("correct its name, or remove it");
                self.habits.note(
                    format!("{path} {}", parameter.name),
                    parameter.span,
                    finding,
                );
            }
            used
        });
        for name in names {
            let declared = |parameter: &Parameter| {
                parameter.location == ParameterLocation::Path && parameter.name == name
            };
            if !parameters.iter().any(declared) {
                let message = format!(
                    "{method} {path} does not declare `{name}`; it is taken as a required string"
                );
                self.diagnostics.push(
                    Diagnostic::warning("undeclared-path-parameter", message)
                        .at(key.span)
                        .help(format!(
                            "add `{{name: {name}, in: path, required: true, schema: {{type: string}}}}` to its `parameters`"
                        )),
                );
                let parameter = self.synthesised(name, key);
                parameters.push(parameter);
            }
        }
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
