//! Comparisons side by side: as many at once as there are processors, so that no more contracts are in memory than that;
//! what they found comes in the order in which they were asked for.

use std::collections::BTreeSet;
use std::io;
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use countersign_breaking_check::report::{Against, Compared, added, compared, removed};
use countersign_breaking_check::{Options, compare};
use countersign_contract::Contract;
use countersign_contract::load::Loaded;

use crate::input::{self, STDIN};
use crate::verbs::Failure;

/// One contract and where its versions are.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Its path below the folders, where folders are compared.
    pub(super) name: Option<String>,
    /// What people rely on; empty where it is new.
    pub(super) bases: Vec<String>,
    /// What shall replace it; `None` where it is gone.
    pub(super) revision: Option<String>,
}

/// How one comparison ended.
#[derive(Debug)]
pub(super) enum Outcome {
    /// What was found, and the ignores that covered something.
    Compared(Box<Compared>, BTreeSet<usize>),
    /// A contract is not usable.
    Unusable(Box<Unusable>),
    /// The contracts cannot be compared; the text says why.
    Refused(String),
}

/// A contract that is not usable, with what is wrong with it.
#[derive(Debug)]
pub(super) struct Unusable {
    pub(super) loaded: Loaded,
}

/// The stack of a comparison: that of the main thread on the systems that give it most.
const STACK: usize = 16 << 20;

/// Runs all comparisons.
pub(super) fn run_all(
    jobs: &[Job],
    options: &Options,
    overlays: &[String],
    stdin: &dyn Fn() -> io::Result<Vec<u8>>,
) -> Result<Vec<Outcome>, Failure> {
    if let [job] = jobs {
        return Ok(vec![run(job, options, overlays, stdin)?]);
    }
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<io::Result<Outcome>>>> =
        jobs.iter().map(|_| Mutex::new(None)).collect();
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let (Some(job), Some(result)) = (jobs.get(at), results.get(at)) else {
                return;
            };
            *lock(result) = Some(run(job, options, overlays, &no_stdin));
        }
    };
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let started: io::Result<Vec<_>> = (0..processors.min(jobs.len()))
            .map(|_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder.spawn_scoped(scope, work)
            })
            .collect();
        started.map(drop)
    })?;
    let outcomes = results.into_iter().filter_map(|result| {
        let result = result.into_inner();
        result.unwrap_or_else(std::sync::PoisonError::into_inner)
    });
    Ok(outcomes.collect::<io::Result<Vec<Outcome>>>()?)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Nothing of a folder is standard input.
fn no_stdin() -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}

fn run(
    job: &Job,
    options: &Options,
    overlays: &[String],
    stdin: &dyn Fn() -> io::Result<Vec<u8>>,
) -> io::Result<Outcome> {
    let load = |location: &str| -> io::Result<Result<Contract, Box<Unusable>>> {
        let mut loaded = input::contract(location, overlays, stdin)?;
        if loaded.diagnostics.prevent_use() {
            return Ok(Err(Box::new(Unusable { loaded })));
        }
        let contract = loaded.contract.take();
        Ok(contract.ok_or_else(|| Box::new(Unusable { loaded })))
    };
    let Some(revision_file) = job.revision.as_deref() else {
        let name = job.name.clone().unwrap_or_default();
        let file = job.bases.first().map_or("", String::as_str);
        return Ok(match load(file)? {
            Ok(base) => one(removed(name, (file, &base), options)),
            Err(unusable) => Outcome::Unusable(unusable),
        });
    };
    // The base first: what is wrong is told in the order of the arguments.
    let first = match job.bases.first().map(|base| load(base)).transpose()? {
        Some(Err(unusable)) => return Ok(Outcome::Unusable(unusable)),
        Some(Ok(base)) => Some(base),
        None => None,
    };
    let revision = match load(revision_file)? {
        Ok(revision) => revision,
        Err(unusable) => return Ok(Outcome::Unusable(unusable)),
    };
    let Some(first) = first else {
        let name = job.name.clone().unwrap_or_default();
        return Ok(one(added(name, (revision_file, &revision), options)));
    };
    let mut against = Vec::new();
    let mut loaded = Some(first);
    for file in &job.bases {
        let base = match loaded.take() {
            Some(first) => first,
            None => match load(file)? {
                Ok(base) => base,
                Err(unusable) => return Ok(Outcome::Unusable(unusable)),
            },
        };
        if let Some(message) = refused((file, &base), (revision_file, &revision)) {
            return Ok(Outcome::Refused(message));
        }
        let report = compare(&base, &revision, options);
        against.push(Against::new(shown(file), &base, &report));
    }
    let (compared, used) = compared(
        job.name.clone(),
        against,
        (shown(revision_file), &revision),
        options,
    );
    Ok(Outcome::Compared(Box::new(compared), used))
}

fn one(compared: Compared) -> Outcome {
    Outcome::Compared(Box::new(compared), BTreeSet::new())
}

/// What reports call a location.
fn shown(location: &str) -> &str {
    if location == "-" { STDIN } else { location }
}

/// Why two contracts cannot be compared, if they cannot.
fn refused(
    (base_file, base): (&str, &Contract),
    (revision_file, revision): (&str, &Contract),
) -> Option<String> {
    let (schema, api) = match (base.root_schema, revision.root_schema) {
        (Some(_), None) => (base_file, revision_file),
        (None, Some(_)) => (revision_file, base_file),
        _ => return None,
    };
    Some(format!(
        "{schema} is a JSON Schema and {api} an OpenAPI document: they cannot be compared; give two of one kind"
    ))
}
