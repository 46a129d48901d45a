//! Messages as people paste and read them: a `curl` command, or an HTTP response.

use countersign_contract::model::{
    Operation, ParameterLocation, ParameterShape, PathPart, Server, Style,
};
use serde_json::Value;

use super::circumstance::Circumstance;
use super::evidence::Spelling;
use super::key;
use super::layout;
use super::message::{Built, Content, Sent, spelling_of};
use super::text_value::text_of;
use crate::pairing::{Credential, ParameterKey};

/// The text of a message of an operation.
pub(super) fn text(operation: &Operation, built: &Built<'_>) -> String {
    match built {
        Built::Request {
            parameters,
            content,
            credentials,
            keys,
            circumstance,
        } => {
            let mut words = vec!["curl".to_owned()];
            if operation.method.as_str() != "GET" {
                words.push(format!("-X {}", operation.method));
            }
            words.push(quoted(&url(
                operation,
                parameters,
                credentials.keys(),
                circumstance,
            )));
            if let Circumstance::At(server) = circumstance
                && let Some((_, host)) = server.split_once("://")
            {
                let host = host.split('/').next().unwrap_or_default();
                words.push(header("Host", host));
            }
            for credential in credentials.keys() {
                words.extend(authorization(credential));
            }
            for key in keys {
                words.push(header(&key.header, &key::field(key)));
            }
            for sent in parameters {
                match sent.parameter.location {
                    ParameterLocation::Header => {
                        let value = joined(&sent.value, ",");
                        words.push(header(&sent.parameter.name, &value));
                    }
                    ParameterLocation::Cookie => {
                        let value = joined(&sent.value, ",");
                        words.push(format!(
                            "-b {}",
                            quoted(&format!("{}={value}", sent.parameter.name))
                        ));
                    }
                    ParameterLocation::Path
                    | ParameterLocation::Query
                    | ParameterLocation::QueryString => {}
                }
            }
            words.extend(content.iter().flat_map(body));
            circumstance.told(words.join(" "))
        }
        Built::Response {
            status,
            headers,
            content,
        } => {
            let mut lines = vec![status_line(*status)];
            for (field, value) in headers {
                lines.push(format!("{}: {}", field.name, joined(value, ",")));
            }
            if let Some(content) = content {
                lines.push(format!("Content-Type: {}", content.media_type));
                if !content.items.is_empty() {
                    lines.push(String::new());
                    lines.push(sequence(content));
                } else if let Some(value) = &content.value {
                    lines.push(String::new());
                    lines.push(layout::text(value));
                }
            }
            lines.join("\n")
        }
        Built::Token(plan, url) => plan.told(url),
    }
}

/// The status with its reason phrase (RFC 9110 section 15); codes that nobody registered have none.
fn status_line(status: u16) -> String {
    let known = http::StatusCode::from_u16(status).ok();
    match known.and_then(|status| status.canonical_reason()) {
        Some(reason) => format!("HTTP/1.1 {status} {reason}"),
        None => format!("HTTP/1.1 {status}"),
    }
}

/// Items as they follow each other: events by their fields (WHATWG HTML, 9.2.6), anything else as JSON, one on each line.
fn sequence(content: &Content) -> String {
    let is_events = content.media_type.starts_with("text/event-stream");
    let item = |item: &Value| match item {
        Value::Object(fields) if is_events => {
            let lines = fields.iter().flat_map(|(name, value)| {
                let text = text_of(value);
                let lines: Vec<String> = text
                    .split('\n')
                    .map(|line| format!("{name}: {line}\n"))
                    .collect();
                lines
            });
            lines.collect::<String>()
        }
        item => item.to_string(),
    };
    let items: Vec<String> = content.items.iter().map(item).collect();
    items.join("\n")
}

fn body(content: &Content) -> Vec<String> {
    if !content.items.is_empty() {
        let text = quoted(&sequence(content));
        return vec![
            header("Content-Type", &content.media_type),
            format!("--data-binary {text}"),
        ];
    }
    let Some(value) = &content.value else {
        return vec![
            header("Content-Type", &content.media_type),
            "--data-binary @body".to_owned(),
        ];
    };
    let essence = content
        .media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    match (spelling_of(essence), value) {
        (Spelling::Text, Value::Object(members)) => {
            let flag = if essence.starts_with("multipart/") {
                "-F"
            } else {
                "--data-urlencode"
            };
            if members.is_empty() {
                return vec![
                    header("Content-Type", &content.media_type),
                    "-d ''".to_owned(),
                ];
            }
            let pair = |(name, value): (&String, &Value)| {
                format!("{flag} {}", quoted(&format!("{name}={}", text_of(value))))
            };
            members.iter().map(pair).collect()
        }
        (Spelling::Json | Spelling::Text, value) => {
            let is_text = essence.starts_with("text/") && value.is_string();
            let text = if is_text {
                text_of(value)
            } else {
                value.to_string()
            };
            vec![
                header("Content-Type", &content.media_type),
                format!("-d {}", quoted(&text)),
            ]
        }
    }
}

fn header(name: &str, value: &str) -> String {
    format!("-H {}", quoted(&format!("{name}: {value}")))
}

fn authorization(credential: &Credential) -> Option<String> {
    Some(match credential {
        Credential::ApiKey {
            location: "header",
            parameter,
        } => header(parameter, "KEY"),
        Credential::ApiKey {
            location: "cookie",
            parameter,
        } => format!("-b {}", quoted(&format!("{parameter}=KEY"))),
        Credential::ApiKey { .. } | Credential::Unknown(_) => return None,
        Credential::Http(scheme) if scheme == "basic" => "-u 'USER:PASSWORD'".to_owned(),
        Credential::Http(scheme) if scheme == "bearer" => header("Authorization", "Bearer TOKEN"),
        Credential::Http(scheme) => header("Authorization", &format!("{scheme} CREDENTIALS")),
        Credential::OAuth2 | Credential::OpenIdConnect(_) => {
            header("Authorization", "Bearer TOKEN")
        }
        Credential::MutualTls => "--cert client.pem".to_owned(),
    })
}

/// The address on this machine: a witness must not hit a live server by accident.
fn url<'k>(
    operation: &Operation,
    parameters: &[Sent<'_>],
    credentials: impl Iterator<Item = &'k Credential>,
    circumstance: &Circumstance,
) -> String {
    let base = match circumstance {
        Circumstance::At(server) => path_of(server),
        _ => base_path(operation.servers.first()),
    };
    let mut url = format!("http://localhost:8080{base}");
    let mut position = 0;
    for part in &operation.path.parts {
        match part {
            PathPart::Literal(text) => url.push_str(text),
            PathPart::Parameter(name) => {
                let sent = parameters
                    .iter()
                    .find(|sent| sent.key == ParameterKey::Position(position));
                let text =
                    sent.map_or_else(|| format!("{{{name}}}"), |sent| joined(&sent.value, ","));
                url.push_str(&encoded(&text));
                position += 1;
            }
        }
    }
    let mut query: Vec<String> = Vec::new();
    for sent in parameters {
        if sent.parameter.location == ParameterLocation::Query {
            query.extend(pairs(sent));
        }
        if sent.parameter.location == ParameterLocation::QueryString {
            query.push(encoded(&text_of(&sent.value)));
        }
    }
    for credential in credentials {
        if let Credential::ApiKey {
            location: "query",
            parameter,
        } = credential
        {
            query.push(format!("{parameter}=KEY"));
        }
    }
    if let Some((name, value)) = circumstance.page_parameter(operation)
        && !parameters.iter().any(|sent| sent.parameter.name == name)
    {
        query.push(format!("{}={value}", encoded(name)));
    }
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query.join("&"));
    }
    url
}

/// The path of a server's URL, without the slash at its end.
fn base_path(server: Option<&Server>) -> String {
    let Some(server) = server else {
        return String::new();
    };
    let mut url = server.url.clone();
    for (name, variable) in &server.variables {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    path_of(&url)
}

/// The path of a URL, without the slash at its end.
fn path_of(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

/// `name=value` pairs of a query parameter, percent-encoded.
fn pairs(sent: &Sent<'_>) -> Vec<String> {
    let name = encoded(&sent.parameter.name);
    let ParameterShape::Schema { style, explode, .. } = sent.parameter.shape else {
        return vec![format!("{name}={}", encoded(&sent.value.to_string()))];
    };
    match (&sent.value, style) {
        (Value::Object(members), Style::DeepObject) => members
            .iter()
            .map(|(key, value)| {
                format!("{name}%5B{}%5D={}", encoded(key), encoded(&text_of(value)))
            })
            .collect(),
        (Value::Object(members), _) if explode => members
            .iter()
            .map(|(key, value)| format!("{}={}", encoded(key), encoded(&text_of(value))))
            .collect(),
        (Value::Array(items), Style::Form) if explode => items
            .iter()
            .map(|item| format!("{name}={}", encoded(&text_of(item))))
            .collect(),
        (value, style) => {
            let separator = match style {
                Style::SpaceDelimited => " ",
                Style::PipeDelimited => "|",
                Style::Matrix
                | Style::Label
                | Style::Simple
                | Style::Form
                | Style::DeepObject
                | Style::Cookie => ",",
            };
            vec![format!("{name}={}", encoded(&joined(value, separator)))]
        }
    }
}

fn joined(value: &Value, separator: &str) -> String {
    let parts: Vec<String> = match value {
        Value::Array(items) => items.iter().map(text_of).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| [name.clone(), text_of(value)])
            .collect(),
        scalar => vec![text_of(scalar)],
    };
    parts.join(separator)
}

/// RFC 3986 2.3 unreserved characters stay; every other byte is percent-encoded.
pub(super) fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a String takes any text");
        }
    }
    encoded
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
