//! How is a client set up? Every combination that makes no sense is an error of `build`, before the first call.

mod error;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use countersign_core::operation::{RetryPolicy, SecurityScheme};
use countersign_core::secret::Secret;
use countersign_core::trace_context::TraceContext;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::auth::{Credential, Credentials, TokenSource};
use crate::circuit_breaker::{CircuitBreaker, Circuits};
use crate::rate_limit::RateLimiter;
use crate::retry::Budget;
use crate::runtime::{Overrides, Runtime, Shared};
use crate::server::{Server, Servers};
use crate::telemetry::Trace;
use crate::time::{Clock, Random, Sleeper, Time};
use crate::transport::Transport;

pub use error::BuildError;

/// The longest response body that is read unless the client says otherwise: 16 MiB.
pub const DEFAULT_BODY_LIMIT: usize = 16 * 1024 * 1024;

/// What the runtime needs to know about a generated client.
pub trait GeneratedClient: Sized {
    /// The security schemes of the contract.
    const SECURITY_SCHEMES: &'static [SecurityScheme];
    /// The first server of the contract, its variables filled in with their defaults; `""` when it names none.
    const DEFAULT_SERVER: &'static str;

    /// Wraps the engine.
    fn from_runtime(runtime: Runtime) -> Self;
}

/// Sets up a generated client `C`.
pub struct Builder<C> {
    server: Option<Server>,
    replaced: Vec<(Server, Server)>,
    transport: Option<Arc<dyn Transport>>,
    named: Vec<(String, Credential)>,
    unnamed: Vec<Credential>,
    headers: Vec<(String, String)>,
    overrides: Overrides,
    body_limit: usize,
    allow_plain_http: bool,
    circuit_breaker: Option<CircuitBreaker>,
    trace: Trace,
    time: Time,
    client: PhantomData<fn() -> C>,
}

impl<C: GeneratedClient> Builder<C> {
    /// A client of the server at this URL; all paths of the contract are appended to its path. Every operation goes there,
    /// also those for which the contract names servers of their own.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self::with_server(Some(Server::from(base_url.into())))
    }

    /// A client of a server that the contract names: operations with servers of their own go to those. A text is a URL that
    /// every operation goes to, as in [`Builder::new`].
    pub fn of(server: impl Into<Server>) -> Self {
        Self::with_server(Some(server.into()))
    }

    /// A sender of webhooks or callbacks, each of which is given its own [`crate::Destination`].
    pub fn sender() -> Self {
        Self::with_server(None)
    }

    fn with_server(server: Option<Server>) -> Self {
        Self {
            server,
            replaced: Vec::new(),
            transport: None,
            named: Vec::new(),
            unnamed: Vec::new(),
            headers: Vec::new(),
            overrides: Overrides::default(),
            body_limit: DEFAULT_BODY_LIMIT,
            allow_plain_http: false,
            circuit_breaker: None,
            trace: Trace::default(),
            time: Time::default(),
            client: PhantomData,
        }
    }

    /// Sends to `other` what belongs to `declared`, the server of an operation or path item in the contract: its URL as
    /// written, variables filled in with their defaults. This holds also where everything else goes to one URL.
    #[must_use]
    pub fn replace_server(mut self, declared: impl Into<Server>, other: impl Into<Server>) -> Self {
        self.replaced.push((declared.into(), other.into()));
        self
    }

    /// A token for the one `bearer`, `oauth2` or `openIdConnect` scheme of the contract.
    #[must_use]
    pub fn bearer_token(self, token: impl Into<Secret>) -> Self {
        self.unnamed(Credential::bearer_token(token))
    }

    /// The same, asked for anew for each call: a token that expires.
    #[must_use]
    pub fn bearer_token_from(self, source: impl TokenSource) -> Self {
        self.unnamed(Credential::bearer_token_from(source))
    }

    /// A user name and password for the one `basic` scheme of the contract.
    #[must_use]
    pub fn basic(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.unnamed(Credential::basic(user, password))
    }

    /// The value for the one `apiKey` scheme of the contract.
    #[must_use]
    pub fn api_key(self, value: impl Into<Secret>) -> Self {
        self.unnamed(Credential::api_key(value))
    }

    /// A credential for the scheme of this name, where there are several of a kind.
    #[must_use]
    pub fn credential(mut self, scheme: impl Into<String>, credential: Credential) -> Self {
        self.named.push((scheme.into(), credential));
        self
    }

    /// Sends requests through this transport in place of sockets.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sends this header field with every request.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Retries every operation like this, whatever the contract says. The safety rule stays.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.overrides.retry = Some(policy);
        self
    }

    /// Limits every call, whatever the contract says: waiting, backoff and all attempts.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.overrides.deadline = Some(limit);
        self
    }

    /// Limits every attempt, whatever the contract says.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.overrides.attempt = Some(limit);
        self
    }

    /// Limits opening a connection, whatever the contract says.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.overrides.connect = Some(limit);
        self
    }

    /// Reads response bodies of up to so many bytes; [`DEFAULT_BODY_LIMIT`] unless said.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Sends credentials over plain `http` to other machines too, where everybody on the way can read them.
    #[must_use]
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Refuses calls for a while when too many of their group fail. Without this there is no circuit breaker.
    #[must_use]
    pub fn circuit_breaker(mut self, settings: CircuitBreaker) -> Self {
        self.circuit_breaker = Some(settings);
        self
    }

    /// Asks `current`, in the span of each attempt, which trace the attempt belongs to, and sends it as `traceparent`.
    #[must_use]
    pub fn trace_context(
        mut self,
        current: impl Fn() -> Option<TraceContext> + Send + Sync + 'static,
    ) -> Self {
        self.trace = Trace::new(current);
        self
    }

    /// Takes the time from this clock.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.time.clock = Arc::new(clock);
        self
    }

    /// Waits with this timer; it must belong to the clock.
    #[must_use]
    pub fn sleeper(mut self, sleeper: impl Sleeper) -> Self {
        self.time.sleeper = Arc::new(sleeper);
        self
    }

    /// Takes jitter and minted keys from this source.
    #[must_use]
    pub fn random(mut self, random: impl Random) -> Self {
        self.time.random = Arc::new(random);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// When the URL is none, a credential fits no scheme or several, or would travel in the clear.
    pub fn build(self) -> Result<C, BuildError> {
        let servers = self
            .server
            .map(|server| Servers::new(&server, &self.replaced))
            .transpose()
            .map_err(|(url, reason)| BuildError::Server {
                url: without_user_info(&url),
                reason,
            })?;
        let credentials = credentials(C::SECURITY_SCHEMES, self.named, self.unnamed)?;
        let transport = self.transport.map_or_else(default_transport, Ok)?;
        let allow_plain_http = self.allow_plain_http || !transport.crosses_network();
        let mut named = servers.iter().flat_map(Servers::named);
        if let Some(server) = named.find(|server| server.is_in_the_clear())
            && !credentials.is_empty()
            && !allow_plain_http
        {
            return Err(BuildError::PlainHttp {
                host: server.host().to_owned(),
            });
        }
        drop(named);
        Ok(C::from_runtime(Runtime(Arc::new(Shared {
            servers,
            transport,
            security_schemes: C::SECURITY_SCHEMES,
            credentials,
            allow_plain_http,
            headers: headers(self.headers)?,
            overrides: self.overrides,
            body_limit: self.body_limit,
            budget: Budget::new(self.time.now()),
            rate_limiter: RateLimiter::default(),
            circuits: Circuits::new(self.circuit_breaker),
            trace: self.trace,
            time: self.time,
        }))))
    }

    fn unnamed(mut self, credential: Credential) -> Self {
        self.unnamed.push(credential);
        self
    }
}

/// What an error may say about a URL that holds a password.
fn without_user_info(url: &str) -> String {
    match url.rsplit_once('@') {
        Some((_, host)) => format!("..@{host}"),
        None => url.to_owned(),
    }
}

fn credentials(
    schemes: &'static [SecurityScheme],
    named: Vec<(String, Credential)>,
    unnamed: Vec<Credential>,
) -> Result<Credentials, BuildError> {
    let mut credentials = Credentials::new();
    for credential in unnamed {
        let mut fitting = schemes
            .iter()
            .filter(|scheme| credential.fits(&scheme.kind));
        match (fitting.next(), fitting.next()) {
            (Some(scheme), None) => credentials.insert(scheme.name.to_owned(), credential),
            (None, _) => return Err(BuildError::NoSchemeFits { credential }),
            (Some(_), Some(_)) => return Err(BuildError::SeveralSchemesFit { credential }),
        };
    }
    for (name, credential) in named {
        match schemes.iter().find(|scheme| scheme.name == name) {
            None => return Err(BuildError::UnknownScheme { scheme: name }),
            Some(scheme) if !credential.fits(&scheme.kind) => {
                return Err(BuildError::WrongKind {
                    scheme: name,
                    credential,
                });
            }
            Some(_) => credentials.insert(name, credential),
        };
    }
    Ok(credentials)
}

fn headers(fields: Vec<(String, String)>) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    for (name, value) in fields {
        match (HeaderName::try_from(&name), HeaderValue::try_from(value)) {
            (Ok(field), Ok(value)) => headers.insert(field, value),
            _ => return Err(BuildError::Header { name }),
        };
    }
    Ok(headers)
}

#[cfg(feature = "reqwest")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "without the feature there is nothing to return"
)]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(crate::transport::Reqwest::new()))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Builder")
            .field(
                "server",
                &self
                    .server
                    .as_ref()
                    .map(|server| without_user_info(server.url())),
            )
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
