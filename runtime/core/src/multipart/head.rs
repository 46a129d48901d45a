//! What do the header fields of a part say? (RFC 7578 section 4)

use crate::media_type;

/// More bytes of header fields in one part are refused.
pub(super) const MOST_HEADER_BYTES: usize = 8 * 1024;

/// The header fields of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The part's name; `None` where it has none.
    pub name: Option<String>,
    /// The name that a file has on the sender's side. A receiver must not use it as a path.
    pub file_name: Option<String>,
    /// The media type.
    pub content_type: Option<String>,
    /// Further fields, in order.
    pub others: Vec<(String, String)>,
}

impl Head {
    /// What these lines say.
    pub(super) fn parse(fields: &[u8]) -> Result<Self, &'static str> {
        let text =
            std::str::from_utf8(fields).map_err(|_| "has a header field that is no UTF-8 text")?;
        let mut head = Self::default();
        for field in text.split("\r\n").filter(|field| !field.is_empty()) {
            let (name, value) = field
                .split_once(':')
                .ok_or("has a header field without a colon")?;
            let (name, value) = (name.trim(), value.trim());
            if name.eq_ignore_ascii_case("content-disposition") {
                let parameter = |name| media_type::parameter(value, name);
                head.name = parameter("name").map(|name| unescaped(&name));
                head.file_name = parameter("filename").map(|name| unescaped(&name));
            } else if name.eq_ignore_ascii_case("content-type") {
                head.content_type = Some(value.to_owned());
            } else {
                head.others.push((name.to_owned(), value.to_owned()));
            }
        }
        Ok(head)
    }
}

/// Undoes what senders do to quotes and line breaks.
fn unescaped(text: &str) -> String {
    text.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}
