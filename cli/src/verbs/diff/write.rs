//! Reports in the formats that were asked for, on standard output and in files.

use countersign_breaking_check::report::{Document, github, html, json, junit, markdown, sarif};

use crate::arguments::{Diff, Format};
use crate::output;
use crate::render::changes;
use crate::verbs::{Failure, Session};

/// Writes files first: whoever reads standard output to its end finds them.
pub(super) fn reports(
    verb: &Diff,
    session: &mut Session<'_, '_>,
    document: &Document,
) -> Result<(), Failure> {
    for (format, path) in &verb.report {
        output::write(path, &text(*format, document, false))?;
    }
    if let Some(path) = &verb.output {
        output::write(path, &text(session.format, document, false))?;
    } else {
        session.report(&text(session.format, document, session.color))?;
    }
    Ok(())
}

fn text(format: Format, document: &Document, color: bool) -> String {
    match format {
        Format::Text => changes(document, color),
        Format::Json => json(document),
        Format::Markdown => markdown(document),
        Format::Html => html(document),
        Format::Sarif => sarif(document),
        Format::Junit => junit(document),
        Format::Github => github(document),
    }
}
