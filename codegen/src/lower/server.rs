//! Which servers can a caller choose from, and which operations have servers of their own?

use countersign_contract::model::{Operation, PathPart, PathTemplate, Server};
use countersign_contract::{Contract, Diagnostic, Diagnostics};

use crate::model::{ServerModel, UrlPiece, VariableModel};

/// Descriptions of more words than this are sentences, not names.
const WORDS_OF_A_NAME: usize = 4;

/// The servers of the document and then those that operations have of their own, each URL once. None where there is nothing
/// to choose: one server without variables is what a client calls anyway.
pub(super) fn servers(contract: &Contract) -> Vec<ServerModel> {
    let with_own = || {
        contract
            .operations
            .iter()
            .filter(|one| has_own(contract, one))
    };
    let of_operations = with_own().flat_map(|one| &one.servers);
    let mut servers: Vec<ServerModel> = Vec::new();
    for server in contract.servers.iter().chain(of_operations) {
        let known = servers.iter().any(|known| known.url == server.url);
        if server.span.is_some() && !known {
            servers.push(lower(server));
        }
    }
    if let [only] = &servers[..]
        && only.variables.is_empty()
        && with_own().next().is_none()
    {
        servers.clear();
    }
    servers
}

/// Where an operation goes in place of the server of the document, variables filled in with their defaults.
pub(super) fn of_operation(
    contract: &Contract,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    if !has_own(contract, operation) {
        return Vec::new();
    }
    let (usable, unusable): (Vec<&Server>, Vec<&Server>) =
        operation.servers.iter().partition(|server| is_http(server));
    for server in unusable {
        let message = format!(
            "`{} {}` cannot be sent to `{}`, which is no URL of HTTP",
            operation.method, operation.path, server.url
        );
        diagnostics.push(
            Diagnostic::warning("operation-server-unusable", message)
                .at(server.span.unwrap_or(operation.method_span))
                .help("generated code passes it over; use `https://..`, without `?` and `#`"),
        );
    }
    usable.into_iter().map(Server::default_url).collect()
}

/// Has the operation, or its path item, other servers than the document?
fn has_own(contract: &Contract, operation: &Operation) -> bool {
    let urls =
        |servers: &[Server]| -> Vec<String> { servers.iter().map(Server::default_url).collect() };
    operation.servers != contract.servers && urls(&operation.servers) != urls(&contract.servers)
}

/// May paths be appended to it? A relative one is resolved by the client.
fn is_http(server: &Server) -> bool {
    let url = server.default_url();
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    let http =
        |scheme: &str| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    scheme.is_none_or(http) && !url.contains(['?', '#'])
}

fn lower(server: &Server) -> ServerModel {
    let mut variables: Vec<VariableModel> = Vec::new();
    let template = PathTemplate::parse(&server.url);
    let pieces = template.parts.into_iter().map(|part| match part {
        PathPart::Literal(text) => UrlPiece::Text(text),
        PathPart::Parameter(name) => {
            let known = variables.iter().position(|variable| variable.name == name);
            UrlPiece::Variable(known.unwrap_or_else(|| {
                variables.push(variable(server, name));
                variables.len() - 1
            }))
        }
    });
    let pieces = pieces.collect();
    ServerModel {
        url: server.url.clone(),
        pieces,
        title: title(server),
        description: server.description.clone(),
        variables,
        relative: !server.url.contains("://") && !server.url.starts_with('{'),
    }
}

/// A variable that nobody declared (reported by the contract) is empty until the caller fills it in.
fn variable(server: &Server, name: String) -> VariableModel {
    let declared = server.variables.get(&name);
    let default = declared.map_or_else(String::new, |declared| declared.default.clone());
    let mut values = declared.map_or_else(Vec::new, |declared| declared.enumeration.clone());
    if !values.is_empty() && !values.contains(&default) {
        values.insert(0, default.clone());
    }
    VariableModel {
        name,
        default,
        values,
        description: declared.and_then(|declared| declared.description.clone()),
    }
}

fn title(server: &Server) -> String {
    let short = |text: &&String| {
        let words = text.split_whitespace().count();
        (1..=WORDS_OF_A_NAME).contains(&words)
    };
    let description = server.description.as_ref().filter(short);
    let name = server.name.as_ref().or(description);
    let address = || {
        let (_, address) = server.url.split_once("://").unwrap_or(("", &server.url));
        address.to_owned()
    };
    name.cloned().unwrap_or_else(address)
}
