//! What is wrong with a value, as bounded data.

use std::fmt;

/// One keyword that a value does not obey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Where in the value: a JSON Pointer (RFC 6901), empty for the whole. Tokens of more than 128 characters are cut.
    pub pointer: String,
    /// The keyword, or `limit` when checking was given up because it would take too much work.
    pub keyword: &'static str,
    /// One clause without subject: `must be at most 64 characters long, is 80`.
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.detail)
        } else {
            write!(f, "{}: {}", self.pointer, self.detail)
        }
    }
}

/// The first violations that were found, and how many more there were.
#[derive(Clone, Debug)]
pub struct Violations {
    list: Vec<Violation>,
    limit: usize,
    omitted: usize,
}

impl Default for Violations {
    /// Keeps [`Violations::DEFAULT_LIMIT`] violations.
    fn default() -> Self {
        Self::with_limit(Self::DEFAULT_LIMIT)
    }
}

impl Violations {
    /// How many violations are kept unless told otherwise.
    pub const DEFAULT_LIMIT: usize = 20;

    /// An empty list that keeps at most `limit` violations and counts the rest.
    pub const fn with_limit(limit: usize) -> Self {
        Self {
            list: Vec::new(),
            limit,
            omitted: 0,
        }
    }

    /// Was nothing found?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.omitted == 0
    }

    /// How many were found, kept or not.
    pub fn total(&self) -> usize {
        self.list.len() + self.omitted
    }

    /// How many were found and not kept.
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// The kept ones, in the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// The kept ones.
    pub fn into_vec(self) -> Vec<Violation> {
        self.list
    }

    /// Adds one, or counts it when the list is full.
    pub fn push(&mut self, violation: Violation) {
        self.push_with(|| violation);
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.omitted += other.omitted;
        for violation in other.list {
            self.push(violation);
        }
    }

    /// Adds what `make` builds; when the list is full it is counted and never built.
    pub(super) fn push_with(&mut self, make: impl FnOnce() -> Violation) {
        if self.list.len() < self.limit {
            self.list.push(make());
        } else {
            self.omitted += 1;
        }
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
