//! Schema Objects of every dialect, lowered to JSON Schema 2020-12.
//!
//! Schemas are read from a work list, never by recursion, so that depth costs no stack. Every distinct node that is used
//! as a schema gets exactly one id, whichever ways lead to it.

mod arena;
mod bounds;
mod cycles;
mod discriminator;
mod dynamic;
mod keywords;
mod nullable;
mod read;
mod reference;
mod values;
mod written;
mod xml;

pub(super) use arena::SchemaArena;
pub(super) use cycles::break_cycles;
pub(super) use discriminator::complete_discriminators;
pub(super) use dynamic::specialise;
