//! Which strings have such a length and match such patterns? A search through the automata of all patterns at once.

use std::collections::{HashMap, VecDeque};

use regex_automata::dfa::{Automaton, dense};
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::util::syntax;
use regex_automata::{Anchored, MatchKind};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use super::models::Models;

/// Bytes that the automaton of one pattern may take.
const LARGEST_AUTOMATON: usize = 1 << 20;

/// States that one search may look at.
const MOST_STATES: u64 = 50_000;

/// Longer strings are not made.
const LONGEST: u64 = 20_000;

/// A pattern that can be searched with.
#[derive(Debug)]
pub(super) struct Automatic {
    automaton: dense::DFA<Vec<u32>>,
    /// The first characters of runs of characters that the pattern does not tell apart.
    borders: Vec<u32>,
}

impl Automatic {
    /// The automaton of an ECMA-262 pattern; `None` for what is not regular, or too large.
    pub(super) fn new(pattern: &str) -> Option<Self> {
        let translated = jsonschema_regex::to_rust_regex(pattern).ok()?;
        let hir = regex_syntax::ParserBuilder::new()
            .nest_limit(200)
            .build()
            .parse(&translated)
            .ok()?;
        let mut borders = vec![0, 0xd800, 0xe000];
        note(&hir, &mut borders);
        borders.sort_unstable();
        borders.dedup();
        let automaton = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .match_kind(MatchKind::All)
                    .start_kind(regex_automata::dfa::StartKind::Unanchored)
                    .dfa_size_limit(Some(LARGEST_AUTOMATON))
                    .determinize_size_limit(Some(LARGEST_AUTOMATON * 4)),
            )
            .syntax(syntax::Config::new().nest_limit(200))
            .build(&translated)
            .ok()?;
        Some(Self { automaton, borders })
    }

    /// Does the pattern match somewhere in a text?
    pub(super) fn is_match(&self, text: &str) -> Option<bool> {
        let mut state = self.start()?;
        for c in text.chars() {
            state = self.next(state, c)?;
        }
        self.accepts(state)
    }

    fn start(&self) -> Option<Progress> {
        let config = start::Config::new().anchored(Anchored::No);
        let state = self.automaton.start_state(&config).ok()?;
        Some(self.progress(state))
    }

    fn progress(&self, state: StateID) -> Progress {
        // Once it has matched, it has matched.
        if self.automaton.is_match_state(state) {
            Progress::Matched
        } else {
            Progress::At(state)
        }
    }

    fn next(&self, progress: Progress, c: char) -> Option<Progress> {
        let Progress::At(mut state) = progress else {
            return Some(progress);
        };
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            state = self.automaton.next_state(state, byte);
            if self.automaton.is_quit_state(state) {
                return None;
            }
            if self.automaton.is_match_state(state) {
                return Some(Progress::Matched);
            }
        }
        Some(Progress::At(state))
    }

    fn accepts(&self, progress: Progress) -> Option<bool> {
        match progress {
            Progress::Matched => Some(true),
            Progress::At(state) => {
                let end = self.automaton.next_eoi_state(state);
                (!self.automaton.is_quit_state(end)).then(|| self.automaton.is_match_state(end))
            }
        }
    }
}

/// Where an automaton is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Progress {
    Matched,
    At(StateID),
}

/// Notes where characters begin that a pattern tells apart from those before.
fn note(hir: &Hir, borders: &mut Vec<u32>) {
    let mut range = |start: u32, end: u32| borders.extend([start, end.saturating_add(1)]);
    match hir.kind() {
        HirKind::Empty => {}
        // Word boundaries and ends of lines.
        HirKind::Look(_) => {
            for (start, end) in [
                ('0', '9'),
                ('A', 'Z'),
                ('_', '_'),
                ('a', 'z'),
                ('\n', '\n'),
                ('\r', '\r'),
            ] {
                range(u32::from(start), u32::from(end));
            }
        }
        HirKind::Literal(literal) => {
            for c in String::from_utf8_lossy(&literal.0).chars() {
                range(u32::from(c), u32::from(c));
            }
        }
        HirKind::Class(Class::Unicode(class)) => {
            for part in class.ranges() {
                range(u32::from(part.start()), u32::from(part.end()));
            }
        }
        HirKind::Class(Class::Bytes(class)) => {
            for part in class.ranges() {
                range(u32::from(part.start()), u32::from(part.end()));
            }
        }
        HirKind::Repetition(repetition) => note(&repetition.sub, borders),
        HirKind::Capture(capture) => note(&capture.sub, borders),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            for part in parts {
                note(part, borders);
            }
        }
    }
}

/// What strings must obey.
#[derive(Debug, Default)]
pub(super) struct Texts<'a> {
    pub(super) min: u64,
    pub(super) max: Option<u64>,
    /// Patterns, and whether they must match or must not.
    pub(super) patterns: Vec<(&'a Automatic, bool)>,
    /// Strings whose characters are told apart, because others than these are looked for.
    pub(super) besides: Vec<&'a str>,
    /// So many states may be looked at.
    pub(super) limit: u64,
}

impl Texts<'_> {
    /// Such strings, so many if there are, the shortest first, and how many states were looked at.
    pub(super) fn models(&self, want: usize) -> (Models, u64) {
        let mut looked_at = 0;
        let models = self.search(want, &mut looked_at);
        (models, looked_at)
    }

    fn search(&self, want: usize, looked_at: &mut u64) -> Models {
        if self.max.is_some_and(|max| max < self.min) {
            return Models::none();
        }
        if self.min > LONGEST {
            return Models::doubtful("only very long strings would do");
        }
        let alphabet = self.alphabet();
        // Of characters that nothing tells apart there may be many, so what was found is rarely all.
        let many = alphabet.iter().any(|letter| letter.others);
        let Some(start) = self
            .patterns
            .iter()
            .map(|(pattern, _)| pattern.start())
            .collect::<Option<Vec<_>>>()
        else {
            return Models::doubtful("a pattern has word boundaries that cannot be decided");
        };
        let mut models = Models::none();
        // Each state may be left so often, because that many different strings may lead through it.
        let mut met: HashMap<(Vec<Progress>, u64), usize> = HashMap::new();
        let mut queue = VecDeque::from([(start, 0_u64, String::new())]);
        let mut pruned = false;
        while let Some((states, length, text)) = queue.pop_front() {
            let counted = if self.max.is_none() {
                length.min(self.min)
            } else {
                length
            };
            let times = met.entry((states.clone(), counted)).or_default();
            if *times >= want {
                pruned = true;
                continue;
            }
            *times += 1;
            *looked_at += 1;
            if *looked_at > self.limit.min(MOST_STATES) {
                models.doubt("the patterns and lengths have too many states");
                return models;
            }
            if length >= self.min {
                match self.accepts(&states) {
                    Some(true) => models.values.push(Value::from(text.clone())),
                    Some(false) => {}
                    None => models.doubt("a pattern has word boundaries that cannot be decided"),
                }
                if models.values.len() >= want {
                    models.complete = false;
                    return models;
                }
            }
            if self.max.is_some_and(|max| length >= max) {
                continue;
            }
            for letter in &alphabet {
                let next = self.patterns.iter().zip(&states);
                let next: Option<Vec<_>> = next
                    .map(|((pattern, _), state)| pattern.next(*state, letter.c))
                    .collect();
                match next {
                    Some(next) if self.is_hopeless(&next) => {}
                    Some(next) => {
                        queue.push_back((next, length + 1, format!("{text}{}", letter.c)));
                    }
                    None => models.doubt("a pattern has word boundaries that cannot be decided"),
                }
            }
        }
        if (many || pruned) && !models.values.is_empty() {
            models.complete = false;
        }
        models
    }

    fn accepts(&self, states: &[Progress]) -> Option<bool> {
        let mut all = true;
        for ((pattern, wanted), state) in self.patterns.iter().zip(states) {
            all &= pattern.accepts(*state)? == *wanted;
        }
        Some(all)
    }

    /// Can no continuation be accepted?
    fn is_hopeless(&self, states: &[Progress]) -> bool {
        self.patterns
            .iter()
            .zip(states)
            .any(|((pattern, wanted), state)| match state {
                Progress::Matched => !wanted,
                Progress::At(state) => *wanted && pattern.automaton.is_dead_state(*state),
            })
    }

    /// A character of each kind that the patterns tell apart, readable ones first.
    fn alphabet(&self) -> Vec<Letter> {
        let mut borders: Vec<u32> = self
            .patterns
            .iter()
            .flat_map(|(pattern, _)| pattern.borders.iter().copied())
            .collect();
        borders.extend([0, 0x80, 0xd800, 0xe000, 0x11_0000]);
        for c in self.besides.iter().flat_map(|text| text.chars()) {
            borders.extend([u32::from(c), u32::from(c) + 1]);
        }
        borders.retain(|border| *border <= 0x11_0000);
        borders.sort_unstable();
        borders.dedup();
        let mut letters: Vec<Letter> = borders
            .windows(2)
            .filter(|pair| pair[0] != 0xd800)
            .filter_map(|pair| {
                let inside = |c: &char| (pair[0]..pair[1]).contains(&u32::from(*c));
                let readable = "aA0-_ .@/b1zZ".chars().find(inside);
                let printable = || {
                    (pair[0].max(0x21)..pair[1].min(0x7f))
                        .next()
                        .and_then(char::from_u32)
                };
                let c = readable
                    .or_else(printable)
                    .or_else(|| char::from_u32(pair[0]))?;
                Some(Letter {
                    c,
                    others: pair[1] - pair[0] > 1,
                })
            })
            .collect();
        letters.sort_by_key(|letter| {
            let c = letter.c;
            (
                !c.is_ascii_lowercase(),
                !c.is_ascii_alphanumeric(),
                !c.is_ascii_graphic(),
            )
        });
        letters
    }
}

struct Letter {
    c: char,
    /// There are others that nothing tells apart from it.
    others: bool,
}

#[cfg(test)]
mod tests {
    use super::{Automatic, Texts};

    fn texts(patterns: &[(&str, bool)], min: u64, max: Option<u64>) -> (Vec<String>, bool) {
        let automata: Vec<(Automatic, bool)> = patterns
            .iter()
            .map(|(pattern, wanted)| (Automatic::new(pattern).expect("it is regular"), *wanted))
            .collect();
        let patterns = automata
            .iter()
            .map(|(pattern, wanted)| (pattern, *wanted))
            .collect();
        let besides = Vec::new();
        let models = Texts {
            min,
            max,
            patterns,
            besides,
            limit: u64::MAX,
        }
        .models(1)
        .0;
        let values = models
            .values
            .iter()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        (values, models.is_empty())
    }

    #[test]
    fn the_shortest_string_that_one_pattern_matches_and_another_does_not() {
        assert_eq!(
            texts(&[("^[a-z]+$", true), ("^[a-y]+$", false)], 0, None).0,
            ["z"]
        );
        assert!(texts(&[("^[a-y]+$", true), ("^[a-z]+$", false)], 0, None).1);
        assert!(texts(&[("^a{3}$", true)], 4, None).1);
        assert!(texts(&[("^[0-9]{1,5}$", true), ("^\\d+$", false)], 0, Some(30)).1);
        assert_eq!(texts(&[("b", true), ("^b", false)], 0, None).0, ["ab"]);
        assert_eq!(texts(&[(".", false)], 1, None).0.len(), 1);
    }
}
