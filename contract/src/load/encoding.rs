//! Bytes to text: UTF-8 only (RFC 8259 section 8.1; every YAML 1.2 file we meet), and where it is not.

use crate::diagnostic::Diagnostic;
use crate::source::{SourceId, SourceSpan};

/// Where and why bytes are not UTF-8.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct EncodingFault {
    /// Offset in the bytes, which is the offset in the repaired text, too: everything before it was valid.
    at: usize,
    byte: u8,
    utf16: bool,
}

/// The text, with U+FFFD for what is not UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Result<(), EncodingFault>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, Ok(())),
        Err(error) => {
            let bytes = error.as_bytes();
            let at = error.utf8_error().valid_up_to();
            let fault = EncodingFault {
                at,
                byte: bytes.get(at).copied().unwrap_or_default(),
                utf16: bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]),
            };
            (String::from_utf8_lossy(bytes).into_owned(), Err(fault))
        }
    }
}

impl EncodingFault {
    /// The finding in the repaired text of `source`.
    pub(super) fn describe(&self, source: SourceId) -> Diagnostic {
        let at = u32::try_from(self.at).unwrap_or(u32::MAX);
        let replacement = SourceSpan::new(source, at, at.saturating_add(3));
        let message = if self.utf16 {
            "this file is UTF-16, not UTF-8".to_owned()
        } else {
            let (byte, at) = (self.byte, self.at);
            format!("this file is not UTF-8: the byte 0x{byte:02X} at offset {at} does not fit")
        };
        Diagnostic::error("text-encoding", message)
            .at(replacement)
            .help("save the file as UTF-8")
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn the_first_bad_byte_is_named() {
        let (text, fault) = decode(b"a: \xe9t\xe9".to_vec());
        assert_eq!(text, "a: \u{fffd}t\u{fffd}");
        let fault = fault.expect_err("Latin-1");
        assert_eq!((fault.at, fault.byte), (3, 0xe9));
    }
}
