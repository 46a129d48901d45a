//! A failed check as text: each finding with both places, why, and the value that shows it.

use std::fmt::Write as _;

use countersign_contract::{SourceMap, SourceSpan};

use super::{Nonconformance, Use};
use crate::change::{Change, Report, Verdict};

/// One block for each finding.
pub(super) fn text(found: &Nonconformance) -> String {
    let mut text = match found.what {
        Use::Reads => format!(
            "`{}` does not read all that the contract allows",
            found.name
        ),
        Use::Writes => format!(
            "the contract does not allow all that `{}` writes",
            found.name
        ),
    };
    text.push_str("; as changes from the type to the contract:\n");
    for change in &found.report.changes {
        finding(&mut text, found.what, &found.report, change);
    }
    text
}

fn finding(text: &mut String, what: Use, report: &Report, change: &Change) {
    let mut line = |line: String| {
        writeln!(text, "{}", line.trim_end()).expect("a String takes any text");
    };
    line(String::new());
    line(format!("[{}] {}", change.rule, change.message));
    line(format!("  pointer   {:?}", change.place.pointer()));
    let spans = [
        ("type", &report.base, change.base),
        ("contract", &report.revision, change.revision),
    ];
    for (name, sources, span) in spans {
        if let Some(span) = span {
            line(format!("  {name:<9} {}", place(sources, span)));
        }
    }
    if let Some(why) = &change.why {
        line(format!("  why       {}", why.replace('\n', " ")));
    }
    if let Verdict::Unknown(reason) = &change.verdict {
        line(format!("  unknown   {reason}"));
    }
    if let Some(witness) = &change.witness {
        line(format!("  value     {}", witness.text.trim()));
        let (by, not_by) = match what {
            Use::Reads => ("the contract", "the type"),
            Use::Writes => ("the type", "the contract"),
        };
        line(format!(
            "            allowed by {by}, refused by {not_by}: {}",
            witness.reason
        ));
    }
}

/// Where it is, and the line that is there.
fn place(sources: &SourceMap, span: SourceSpan) -> String {
    let written = sources.snippet(span).lines().next().unwrap_or_default();
    format!("{}   {}", sources.location(span), written.trim())
}
