//! A contract as text, for snapshots and `countersign inspect`: the same contract always gives the same text.
//!
//! Names and values only: no positions and no internal numbers except for shared schemas without a name.

mod operation;
mod policy;
mod schema;

use std::fmt::Write;

use crate::model::{Contract, SecurityScheme, SecuritySchemeKind, Server};

/// The text. Line-oriented, indented by two spaces, ends with a line feed.
pub fn dump(contract: &Contract) -> String {
    let mut out = Lines::default();
    let info = &contract.info;
    out.line(0, &format!("contract {:?} {}", info.title, info.version));
    for server in &contract.servers {
        out.line(0, &server_line(server));
    }
    for scheme in contract.security_schemes.values() {
        out.line(0, &scheme_line(scheme));
    }
    let mut schemas = schema::Schemas::new(contract);
    for operation in &contract.operations {
        operation::write(operation, 0, &mut schemas, &mut out);
    }
    for webhook in &contract.webhooks {
        out.line(0, &format!("webhook {}", webhook.name));
        for operation in &webhook.operations {
            operation::write(operation, 1, &mut schemas, &mut out);
        }
    }
    schemas.write_shared(&mut out);
    out.text
}

fn server_line(server: &Server) -> String {
    let mut line = format!("server {}", server.url);
    for (name, variable) in &server.variables {
        let _ = write!(line, " {name}={}", variable.default); // writing to a String cannot fail
    }
    line
}

fn scheme_line(scheme: &SecurityScheme) -> String {
    let kind = match &scheme.kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        } => format!("apiKey {location:?} {parameter}").replace('"', ""),
        SecuritySchemeKind::Basic => "basic".to_owned(),
        SecuritySchemeKind::Bearer { format: None } => "bearer".to_owned(),
        SecuritySchemeKind::Bearer {
            format: Some(format),
        } => format!("bearer {format}"),
        SecuritySchemeKind::Http { scheme } => format!("http {scheme}"),
        SecuritySchemeKind::MutualTls => "mutualTLS".to_owned(),
        SecuritySchemeKind::OAuth2 { flows, .. } => {
            let flows = flows.iter();
            let flows = flows.map(|flow| {
                let scopes: Vec<&str> = flow.scopes.keys().map(String::as_str).collect();
                format!(" {:?}[{}]", flow.kind, scopes.join(", "))
            });
            format!("oauth2{}", flows.collect::<String>())
        }
        SecuritySchemeKind::OpenIdConnect { url } => format!("openIdConnect {url}"),
        SecuritySchemeKind::Unknown { name } => format!("unknown {name}"),
    };
    format!("security {}: {kind}", scheme.name)
}

/// Text in the making.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// One line at a depth. Line feeds within are escaped: a description must not look like structure.
    fn line(&mut self, depth: usize, content: &str) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(content.replace('\n', "\\n").trim_end());
        self.text.push('\n');
    }
}
