//! Security as callers meet it: alternatives of credentials, told apart by what travels and not by what a scheme is called.

use std::collections::{BTreeMap, BTreeSet};

use countersign_contract::model::{
    ApiKeyLocation, OAuthFlow, OAuthFlowKind, Operation, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind,
};
use countersign_contract::{Contract, SourceSpan};

use crate::side::{Side, Sides};

/// What a caller must hold: the same credential under another scheme name is the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Credential {
    ApiKey {
        location: &'static str,
        parameter: String,
    },
    Http(String),
    MutualTls,
    OAuth2,
    OpenIdConnect(String),
    Unknown(String),
}

/// One way to be let in: every credential with all of its scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alternative {
    pub(crate) credentials: BTreeMap<Credential, BTreeSet<String>>,
    /// Scheme names as written, for messages.
    pub(crate) names: Vec<String>,
    pub(crate) span: Option<SourceSpan>,
}

/// A scheme that both sides of an operation ask for under one name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SchemePair<'c> {
    pub(crate) base: &'c SecurityScheme,
    pub(crate) revision: &'c SecurityScheme,
}

impl<'c> SchemePair<'c> {
    /// The schemes of an operation that both contracts have.
    pub(crate) fn all(sides: Sides<'c>, base: &Operation, revision: &Operation) -> Vec<Self> {
        let asked = |operation: &Operation| -> BTreeSet<String> {
            let schemes = operation.security.iter().flat_map(|all| &all.schemes);
            schemes.map(|used| used.scheme.clone()).collect()
        };
        let pair = |name: &String| {
            Some(Self {
                base: sides.base.security_schemes.get(name)?,
                revision: sides.revision.security_schemes.get(name)?,
            })
        };
        let names = asked(base);
        names
            .intersection(&asked(revision))
            .filter_map(pair)
            .collect()
    }

    /// Where it was written.
    pub(crate) fn spans(&self) -> (Option<SourceSpan>, Option<SourceSpan>) {
        (Some(self.base.span), Some(self.revision.span))
    }

    /// The flows of both sides, where both are OAuth 2.
    pub(crate) fn flows(&self) -> Option<(&'c [OAuthFlow], &'c [OAuthFlow])> {
        match (&self.base.kind, &self.revision.kind) {
            (
                SecuritySchemeKind::OAuth2 { flows: base, .. },
                SecuritySchemeKind::OAuth2 {
                    flows: revision, ..
                },
            ) => Some((base, revision)),
            _ => None,
        }
    }

    /// The flows that both sides have.
    pub(crate) fn common_flows(&self) -> Vec<(&'c OAuthFlow, &'c OAuthFlow)> {
        let (base, revision) = self.flows().unwrap_or_default();
        let pairs = base.iter().filter_map(|old| {
            let new = revision.iter().find(|new| new.kind == old.kind)?;
            Some((old, new))
        });
        pairs.collect()
    }
}

/// What happened to a way in that no longer works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// Anonymous calls were let in.
    Anonymous,
    /// The same credentials must grant more.
    ScopeAdded,
    /// Another credential is asked for beside them.
    SchemeAdded,
    /// A scheme of the same name is now another credential.
    SchemeChanged,
    /// It is gone.
    Removed,
}

/// The security of an operation that both contracts have.
#[derive(Clone, Debug)]
pub(crate) struct SecurityPair {
    pub(crate) base: Vec<Alternative>,
    pub(crate) revision: Vec<Alternative>,
}

impl SecurityPair {
    /// The security of both sides of an operation.
    pub(crate) fn of(sides: Sides<'_>, base: &Operation, revision: &Operation) -> Self {
        Self {
            base: alternatives(sides.contract(Side::Base), base),
            revision: alternatives(sides.contract(Side::Revision), revision),
        }
    }

    /// The base's alternatives that no longer let anybody in, with their index.
    pub(crate) fn lost(&self) -> impl Iterator<Item = (usize, &Alternative)> {
        self.base.iter().enumerate().filter(|(_, held)| {
            !self
                .revision
                .iter()
                .any(|asked| asked.is_met_by(&held.credentials))
        })
    }
}

impl SecurityPair {
    /// The lost alternatives of one kind: index, alternative, and the place in the revision that replaced it.
    pub(crate) fn lost_by(
        &self,
        loss: Loss,
    ) -> impl Iterator<Item = (usize, &Alternative, Option<SourceSpan>)> {
        self.lost().filter_map(move |(at, held)| {
            let (kind, span) = self.loss_of(held);
            (kind == loss).then_some((at, held, span))
        })
    }

    /// Ways in that only the revision has and that came about in one way, seen from the other end: index, alternative, and
    /// the place in the base that it took the place of.
    pub(crate) fn gained_by(&self, loss: Loss) -> Vec<(usize, Alternative, Option<SourceSpan>)> {
        let turned = Self {
            base: self.revision.clone(),
            revision: self.base.clone(),
        };
        let gained = turned.lost_by(loss);
        gained
            .map(|(at, held, span)| (at, held.clone(), span))
            .collect()
    }

    fn loss_of(&self, held: &Alternative) -> (Loss, Option<SourceSpan>) {
        let find = |test: &dyn Fn(&Alternative) -> bool| {
            self.revision
                .iter()
                .find(|asked| test(asked))
                .map(|asked| asked.span)
        };
        if held.is_anonymous() {
            return (Loss::Anonymous, find(&|_| true).flatten());
        }
        let same = |asked: &Alternative| asked.asks_for_all_of(held) && held.asks_for_all_of(asked);
        if let Some(span) = find(&same) {
            return (Loss::ScopeAdded, span);
        }
        if let Some(span) = find(&|asked| asked.asks_for_all_of(held)) {
            return (Loss::SchemeAdded, span);
        }
        if let Some(span) = find(&|asked| asked.names == held.names) {
            return (Loss::SchemeChanged, span);
        }
        let first = self.revision.first().and_then(|asked| asked.span);
        (Loss::Removed, first)
    }
}

impl Alternative {
    /// Do these credentials meet it?
    pub(crate) fn is_met_by(&self, held: &BTreeMap<Credential, BTreeSet<String>>) -> bool {
        self.credentials.iter().all(|(credential, scopes)| {
            held.get(credential)
                .is_some_and(|granted| scopes.is_subset(granted))
        })
    }

    /// Does it need no credential?
    pub(crate) fn is_anonymous(&self) -> bool {
        self.credentials.is_empty()
    }

    /// Does it ask for every credential that `other` does, scopes aside?
    pub(crate) fn asks_for_all_of(&self, other: &Self) -> bool {
        other
            .credentials
            .keys()
            .all(|credential| self.credentials.contains_key(credential))
    }
}

/// The alternatives of an operation. An operation without any is open, which is one alternative that needs nothing.
pub(crate) fn alternatives(contract: &Contract, operation: &Operation) -> Vec<Alternative> {
    if operation.security.is_empty() {
        return vec![Alternative {
            credentials: BTreeMap::new(),
            names: Vec::new(),
            span: None,
        }];
    }
    operation
        .security
        .iter()
        .map(|requirement| alternative(contract, requirement))
        .collect()
}

fn alternative(contract: &Contract, requirement: &SecurityRequirement) -> Alternative {
    let mut credentials: BTreeMap<Credential, BTreeSet<String>> = BTreeMap::new();
    for used in &requirement.schemes {
        let credential = contract.security_schemes.get(&used.scheme).map_or_else(
            || Credential::Unknown(used.scheme.clone()),
            |scheme| credential(&scheme.kind),
        );
        credentials
            .entry(credential)
            .or_default()
            .extend(used.scopes.iter().cloned());
    }
    Alternative {
        credentials,
        names: requirement
            .schemes
            .iter()
            .map(|used| used.scheme.clone())
            .collect(),
        span: requirement.span,
    }
}

fn credential(kind: &SecuritySchemeKind) -> Credential {
    match kind {
        SecuritySchemeKind::ApiKey {
            parameter,
            location,
        } => Credential::ApiKey {
            location: match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            },
            parameter: match location {
                ApiKeyLocation::Header => parameter.to_ascii_lowercase(),
                ApiKeyLocation::Query | ApiKeyLocation::Cookie => parameter.clone(),
            },
        },
        SecuritySchemeKind::Basic => Credential::Http("basic".to_owned()),
        SecuritySchemeKind::Bearer { .. } => Credential::Http("bearer".to_owned()),
        SecuritySchemeKind::Http { scheme } => Credential::Http(scheme.clone()),
        SecuritySchemeKind::MutualTls => Credential::MutualTls,
        SecuritySchemeKind::OAuth2 { .. } => Credential::OAuth2,
        SecuritySchemeKind::OpenIdConnect { url } => Credential::OpenIdConnect(url.clone()),
        SecuritySchemeKind::Unknown { name } => Credential::Unknown(name.clone()),
    }
}

/// The keyword of a flow.
pub(crate) fn flow_name(kind: OAuthFlowKind) -> &'static str {
    match kind {
        OAuthFlowKind::Implicit => "implicit",
        OAuthFlowKind::Password => "password",
        OAuthFlowKind::ClientCredentials => "clientCredentials",
        OAuthFlowKind::AuthorizationCode => "authorizationCode",
        OAuthFlowKind::DeviceAuthorization => "deviceAuthorization",
    }
}
