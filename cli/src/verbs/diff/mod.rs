//! `countersign diff BASE REVISION`: what changed, whom it breaks, and the proof.

mod compare;
mod folders;
mod kind;
mod policy;
mod write;

use std::collections::BTreeSet;

use countersign_breaking_check::report::{Approvals, Document, unused_ignores};

use super::{Failure, REFUSED, Session};
use crate::approvals;
use crate::arguments::Diff;
use crate::render::Frames;
use crate::{FINDINGS, FINE, UNUSABLE};
use compare::{Job, Outcome, Unusable, run_all};
use policy::Policy;

/// All contracts must be usable; the verdict is about the threshold.
pub(super) fn run(verb: &Diff, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let policy = Policy::of(verb, &session.config.diff)?;
    let known = policy.approvals()?;
    let jobs = folders::jobs(verb)?;
    let alone = jobs.iter().all(|job| job.name.is_none());
    let outcomes = run_all(
        &jobs,
        &policy.options,
        &session.overlays,
        &*session.around.stdin,
    )?;
    let mut document = Document {
        world: policy.options.world,
        promise: policy.options.promise,
        fail_on: policy.fail_on,
        contracts: Vec::new(),
        decisions: Vec::new(),
    };
    let mut used = BTreeSet::new();
    let mut refused = false;
    for outcome in outcomes {
        match outcome {
            Outcome::Compared(compared, ignores) => {
                document.contracts.push(*compared);
                used.extend(ignores);
            }
            Outcome::Unusable(unusable) => {
                refused = true;
                tell(session, *unusable, alone)?;
            }
            Outcome::Refused(message) if alone => return Err(Failure::Usage(message)),
            Outcome::Refused(message) => {
                refused = true;
                writeln_err(session, &format!("error: {message}"))?;
            }
        }
    }
    if refused && alone {
        return Ok(REFUSED);
    }
    document.decide(unused_ignores(&policy.options, &used));
    known.apply(&mut document);
    if let Some(path) = policy.approved.as_deref().filter(|_| verb.write_approvals) {
        let missing = Approvals::missing(&document);
        let added = approvals::add(path, &missing.without(&approvals::read_unfinished(path)?))?;
        if added > 0 {
            let path = path.display();
            session.say(&format!("{added} added to {path}: give each a reason"))?;
        }
    }
    write::reports(verb, session, &document)?;
    Ok(match (refused, document.fails()) {
        (true, _) => UNUSABLE,
        (false, true) => FINDINGS,
        (false, false) => FINE,
    })
}

/// What is wrong with a contract that cannot be compared.
fn tell(session: &mut Session<'_, '_>, unusable: Unusable, alone: bool) -> Result<(), Failure> {
    if alone {
        session.usable(unusable.loaded)?;
        return Ok(());
    }
    // Reports of folders hold what could be compared; the rest is said beside them in any format.
    let frames = Frames::new(&unusable.loaded.sources, session.color);
    let texts: Vec<String> = unusable
        .loaded
        .diagnostics
        .iter()
        .map(|diagnostic| frames.draw(diagnostic))
        .collect();
    for text in texts {
        writeln_err(session, &text)?;
    }
    Ok(())
}

fn writeln_err(session: &mut Session<'_, '_>, text: &str) -> Result<(), Failure> {
    Ok(writeln!(session.around.err, "{text}")?)
}
