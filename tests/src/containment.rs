//! Is one schema contained in another? The questions of the JSON-Schema-Containment-TestSuite, asked of `breaking-check`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use countersign_breaking_check::relation::{Covers, covers};
use countersign_contract::schema::{Projection, to_json_schema};
use serde_json::Value;

use crate::conformance::Suite;

/// The folders of questions in each draft's folder.
const GROUPS: [&str; 6] = [
    "nonvalid",
    "reflexive",
    "unions",
    "universal",
    "unsatisfiable",
    "valid",
];

/// How a question was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// As the suite has it.
    Right,
    /// Otherwise; what was said.
    Wrong(String),
    /// Undecided, and why.
    Unknown(String),
    /// The suite's question is not what it means to be, for this reason.
    Exception(&'static str),
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Folder, file, number and direction: `valid/ref 23 s1SubsetEqOfs2`.
    pub question: String,
    /// The answer.
    pub answer: Answer,
}

/// Questions whose own answer is wrong: draft, group, file, numbers, and why. Every other answer of ours is a value that the
/// validator judges, or a constant that it takes.
const EXCEPTIONS: [(&str, &str, &str, &[u64], &str); 23] = [
    ("draft7", "nonvalid", "ref", &[16], ROOT),
    ("draft7", "universal", "id", &[1], CONSTANT),
    ("draft7", "universal", "items", &[6], SIBLINGS),
    ("draft7", "universal", "ref", &[13], SIBLINGS),
    ("draft7", "universal", "ref", &[17], CONSTANT),
    ("draft7", "unsatisfiable", "id", &[1], CONSTANT),
    ("draft7", "unsatisfiable", "ref", &[13], ROOT),
    ("draft7", "unsatisfiable", "ref", &[17], CONSTANT),
    ("draft2019-09", "nonvalid", "recursiveRef", &[7, 8], ROOT),
    ("draft2019-09", "nonvalid", "ref", &[14], ROOT),
    ("draft2019-09", "universal", "anchor", &[4], CONSTANT),
    ("draft2019-09", "unsatisfiable", "anchor", &[4], CONSTANT),
    ("draft2019-09", "universal", "id", &[2], CONSTANT),
    ("draft2019-09", "unsatisfiable", "id", &[2], CONSTANT),
    (
        "draft2019-09",
        "universal",
        "recursiveRef",
        &[3, 4, 5],
        ROOT,
    ),
    (
        "draft2019-09",
        "unsatisfiable",
        "recursiveRef",
        &[3, 4, 5],
        ROOT,
    ),
    ("draft2019-09", "unsatisfiable", "ref", &[12], ROOT),
    ("draft2019-09", "unsatisfiable", "ref", &[15], CONSTANT),
    ("draft2019-09", "universal", "ref", &[15], CONSTANT),
    ("draft2019-09", "universal", "items", &[6], SIBLINGS),
    ("draft2019-09", "universal", "ref", &[12, 14], SIBLINGS),
    (
        "draft2019-09",
        "universal",
        "unevaluatedItems",
        &[15],
        SIBLINGS,
    ),
    (
        "draft2019-09",
        "universal",
        "unevaluatedProperties",
        &[19],
        SIBLINGS,
    ),
];

const CONSTANT: &str = "what the two copies of a schema list as constants was renumbered with their names, and differs";
const SIBLINGS: &str = "only one keyword of the second copy is negated, and both copies refuse what its siblings refuse";
const ROOT: &str = "references lead to the root of the copy, which is the negated one";

/// Asks every question below `folder`, the suite's folder of the draft. Schemas that do not load answer nothing.
///
/// # Errors
/// When a file cannot be read or is none of the suite.
#[expect(clippy::disallowed_methods, reason = "the runner reads the suite")]
pub fn run(folder: &Path, suite: &Suite) -> io::Result<Vec<Answered>> {
    let mut answers = Vec::new();
    for group in GROUPS {
        let files = fs::read_dir(folder.join(group))?;
        let mut files: Vec<PathBuf> = files
            .map(|file| Ok(file?.path()))
            .collect::<io::Result<_>>()?;
        files.retain(|file| {
            file.extension()
                .is_some_and(|extension| extension == "json")
        });
        files.sort();
        for file in files {
            let cases: Value = serde_json::from_slice(&fs::read(&file)?)?;
            let name = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            for case in cases.as_array().into_iter().flatten() {
                let mistaken = mistaken(suite.name, group, &name, case["id"].as_u64());
                let name = format!("{group}/{name} {}", case["id"]);
                for (key, inner, outer) in [
                    ("s1SubsetEqOfs2", "schema1", "schema2"),
                    ("s2SubsetEqOfs1", "schema2", "schema1"),
                ] {
                    if let Some(expected) = case["tests"][key].as_bool() {
                        let question = format!("{name} {key}");
                        let answer = ask(suite, &case[inner], &case[outer], expected);
                        let answer = match (answer, mistaken) {
                            (Answer::Wrong(_), Some(reason)) => Answer::Exception(reason),
                            (answer, _) => answer,
                        };
                        answers.push(Answered { question, answer });
                    }
                }
            }
        }
    }
    Ok(answers)
}

/// Why a question's own answer is wrong, if it is.
fn mistaken(draft: &str, group: &str, file: &str, id: Option<u64>) -> Option<&'static str> {
    let mut exceptions = EXCEPTIONS.iter();
    let found = exceptions.find(|(of, folder, name, ids, _)| {
        (*of, *folder, *name) == (draft, group, file) && id.is_some_and(|id| ids.contains(&id))
    });
    found.map(|(.., reason)| *reason)
}

fn ask(suite: &Suite, inner: &Value, outer: &Value, expected: bool) -> Answer {
    let document = |schema: &Value| -> Result<Value, String> {
        let contract = suite.contract(schema)?;
        let root = contract.root_schema.ok_or("there is no root schema")?;
        Ok(to_json_schema(&contract, root, Projection::Plain))
    };
    let answer = match (document(outer), document(inner)) {
        (Ok(outer), Ok(inner)) => covers(&outer, &inner),
        (Err(reason), _) | (_, Err(reason)) => Covers::Unknown(reason),
    };
    match (answer, expected) {
        (Covers::Yes, true) | (Covers::No(_), false) => Answer::Right,
        (Covers::Unknown(reason), _) => Answer::Unknown(reason),
        (answer, _) => Answer::Wrong(format!("{answer:?}")),
    }
}
