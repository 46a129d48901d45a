//! Holds our verdicts on real instances against those of an independent validator:
//! `cargo run --package countersign-end-to-end --example instances -- FOLDER`, where each folder in FOLDER has a
//! `schema.json` and `instances.jsonl`, one instance a line. Most real instances are valid, so each is also judged with a
//! mistake in one place at a time.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use countersign_contract::load_path;
use countersign_contract::schema::Projection;
use countersign_core::schema::{Direction, is_valid};
use countersign_end_to_end::schema_table::table;
use countersign_validator::Validator;
use serde_json::Value;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let outcome = folder
        .ok_or_else(|| io::Error::other("which folder holds the schemas?"))
        .and_then(|folder| compare_all(&folder, &mut io::stdout().lock()));
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            // Nobody is left to tell when this fails too.
            drop(writeln!(io::stderr(), "{error}"));
            ExitCode::from(2)
        }
    }
}

/// How many verdicts differ.
#[expect(clippy::disallowed_methods, reason = "the runner reads the corpus")]
fn compare_all(folder: &Path, out: &mut dyn Write) -> io::Result<usize> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.join("instances.jsonl").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    if folders.is_empty() {
        return Err(io::Error::other("no folder in it has instances.jsonl"));
    }
    let mut differences = 0;
    for folder in folders {
        let schema = fs::read_to_string(folder.join("schema.json"))?;
        let instances = fs::read_to_string(folder.join("instances.jsonl"))?;
        differences += compare(&folder, &serde_json::from_str(&schema)?, &instances, out)?;
    }
    Ok(differences)
}

fn compare(
    folder: &Path,
    schema: &Value,
    instances: &str,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let loaded = load_path(&folder.join("schema.json"));
    let contract = loaded.contract.filter(|_| !loaded.diagnostics.has_errors());
    let contract = contract.ok_or_else(|| io::Error::other(format!("{}", folder.display())))?;
    let root = contract
        .root_schema
        .ok_or_else(|| io::Error::other("no schema"))?;
    let ours = Validator::new(&contract);
    let table = table(&contract, root);
    let theirs = jsonschema::options()
        .should_validate_formats(false)
        .build(schema)
        .map_err(|error| io::Error::other(error.to_string()))?;
    let (mut valid, mut lines, mut differences) = (0, 0, 0);
    for (at, line) in instances.lines().enumerate() {
        for instance in with_mistakes(&serde_json::from_str(line)?) {
            let expected = theirs.is_valid(&instance);
            let engine = ours.is_valid_schema(root, &instance, Projection::Plain);
            let by_table = is_valid(table, &instance, Direction::Request);
            lines += 1;
            valid += usize::from(expected);
            if engine != Ok(expected) || by_table != expected {
                differences += 1;
                let (folder, at) = (folder.display(), at + 1);
                writeln!(
                    out,
                    "{folder}/instances.jsonl:{at}: {instance}: expected {expected}, engine {engine:?}, table {by_table}"
                )?;
            }
        }
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    writeln!(
        out,
        "instances: {name}: {lines} instances, {valid} valid, {differences} judged differently"
    )?;
    Ok(differences)
}

/// How many places of an instance get a mistake.
const PLACES: usize = 24;

/// The instance, then the instance with a value of another type or an unknown member in one place after another.
fn with_mistakes(instance: &Value) -> Vec<Value> {
    let mut pointers = Vec::new();
    let mut pending = vec![(String::new(), instance)];
    while let Some((pointer, value)) = pending.pop() {
        match value {
            Value::Object(members) => pending.extend(members.iter().map(|(name, value)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{name}"), value)
            })),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                pending.extend(items.map(|(at, value)| (format!("{pointer}/{at}"), value)));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        pointers.push(pointer);
    }
    let mut instances = vec![instance.clone()];
    for (at, pointer) in pointers.iter().take(PLACES).enumerate() {
        let mut mistaken = instance.clone();
        if let Some(value) = mistaken.pointer_mut(pointer) {
            match value {
                Value::Object(members) if at % 2 == 0 => {
                    members.insert("unknown member".to_owned(), Value::Null);
                }
                Value::String(_) => *value = Value::from(-1),
                Value::Null
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Array(_)
                | Value::Object(_) => {
                    *value = Value::from("mistaken");
                }
            }
            instances.push(mistaken);
        }
    }
    instances
}
