//! `countersign validate SPEC INSTANCE...`: values and messages against a contract.

mod message;
mod value;

use countersign_validator::{Instance, Recording, Validator};
use serde_json::json;

use super::{Failure, REFUSED, Session, pretty};
use crate::arguments::{Format, Validate};
use crate::{FINE, input};

/// Every instance is judged, also after an invalid one; the exit code is the worst of theirs.
pub(super) fn run(verb: &Validate, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let loaded = session.load(&verb.spec)?;
    let Some(contract) = session.usable(loaded)? else {
        return Ok(REFUSED);
    };
    let validator = Validator::new(&contract);
    // A JSON Schema on its own is a schema for values and knows no messages.
    let whole = contract.root_schema.map(|_| "#");
    let schema = verb.schema.as_deref().or(whole);
    let mut worst = FINE;
    let mut reports = Vec::new();
    for argument in &verb.instances {
        let (name, bytes) = input::instance(argument, session.around)?;
        let text = String::from_utf8(bytes)
            .map_err(|error| Failure::Usage(format!("{name} is not UTF-8: {error}")))?;
        let code = if let Some(schema) = schema {
            let instance = Instance::parse(&name, &text);
            value::check(verb, session, &validator, schema, &instance, &mut reports)?
        } else {
            let recording = Recording::parse(&name, &text);
            message::check(verb, session, &validator, &recording, &mut reports)?
        };
        worst = worst.max(code);
    }
    if session.format == Format::Json {
        session.report(&pretty(&json!(reports)))?;
    }
    Ok(worst)
}
