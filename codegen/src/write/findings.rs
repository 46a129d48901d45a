//! Findings as JSON and back, for the note of what was generated.

use countersign_contract::Diagnostics;
use countersign_contract::diagnostic::{Diagnostic, Label, Severity};
use countersign_contract::source::{SourceMap, SourceSpan};
use serde_json::{Value, json};

use crate::codes::code;

/// The findings as JSON; `None` if one of them could not be read back.
pub(super) fn note(diagnostics: &Diagnostics, sources: &SourceMap) -> Option<Value> {
    let noted: Value = diagnostics.iter().map(one).collect();
    let read = read(&noted, sources)?;
    (&read == diagnostics).then_some(noted)
}

fn one(diagnostic: &Diagnostic) -> Value {
    let labels = diagnostic.labels.iter();
    json!({
        "code": diagnostic.code,
        "severity": match diagnostic.severity {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "message": diagnostic.message,
        "span": diagnostic.span.map(place),
        "labels": labels.map(|label| json!([place(label.span), label.message])).collect::<Value>(),
        "help": diagnostic.help,
        "understood": diagnostic.understood,
    })
}

fn place(span: SourceSpan) -> Value {
    json!([span.source.index(), span.start, span.end])
}

/// The findings of a note.
pub(super) fn read(noted: &Value, sources: &SourceMap) -> Option<Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    for value in noted.as_array()? {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let code = code(text("code")?)?;
        let message = text("message")?;
        let mut diagnostic = match text("severity")? {
            "info" => Diagnostic::info(code, message),
            "warning" => Diagnostic::warning(code, message),
            "error" => Diagnostic::error(code, message),
            _ => return None,
        };
        diagnostic.help = text("help").map(str::to_owned);
        diagnostic.understood = value.get("understood")?.as_bool()?;
        diagnostic.span = match value.get("span")? {
            Value::Null => None,
            span => Some(read_place(span, sources)?),
        };
        for label in value.get("labels")?.as_array()? {
            diagnostic.labels.push(Label {
                span: read_place(label.get(0)?, sources)?,
                message: label.get(1)?.as_str()?.to_owned(),
            });
        }
        diagnostics.push(diagnostic);
    }
    Some(diagnostics)
}

/// A place that is there: the note may have been edited.
fn read_place(value: &Value, sources: &SourceMap) -> Option<SourceSpan> {
    let number = |index: usize| value.get(index).and_then(Value::as_u64);
    let offset = |index: usize| u32::try_from(number(index)?).ok();
    let (id, source) = sources.iter().nth(usize::try_from(number(0)?).ok()?)?;
    let span = SourceSpan::new(id, offset(1)?, offset(2)?);
    source.text().get(span.range()).map(|_| span)
}
