//! Which trace does a message belong to (W3C Trace Context, `traceparent`)?

use std::fmt;

/// The name of the field.
pub const TRACEPARENT: &str = "traceparent";

/// The position of a message in a distributed trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TraceContext {
    trace_id: u128,
    parent_id: u64,
    flags: u8,
}

impl TraceContext {
    /// A position; `None` when an id is zero, which the standard calls invalid (3.2.2.3, 3.2.2.4).
    pub fn new(trace_id: u128, parent_id: u64, sampled: bool) -> Option<Self> {
        (trace_id != 0 && parent_id != 0).then_some(Self {
            trace_id,
            parent_id,
            flags: u8::from(sampled),
        })
    }

    /// The position a `traceparent` value names; `None` when it is invalid and the trace starts anew (3.2.4, 4.3).
    ///
    /// Of a later version the first four parts are read.
    ///
    /// ```
    /// use countersign_core::trace_context::TraceContext;
    ///
    /// let context = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").unwrap();
    /// assert!(context.is_sampled());
    /// assert!(TraceContext::parse("00-00000000000000000000000000000000-00f067aa0ba902b7-01").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let version = hex(parts.next()?, 2)?;
        let trace_id = hex(parts.next()?, 32)?;
        let parent_id = u64::try_from(hex(parts.next()?, 16)?).ok()?;
        let flags = u8::try_from(hex(parts.next()?, 2)?).ok()?;
        let may_go_on = version != 0;
        let valid = version != 0xff
            && trace_id != 0
            && parent_id != 0
            && (may_go_on || parts.next().is_none());
        valid.then_some(Self {
            trace_id,
            parent_id,
            flags,
        })
    }

    /// The trace.
    pub const fn trace_id(&self) -> u128 {
        self.trace_id
    }

    /// The span that sent the message.
    pub const fn parent_id(&self) -> u64 {
        self.parent_id
    }

    /// Whether the sender may have recorded the trace.
    pub const fn is_sampled(&self) -> bool {
        self.flags & 1 == 1
    }
}

/// As `traceparent` of version 00; flags it does not define are cleared (3.2.2.5).
impl fmt::Display for TraceContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            trace_id,
            parent_id,
            flags,
        } = self;
        write!(
            formatter,
            "00-{trace_id:032x}-{parent_id:016x}-{:02x}",
            flags & 1
        )
    }
}

/// Lower case only, as 3.2.2 demands.
fn hex(text: &str, digits: usize) -> Option<u128> {
    let well_formed = text.len() == digits
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    well_formed
        .then(|| u128::from_str_radix(text, 16).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const IDS: &str = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

    #[test]
    fn later_versions_are_read_as_far_as_they_are_known() {
        let parse = |text: String| TraceContext::parse(&text).map(|context| context.to_string());
        assert_eq!(
            parse(format!("cc-{IDS}-01-what-the-future-brings")),
            Some(format!("00-{IDS}-01"))
        );
        assert_eq!(parse(format!("00-{IDS}-01-extra")), None);
        assert_eq!(parse(format!("ff-{IDS}-01")), None);
        assert_eq!(parse(format!("00-{IDS}-ff")), Some(format!("00-{IDS}-01")));
    }

    #[test]
    fn what_is_malformed_starts_a_new_trace() {
        for text in [
            String::new(),
            IDS.to_owned(),
            format!("00-{}-01", IDS.to_uppercase()),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01".to_owned(),
            format!("0-{IDS}-01"),
            format!("00-{IDS}-1"),
        ] {
            assert_eq!(TraceContext::parse(&text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(trace_id: u128, parent_id: u64, sampled: bool) {
            if let Some(context) = TraceContext::new(trace_id, parent_id, sampled) {
                prop_assert_eq!(TraceContext::parse(&context.to_string()), Some(context));
            }
        }

        #[test]
        fn any_text_is_a_context_or_not(text in "[0-9a-f-]{0,60}") {
            let _ = TraceContext::parse(&text);
        }
    }
}
