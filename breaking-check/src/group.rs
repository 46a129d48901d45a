//! Verdicts become findings, and findings with one cause become one.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use countersign_contract::{Severity, SourceSpan};
use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::change::{Change, Location, OperationName, Place, Verdict};
use crate::check::{Found, Named, Standing};
use crate::direction::{Direction, Effect};
use crate::pairing::{OperationPair, stability_of};
use crate::policy::{Options, Promise};
use crate::registry::RegisteredRule;
use crate::rule::{Difference, Proof, SourceEffect};
use crate::schema_pair::{Edge, Graph, NodeId};
use crate::side::Side;
use crate::witness::{Judge, Judgement};

/// The cause of a finding: the same rule at the same places of both texts, about the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Cause {
    rule: &'static str,
    base: Option<SourceSpan>,
    revision: Option<SourceSpan>,
    /// The one it is about; not the ones on the way to it, which differ with whoever refers to the schema.
    property: Option<String>,
    predicate: String,
    /// Only where neither text has a place.
    place: Option<Place>,
}

impl Cause {
    fn of(rule: &'static str, difference: &Difference, place: Option<&Place>) -> Self {
        let located = difference.base.is_some() || difference.revision.is_some();
        Self {
            rule,
            base: difference.base,
            revision: difference.revision,
            property: difference.property.clone(),
            predicate: difference.predicate.clone(),
            place: place.filter(|_| !located).cloned(),
        }
    }
}

/// Why nothing decides whether readers are misled by a discriminator or an encoding.
const UNSEEN: &str = "validation does not look at it, and programs that read the values do";

/// Judges everything that was named and groups it.
pub(crate) struct Grouping<'g, 'c> {
    graph: &'g Graph<'c>,
    operations: &'g [OperationPair<'c>],
    options: &'g Options,
    judge: Judge<'g, 'c>,
    ways: FxHashMap<NodeId, Vec<(usize, Vec<Edge>)>>,
    proven: FxHashSet<NodeId>,
    /// Operations that nobody is promised anything of.
    unsettled: FxHashSet<OperationName>,
    changes: IndexMap<Cause, (usize, Change)>,
    ignored: FxHashSet<Cause>,
    used_ignores: BTreeSet<usize>,
}

impl<'g, 'c> Grouping<'g, 'c> {
    pub(crate) fn new(
        graph: &'g Graph<'c>,
        operations: &'g [OperationPair<'c>],
        options: &'g Options,
    ) -> Self {
        Self {
            graph,
            operations,
            options,
            judge: Judge::new(graph, operations, options),
            ways: FxHashMap::default(),
            proven: FxHashSet::default(),
            unsettled: operations
                .iter()
                .filter(|operation| stability_of(operation.sides) < options.stability)
                .map(|operation| operation.name.clone())
                .collect(),
            changes: IndexMap::new(),
            ignored: FxHashSet::default(),
            used_ignores: BTreeSet::new(),
        }
    }

    /// Judges one difference and files it under its cause.
    pub(crate) fn add(&mut self, named: Named) {
        // A difference without a name is only looked into where none with a name says it.
        if let (Found::Schema(node), Standing::Fallback | Standing::Guess) =
            (&named.found, named.standing)
            && self.is_explained(*node)
        {
            return;
        }
        let (direction, places, order, judgement) = match (&named.found, &named.difference.proof) {
            (
                Found::Operation {
                    operation,
                    location,
                    direction,
                },
                Proof::Message(plan),
            ) => {
                let pair = &self.operations[*operation];
                let judgement = self
                    .judge
                    .message(pair, *direction, named.difference.effect, plan);
                let place = self.place(
                    *operation,
                    location,
                    named.difference.property.as_deref(),
                    &[],
                );
                (*direction, vec![place], *operation, judgement)
            }
            (
                Found::Operation {
                    operation,
                    location,
                    direction,
                },
                proof @ Proof::Open(_),
            ) => {
                let judgement = open(proof, *direction, named.difference.effect);
                let place = self.place(*operation, location, None, &[]);
                (*direction, vec![place], *operation, judgement)
            }
            (Found::Schema(node), Proof::Schema(_) | Proof::Open(_)) => {
                let graph = self.graph;
                let ways = self
                    .ways
                    .entry(*node)
                    .or_insert_with(|| graph.ways_to(*node));
                let direction = graph.nodes[*node].direction;
                let judgement = match &named.difference.proof {
                    Proof::Schema(proof) => {
                        self.judge.schema(*node, ways, &named.difference, proof)
                    }
                    proof => open(proof, direction, named.difference.effect),
                };
                let ways = &self.ways[node];
                let places = ways
                    .iter()
                    .map(|(root, way)| {
                        let root = &graph.roots[*root];
                        let property = named.difference.property.as_deref();
                        self.place(root.operation, &root.location, property, way)
                    })
                    .collect();
                let order = ways
                    .first()
                    .map_or(usize::MAX, |(root, _)| graph.roots[*root].operation);
                (direction, places, order, judgement)
            }
            // Rules for schemas prove by values and all others by messages.
            (Found::Operation { .. }, Proof::Schema(_)) | (Found::Schema(_), Proof::Message(_)) => {
                return;
            }
        };
        let rule = named.rule;
        if rule.is_fallback() && judgement.verdict == Verdict::Harmless {
            return;
        }
        if named.difference.vanishes && judgement.equal {
            return;
        }
        if let Found::Schema(node) = named.found {
            let counts = match named.standing {
                Standing::Named | Standing::Fallback => true,
                Standing::Guess => judgement.verdict == Verdict::Proven,
            };
            if !counts {
                return;
            }
            if judgement.verdict == Verdict::Proven {
                self.proven.insert(node);
            }
        }
        let pointer = self.pointer(&named);
        let all = places.len();
        let places = self.without_ignored(rule.meta.id, &pointer, places);
        if places.is_empty() && all > 0 {
            let cause = Cause::of(rule.meta.id, &named.difference, None);
            self.ignored.insert(cause);
            return;
        }
        let places = self.settled(places);
        if let Some((cause, change)) = self.change(named, direction, places, judgement, pointer) {
            self.file(order, cause, change);
        }
    }

    /// The places that no decision covers.
    fn without_ignored(&mut self, rule: &str, pointer: &str, places: Vec<Place>) -> Vec<Place> {
        let (options, used) = (self.options, &mut self.used_ignores);
        let mut kept = places;
        kept.retain(|place| {
            let operation = place.operation.to_string();
            let decision = options.ignoring(rule, &operation, pointer);
            used.extend(decision);
            decision.is_none()
        });
        kept
    }

    /// Where in its file stands what a difference is about?
    fn pointer(&self, named: &Named) -> String {
        let difference = &named.difference;
        let mut pointer = match named.found {
            Found::Operation { operation, .. } => {
                self.operations[operation].sides.newest().pointer.clone()
            }
            Found::Schema(node) => {
                let (side, span) = match (difference.revision, difference.base) {
                    (None, Some(base)) => (Side::Base, Some(base)),
                    (revision, _) => (Side::Revision, revision),
                };
                let contract = self.graph.sides.contract(side);
                let schemas = self.graph.nodes[node].side(side).schemas();
                let schemas = || schemas.iter().map(|id| contract.schema(*id));
                // Of the parts of an `allOf`, the one that says it.
                let says = span.and_then(|span| schemas().find(|schema| holds(schema.span, span)));
                match says.or_else(|| schemas().next()) {
                    Some(schema) => schema.pointer.clone(),
                    None => return String::new(),
                }
            }
        };
        if let (Found::Schema(_), Some(property)) = (&named.found, &difference.property) {
            pointer = pointer.child("properties").child(property.as_str());
        }
        pointer.to_string()
    }

    /// How many findings decisions covered wholly.
    pub(crate) fn ignored(&self) -> usize {
        self.ignored.len()
    }

    /// The decisions that covered something.
    pub(crate) fn used_ignores(&self) -> BTreeSet<usize> {
        self.used_ignores.clone()
    }

    /// The places in operations that are settled enough to count, if there are any; else all of them.
    fn settled(&self, places: Vec<Place>) -> Vec<Place> {
        let counts = |place: &Place| !self.unsettled.contains(&place.operation);
        if self.unsettled.is_empty() || !places.iter().any(counts) {
            return places;
        }
        places.into_iter().filter(counts).collect()
    }

    /// Was a difference proven at this pair of schemas or below it?
    fn is_explained(&self, node: NodeId) -> bool {
        let below = self.graph.below(node);
        self.proven.iter().any(|proven| below.contains(proven))
    }

    fn place(
        &self,
        operation: usize,
        location: &Location,
        property: Option<&str>,
        way: &[Edge],
    ) -> Place {
        Place {
            operation: self.operations[operation].name.clone(),
            location: location.clone(),
            path: way
                .iter()
                .filter_map(|edge| edge.step.token())
                .chain(property.map(str::to_owned))
                .collect(),
        }
    }

    fn change(
        &self,
        named: Named,
        direction: Direction,
        places: Vec<Place>,
        judgement: Judgement,
        pointer: String,
    ) -> Option<(Cause, Change)> {
        let place = places.first()?.clone();
        let difference = named.difference;
        let rule: &'static RegisteredRule = named.rule;
        let worst = self.options.level(
            rule.meta.id,
            difference.severity.unwrap_or(rule.meta.severity),
        )?;
        let source = source_effect(&difference, direction, &judgement);
        let verdict = match (judgement.verdict, source) {
            (Verdict::Harmless, Some(SourceEffect::MisleadsReaders)) => {
                Verdict::Unknown(UNSEEN.to_owned())
            }
            (verdict, _) => verdict,
        };
        let (severity, breaks) = match (&verdict, source) {
            (Verdict::Proven | Verdict::Stated, _) => (worst, Some(rule.meta.promise)),
            (Verdict::Unknown(_), _) => (worst.min(Severity::Warning), None),
            (Verdict::Harmless, None) => (Severity::Info, None),
            (Verdict::Harmless, Some(_)) if self.options.promise == Promise::Source => {
                (worst, Some(Promise::Source))
            }
            // Who promises the wire alone still wants to know that a name is gone.
            (Verdict::Harmless, Some(SourceEffect::LosesNames)) => {
                (worst.min(Severity::Warning), Some(Promise::Source))
            }
            // No message fails of it; that is for people to weigh.
            (Verdict::Harmless, Some(SourceEffect::ChangesMeaning)) => {
                (worst.min(Severity::Warning), None)
            }
            (Verdict::Harmless, Some(_)) => (Severity::Info, Some(Promise::Source)),
        };
        let (severity, breaks) = if self.unsettled.contains(&place.operation) {
            (Severity::Info, None)
        } else {
            (severity, breaks)
        };
        let matters = severity != Severity::Info;
        let doc = rule.doc();
        let cause = Cause::of(rule.meta.id, &difference, Some(&place));
        let change = Change {
            rule: rule.meta.id,
            severity,
            breaks,
            effect: difference.effect,
            direction,
            pointer,
            message: format!("{place} {}", difference.predicate),
            predicate: difference.predicate,
            place,
            reaches: places,
            base: difference.base,
            revision: difference.revision,
            why: doc.why.as_deref().filter(|_| matters),
            help: doc.instead.as_deref().filter(|_| matters),
            verdict,
            witness: judgement.witness,
        };
        Some((cause, change))
    }

    /// One finding per cause: the more serious outcome stays, equal ones join their places.
    fn file(&mut self, order: usize, cause: Cause, change: Change) {
        match self.changes.entry(cause) {
            indexmap::map::Entry::Vacant(vacant) => {
                vacant.insert((order, change));
            }
            indexmap::map::Entry::Occupied(mut occupied) => {
                let (known_order, known) = occupied.get_mut();
                if change.severity > known.severity {
                    *known = change;
                    *known_order = order;
                } else if change.severity == known.severity {
                    if known.effect != change.effect {
                        known.effect = Effect::Incomparable;
                    }
                    known.reaches.extend(change.reaches);
                }
            }
        }
    }

    /// All findings, the most serious first.
    pub(crate) fn finish(self) -> Vec<Change> {
        let names = self.operations.iter().enumerate();
        let position: FxHashMap<&OperationName, usize> =
            names.map(|(at, operation)| (&operation.name, at)).collect();
        let mut changes: Vec<(usize, Change)> = self.changes.into_values().collect();
        changes.sort_by_key(|(order, change)| (Reverse(change.severity), *order));
        changes
            .into_iter()
            .map(|(_, mut change)| {
                let mut seen = FxHashSet::default();
                change.reaches.retain(|place| seen.insert(place.clone()));
                change
                    .reaches
                    .sort_by_key(|place| position.get(&place.operation).copied());
                change
            })
            .collect()
    }
}

/// Does the outer one hold the inner one?
fn holds(outer: SourceSpan, inner: SourceSpan) -> bool {
    outer.source == inner.source && outer.start <= inner.start && inner.end <= outer.end
}

/// The judgement on what no message shows.
fn open(proof: &Proof, direction: Direction, effect: Effect) -> Judgement {
    match proof {
        Proof::Open(reason) if direction.may_break(effect) => Judgement::unknown(*reason),
        Proof::Open(_) | Proof::Message(_) | Proof::Schema(_) => Judgement::harmless(),
    }
}

/// What a difference does to code that talks to the API by generated code.
fn source_effect(
    difference: &Difference,
    direction: Direction,
    judgement: &Judgement,
) -> Option<SourceEffect> {
    match difference.source {
        SourceEffect::None => None,
        // Programs read what the API sends, and generated structs may have fields that they do not know.
        SourceEffect::ChangesConstructors if direction == Direction::Response => None,
        // They are misled by what they did not know before, and not by what is no longer sent.
        SourceEffect::MisleadsReaders if difference.effect != Effect::Equal => direction
            .may_break(difference.effect)
            .then_some(SourceEffect::MisleadsReaders),
        SourceEffect::MisleadsReaders => Some(SourceEffect::MisleadsReaders),
        // What the API means by what it sends is its own affair, unless it takes a promise back.
        SourceEffect::ChangesMeaning
            if direction == Direction::Response && difference.effect != Effect::Withdrawn =>
        {
            None
        }
        SourceEffect::ChangesMeaning => Some(SourceEffect::ChangesMeaning),
        effect => (!judgement.equal).then_some(effect),
    }
}
