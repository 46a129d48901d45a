//! OAS 3.1.1 Security Scheme Object and Security Requirement Object.

use indexmap::IndexMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::model::{
    ApiKeyLocation, OAuthFlow, OAuthFlowKind, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind, SecurityUse,
};
use crate::resolve::Place;

impl<'w> Reader<'w> {
    /// `components/securitySchemes`.
    pub(super) fn security_schemes(
        &mut self,
        components: Option<&Fields<'w>>,
    ) -> IndexMap<String, SecurityScheme> {
        let Some(components) = components else {
            return IndexMap::new();
        };
        let entries = self.entries(components, "securitySchemes").into_iter();
        let schemes = entries.filter_map(|(key, place)| {
            let scheme = self.object(place, "Security Scheme Object", |reader, fields| {
                SecurityScheme {
                    name: key.name.to_string(),
                    kind: reader.security_scheme_kind(fields),
                    description: reader.text(fields, "description"),
                    span: fields.span(),
                }
            })?;
            Some((key.name.to_string(), scheme))
        });
        schemes.collect()
    }

    fn security_scheme_kind(&mut self, fields: &Fields<'w>) -> SecuritySchemeKind {
        let name = self.required_text(fields, "type");
        match name.as_str() {
            "apiKey" => self.api_key(fields),
            "http" => {
                let scheme = self.required_text(fields, "scheme").to_ascii_lowercase();
                match scheme.as_str() {
                    "basic" => SecuritySchemeKind::Basic,
                    "bearer" => SecuritySchemeKind::Bearer {
                        format: self.text(fields, "bearerFormat"),
                    },
                    _ => SecuritySchemeKind::Http { scheme },
                }
            }
            "mutualTLS" => SecuritySchemeKind::MutualTls,
            "oauth2" => SecuritySchemeKind::OAuth2 {
                flows: self.oauth_flows(fields),
            },
            "openIdConnect" => SecuritySchemeKind::OpenIdConnect {
                url: self.required_text(fields, "openIdConnectUrl"),
            },
            _ => {
                let message =
                    format!("`type: {name}` is no security scheme; nobody can satisfy it");
                self.diagnostics.push(
                    Diagnostic::error("unknown-security-scheme-type", message)
                        .at(fields
                            .get("type")
                            .map_or(fields.span(), |place| place.span()))
                        .help("write `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`"),
                );
                SecuritySchemeKind::Unknown { name }
            }
        }
    }

    fn api_key(&mut self, fields: &Fields<'w>) -> SecuritySchemeKind {
        let parameter = self.required_text(fields, "name");
        let written = self.required_text(fields, "in");
        let location = match written.as_str() {
            "query" => ApiKeyLocation::Query,
            "header" => ApiKeyLocation::Header,
            "cookie" => ApiKeyLocation::Cookie,
            _ => {
                let message = format!("an API key cannot be `in: {written}`");
                self.diagnostics.push(
                    Diagnostic::error("unknown-api-key-location", message)
                        .at(fields.get("in").map_or(fields.span(), |place| place.span()))
                        .help("write `in: header`, `query` or `cookie`"),
                );
                return SecuritySchemeKind::Unknown {
                    name: "apiKey".to_owned(),
                };
            }
        };
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        }
    }

    fn oauth_flows(&mut self, fields: &Fields<'w>) -> Vec<OAuthFlow> {
        let mut flows = Vec::new();
        for (key, place) in self.entries(fields, "flows") {
            let kind = match key.name.as_str() {
                "implicit" => OAuthFlowKind::Implicit,
                "password" => OAuthFlowKind::Password,
                "clientCredentials" => OAuthFlowKind::ClientCredentials,
                "authorizationCode" => OAuthFlowKind::AuthorizationCode,
                extension if extension.starts_with("x-") => continue,
                _ => {
                    let message = format!("`{}` is no OAuth flow; it is left out", key.name);
                    let finding = Diagnostic::warning("unknown-field", message);
                    self.habits.note(key.name.as_str(), key.span, finding);
                    continue;
                }
            };
            let flow = self.object_here(place, "OAuth Flow Object", |reader, fields| OAuthFlow {
                kind,
                authorization_url: reader.text(fields, "authorizationUrl"),
                token_url: reader.text(fields, "tokenUrl"),
                refresh_url: reader.text(fields, "refreshUrl"),
                scopes: reader.scopes(fields),
            });
            flows.extend(flow);
        }
        flows
    }

    fn scopes(&mut self, fields: &Fields<'w>) -> IndexMap<String, String> {
        let entries = self.entries(fields, "scopes").into_iter();
        let scopes = entries.map(|(key, place)| {
            let description = self.text_at(&place, &key.name).unwrap_or_default();
            (key.name.to_string(), description)
        });
        scopes.collect()
    }

    /// `security`: alternatives of sets of schemes.
    pub(super) fn security_requirements(&mut self, place: &Place<'w>) -> Vec<SecurityRequirement> {
        let alternatives = self.items(place, "security").into_iter();
        let requirements = alternatives.map(|place| SecurityRequirement {
            span: Some(place.span()),
            schemes: self.security_uses(&place),
        });
        requirements.collect()
    }

    fn security_uses(&mut self, place: &Place<'w>) -> Vec<SecurityUse> {
        let members = self.members(place, "security").into_iter();
        let uses = members.map(|(key, place)| {
            if self.component("securitySchemes", &key.name).is_none() {
                let message = format!("no security scheme `{}` is declared", key.name);
                let finding = Diagnostic::error("undeclared-security-scheme", message)
                    .help("declare it under `components: securitySchemes:`");
                self.habits.note(key.name.as_str(), key.span, finding);
            }
            let scopes = self.items(&place, &key.name).into_iter();
            SecurityUse {
                scheme: key.name.to_string(),
                scopes: scopes
                    .filter_map(|scope| self.text_at(&scope, &key.name))
                    .collect(),
            }
        });
        uses.collect()
    }
}
