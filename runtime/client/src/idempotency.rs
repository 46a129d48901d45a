//! Which idempotency key does a call carry? One for all its attempts.

use countersign_core::idempotency::IdempotencyKey;
use countersign_core::operation::{Idempotency, KeyHeader};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::RequestError;
use crate::time::Random;

/// The key of a call and what it is worth.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallKey {
    pub(crate) key: Option<IdempotencyKey>,
    /// The key is on the request and the contract says that the server looks at it.
    pub(crate) makes_retries_safe: bool,
}

/// Puts a key on a request: the caller's, else a fresh one if the operation looks at keys.
///
/// A key the caller gives to an operation that does not look at keys is sent as well, but no retry relies on it. A field
/// the caller wrote by hand is left alone.
pub(crate) fn place(
    idempotency: &Idempotency,
    given: Option<IdempotencyKey>,
    headers: &mut HeaderMap,
    random: &dyn Random,
) -> Result<CallKey, RequestError> {
    let declared = idempotency.header();
    let (field, key) = match (declared, given) {
        (None, None) => return Ok(CallKey::default()),
        (None, Some(key)) => (&KeyHeader::DEFAULT, key),
        (Some(field), given) => {
            if let Some(written) = headers.get(field.name) {
                return Ok(CallKey {
                    key: written
                        .to_str()
                        .ok()
                        .and_then(|text| IdempotencyKey::parse(text).ok()),
                    makes_retries_safe: !written.is_empty(),
                });
            }
            (field, given.map_or_else(|| mint(random), Ok)?)
        }
    };
    let invalid = || RequestError::Header {
        name: field.name.to_owned(),
    };
    let name = HeaderName::try_from(field.name).map_err(|_| invalid())?;
    let mut value = HeaderValue::try_from(key.to_header(field.format)).map_err(|_| invalid())?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(CallKey {
        key: Some(key),
        makes_retries_safe: declared.is_some(),
    })
}

fn mint(random: &dyn Random) -> Result<IdempotencyKey, RequestError> {
    let bits = random.bits().zip(random.bits());
    let (high, low) = bits.ok_or(RequestError::IdempotencyKey)?;
    let bits = u128::from(high) << 64 | u128::from(low);
    Ok(IdempotencyKey::from_random_bytes(bits.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use countersign_core::operation::KeyFormat;

    use super::*;

    #[derive(Debug)]
    struct Chance(Option<u64>);

    impl Random for Chance {
        fn bits(&self) -> Option<u64> {
            self.0
        }
    }

    const QUOTED: Idempotency = Idempotency::Required(KeyHeader {
        name: "X-Request-Key",
        format: KeyFormat::Quoted,
        ..KeyHeader::DEFAULT
    });

    fn check(idempotency: Idempotency, given: Option<&str>, headers: &mut HeaderMap) -> CallKey {
        let given = given.map(|key| IdempotencyKey::new(key).unwrap());
        place(&idempotency, given, headers, &Chance(Some(7))).unwrap()
    }

    #[test]
    fn a_key_is_minted_only_where_keys_are_looked_at() {
        let mut headers = HeaderMap::new();
        assert!(check(Idempotency::None, None, &mut headers).key.is_none());
        assert!(headers.is_empty());
        let minted = check(
            Idempotency::Accepted(KeyHeader::DEFAULT),
            None,
            &mut headers,
        );
        assert!(minted.makes_retries_safe);
        assert_eq!(headers["idempotency-key"], minted.key.unwrap().as_str());
    }

    #[test]
    fn the_key_of_the_caller_is_written_as_the_contract_says() {
        let mut headers = HeaderMap::new();
        assert!(check(QUOTED, Some("cart-42"), &mut headers).makes_retries_safe);
        assert_eq!(headers["x-request-key"], "\"cart-42\"");
    }

    #[test]
    fn a_key_nobody_promised_to_look_at_is_sent_but_not_relied_on() {
        let mut headers = HeaderMap::new();
        assert!(!check(Idempotency::None, Some("cart-42"), &mut headers).makes_retries_safe);
        assert_eq!(headers["idempotency-key"], "cart-42");
    }

    #[test]
    fn a_field_written_by_hand_is_the_key() {
        let mut headers = HeaderMap::new();
        headers.insert("x-request-key", HeaderValue::from_static("\"mine\""));
        let key = check(QUOTED, None, &mut headers);
        assert_eq!(key.key.unwrap().as_str(), "mine");
        assert!(key.makes_retries_safe);
        assert_eq!(headers["x-request-key"], "\"mine\"");
    }

    #[test]
    fn without_randomness_no_key_is_made_up() {
        let result = place(&QUOTED, None, &mut HeaderMap::new(), &Chance(None));
        assert_eq!(result.unwrap_err(), RequestError::IdempotencyKey);
    }
}
