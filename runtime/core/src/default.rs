//! What is the value of a property that was left out? The one that its contract names as `default`.
//!
//! A struct keeps what was there and what was not, so that it is written as it was read; who wants the default asks for it.
//! Fields of [`object!`](crate::object!) with a default have a method for that.
//!
//! ```
//! use countersign_core::object;
//! use countersign_core::presence::Presence;
//!
//! object! {
//!     /// A page of something.
//!     pub struct Page: [sent, new, default, received, defaults] {
//!         pub limit: Option<u32> = optional "limit" with_limit(u32) || limit_or_default(u32) { 20 },
//!         pub order: Presence<String> = optional_nullable "order" with_order(impl Into<Presence<String>>)
//!             || order_or_default(Option<String>) { Some(String::from("name")) },
//!     }
//! }
//!
//! let page: Page = serde_json::from_str("{}").unwrap();
//! assert_eq!(page.limit_or_default(), 20);
//! assert_eq!(page.order_or_default().as_deref(), Some("name"));
//! assert_eq!(serde_json::to_string(&page).unwrap(), "{}");
//!
//! let page: Page = serde_json::from_str(r#"{"limit": 5, "order": null}"#).unwrap();
//! assert_eq!((page.limit_or_default(), page.order_or_default()), (5, None));
//! assert_eq!(Page::new().with_order("age".to_owned()).order_or_default().as_deref(), Some("age"));
//! ```

use serde::de::DeserializeOwned;

use crate::presence::Presence;

#[doc(hidden)]
#[macro_export]
macro_rules! __object_defaults {
    (
        $name:ident {
            $(
                $(#[$about:meta])*
                pub $field:ident: $type:ty = $presence:ident $wire:literal
                $(($argument:ty))? $($(#[$mark:meta])* $setter:ident($value:ty))?
                $(|| $(#[$said:meta])* $getter:ident($got:ty) $default:block)? $(= $constant:expr)?,
            )*
            $(
                ..
                pub $rest:ident: $rest_type:ty = rest $($rest_setter:ident($rest_value:ty))? $(,)?
            )?
        }
    ) => {
        #[allow(deprecated)]
        impl $name {
            $(
                $(
                    #[doc = "The property `"]
                    #[doc = $wire]
                    #[doc = "`; its default where it is left out."]
                    $(#[$said])*
                    pub fn $getter(&self) -> $got {
                        $crate::default::$presence(&self.$field, || $default)
                    }
                )?
            )*
        }
    };
}

/// A property that may be left out.
pub fn optional<T: Clone>(value: &Option<T>, default: impl FnOnce() -> T) -> T {
    value.clone().unwrap_or_else(default)
}

/// A property of any type, null included, that may be left out.
pub fn any<T: Clone>(value: &Option<T>, default: impl FnOnce() -> T) -> T {
    optional(value, default)
}

/// A property that may be left out and may be null: null is no reason to assume anything.
pub fn optional_nullable<T: Clone>(
    value: &Presence<T>,
    default: impl FnOnce() -> Option<T>,
) -> Option<T> {
    match value {
        Presence::Absent => default(),
        Presence::Null => None,
        Presence::Value(value) => Some(value.clone()),
    }
}

/// The value of a default's JSON text. Generated code names only texts that the type is known to read.
///
/// ```
/// use countersign_core::{default, format};
///
/// let price: format::Decimal = default::json("12.50");
/// assert_eq!(price.as_str(), "12.50");
/// ```
///
/// # Panics
/// When the text is no value of the type.
pub fn json<T: DeserializeOwned>(text: &str) -> T {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("the default {text} is no value of its type: {error}"),
    }
}
