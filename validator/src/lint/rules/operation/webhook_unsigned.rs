//! A webhook carries nothing by which its receiver can tell who sent it.
//!
//! # Why
//! Anybody who learns the URL can send events.
//! # What to do
//! declare a signature header parameter, or `security` on the webhook
//! # Document
//! ```yaml
//! webhooks: { itemMade: { post: { operationId: itemMade, responses: { "204": { description: thanks } } } } }
//! ```
//! # Instead
//! ```yaml
//! webhooks:
//!   itemMade:
//!     post:
//!       operationId: itemMade
//!       parameters: [{ name: webhook-signature, in: header, required: true, schema: { type: string } }]
//!       responses: { "204": { description: thanks } }
//! ```

use countersign_contract::model::ParameterLocation;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::{Kind, OperationSubject};

pub(crate) const META: LintMeta = LintMeta::new(
    "webhook-unsigned",
    Group::Security,
    Level::Warning,
    "OWASP API10:2023.",
);

pub(crate) fn check(subject: &OperationSubject<'_>, findings: &mut Findings) {
    let operation = subject.operation;
    let signed = operation.parameters.iter().any(|parameter| {
        let name = parameter.name.to_ascii_lowercase();
        parameter.location == ParameterLocation::Header
            && ["signature", "hmac", "authorization"]
                .iter()
                .any(|word| name.contains(word))
    });
    if subject.kind == Kind::Webhook && subject.is_open() && !signed {
        findings.push(format!("`{}` is not signed", subject.label()));
    }
}
