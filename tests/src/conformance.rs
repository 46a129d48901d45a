//! How much of the JSON-Schema-Test-Suite does an implementation pass?
//!
//! Every schema goes the way of a user's: loaded as a contract in its draft, the suite's remote documents at hand under
//! their URIs, and then judged by what is made of the contract.

use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use countersign_contract::Contract;
use countersign_contract::load::{Draft, LoadOptions, MemoryFetch, load};
use countersign_contract::schema::{Projection, SchemaId, to_json_schema};
use countersign_core::schema::{Direction, is_valid};
use countersign_validator::{Engine, Formats};
use referencing::meta;
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
    /// Tests that are none of what a contract means, and whose verdict is another one therefore.
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

/// An implementation: gives the judge of a schema of a contract, or says why there is none.
pub type Implementation<'i> = dyn Fn(&Contract, SchemaId) -> Result<Judge, String> + 'i;

/// The static tables that generated servers validate with.
///
/// # Errors
/// Never: every schema has a table.
pub fn tables(contract: &Contract, schema: SchemaId) -> Result<Judge, String> {
    let table = schema_table::table(contract, schema);
    Ok(Box::new(move |instance| {
        is_valid(table, instance, Direction::Request)
    }))
}

/// The dynamic engine of the command line and of breaking-check.
///
/// # Errors
/// When the engine refuses the schema.
pub fn engine(contract: &Contract, schema: SchemaId) -> Result<Judge, String> {
    let text = to_json_schema(contract, schema, Projection::Plain);
    let engine = Engine::compile(&text, Formats::Annotation).map_err(|error| error.to_string())?;
    Ok(Box::new(move |instance| {
        engine.is_valid(instance) == Ok(true)
    }))
}

/// The tests of one draft.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The name of its folder.
    pub name: &'static str,
    /// The draft of schemas that name none.
    pub draft: Draft,
    /// Its folders of tests: the required and the optional ones.
    pub folders: Vec<PathBuf>,
    /// The documents that schemas refer to, by their URIs.
    pub remotes: MemoryFetch,
}

/// Tests that are none of what a contract means: file, words of the test, reason.
const EXCEPTIONS: [(&str, &str, &str); 6] = [
    (
        "zeroTerminatedFloats",
        "a float is not an integer even without fractional part",
        "1.0 is an integer in every dialect here, as it is from draft-06 on",
    ),
    (
        "content",
        "an invalid JSON document",
        "content keywords describe and do not assert, as from 2019-09 on",
    ),
    ("content", "an invalid base64 string", "likewise"),
    (
        "content",
        "a validly-encoded invalid JSON document",
        "likewise",
    ),
    (
        "vocabulary",
        "no validation: invalid number, but it still validates",
        "a meta-schema cannot switch keywords off",
    ),
    (
        "format-assertion",
        "invalid string",
        "a meta-schema cannot make formats assert",
    ),
];

/// Why a test of a file does not count, if it does not.
fn exception(file: &str, test: &str) -> Option<&'static str> {
    let mut exceptions = EXCEPTIONS.iter();
    let found = exceptions.find(|(name, words, _)| *name == file && test.contains(words));
    found.map(|(_, _, reason)| *reason)
}

impl Suite {
    /// Runs every file of the suite, in the order of folders and names.
    ///
    /// # Errors
    /// When a folder or a file cannot be read, or is not a file of the suite.
    pub fn run(&self, implementation: &Implementation<'_>) -> io::Result<Vec<FileReport>> {
        let mut reports = Vec::new();
        for folder in &self.folders {
            for path in json_files(folder)? {
                #[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
                let cases: Value = serde_json::from_slice(&fs::read(&path)?)?;
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                reports.push(self.judge(&name, &cases, implementation));
            }
        }
        Ok(reports)
    }

    fn judge(&self, name: &str, cases: &Value, implementation: &Implementation<'_>) -> FileReport {
        let mut report = FileReport {
            name: name.to_owned(),
            ..FileReport::default()
        };
        for case in cases.as_array().into_iter().flatten() {
            let tests = case["tests"].as_array().map_or(&[][..], Vec::as_slice);
            let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let description = words(&case["description"]);
            match self.judge_of(&case["schema"], implementation) {
                Ok(accepts) => {
                    for test in tests {
                        let words = words(&test["description"]);
                        if test["valid"] == accepts(&test["data"]) {
                            report.passed += 1;
                        } else if exception(name, &words).is_some() {
                            report.out_of_scope += 1;
                        } else {
                            report.failed.push(format!("{description}: {words}"));
                        }
                    }
                }
                Err(why) => {
                    let all = tests.iter().map(|_| format!("{description}: {why}"));
                    report.failed.extend(all);
                }
            }
        }
        report
    }

    fn judge_of(
        &self,
        schema: &Value,
        implementation: &Implementation<'_>,
    ) -> Result<Judge, String> {
        let contract = self.contract(schema)?;
        let root = contract.root_schema.ok_or("there is no root schema")?;
        implementation(&contract, root)
    }

    /// The contract of a schema in this draft.
    ///
    /// # Errors
    /// The first mistake in it.
    pub fn contract(&self, schema: &Value) -> Result<Contract, String> {
        let fetch = self.remotes.clone().with("case.json", schema.to_string());
        let options = LoadOptions {
            schema_draft: Some(self.draft),
            ..LoadOptions::default()
        };
        let loaded = load("case.json", &fetch, &options);
        let mut errors = loaded.diagnostics.iter();
        let error = errors.find(|it| it.severity == countersign_contract::Severity::Error);
        match (loaded.contract, error) {
            (Some(contract), None) => Ok(contract),
            (_, error) => Err(error.map_or_else(String::new, |error| error.message.clone())),
        }
    }
}

/// The drafts of the official suite below `folder`, which may be the suite or hold it as `json-schema-test-suite`.
///
/// # Errors
/// When a document that tests refer to cannot be read.
pub fn suites(folder: &Path) -> io::Result<Vec<Suite>> {
    let roots = ["json-schema-test-suite", ""].map(|below| folder.join(below));
    let Some(root) = roots.iter().find(|root| root.join("tests").is_dir()) else {
        return Ok(Vec::new());
    };
    let mut remotes = MemoryFetch::new();
    add_remotes(&root.join("remotes"), "http://localhost:1234", &mut remotes)?;
    add_meta_schemas(&mut remotes);
    let drafts = [
        ("draft4", Draft::Four),
        ("draft6", Draft::Six),
        ("draft7", Draft::Seven),
        ("draft2019-09", Draft::D2019),
        ("draft2020-12", Draft::D2020),
    ];
    let suites = drafts.into_iter().map(|(name, draft)| {
        let tests = root.join("tests").join(name);
        let folders = [tests.clone(), tests.join("optional")];
        Suite {
            name,
            draft,
            folders: folders
                .into_iter()
                .filter(|folder| folder.is_dir())
                .collect(),
            remotes: remotes.clone(),
        }
    });
    Ok(suites.filter(|suite| !suite.folders.is_empty()).collect())
}

fn add_remotes(folder: &Path, uri: &str, remotes: &mut MemoryFetch) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    #[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let uri = format!("{uri}/{name}");
        if path.is_dir() {
            add_remotes(&path, &uri, remotes)?;
        } else {
            #[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
            remotes.insert(&uri, fs::read(&path)?);
        }
    }
    Ok(())
}

/// The meta-schemas of all drafts, and the vocabularies that they consist of, under their own names.
fn add_meta_schemas(remotes: &mut MemoryFetch) {
    let drafts = [&meta::DRAFT4, &meta::DRAFT6, &meta::DRAFT7];
    let later = [&meta::DRAFT201909, &meta::DRAFT202012];
    let vocabularies = [
        &meta::DRAFT201909_APPLICATOR,
        &meta::DRAFT201909_CONTENT,
        &meta::DRAFT201909_CORE,
        &meta::DRAFT201909_FORMAT,
        &meta::DRAFT201909_META_DATA,
        &meta::DRAFT201909_VALIDATION,
        &meta::DRAFT202012_CORE,
        &meta::DRAFT202012_APPLICATOR,
        &meta::DRAFT202012_UNEVALUATED,
        &meta::DRAFT202012_VALIDATION,
        &meta::DRAFT202012_META_DATA,
        &meta::DRAFT202012_FORMAT_ANNOTATION,
        &meta::DRAFT202012_CONTENT,
    ];
    for text in drafts.into_iter().chain(later).chain(vocabularies) {
        let id = text.get("$id").or_else(|| text.get("id"));
        let uri = id.and_then(Value::as_str).unwrap_or_default();
        remotes.insert(uri.trim_end_matches('#'), text.to_string());
    }
}

/// The `*.json` files of a folder, by name; folders within are not entered.
fn json_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
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
    Ok(paths)
}
