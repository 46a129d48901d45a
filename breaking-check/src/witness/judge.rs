//! The verdict on a difference: proven by a verified message, proved harmless, or honestly unknown.

use rustc_hash::FxHashSet;
use serde_json::Value;

use super::contained::{Contained, Proved};
use super::evidence::{Answer, Evidence, Question, Spelling};
use super::message::Messages;
use super::pare::pared;
use super::plan::MessagePlan;
use super::probe::Probe;
use super::sample::{Sampler, Source};
use super::whole::{spelling_at, witness};
use crate::change::{Verdict, Witness};
use crate::direction::{Direction, Effect};
use crate::pairing::OperationPair;
use crate::policy::{Options, World};
use crate::rule::{Difference, Formats, SchemaProof, SourceEffect};
use crate::schema_pair::{Edge, Graph, NodeId, Step};
use crate::side::Side;

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
    pub(super) evidence: Evidence<'g, 'c>,
    pub(super) graph: &'g Graph<'c>,
    pub(super) operations: &'g [OperationPair<'c>],
    proved: Proved,
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
            proved: Proved::default(),
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
                .all(|sender| self.contained(node, sender) == Contained::Yes);
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
        // Where types are seen, more is refused: what is JSON anywhere is looked at as JSON, and shown there.
        let is_text = |(root, _): &(usize, Vec<Edge>)| {
            spelling_at(&self.graph.roots[*root].location) == Spelling::Text
        };
        let mut ways: Vec<&(usize, Vec<Edge>)> = ways.iter().collect();
        ways.sort_by_key(|way| is_text(way));
        let spelling = match ways.first() {
            Some(way) if is_text(way) => Spelling::Text,
            _ => Spelling::Json,
        };
        let contained = self.contained(node, sender);
        if proof.formats == Formats::Annotate {
            // What one member of alternatives no longer takes, another one may.
            let whole = self.value_around(node, &ways);
            if contained == Contained::Yes
                || spelling == Spelling::Text && self.evidence.is_read_as_text(node, sender)
                || whole != node && self.contained(whole, sender) == Contained::Yes
            {
                return Judgement::harmless();
            }
        }
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
        let nothing = Value::Null;
        let asked = Question {
            direction,
            value: &nothing,
            spelling,
            formats: proof.formats,
            about: difference.property.as_deref(),
        };
        let shows = |value: &Value| self.shows(node, Question { value, ..asked });
        // A witness that a value makes; else why it makes none, where that is worth saying.
        let witness = |value: &Value, sampler: &Sampler<'_, '_>| match shows(value) {
            Answer::Refused(reason) => {
                let refused = Answer::Refused(reason.clone());
                let required = &sampler.viewer.view(schemas).required;
                let mut parts = vec![pared(value, required, |value| {
                    self.glance(node, Question { value, ..asked })
                        .unwrap_or_else(|| shows(value) == refused)
                })];
                if parts[0] != *value && shows(&parts[0]) != refused {
                    parts[0] = pared(value, required, |value| shows(value) == refused);
                }
                if parts[0] != *value {
                    parts.push(value.clone());
                }
                let around = |part: &Value| self.around(&ways, part, proof.formats, &reason);
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
                    Ok(_) if of_keywords && self.is_covered_as_written(node, sender) => {
                        return Judgement::harmless();
                    }
                    Ok(witness) => return Judgement::proven(witness),
                    Err(reason) => doubt = reason.or(doubt),
                }
            }
        }
        match contained {
            Contained::No(value) if tried.insert(value.to_string()) => {
                let sampler = Sampler::new(&self.evidence, sender, direction, Source::ALL[0]);
                match witness(&value, &sampler) {
                    Ok(witness) => Judgement::proven(witness),
                    Err(reason) => Judgement::unknown(reason.or(doubt).unwrap_or_else(none_found)),
                }
            }
            Contained::Yes | Contained::No(_) => {
                Judgement::unknown(doubt.unwrap_or_else(none_found))
            }
            Contained::Unknown(reason) => Judgement::unknown(doubt.unwrap_or(reason)),
        }
    }

    fn contained(&self, node: NodeId, sender: Side) -> Contained {
        self.evidence
            .contained(&self.proved, (node, sender), self.evidence.world)
    }

    fn is_covered_as_written(&self, node: NodeId, sender: Side) -> bool {
        let answer = self
            .evidence
            .contained(&self.proved, (node, sender), World::Open);
        answer == Contained::Yes
    }

    /// The nearest pair above that stands for a value of its own: up from members of alternatives.
    fn value_around(&self, node: NodeId, ways: &[&(usize, Vec<Edge>)]) -> NodeId {
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
}

fn none_found() -> String {
    "no value that shows the difference was found".to_owned()
}
