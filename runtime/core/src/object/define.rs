//! The struct itself.

#[doc(hidden)]
#[macro_export]
macro_rules! __object_define {
    (
        $(#[$attribute:meta])*
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
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $(
                $(#[$about])*
                #[doc = ""]
                #[doc = "The property `"]
                #[doc = $wire]
                #[doc = "`."]
                pub $field: $type,
            )*
            $(
                /// Properties that the contract does not name.
                pub $rest: $rest_type,
            )?
        }
    };
}
