//! `type`: the six JSON types and integer, as a set.

use std::fmt;

/// One value of `type` (JSON Schema 2020-12 Validation 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`: a number whose fraction is zero.
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl Type {
    /// All types in a fixed order.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
    ];

    /// The word in a schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    /// The type of a word.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of types; order and repetition in the text do not matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TypeSet(u8);

impl TypeSet {
    /// The set without a member.
    pub const EMPTY: Self = Self(0);

    /// Does it hold `kind`?
    pub fn contains(self, kind: Type) -> bool {
        self.0 & kind.bit() != 0
    }

    /// The set with one more member.
    #[must_use]
    pub fn with(self, kind: Type) -> Self {
        Self(self.0 | kind.bit())
    }

    /// The set without a member.
    #[must_use]
    pub fn without(self, kind: Type) -> Self {
        Self(self.0 & !kind.bit())
    }

    /// How many members.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// No member at all?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The only member, if there is exactly one.
    pub fn single(self) -> Option<Type> {
        if self.len() == 1 {
            self.iter().next()
        } else {
            None
        }
    }

    /// The members in the order of [`Type::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL
            .into_iter()
            .filter(move |kind| self.contains(*kind))
    }
}

impl FromIterator<Type> for TypeSet {
    fn from_iter<I: IntoIterator<Item = Type>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Display for TypeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, kind) in self.iter().enumerate() {
            write!(f, "{}{}", if at == 0 { "" } else { " | " }, kind.name())?;
        }
        Ok(())
    }
}
