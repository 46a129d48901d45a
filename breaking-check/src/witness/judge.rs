//! The verdict on a difference: proven by a verified message, proved harmless, or honestly unknown.

use rustc_hash::FxHashSet;
use serde_json::Value;

use super::algebra::Algebra;
use super::evidence::{Answer, Evidence, Question, Spelling};
use super::message::{Built, Given, Messages, spelling_of};
use super::pare::pared;
use super::plan::MessagePlan;
use super::probe::Probe;
use super::sample::{Sampler, Source};
use super::{curl, embed};
use crate::change::{Location, Verdict, Witness};
use crate::direction::{Direction, Effect};
use crate::documents;
use crate::pairing::OperationPair;
use crate::policy::{Options, World};
use crate::relation::Covers;
use crate::rule::{Difference, Formats, SchemaProof, SourceEffect};
use crate::schema_pair::{Edge, Graph, NodeId, Step};
use crate::side::{Conjunction, Side};

/// How many ways to a schema are tried before giving up on a whole message.
const MAX_WAYS: usize = 6;

/// A verdict and its proof.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    pub(crate) witness: Option<Witness>,
    /// The schemas were proved to take the same values: the change is one of words.
    pub(crate) equal: bool,
}

/// Judges the differences of one comparison.
pub(crate) struct Judge<'g, 'c> {
    evidence: Evidence<'g, 'c>,
    graph: &'g Graph<'c>,
    operations: &'g [OperationPair<'c>],
    algebra: Algebra<'g, 'c>,
}

impl Judgement {
    pub(crate) fn harmless() -> Self {
        Self {
            verdict: Verdict::Harmless,
            witness: None,
            equal: false,
        }
    }

    pub(crate) fn unknown(reason: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Unknown(reason.into()),
            witness: None,
            equal: false,
        }
    }

    fn proven(witness: Witness) -> Self {
        Self {
            verdict: Verdict::Proven,
            witness: Some(witness),
            equal: false,
        }
    }
}

impl<'g, 'c> Judge<'g, 'c> {
    pub(crate) fn new(
        graph: &'g Graph<'c>,
        operations: &'g [OperationPair<'c>],
        options: &Options,
    ) -> Self {
        Self {
            evidence: Evidence::new(graph, options),
            graph,
            operations,
            algebra: Algebra::new(graph, options),
        }
    }

    /// The verdict on a difference that a message shows.
    pub(crate) fn message(
        &self,
        pair: &OperationPair<'c>,
        direction: Direction,
        effect: Effect,
        plan: &MessagePlan,
    ) -> Judgement {
        if !direction.may_break(effect) || matches!(plan, MessagePlan::Nothing) {
            return Judgement::harmless();
        }
        let sender = match effect {
            Effect::Withdrawn => Side::Base,
            Effect::Equal | Effect::Narrower | Effect::Wider | Effect::Incomparable => {
                direction.sender()
            }
        };
        let mut doubt = None;
        for source in Source::ALL {
            let messages = Messages {
                evidence: &self.evidence,
                pair,
                formats: Formats::Annotate,
                source,
            };
            let Some(built) = messages.build(sender, plan, None) else {
                return Judgement::unknown("no message that shows it could be built");
            };
            let answers = (
                messages.ask(sender, &built, sender),
                messages.ask(sender.other(), &built, sender),
            );
            doubt = Some(match answers {
                (Answer::Taken, Answer::Refused(reason)) => {
                    return Judgement::proven(witness(pair, sender, &built, None, reason));
                }
                (Answer::Taken, Answer::Taken) => return Judgement::harmless(),
                (Answer::Refused(reason), _) => {
                    format!("no message that the {sender} takes could be built: {reason}")
                }
                (Answer::Undecided(reason), _) | (Answer::Taken, Answer::Undecided(reason)) => {
                    reason
                }
            });
        }
        Judgement::unknown(doubt.unwrap_or_default())
    }

    /// The verdict on a difference between two schemas, reached by these ways.
    pub(crate) fn schema(
        &self,
        node: NodeId,
        ways: &[(usize, Vec<Edge>)],
        difference: &Difference,
        proof: &SchemaProof,
    ) -> Judgement {
        // No message tells what only programs look at.
        if matches!(
            difference.source,
            SourceEffect::MisleadsReaders | SourceEffect::ChangesMeaning
        ) {
            return Judgement::harmless();
        }
        let mut judgement = self.on_the_wire(node, ways, difference, proof);
        // Whether code must change is asked only where messages need not.
        judgement.equal = judgement.verdict == Verdict::Harmless
            && (difference.source != SourceEffect::None || difference.vanishes)
            && difference.effect != Effect::Equal
            && difference.property.is_none()
            && proof.formats == Formats::Annotate
            && [Side::Base, Side::Revision]
                .into_iter()
                .all(|sender| self.algebra.covers(node, sender) == Covers::Yes);
        judgement
    }

    fn on_the_wire(
        &self,
        node: NodeId,
        ways: &[(usize, Vec<Edge>)],
        difference: &Difference,
        proof: &SchemaProof,
    ) -> Judgement {
        let direction = self.graph.nodes[node].direction;
        if !direction.may_break(difference.effect) {
            return Judgement::harmless();
        }
        let sender = direction.sender();
        let probe = match sender {
            Side::Base => &proof.lost,
            Side::Revision => &proof.gained,
        };
        let schemas = self.graph.nodes[node].side(sender);
        let views = self.graph.views(node);
        let other = match sender {
            Side::Base => &views.1,
            Side::Revision => &views.0,
        };
        let spelling = ways.first().map_or(Spelling::Json, |(root, _)| {
            spelling_at(&self.graph.roots[*root].location)
        });
        let shows = |value: &Value| {
            let question = Question {
                direction,
                value,
                spelling,
                formats: proof.formats,
                about: difference.property.as_deref(),
            };
            self.shows(node, question)
        };
        // A witness that a value makes; else why it makes none, where that is worth saying.
        let witness = |value: &Value, sampler: &Sampler<'_, '_>| match shows(value) {
            Answer::Refused(reason) => {
                let refused = Answer::Refused(reason.clone());
                let required = &sampler.viewer.view(schemas).required;
                let mut parts = vec![pared(value, required, |value| shows(value) == refused)];
                if parts[0] != *value {
                    parts.push(value.clone());
                }
                let around = |part: &Value| self.around(ways, part, proof.formats, &reason);
                parts.iter().find_map(around).ok_or_else(|| {
                    Some(format!(
                        "{value} shows the difference, but no whole message around it was found"
                    ))
                })
            }
            Answer::Undecided(reason) => Err(Some(reason)),
            Answer::Taken => Err(None),
        };
        let mut doubt = None;
        let of_keywords = matches!(probe, Probe::Anything | Probe::Matching(_));
        let mut tried = FxHashSet::default();
        for source in Source::ALL {
            let sampler = Sampler::new(&self.evidence, sender, direction, source);
            for value in probe.values(&sampler, schemas, other) {
                if !tried.insert(value.to_string()) {
                    continue;
                }
                match witness(&value, &sampler) {
                    // A key that is welcome and not declared is no matter of these changes.
                    Ok(_) if of_keywords && self.algebra.covers(node, sender) == Covers::Yes => {
                        return Judgement::harmless();
                    }
                    Ok(witness) => return Judgement::proven(witness),
                    Err(reason) => doubt = reason.or(doubt),
                }
            }
        }
        // The algebra reads schemas as written: to it, an undeclared key is a welcome one.
        if self.evidence.world == World::Declared && matches!(probe, Probe::With(_)) {
            return Judgement::unknown(
                doubt.unwrap_or_else(|| "no message that carries it could be built".to_owned()),
            );
        }
        // What one member of alternatives no longer takes, another one may.
        let whole = self.value_around(node, ways);
        if whole != node && self.algebra.covers(whole, sender) == Covers::Yes {
            return Judgement::harmless();
        }
        match self.algebra.covers(node, sender) {
            Covers::Yes if proof.formats == Formats::Annotate => Judgement::harmless(),
            Covers::No(value) if tried.insert(value.to_string()) => {
                let sampler = Sampler::new(&self.evidence, sender, direction, Source::ALL[0]);
                match witness(&value, &sampler) {
                    Ok(witness) => Judgement::proven(witness),
                    Err(reason) => Judgement::unknown(reason.or(doubt).unwrap_or_else(none_found)),
                }
            }
            Covers::Yes | Covers::No(_) => Judgement::unknown(doubt.unwrap_or_else(none_found)),
            Covers::Unknown(reason) => Judgement::unknown(doubt.unwrap_or(reason)),
        }
    }

    /// The nearest pair above that stands for a value of its own: up from members of alternatives.
    fn value_around(&self, node: NodeId, ways: &[(usize, Vec<Edge>)]) -> NodeId {
        let Some((root, way)) = ways.first() else {
            return node;
        };
        let members = way
            .iter()
            .rev()
            .take_while(|edge| edge.step == Step::Member)
            .count();
        if members == 0 {
            return node;
        }
        if let Some(above) = way.len().checked_sub(members + 1) {
            return way[above].node;
        }
        let of_root = |at: &NodeId| self.graph.nodes[*at].roots.contains(root);
        (0..self.graph.nodes.len()).find(of_root).unwrap_or(node)
    }

    /// `Refused` when the sender takes the value for this node and the reader does not.
    fn shows(&self, node: NodeId, question: Question<'_>) -> Answer {
        let node = &self.graph.nodes[node];
        let sender = node.direction.sender();
        let sent = Question {
            about: None,
            ..question
        };
        match self.evidence.takes(sender, node.side(sender), sent) {
            Answer::Taken => {
                self.evidence
                    .takes(sender.other(), node.side(sender.other()), question)
            }
            Answer::Refused(_) => Answer::Taken,
            undecided @ Answer::Undecided(_) => undecided,
        }
    }

    /// A whole message around a part that shows a difference.
    fn around(
        &self,
        ways: &[(usize, Vec<Edge>)],
        part: &Value,
        formats: Formats,
        reason: &str,
    ) -> Option<Witness> {
        let ways = ways.iter().take(MAX_WAYS);
        ways.flat_map(|way| Source::ALL.map(|source| (way, source)))
            .find_map(|((root, way), source)| {
                self.whole_message((*root, way), source, part, formats, reason)
            })
    }

    fn whole_message(
        &self,
        (root, way): (usize, &[Edge]),
        source: Source,
        part: &Value,
        formats: Formats,
        reason: &str,
    ) -> Option<Witness> {
        let root = &self.graph.roots[root];
        let sender = root.direction.sender();
        let sampler = Sampler::new(&self.evidence, sender, root.direction, source);
        let start = Conjunction::from(match sender {
            Side::Base => root.base,
            Side::Revision => root.revision,
        });
        let value = embed::embed(self.graph, &sampler, sender, &start, way, part)?;
        let pair = &self.operations[root.operation];
        let messages = Messages {
            evidence: &self.evidence,
            pair,
            formats,
            source,
        };
        let given = Given {
            location: &root.location,
            value: &value,
        };
        let built = messages.build(sender, &MessagePlan::with(&root.location), Some(given))?;
        let taken = messages.ask(sender, &built, sender) == Answer::Taken;
        let refused = matches!(
            messages.ask(sender.other(), &built, sender),
            Answer::Refused(_)
        );
        (taken && refused).then(|| witness(pair, sender, &built, Some(part), reason.to_owned()))
    }
}

fn spelling_at(location: &Location) -> Spelling {
    match location {
        Location::Parameter { .. } | Location::ResponseHeader { .. } => Spelling::Text,
        Location::RequestContent { media_type } | Location::ResponseContent { media_type, .. } => {
            spelling_of(media_type.split(';').next().unwrap_or_default().trim())
        }
        Location::Operation
        | Location::Servers
        | Location::Security
        | Location::Value
        | Location::RequestBody
        | Location::RequestItem { .. }
        | Location::ResponseItem { .. }
        | Location::Response { .. }
        | Location::ResponseLink { .. } => Spelling::Json,
    }
}

fn witness(
    pair: &OperationPair<'_>,
    sender: Side,
    built: &Built<'_>,
    part: Option<&Value>,
    reason: String,
) -> Witness {
    let operation = pair
        .sides
        .side(sender)
        .unwrap_or_else(|| pair.sides.newest());
    Witness {
        text: match built {
            Built::Request {
                content: Some(content),
                ..
            } if pair.name.kind == documents::KIND => content.value.as_ref().map(Value::to_string),
            _ => None,
        }
        .unwrap_or_else(|| curl::text(operation, built)),
        value: part.cloned(),
        accepted_by: sender,
        rejected_by: sender.other(),
        reason,
    }
}

fn none_found() -> String {
    "no value that shows the difference was found".to_owned()
}
