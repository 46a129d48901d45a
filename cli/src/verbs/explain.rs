//! `countersign explain CODE`: what a code means and what to do about it.

use serde_json::json;

use super::{Failure, Session, pretty};
use crate::FINE;
use crate::arguments::{Explain, Format};
use crate::explain::{explain, nearest};

/// Knows every diagnostic code and every breaking-change rule.
pub(super) fn run(verb: &Explain, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let Some(text) = explain(&verb.code) else {
        let hint = nearest(&verb.code)
            .map_or_else(String::new, |code| format!("; did you mean `{code}`?"));
        return Err(Failure::Usage(format!(
            "`{}` is no code of countersign{hint}",
            verb.code
        )));
    };
    if session.format == Format::Json {
        session.report(&pretty(&json!({ "code": verb.code, "explanation": text })))?;
    } else {
        session.report(&format!("{}\n\n{text}", verb.code))?;
    }
    Ok(FINE)
}
