//! `pattern`: ECMA-262 text, compiled on first use and kept.

use std::fmt;
use std::sync::OnceLock;

use super::ecma;

/// A regular expression of a schema (JSON Schema 2020-12 Validation 6.3.3). Stands in a `static`; the first match compiles
/// it. Patterns without look-around and back-references run in time linear in the text; the others under a step limit.
pub struct Pattern {
    text: &'static str,
    engine: OnceLock<Engine>,
}

enum Engine {
    Linear(regex::Regex),
    Backtracking(fancy_regex::Regex),
    Unusable,
}

/// Steps of the backtracking engine before it gives up.
const BACKTRACK_LIMIT: usize = 200_000;
/// Bytes a compiled pattern may take: `^[\w-]{1,4096}$` needs a few hundred thousand.
const SIZE_LIMIT: usize = 16 << 20;

/// What matching said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Yes,
    No,
    /// The step limit was reached.
    GivenUp,
    /// The pattern is no regular expression, or too large a one.
    Unusable,
}

impl Pattern {
    /// The pattern of an ECMA-262 text; not anchored.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            engine: OnceLock::new(),
        }
    }

    /// The ECMA-262 text.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    /// Can it be compiled? A value that meets an unusable pattern is refused with the keyword `limit`.
    pub fn is_usable(&self) -> bool {
        !matches!(self.engine(), Engine::Unusable)
    }

    pub(super) fn matches(&self, text: &str) -> Match {
        match self.engine() {
            Engine::Linear(regex) => yes_or_no(regex.is_match(text)),
            Engine::Backtracking(regex) => regex.is_match(text).map_or(Match::GivenUp, yes_or_no),
            Engine::Unusable => Match::Unusable,
        }
    }

    fn engine(&self) -> &Engine {
        self.engine.get_or_init(|| compile(self.text))
    }
}

fn yes_or_no(matches: bool) -> Match {
    if matches { Match::Yes } else { Match::No }
}

fn compile(text: &str) -> Engine {
    let translated = ecma::translate(text);
    let linear = regex::RegexBuilder::new(&translated)
        .size_limit(SIZE_LIMIT)
        .build();
    match linear {
        Ok(regex) => Engine::Linear(regex),
        // Too large for the one engine is too large for the other, which is built from it.
        Err(regex::Error::CompiledTooBig(_)) => Engine::Unusable,
        Err(_) => fancy_regex::RegexBuilder::new(&translated)
            .backtrack_limit(BACKTRACK_LIMIT)
            .delegate_size_limit(SIZE_LIMIT)
            .build()
            .map_or(Engine::Unusable, Engine::Backtracking),
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Match, Pattern};

    fn check(pattern: &'static str, yes: &[&str], no: &[&str]) {
        let pattern = Pattern::new(pattern);
        for text in yes {
            assert_eq!(pattern.matches(text), Match::Yes, "{pattern:?} {text:?}");
        }
        for text in no {
            assert_eq!(pattern.matches(text), Match::No, "{pattern:?} {text:?}");
        }
    }

    #[test]
    fn a_pattern_is_not_anchored() {
        check("a+", &["xaay"], &["xy"]);
    }

    #[test]
    fn classes_are_those_of_ecma_262() {
        check(r"^\d$", &["7"], &["\u{0967}"]);
        check(r"^\w$", &["_", "Z"], &["é", "-"]);
        check(
            r"^\s$",
            &["\u{feff}", "\u{a0}", "\u{2029}", "\t"],
            &["\u{85}", "\u{180e}"],
        );
        check(r"^[^\S]$", &[" "], &["x"]);
        check(r"^[\W\d]$", &["1", "é"], &["a"]);
        check("^.$", &["x", "\u{1f409}"], &["\n", "\r", "\u{2028}"]);
        check("^[^]$", &["\n"], &[""]);
    }

    #[test]
    fn the_end_is_the_end_of_the_text() {
        check("^a$", &["a"], &["a\n", "a\nb"]);
    }

    #[test]
    fn escapes_are_those_of_ecma_262() {
        check(r"^\/\-\cC\u0041\x42\u{43}\0$", &["/-\u{3}ABC\0"], &[]);
        check(r"^\uD83D\uDC09$", &["\u{1f409}"], &[]);
        check(r"^[\b]$", &["\u{8}"], &["b"]);
        check(r"^\p{Letter}\p{Script=Greek}$", &["aα"], &["1α"]);
    }

    #[test]
    fn what_only_rust_finds_special_is_literal() {
        check(r"^[a&&b]$", &["a", "&"], &["c"]);
        check(r"^[[]x]$", &["[x]"], &[]);
        check(r"^a{,2}]$", &["a{,2}]"], &[]);
        check(r"^[\w-.]$", &["-", "."], &["!"]);
        check(r"^{[a-z~~]}$", &["{~}"], &[]);
    }

    #[test]
    fn look_around_and_back_references_are_known() {
        check(r"^(?!.*admin)[a-z]+$", &["root"], &["administrator"]);
        check(r"^(a|b)\1$", &["aa"], &["ab"]);
        check(r"(?<!\d)x\b", &["x!"], &["1x", "xy"]);
    }

    #[test]
    fn too_much_backtracking_is_neither_yes_nor_no() {
        let pattern = Pattern::new(r"^(?=(a+)+$)(a|aa)+\1b$");
        assert_eq!(pattern.matches(&"a".repeat(64)), Match::GivenUp);
        check(
            "^(a+)+$",
            &["aaaa"],
            &["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"],
        );
    }

    #[test]
    fn nonsense_is_unusable() {
        for text in ["(", "[z-a]", "(?<n", "\\"] {
            assert!(!Pattern::new(text).is_usable(), "{text}");
        }
    }
}
