//! How is a struct written? Every field that is there becomes a member, in the order of declaration.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::rest::WriteRest;

#[doc(hidden)]
#[macro_export]
macro_rules! __object_sent {
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
        impl $crate::object::Serialize for $name {
            #[allow(deprecated)]
            fn serialize<S: $crate::object::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::object::write_members(
                    serializer,
                    &[$(($wire, $crate::object::write::$presence(&self.$field))),*],
                    &($(self.$rest)?),
                )
            }
        }
    };
}

/// A value that becomes a member of an object.
pub trait Write<M: SerializeMap> {
    /// Writes it under a name.
    ///
    /// # Errors
    /// When it cannot be written.
    fn write(&self, name: &'static str, members: &mut M) -> Result<(), M::Error>;
}

impl<M: SerializeMap, T: Serialize> Write<M> for T {
    fn write(&self, name: &'static str, members: &mut M) -> Result<(), M::Error> {
        members.serialize_entry(name, self)
    }
}

/// The value of a field; `None` is left out.
pub type Member<'v, M> = Option<&'v dyn Write<M>>;

/// Writes an object of these members and those of `rest`.
///
/// # Errors
/// When a value cannot be written.
pub fn write_members<S: Serializer>(
    serializer: S,
    members: &[(&'static str, Member<'_, S::SerializeMap>)],
    rest: &dyn WriteRest<S::SerializeMap>,
) -> Result<S::Ok, S::Error> {
    let present = members.iter().filter(|(_, value)| value.is_some()).count();
    let mut map = serializer.serialize_map(Some(present + rest.count()))?;
    for (name, value) in members {
        if let Some(value) = value {
            value.write(name, &mut map)?;
        }
    }
    rest.write(&mut map)?;
    map.end()
}
