//! How often may a caller call an operation? The contract's rate, kept per caller in this process.
//!
//! All anonymous callers of an operation share one allowance: the runtime trusts no address.

mod gcra;
mod limiter;

pub(crate) use limiter::Limiter;

/// Whether the contract's rate limits are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RateLimiting {
    /// A caller beyond its rate is answered with 429.
    #[default]
    Enforce,
    /// Something else keeps them, e.g. a gateway.
    Off,
}
