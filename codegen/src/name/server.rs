//! What the servers of a contract are called, and the values of their variables.

use super::keyword::PRELUDE;
use super::{Case, Scope};
use crate::model::ServerModel;

/// What a server is called.
#[derive(Clone, Debug)]
pub(crate) struct ServerNames {
    /// A constant, or a type where there are variables, or a function where the URL is relative.
    pub(crate) ident: String,
    /// By index of the variable.
    pub(crate) variables: Vec<VariableNames>,
}

/// What a variable of a server is called.
#[derive(Clone, Debug)]
pub(crate) struct VariableNames {
    /// The field.
    pub(crate) field: String,
    /// The type of its values; empty where any text is one.
    pub(crate) values_ident: String,
    /// Its values, by index.
    pub(crate) values: Vec<String>,
}

/// Names of servers, by index.
pub(super) fn servers(servers: &[ServerModel]) -> Vec<ServerNames> {
    let mut types = Scope::new(Case::Pascal, PRELUDE).reserving(&["Server"]);
    let mut constants = Scope::new(Case::Constant, &[]);
    let mut functions = Scope::new(Case::Snake, &[]);
    let names = servers.iter().map(|server| {
        let ident = match (server.variables.is_empty(), server.relative) {
            (false, _) => types.claim(&server.title),
            (true, false) => constants.claim(&server.title),
            (true, true) => functions.claim(&server.title),
        };
        let mut fields = Scope::new(Case::Snake, &[]);
        let variables = server.variables.iter().map(|variable| {
            let field = fields.claim(&variable.name);
            if variable.values.is_empty() {
                return VariableNames {
                    field,
                    values_ident: String::new(),
                    values: Vec::new(),
                };
            }
            let mut variants = Scope::new(Case::Pascal, PRELUDE);
            VariableNames {
                field,
                values_ident: types.claim_words(&[&ident, &variable.name]),
                values: variable
                    .values
                    .iter()
                    .map(|value| variants.claim(value))
                    .collect(),
            }
        });
        let variables = variables.collect();
        ServerNames { ident, variables }
    });
    names.collect()
}
