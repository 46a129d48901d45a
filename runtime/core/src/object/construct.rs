//! How is a value of the struct built? Required properties first, optional ones by name.

#[doc(hidden)]
#[macro_export]
macro_rules! __object_new {
    ($name:ident $body:tt) => {
        $crate::__object_constructor! { $name $body }
        $crate::__object_setters! { $name $body }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_required {
    ($required:ident $name:ident $body:tt) => {
        $crate::__object_required_struct! { $required $name $body }
        $crate::__object_setters! { $name $body }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_constructor {
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
            /// A value with its required properties.
            pub fn new($($($field: $argument,)?)*) -> Self {
                Self {
                    $(
                        $field: {
                            $(let $setter: $type = ::core::default::Default::default(); let $field = $setter;)?
                            $(let $field: $type = $constant;)?
                            ::core::convert::Into::into($field)
                        },
                    )*
                    $($rest: <$rest_type as ::core::default::Default>::default(),)?
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_setters {
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
                    #[doc = "Sets the property `"]
                    #[doc = $wire]
                    #[doc = "`."]
                    $(#[$mark])*
                    #[must_use]
                    pub fn $setter(mut self, value: $value) -> Self {
                        self.$field = $crate::object::set::$presence(value);
                        self
                    }
                )?
            )*
            $(
                $(
                    /// Adds a property that the contract does not name.
                    #[must_use]
                    pub fn $rest_setter(
                        mut self,
                        name: impl ::core::convert::Into<::std::string::String>,
                        value: $rest_value,
                    ) -> Self {
                        self.$rest.insert(name.into(), value);
                        self
                    }
                )?
            )?
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_required_struct {
    (
        $required:ident
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
        #[doc = "The required properties of [`"]
        #[doc = stringify!($name)]
        #[doc = "`]: convert with `from`."]
        #[derive(Clone, Debug, PartialEq)]
        pub struct $required {
            $(
                $(
                    #[doc = "The property `"]
                    #[doc = $wire]
                    #[doc = "`."]
                    pub $field: $argument,
                )?
            )*
        }

        impl ::core::convert::From<$required> for $name {
            #[allow(deprecated)]
            fn from(required: $required) -> Self {
                Self {
                    $(
                        $($field: { let argument: $argument = required.$field; argument },)?
                        $($field: { let $setter = ::core::default::Default::default(); $setter },)?
                        $($field: $constant,)?
                    )*
                    $($rest: <$rest_type as ::core::default::Default>::default(),)?
                }
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __object_default {
    ($name:ident $body:tt) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}
