//! HMAC-SHA-256 (RFC 2104), the one keyed digest the runtime needs.

use sha2::{Digest, Sha256};

/// SHA-256's block, in bytes.
const BLOCK: usize = 64;

/// The HMAC of the concatenation of `parts`.
pub(super) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut block = [0_u8; BLOCK];
    if key.len() > BLOCK {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let mut inner = Sha256::new_with_prefix(block.map(|byte| byte ^ 0x36));
    for part in parts {
        inner.update(part);
    }
    let mut outer = Sha256::new_with_prefix(block.map(|byte| byte ^ 0x5c));
    outer.update(inner.finalize());
    outer.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::hmac_sha256;

    #[test]
    fn the_vectors_of_rfc_4231_hold() {
        let first = hmac_sha256(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        assert_eq!(
            u128::from_be_bytes(*first.first_chunk().unwrap()),
            0x5bdc_c146_bf60_754e_6a04_2426_0895_75c7
        );
        let long_key = hmac_sha256(
            &[0xaa; 131],
            &[b"Test Using Larger Than Block-Size Key - Hash Key First"],
        );
        assert_eq!(
            u128::from_be_bytes(*long_key.first_chunk().unwrap()),
            0x60e4_3159_1ee0_b67f_0d8a_26aa_cbf5_b77f
        );
    }
}
