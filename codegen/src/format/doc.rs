//! Which `#[doc = ".."]` can be written as `///`, and how?

use std::str::Chars;

/// The text of a doc comment whose attribute has this string literal; `None` where only the attribute can say it: several
/// lines, control characters, a text that would make an ordinary comment of it, a literal that is no plain string.
pub(super) fn comment(literal: &str) -> Option<String> {
    let (inner, is_raw) = match literal.strip_prefix('r') {
        Some(raw) => (raw.trim_matches('#'), true),
        None => (literal, false),
    };
    let inner = inner.strip_prefix('"')?.strip_suffix('"')?;
    if inner.starts_with('/') {
        return None;
    }
    let mut text = String::with_capacity(inner.len() + 3);
    text.push_str("///");
    let mut chars = inner.chars();
    loop {
        // Runs without an escape are copied whole.
        let rest = chars.as_str();
        let escape = rest.find('\\').filter(|_| !is_raw);
        let plain = escape.unwrap_or(rest.len());
        text.push_str(&rest[..plain]);
        if plain == rest.len() {
            break;
        }
        chars = rest[plain + 1..].chars();
        text.push(unescaped(&mut chars)?);
    }
    let plain = |byte: u8| matches!(byte, b' '..=b'~');
    let printable = |c: char| !c.is_control() || c == '\t';
    (text.bytes().all(plain) || text.chars().all(printable)).then_some(text)
}

/// The character of an escape, behind its backslash.
fn unescaped(chars: &mut Chars<'_>) -> Option<char> {
    match chars.next()? {
        't' => Some('\t'),
        '\\' => Some('\\'),
        '"' => Some('"'),
        '\'' => Some('\''),
        'u' => {
            let (digits, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
            *chars = rest.chars();
            char::from_u32(u32::from_str_radix(digits, 16).ok()?)
        }
        _ => None,
    }
}
