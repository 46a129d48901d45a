//! Laws of `compare` over whole contracts that hold one schema each, in a request or in a response.

use countersign_breaking_check::{Options, Report, Side, Verdict, World, compare};
use countersign_contract::Contract;
use countersign_contract::load::load_text;
use serde_json::{Value, json};

use crate::oracle::Oracle;
use crate::{Case, Counts, schemas};

#[derive(Clone, Copy, PartialEq)]
enum Message {
    Request,
    Response,
}

pub(crate) fn laws(case: &Case, counts: &mut Counts) -> Result<(), String> {
    let oracles = [Oracle::of(&case.base), Oracle::of(&case.revision)];
    for message in [Message::Request, Message::Response] {
        let base = contract(&case.base, message)?;
        let revision = contract(&case.revision, message)?;
        for world in [World::Declared, World::Open] {
            let options = Options {
                world,
                ..Options::default()
            };
            if let Some(change) = compare(&base, &base, &options).changes.first() {
                return Err(format!("the base differs from itself: {}", change.message));
            }
            let report = compare(&base, &revision, &options);
            proofs_hold(&report, world, &oracles, counts)?;
            if world == World::Open {
                silence_is_sound(&report, message, &oracles)?;
                mirrored(case, message, &report, &options, counts)?;
            }
        }
    }
    Ok(())
}

/// Every witness is taken by one side and, where any key may be sent, refused by the other.
fn proofs_hold(
    report: &Report,
    world: World,
    oracles: &[Oracle; 2],
    counts: &mut Counts,
) -> Result<(), String> {
    for change in &report.changes {
        counts.add("findings");
        match (&change.verdict, &change.witness) {
            (Verdict::Unknown(_), _) => counts.add("findings unknown"),
            (Verdict::Harmless | Verdict::Stated, _) => counts.add("findings harmless"),
            (Verdict::Proven, None) => return Err(format!("no proof: {}", change.message)),
            (Verdict::Proven, Some(witness)) => {
                counts.add("findings proven");
                let body = body(&witness.text)
                    .ok_or_else(|| format!("no body in the witness: {}", witness.text))?;
                let of = |side: Side| match side {
                    Side::Base => &oracles[0],
                    Side::Revision => &oracles[1],
                };
                let taken = of(witness.accepted_by).takes(&body)?;
                let refused = !of(witness.rejected_by).takes(&body)?;
                if !taken || (world == World::Open && !refused) {
                    return Err(format!("{body} does not show it: {}", change.message));
                }
            }
        }
    }
    Ok(())
}

/// Where nothing breaks, no sample does.
fn silence_is_sound(
    report: &Report,
    message: Message,
    [base, revision]: &[Oracle; 2],
) -> Result<(), String> {
    if !is_silent(report) {
        return Ok(());
    }
    let (sender, reader) = match message {
        Message::Request => (base, revision),
        Message::Response => (revision, base),
    };
    for value in schemas::samples() {
        if sender.takes(&value)? && !reader.takes(&value)? {
            return Err(format!("nothing was found, but {value} breaks"));
        }
    }
    Ok(())
}

/// What breaks as a request breaks as a response of the opposite change, and the other way round.
fn mirrored(
    case: &Case,
    message: Message,
    report: &Report,
    options: &Options,
    counts: &mut Counts,
) -> Result<(), String> {
    if message == Message::Response {
        return Ok(());
    }
    let base = contract(&case.revision, Message::Response)?;
    let revision = contract(&case.base, Message::Response)?;
    let mirrored = compare(&base, &revision, options);
    let decided = |report: &Report| {
        let unknown = |verdict: &Verdict| matches!(verdict, Verdict::Unknown(_));
        !report.changes.iter().any(|change| unknown(&change.verdict))
    };
    let proves = |report: &Report| {
        let mut verdicts = report.changes.iter().map(|change| &change.verdict);
        verdicts.any(|verdict| *verdict == Verdict::Proven)
    };
    if decided(report) && decided(&mirrored) {
        counts.add("mirrored comparisons");
        if proves(report) != proves(&mirrored) {
            return Err("a request breaks otherwise than the mirrored response".to_owned());
        }
    }
    Ok(())
}

/// Is nothing said to break, and nothing unknown?
fn is_silent(report: &Report) -> bool {
    let mut changes = report.changes.iter();
    changes.all(|change| change.verdict == Verdict::Harmless)
}

/// The JSON body of an HTTP message as it is shown.
fn body(shown: &str) -> Option<Value> {
    let text = match shown.split_once("\n\n") {
        Some((_, body)) if shown.starts_with("HTTP/") => body.to_owned(),
        _ => {
            let (_, data) = shown.split_once(" -d '")?;
            data.strip_suffix('\'')?.replace("'\\''", "'")
        }
    };
    serde_json::from_str(&text).ok()
}

/// A contract whose one operation takes or gives values of a schema.
fn contract(schema: &Value, message: Message) -> Result<Contract, String> {
    // References start at the schema, which is a component.
    let schema: Value = serde_json::from_str(
        &schema
            .to_string()
            .replace("#/$defs/", "#/components/schemas/Value/$defs/"),
    )
    .map_err(|error| error.to_string())?;
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Value"}}});
    let mut operation = json!({"responses": {"200": {"description": "ok"}}});
    match message {
        Message::Request => {
            operation["requestBody"] = json!({"required": true, "content": content});
        }
        Message::Response => operation["responses"]["200"]["content"] = content,
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Values", "version": "1"},
        "paths": {"/values": {"post": operation}},
        "components": {"schemas": {"Value": schema}},
    });
    let loaded = load_text("contract.json", &document.to_string());
    let problem = || format!("the contract does not load: {:?}", loaded.diagnostics);
    loaded.contract.clone().ok_or_else(problem)
}
