//! What a refused caller is told: `WWW-Authenticate` (RFC 9110 section 11.6.1, RFC 6750 section 3, RFC 7617 section 2).

use countersign_core::operation::{ApiKeyLocation, SecurityScheme, SecuritySchemeKind};
use countersign_core::problem::Problem;
use http::header::WWW_AUTHENTICATE;
use http::{HeaderValue, StatusCode};

/// Why there is a challenge.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// No credential was sent: RFC 6750 section 3.1 wants no error code then.
    NothingPresented,
    /// One was sent and is not good.
    Invalid,
}

/// 401 with one challenge per scheme.
pub(super) fn unauthorized(schemes: &[&'static SecurityScheme], reason: Reason) -> Problem {
    let detail = match reason {
        Reason::NothingPresented => "this operation needs a credential and none was sent",
        Reason::Invalid => "the credential is not valid",
    };
    let mut problem = Problem::new(StatusCode::UNAUTHORIZED).with_detail(detail);
    let mut sent: Vec<String> = Vec::new();
    for scheme in schemes {
        let challenge = challenge(scheme, reason);
        if sent.contains(&challenge) {
            continue;
        }
        if let Ok(value) = HeaderValue::from_str(&challenge) {
            problem.headers.append(WWW_AUTHENTICATE, value);
        }
        sent.push(challenge);
    }
    problem
}

/// 403: the caller is known and lacks scopes.
pub(super) fn insufficient_scope(scheme: &SecurityScheme, needed: &[&str]) -> Problem {
    let needed = needed.join(" ");
    let problem = Problem::new(StatusCode::FORBIDDEN)
        .with_detail(format!("the credential does not grant `{needed}`"));
    let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{needed}\"");
    match HeaderValue::from_str(&challenge) {
        Ok(value) if scheme.kind.is_bearer() => problem.with_header(WWW_AUTHENTICATE, value),
        _ => problem,
    }
}

/// API keys and certificates have no registered scheme name; RFC 9110 still wants a challenge.
fn challenge(scheme: &SecurityScheme, reason: Reason) -> String {
    match scheme.kind {
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect => match reason {
            Reason::NothingPresented => "Bearer".to_owned(),
            Reason::Invalid => "Bearer error=\"invalid_token\"".to_owned(),
        },
        SecuritySchemeKind::Basic => {
            format!(
                "Basic realm=\"{}\", charset=\"UTF-8\"",
                quotable(scheme.name)
            )
        }
        SecuritySchemeKind::ApiKey { name, location } => {
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("ApiKey name=\"{}\", in=\"{location}\"", quotable(name))
        }
        SecuritySchemeKind::Http(name) => name.to_owned(),
        SecuritySchemeKind::MutualTls => "Mutual".to_owned(),
        SecuritySchemeKind::Unknown => format!("Unknown name=\"{}\"", quotable(scheme.name)),
    }
}

fn quotable(text: &str) -> String {
    text.replace(['"', '\\'], "")
}
