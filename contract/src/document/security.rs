//! OAS 3.1.1 Security Scheme Object and Security Requirement Object.

use indexmap::IndexMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::model::{
    ApiKeyLocation, OAuthFlow, OAuthFlowKind, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind, SecurityUse,
};
use crate::resolve::Place;
use crate::syntax::Key;

impl<'w> Reader<'w> {
    /// `components/securitySchemes`.
    pub(super) fn security_schemes(
        &mut self,
        root: &Fields<'w>,
    ) -> IndexMap<String, SecurityScheme> {
        let mut schemes = IndexMap::new();
        for (key, place) in self.component_entries(root, "securitySchemes") {
            if self.is_remote_scheme(&place) {
                continue;
            }
            let scheme = self.security_scheme(&key.name, place);
            schemes.extend(scheme.map(|scheme| (key.name.to_string(), scheme)));
        }
        for (name, place) in std::mem::take(&mut self.foreign_schemes) {
            let scheme = self.security_scheme(&name, place);
            schemes.extend(scheme.map(|scheme| (name, scheme)));
        }
        schemes
    }

    fn security_scheme(&mut self, name: &str, place: Place<'w>) -> Option<SecurityScheme> {
        self.object(place, "Security Scheme Object", |reader, fields| {
            SecurityScheme {
                name: name.to_owned(),
                kind: reader.security_scheme_kind(fields),
                description: reader.text(fields, "description"),
                deprecated: reader.flag(fields, "deprecated").unwrap_or(false),
                span: fields.span(),
            }
        })
    }

    /// A scheme that is described on the network, where nothing is fetched from. It harms nobody as long as nobody needs it,
    /// and who does is told that it is undeclared.
    fn is_remote_scheme(&mut self, place: &Place<'w>) -> bool {
        let Some(reference) = place.get("$ref") else {
            return false;
        };
        let text = reference.node.as_str().unwrap_or_default();
        let remote = text.starts_with("http://") || text.starts_with("https://");
        if remote {
            let message = format!("`{text}` is not followed; the security scheme is left out");
            self.diagnostics.push(
                Diagnostic::warning("reference-remote", message)
                    .at(reference.span())
                    .help("keep a copy beside the contract and refer to that"),
            );
        }
        remote
    }

    fn security_scheme_kind(&mut self, fields: &Fields<'w>) -> SecuritySchemeKind {
        let name = self.required_text(fields, "type");
        match name.as_str() {
            "apiKey" => self.api_key(fields),
            "basic" if self.dialect == Dialect::Swagger20 => SecuritySchemeKind::Basic,
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
                flows: if self.dialect == Dialect::Swagger20 && fields.get("flows").is_none() {
                    self.single_flow(fields)
                } else {
                    self.oauth_flows(fields)
                },
                metadata_url: self.text(fields, "oauth2MetadataUrl"),
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
                "deviceAuthorization" if self.dialect == Dialect::OpenApi32 => {
                    OAuthFlowKind::DeviceAuthorization
                }
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
                device_authorization_url: reader.text(fields, "deviceAuthorizationUrl"),
                token_url: reader.text(fields, "tokenUrl"),
                refresh_url: reader.text(fields, "refreshUrl"),
                scopes: reader.scopes(fields),
            });
            flows.extend(flow);
        }
        flows
    }

    pub(crate) fn scopes(&mut self, fields: &Fields<'w>) -> IndexMap<String, String> {
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
            if !self.is_known_scheme(key, &place) {
                let message =
                    format!("no security scheme `{}` is declared; nobody can satisfy it", key.name);
                let finding = Diagnostic::warning("undeclared-security-scheme", message)
                    .help("declare it under `components: securitySchemes:`; nothing is generated until then");
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
    /// Is a scheme of this name declared, or (OAS 3.2.0 Security Requirement Object) is the name a reference to one? The names
    /// of components come first.
    fn is_known_scheme(&mut self, key: &Key, place: &Place<'w>) -> bool {
        let name = key.name.as_str();
        if self.component("securitySchemes", name).is_some()
            || self.foreign_schemes.contains_key(name)
        {
            return true;
        }
        let reference = self.dialect == Dialect::OpenApi32 && name.contains(['#', '/', '.']);
        let remote = name.starts_with("http://") || name.starts_with("https://");
        if !reference || remote {
            return false;
        }
        let found = self.resolver.resolve(place, name);
        let scheme = found.ok().filter(|found| found.get("type").is_some());
        let known = scheme.is_some();
        self.foreign_schemes
            .extend(scheme.map(|scheme| (name.to_owned(), scheme)));
        known
    }
}
