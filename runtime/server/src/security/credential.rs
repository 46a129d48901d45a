//! Where in a request is the credential of a scheme?

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use countersign_core::operation::{ApiKeyLocation, SecuritySchemeKind};
use countersign_core::secret::Secret;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap};
use http::request::Parts;

use super::verifier::Takes;

/// What a verifier is asked about.
pub(super) enum Credential {
    Token(Secret),
    Password { user: String, password: Secret },
    Key(Secret),
    Request(Box<Parts>),
}

/// What a request shows of a scheme.
pub(super) enum Presented {
    /// Nothing: the caller did not try this scheme.
    Nothing,
    /// Something that no verifier need be asked about.
    Malformed,
    Credential(Credential),
}

/// Finds the credential of a scheme.
pub(super) fn find(kind: SecuritySchemeKind, takes: Takes, parts: &Parts) -> Presented {
    if takes == Takes::Request {
        return Presented::Credential(Credential::Request(Box::new(parts.clone())));
    }
    let key = |key: Option<String>| match key {
        Some(key) if !key.is_empty() => Presented::Credential(Credential::Key(Secret::new(key))),
        _ => Presented::Nothing,
    };
    match kind {
        SecuritySchemeKind::ApiKey { name, location } => match location {
            ApiKeyLocation::Header => key(header(&parts.headers, name)),
            ApiKeyLocation::Query => key(query(parts.uri.query().unwrap_or_default(), name)),
            ApiKeyLocation::Cookie => key(cookie(&parts.headers, name)),
        },
        SecuritySchemeKind::Basic => match authorization(&parts.headers, "basic") {
            Some(encoded) => basic(&encoded).map_or(Presented::Malformed, Presented::Credential),
            None => Presented::Nothing,
        },
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect => match authorization(&parts.headers, "bearer") {
            Some(token) if token.is_empty() || token.contains(' ') => Presented::Malformed,
            Some(token) => Presented::Credential(Credential::Token(Secret::new(token))),
            None => Presented::Nothing,
        },
        SecuritySchemeKind::Http(_)
        | SecuritySchemeKind::MutualTls
        | SecuritySchemeKind::Unknown => Presented::Nothing,
    }
}

/// What follows the scheme's name (any case, RFC 9110 section 11.1) in `Authorization`.
fn authorization(headers: &HeaderMap, scheme: &str) -> Option<String> {
    headers.get_all(AUTHORIZATION).iter().find_map(|value| {
        let value = value.to_str().ok()?.trim();
        let (name, rest) = value.split_once(' ').unwrap_or((value, ""));
        name.eq_ignore_ascii_case(scheme)
            .then(|| rest.trim_start().to_owned())
    })
}

/// RFC 7617 section 2: the user name holds no colon, the password may.
fn basic(encoded: &str) -> Option<Credential> {
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded).ok()?).ok()?;
    let (user, password) = decoded.split_once(':')?;
    Some(Credential::Password {
        user: user.to_owned(),
        password: Secret::from(password),
    })
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn query(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (decoded(key) == name).then(|| decoded(value))
    })
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(|value| {
            value.split(';').find_map(|pair| {
                let (key, value) = pair.split_once('=')?;
                (key.trim() == name).then(|| value.trim().to_owned())
            })
        })
}
