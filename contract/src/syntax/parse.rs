//! Which notation is this text in, and what does it say? A pure function of the text, its name and the limits.

use super::node::Node;
use super::report::Report;
use super::{json, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, SourceMap};

/// The deepest nesting that [`SyntaxLimits::nesting`] can ask for: trees are walked by recursion.
pub const MAX_NESTING: usize = 512;

/// How much one text may ask of its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxLimits {
    /// Levels of arrays and objects, aliases followed; at most [`MAX_NESTING`] has an effect.
    pub nesting: usize,
    /// Nodes that YAML aliases and merge keys may add to those that are written.
    pub alias_nodes: u64,
}

impl Default for SyntaxLimits {
    fn default() -> Self {
        Self {
            nesting: 255,
            alias_nodes: 1_000_000,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    Json,
    Yaml,
    /// Starts like JSON under a name that does not promise JSON: YAML's flow style starts the same way.
    JsonElseYaml,
}

/// The tree of a JSON or YAML text. What is wrong goes to `diagnostics`; what could be read in spite of that is returned,
/// `None` when that is nothing.
///
/// A text that starts with `{` or `[`, or whose name ends in `.json`, is JSON (RFC 8259; comments and trailing commas are
/// tolerated with a warning). Everything else is YAML 1.2 with the core schema.
pub fn parse(
    source: SourceId,
    sources: &SourceMap,
    limits: &SyntaxLimits,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let text = sources.source(source);
    let limits = SyntaxLimits {
        nesting: limits.nesting.min(MAX_NESTING),
        ..*limits
    };
    if u32::try_from(text.text().len()).is_err() {
        diagnostics.push(Diagnostic::error(
            "file-too-large",
            format!("`{}` is larger than 4 GiB", text.name()),
        ));
        return None;
    }
    match notation(text) {
        None => {
            diagnostics.push(
                Diagnostic::error("empty-file", format!("`{}` is empty", text.name()))
                    .at(crate::SourceSpan::new(source, 0, 0)),
            );
            None
        }
        Some(Notation::Json) => json::parse(text.text(), limits, Report::new(source, diagnostics)),
        Some(Notation::Yaml) => yaml::parse(text.text(), limits, Report::new(source, diagnostics)),
        Some(Notation::JsonElseYaml) => {
            either(text.text(), source, text.name(), limits, diagnostics)
        }
    }
}

fn notation(source: &Source) -> Option<Notation> {
    let text = source.text().trim_start_matches('\u{feff}');
    let first = text.bytes().find(|byte| !byte.is_ascii_whitespace())?;
    Some(if has_extension(source.name(), "json") {
        Notation::Json
    } else if matches!(first, b'{' | b'[') {
        Notation::JsonElseYaml
    } else {
        Notation::Yaml
    })
}

fn either(
    text: &str,
    source: SourceId,
    name: &str,
    limits: SyntaxLimits,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let mut as_json = Diagnostics::new();
    let json = json::parse(text, limits, Report::new(source, &mut as_json));
    if as_json.has_errors() {
        let mut as_yaml = Diagnostics::new();
        let yaml = yaml::parse(text, limits, Report::new(source, &mut as_yaml));
        let named_yaml = has_extension(name, "yaml") || has_extension(name, "yml");
        if named_yaml || !as_yaml.has_errors() {
            diagnostics.extend(as_yaml);
            return yaml;
        }
    }
    diagnostics.extend(as_json);
    json
}

fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}
