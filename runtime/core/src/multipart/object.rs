//! How does a struct that [`object!`](macro@crate::object) declares travel as parts? By the words that stand behind its fields:
//! `file` is one file or several, everything else is a value.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Files, Parts};
use crate::json::JsonError;

#[doc(hidden)]
#[macro_export]
macro_rules! __object_sent_in_parts {
    (
        $name:ident {
            $(
                $(#[$about:meta])*
                pub $field:ident: $type:ty = $presence:ident $wire:literal
                $(($argument:ty))? $($(#[$mark:meta])* $setter:ident($value:ty))?
                $(|| $(#[$said:meta])* $getter:ident($got:ty) $default:block)? $(= $constant:expr)?,
            )*
        }
    ) => {
        impl $crate::multipart::IntoParts for $name {
            #[allow(deprecated)]
            fn into_parts(self, parts: &mut $crate::multipart::Parts) {
                $($crate::multipart::send::$presence(parts, $wire, self.$field);)*
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_received_in_parts {
    (
        $name:ident {
            $(
                $(#[$about:meta])*
                pub $field:ident: $type:ty = $presence:ident $wire:literal
                $(($argument:ty))? $($(#[$mark:meta])* $setter:ident($value:ty))?
                $(|| $(#[$said:meta])* $getter:ident($got:ty) $default:block)? $(= $constant:expr)?,
            )*
        }
    ) => {
        impl $crate::multipart::FromParts for $name {
            #[allow(deprecated)]
            fn from_parts(
                parts: &mut $crate::multipart::Parts,
            ) -> ::core::result::Result<Self, $crate::json::JsonError> {
                ::core::result::Result::Ok(Self {
                    $($field: $crate::multipart::receive::$presence(parts, $wire)?,)*
                })
            }
        }
    };
}

/// What is done with a field of a struct that is sent.
pub mod send {
    use super::{Files, Parts, Serialize};

    /// A value; `null` is left out.
    pub fn required<T: Serialize>(parts: &mut Parts, name: &str, value: T) {
        parts.value(name, &value);
    }

    pub use self::{
        required as any, required as nullable, required as only_false, required as only_true,
        required as optional,
    };

    /// A file, or several.
    pub fn file(parts: &mut Parts, name: &str, files: impl Files) {
        parts.files(name, files);
    }
}

/// Where a field of a struct that is received comes from.
pub mod receive {
    use super::{DeserializeOwned, Files, JsonError, Parts};

    /// A value; an absent one reads as `null`.
    ///
    /// # Errors
    /// When it does not fit `T`.
    pub fn required<T: DeserializeOwned>(parts: &mut Parts, name: &str) -> Result<T, JsonError> {
        parts.take(name)
    }

    pub use self::{
        required as any, required as nullable, required as only_false, required as only_true,
        required as optional,
    };

    /// A file, or several.
    ///
    /// # Errors
    /// When there are too few or too many.
    pub fn file<F: Files>(parts: &mut Parts, name: &str) -> Result<F, JsonError> {
        parts.take_files(name)
    }
}
