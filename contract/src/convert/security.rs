//! Security schemes in words of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::outgoing::Writer;
use crate::model::{ApiKeyLocation, OAuthFlow, OAuthFlowKind, SecurityScheme, SecuritySchemeKind};

impl Writer<'_> {
    /// A Security Scheme Object. 3.0 has no mutual TLS: an HTTP scheme of that name keeps the requirement alive.
    pub(super) fn security_scheme(&mut self, scheme: &SecurityScheme) -> Value {
        let mut object = match &scheme.kind {
            SecuritySchemeKind::ApiKey {
                parameter,
                location,
            } => {
                let location = match location {
                    ApiKeyLocation::Header => "header",
                    ApiKeyLocation::Query => "query",
                    ApiKeyLocation::Cookie => "cookie",
                };
                json!({ "type": "apiKey", "name": parameter, "in": location })
            }
            SecuritySchemeKind::Basic => json!({ "type": "http", "scheme": "basic" }),
            SecuritySchemeKind::Bearer { format: None } => {
                json!({ "type": "http", "scheme": "bearer" })
            }
            SecuritySchemeKind::Bearer {
                format: Some(format),
            } => json!({ "type": "http", "scheme": "bearer", "bearerFormat": format }),
            SecuritySchemeKind::Http { scheme } => json!({ "type": "http", "scheme": scheme }),
            SecuritySchemeKind::MutualTls => {
                self.lost("mutualTLS", scheme.span);
                json!({ "type": "http", "scheme": "mutualtls" })
            }
            SecuritySchemeKind::OAuth2 { flows, .. } => {
                let device = OAuthFlowKind::DeviceAuthorization;
                if flows.iter().any(|flow| flow.kind == device) {
                    self.lost("deviceAuthorization", scheme.span);
                }
                let flows: Map<String, Value> = flows.iter().filter_map(flow).collect();
                json!({ "type": "oauth2", "flows": flows })
            }
            SecuritySchemeKind::OpenIdConnect { url } => {
                json!({ "type": "openIdConnect", "openIdConnectUrl": url })
            }
            SecuritySchemeKind::Unknown { name } => json!({ "type": name }),
        };
        if let Some(description) = &scheme.description {
            object["description"] = json!(description);
        }
        object
    }
}

/// A flow that 3.0 has; the others lead to the same tokens by a way 3.0 cannot describe.
fn flow(flow: &OAuthFlow) -> Option<(String, Value)> {
    let key = match flow.kind {
        OAuthFlowKind::Implicit => "implicit",
        OAuthFlowKind::Password => "password",
        OAuthFlowKind::ClientCredentials => "clientCredentials",
        OAuthFlowKind::AuthorizationCode => "authorizationCode",
        OAuthFlowKind::DeviceAuthorization => return None,
    };
    let mut object = json!({ "scopes": flow.scopes });
    for (field, url) in [
        ("authorizationUrl", &flow.authorization_url),
        ("tokenUrl", &flow.token_url),
        ("refreshUrl", &flow.refresh_url),
    ] {
        if let Some(url) = url {
            object[field] = json!(url);
        }
    }
    Some((key.to_owned(), object))
}
