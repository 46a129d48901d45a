//! YAML text to nodes: YAML 1.2 core schema, merge keys applied, aliases shared, lints where other readers disagree.

mod alias;
mod fault;
mod merge;
mod scalar;
mod tree;
mod value;

use granit_parser::{Event, Parser};

use self::tree::Tree;
use super::parse::{Parsed, SyntaxLimits};
use super::report::Report;
use crate::diagnostic::Diagnostic;

/// The tree of the first document of a YAML text, as far as it could be read.
pub(super) fn parse(text: &str, limits: SyntaxLimits, mut report: Report<'_>) -> Parsed {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: limits.nesting,
        block_nesting_limit: limits.nesting,
    };
    let mut tree = Tree::new(text, limits, &mut report);
    let mut documents = 0_usize;
    let mut cut_short = false;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Err(error) => {
                tree.fault(&error);
                cut_short = true;
                break;
            }
            Ok((Event::DocumentStart(..), span)) => {
                documents += 1;
                if documents == 2 {
                    tree.second_document(&span);
                    break;
                }
            }
            Ok((event, span)) => {
                if tree.event(event, &span).is_break() {
                    cut_short = true;
                    break;
                }
            }
        }
    }
    let root = tree.finish();
    if root.is_none() && report.is_silent() {
        report.push(
            Diagnostic::error("empty-file", "there is nothing in this file but comments")
                .at(report.span(0..0)),
        );
    }
    Parsed { root, cut_short }
}
