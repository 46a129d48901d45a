//! Schemas that apply themselves to the same instance: a question without an answer (2020-12 Core 9.4.1).
//!
//! Recursion through `properties` or `items` is fine, it eats up the instance. Recursion through `$ref`, `allOf`, `anyOf`,
//! `oneOf`, `not`, `if`, `then`, `else` and `dependentSchemas` alone is not. The edge that closes such a cycle is taken
//! out, so that everything above may follow these edges without looking out for cycles.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::document::habits::Habits;
use crate::schema::{Schema, SchemaId};

/// How far the walk got with a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Takes out every edge that closes a cycle, and reports it.
pub(crate) fn break_cycles(schemas: &mut [Box<Schema>], habits: &mut Habits) {
    for (at, edges) in closing_edges(schemas, habits) {
        remove(&mut schemas[at], &edges);
    }
}

/// The edges to take out, by the schema they start from.
fn closing_edges(schemas: &[Box<Schema>], habits: &mut Habits) -> BTreeMap<usize, FxHashSet<Edge>> {
    let mut closing: BTreeMap<usize, FxHashSet<Edge>> = BTreeMap::new();
    let mut marks = vec![Mark::New; schemas.len()];
    for start in (0..).map(SchemaId).take(schemas.len()) {
        if marks[start.index()] != Mark::New {
            continue;
        }
        let mut stack = vec![Frame::new(start, "", schemas)];
        marks[start.index()] = Mark::Open;
        while let Some(frame) = stack.last_mut() {
            let at = frame.schema.index();
            let Some((keyword, target)) = frame.edges.pop() else {
                marks[at] = Mark::Done;
                stack.pop();
                continue;
            };
            match marks[target.index()] {
                Mark::Done => {}
                Mark::New => {
                    marks[target.index()] = Mark::Open;
                    stack.push(Frame::new(target, keyword, schemas));
                }
                Mark::Open => {
                    report(&schemas[at], keyword, &schemas[target.index()], habits);
                    let (at, edge) = edge_to_remove(&stack, schemas, (keyword, target));
                    closing.entry(at).or_default().insert(edge);
                }
            }
        }
    }
    closing
}

/// A schema on the way, the keyword that led to it, and its edges still to be walked.
struct Frame {
    schema: SchemaId,
    reached_by: &'static str,
    edges: Vec<Edge>,
}

type Edge = (&'static str, SchemaId);

impl Frame {
    fn new(schema: SchemaId, reached_by: &'static str, schemas: &[Box<Schema>]) -> Self {
        Self {
            schema,
            reached_by,
            edges: same_instance(&schemas[schema.index()]),
        }
    }
}

/// Where a member of `anyOf` is nothing but the reference that closes the cycle, the member goes: without its reference it
/// would accept everything.
fn edge_to_remove(stack: &[Frame], schemas: &[Box<Schema>], edge: Edge) -> (usize, Edge) {
    let Some((frame, parents)) = stack.split_last() else {
        return (edge.1.index(), edge);
    };
    let only_a_reference = edge.0 == "$ref" && schemas[frame.schema.index()].children().len() == 1;
    match parents.last() {
        Some(parent) if only_a_reference && frame.reached_by != "$ref" => {
            (parent.schema.index(), (frame.reached_by, frame.schema))
        }
        _ => (frame.schema.index(), edge),
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

fn report(schema: &Schema, keyword: &'static str, target: &Schema, habits: &mut Habits) {
    let span = schema.keyword_spans.get(keyword).copied();
    let name = target.name.as_ref();
    let name = name.map_or_else(|| "a schema".to_owned(), |name| format!("`{name}`"));
    let message = format!(
        "{name} applies itself to the same value through `{keyword}`; this `{keyword}` is left out"
    );
    let finding = Diagnostic::error("schema-cycle", message)
        .label(target.span, "the schema that is reached again")
        .help("a schema may contain itself only below a property or an item");
    let subject = format!("{:?}", target.span);
    habits.note(subject, span.unwrap_or(schema.span), finding);
}

fn remove(schema: &mut Schema, edges: &FxHashSet<Edge>) {
    let keeps = |keyword: &'static str, id: SchemaId| !edges.contains(&(keyword, id));
    schema.all_of.retain(|id| keeps("allOf", *id));
    schema.any_of.retain(|id| keeps("anyOf", *id));
    schema.one_of.retain(|id| keeps("oneOf", *id));
    let dependent = &mut schema.object.dependent_schemas;
    dependent.retain(|_, id| keeps("dependentSchemas", *id));
    for (keyword, member) in [
        ("$ref", &mut schema.reference),
        ("not", &mut schema.not),
        ("if", &mut schema.if_schema),
        ("then", &mut schema.then_schema),
        ("else", &mut schema.else_schema),
    ] {
        *member = member.filter(|id| keeps(keyword, *id));
    }
}
