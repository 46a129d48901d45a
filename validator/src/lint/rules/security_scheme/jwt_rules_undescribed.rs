//! A scheme carries JSON Web Tokens and does not name the rules they are verified by.
//!
//! # Why
//! Tokens are forged where a verifier takes the algorithm, the key or the audience from the token itself. What is looked for is
//! the name of the rules in the description: a contract cannot show that they are kept.
//! # What to do
//! say in the description that tokens are made and verified as RFC 8725 (BCP 225) asks for, with the algorithms that are taken
//! # Example
//! ```yaml
//! { type: http, scheme: bearer, bearerFormat: JWT }
//! ```
//! # Instead
//! ```yaml
//! { type: http, scheme: bearer, bearerFormat: JWT, description: "Verified as RFC 8725 asks for; EdDSA only." }
//! ```

use countersign_contract::model::SecuritySchemeKind;

use crate::lint::findings::Findings;
use crate::lint::policy::Level;
use crate::lint::registry::{Group, LintMeta};
use crate::lint::subject::SchemeSubject;

pub(crate) const META: LintMeta = LintMeta::new(
    "jwt-rules-undescribed",
    Group::Security,
    Level::Off,
    "OWASP API2:2023, RFC 8725.",
);

pub(crate) fn check(subject: &SchemeSubject<'_>, findings: &mut Findings) {
    let SecuritySchemeKind::Bearer {
        format: Some(format),
    } = &subject.scheme.kind
    else {
        return;
    };
    let description = subject.scheme.description.as_deref().unwrap_or_default();
    let letters = description.chars().filter(|c| c.is_alphanumeric());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let named = letters.contains("rfc8725") || letters.contains("bcp225");
    if format.eq_ignore_ascii_case("jwt") && !named {
        findings.push(format!(
            "`{}` does not say by which rules its tokens are verified",
            subject.scheme.name
        ));
    }
}
