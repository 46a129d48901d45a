//! `format` values the tools act on; every other one is kept by name.

use std::fmt;

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A `format` (JSON Schema 2020-12 Validation section 7; OpenAPI Format Registry).
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])* $variant,)*
            /// Any other name: an annotation without effect.
            Other(String),
        }

        impl Format {
            /// The format of a name; unknown names are kept.
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($name => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The name as written in a schema.
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Other(name) => name,
                }
            }
        }
    };
}

formats! {
    /// Signed 8 bits.
    Int8 = "int8",
    /// Signed 16 bits.
    Int16 = "int16",
    /// Signed 32 bits.
    Int32 = "int32",
    /// Signed 64 bits.
    Int64 = "int64",
    /// Unsigned, width unstated.
    Uint = "uint",
    /// Unsigned 8 bits.
    Uint8 = "uint8",
    /// Unsigned 16 bits.
    Uint16 = "uint16",
    /// Unsigned 32 bits.
    Uint32 = "uint32",
    /// Unsigned 64 bits.
    Uint64 = "uint64",
    /// Single precision.
    Float = "float",
    /// Double precision.
    Double = "double",
    /// A decimal number, as string or number.
    Decimal = "decimal",
    /// RFC 3339 `date-time`.
    DateTime = "date-time",
    /// RFC 3339 `full-date`.
    Date = "date",
    /// RFC 3339 `full-time`.
    Time = "time",
    /// ISO 8601 duration.
    Duration = "duration",
    /// RFC 4122 UUID.
    Uuid = "uuid",
    /// RFC 3986 URI.
    Uri = "uri",
    /// RFC 3986 URI or relative reference.
    UriReference = "uri-reference",
    /// RFC 5321 mailbox.
    Email = "email",
    /// RFC 1123 host name.
    Hostname = "hostname",
    /// Dotted-quad IPv4.
    Ipv4 = "ipv4",
    /// RFC 4291 IPv6.
    Ipv6 = "ipv6",
    /// Either IP version (common extension).
    Ip = "ip",
    /// Base64 text (OpenAPI 2.0/3.0).
    Byte = "byte",
    /// Raw bytes (OpenAPI 2.0/3.0).
    Binary = "binary",
    /// A secret: redacted wherever it would be shown.
    Password = "password",
    /// ECMA-262 regular expression.
    Regex = "regex",
}

impl Format {
    /// Is it a decimal number, by the registry's names or by what people write?
    pub fn is_decimal(&self) -> bool {
        match self {
            Self::Decimal => true,
            Self::Other(name) => matches!(name.as_str(), "decimal128" | "number-as-string"),
            _ => false,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
