//! A part of the documents, for machines and limits that the whole corpus is too large for.

use std::ops::Range;
use std::str::FromStr;

/// One of several parts of about as many documents, the smallest documents in the first: `2/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    /// From 1.
    pub(super) number: usize,
    pub(super) of: usize,
}

impl Slice {
    /// Which of `documents` belong to it.
    pub(super) fn range(self, documents: usize) -> Range<usize> {
        documents * (self.number - 1) / self.of..documents * self.number / self.of
    }
}

impl FromStr for Slice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (number, of) = text.split_once('/')?;
            let (number, of) = (number.parse().ok()?, of.parse().ok()?);
            (1..=of).contains(&number).then_some(Self { number, of })
        };
        parse().ok_or_else(|| format!("`{text}` is no part such as 2/8"))
    }
}

#[cfg(test)]
mod tests {
    use super::Slice;

    #[test]
    fn slices_hold_every_document_once() {
        for documents in [0, 1, 7, 8, 100] {
            let slices = (1..=8).map(|number| Slice { number, of: 8 }.range(documents));
            let all: Vec<usize> = slices.flatten().collect();
            assert_eq!(all, (0..documents).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_slice_is_a_number_and_how_many_there_are() {
        assert_eq!("2/8".parse(), Ok(Slice { number: 2, of: 8 }));
        for wrong in ["0/8", "9/8", "1/0", "2", "-1/8", "a/b"] {
            assert!(wrong.parse::<Slice>().is_err(), "{wrong}");
        }
    }
}
