//! What `Cargo.toml` says of a generated crate: its package, its dependencies, its features.

use std::fmt::Write as _;
use std::path::Path;

use countersign_contract::Contract;

use crate::file_tree::{Layout, ModulePath};
use crate::options::{CrateOptions, Options, RuntimeSource, Sides};

/// The `Cargo.toml` of a generated crate.
pub(crate) fn text(
    header: &str,
    contract: &Contract,
    crate_options: &CrateOptions,
    options: &Options,
    output: &Layout,
) -> String {
    let has_webhooks = output.gates.contains_key(&ModulePath::new(["webhooks"]));
    let has_xml = output
        .modules
        .iter()
        .any(|module| module.path.0.last().is_some_and(|name| name == "xml"));
    let sides_are_features = options.sides == Sides::Both && !output.features.is_empty();
    let mut dependencies = String::new();
    // A side's own runtime, unless it can be left out; webhooks need the other side's too.
    let mut optional: Vec<(&str, String)> = Vec::new();
    let rooms = [
        ("client", options.sides.client()),
        ("core", true),
        ("server", options.sides.server()),
    ];
    for (room, used) in rooms {
        if !used && !has_webhooks {
            continue;
        }
        let is_optional = !used || sides_are_features && room != "core";
        let feature = (has_xml && room == "core").then_some("xml");
        let source = runtime(
            &crate_options.runtime,
            room,
            is_optional,
            feature,
            output.piece.is_some(),
        );
        let _ = writeln!(dependencies, "countersign-{room} = {source}");
        if is_optional {
            optional.push((room, format!("\"dep:countersign-{room}\"")));
        }
    }
    dependencies.push_str("serde = \"1\"\nserde_json = \"1\"\n");
    for piece in &output.dependencies {
        let folder = match output.piece {
            Some(_) => "..",
            None => "crates",
        };
        let path = toml_string(&format!("{folder}/{}", piece.folder));
        let _ = writeln!(dependencies, "{} = {{ path = {path} }}", piece.package);
    }
    let mut features = String::new();
    if !output.features.is_empty() {
        let sides = optional.iter().filter(|_| sides_are_features);
        let sides: Vec<&(&str, String)> = sides.collect();
        let default = sides.iter().map(|(room, _)| *room);
        let default = default.chain(output.features.iter().map(String::as_str));
        features.push_str("default = [\n");
        for feature in default {
            let _ = writeln!(features, "    {},", toml_string(feature));
        }
        features.push_str("]\n");
        for (room, dependency) in sides {
            let _ = writeln!(
                features,
                "# The {room}, of whichever operations are there.\n{room} = [{dependency}]"
            );
        }
        features.push_str("# Operations by tag, and the types they need.\n");
        for feature in &output.features {
            let _ = writeln!(features, "{feature} = []");
        }
    }
    if has_webhooks {
        let needed: Vec<&str> = optional
            .iter()
            .map(|(_, dependency)| dependency.as_str())
            .collect();
        let needed = needed.join(", ");
        let _ = writeln!(
            features,
            "# Receiving and sending webhooks and callbacks.\nwebhooks = [{needed}]"
        );
    }
    if !features.is_empty() {
        features.insert_str(0, "\n[features]\n");
    }
    let (name, description) = match &output.piece {
        Some(piece) => (&piece.package, piece.description.clone()),
        None => (
            &crate_options.name,
            format!("Types, client and server of {}", contract.info.title),
        ),
    };
    format!(
        "# {header}\n\n[package]\nname = {name}\nversion = \"0.1.0\"\nedition = \"2024\"\ndescription = {description}\npublish = false\n\n[dependencies]\n{dependencies}{features}",
        name = toml_string(name),
        description = toml_string(description.trim_end()),
    )
}

/// The source of one of the runtime crates.
fn runtime(
    source: &RuntimeSource,
    room: &str,
    optional: bool,
    feature: Option<&str>,
    in_crates: bool,
) -> String {
    let mut fields = match source {
        RuntimeSource::Registry => {
            let version = toml_string(env!("CARGO_PKG_VERSION"));
            if !optional && feature.is_none() {
                return version;
            }
            format!("version = {version}")
        }
        RuntimeSource::Path(folder) => {
            let up = if in_crates && !Path::new(folder).is_absolute() {
                "../../"
            } else {
                ""
            };
            let path = format!("{up}{}/{room}", folder.trim_end_matches('/'));
            format!("path = {}", toml_string(&path))
        }
    };
    if optional {
        fields.push_str(", optional = true");
    }
    if let Some(feature) = feature {
        let _ = write!(fields, ", features = [{}]", toml_string(feature));
    }
    format!("{{ {fields} }}")
}

/// A TOML basic string (TOML 1.0.0, String).
fn toml_string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
