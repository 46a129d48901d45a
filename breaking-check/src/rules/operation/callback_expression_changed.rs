//! A callback goes to another address: its runtime expression is another.
//!
//! # Why it breaks
//! Callers say at the old place where they want to be called, and wait there for nothing.
//! # Example
//! ```yaml,base
//! paths:
//!   /orders:
//!     post:
//!       callbacks:
//!         shipped:
//!           "{$request.query.callback}":
//!             post: { responses: { "204": { description: ok } } }
//!       responses: { "201": { description: ok } }
//! ```
//! ```yaml,revision
//! paths:
//!   /orders:
//!     post:
//!       callbacks:
//!         shipped:
//!           "{$request.header.X-Callback}":
//!             post: { responses: { "204": { description: ok } } }
//!       responses: { "201": { description: ok } }
//! ```
//! # Not reported when
//! Its name or method changed, or several callbacks of that name and method did: see `operation-removed`.
//! # Evolve instead
//! Go on reading the address at the old place as well.

use crate::direction::Effect;
use crate::pairing::{CALLBACK, OperationPair};
use crate::rule::{Changes, Difference, Rule, RuleMeta};
use crate::witness::{Circumstance, MessagePlan};

#[derive(Debug)]
pub(crate) struct CallbackExpressionChanged;

impl Rule for CallbackExpressionChanged {
    type Subject<'c> = OperationPair<'c>;
    const META: RuleMeta = RuleMeta::error("callback-expression-changed")
        .since("0.1.0")
        .cites("OAS 3.1.1 Callback Object; Runtime Expressions");

    fn check(pair: &OperationPair<'_>, changes: &mut Changes) {
        if let Some((base, revision)) = pair.sides.both()
            && pair.name.kind == CALLBACK
            && base.path.text != revision.path.text
        {
            let (old, new) = (&base.path.text, &revision.path.text);
            let plan = MessagePlan::request().when(Circumstance::To(new.clone()));
            changes.push(
                Difference::message(
                    Effect::Incomparable,
                    format!("is sent to {new} and no longer to {old}"),
                    plan,
                )
                .at((Some(base.span), Some(revision.span))),
            );
        }
    }
}
