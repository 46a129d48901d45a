//! What shall be compared with what: two contracts, or the contracts of two folders that have the same path.

use std::collections::BTreeMap;
use std::path::Path;

use countersign_contract::load::{Fetch, FileFetch, GitFetch, LoadOptions};

use super::Job;
use super::kind::{is_contract, may_be_contract};
use crate::arguments::Diff;
use crate::input::in_git;
use crate::verbs::Failure;

/// What stands at a location.
enum Place {
    /// One contract.
    File,
    /// The contracts of a folder, by path below it.
    Folder(Vec<String>),
}

/// The comparisons that were asked for, in order of name.
pub(super) fn jobs(verb: &Diff) -> Result<Vec<Job>, Failure> {
    let bases: Vec<&String> = std::iter::once(&verb.base).chain(&verb.against).collect();
    let all = bases.iter().copied().chain([&verb.revision]);
    if all.filter(|location| *location == "-").count() > 1 {
        let message = "standard input can be read once: give `-` for one contract only";
        return Err(Failure::Usage(message.to_owned()));
    }
    let places: Result<Vec<Place>, Failure> = bases.iter().map(|base| place(base)).collect();
    let places = places?;
    let Place::Folder(revisions) = place(&verb.revision)? else {
        if let Some(at) = places
            .iter()
            .position(|place| matches!(place, Place::Folder(_)))
        {
            return Err(mixed(bases[at], &verb.revision));
        }
        return Ok(vec![Job {
            name: None,
            bases: bases.into_iter().cloned().collect(),
            revision: Some(verb.revision.clone()),
        }]);
    };
    let mut by_name: BTreeMap<String, Job> = BTreeMap::new();
    for (base, found) in bases.iter().zip(places) {
        let Place::Folder(names) = found else {
            return Err(mixed(&verb.revision, base));
        };
        for name in names {
            let location = below(base, &name);
            job(&mut by_name, name).bases.push(location);
        }
    }
    for name in revisions {
        let location = below(&verb.revision, &name);
        job(&mut by_name, name).revision = Some(location);
    }
    let paired = |job: &Job| !job.bases.is_empty() && job.revision.is_some();
    if !by_name.values().any(paired) {
        return Err(Failure::Usage(format!(
            "{} and {} have no contract of the same path: nothing can be compared; contracts are YAML and JSON files \
             with `openapi`, `swagger` or `$schema` at their top",
            verb.base, verb.revision
        )));
    }
    Ok(by_name.into_values().collect())
}

fn job(by_name: &mut BTreeMap<String, Job>, name: String) -> &mut Job {
    by_name.entry(name.clone()).or_insert(Job {
        name: Some(name),
        bases: Vec::new(),
        revision: None,
    })
}

fn mixed(folder: &str, file: &str) -> Failure {
    Failure::Usage(format!(
        "{folder} is a folder and {file} is none: compare two files, or two folders"
    ))
}

fn below(folder: &str, name: &str) -> String {
    let slash = if folder.ends_with(['/', ':']) {
        ""
    } else {
        "/"
    };
    format!("{folder}{slash}{name}")
}

fn place(location: &str) -> Result<Place, Failure> {
    let limit = LoadOptions::default().max_file_bytes;
    if in_git(location) {
        let git = GitFetch::new();
        let failed = |error| Failure::Usage(format!("{location}: {error}"));
        let Some(mut names) = git.list(location).map_err(failed)? else {
            return Ok(Place::File);
        };
        names.retain(|name| !hidden(name) && may_be_contract(name));
        // What cannot be read is reported when it is loaded.
        names.retain(|name| is_readable_contract(&git, &below(location, name), limit));
        return Ok(Place::Folder(names));
    }
    let path = Path::new(location);
    if location == "-" || !path.is_dir() {
        return Ok(Place::File);
    }
    let mut names = Vec::new();
    walk(path, "", &mut names)?;
    names.sort();
    names.retain(|name| is_readable_contract(&FileFetch, &below(location, name), limit));
    Ok(Place::Folder(names))
}

fn is_readable_contract(fetch: &dyn Fetch, location: &str, limit: u64) -> bool {
    match fetch.fetch(location, limit) {
        Ok(bytes) => is_contract(&bytes),
        // A pipe or a link to nothing: no contract of this folder.
        Err(_) => false,
    }
}

/// Does a part of the path begin with a dot?
fn hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.'))
}

/// The files that may be contracts below a folder. Links to folders are not followed: they may lead back.
fn walk(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), Failure> {
    let failed = |error| Failure::Usage(format!("{}: {error}", folder.display()));
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if hidden(&name) {
            continue;
        }
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{prefix}{name}/"), names)?;
        } else if may_be_contract(&name) && entry.path().is_file() {
            names.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
