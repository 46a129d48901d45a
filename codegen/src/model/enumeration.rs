//! Enums of values.

use countersign_contract::syntax::Node;

use super::types::Docs;

/// May values come that the contract does not name?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Openness {
    /// Yes: the type is reachable from a response, so it keeps `Unknown(..)`.
    Open,
    /// No: it is only ever sent in requests.
    Closed,
}

/// An enum of strings.
#[derive(Clone, Debug)]
pub(crate) struct EnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<EnumMember>,
    /// Whether it has `Unknown(String)`.
    pub(crate) openness: Openness,
    /// Is it a `const`? Then no other value ever comes.
    pub(crate) fixed: bool,
}

/// One member of an enum of strings.
#[derive(Clone, Debug)]
pub(crate) struct EnumMember {
    /// The value on the wire.
    pub(crate) wire: String,
    /// A better name than the value, if the contract has one (`title`, `x-enum-varnames`).
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// An enum of integers.
#[derive(Clone, Debug)]
pub(crate) struct IntegerEnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<IntegerMember>,
    /// Whether it has `Unknown(i64)`.
    pub(crate) openness: Openness,
}

/// One member of an enum of integers.
#[derive(Clone, Debug)]
pub(crate) struct IntegerMember {
    /// The value on the wire.
    pub(crate) value: i64,
    /// A better name than the value, if the contract has one.
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

/// An enum of JSON values.
#[derive(Clone, Debug)]
pub(crate) struct ValueEnumModel {
    /// Members in contract order, without duplicates.
    pub(crate) members: Vec<ValueMember>,
    /// Whether it has `Unknown(serde_json::Value)`.
    pub(crate) openness: Openness,
    /// Is it a `const`? Then no other value ever comes.
    pub(crate) fixed: bool,
}

/// One member of an enum of JSON values.
#[derive(Clone, Debug)]
pub(crate) struct ValueMember {
    /// The value on the wire.
    pub(crate) value: Node,
    /// A better name than the value, if the contract has one.
    pub(crate) hint: Option<String>,
    /// What the contract says about it.
    pub(crate) docs: Docs,
}

impl ValueMember {
    /// The value as text: a string as it is, all else as JSON.
    pub(crate) fn text(&self) -> String {
        self.value
            .as_str()
            .map_or_else(|| self.value.to_json().to_string(), str::to_owned)
    }
}
