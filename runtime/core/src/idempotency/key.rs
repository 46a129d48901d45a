//! The key itself: its alphabet, its two spellings on the wire, and keys derived from it.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::digest::hmac_sha256;
use crate::operation::KeyFormat;

/// Longest key in bytes.
pub const MAX_LENGTH: usize = 255;

/// 1 to 255 visible ASCII characters, not starting with `"`. Compared byte for byte.
///
/// `Debug` shows a digest: whoever holds the key can read the stored answer.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdempotencyKey(String);

/// Why a text is no key, as a clause that needs no subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidKey {
    /// Nothing there.
    #[error("must not be empty")]
    Empty,
    /// More than [`MAX_LENGTH`] bytes.
    #[error("must have at most 255 characters")]
    TooLong,
    /// A space, a control character or something outside ASCII.
    #[error("must consist of visible ASCII characters")]
    Character,
    /// A quotation mark that does not enclose the key (RFC 9651 section 3.3.3).
    #[error(
        "must be one well-formed string when quoted, and not start with a quotation mark otherwise"
    )]
    Quotes,
}

/// The operating system gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no random bytes for an idempotency key: {0}")]
pub struct MintError(getrandom::Error);

impl IdempotencyKey {
    /// Checks a key of the caller's own choosing.
    ///
    /// # Errors
    /// [`InvalidKey`], first reason found.
    pub fn new(key: impl Into<String>) -> Result<Self, InvalidKey> {
        let key = key.into();
        match key.as_bytes() {
            [] => Err(InvalidKey::Empty),
            bytes if bytes.len() > MAX_LENGTH => Err(InvalidKey::TooLong),
            bytes if !bytes.iter().all(u8::is_ascii_graphic) => Err(InvalidKey::Character),
            // Sent bare, it would be read as the quoted form.
            [b'"', ..] => Err(InvalidKey::Quotes),
            _ => Ok(Self(key)),
        }
    }

    /// A fresh key: a random UUID (RFC 9562 version 4).
    ///
    /// # Errors
    /// [`MintError`] when the operating system gives no random bytes.
    pub fn mint() -> Result<Self, MintError> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(MintError)?;
        Ok(Self::from_random_bytes(random))
    }

    /// The version 4 UUID made of `random`; for callers with a random source of their own.
    pub fn from_random_bytes(random: [u8; 16]) -> Self {
        Self(
            uuid::Builder::from_random_bytes(random)
                .into_uuid()
                .to_string(),
        )
    }

    /// Reads a header field's value, bare or quoted (draft section 2.1).
    ///
    /// # Errors
    /// [`InvalidKey`] when neither spelling gives a key.
    pub fn parse(field: &str) -> Result<Self, InvalidKey> {
        let field = field.trim_matches([' ', '\t']);
        match field.strip_prefix('"') {
            Some(rest) => Self::new(unquote(rest)?),
            None => Self::new(field),
        }
    }

    /// The header field's value in the contract's spelling.
    pub fn to_header(&self, format: KeyFormat) -> String {
        match format {
            KeyFormat::Bare => self.0.clone(),
            KeyFormat::Quoted => {
                let escaped = self.0.replace('\\', "\\\\").replace('"', "\\\"");
                format!("\"{escaped}\"")
            }
        }
    }

    /// The key as text. Do not log it; log the key's `Debug`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of a step inside the call: the same for the same key and `phase`, and of no help in
    /// finding this key. A handler that calls on to another service passes it there, so that
    /// running the handler again does not repeat the effect behind it.
    #[must_use]
    pub fn child(&self, phase: &str) -> Self {
        let digest = hmac_sha256(
            self.0.as_bytes(),
            &[b"countersign child key\0", phase.as_bytes()],
        );
        let mut bytes = [0_u8; 16];
        bytes.copy_from_slice(&digest[..16]);
        Self(
            uuid::Builder::from_custom_bytes(bytes)
                .into_uuid()
                .to_string(),
        )
    }
}

/// RFC 9651 section 4.2.5, after the opening quotation mark; parameters after the string are ignored.
fn unquote(rest: &str) -> Result<String, InvalidKey> {
    let mut key = String::with_capacity(rest.len());
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => key.push(escaped),
                _ => return Err(InvalidKey::Quotes),
            },
            '"' => {
                let after = characters.as_str();
                let ended = after.is_empty() || after.starts_with(';');
                return ended.then_some(key).ok_or(InvalidKey::Quotes);
            }
            _ => key.push(character),
        }
    }
    Err(InvalidKey::Quotes)
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(#")?;
        for byte in &Sha256::digest(self.0.as_bytes())[..4] {
            write!(f, "{byte:02x}")?;
        }
        f.write_str(")")
    }
}

impl FromStr for IdempotencyKey {
    type Err = InvalidKey;

    fn from_str(key: &str) -> Result<Self, InvalidKey> {
        Self::new(key)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{IdempotencyKey, InvalidKey};
    use crate::operation::KeyFormat;

    #[test]
    fn both_spellings_name_the_same_key() {
        let bare = IdempotencyKey::parse(" cart-42 ").unwrap();
        assert_eq!(IdempotencyKey::parse("\"cart-42\"").unwrap(), bare);
        assert_eq!(IdempotencyKey::parse("\"cart-42\";v=1").unwrap(), bare);
        assert_eq!(
            IdempotencyKey::parse(r#""a\"\\b""#).unwrap().as_str(),
            r#"a"\b"#
        );
    }

    #[test]
    fn texts_that_are_no_key_are_refused() {
        let check =
            |text: &str, expect| assert_eq!(IdempotencyKey::parse(text), Err(expect), "{text}");
        check("", InvalidKey::Empty);
        check("\"\"", InvalidKey::Empty);
        check("\"open", InvalidKey::Quotes);
        check("\"a\"b", InvalidKey::Quotes);
        check(r#""a\b""#, InvalidKey::Quotes);
        check("a b", InvalidKey::Character);
        check("schlüssel", InvalidKey::Character);
        check(&"k".repeat(256), InvalidKey::TooLong);
        assert!(IdempotencyKey::new("k".repeat(255)).is_ok());
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let key = IdempotencyKey::new("very-secret-key").unwrap();
        assert_eq!(format!("{key:?}"), "IdempotencyKey(#b4ce466f)");
    }

    #[test]
    fn minted_keys_differ() {
        assert_ne!(
            IdempotencyKey::mint().unwrap(),
            IdempotencyKey::mint().unwrap()
        );
    }

    #[test]
    fn a_child_key_depends_on_key_and_phase() {
        let key = IdempotencyKey::new("cart-42").unwrap();
        assert_eq!(key.child("charge"), key.child("charge"));
        assert_ne!(key.child("charge"), key.child("ship"));
        assert_ne!(
            key.child("charge"),
            IdempotencyKey::new("cart-43").unwrap().child("charge")
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(text in "[!#-~][!-~]{0,254}") {
            let key = IdempotencyKey::new(text).unwrap();
            for format in [KeyFormat::Bare, KeyFormat::Quoted] {
                prop_assert_eq!(IdempotencyKey::parse(&key.to_header(format)).unwrap(), key.clone());
            }
        }
    }
}
