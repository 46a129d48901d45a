//! Is a webhook from whom it claims to be? (Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`)

use std::fmt;
use std::hint::black_box;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// Names the message, the same in every attempt to deliver it.
pub const ID_HEADER: &str = "webhook-id";
/// When it was sent, in whole seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// `v1,` and the signature in base64; several are separated by spaces, so that keys can be changed.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// How far a message's time may be from ours: as long as a copy of it can be played back.
pub const DEFAULT_TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// SHA-256 works on blocks of 64 bytes (RFC 2104 section 2: `B`).
const BLOCK: usize = 64;

/// What sender and receiver both know. It is never printed.
#[derive(Clone)]
pub struct SigningKey([u8; BLOCK]);

/// A text that is no signing key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningKeyError {
    /// It is not `whsec_` and base64.
    #[error("a signing key is base64, with `whsec_` before it or not")]
    Encoding,
    /// Shorter than 24 bytes, it could be found by trying.
    #[error("a signing key has at least 24 bytes")]
    TooShort,
}

/// Why a message is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// Id, timestamp or signature is missing or has another form.
    #[error("the signature is missing or malformed")]
    Malformed,
    /// It was sent too long ago, or in the future.
    #[error("the message is too old or from the future")]
    Untimely,
    /// No key gives this signature.
    #[error("the signature does not fit the message")]
    Wrong,
}

impl SigningKey {
    /// The key of a text such as `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`.
    ///
    /// # Errors
    /// When it is not base64 or too short.
    pub fn parse(text: &str) -> Result<Self, SigningKeyError> {
        let text = text.strip_prefix("whsec_").unwrap_or(text);
        let bytes = STANDARD
            .decode(text)
            .map_err(|_| SigningKeyError::Encoding)?;
        Self::from_bytes(&bytes)
    }

    /// The key of these bytes.
    ///
    /// # Errors
    /// When they are too few.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SigningKeyError> {
        if bytes.len() < 24 {
            return Err(SigningKeyError::TooShort);
        }
        Ok(Self(block(bytes)))
    }

    /// The signature of a message as its header field has it.
    pub fn sign(&self, id: &str, timestamp: u64, body: &[u8]) -> String {
        format!(
            "v1,{}",
            STANDARD.encode(self.mac(id, &timestamp.to_string(), body))
        )
    }

    /// RFC 2104 section 2.
    fn mac(&self, id: &str, timestamp: &str, body: &[u8]) -> [u8; 32] {
        let pad = |byte: u8| self.0.map(|key| key ^ byte);
        let mut inner = Sha256::new();
        inner.update(pad(0x36));
        for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
            inner.update(part);
        }
        let mut outer = Sha256::new();
        outer.update(pad(0x5c));
        outer.update(inner.finalize());
        outer.finalize().into()
    }
}

/// Zeros up to a block; a longer key is its hash.
fn block(bytes: &[u8]) -> [u8; BLOCK] {
    let hashed: [u8; 32];
    let bytes = if bytes.len() > BLOCK {
        hashed = Sha256::digest(bytes).into();
        &hashed
    } else {
        bytes
    };
    let mut block = [0; BLOCK];
    block[..bytes.len()].copy_from_slice(bytes);
    block
}

/// What a message says about itself.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'m> {
    /// [`ID_HEADER`]
    pub id: &'m str,
    /// [`TIMESTAMP_HEADER`]
    pub timestamp: &'m str,
    /// [`SIGNATURE_HEADER`]
    pub signature: &'m str,
    /// The bytes as they came.
    pub body: &'m [u8],
}

impl Signed<'_> {
    /// Checks the message against every key; `now` is in seconds since 1970.
    ///
    /// # Errors
    /// When it is not believed. The time a comparison takes says nothing about the right signature.
    pub fn verify(
        &self,
        keys: &[SigningKey],
        now: u64,
        tolerance: Duration,
    ) -> Result<(), SignatureError> {
        let digits = self.timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let sent: u64 = self
            .timestamp
            .parse()
            .map_err(|_| SignatureError::Malformed)?;
        if self.id.is_empty() || !digits {
            return Err(SignatureError::Malformed);
        }
        if now.abs_diff(sent) > tolerance.as_secs() {
            return Err(SignatureError::Untimely);
        }
        let given: Vec<Vec<u8>> = self
            .signature
            .split(' ')
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok())
            .take(16)
            .collect();
        if given.is_empty() {
            return Err(SignatureError::Malformed);
        }
        let mut right = false;
        for key in keys {
            let expected = key.mac(self.id, self.timestamp, self.body);
            for given in &given {
                right |= equal(&expected, given);
            }
        }
        if right {
            Ok(())
        } else {
            Err(SignatureError::Wrong)
        }
    }
}

/// Compares every byte, wherever the first difference is.
fn equal(expected: &[u8; 32], given: &[u8]) -> bool {
    let mut difference = u8::from(expected.len() != given.len());
    for (one, other) in expected.iter().zip(given) {
        difference = black_box(difference | (one ^ other));
    }
    difference == 0
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SigningKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn signed<'m>(timestamp: &'m str, signature: &'m str, body: &'m [u8]) -> Signed<'m> {
        Signed {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp,
            signature,
            body,
        }
    }

    fn verify(message: &Signed<'_>, now: u64) -> Result<(), SignatureError> {
        message.verify(&[SigningKey::parse(KEY).unwrap()], now, DEFAULT_TOLERANCE)
    }

    #[test]
    fn the_example_of_the_standard_is_signed_as_it_says() {
        let key = SigningKey::parse(KEY).unwrap();
        assert_eq!(
            key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY),
            SIGNATURE
        );
        assert_eq!(
            verify(&signed("1614265330", SIGNATURE, BODY), 1_614_265_330),
            Ok(())
        );
    }

    /// RFC 4231 test cases 6 and 7 have keys longer than a block.
    #[test]
    fn a_key_longer_than_a_block_is_hashed() {
        let key = SigningKey::from_bytes(&[0xaa; 131]).unwrap();
        assert_eq!(key.0[..4], Sha256::digest([0xaa; 131])[..4]);
        assert_eq!(key.0[32..], [0; 32]);
    }

    #[test]
    fn anything_that_was_changed_is_not_believed() {
        let wrong = Err(SignatureError::Wrong);
        assert_eq!(
            verify(&signed("1614265331", SIGNATURE, BODY), 1_614_265_330),
            wrong
        );
        assert_eq!(
            verify(&signed("1614265330", SIGNATURE, b"{}"), 1_614_265_330),
            wrong
        );
        let short = "v1,g0hM9SsE+OTPJTGt";
        assert_eq!(
            verify(&signed("1614265330", short, BODY), 1_614_265_330),
            wrong
        );
        for malformed in ["", "v1,", "v2,AAAA", "g0hM9SsE", "v1,!"] {
            let verdict = verify(&signed("1614265330", malformed, BODY), 1_614_265_330);
            assert!(verdict.is_err(), "{malformed}");
        }
        for malformed in ["", "-1", "+1614265330", "1.5", "now"] {
            let verdict = verify(&signed(malformed, SIGNATURE, BODY), 1_614_265_330);
            assert_eq!(verdict, Err(SignatureError::Malformed), "{malformed}");
        }
    }

    #[test]
    fn an_old_message_is_not_believed_again() {
        let message = signed("1614265330", SIGNATURE, BODY);
        for (now, expect) in [
            (1_614_265_630, Ok(())),
            (1_614_265_631, Err(SignatureError::Untimely)),
            (1_614_265_030, Ok(())),
            (1_614_265_029, Err(SignatureError::Untimely)),
        ] {
            assert_eq!(verify(&message, now), expect, "{now}");
        }
    }

    #[test]
    fn one_right_signature_among_several_is_enough() {
        let several = format!("v1,AAAA v2,x {SIGNATURE}");
        assert_eq!(
            verify(&signed("1614265330", &several, BODY), 1_614_265_330),
            Ok(())
        );
    }

    #[test]
    fn keys_that_could_be_guessed_are_refused() {
        assert_eq!(
            SigningKey::parse("whsec_AAAA").unwrap_err(),
            SigningKeyError::TooShort
        );
        assert_eq!(
            SigningKey::parse("no key!").unwrap_err(),
            SigningKeyError::Encoding
        );
        assert_eq!(
            format!("{:?}", SigningKey::parse(KEY).unwrap()),
            "SigningKey(..)"
        );
    }
}
