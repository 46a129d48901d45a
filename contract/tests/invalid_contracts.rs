//! One mistake per file of `specs/invalid/`: every finding about it, and whether the rest was understood.

use std::fmt::Write as _;
use std::path::Path;

use countersign_contract::load::FileFetch;
use countersign_contract::{Diagnostic, LoadOptions, Severity, SourceMap, load};

#[test]
fn every_mistake_is_located_and_explained() {
    insta::glob!("../../specs/invalid", "*.*", |path| {
        insta::assert_snapshot!(findings(path));
    });
}

fn findings(path: &Path) -> String {
    let location = path.to_string_lossy();
    let loaded = load(&location, &FileFetch, &LoadOptions::default());
    let mut text = String::new();
    for diagnostic in &loaded.diagnostics {
        describe(diagnostic, &loaded.sources, &mut text);
    }
    let outcome = match &loaded.contract {
        Some(contract) => format!("a contract with {} operations", contract.operations.len()),
        None => "no contract".to_owned(),
    };
    writeln!(text, "=> {outcome}").expect("a string takes everything");
    let folder = path.parent().expect("a folder").to_string_lossy();
    text.replace(&format!("{folder}/"), "")
        .replace(&*folder, "specs/invalid")
}

fn describe(diagnostic: &Diagnostic, sources: &SourceMap, text: &mut String) {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let place = diagnostic
        .span
        .map_or_else(String::new, |span| format!("{}: ", sources.location(span)));
    let (code, message) = (diagnostic.code, &diagnostic.message);
    writeln!(text, "{place}{severity}[{code}]: {message}").expect("a string takes everything");
    for label in &diagnostic.labels {
        let place = sources.location(label.span);
        writeln!(text, "  {place}: {}", label.message).expect("a string takes everything");
    }
    if let Some(help) = &diagnostic.help {
        writeln!(text, "  help: {help}").expect("a string takes everything");
    }
}
