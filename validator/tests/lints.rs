//! Every lint finds what its own documentation shows, and not what it shows instead.

use std::collections::BTreeMap;
use std::path::Path;

use countersign_contract::Severity;
use countersign_contract::load::load_text;
use countersign_contract::pattern::Pattern;
use countersign_validator::lint::{
    Ignore, Level, LintPolicy, LintReport, explain_lint, lint, lint_ids, lints,
};

/// Every lint runs, whatever its default.
fn all() -> LintPolicy {
    LintPolicy {
        levels: lint_ids()
            .into_iter()
            .map(|id| (id.to_owned(), Level::Warning))
            .collect(),
        ..LintPolicy::default()
    }
}

fn report(document: &str, policy: &LintPolicy) -> LintReport {
    let loaded = load_text("example.yaml", document);
    let contract = loaded
        .contract
        .unwrap_or_else(|| panic!("{document}\n{:?}", loaded.diagnostics));
    lint(&contract, policy)
}

fn codes(document: &str) -> Vec<&'static str> {
    let report = report(document, &all());
    report.findings.iter().map(|finding| finding.code).collect()
}

/// The YAML under a heading of a lint's documentation.
fn yaml(text: &str, heading: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("# {heading}\n```yaml\n"))?;
    let (yaml, _) = rest.split_once("```")?;
    Some(yaml.to_owned())
}

fn indented(text: &str, by: usize) -> String {
    let pad = " ".repeat(by);
    text.lines()
        .flat_map(|line| [pad.as_str(), line, "\n"])
        .collect()
}

/// A whole document around what stands in a lint's documentation: the folder says what that is.
fn document(folder: &str, fragment: &str, whole: bool) -> String {
    const HEAD: &str = "openapi: 3.1.0\ninfo: { title: Items, version: '1' }\n";
    const SCHEMES: &str =
        "components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }\n";
    const OK: &str = "responses: { '200': { description: ok } }";
    if whole {
        return format!("{HEAD}{fragment}");
    }
    match folder {
        "operation" => format!(
            "{HEAD}{SCHEMES}paths:\n  /items:\n{}",
            indented(fragment, 4)
        ),
        "parameter" => {
            let path = if fragment.contains("in: path") {
                "/items/{itemId}"
            } else {
                "/items"
            };
            format!(
                "{HEAD}paths:\n  {path}:\n    get:\n      operationId: getItem\n      parameters:\n        -\n{}      {OK}\n",
                indented(fragment, 10)
            )
        }
        "response" => format!(
            "{HEAD}paths:\n  /items:\n    get:\n      operationId: listItems\n      responses:\n{}",
            indented(fragment, 8)
        ),
        "schema" | "value" => format!(
            "{HEAD}paths:\n  /items:\n    post:\n      operationId: createItem\n      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Item' }} }} }} }}\n      responses: {{ '200': {{ description: ok, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Item' }} }} }} }} }}\ncomponents:\n  schemas:\n    Item:\n{}",
            indented(fragment, 6)
        ),
        "security_scheme" => format!(
            "{HEAD}paths: {{}}\ncomponents:\n  securitySchemes:\n    scheme:\n{}",
            indented(fragment, 6)
        ),
        "server" => format!(
            "{HEAD}paths: {{}}\nservers:\n  -\n{}",
            indented(fragment, 4)
        ),
        other => panic!("lints in `{other}` need a document around their examples"),
    }
}

/// The lints by file: folder and id.
#[expect(
    clippy::disallowed_methods,
    reason = "a test looks at what is checked in"
)]
fn files() -> Vec<(String, String)> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let mut files = Vec::new();
    for folder in std::fs::read_dir(rules).expect("the folder is there") {
        let folder = folder.expect("readable").path();
        if folder.is_dir() {
            for file in std::fs::read_dir(&folder).expect("readable") {
                let file = file.expect("readable").path();
                let name = |path: &Path| {
                    path.file_stem()
                        .expect("named")
                        .to_string_lossy()
                        .into_owned()
                };
                files.push((name(&folder), name(&file).replace('_', "-")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_file_is_a_lint_of_its_name() {
    let mut ids: Vec<String> = files().into_iter().map(|(_, id)| id).collect();
    ids.sort();
    assert_eq!(ids, lint_ids());
}

#[test]
fn every_lint_finds_its_example_and_not_what_to_write_instead() {
    let mut wrong = Vec::new();
    for (folder, id) in files() {
        let text = explain_lint(&id).expect("a lint explains itself");
        for section in ["Why", "What to do"] {
            assert!(
                text.contains(&format!("# {section}\n")),
                "{id} has no `{section}`"
            );
        }
        let whole = text.contains("# Document\n");
        let heading = if whole { "Document" } else { "Example" };
        let bad = yaml(&text, heading).unwrap_or_else(|| panic!("{id} has no example"));
        let good = yaml(&text, "Instead").unwrap_or_else(|| panic!("{id} has no `Instead`"));
        let found = codes(&document(&folder, &bad, whole));
        if !found.contains(&id.as_str()) {
            wrong.push(format!("{id} does not find its example, but {found:?}"));
        }
        if codes(&document(&folder, &good, whole)).contains(&id.as_str()) {
            wrong.push(format!("{id} finds what its documentation recommends"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

const OPEN: &str = "openapi: 3.1.0\ninfo: { title: Items, version: '1' }\npaths:\n  /items:\n    delete: { operationId: deleteItems, responses: { '204': { description: gone }, default: { description: problem } } }\n  /users:\n    delete: { operationId: deleteUsers, responses: { '204': { description: gone }, default: { description: problem } } }\n";

fn only(id: &str, report: &LintReport) -> Vec<String> {
    let findings = report.findings.iter().filter(|finding| finding.code == id);
    findings.map(|finding| finding.message.clone()).collect()
}

#[test]
fn the_lints_own_level_wins_over_its_groups() {
    let id = "write-unprotected";
    let severity = |levels: &[(&str, Level)]| {
        let policy = LintPolicy {
            levels: levels
                .iter()
                .map(|(name, level)| ((*name).to_owned(), *level))
                .collect(),
            ..LintPolicy::default()
        };
        let report = report(OPEN, &policy);
        let found = report.findings.iter().find(|finding| finding.code == id);
        found.map(|finding| finding.severity)
    };
    assert_eq!(severity(&[]), Some(Severity::Warning));
    assert_eq!(
        severity(&[("security", Level::Error)]),
        Some(Severity::Error)
    );
    assert_eq!(
        severity(&[("security", Level::Error), (id, Level::Info)]),
        Some(Severity::Info)
    );
    assert_eq!(severity(&[("security", Level::Off)]), None);
}

#[test]
fn a_decision_covers_its_places_until_its_last_day() {
    let id = "write-unprotected";
    let with = |at: Option<&str>, today: &str| {
        let policy = LintPolicy {
            ignores: vec![Ignore {
                rule: id.to_owned(),
                at: at.map(Pattern::new),
                reason: "behind the gateway".to_owned(),
                expires: Some("2027-01-31".parse().expect("a date")),
            }],
            today: Some(today.parse().expect("a date")),
            ..LintPolicy::default()
        };
        report(OPEN, &policy)
    };
    assert_eq!(only(id, &with(None, "2027-01-31")), Vec::<String>::new());
    assert_eq!(with(None, "2027-01-31").ignored, 2);
    assert_eq!(
        only(id, &with(Some("DELETE /items"), "2027-01-31")),
        ["`DELETE /users` is open to everybody"]
    );
    assert_eq!(
        only(id, &with(Some("/paths/~1users/*"), "2027-01-31")),
        ["`DELETE /items` is open to everybody"]
    );

    let expired = with(None, "2027-02-01");
    assert_eq!(only(id, &expired).len(), 2);
    assert_eq!(
        only("lint-ignore-expired", &expired),
        ["the decision to ignore `write-unprotected` ran out on 2027-01-31: behind the gateway"]
    );
    let idle = with(Some("/nowhere"), "2027-01-31");
    assert_eq!(only("lint-ignore-unused", &idle).len(), 1);
}

#[test]
fn a_policy_that_names_no_lint_is_told_so() {
    let policy = LintPolicy {
        levels: BTreeMap::from([("write-unprotectd".to_owned(), Level::Off)]),
        ..LintPolicy::default()
    };
    assert_eq!(
        only("lint-unknown", &report(OPEN, &policy)),
        ["[check.rules] names `write-unprotectd`, which is no lint"]
    );
}

#[test]
fn the_same_place_is_reported_once_however_many_operations_share_it() {
    let shared = "openapi: 3.1.0\ninfo: { title: Items, version: '1' }\npaths:\n  /items/{itemId}:\n    parameters: [{ name: itemId, in: path, required: true, schema: { type: integer } }]\n    get: { operationId: a, responses: { '200': { description: ok } } }\n    delete: { operationId: b, responses: { '204': { description: ok } } }\n";
    assert_eq!(only("numeric-id", &report(shared, &all())).len(), 1);
}

#[test]
fn lints_never_keep_a_contract_from_being_used() {
    let policy = LintPolicy {
        levels: BTreeMap::from([("security".to_owned(), Level::Error)]),
        ..LintPolicy::default()
    };
    let report = report(OPEN, &policy);
    assert!(report.findings.has_errors() && !report.findings.prevent_use());
}

/// What linters ask for the OWASP list, and which lint asks it here.
const OWASP: &str = include_str!("../src/lint/owasp.md");

#[test]
fn the_owasp_table_names_lints_that_exist_and_says_which_are_off() {
    let metas: BTreeMap<&str, Level> = lints().map(|(meta, _)| (meta.id, meta.level)).collect();
    let mut named = Vec::new();
    for row in OWASP.lines().filter(|line| line.starts_with("| API")) {
        let lint = row.rsplit('|').nth(1).expect("a second column");
        let id = lint.split('`').nth(1).expect("a lint");
        assert_eq!(
            metas.get(id).map(|level| *level == Level::Off),
            Some(lint.contains("(off)")),
            "{id}"
        );
        named.push(id);
    }
    let cites_owasp = lints().filter(|(meta, _)| meta.cites.contains("OWASP"));
    let forgotten: Vec<&str> = cites_owasp
        .map(|(meta, _)| meta.id)
        .filter(|id| !named.contains(id))
        .collect();
    assert_eq!(forgotten, [""; 0]);
}

#[test]
fn an_answer_for_browsers_on_one_path_says_nothing_about_other_paths() {
    let header = "headers: { Access-Control-Allow-Origin: { schema: { type: string } } }";
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: Items, version: '1' }}\npaths:\n  /items:\n    options: {{ responses: {{ '204': {{ description: ok, {header} }} }} }}\n    get: {{ responses: {{ '200': {{ description: ok }} }} }}\n  /jobs:\n    get: {{ responses: {{ '200': {{ description: ok }} }} }}\n"
    );
    assert_eq!(
        only("cors-origin-undeclared", &report(&document, &all())),
        ["200 of `GET /items` does not say which origins may read it"]
    );
}
