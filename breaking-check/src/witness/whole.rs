//! Does a value show a difference between two schemas, and which whole message shows it?

use serde_json::Value;

use super::evidence::{Answer, Question, Spelling};
use super::judge::Judge;
use super::message::{Built, Given, Messages, spelling_of};
use super::plan::MessagePlan;
use super::sample::{Sampler, Source};
use super::{curl, embed};
use crate::change::{Location, Witness};
use crate::documents;
use crate::pairing::OperationPair;
use crate::rule::Formats;
use crate::schema_pair::{Edge, NodeId};
use crate::side::{Conjunction, Side};

/// How many ways to a schema are tried before giving up on a whole message.
const MAX_WAYS: usize = 6;

impl Judge<'_, '_> {
    /// `Refused` when the sender takes the value for this node and the reader does not.
    pub(super) fn shows(&self, node: NodeId, question: Question<'_>) -> Answer {
        let node = &self.graph.nodes[node];
        let sender = node.direction.sender();
        let sent = Question {
            about: None,
            ..question
        };
        let glance = |side: Side| self.evidence.glance(side, node.side(side), sent);
        let is_sent = glance(sender);
        if is_sent == Some(false) || glance(sender.other()) == Some(true) {
            return Answer::Taken;
        }
        // The whole message is what the validator takes on the sender's side, in the end.
        let is_sent = match is_sent {
            Some(true) => Answer::Taken,
            _ => self.evidence.takes(sender, node.side(sender), sent),
        };
        match is_sent {
            Answer::Taken => {
                self.evidence
                    .takes(sender.other(), node.side(sender.other()), question)
            }
            Answer::Refused(_) => Answer::Taken,
            undecided @ Answer::Undecided(_) => undecided,
        }
    }

    /// Does a value seem to show the difference? `None` where only the validator can tell.
    pub(super) fn glance(&self, node: NodeId, question: Question<'_>) -> Option<bool> {
        let node = &self.graph.nodes[node];
        let takes = |side: Side| self.evidence.glance(side, node.side(side), question);
        let sender = node.direction.sender();
        Some(takes(sender)? && !takes(sender.other())?)
    }

    /// A whole message around a part that shows a difference.
    pub(super) fn around(
        &self,
        ways: &[&(usize, Vec<Edge>)],
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
        let start = Conjunction::from(root.side(sender));
        let value = embed::embed(self.graph, &sampler, sender, &start, way, part)?;
        let question = Question {
            direction: root.direction,
            value: &value,
            spelling: spelling_at(&root.location),
            formats,
            about: None,
        };
        // Quickly, before messages are made of it that the validator judges.
        let other = Conjunction::from(root.side(sender.other()));
        if self.evidence.glance(sender, &start, question) == Some(false)
            || self.evidence.glance(sender.other(), &other, question) == Some(true)
        {
            return None;
        }
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

pub(super) fn spelling_at(location: &Location) -> Spelling {
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

pub(super) fn witness(
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
