//! The one flow of an OAuth scheme (Swagger 2.0, Security Scheme Object).

use crate::diagnostic::Diagnostic;
use crate::document::{Fields, Reader};
use crate::model::{OAuthFlow, OAuthFlowKind};

impl<'w> Reader<'w> {
    /// `flow` and what belongs to it, as the only flow of the scheme.
    pub(crate) fn single_flow(&mut self, fields: &Fields<'w>) -> Vec<OAuthFlow> {
        let word = self.required_text(fields, "flow");
        let kind = match word.as_str() {
            "implicit" => OAuthFlowKind::Implicit,
            "password" => OAuthFlowKind::Password,
            "application" | "clientCredentials" => OAuthFlowKind::ClientCredentials,
            "accessCode" | "authorizationCode" => OAuthFlowKind::AuthorizationCode,
            _ => {
                let message = format!("`flow: {word}` is no OAuth flow; the scheme has none");
                let span = fields
                    .get("flow")
                    .map_or(fields.span(), |place| place.span());
                let finding = Diagnostic::warning("unknown-oauth-flow", message)
                    .help("write `implicit`, `password`, `application` or `accessCode`");
                self.habits.note(word, span, finding);
                return Vec::new();
            }
        };
        vec![OAuthFlow {
            kind,
            authorization_url: self.text(fields, "authorizationUrl"),
            device_authorization_url: None,
            token_url: self.text(fields, "tokenUrl"),
            refresh_url: None,
            scopes: self.scopes(fields),
        }]
    }
}
