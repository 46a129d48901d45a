//! What gets a client its token: requests to the URLs of an OAuth flow, which are sent before any request of the API.

use countersign_contract::Contract;
use countersign_contract::model::{OAuthFlow, OAuthFlowKind, SecuritySchemeKind};

use super::curl::encoded;
use super::evidence::Answer;
use crate::pairing::Address;

/// A request to one of the URLs of a flow.
#[derive(Clone, Debug)]
pub(crate) struct TokenPlan {
    /// The scheme's name.
    pub(crate) scheme: String,
    pub(crate) flow: OAuthFlowKind,
    pub(crate) step: TokenStep,
    /// A scope to ask for.
    pub(crate) scope: Option<String>,
}

/// Which of its URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenStep {
    /// `authorizationUrl`: the user is asked (RFC 6749 section 3.1).
    Authorize,
    /// `deviceAuthorizationUrl`: a device asks for a code (RFC 8628 section 3.1).
    Device,
    /// `tokenUrl`: the client is given a token (RFC 6749 section 3.2).
    Token,
    /// `refreshUrl`: the client is given a new one (RFC 6749 section 6).
    Refresh,
}

impl TokenStep {
    /// All of them, in the order in which a client comes by.
    pub(crate) const ALL: [Self; 4] = [Self::Authorize, Self::Device, Self::Token, Self::Refresh];

    /// The keyword of the standard.
    pub(crate) fn keyword(self) -> &'static str {
        match self {
            Self::Authorize => "authorizationUrl",
            Self::Device => "deviceAuthorizationUrl",
            Self::Token => "tokenUrl",
            Self::Refresh => "refreshUrl",
        }
    }

    /// The URL of a flow.
    pub(crate) fn url(self, flow: &OAuthFlow) -> Option<&str> {
        match self {
            Self::Authorize => flow.authorization_url.as_deref(),
            Self::Device => flow.device_authorization_url.as_deref(),
            Self::Token => flow.token_url.as_deref(),
            Self::Refresh => flow.refresh_url.as_deref(),
        }
    }
}

impl TokenPlan {
    fn flow_of<'c>(&self, contract: &'c Contract) -> Option<&'c OAuthFlow> {
        match &contract.security_schemes.get(&self.scheme)?.kind {
            SecuritySchemeKind::OAuth2 { flows, .. } => {
                flows.iter().find(|flow| flow.kind == self.flow)
            }
            _ => None,
        }
    }

    /// Where the request goes.
    pub(super) fn url(&self, contract: &Contract) -> Option<String> {
        self.step.url(self.flow_of(contract)?).map(str::to_owned)
    }

    /// Does the authorization server of this contract take the request at this URL?
    pub(super) fn ask(&self, contract: &Contract, url: &str) -> Answer {
        let Some(flow) = self.flow_of(contract) else {
            return Answer::Refused(format!("`{}` has no such flow", self.scheme));
        };
        match self.step.url(flow) {
            Some(own) if Address::parse(own) == Address::parse(url) => {}
            Some(own) => {
                return Answer::Refused(format!("{} is {own} and not {url}", self.step.keyword()));
            }
            None => return Answer::Refused(format!("there is no {}", self.step.keyword())),
        }
        match &self.scope {
            Some(scope) if !flow.scopes.contains_key(scope) => {
                Answer::Refused(format!("`{scope}` is no scope of `{}`", self.scheme))
            }
            _ => Answer::Taken,
        }
    }

    /// The request as text. It is no command: it would reach a server that is alive.
    pub(super) fn told(&self, url: &str) -> String {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let at = rest.find('/').unwrap_or(rest.len());
        let (host, path) = rest.split_at(at);
        let path = if path.is_empty() { "/" } else { path };
        let scope = self.scope.as_deref();
        let scope = scope.map_or_else(String::new, |scope| format!("&scope={}", encoded(scope)));
        let form = |fields: String| {
            format!(
                "POST {path} HTTP/1.1\nHost: {host}\nContent-Type: application/x-www-form-urlencoded\n\n{fields}{scope}"
            )
        };
        match self.step {
            TokenStep::Authorize => {
                let wanted = match self.flow {
                    OAuthFlowKind::Implicit => "token",
                    _ => "code",
                };
                format!(
                    "GET {path}?response_type={wanted}&client_id=CLIENT{scope} HTTP/1.1\nHost: {host}"
                )
            }
            TokenStep::Device => form("client_id=CLIENT".to_owned()),
            TokenStep::Refresh => form("grant_type=refresh_token&refresh_token=TOKEN".to_owned()),
            TokenStep::Token => form(match self.flow {
                OAuthFlowKind::Password => {
                    "grant_type=password&username=USER&password=PASSWORD".to_owned()
                }
                OAuthFlowKind::ClientCredentials => "grant_type=client_credentials".to_owned(),
                OAuthFlowKind::AuthorizationCode | OAuthFlowKind::Implicit => {
                    "grant_type=authorization_code&code=CODE".to_owned()
                }
                OAuthFlowKind::DeviceAuthorization => format!(
                    "grant_type={}&device_code=CODE&client_id=CLIENT",
                    encoded("urn:ietf:params:oauth:grant-type:device_code")
                ),
            }),
        }
    }
}
