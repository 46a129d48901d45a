//! Interoperable regular expressions (RFC 9485), and `\d`, `\s`, `\w`, which authors write all the same.
//!
//! Matching keeps the set of places that the text can be read up to: no pattern makes it try a place twice.

use std::collections::BTreeSet;

use super::evaluate::Budget;
use super::scan::Scan;

/// How deep groups may nest.
const MAX_DEPTH: usize = 32;

/// The most repetitions that can be asked for by number.
const MAX_TIMES: u32 = 1_000;

/// A pattern: one of several sequences.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    alternatives: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug)]
struct Piece {
    atom: Atom,
    min: u32,
    max: Option<u32>,
}

#[derive(Clone, Debug)]
enum Atom {
    Group(Pattern),
    /// One character that is in a range, or (`negated`) in none.
    Class {
        ranges: Vec<(char, char)>,
        negated: bool,
    },
}

impl Pattern {
    /// Reads a pattern; `None` when it is none, or uses what is not supported (`\p`).
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text);
        let pattern = alternatives(&mut scan, MAX_DEPTH)?;
        scan.peek().is_none().then_some(pattern)
    }

    /// Does the whole text match?
    pub(super) fn matches(&self, text: &str, budget: &Budget) -> bool {
        let text: Vec<char> = text.chars().collect();
        let ends = self.ends(&text, &BTreeSet::from([0]), budget);
        ends.contains(&text.len())
    }

    /// Does a part of the text match?
    pub(super) fn is_in(&self, text: &str, budget: &Budget) -> bool {
        let text: Vec<char> = text.chars().collect();
        let starts = (0..=text.len()).collect();
        !self.ends(&text, &starts, budget).is_empty()
    }

    /// Where the pattern can end when it begins at one of `starts`.
    fn ends(&self, text: &[char], starts: &BTreeSet<usize>, budget: &Budget) -> BTreeSet<usize> {
        let sequences = self.alternatives.iter();
        let ends = sequences.map(|pieces| {
            let first = starts.clone();
            let next = |starts, piece: &Piece| piece.ends(text, &starts, budget);
            pieces.iter().fold(first, next)
        });
        ends.flatten().collect()
    }
}

impl Piece {
    fn ends(&self, text: &[char], starts: &BTreeSet<usize>, budget: &Budget) -> BTreeSet<usize> {
        let mut here = starts.clone();
        let mut ends = BTreeSet::new();
        if self.min == 0 {
            ends.extend(&here);
        }
        let mut times = 0;
        while !here.is_empty() && self.max.is_none_or(|max| times < max) && budget.spend() {
            here = self.atom.ends(text, &here, budget);
            times += 1;
            if times >= self.min {
                // Places that were reached before lead nowhere new.
                here.retain(|at| ends.insert(*at));
            }
        }
        ends
    }
}

impl Atom {
    fn ends(&self, text: &[char], starts: &BTreeSet<usize>, budget: &Budget) -> BTreeSet<usize> {
        let (ranges, negated) = match self {
            Self::Group(pattern) => return pattern.ends(text, starts, budget),
            Self::Class { ranges, negated } => (ranges, *negated),
        };
        let accepts =
            |c: &char| ranges.iter().any(|(low, high)| (low..=high).contains(&c)) != negated;
        let taken = starts
            .iter()
            .filter(|at| text.get(**at).is_some_and(accepts));
        taken.filter(|_| budget.spend()).map(|at| at + 1).collect()
    }
}

fn alternatives(scan: &mut Scan, depth: usize) -> Option<Pattern> {
    let depth = depth.checked_sub(1)?;
    let mut alternatives = vec![Vec::new()];
    loop {
        match scan.peek() {
            None | Some(')') => return Some(Pattern { alternatives }),
            Some('|') => {
                scan.next();
                alternatives.push(Vec::new());
            }
            Some(_) => {
                let atom = atom(scan, depth)?;
                let (min, max) = quantifier(scan)?;
                alternatives.last_mut()?.push(Piece { atom, min, max });
            }
        }
    }
}

fn atom(scan: &mut Scan, depth: usize) -> Option<Atom> {
    let single = |c| Atom::Class {
        ranges: vec![(c, c)],
        negated: false,
    };
    Some(match scan.next()? {
        '(' => {
            let group = alternatives(scan, depth)?;
            scan.take(")").then_some(Atom::Group(group))?
        }
        '.' => Atom::Class {
            ranges: vec![('\n', '\n'), ('\r', '\r')],
            negated: true,
        },
        '[' => class(scan)?,
        '\\' => {
            let (ranges, negated) = escape(scan)?;
            Atom::Class { ranges, negated }
        }
        // Anchors of other dialects say what `match` says anyway.
        '*' | '+' | '?' | '{' | '}' | ']' | ')' | '^' | '$' => return None,
        c => single(c),
    })
}

fn quantifier(scan: &mut Scan) -> Option<(u32, Option<u32>)> {
    if scan.take("*") {
        return Some((0, None));
    }
    if scan.take("+") {
        return Some((1, None));
    }
    if scan.take("?") {
        return Some((0, Some(1)));
    }
    if !scan.take("{") {
        return Some((1, Some(1)));
    }
    let number = |scan: &mut Scan| {
        let digits = scan.while_is(|c| c.is_ascii_digit());
        digits
            .parse::<u32>()
            .ok()
            .filter(|times| *times <= MAX_TIMES)
    };
    let min = number(scan)?;
    let max = match (scan.take(","), scan.peek()) {
        (false, _) => Some(min),
        (true, Some('}')) => None,
        (true, _) => Some(number(scan).filter(|max| *max >= min)?),
    };
    scan.take("}").then_some((min, max))
}

fn class(scan: &mut Scan) -> Option<Atom> {
    let negated = scan.take("^");
    let mut ranges = Vec::new();
    while !scan.take("]") {
        let low = match scan.next()? {
            '\\' => {
                let (found, inverse) = escape(scan)?;
                if let ([(low, high)], false) = (&found[..], inverse)
                    && low == high
                {
                    *low
                } else if inverse {
                    return None;
                } else {
                    ranges.extend(found);
                    continue;
                }
            }
            c => c,
        };
        let before = scan.position();
        if scan.take("-") && scan.peek() != Some(']') {
            let high = match scan.next()? {
                '\\' => scan.next()?,
                c => c,
            };
            ranges.push((low, high));
        } else {
            scan.back_to(before);
            ranges.push((low, low));
        }
    }
    (!ranges.is_empty()).then_some(Atom::Class { ranges, negated })
}

/// What stands after a backslash: ranges, and whether they are meant or all others.
fn escape(scan: &mut Scan) -> Option<(Vec<(char, char)>, bool)> {
    let digits = || vec![('0', '9')];
    let blanks = || vec![(' ', ' '), ('\t', '\r')];
    let words = || vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')];
    Some(match scan.next()? {
        'n' => (vec![('\n', '\n')], false),
        'r' => (vec![('\r', '\r')], false),
        't' => (vec![('\t', '\t')], false),
        'd' => (digits(), false),
        'D' => (digits(), true),
        's' => (blanks(), false),
        'S' => (blanks(), true),
        'w' => (words(), false),
        'W' => (words(), true),
        c if c.is_ascii_alphanumeric() => return None,
        c => (vec![(c, c)], false),
    })
}
