//! `countersign generate SPEC --out DIR`: types, client and server of a contract.

use std::path::{Component, Path, PathBuf};

use countersign_codegen::options::{
    CrateOptions, Features, Filter, Output, Pattern, RuntimeSource, Sides,
};
use countersign_codegen::write::{Stamp, WriteError, check, write};
use countersign_codegen::{FileTree, Options, Pass, generate, print_after};
use countersign_contract::load::Loaded;
use countersign_contract::{Contract, Diagnostics};
use serde_json::json;

use super::{Failure, REFUSED, Session, pretty};
use crate::arguments::{Format, Generate, Pass as PassArgument};
use crate::config::Sides as ConfiguredSides;
use crate::render::diagnostics_json;
use crate::{FINDINGS, FINE};

/// Nothing is written unless the contract is free of errors that make its meaning doubtful.
pub(super) fn run(verb: &Generate, session: &mut Session<'_, '_>) -> Result<u8, Failure> {
    let loaded = session.load(&verb.spec)?;
    let load_diagnostics = loaded.diagnostics.clone();
    let Some(contract) = usable(loaded, verb, session)? else {
        return Ok(REFUSED);
    };
    let options = options(verb, session)?;
    if let Some(pass) = verb.print_after {
        let pass = match pass {
            PassArgument::Lower => Pass::Lower,
            PassArgument::Name => Pass::Name,
        };
        let (text, diagnostics) = print_after(&contract, &options, pass);
        session.diagnose(&contract.sources, &diagnostics)?;
        session.report(&text)?;
        return Ok(FINE);
    }
    let stamp = Stamp::of(&contract, &options).filter(|_| !verb.check);
    let recorded = stamp
        .as_ref()
        .filter(|_| !verb.force)
        .and_then(|stamp| stamp.recorded(&contract, &verb.out));
    let mut all = load_diagnostics;
    if let Some(recorded) = recorded {
        all.extend(recorded.diagnostics);
        if !verb.quiet {
            session.diagnose(&contract.sources, &all)?;
        }
        let written = Counts {
            changed: &[],
            unchanged: recorded.files,
            removed: 0,
            lines: recorded.lines,
        };
        return done(verb, session, &contract, &written, &all);
    }
    let (tree, diagnostics) = generate(&contract, &options);
    let findings = diagnostics.clone();
    all.extend(diagnostics);
    if !verb.quiet || all.prevent_use() {
        session.diagnose(&contract.sources, &all)?;
    }
    if all.prevent_use() {
        report(session, &contract, &all, &[], 0)?;
        return Ok(REFUSED);
    }
    if verb.check {
        compare(verb, session, &tree)
    } else {
        let written = write(&tree, &verb.out).map_err(|error| explain(&error))?;
        if let Some(stamp) = stamp {
            let recorded = stamp.record(&tree, &contract.sources, &findings, &verb.out);
            recorded.map_err(|error| explain(&error))?;
        }
        let written = Counts {
            changed: &written.changed,
            unchanged: written.unchanged.len(),
            removed: written.removed.len(),
            lines: tree.lines(),
        };
        done(verb, session, &contract, &written, &all)
    }
}

/// What was done to the files of the output.
struct Counts<'w> {
    changed: &'w [String],
    unchanged: usize,
    removed: usize,
    lines: usize,
}

fn usable(
    loaded: Loaded,
    verb: &Generate,
    session: &mut Session<'_, '_>,
) -> Result<Option<Contract>, Failure> {
    let contract = session.usable(loaded)?;
    if contract.is_none() && session.format == Format::Text {
        session.say(&format!(
            "nothing was written to {}: the contract has errors",
            verb.out.display()
        ))?;
    }
    Ok(contract)
}

fn done(
    verb: &Generate,
    session: &mut Session<'_, '_>,
    contract: &Contract,
    written: &Counts<'_>,
    diagnostics: &Diagnostics,
) -> Result<u8, Failure> {
    if !verb.quiet {
        session.say(&format!(
            "{}: {} files written, {} unchanged, {} removed; {} lines in all",
            verb.out.display(),
            written.changed.len(),
            written.unchanged,
            written.removed,
            written.lines,
        ))?;
    }
    report(
        session,
        contract,
        diagnostics,
        written.changed,
        written.lines,
    )?;
    Ok(FINE)
}

fn compare(verb: &Generate, session: &mut Session<'_, '_>, tree: &FileTree) -> Result<u8, Failure> {
    let drift = check(tree, &verb.out).map_err(|error| explain(&error))?;
    match session.format {
        Format::Json => session.report(&pretty(&json!({ "drift": drift.diffs })))?,
        _ if drift.is_empty() => {
            session.say(&format!("{} is what the contract says", verb.out.display()))?;
        }
        _ => {
            session.report(&drift.to_string())?;
            session.say(&format!(
                "{} differs from what the contract says in {} files; run the same command without --check",
                verb.out.display(),
                drift.diffs.len()
            ))?;
        }
    }
    Ok(if drift.is_empty() { FINE } else { FINDINGS })
}

fn report(
    session: &mut Session<'_, '_>,
    contract: &Contract,
    all: &Diagnostics,
    changed: &[String],
    lines: usize,
) -> Result<(), Failure> {
    if session.format == Format::Json {
        let report = json!({
            "changed": changed,
            "lines": lines,
            "operations": contract.operations.len(),
            "diagnostics": diagnostics_json(&contract.sources, all),
        });
        session.report(&pretty(&report))?;
    }
    Ok(())
}

fn explain(error: &WriteError) -> Failure {
    let cause =
        std::error::Error::source(error).map_or_else(String::new, |source| format!(": {source}"));
    Failure::Usage(format!("{error}{cause}"))
}

fn options(verb: &Generate, session: &Session<'_, '_>) -> Result<Options, Failure> {
    let config = &session.config.generate;
    let sides = match (verb.client, verb.server, verb.only_types) {
        (true, ..) => Sides::Client,
        (_, true, _) => Sides::Server,
        (.., true) => Sides::TypesOnly,
        (false, false, false) => match config.sides.unwrap_or(ConfiguredSides::All) {
            ConfiguredSides::All => Sides::Both,
            ConfiguredSides::Client => Sides::Client,
            ConfiguredSides::Server => Sides::Server,
            ConfiguredSides::Types => Sides::TypesOnly,
        },
    };
    let runtime = match verb
        .runtime_path
        .clone()
        .or_else(|| config.runtime_path.as_ref().map(PathBuf::from))
    {
        None => RuntimeSource::Registry,
        Some(path) => RuntimeSource::Path(as_seen_from(&verb.out, &path)?),
    };
    let output = match &verb.crate_name {
        None => Output::ModuleTree,
        Some(name) if is_crate_name(name) => {
            let crate_options = CrateOptions {
                name: name.clone(),
                runtime,
            };
            // `--features-per-tag` wins over a configuration that splits.
            let configured = config.split_crates.filter(|_| !verb.features_per_tag);
            match verb.split_crates.or(configured) {
                Some(operations) => Output::Crates {
                    package: crate_options,
                    operations,
                },
                None => Output::Crate(crate_options),
            }
        }
        Some(name) => {
            return Err(Failure::Usage(format!(
                "`{name}` is no crate name: use letters, digits, `-` and `_`, beginning with a letter"
            )));
        }
    };
    Ok(Options {
        output,
        sides,
        filter: Filter {
            tags: patterns(&verb.tag, &config.tags),
            paths: patterns(&verb.path, &config.paths),
            operations: patterns(&verb.operation, &config.operations),
        },
        features: if verb.features_per_tag || config.features_per_tag {
            Features::PerTag
        } else {
            Features::Few
        },
    })
}

fn is_crate_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// A path as a `Cargo.toml` in `folder` must spell it: absolute paths stay, relative ones (from where the user stands)
/// are rewritten, so that a generated crate does not depend on where the repository was checked out.
fn as_seen_from(folder: &Path, path: &Path) -> Result<String, Failure> {
    let spelled = |path: &Path| path.to_string_lossy().replace('\\', "/");
    if path.is_absolute() {
        return Ok(spelled(path));
    }
    let here = std::env::current_dir()?;
    let (from, to) = (normal(&here.join(folder)), normal(&here.join(path)));
    let shared = from
        .iter()
        .zip(&to)
        .take_while(|(left, right)| left == right)
        .count();
    let mut relative = PathBuf::new();
    relative.extend(from[shared..].iter().map(|_| ".."));
    relative.extend(&to[shared..]);
    Ok(if relative.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        spelled(&relative)
    })
}

/// The components of an absolute path with `.` and `..` resolved by name.
fn normal(path: &Path) -> Vec<std::ffi::OsString> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                parts.push(component.as_os_str().to_owned());
            }
        }
    }
    parts
}

/// What the command line says of a kind of pattern; where it says nothing, what the configuration says.
fn patterns(said: &[String], configured: &[String]) -> Vec<Pattern> {
    let chosen = if said.is_empty() { configured } else { said };
    chosen.iter().map(|text| Pattern::new(text)).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{as_seen_from, is_crate_name};

    #[test]
    fn a_relative_runtime_path_is_rewritten_for_the_manifest() {
        let path = |folder: &str, path: &str| {
            as_seen_from(Path::new(folder), Path::new(path)).expect("a current folder")
        };
        assert_eq!(path("generated/orders", "runtime"), "../../runtime");
        assert_eq!(path("out", "out/runtime"), "runtime");
        assert_eq!(path("out", "/opt/runtime"), "/opt/runtime");
    }

    #[test]
    fn crate_names_are_checked_before_anything_is_written() {
        assert!(
            is_crate_name("orders-api")
                && !is_crate_name("1st")
                && !is_crate_name("a b")
                && !is_crate_name("")
        );
    }
}
