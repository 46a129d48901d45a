//! Text out of a contract as rustdoc. It can neither end the comment, nor run as a doctest, nor hide its direction, nor set
//! off a lint of rustdoc or clippy.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::Docs;

/// Doc attributes for an item, one line each. An item the contract says nothing about gets `otherwise`, a sentence or nothing.
pub(crate) fn attributes(docs: &Docs, otherwise: &str) -> TokenStream {
    let lines = lines(&text(docs, otherwise));
    let deprecated = deprecated(docs);
    quote!(#lines #deprecated)
}

/// The same as text.
pub(crate) fn written(docs: &Docs, otherwise: &str) -> String {
    let mut written = String::new();
    for line in text(docs, otherwise).lines() {
        written.push_str(if line.is_empty() { "///" } else { "/// " });
        written.push_str(line);
        written.push('\n');
    }
    written.push_str(&written_deprecation(docs));
    written
}

/// `#[deprecated]` as text, where it is one.
pub(crate) fn written_deprecation(docs: &Docs) -> String {
    deprecated(docs).map_or_else(String::new, |attribute| attribute.to_string())
}

/// `#[deprecated]` with the reason, where there is one.
pub(crate) fn deprecated(docs: &Docs) -> Option<TokenStream> {
    docs.deprecated.then(|| {
        let note = docs.deprecation.as_deref().map(one_line);
        note.map_or_else(
            || quote!(#[deprecated]),
            |note| quote!(#[deprecated(note = #note)]),
        )
    })
}

/// The same in words, where the attribute would have nobody to warn: a server has to go on serving what callers should stop
/// using.
pub(crate) fn deprecated_in_words(docs: &Docs) -> Docs {
    let mut docs = docs.clone();
    if std::mem::take(&mut docs.deprecated) {
        let said = docs.description.as_deref().unwrap_or_default();
        let note = match docs.deprecation.as_deref() {
            None => Some(String::from("Deprecated.")),
            Some(note) if said.contains(note) => None,
            Some(note) => Some(format!("Deprecated: {}", one_line(note))),
        };
        docs.notes.splice(0..0, note);
    }
    docs
}

/// A text as one line that is safe.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    escape(
        &words
            .join(" ")
            .chars()
            .filter_map(visible)
            .collect::<String>(),
    )
}

/// Doc attributes for a text that is safe already.
pub(crate) fn lines(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let space = if line.is_empty() { "" } else { " " };
        let line = raw(&format!("{space}{line}"));
        quote!(#[doc = #line])
    });
    lines.collect()
}

/// A string literal that is spelled as its text is, where one can be: to escape what a comment does not need is a good part
/// of generating a contract that explains itself.
fn raw(text: &str) -> Literal {
    let spelled = if !text.contains('"') {
        format!("r\"{text}\"").parse()
    } else if !text.contains("\"#") {
        format!("r#\"{text}\"#").parse()
    } else {
        return Literal::string(text);
    };
    spelled.unwrap_or_else(|_| Literal::string(text))
}

/// Doc attributes for an operation: what the contract says, then its method and path (`what`, as code), then `more`, which is
/// safe already.
pub(crate) fn operation_docs(mut docs: Docs, what: &str, more: Vec<String>) -> TokenStream {
    if docs.title.is_some() || docs.description.is_some() {
        docs.notes.push(what.to_owned());
    }
    docs.notes.extend(more);
    attributes(&docs, what)
}

/// The documentation of an item as Markdown lines: title, description and notes, made safe.
pub(crate) fn text(docs: &Docs, otherwise: &str) -> String {
    let title = docs.title.as_deref().map(markdown).unwrap_or_default();
    let description = docs
        .description
        .as_deref()
        .map(markdown)
        .unwrap_or_default();
    let repeats = description.starts_with(title.trim_end_matches('.'));
    let mut parts: Vec<&str> = Vec::new();
    if !title.is_empty() && !repeats {
        parts.push(&title);
    }
    if !description.is_empty() {
        parts.push(&description);
    }
    if parts.is_empty() && !otherwise.is_empty() {
        parts.push(otherwise);
    }
    parts.extend(docs.notes.iter().map(String::as_str));
    parts.join("\n\n")
}

/// Code spelled inside a sentence of documentation: `` `x` ``, safe for any text.
pub(crate) fn code(text: &str) -> String {
    let visible: String = text.chars().filter_map(visible).collect();
    let inline: String = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = if inline.chars().count() > 120 {
        inline.chars().take(117).chain("...".chars()).collect()
    } else {
        inline
    };
    let longest_run = short
        .split(|c| c != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    if short.is_empty() {
        return String::from("`\"\"`");
    }
    let fence = "`".repeat(longest_run + 1);
    if longest_run == 0 {
        format!("`{short}`")
    } else {
        format!("{fence} {short} {fence}")
    }
}

/// A character as it may stand in a comment: controls and direction marks are dropped, tabs are spaces.
fn visible(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        '\n' => Some('\n'),
        '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// A text of characters that may stand in comments, with line feeds; most are one already.
fn visible_lines(source: &str) -> Cow<'_, str> {
    if source
        .bytes()
        .all(|byte| matches!(byte, b' '..=b'~' | b'\n'))
    {
        return Cow::Borrowed(source);
    }
    let lines = source.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter_map(visible).collect())
}

/// One level of an open list: where its marker stood in the source, and how far its text is indented in the output.
struct Level {
    source: usize,
    text: usize,
}

/// Markdown made safe, line by line: fences become ```` ```text ````, indentation that would make a code block is taken
/// away, list items keep their nesting, and everything outside code is escaped.
fn markdown(source: &str) -> String {
    let clean = visible_lines(source);
    let mut lines: Vec<String> = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut after_blank = true;
    for line in clean.lines() {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        if let Some((mark, length)) = fence {
            if trimmed.chars().all(|c| c == mark) && trimmed.len() >= length {
                fence = None;
                lines.push(String::from("```"));
                after_blank = false;
            } else {
                lines.push(line.replace("```", "'''"));
            }
            continue;
        }
        if trimmed.is_empty() {
            if !lines.last().is_none_or(String::is_empty) {
                lines.push(String::new());
            }
            after_blank = true;
            continue;
        }
        if let Some(opened) = fence_opening(trimmed) {
            fence = Some(opened);
            levels.clear();
            lines.push(String::from("```text"));
            continue;
        }
        let indent = line.len() - trimmed.len();
        if let Some((marker, rest)) = list_item(trimmed) {
            while levels.last().is_some_and(|level| indent <= level.source) {
                levels.pop();
            }
            let base = levels.last().map_or(0, |level| level.text);
            lines.push(format!("{}{marker} {}", " ".repeat(base), escape(rest)));
            levels.push(Level {
                source: indent,
                text: base + marker.len() + 1,
            });
        } else {
            if after_blank && indent < 2 {
                levels.clear();
            }
            let base = levels.last().map_or(0, |level| level.text);
            lines.push(format!(
                "{}{}",
                " ".repeat(base),
                escape_start(&escape(trimmed))
            ));
        }
        after_blank = false;
    }
    if fence.is_some() {
        lines.push(String::from("```"));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.join("\n")
}

fn fence_opening(trimmed: &str) -> Option<(char, usize)> {
    let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = trimmed.chars().take_while(|c| *c == mark).count();
    let info = &trimmed[length..];
    (length >= 3 && !(mark == '`' && info.contains('`'))).then_some((mark, length))
}

/// Marker and text of a list item; `*` and `+` become `-`, numbers keep their digits.
fn list_item(trimmed: &str) -> Option<(String, &str)> {
    if let Some(rest) = trimmed.strip_prefix(['-', '*', '+']) {
        return rest
            .strip_prefix(' ')
            .map(str::trim_start)
            .filter(|rest| !rest.is_empty())
            .map(|rest| (String::from("-"), rest));
    }
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    let rest = trimmed[digits..]
        .strip_prefix(['.', ')'])?
        .strip_prefix(' ')?;
    let rest = rest.trim_start();
    ((1..=4).contains(&digits) && !rest.is_empty())
        .then(|| (format!("{}.", &trimmed[..digits]), rest))
}

/// A line that would be read as a setext underline, a table, a quote or a link definition is kept from it.
fn escape_start(line: &str) -> String {
    match line.chars().next() {
        Some('=' | '-' | '+' | '>' | '|') => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// Escapes what Markdown or rustdoc would read as HTML or as a link to an item, outside code spans, and makes bare URLs
/// links. Real links `[text](url)` stay.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 16);
    let mut rest = line;
    loop {
        // Runs of what needs nothing are copied whole; `h` may begin a URL.
        let special = |byte: u8| matches!(byte, b'`' | b'[' | b']' | b'<' | b'>' | b'\\' | b'h');
        let plain = rest.bytes().position(special).unwrap_or(rest.len());
        escaped.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let Some(c) = rest.chars().next() else {
            return escaped;
        };
        if c == '`' {
            let run = rest.chars().take_while(|c| *c == '`').count();
            let (ticks, after) = rest.split_at(run);
            let Some(end) = closing(after, run) else {
                escaped.push_str(&"\\`".repeat(run));
                rest = after;
                continue;
            };
            escaped.push_str(ticks);
            escaped.push_str(&after[..end + run]);
            rest = &after[end + run..];
            continue;
        }
        if c == '['
            && let Some(length) = link_length(rest)
        {
            escaped.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let length = url_length(rest);
            let url = &rest[..length];
            escaped.push('<');
            escaped.push_str(url);
            escaped.push('>');
            rest = &rest[length..];
            continue;
        }
        if matches!(c, '[' | ']' | '<' | '>' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
        rest = &rest[c.len_utf8()..];
    }
}

/// Offset of the backtick run of exactly `run` that closes a code span.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = text[start..].chars().take_while(|c| *c == '`').count();
        if length == run {
            return Some(start);
        }
        at = start + length;
    }
    None
}

/// Length of `[text](http..)` at the start, if that is what stands there and nothing in it needs escaping.
fn link_length(text: &str) -> Option<usize> {
    let close = text.find(']')?;
    let label = &text[1..close];
    let target = text[close..].strip_prefix("](")?;
    let end = target.find(')')?;
    let url = &target[..end];
    let plain = |text: &str| !text.contains(['[', '<', '>', '`', '\\', ' ', '(']);
    let harmless_label =
        !label.is_empty() && !label.contains(['[', '<', '>', '`', '\\']) && !label.contains("://");
    ((url.starts_with("http://") || url.starts_with("https://")) && plain(url) && harmless_label)
        .then_some(close + 2 + end + 1)
}

fn url_length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"'`[](){}|\\^*".contains(c))
        .unwrap_or(text.len());
    text[..end]
        .trim_end_matches(['.', ',', ';', ':', '!', '?'])
        .len()
}

#[cfg(test)]
mod tests {
    use super::{code, markdown};

    #[test]
    fn code_blocks_are_never_doctests() {
        assert_eq!(
            markdown("See\n```rust\nfn main() {}\n```\n\n    indented()"),
            "See\n```text\nfn main() {}\n```\n\nindented()"
        );
        assert_eq!(markdown("~~~\nopen"), "```text\nopen\n```");
    }

    #[test]
    fn links_html_and_urls_are_tamed() {
        assert_eq!(
            markdown("[Vec] <b>x</b> `[Vec]` https://a.test/x. [docs](https://a.test)"),
            "\\[Vec\\] \\<b\\>x\\</b\\> `[Vec]` <https://a.test/x>. [docs](https://a.test)",
        );
    }

    #[test]
    fn lists_keep_their_nesting_and_have_no_lazy_lines() {
        assert_eq!(
            markdown("* one\nmore\n    * two\n\n  text\nend\n\n1. a"),
            "- one\n  more\n  - two\n\n    text\n    end\n\n1. a",
        );
    }

    #[test]
    fn invisible_characters_are_dropped() {
        assert_eq!(markdown("a\u{202e}b\u{0}c\rd */ e"), "abc\nd */ e");
        assert_eq!(code("a`b"), "`` a`b ``");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_harmless_comment(text in "(.|\n|\r|\t|```|~~~|[-*] |1[.] |    |[\u{202e}\u{0}]){0,40}") {
            let safe = markdown(&text);
            let count = |fence| safe.lines().filter(|line| *line == fence).count();
            proptest::prop_assert_eq!(count("```text"), count("```"), "{}", safe);
            proptest::prop_assert!(!safe.contains(|c: char| c != '\n' && c.is_control()));
            // An indented line outside a list would be a code block, and rustdoc would run it.
            let first = safe.lines().next().unwrap_or_default();
            proptest::prop_assert!(!first.starts_with("    "), "{}", safe);
        }
    }
}
