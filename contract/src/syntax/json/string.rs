//! JSON strings (RFC 8259 section 7): escapes, surrogate pairs, and what to make of broken ones.

use smol_str::SmolStr;

use super::scan::Cursor;
use crate::diagnostic::Diagnostic;
use crate::syntax::report::Report;

/// Reads a string whose opening quote (`"`, or `'` which is reported) stands at the cursor.
pub(super) fn string(cursor: &mut Cursor<'_>, report: &mut Report<'_>) -> SmolStr {
    let bytes = cursor.text.as_bytes();
    let open = cursor.at;
    let quote = bytes[open];
    cursor.at += 1;
    if quote != b'"' {
        report.push(
            Diagnostic::error("json-syntax", "strings have double quotes in JSON")
                .at(report.span(open..open + 1)),
        );
    }
    let start = cursor.at;
    cursor.at += plain_length(&bytes[start..], quote);
    if bytes.get(cursor.at) == Some(&quote) {
        let text = &cursor.text[start..cursor.at];
        cursor.at += 1;
        return SmolStr::new(text);
    }
    let mut text = String::from(&cursor.text[start..cursor.at]);
    unusual(cursor, open, quote, &mut text, report);
    SmolStr::from(text)
}

/// How many bytes come before a quote, an escape or a control character.
fn plain_length(bytes: &[u8], quote: u8) -> usize {
    bytes
        .iter()
        .position(|byte| *byte == quote || *byte == b'\\' || *byte < 0x20)
        .unwrap_or(bytes.len())
}

/// The rest of a string that is not plain to its end.
fn unusual(
    cursor: &mut Cursor<'_>,
    open: usize,
    quote: u8,
    text: &mut String,
    report: &mut Report<'_>,
) {
    let bytes = cursor.text.as_bytes();
    loop {
        let start = cursor.at;
        cursor.at += plain_length(&bytes[start..], quote);
        text.push_str(&cursor.text[start..cursor.at]);
        match bytes.get(cursor.at) {
            Some(b'\\') => escape(cursor, text, report),
            Some(byte) if *byte == quote => {
                cursor.at += 1;
                return;
            }
            Some(b'\n' | b'\r') => {
                let rest = &cursor.text[cursor.at..];
                let blank = rest.len() - rest.trim_start().len();
                if starts_like_json(&rest[blank..]) {
                    return unclosed(cursor, open, report);
                }
                control_character(cursor.at, bytes[cursor.at], report);
                text.push_str(&rest[..blank]);
                cursor.at += blank;
            }
            Some(control) => {
                control_character(cursor.at, *control, report);
                text.push(char::from(*control));
                cursor.at += 1;
            }
            None => return unclosed(cursor, open, report),
        }
    }
}

fn unclosed(cursor: &Cursor<'_>, open: usize, report: &mut Report<'_>) {
    report.push(
        Diagnostic::error("json-syntax", "this string has no closing quote")
            .at(report.span(open..cursor.at)),
    );
}

/// After a line break in a string: was a quote forgotten, or is the break part of the string?
fn starts_like_json(next_line: &str) -> bool {
    next_line.starts_with(['"', '}', ']', '{', '['])
}

fn control_character(at: usize, control: u8, report: &mut Report<'_>) {
    report.push(
        Diagnostic::error(
            "json-control-character",
            format!("the control character U+{control:04X} stands unescaped in a string"),
        )
        .at(report.span(at..at + 1))
        .help(format!("write it as `\\u{control:04x}`")),
    );
}

fn escape(cursor: &mut Cursor<'_>, text: &mut String, report: &mut Report<'_>) {
    let start = cursor.at;
    let rest = &cursor.text[start + 1..];
    let Some(escaped) = rest.chars().next() else {
        cursor.at += 1; // the missing quote is reported
        return;
    };
    cursor.at += 1 + escaped.len_utf8();
    match escaped {
        '"' | '\\' | '/' => text.push(escaped),
        'b' => text.push('\u{8}'),
        'f' => text.push('\u{c}'),
        'n' => text.push('\n'),
        'r' => text.push('\r'),
        't' => text.push('\t'),
        'u' => unicode(cursor, start, text, report),
        other => {
            text.push(other);
            report.push(
                Diagnostic::error(
                    "json-escape",
                    format!("`\\{}` is no JSON escape", other.escape_default()),
                )
                .at(report.span(start..cursor.at))
                .help("write `\\\\` for a backslash"),
            );
        }
    }
}

/// `\uXXXX`, the cursor after the `u`; two of them where they are a surrogate pair.
fn unicode(cursor: &mut Cursor<'_>, start: usize, text: &mut String, report: &mut Report<'_>) {
    let Some(first) = hex4(cursor) else {
        text.push(char::REPLACEMENT_CHARACTER);
        report.push(
            Diagnostic::error("json-escape", "`\\u` needs four hexadecimal digits")
                .at(report.span(start..cursor.at)),
        );
        return;
    };
    if let Some(character) = char::from_u32(first) {
        text.push(character);
        return;
    }
    let after_first = cursor.at;
    if (0xd800..0xdc00).contains(&first) && cursor.text[after_first..].starts_with("\\u") {
        cursor.at += 2;
        if let Some(second @ 0xdc00..0xe000) = hex4(cursor) {
            let scalar = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            text.push(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
            return;
        }
        cursor.at = after_first;
    }
    text.push(char::REPLACEMENT_CHARACTER);
    report.push(
        Diagnostic::warning(
            "json-lone-surrogate",
            format!("`\\u{first:04x}` is half of a surrogate pair and no character by itself"),
        )
        .at(report.span(start..cursor.at))
        .help("characters beyond U+FFFF are two escapes, a high and a low surrogate; U+FFFD stands in for this one"),
    );
}

fn hex4(cursor: &mut Cursor<'_>) -> Option<u32> {
    let digits = cursor.text.get(cursor.at..cursor.at + 4)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    cursor.at += 4;
    u32::from_str_radix(digits, 16).ok()
}
