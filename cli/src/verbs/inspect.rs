//! `countersign inspect SPEC`: what a contract means, behaviour and its source included.

use countersign_contract::Contract;
use serde_json::json;

use super::{Failure, REFUSED, Session, pretty};
use crate::arguments::{Format, Inspect, Version};
use crate::render::diagnostics_json;
use crate::{FINDINGS, FINE};

/// Prints the contract even where it has errors, after the diagnostics.
pub(super) fn run(verb: &Inspect, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let loaded = session.load(&verb.spec)?;
    session.diagnose(&loaded.sources, &loaded.diagnostics)?;
    let Some(contract) = &loaded.contract else {
        return Ok(REFUSED);
    };
    if verb.version == Some(Version::OpenApi30) {
        return downgrade(contract, session);
    }
    let text = countersign_contract::dump::dump(contract);
    if session.format == Format::Json {
        let report = json!({
            "title": contract.info.title,
            "version": contract.info.version,
            "hash": contract.hash,
            "diagnostics": diagnostics_json(&loaded.sources, &loaded.diagnostics),
            "contract": text.lines().collect::<Vec<_>>(),
        });
        session.report(&pretty(&report))?;
    } else {
        session.report(&text)?;
    }
    Ok(FINE)
}

/// The contract as OpenAPI 3.0, whatever it was written in.
fn downgrade(contract: &Contract, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let (document, diagnostics) = contract.to_openapiv3();
    session.diagnose(&contract.sources, &diagnostics)?;
    let unwritable = |error: &dyn std::fmt::Display| {
        Failure::Usage(format!("the document cannot be written: {error}"))
    };
    let text = if session.format == Format::Json {
        serde_json::to_string_pretty(&document).map_err(|error| unwritable(&error))?
    } else {
        serde_yaml::to_string(&document).map_err(|error| unwritable(&error))?
    };
    session.report(&text)?;
    Ok(if diagnostics.has_errors() {
        FINDINGS
    } else {
        FINE
    })
}
