//! How is a struct of properties declared? As a table: its fields with their wire names, and what is done with it.
//!
//! ```
//! use countersign_core::object;
//!
//! object! {
//!     /// What a customer asks for.
//!     pub struct NewOrder: [sent, new, received] {
//!         /// Which article.
//!         pub sku: String = required "sku" (impl Into<String>),
//!         pub quantity: u32 = required "quantity" (u32),
//!         pub gift: Option<bool> = optional "isGift" with_gift(bool),
//!     }
//! }
//!
//! let order = NewOrder::new("A-1", 2).with_gift(true);
//! let text = serde_json::to_string(&order).unwrap();
//! assert_eq!(text, r#"{"sku":"A-1","quantity":2,"isGift":true}"#);
//! assert_eq!(serde_json::from_str::<NewOrder>(&text).unwrap(), order);
//! ```
//!
//! Behind the name stands what becomes of the struct: `received` is read, `sent` is written, `new` has a
//! function that builds one from its required properties and a setter for each of the others, `required(Name)` is built from
//! a struct of the required ones instead, and `default` has a value without any argument. `sent_in_parts` and
//! `received_in_parts` are for the parts of one body, see [`multipart`](crate::multipart).
//!
//! Behind the field stands how it travels, one of the functions in [`read`] and [`mod@write`], and its wire name; then its argument
//! to the constructor in parentheses, the name and the argument of its setter, or `= ` its only value. `|| name(Type) { value }`
//! is what it is taken for where it is left out: the role `defaults` has a function of that name. A last entry
//! `.. pub name: BTreeMap<String, T> = rest` keeps properties that have no field.
//!
//! A derive would make of each struct a visitor of its own, which is most of what a generated crate costs to compile. Here
//! everything but the list of fields is shared: [`read_members`] fills slots and [`write_members`] empties them.

mod constant;
mod construct;
mod define;
pub mod read;
mod received;
mod rest;
mod sent;
pub mod set;
pub mod write;

pub use serde::{Deserialize, Deserializer, Serialize, Serializer, de::MapAccess};

pub use crate::{
    __object_default as default, __object_defaults as defaults, __object_define as define,
    __object_new as new, __object_received as received,
    __object_received_in_parts as received_in_parts, __object_required as required,
    __object_sent as sent, __object_sent_in_parts as sent_in_parts,
};
pub use constant::Only;
pub use received::{Fill, Object, missing, read_members, read_object};
pub use rest::{FillRest, WriteRest};
pub use sent::{Member, Write, write_members};

/// A struct of properties: see [`object`](mod@crate::object).
///
/// `pub struct` may get more fields in later contracts and is `#[non_exhaustive]`; with `exact;` before the roles it is not.
#[macro_export]
macro_rules! object {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident : [$($role:ident $(($of:ident))?),*] $body:tt
    ) => {
        $crate::object::define! { $(#[$attribute])* #[non_exhaustive] $name $body }
        $($crate::object::$role! { $($of)? $name $body })*
    };
    (
        $(#[$attribute:meta])*
        pub struct $name:ident: [exact; $($role:ident $(($of:ident))?),*] $body:tt
    ) => {
        $crate::object::define! { $(#[$attribute])* $name $body }
        $($crate::object::$role! { $($of)? $name $body })*
    };
}
