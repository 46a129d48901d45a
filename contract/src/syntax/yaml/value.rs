//! What value a scalar has, tags considered, and what is said about it.

use granit_parser::Tag;
use smol_str::SmolStr;

use super::scalar::{self, Doubt};
use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;
use crate::syntax::node::NodeValue;
use crate::syntax::report::Report;

/// A scalar as the parser tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scalar<'e> {
    /// Its text, escapes undone; empty where nothing is written.
    pub(super) text: &'e str,
    /// Is it written without quotes and block indicators?
    pub(super) plain: bool,
    pub(super) tag: Option<&'e Tag>,
    pub(super) place: SourceSpan,
    /// Where the tag stands, if there is one.
    pub(super) tag_place: SourceSpan,
}

impl Scalar<'_> {
    /// Is it the merge key `<<`? In quotes it is an ordinary key.
    pub(super) fn is_merge_key(&self) -> bool {
        self.plain && self.tag.is_none() && self.text == "<<"
    }

    /// Its value as an item or the value of a key.
    pub(super) fn value(&self, report: &mut Report<'_>) -> NodeValue {
        match self.tag {
            Some(tag) => self.tagged(tag, report),
            None if self.plain => {
                let (value, doubt) = scalar::plain(self.text);
                if let Some(doubt) = doubt {
                    self.report_doubt(doubt, report);
                }
                value
            }
            None => self.string(),
        }
    }

    /// Its value as a key, which only an alias to it sees: keys are text.
    pub(super) fn key_value(&self, report: &mut Report<'_>) -> NodeValue {
        if !self.plain || self.tag.is_some() {
            return self.string();
        }
        let (value, doubt) = scalar::plain(self.text);
        // `y` and `n` are coordinates and counts more often than answers.
        if doubt == Some(Doubt::Boolean) && self.text.len() > 1 {
            self.report_doubt(Doubt::Boolean, report);
        }
        value
    }

    fn string(&self) -> NodeValue {
        NodeValue::String(SmolStr::new(self.text))
    }

    /// The value of a scalar with an explicit tag (YAML 1.2.2 section 10.3.1).
    fn tagged(&self, tag: &Tag, report: &mut Report<'_>) -> NodeValue {
        let (value, _) = scalar::plain(self.text);
        let fits = match (tag.core_suffix(), &value) {
            (Some("str"), _) => return self.string(),
            (Some("null"), NodeValue::Null)
            | (Some("bool"), NodeValue::Bool(_))
            | (Some("float"), NodeValue::Number(_)) => true,
            (Some("int"), NodeValue::Number(number)) => number.is_integer(),
            (Some("null" | "bool" | "float" | "int"), _) => false,
            _ => {
                if !is_non_specific(tag) {
                    report_ignored_tag(tag, self.tag_place, report);
                }
                return self.string();
            }
        };
        if fits {
            return value;
        }
        let message = format!(
            "`{}` is not what its tag `{}` says",
            self.text,
            tag.original()
        );
        report.push(Diagnostic::error("yaml-tag", message).at(self.place));
        self.string()
    }

    fn report_doubt(&self, doubt: Doubt, report: &mut Report<'_>) {
        let text = self.text;
        let finding = match doubt {
            Doubt::Boolean => Diagnostic::warning(
                "yaml-1.1-boolean",
                format!(
                    "`{text}` is the string \"{text}\" here, and a boolean for YAML 1.1 readers"
                ),
            )
            .help(format!(
                "write `\"{text}\"` for the string, or `true` or `false`"
            )),
            Doubt::LeadingZero => Diagnostic::warning(
                "yaml-leading-zero",
                format!("`{text}` is a decimal number here, and octal for YAML 1.1 readers"),
            )
            .help(format!(
                "write `\"{text}\"` for the string, or drop the zero"
            )),
            Doubt::NotInJson => Diagnostic::warning(
                "yaml-not-json",
                format!("`{text}` is a number that JSON does not have; it is read as a string"),
            ),
        };
        report.push(finding.at(self.place));
    }
}

/// `!` alone: "as if it were quoted" (YAML 1.2.2 section 6.9.1).
fn is_non_specific(tag: &Tag) -> bool {
    matches!(tag.parts(), ("", "!") | ("!", ""))
}

/// A tag that no contract gives a meaning to.
pub(super) fn report_ignored_tag(tag: &Tag, place: SourceSpan, report: &mut Report<'_>) {
    let message = format!("the tag `{}` means nothing in a contract", tag.original());
    report.push(
        Diagnostic::warning("yaml-tag", message)
            .at(place)
            .help("the value is read as if the tag were not there; a tagged scalar is a string"),
    );
}
