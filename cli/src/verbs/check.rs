//! `countersign check SPEC`: everything that is wrong with a contract.

use serde_json::json;

use super::{Failure, REFUSED, Session, counts, pretty};
use crate::arguments::{Check, Format, Threshold};
use crate::render::diagnostics_json;
use crate::{FINDINGS, FINE};

/// A document that cannot be read at all is unusable; one that can be read and is wrong has findings.
pub(super) fn run(verb: &Check, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let loaded = session.load(&verb.spec)?;
    session.diagnose(&loaded.sources, &loaded.diagnostics)?;
    if session.format == Format::Json {
        let report =
            json!({ "diagnostics": diagnostics_json(&loaded.sources, &loaded.diagnostics) });
        session.report(&pretty(&report))?;
    }
    let Some(contract) = &loaded.contract else {
        return Ok(REFUSED);
    };
    let threshold = verb
        .fail_on
        .or(session.config.check.fail_on)
        .unwrap_or(Threshold::Error);
    if loaded
        .diagnostics
        .iter()
        .any(|diagnostic| counts(diagnostic.severity, threshold))
    {
        return Ok(FINDINGS);
    }
    let (operations, schemas) = (contract.operations.len(), contract.component_schemas.len());
    session.say(&format!(
        "{} {}: {operations} operations, {schemas} named schemas",
        contract.info.title, contract.info.version
    ))?;
    Ok(FINE)
}
