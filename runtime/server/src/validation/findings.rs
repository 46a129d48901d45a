//! Everything that is wrong with one request, bounded.

use countersign_core::operation::{Location, OperationDescriptor, ParameterDescriptor};
use countersign_core::problem::{Problem, ProblemItem, types};
use countersign_core::schema::{self, Direction, Schema, Violations};
use serde_json::Value;

use super::Mode;

/// More entries than this are counted, not listed.
const LIMIT: usize = 64;

/// The violations of one request.
#[derive(Debug)]
pub(super) struct Findings {
    mode: Mode,
    direction: Direction,
    items: Vec<ProblemItem>,
    omitted: usize,
    /// Whether the request is refused in every mode.
    fatal: bool,
    /// The kind of problem, when the only thing wrong has a kind of its own.
    kind: Option<(&'static str, &'static str)>,
}

impl Findings {
    pub(super) fn new(operation: &OperationDescriptor, mode: Mode) -> Self {
        Self {
            mode,
            direction: direction(operation),
            items: Vec::new(),
            omitted: 0,
            fatal: false,
            kind: None,
        }
    }

    /// Something the contract forbids.
    pub(super) fn violation(&mut self, item: ProblemItem) {
        if self.mode != Mode::Off {
            self.push(item);
        }
    }

    /// Something no mode lets through.
    pub(super) fn fatal(&mut self, item: ProblemItem) {
        self.fatal = true;
        self.push(item);
    }

    /// A header that no mode does without; a problem type of its own if nothing else is wrong.
    pub(super) fn fatal_missing(&mut self, kind: (&'static str, &'static str), header: &str) {
        self.kind = Some(kind);
        self.fatal = true;
        // A contract that declares the header as a parameter has had it reported.
        if !self.names(header, Location::Header) {
            self.push(missing(header, Location::Header));
        }
    }

    /// Whether something is known to be wrong with this parameter.
    pub(super) fn names(&self, name: &str, location: Location) -> bool {
        self.items.iter().any(|item| {
            item.location.as_deref() == Some(location.as_str())
                && item
                    .parameter
                    .as_deref()
                    .is_some_and(|known| known.eq_ignore_ascii_case(name))
        })
    }

    /// A parameter's value against its schema.
    pub(super) fn parameter(&mut self, parameter: &ParameterDescriptor, value: &Value) {
        let name = parameter.name;
        self.validate(
            parameter.schema,
            value,
            &|_| false,
            |pointer, keyword, detail| {
                ProblemItem::parameter(name, parameter.location, pointer, keyword, detail)
            },
        );
    }

    /// The body against its schema; what it says about the text of `files` is not meant for their bytes.
    pub(super) fn body(&mut self, schema: &Schema, value: &Value, files: &[String]) {
        let is_file = |pointer: &str| {
            files.iter().any(|name| {
                let token = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
                let list = value.get(name.as_str()).is_some_and(Value::is_array);
                pointer
                    .strip_prefix(&token)
                    .is_some_and(|rest| rest.starts_with('/') || rest.is_empty() && !list)
            })
        };
        self.validate(schema, value, &is_file, |pointer, keyword, detail| {
            ProblemItem::body(pointer, keyword, detail)
        });
    }

    /// One member of a body against its schema.
    pub(super) fn member(&mut self, schema: &Schema, name: &str, value: &Value) {
        let token = name.replace('~', "~0").replace('/', "~1");
        self.validate(schema, value, &|_| false, |pointer, keyword, detail| {
            ProblemItem::body(&format!("/{token}{pointer}"), keyword, detail)
        });
    }

    /// One item of a body against its schema.
    pub(super) fn item(&mut self, schema: &Schema, position: usize, value: &Value) {
        self.validate(schema, value, &|_| false, |pointer, keyword, detail| {
            ProblemItem::body(&format!("/{position}{pointer}"), keyword, detail)
        });
    }

    /// A parameter that is not there.
    pub(super) fn missing(&mut self, name: &str, location: Location) {
        self.violation(missing(name, location));
    }

    fn validate(
        &mut self,
        schema: &Schema,
        value: &Value,
        excused: &dyn Fn(&str) -> bool,
        item: impl Fn(&str, &'static str, String) -> ProblemItem,
    ) {
        if self.mode == Mode::Off {
            return;
        }
        let mut violations = Violations::with_limit(LIMIT.saturating_sub(self.items.len()));
        schema::validate(schema, value, self.direction, &mut violations);
        self.omitted += violations.omitted();
        let violations = violations.into_vec().into_iter();
        for violation in violations.filter(|violation| !excused(&violation.pointer)) {
            self.push(item(
                &violation.pointer,
                violation.keyword,
                violation.detail,
            ));
        }
    }

    fn push(&mut self, item: ProblemItem) {
        if self.items.len() < LIMIT {
            self.items.push(item);
        } else {
            self.omitted += 1;
        }
    }

    /// Lets the request through, or says everything that is wrong with it.
    pub(super) fn verdict(self, operation: &'static OperationDescriptor) -> Result<(), Problem> {
        if self.items.is_empty() {
            return Ok(());
        }
        if self.mode != Mode::Enforce && !self.fatal {
            let violations = self.items.len() + self.omitted;
            let first = &self.items[0];
            tracing::warn!(
                operation = operation.id,
                violations,
                keyword = first.keyword,
                pointer = first.pointer,
                parameter = first.parameter,
                "the request does not obey the contract"
            );
            return Ok(());
        }
        let mut problem = Problem::invalid_request(&self.items);
        if let (Some((type_, title)), [_]) = (self.kind, self.items.as_slice()) {
            problem = problem.with_type(type_, title);
        }
        if self.omitted > 0 {
            problem = problem.with_extension("omitted", self.omitted);
        }
        Err(problem)
    }
}

/// Which way a request travels: that of a webhook comes from the server of the API.
fn direction(operation: &OperationDescriptor) -> Direction {
    if operation.reversed {
        Direction::Response
    } else {
        Direction::Request
    }
}

fn missing(name: &str, location: Location) -> ProblemItem {
    ProblemItem::parameter(name, location, "", "required", "is missing")
}

/// The kind of a request that lacks nothing but its key.
pub(super) const KEY_MISSING: (&str, &str) = (
    types::IDEMPOTENCY_KEY_MISSING,
    "The operation needs an idempotency key",
);
