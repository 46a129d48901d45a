//! Proof: a message that one side takes and the other refuses, built from the contract and verified against both sides.

mod ask;
mod circumstance;
mod contained;
mod curl;
mod embed;
mod evidence;
mod judge;
mod key;
mod keyed;
mod layout;
mod message;
mod pare;
mod pattern;
mod plan;
mod probe;
mod pruned;
mod sample;
mod shown;
mod text_value;
mod token;
mod whole;

pub(crate) use circumstance::{Circumstance, in_words};
pub(crate) use judge::{Judge, Judgement};
pub(crate) use keyed::{Keyed, demanded, keyed};
pub(crate) use plan::{BodyPlan, MessagePlan, RequestPlan};
pub(crate) use probe::Probe;
pub(crate) use sample::format_members;
pub(crate) use token::{TokenPlan, TokenStep};
