//! Does a request satisfy one of the alternatives?
//!
//! A credential that was sent and is not good is refused even where anonymous callers are admitted: a caller with an
//! expired token learns so instead of being served as somebody else. One that is good but lacks scopes may still pass
//! by another alternative, the anonymous one included.

use std::collections::BTreeSet;
use std::time::Duration;

use countersign_core::operation::SecurityScheme;
use countersign_core::problem::Problem;
use http::request::Parts;

use super::challenge::{self, Reason};
use super::credential::{self, Presented};
use super::plan::{Need, Plan};
use super::verifier::{Denied, Verified};

/// Who calls. No identity: anonymous.
#[derive(Debug)]
pub(crate) struct Caller<P> {
    pub(crate) principal: Option<P>,
    /// The scheme and id of every credential that counted, in the order of the contract.
    pub(crate) identities: Vec<(&'static str, String)>,
    pub(crate) scopes: BTreeSet<String>,
}

enum Verdict<P> {
    NotPresented,
    Invalid,
    Unavailable(Duration),
    Good(Verified<P>),
}

/// One verification per scheme, however many alternatives name it.
struct Verdicts<'r, P> {
    parts: &'r Parts,
    known: Vec<(&'static str, Verdict<P>)>,
}

impl<P: Send + Sync + 'static> Plan<P> {
    /// The caller, scopes checked.
    ///
    /// # Errors
    /// 401 with challenges, 403 when only scopes are missing, 503 when a verifier could not answer.
    pub(crate) async fn authenticate(&self, parts: &Parts) -> Result<Caller<P>, Problem> {
        let mut verdicts = Verdicts {
            parts,
            known: Vec::new(),
        };
        let mut lacking: Option<Problem> = None;
        for alternative in self.alternatives.iter().filter(|needs| !needs.is_empty()) {
            if !verdicts.are_good(alternative).await {
                continue;
            }
            match alternative.iter().find(|need| !verdicts.grants(need)) {
                None => return Ok(verdicts.into_caller(alternative)),
                Some(need) => {
                    lacking.get_or_insert_with(|| {
                        challenge::insufficient_scope(need.scheme, need.scopes)
                    });
                }
            }
        }
        let admits_anonymous =
            self.alternatives.is_empty() || self.alternatives.iter().any(Vec::is_empty);
        if admits_anonymous {
            verdicts.complete(&self.alternatives).await;
        }
        if let Some(refusal) = verdicts.refusal(&self.schemes()) {
            return Err(refusal);
        }
        if admits_anonymous {
            return Ok(Caller::anonymous());
        }
        Err(lacking
            .unwrap_or_else(|| challenge::unauthorized(&self.schemes(), Reason::NothingPresented)))
    }

    fn schemes(&self) -> Vec<&'static SecurityScheme> {
        self.alternatives
            .iter()
            .flatten()
            .map(|need| need.scheme)
            .collect()
    }
}

impl<P: Send + Sync + 'static> Verdicts<'_, P> {
    /// Whether every scheme of an alternative was presented and is good. Asks no verifier in vain: the first scheme
    /// that fails settles the alternative.
    async fn are_good(&mut self, alternative: &[Need<P>]) -> bool {
        for need in alternative {
            self.settle(need).await;
            if !matches!(self.get(need.scheme.name), Some(Verdict::Good(_))) {
                return false;
            }
        }
        true
    }

    /// Looks at every credential there is, those beside a missing one too: a bad one must not pass for none.
    async fn complete(&mut self, alternatives: &[Vec<Need<P>>]) {
        for need in alternatives.iter().flatten() {
            self.settle(need).await;
        }
    }

    async fn settle(&mut self, need: &Need<P>) {
        if self.get(need.scheme.name).is_none() {
            let verdict = self.ask(need).await;
            self.known.push((need.scheme.name, verdict));
        }
    }

    async fn ask(&self, need: &Need<P>) -> Verdict<P> {
        match credential::find(need.scheme.kind, need.verifier.takes, self.parts) {
            Presented::Nothing => Verdict::NotPresented,
            Presented::Malformed => Verdict::Invalid,
            Presented::Credential(credential) => match need.verifier.verify(credential).await {
                Ok(verified) => Verdict::Good(verified),
                Err(Denied::Invalid) => Verdict::Invalid,
                Err(Denied::NotPresented) => Verdict::NotPresented,
                Err(Denied::Unavailable { retry_after }) => Verdict::Unavailable(retry_after),
            },
        }
    }

    fn get(&self, scheme: &str) -> Option<&Verdict<P>> {
        self.known
            .iter()
            .find(|(name, _)| *name == scheme)
            .map(|(_, verdict)| verdict)
    }

    fn grants(&self, need: &Need<P>) -> bool {
        match self.get(need.scheme.name) {
            Some(Verdict::Good(verified)) => need
                .scopes
                .iter()
                .all(|scope| verified.scopes.contains(*scope)),
            _ => false,
        }
    }

    /// Why a presented credential keeps the caller out, whatever else is admitted.
    fn refusal(&self, schemes: &[&'static SecurityScheme]) -> Option<Problem> {
        let unavailable = self.known.iter().find_map(|(_, verdict)| match verdict {
            Verdict::Unavailable(retry_after) => Some(*retry_after),
            _ => None,
        });
        if let Some(retry_after) = unavailable {
            let problem = Problem::unavailable(retry_after);
            return Some(problem.with_detail("the credential cannot be checked now"));
        }
        let invalid = self
            .known
            .iter()
            .any(|(_, verdict)| matches!(verdict, Verdict::Invalid));
        invalid.then(|| challenge::unauthorized(schemes, Reason::Invalid))
    }

    /// The first principal wins, the scopes are united.
    fn into_caller(self, alternative: &[Need<P>]) -> Caller<P> {
        let mut caller = Caller::anonymous();
        let mut known = self.known;
        for need in alternative {
            let Some(index) = known.iter().position(|(name, _)| *name == need.scheme.name) else {
                continue;
            };
            if let (scheme, Verdict::Good(verified)) = known.swap_remove(index) {
                caller.identities.push((scheme, verified.id));
                caller.scopes.extend(verified.scopes);
                caller.principal.get_or_insert(verified.principal);
            }
        }
        caller
    }
}

impl<P> Caller<P> {
    fn anonymous() -> Self {
        Self {
            principal: None,
            identities: Vec::new(),
            scopes: BTreeSet::new(),
        }
    }
}
