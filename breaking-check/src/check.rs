//! Runs every rule on everything of its kind.

use countersign_contract::model::{MediaType, Operation, Response};

use crate::change::Location;
use crate::direction::{Direction, Message};
use crate::documents;
use crate::pairing::{
    self, HeaderPair, LifecyclePair, MediaTypePair, OperationPair, Paired, ParameterPair,
    PolicyPair, RequestBodyPair, ResponsePair, SchemePair, SecurityPair, ServersPair,
};
use crate::policy::Options;
use crate::registry::{Check, RULES, RegisteredRule};
use crate::rule::{Changes, Difference};
use crate::schema_pair::{Graph, NodeId, Root};
use crate::side::Sides;

/// Where a difference was found.
#[derive(Clone, Debug)]
pub(crate) enum Found {
    /// In an operation.
    Operation {
        operation: usize,
        location: Location,
        direction: Direction,
    },
    /// In a pair of schemas that any number of operations may reach.
    Schema(NodeId),
}

/// A named difference that waits for its verdict.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) rule: &'static RegisteredRule,
    pub(crate) found: Found,
    pub(crate) difference: Difference,
    pub(crate) standing: Standing,
}

/// When a difference counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Always: a rule has a name for it.
    Named,
    /// Where nothing was proven at the same schemas or below them.
    Fallback,
    /// Likewise, and only if it is proven.
    Guess,
}

/// Walks the operations: names what differs outside schemas and collects where schemas meet.
pub(crate) struct Walk<'w, 'c> {
    sides: Sides<'c>,
    operations: &'w [OperationPair<'c>],
    changes: Changes,
    options: &'w Options,
    pub(crate) named: Vec<Named>,
    pub(crate) roots: Vec<Root>,
}

impl<'w, 'c> Walk<'w, 'c> {
    /// Looks at everything but schemas.
    pub(crate) fn over(
        sides: Sides<'c>,
        operations: &'w [OperationPair<'c>],
        options: &'w Options,
    ) -> Self {
        let mut walk = Self {
            sides,
            operations,
            changes: Changes::new(options),
            options,
            named: Vec::new(),
            roots: Vec::new(),
        };
        for operation in 0..operations.len() {
            walk.operation(operation);
        }
        walk
    }

    fn operation(&mut self, at: usize) {
        let operations = self.operations;
        let pair = &operations[at];
        let request = Direction::of(Message::Request, pair.caller);
        self.run((at, Location::Operation, request), |check, changes| {
            if let Check::Operation(check) = check {
                check(pair, changes);
            }
        });
        let Some((base, revision)) = pair.sides.both() else {
            return;
        };
        self.promises(at, pair, request);
        let security = SecurityPair::of(self.sides, base, revision);
        self.run((at, Location::Security, request), |check, changes| {
            if let Check::Security(check) = check {
                check(&security, changes);
            }
        });
        for scheme in SchemePair::all(self.sides, base, revision) {
            self.run((at, Location::Security, request), |check, changes| {
                if let Check::SecurityScheme(check) = check {
                    check(&scheme, changes);
                }
            });
        }
        for parameter in pairing::parameters(self.sides, pair) {
            self.parameter(at, &parameter);
        }
        self.request_body(at, base, revision, request);
        let response = Direction::of(Message::Response, pair.caller);
        for response in pairing::responses(base, revision, response) {
            self.response(at, &response);
        }
    }

    /// What an operation promises beside its messages.
    fn promises(&mut self, at: usize, pair: &OperationPair<'c>, direction: Direction) {
        if let Some(lifecycle) = LifecyclePair::of_operation(pair, self.options) {
            self.run((at, Location::Operation, direction), |check, changes| {
                if let Check::Lifecycle(check) = check {
                    check(&lifecycle, changes);
                }
            });
        }
        if let Some(servers) = ServersPair::of(pair) {
            self.run((at, Location::Servers, direction), |check, changes| {
                if let Check::Servers(check) = check {
                    check(&servers, changes);
                }
            });
        }
        if let Some(policies) = PolicyPair::of(pair) {
            self.run((at, Location::Operation, direction), |check, changes| {
                if let Check::Policy(check) = check {
                    check(&policies, changes);
                }
            });
        }
    }

    fn parameter(&mut self, at: usize, pair: &ParameterPair<'c>) {
        let parameter = pair.sides.newest();
        let location = Location::Parameter {
            location: parameter.location,
            name: parameter.name.clone(),
        };
        self.run((at, location.clone(), pair.direction), |check, changes| {
            if let Check::Parameter(check) = check {
                check(pair, changes);
            }
        });
        let operation = &self.operations[at];
        if let Some(lifecycle) = LifecyclePair::of_parameter(operation, pair, self.options) {
            self.run((at, location.clone(), pair.direction), |check, changes| {
                if let Check::Lifecycle(check) = check {
                    check(&lifecycle, changes);
                }
            });
        }
        self.root(at, location, pair.direction, pair.schemas());
    }

    fn request_body(
        &mut self,
        at: usize,
        base: &'c Operation,
        revision: &'c Operation,
        direction: Direction,
    ) {
        let Some(pair) = RequestBodyPair::of(base, revision) else {
            return;
        };
        self.run((at, Location::RequestBody, direction), |check, changes| {
            if let Check::RequestBody(check) = check {
                check(&pair, changes);
            }
        });
        let Some((base, revision)) = pair.sides.both() else {
            return;
        };
        let both = self.sides;
        let shape = |pair| pairing::brings_a_shape(both, &base.content, &revision.content, pair);
        for sides in pairing::media_types(&base.content, &revision.content) {
            let location = |media_type: &MediaType| match self.operations[at].name.kind {
                documents::KIND => Location::Value,
                _ => Location::RequestContent {
                    media_type: media_type.name.clone(),
                },
            };
            let pair = MediaTypePair {
                sides,
                direction,
                status: None,
                contents: (&base.content, &revision.content),
                brings_a_shape: shape(sides),
            };
            let location = location(sides.newest());
            self.media_type(at, &pair, location);
        }
    }

    fn response(&mut self, at: usize, pair: &ResponsePair<'c>) {
        let status = pair.sides.newest().status;
        self.run(
            (at, Location::Response { status }, pair.direction),
            |check, changes| {
                if let Check::Response(check) = check {
                    check(pair, changes);
                }
            },
        );
        let Some((base, revision)) = pair.sides.both() else {
            return;
        };
        self.headers(at, base, revision, pair.direction);
        for link in pairing::links(base, revision) {
            let location = Location::ResponseLink {
                status: a_status(base, revision),
                name: link.name.to_owned(),
            };
            self.run((at, location, pair.direction), |check, changes| {
                if let Check::Link(check) = check {
                    check(&link, changes);
                }
            });
        }
        let both = self.sides;
        let shape = |pair| pairing::brings_a_shape(both, &base.content, &revision.content, pair);
        for sides in pairing::media_types(&base.content, &revision.content) {
            let pair = MediaTypePair {
                sides,
                direction: pair.direction,
                status: Some(base.status),
                contents: (&base.content, &revision.content),
                brings_a_shape: shape(sides),
            };
            let location = Location::ResponseContent {
                status: a_status(base, revision),
                media_type: sides.newest().name.clone(),
            };
            self.media_type(at, &pair, location);
        }
    }

    fn headers(
        &mut self,
        at: usize,
        base: &'c Response,
        revision: &'c Response,
        direction: Direction,
    ) {
        for sides in pairing::headers(base, revision) {
            let pair = HeaderPair {
                sides,
                status: base.status,
            };
            let location = Location::ResponseHeader {
                status: a_status(base, revision),
                name: sides.newest().name.clone(),
            };
            self.run((at, location.clone(), direction), |check, changes| {
                if let Check::Header(check) = check {
                    check(&pair, changes);
                }
            });
            self.root(at, location, direction, pair.schemas());
        }
    }

    fn media_type(&mut self, at: usize, pair: &MediaTypePair<'c>, location: Location) {
        let body = match pair.sides {
            Paired::Removed(_) | Paired::Added(_) if pair.status.is_none() => Location::RequestBody,
            Paired::Removed(_) | Paired::Added(_) => match &location {
                Location::ResponseContent { status, .. } => Location::Response { status: *status },
                other => other.clone(),
            },
            Paired::Both { .. } => location.clone(),
        };
        self.run((at, body, pair.direction), |check, changes| {
            if let Check::MediaType(check) = check {
                check(pair, changes);
            }
        });
        let item = match &location {
            Location::ResponseContent { status, media_type } => Location::ResponseItem {
                status: *status,
                media_type: media_type.clone(),
            },
            _ => Location::RequestItem {
                media_type: pair.sides.newest().name.clone(),
            },
        };
        self.root(at, item, pair.direction, pair.item_schemas());
        self.root(at, location, pair.direction, pair.schemas());
    }

    fn root(
        &mut self,
        operation: usize,
        location: Location,
        direction: Direction,
        schemas: Option<(
            countersign_contract::schema::SchemaId,
            countersign_contract::schema::SchemaId,
        )>,
    ) {
        if let Some((base, revision)) = schemas {
            self.roots.push(Root {
                operation,
                location,
                direction,
                base,
                revision,
            });
        }
    }

    fn run(
        &mut self,
        (operation, location, direction): (usize, Location, Direction),
        check: impl Fn(&Check, &mut Changes),
    ) {
        for rule in &RULES {
            check(&rule.check, &mut self.changes);
            for difference in self.changes.take() {
                self.named.push(Named {
                    rule,
                    found: Found::Operation {
                        operation,
                        location: location.clone(),
                        direction,
                    },
                    difference,
                    standing: Standing::Named,
                });
            }
        }
    }
}

/// The more special of two statuses that were paired: the one that a message can be about.
fn a_status(base: &Response, revision: &Response) -> countersign_contract::model::StatusPattern {
    base.status.min(revision.status)
}

/// Looks at every pair of schemas that differs; what has no name comes last.
pub(crate) fn schemas(graph: &Graph<'_>, options: &Options) -> Vec<Named> {
    let mut named = Vec::new();
    let mut nameless = Vec::new();
    let mut changes = Changes::new(options);
    for node in graph.different() {
        let views = graph.views(node);
        let pair = graph.pair(node, &views);
        let before = named.len();
        for rule in &RULES {
            if let Check::Schema(check) = rule.check {
                check(&pair, &mut changes);
            }
            let found = changes.take().into_iter();
            let found = found.map(|difference| narrowed_down(graph, difference, options));
            named.extend(
                found.map(|difference| of_schemas(rule, node, difference, Standing::Named)),
            );
        }
        let has_no_name = named.len() == before && graph.nodes[node].differs_itself;
        // Names cover what people write, not every interplay of keywords: look for a value all the same.
        let standing = if has_no_name {
            Standing::Fallback
        } else {
            Standing::Guess
        };
        for rule in &RULES {
            if let Check::AnySchema(check) = rule.check {
                check(&pair, &mut changes);
            }
            let found = changes.take().into_iter();
            nameless.extend(found.map(|difference| of_schemas(rule, node, difference, standing)));
        }
    }
    for node in graph.described_differently() {
        let views = graph.views(node);
        let pair = graph.pair(node, &views);
        let lifecycle = LifecyclePair::of_schemas(&pair, options);
        for rule in &RULES {
            if let Check::Annotation(check) = rule.check {
                check(&pair, &mut changes);
            }
            if let (Check::Lifecycle(check), Some(lifecycle)) = (rule.check, &lifecycle) {
                check(lifecycle, &mut changes);
            }
            let found = changes.take().into_iter().map(Difference::of_a_value);
            named.extend(
                found.map(|difference| of_schemas(rule, node, difference, Standing::Named)),
            );
        }
    }
    named.append(&mut nameless);
    named
}

/// A difference below `not` or `if` shows the smallest keyword that is responsible, where one is.
fn narrowed_down(graph: &Graph<'_>, mut difference: Difference, options: &Options) -> Difference {
    let Some((keyword, below)) = difference.below else {
        return difference;
    };
    let (node, steps) = graph.narrowed_down(below);
    let views = graph.views(node);
    let pair = graph.pair(node, &views);
    let mut changes = Changes::new(options);
    for rule in &RULES {
        if let Check::Schema(check) = rule.check {
            check(&pair, &mut changes);
        }
    }
    if let [only] = changes.take().as_slice() {
        let part = steps.iter().chain(&only.property);
        let part: String = part.flat_map(|step| ["/", step]).collect();
        let part = if part.is_empty() {
            "the schema".to_owned()
        } else {
            format!("`{part}`")
        };
        difference.predicate = format!(
            "{}: under `{keyword}`, {part} {}",
            difference.predicate, only.predicate
        );
        (difference.base, difference.revision) = (only.base, only.revision);
    }
    difference
}

fn of_schemas(
    rule: &'static RegisteredRule,
    node: NodeId,
    difference: Difference,
    standing: Standing,
) -> Named {
    Named {
        rule,
        found: Found::Schema(node),
        difference,
        standing,
    }
}
