//! The table of security schemes, and which of them an operation needs.

use countersign_contract::model::{
    ApiKeyLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};

use crate::emit::text;

/// `SECURITY_SCHEMES`: every declared scheme.
pub(super) fn schemes<'a>(schemes: impl Iterator<Item = &'a SecurityScheme>) -> String {
    let schemes = schemes.map(|scheme| {
        let (name, kind) = (text::string(&scheme.name), kind(&scheme.kind));
        format!("SecurityScheme {{ name: {name}, kind: {kind} }}")
    });
    format!(
        "#[doc = \" Every security scheme of the contract.\"] \
         pub static SECURITY_SCHEMES: &[SecurityScheme] = {};",
        text::list(schemes)
    )
}

fn kind(kind: &SecuritySchemeKind) -> String {
    let kind = match kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        } => {
            let location = match location {
                ApiKeyLocation::Header => "ApiKeyLocation::Header",
                ApiKeyLocation::Query => "ApiKeyLocation::Query",
                ApiKeyLocation::Cookie => "ApiKeyLocation::Cookie",
            };
            let name = text::string(parameter);
            return format!("SecuritySchemeKind::ApiKey {{ name: {name}, location: {location} }}");
        }
        SecuritySchemeKind::Basic => "SecuritySchemeKind::Basic",
        SecuritySchemeKind::Bearer { .. } => "SecuritySchemeKind::Bearer",
        SecuritySchemeKind::Http { scheme } => {
            return format!("SecuritySchemeKind::Http({})", text::string(scheme));
        }
        SecuritySchemeKind::MutualTls => "SecuritySchemeKind::MutualTls",
        SecuritySchemeKind::OAuth2 { .. } => "SecuritySchemeKind::OAuth2",
        SecuritySchemeKind::OpenIdConnect { .. } => "SecuritySchemeKind::OpenIdConnect",
        SecuritySchemeKind::Unknown { .. } => "SecuritySchemeKind::Unknown",
    };
    kind.to_owned()
}

/// Alternatives of an operation: an expression of type `&[&[SecurityUse]]`; `None` when it is open.
pub(super) fn requirements(security: &[SecurityRequirement]) -> Option<String> {
    if security.is_empty() {
        return None;
    }
    let alternatives = security.iter().map(|alternative| {
        let uses = alternative.schemes.iter().map(|use_| {
            let scheme = text::string(&use_.scheme);
            if use_.scopes.is_empty() {
                format!("SecurityUse::new({scheme})")
            } else {
                let scopes = text::strings(&use_.scopes);
                format!("SecurityUse::scoped({scheme}, {scopes})")
            }
        });
        text::list(uses)
    });
    Some(text::list(alternatives))
}
