//! `countersign inspect SPEC`: what a contract means, behaviour and its source included.

use serde_json::json;

use super::{Failure, REFUSED, Session, pretty};
use crate::arguments::{Format, Inspect};
use crate::render::diagnostics_json;
use crate::{FINE, input};

/// Prints the contract even where it has errors, after the diagnostics.
pub(super) fn run(verb: &Inspect, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let loaded = input::contract(&verb.spec, session.around)?;
    session.diagnose(&loaded.sources, &loaded.diagnostics)?;
    let Some(contract) = &loaded.contract else {
        return Ok(REFUSED);
    };
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
