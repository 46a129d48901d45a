//! Reads the examples out of rule documentation and makes whole contracts of them.

use std::path::{Path, PathBuf};

use countersign_breaking_check::report::{Against, Document, compared, unused_ignores};
use countersign_breaking_check::{Options, Report, compare};
use countersign_contract::load::load_text;
use countersign_contract::{Contract, Severity};

/// One `yaml,base` and `yaml,revision` pair of a rule's documentation. Behind `yaml,base` may stand `response`, `harmless`,
/// `today-` a day, `days-` of notice that are asked for, and `with-` another rule.
pub(crate) struct Example {
    pub(crate) base: String,
    pub(crate) revision: String,
    /// The finding is information: the example breaks nobody.
    pub(crate) harmless: bool,
    /// Another finding that the example cannot do without.
    pub(crate) with: Option<String>,
    pub(crate) options: Options,
}

/// The example of a rule.
pub(crate) fn example(documentation: &str) -> Example {
    let (base, flags) = block(documentation, "yaml,base").expect("a base example");
    let (revision, _) = block(documentation, "yaml,revision").expect("a revision example");
    let response = flags.contains("response");
    let value = |key: &str| flags.split(',').find_map(|flag| flag.strip_prefix(key));
    let days = value("days-").map_or(0, |days| days.parse().expect("a number of days"));
    Example {
        base: whole(&base, response),
        revision: whole(&revision, response),
        harmless: flags.contains("harmless"),
        with: value("with-").map(str::to_owned),
        options: Options {
            today: value("today-").map(|day| day.parse().expect("a day")),
            deprecation_days_stable: days,
            deprecation_days_beta: days,
            ..Options::default()
        },
    }
}

fn block(documentation: &str, mark: &str) -> Option<(String, String)> {
    let mut lines = documentation.lines();
    let flags = lines.find_map(|line| line.strip_prefix("```")?.strip_prefix(mark))?;
    let body: Vec<&str> = lines.take_while(|line| *line != "```").collect();
    Some((body.join("\n"), flags.to_owned()))
}

/// A fragment as a whole document: a JSON Schema and top-level keys as they are, keys of an operation in `POST /things`, anything else as
/// the schema of a JSON body, in the request unless it says `response`.
pub(crate) fn whole(fragment: &str, response: bool) -> String {
    let head = "openapi: 3.1.0\ninfo: { title: Things, version: \"1\" }\n";
    let starts_with = |words: &[&str]| {
        fragment
            .lines()
            .any(|line| words.iter().any(|word| line.starts_with(word)))
    };
    if starts_with(&["$schema:"]) {
        return format!("{fragment}\n");
    }
    if starts_with(&["paths:", "webhooks:"]) {
        return format!("{head}{fragment}\n");
    }
    let operation_keys = [
        "parameters:",
        "requestBody:",
        "responses:",
        "operationId:",
        "deprecated:",
        "security:",
        "servers:",
        "tags:",
        "callbacks:",
    ];
    let ok = "responses: { \"200\": { description: ok } }";
    let operation = if starts_with(&operation_keys) {
        let more = if starts_with(&["responses:"]) { "" } else { ok };
        format!("{fragment}\n{more}")
    } else if response {
        format!(
            "responses:\n  \"200\":\n    description: ok\n    content:\n      application/json:\n        schema:\n{}",
            indented(fragment, 10)
        )
    } else {
        format!(
            "requestBody:\n  content:\n    application/json:\n      schema:\n{}\n{ok}",
            indented(fragment, 8)
        )
    };
    format!(
        "{head}paths:\n  /things:\n    post:\n{}\n",
        indented(&operation, 6)
    )
}

fn indented(text: &str, by: usize) -> String {
    let lines = text.lines();
    lines.fold(String::new(), |text, line| {
        text + &" ".repeat(by) + line + "\n"
    })
}

/// A contract from a text that must be without errors.
pub(crate) fn contract(name: &str, text: &str) -> Contract {
    let loaded = load_text(name, text);
    let problems: Vec<String> = loaded
        .diagnostics
        .iter()
        .map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message))
        .collect();
    assert!(
        !loaded.diagnostics.has_errors(),
        "{name}:\n{text}\n{problems:#?}"
    );
    loaded.contract.expect("a contract without errors")
}

/// The report on two fragments.
pub(crate) fn report_on(base: &str, revision: &str, response: bool) -> Report {
    compare_with(
        &whole(base, response),
        &whole(revision, response),
        &Options::default(),
    )
}

/// The report on two documents.
pub(crate) fn compare_with(base: &str, revision: &str, options: &Options) -> Report {
    compare(
        &contract("base.yaml", base),
        &contract("revision.yaml", revision),
        options,
    )
}

/// What a run on two documents says.
pub(crate) fn document_on(base: &str, revision: &str, options: &Options) -> Document {
    document_against(&[("base.yaml", base)], revision, options)
}

/// What a run on a revision and several bases says.
pub(crate) fn document_against(
    bases: &[(&str, &str)],
    revision: &str,
    options: &Options,
) -> Document {
    let revision = contract("revision.yaml", revision);
    let against = bases.iter().map(|(file, base)| {
        let base = contract(file, base);
        Against::new(file, &base, &compare(&base, &revision, options))
    });
    let new = ("revision.yaml", &revision);
    let (compared, used) = compared(None, against.collect(), new, options);
    let mut document = Document {
        world: options.world,
        promise: options.promise,
        fail_on: Some(Severity::Error),
        contracts: vec![compared],
        decisions: Vec::new(),
    };
    document.decide(unused_ignores(options, &used));
    document
}

/// `rule severity verdict` of each finding.
pub(crate) fn summary(report: &Report) -> Vec<String> {
    report
        .changes
        .iter()
        .map(|change| {
            let severity = format!("{:?}", change.severity).to_lowercase();
            format!("{} {severity} {}", change.rule, change.verdict.name())
        })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "tests read their own fixtures")]
pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "tests read their own fixtures")]
pub(crate) fn entries(path: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
        .expect("a folder of the repository")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    entries
}
