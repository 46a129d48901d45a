//! Schemas that apply themselves to the same instance: a question without an answer (2020-12 Core 9.4.1).
//!
//! Recursion through `properties` or `items` is fine, it eats up the instance. Recursion through `$ref`, `allOf`, `anyOf`,
//! `oneOf`, `not`, `if`, `then`, `else` and `dependentSchemas` alone is not. The edge that closes such a cycle is taken
//! out, so that everything above may follow these edges without looking out for cycles.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::{Schema, SchemaId};

/// How far the walk got with a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Takes out every edge that closes a cycle, and reports it.
pub(crate) fn break_cycles(schemas: &mut [Schema], diagnostics: &mut Diagnostics) {
    let mut marks = vec![Mark::New; schemas.len()];
    for start in 0..schemas.len() {
        if marks[start] != Mark::New {
            continue;
        }
        let mut stack = vec![Frame::new(start, "", schemas)];
        marks[start] = Mark::Open;
        while let Some(frame) = stack.last_mut() {
            let at = frame.schema;
            let Some((keyword, target)) = frame.edges.pop() else {
                marks[at] = Mark::Done;
                stack.pop();
                continue;
            };
            match marks[target.index()] {
                Mark::Done => {}
                Mark::New => {
                    marks[target.index()] = Mark::Open;
                    stack.push(Frame::new(target.index(), keyword, schemas));
                }
                Mark::Open => {
                    diagnostics.push(finding(&schemas[at], keyword, &schemas[target.index()]));
                    let (at, keyword, target) = edge_to_remove(&stack, schemas, (keyword, target));
                    remove(&mut schemas[at], keyword, target);
                }
            }
        }
    }
}

/// A schema on the way, the keyword that led to it, and its edges still to be walked.
struct Frame {
    schema: usize,
    reached_by: &'static str,
    edges: Vec<Edge>,
}

type Edge = (&'static str, SchemaId);

impl Frame {
    fn new(schema: usize, reached_by: &'static str, schemas: &[Schema]) -> Self {
        Self {
            schema,
            reached_by,
            edges: same_instance(&schemas[schema]),
        }
    }
}

/// Where a member of `anyOf` is nothing but the reference that closes the cycle, the member goes: without its reference it
/// would accept everything.
fn edge_to_remove(
    stack: &[Frame],
    schemas: &[Schema],
    (keyword, target): Edge,
) -> (usize, &'static str, SchemaId) {
    let (parent, frame) = match stack {
        [.., parent, frame] => (parent, frame),
        [frame] => return (frame.schema, keyword, target),
        [] => return (target.index(), keyword, target),
    };
    let only_a_reference = keyword == "$ref" && schemas[frame.schema].children().len() == 1;
    let mut members = schemas[parent.schema].children().into_iter();
    let member = members
        .rfind(|(keyword, member)| *keyword == frame.reached_by && member.index() == frame.schema);
    match member {
        Some((reached_by, member)) if only_a_reference && reached_by != "$ref" => {
            (parent.schema, reached_by, member)
        }
        _ => (frame.schema, keyword, target),
    }
}

/// The schemas applied to the same instance, last first.
fn same_instance(schema: &Schema) -> Vec<Edge> {
    let mut edges = schema.children();
    edges.retain(|(keyword, _)| {
        matches!(
            *keyword,
            "$ref"
                | "allOf"
                | "anyOf"
                | "oneOf"
                | "not"
                | "if"
                | "then"
                | "else"
                | "dependentSchemas"
        )
    });
    edges.reverse();
    edges
}

fn finding(schema: &Schema, keyword: &'static str, target: &Schema) -> Diagnostic {
    let span = schema.keyword_spans.get(keyword).copied();
    let name = target.name.as_ref();
    let target_name = name.map_or_else(|| "a schema".to_owned(), |name| format!("`{name}`"));
    Diagnostic::error(
        "schema-cycle",
        format!("{target_name} applies itself to the same value through `{keyword}`; this `{keyword}` is left out"),
    )
    .at(span.unwrap_or(schema.span))
    .label(target.span, "the schema that is reached again")
    .help("a schema may contain itself only below a property or an item")
}

fn remove(schema: &mut Schema, keyword: &'static str, target: SchemaId) {
    let drop_from = |members: &mut Vec<SchemaId>| members.retain(|member| *member != target);
    match keyword {
        "$ref" => schema.reference = None,
        "allOf" => drop_from(&mut schema.all_of),
        "anyOf" => drop_from(&mut schema.any_of),
        "oneOf" => drop_from(&mut schema.one_of),
        "not" => schema.not = None,
        "if" => schema.if_schema = None,
        "then" => schema.then_schema = None,
        "else" => schema.else_schema = None,
        "dependentSchemas" => schema
            .object
            .dependent_schemas
            .retain(|_, id| *id != target),
        _ => {}
    }
}
