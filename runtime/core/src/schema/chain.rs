//! Tables in few words: `Schema::STRING.pattern(pattern!("^[a-z]+$")).max_length(63)`.
//!
//! Every method sets one keyword. What has no method here is rare, and set as a field.

use super::{Bound, Format, Literal, Pattern, Schema, Types};

/// A pattern where a table needs one: it compiles itself on first use, so it is a `static` of its own.
///
/// ```
/// use countersign_core::schema::{Schema, pattern};
///
/// static SKU: Schema = Schema::STRING.pattern(pattern!("^[A-Z0-9-]{3,32}$"));
/// assert!(SKU.pattern.is_some());
/// ```
#[macro_export]
macro_rules! pattern {
    ($text:literal) => {{
        static PATTERN: $crate::schema::Pattern = $crate::schema::Pattern::new($text);
        &PATTERN
    }};
}

/// The members of an `enum` of strings.
///
/// ```
/// use countersign_core::schema::{Schema, texts};
///
/// static STATUS: Schema = Schema::STRING.values(texts!["placed", "paid"]);
/// assert!(STATUS.enumeration.is_some_and(|members| members.len() == 2));
/// ```
#[macro_export]
macro_rules! texts {
    ($($text:literal),* $(,)?) => {
        &[$($crate::schema::Literal::String($text)),*]
    };
}

pub use crate::{pattern, texts};

/// Methods that set the field of their name, or the one they say.
macro_rules! keywords {
    ($($(#[$doc:meta])* $method:ident($value:ident: $kind:ty) $field:ident = $set:expr;)*) => {
        impl Schema {
            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $method(mut self, $value: $kind) -> Self {
                    self.$field = $set;
                    self
                }
            )*
        }
    };
}

keywords! {
    /// The name people know it by.
    named(name: &'static str) name = name;
    /// `enum`; see [`texts!`](crate::texts).
    values(members: &'static [Literal]) enumeration = Some(members);
    /// `const`.
    only(value: Literal) constant = Some(value);
    /// `minimum`, where it is an integer.
    minimum(bound: i64) minimum = Some(Bound::Integer(bound));
    /// `maximum`, where it is an integer.
    maximum(bound: i64) maximum = Some(Bound::Integer(bound));
    /// `minLength`.
    min_length(length: u64) min_length = Some(length);
    /// `maxLength`.
    max_length(length: u64) max_length = Some(length);
    /// `pattern`; see [`pattern!`](crate::pattern).
    pattern(pattern: &'static Pattern) pattern = Some(pattern);
    /// `format`, asserted.
    with_format(format: Format) format = Some(format);
    /// `minItems`.
    min_items(count: u64) min_items = Some(count);
    /// `maxItems`.
    max_items(count: u64) max_items = Some(count);
    /// `properties`.
    properties(properties: &'static [(&'static str, &'static Self)]) properties = properties;
    /// `required`.
    required(names: &'static [&'static str]) required = names;
    /// `additionalProperties`; see [`Schema::closed`].
    additional(schema: &'static Self) additional_properties = Some(schema);
    /// `allOf`.
    all_of(schemas: &'static [&'static Self]) all_of = schemas;
    /// `anyOf`.
    any_of(schemas: &'static [&'static Self]) any_of = schemas;
    /// `oneOf`.
    one_of(schemas: &'static [&'static Self]) one_of = schemas;
}

impl Schema {
    /// `null`.
    pub const NULL: Self = Self::of(Types::NULL);

    /// Any array.
    pub const ARRAY: Self = Self::of(Types::ARRAY);

    /// Any object.
    pub const OBJECT: Self = Self::of(Types::OBJECT);

    /// Any value of these types.
    pub const fn of(types: Types) -> Self {
        Self { types, ..Self::ANY }
    }

    /// An array of any length.
    pub const fn array_of(items: &'static Self) -> Self {
        Self {
            items: Some(items),
            ..Self::ARRAY
        }
    }

    /// The same, or `null`.
    #[must_use]
    pub const fn or_null(mut self) -> Self {
        self.types = self.types.or(Types::NULL);
        self
    }

    /// `additionalProperties: false`.
    #[must_use]
    pub const fn closed(self) -> Self {
        self.additional(&Self::NEVER)
    }

    /// `uniqueItems`.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique_items = true;
        self
    }
}
