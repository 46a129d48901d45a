//! Opens a workspace, follows one reference after the other, and renders what was found.

use std::fmt::Write as _;

use countersign_contract::JsonPointer;
use countersign_contract::load::{Fetch, LoadOptions, Workspace};
use countersign_contract::source::SourceSpan;

/// What following references from a root file gave: one line per reference, then the findings.
pub(crate) fn follow(
    fetch: &dyn Fetch,
    options: LoadOptions,
    root: &str,
    references: &[&str],
) -> String {
    let workspace = Workspace::new(fetch, options);
    let mut text = String::new();
    if let Some(base) = workspace.open(root) {
        for reference in references {
            let site = SourceSpan::new(base, 0, 1);
            let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
            let pointer = JsonPointer::parse(pointer).expect("a pointer");
            let target = workspace
                .resolve_file(base, file, site)
                .and_then(|source| workspace.root(source)?.at(&pointer))
                .map(|node| {
                    let sources = workspace.sources();
                    let place = sources.location(node.span());
                    format!("{place} {}", node.to_json())
                });
            let target = target.as_deref().unwrap_or("nowhere");
            writeln!(text, "{reference} -> {target}").expect("a string takes everything");
        }
    }
    let (sources, _, diagnostics) = workspace.finish();
    for diagnostic in &diagnostics {
        let place = diagnostic
            .span
            .map_or_else(String::new, |span| format!("{} ", sources.location(span)));
        writeln!(text, "{place}[{}] {}", diagnostic.code, diagnostic.message)
            .expect("a string takes everything");
        for label in &diagnostic.labels {
            let place = sources.location(label.span);
            writeln!(text, "  {place} {}", label.message).expect("a string takes everything");
        }
        if let Some(help) = &diagnostic.help {
            writeln!(text, "  help: {help}").expect("a string takes everything");
        }
    }
    text
}

/// Asserts what following references gives.
#[track_caller]
pub(crate) fn check(fetch: &dyn Fetch, root: &str, references: &[&str], expected: &str) {
    let found = follow(fetch, LoadOptions::default(), root, references);
    assert_eq!(found.trim_end(), expected.trim());
}
