//! How much of the JSON-Schema-Test-Suite does an implementation pass?

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use countersign_core::schema::{Direction, is_valid};
use countersign_validator::{Engine, Formats};
use serde_json::Value;

use crate::schema_table;

/// What one file of the suite says about an implementation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The file's name without extension.
    pub name: String,
    /// Tests whose verdict is right.
    pub passed: usize,
    /// Tests whose verdict is wrong: `case: test`.
    pub failed: Vec<String>,
    /// Tests whose schema the implementation does not claim to know.
    pub out_of_scope: usize,
}

impl fmt::Display for FileReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            passed,
            failed,
            out_of_scope,
        } = self;
        write!(
            f,
            "{name}: {passed} passed, {} failed, {out_of_scope} out of scope",
            failed.len()
        )
    }
}

/// Does the schema it was made for accept an instance?
pub type Judge = Box<dyn Fn(&Value) -> bool>;

/// An implementation: gives the judge of a schema, or `None` when the schema is out of its scope.
pub type Implementation<'i> = dyn Fn(&Value) -> Option<Judge> + 'i;

/// The static tables that generated servers validate with.
pub fn tables(schema: &Value) -> Option<Judge> {
    let table = schema_table::table(schema)?;
    Some(Box::new(move |instance| {
        is_valid(table, instance, Direction::Request)
    }))
}

/// The dynamic engine of the command line and of breaking-check. Schemas that refer to other documents
/// or have a dialect of their own are out of its scope.
pub fn engine(schema: &Value) -> Option<Judge> {
    if !schema_table::is_our_dialect(schema) {
        return None;
    }
    let engine = Engine::compile(schema, Formats::Annotation).ok()?;
    Some(Box::new(move |instance| {
        engine.is_valid(instance) == Ok(true)
    }))
}

/// Runs every `*.json` file of `folder` (such as `tests/draft2020-12`), in the order of their names; folders within are
/// not entered.
///
/// # Errors
/// When the folder or a file cannot be read, or is not a file of the suite.
pub fn run(folder: &Path, implementation: &Implementation<'_>) -> io::Result<Vec<FileReport>> {
    let mut paths = Vec::new();
    #[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    paths.sort();
    paths
        .iter()
        .map(|path| {
            #[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
            let cases: Value = serde_json::from_slice(&fs::read(path)?)?;
            let name = path.file_stem().unwrap_or_default();
            Ok(judge(
                name.to_string_lossy().into_owned(),
                &cases,
                implementation,
            ))
        })
        .collect()
}

/// The folders of the official suite below `folder` that both judges claim: the 2020-12 tests and their optional part.
/// `folder` may be the suite, or hold it as `json-schema-test-suite`.
pub fn suites(folder: &Path) -> Vec<PathBuf> {
    let tests = ["json-schema-test-suite/tests", "tests", ""].map(|below| folder.join(below));
    let drafts = tests.iter().map(|tests| tests.join("draft2020-12"));
    let found = drafts.into_iter().find(|draft| draft.is_dir());
    let draft = found.into_iter();
    draft
        .flat_map(|draft| [draft.clone(), draft.join("optional")])
        .filter(|suite| suite.is_dir())
        .collect()
}

fn judge(name: String, cases: &Value, implementation: &Implementation<'_>) -> FileReport {
    let mut report = FileReport {
        name,
        ..FileReport::default()
    };
    for case in cases.as_array().into_iter().flatten() {
        let tests = case["tests"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(accepts) = implementation(&case["schema"]) else {
            report.out_of_scope += tests.len();
            continue;
        };
        for test in tests {
            if test["valid"] == accepts(&test["data"]) {
                report.passed += 1;
            } else {
                let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                report.failed.push(format!(
                    "{}: {}",
                    words(&case["description"]),
                    words(&test["description"])
                ));
            }
        }
    }
    report
}
