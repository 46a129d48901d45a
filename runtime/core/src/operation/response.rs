//! What may stand in an answer? Servers that look at what they send find it here.

use super::{MediaDescriptor, ParameterDescriptor};

/// A declared response (OAS 3.1.1 Responses Object).
#[derive(Clone, Copy, Debug)]
pub struct ResponseDescriptor {
    /// Which statuses it is declared for.
    pub statuses: Statuses,
    /// The media types its body may have; empty where nothing is said about it.
    pub media: &'static [MediaDescriptor],
    /// The header fields whose values may be wrong although their types are right.
    pub headers: &'static [ParameterDescriptor],
}

/// A key of the Responses Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// One status: `404`.
    Code(u16),
    /// The statuses that begin with this digit: `4XX`.
    Class(u16),
    /// Those that no other key names: `default`.
    Default,
}

impl ResponseDescriptor {
    /// Of one status.
    pub const fn code(code: u16, media: &'static [MediaDescriptor]) -> Self {
        Self::new(Statuses::Code(code), media)
    }

    /// Of the statuses that begin with this digit.
    pub const fn class(digit: u16, media: &'static [MediaDescriptor]) -> Self {
        Self::new(Statuses::Class(digit), media)
    }

    /// Of all others.
    pub const fn default(media: &'static [MediaDescriptor]) -> Self {
        Self::new(Statuses::Default, media)
    }

    /// The same with these header fields.
    #[must_use]
    pub const fn with_headers(self, headers: &'static [ParameterDescriptor]) -> Self {
        Self { headers, ..self }
    }

    const fn new(statuses: Statuses, media: &'static [MediaDescriptor]) -> Self {
        Self {
            statuses,
            media,
            headers: &[],
        }
    }

    /// The one for a status: a code counts before a range, and that before `default`.
    ///
    /// ```
    /// use countersign_core::operation::{ResponseDescriptor, Statuses};
    ///
    /// const DECLARED: &[ResponseDescriptor] = &[
    ///     ResponseDescriptor::default(&[]),
    ///     ResponseDescriptor::class(4, &[]),
    ///     ResponseDescriptor::code(404, &[]),
    /// ];
    /// let of = |status| ResponseDescriptor::of(DECLARED, status).unwrap().statuses;
    /// assert_eq!([of(404), of(409)], [Statuses::Code(404), Statuses::Class(4)]);
    /// assert_eq!(of(500), Statuses::Default);
    /// assert!(ResponseDescriptor::of(&DECLARED[1..], 200).is_none());
    /// ```
    pub fn of(declared: &'static [Self], status: u16) -> Option<&'static Self> {
        let keys = [
            Statuses::Code(status),
            Statuses::Class(status / 100),
            Statuses::Default,
        ];
        keys.iter()
            .find_map(|key| declared.iter().find(|response| response.statuses == *key))
    }
}
