//! Which notation is this text in, and what does it say? A pure function of the text, its name and the limits.

use super::node::Node;
use super::report::Report;
use super::{json, yaml};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, SourceMap, SourceSpan};

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

/// What could be made of a text.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The tree, as far as the text could be read.
    pub(crate) root: Option<Node>,
    /// Is part of the text missing from the tree, because it ends early or could not be followed to its end?
    pub(crate) cut_short: bool,
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
    parse_text(source, sources, limits, diagnostics).root
}

/// The same, and whether all of the text is in the tree.
pub(crate) fn parse_text(
    source: SourceId,
    sources: &SourceMap,
    limits: &SyntaxLimits,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let text = sources.source(source);
    let limits = SyntaxLimits {
        nesting: limits.nesting.min(MAX_NESTING),
        ..*limits
    };
    let start = SourceSpan::new(source, 0, 0);
    let nothing = Parsed {
        root: None,
        cut_short: false,
    };
    if u32::try_from(text.text().len()).is_err() {
        let message = format!("`{}` is larger than 4 GiB", text.name());
        diagnostics.push(Diagnostic::error("file-too-large", message).at(start));
        return nothing;
    }
    match notation(text) {
        None => {
            let message = format!("`{}` is empty", text.name());
            diagnostics.push(Diagnostic::error("empty-file", message).at(start));
            nothing
        }
        Some(Notation::Json) => json::parse(text.text(), limits, Report::new(source, diagnostics)),
        Some(Notation::Yaml) => yaml::parse(text.text(), limits, Report::new(source, diagnostics)),
        Some(Notation::JsonElseYaml) => either(text, source, limits, diagnostics),
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

/// What starts like JSON is JSON, unless only YAML can read it.
fn either(
    text: &Source,
    source: SourceId,
    limits: SyntaxLimits,
    diagnostics: &mut Diagnostics,
) -> Parsed {
    let mut as_json = Diagnostics::new();
    let json = json::parse(text.text(), limits, Report::new(source, &mut as_json));
    if as_json.has_errors() {
        let mut as_yaml = Diagnostics::new();
        let yaml = yaml::parse(text.text(), limits, Report::new(source, &mut as_yaml));
        let named_yaml = has_extension(text.name(), "yaml") || has_extension(text.name(), "yml");
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
