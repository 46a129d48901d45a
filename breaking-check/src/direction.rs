//! Who sends and who reads: the only room that knows that what the API reads may widen and what it sends may narrow.

use crate::policy::World;
use crate::side::Side;

/// Which way a message travels, seen from the API that the contract describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// Towards the API: requests, and the answers to its webhooks and callbacks.
    Request,
    /// From the API: responses, and the requests of its webhooks and callbacks.
    Response,
}

/// The two halves of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Message {
    Request,
    Response,
}

/// Who starts an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    /// A user of the API: `paths`.
    User,
    /// The API itself: `webhooks` and `callbacks`.
    Api,
}

/// What a change does to the set of messages that obey the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Effect {
    /// The same messages as before.
    Equal,
    /// Fewer messages than before.
    Narrower,
    /// More messages than before.
    Wider,
    /// Some messages are gone and others are new.
    Incomparable,
    /// Something people could use is no longer offered; that hurts whoever used it, whichever way messages travel.
    Withdrawn,
}

impl Effect {
    /// The effect of a change that takes something away, adds something, both or neither.
    pub(crate) fn of(loses: bool, gains: bool) -> Self {
        match (loses, gains) {
            (false, false) => Self::Equal,
            (true, false) => Self::Narrower,
            (false, true) => Self::Wider,
            (true, true) => Self::Incomparable,
        }
    }

    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Incomparable => "incomparable",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// How a reader treats object keys that its schema neither declares nor forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Keys {
    /// Only declared keys count as understood.
    Declared,
    /// As the schema says: any key.
    AsWritten,
}

impl Direction {
    /// The direction of a message in an exchange.
    pub(crate) fn of(message: Message, caller: Caller) -> Self {
        match (message, caller) {
            (Message::Request, Caller::User) | (Message::Response, Caller::Api) => Self::Request,
            (Message::Response, Caller::User) | (Message::Request, Caller::Api) => Self::Response,
        }
    }

    /// May a change with this effect break somebody? Messages that people send to the API must all stay welcome;
    /// messages the API sends must all be ones that people know already.
    pub fn may_break(self, effect: Effect) -> bool {
        match (self, effect) {
            (_, Effect::Withdrawn | Effect::Incomparable)
            | (Self::Request, Effect::Narrower)
            | (Self::Response, Effect::Wider) => true,
            (_, Effect::Equal)
            | (Self::Request, Effect::Wider)
            | (Self::Response, Effect::Narrower) => false,
        }
    }

    /// The side whose messages the other one must understand.
    pub(crate) fn sender(self) -> Side {
        match self {
            Self::Request => Side::Base,
            Self::Response => Side::Revision,
        }
    }

    /// How each side treats undeclared keys.
    ///
    /// In the declared world nobody sends what it never declared. A server that no longer knows a key ignores what its
    /// caller asked for, so it must know every key; a client ignores news without harm.
    pub(crate) fn keys(self, side: Side, world: World) -> Keys {
        match (world, self) {
            (World::Declared, Self::Request) => Keys::Declared,
            (World::Declared, Self::Response) if side == self.sender() => Keys::Declared,
            (World::Declared, Self::Response) | (World::Open, _) => Keys::AsWritten,
        }
    }

    /// Is a property with these marks left out of such messages (OAS 3.0.4 Schema Object, readOnly and writeOnly)?
    pub(crate) fn hides(self, read_only: bool, write_only: bool) -> bool {
        match self {
            Self::Request => read_only && !write_only,
            Self::Response => write_only && !read_only,
        }
    }

    /// The word in reports: `request` or `response`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Caller, Direction, Effect, Message};

    #[test]
    fn a_webhook_is_read_by_the_users_of_the_api() {
        assert_eq!(
            Direction::of(Message::Request, Caller::Api),
            Direction::Response
        );
        assert_eq!(
            Direction::of(Message::Response, Caller::Api),
            Direction::Request
        );
    }

    #[test]
    fn requests_may_widen_and_responses_may_narrow() {
        assert!(!Direction::Request.may_break(Effect::Wider));
        assert!(Direction::Request.may_break(Effect::Narrower));
        assert!(!Direction::Response.may_break(Effect::Narrower));
        assert!(Direction::Response.may_break(Effect::Wider));
    }
}
