//! Which verifiers does an operation need? Settled once, when the router is built.

use countersign_core::operation::{
    ApiKeyLocation, OperationDescriptor, SecurityScheme, SecuritySchemeKind, SecurityUse,
};

use super::verifier::{Takes, Verifier};
use crate::router::BuildError;

/// The verifiers the user gave.
pub(crate) struct Verifiers<P> {
    schemes: &'static [SecurityScheme],
    named: Vec<(String, Verifier<P>)>,
    of_kind: Vec<Verifier<P>>,
}

/// The alternatives of one operation, each with the verifiers it needs.
pub(crate) struct Plan<P> {
    pub(super) alternatives: Vec<Vec<Need<P>>>,
}

/// One scheme of an alternative.
pub(super) struct Need<P> {
    pub(super) scheme: &'static SecurityScheme,
    pub(super) scopes: &'static [&'static str],
    pub(super) verifier: Verifier<P>,
}

impl<P> Plan<P> {
    /// The names of the API keys that travel in the query.
    pub(crate) fn query_keys(&self) -> impl Iterator<Item = &'static str> {
        let needs = self.alternatives.iter().flatten();
        needs.filter_map(|need| match need.scheme.kind {
            SecuritySchemeKind::ApiKey {
                name,
                location: ApiKeyLocation::Query,
            } => Some(name),
            _ => None,
        })
    }
}

impl<P: Send + Sync + 'static> Verifiers<P> {
    pub(crate) fn new(schemes: &'static [SecurityScheme]) -> Self {
        Self {
            schemes,
            named: Vec::new(),
            of_kind: Vec::new(),
        }
    }

    /// The last one given for a kind counts.
    pub(crate) fn for_kind(&mut self, verifier: Verifier<P>) {
        self.of_kind.retain(|known| known.takes != verifier.takes);
        self.of_kind.push(verifier);
    }

    /// The last one given for a name counts.
    pub(crate) fn for_scheme(&mut self, scheme: String, verifier: Verifier<P>) {
        self.named.retain(|(known, _)| *known != scheme);
        self.named.push((scheme, verifier));
    }

    /// Whether every verifier has a place, and only one.
    pub(crate) fn check(&self) -> Result<(), BuildError> {
        for (name, verifier) in &self.named {
            let Some(scheme) = self.schemes.iter().find(|scheme| scheme.name == name) else {
                return Err(BuildError::UnknownScheme {
                    scheme: name.clone(),
                });
            };
            if !verifier.takes.fits(scheme.kind) {
                return Err(BuildError::WrongVerifier {
                    scheme: scheme.name,
                    verifier: verifier.takes.name(),
                    carries: carries(scheme.kind),
                });
            }
        }
        for verifier in &self.of_kind {
            let mut fitting = self.schemes.iter().filter(|scheme| {
                verifier.takes.fits(scheme.kind) && self.named(scheme.name).is_none()
            });
            if let (Some(first), Some(second)) = (fitting.next(), fitting.next()) {
                return Err(BuildError::AmbiguousVerifier {
                    first: first.name,
                    second: second.name,
                });
            }
        }
        Ok(())
    }

    /// The verifiers of one operation.
    pub(crate) fn plan(
        &self,
        operation: &'static OperationDescriptor,
    ) -> Result<Plan<P>, BuildError> {
        let alternatives = operation
            .security
            .iter()
            .map(|needed| {
                needed
                    .iter()
                    .map(|need| self.need(operation.id, need))
                    .collect()
            })
            .collect::<Result<_, _>>()?;
        Ok(Plan { alternatives })
    }

    fn need(
        &self,
        operation: &'static str,
        needed: &'static SecurityUse,
    ) -> Result<Need<P>, BuildError> {
        let Some(scheme) = self
            .schemes
            .iter()
            .find(|scheme| scheme.name == needed.scheme)
        else {
            return Err(BuildError::UnknownScheme {
                scheme: needed.scheme.to_owned(),
            });
        };
        let by_kind = || {
            self.of_kind
                .iter()
                .find(|verifier| verifier.takes.fits(scheme.kind))
        };
        match self.named(scheme.name).or_else(by_kind) {
            Some(verifier) => Ok(Need {
                scheme,
                scopes: needed.scopes,
                verifier: verifier.clone(),
            }),
            None if is_in_the_text(scheme.kind) => Err(BuildError::MissingVerifier {
                operation,
                scheme: scheme.name,
            }),
            None => Err(BuildError::UnsupportedScheme {
                operation,
                scheme: scheme.name,
            }),
        }
    }

    fn named(&self, scheme: &str) -> Option<&Verifier<P>> {
        self.named
            .iter()
            .find(|(name, _)| name == scheme)
            .map(|(_, verifier)| verifier)
    }
}

/// Whether this runtime finds the credential in the request by itself.
fn is_in_the_text(kind: SecuritySchemeKind) -> bool {
    [Takes::Bearer, Takes::Basic, Takes::ApiKey]
        .iter()
        .any(|takes| takes.fits(kind))
}

fn carries(kind: SecuritySchemeKind) -> &'static str {
    match kind {
        SecuritySchemeKind::ApiKey { .. } => "an API key",
        SecuritySchemeKind::Basic => "a user name and a password",
        SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OAuth2
        | SecuritySchemeKind::OpenIdConnect => "a bearer token",
        SecuritySchemeKind::Http(_) => "another `Authorization` scheme",
        SecuritySchemeKind::MutualTls => "a client certificate",
        SecuritySchemeKind::Unknown => "something no standard knows",
    }
}
