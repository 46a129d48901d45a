//! Names from contracts within other languages. Whoever writes a contract can write anything into a name; no format may
//! take a part of it for its own.

use std::fmt::Write as _;

/// Characters that change how the text around them is shown, spelled out: control characters but for line feed and tab, and
/// the marks of writing direction.
pub fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for char in text.chars() {
        let hidden = char.is_control() && !matches!(char, '\n' | '\t');
        let turning = matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        // XML has no such characters at all.
        let foreign = matches!(char, '\u{fffe}' | '\u{ffff}');
        if hidden || turning || foreign {
            // Writing to a string does not fail.
            let _ = write!(visible, "\\u{{{:x}}}", u32::from(char));
        } else {
            visible.push(char);
        }
    }
    visible
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    visible(text).replace(['\n', '\t'], " ")
}

/// Text of an element or an attribute of HTML and XML.
pub(super) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in visible(text).chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            char => escaped.push(char),
        }
    }
    escaped
}

/// A part of a sentence: words, or what stood between two backticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Words(&'t str),
    Code(&'t str),
}

/// A sentence taken apart at its backticks; a last one without a partner is a word.
pub(super) fn parts(sentence: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some(start) = rest.find('`') {
        let Some(length) = rest[start + 1..].find('`') else {
            break;
        };
        parts.push(Part::Words(&rest[..start]));
        parts.push(Part::Code(&rest[start + 1..start + 1 + length]));
        rest = &rest[start + length + 2..];
    }
    parts.push(Part::Words(rest));
    parts.retain(|part| !matches!(part, Part::Words("")));
    parts
}

/// A sentence of HTML, what stands between backticks as code.
pub(super) fn html_sentence(sentence: &str) -> String {
    parts(sentence)
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => markup(words),
            Part::Code(code) => format!("<code>{}</code>", markup(code)),
        })
        .collect()
}

/// A sentence of Markdown (GitHub's) on one line, also fit for a cell of a table.
pub(super) fn markdown_sentence(sentence: &str) -> String {
    let sentence = line(sentence);
    parts(&sentence)
        .into_iter()
        .map(|part| match part {
            Part::Words(words) => markdown_words(words),
            Part::Code("") => "\\`\\`".to_owned(),
            // The bar is the only character that a table takes out of code.
            Part::Code(code) if code.contains('|') => {
                format!("<code>{}</code>", markdown_words(code))
            }
            Part::Code(code) => format!("`{code}`"),
        })
        .collect()
}

/// Words of Markdown on one line: every character that could mean something means itself.
pub(super) fn markdown_words(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for char in line(words).chars() {
        match char {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '|' => escaped.push_str("&#124;"),
            // A name followed by it would notify people.
            '@' => escaped.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '$' => {
                escaped.push('\\');
                escaped.push(char);
            }
            char => escaped.push(char),
        }
    }
    escaped
}

/// A block of code whose fence is longer than any that stands in it.
pub(super) fn markdown_fence(text: &str, indent: &str) -> String {
    let text = visible(text);
    let longest = text.split(|char| char != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
    let mut block = format!("{indent}{fence}\n");
    for line in text.lines() {
        // An empty line needs no blanks.
        let indent = if line.is_empty() { "" } else { indent };
        let _ = writeln!(block, "{indent}{line}");
    }
    let _ = writeln!(block, "{indent}{fence}");
    block
}

#[cfg(test)]
mod tests {
    use super::{Part, html_sentence, markdown_fence, markdown_sentence, parts, visible};

    #[test]
    fn what_changes_the_text_around_it_is_spelled_out() {
        assert_eq!(
            visible("a\u{1b}[31m\u{202e}b\tc\n"),
            "a\\u{1b}[31m\\u{202e}b\tc\n"
        );
        assert_eq!(visible("\0\r\u{9b}"), "\\u{0}\\u{d}\\u{9b}");
    }

    #[test]
    fn sentences_are_taken_apart_at_pairs_of_backticks() {
        assert_eq!(
            parts("a `b` c ` d"),
            [Part::Words("a "), Part::Code("b"), Part::Words(" c ` d")]
        );
        assert_eq!(parts("``"), [Part::Code("")]);
    }

    #[test]
    fn no_name_becomes_markup() {
        assert_eq!(
            html_sentence("`<script>` & \"'"),
            "<code>&lt;script&gt;</code> &amp; &quot;&#39;"
        );
    }

    #[test]
    fn no_name_becomes_markdown() {
        assert_eq!(
            markdown_sentence("*a* [b](c) <d> | @e\n# f `g|h` `<i>` ` j"),
            "\\*a\\* \\[b\\](c) &lt;d&gt; &#124; &#64;e \\# f <code>g&#124;h</code> `<i>` \\` j"
        );
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(
            markdown_fence("a\n````\n", "  "),
            "  `````\n  a\n  ````\n  `````\n"
        );
        assert_eq!(markdown_fence("a", ""), "```\na\n```\n");
    }
}
