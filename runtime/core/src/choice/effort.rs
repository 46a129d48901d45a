//! How often may types be tried on one text? A type that is tried may hold unions that are tried, and so on at every depth:
//! without a limit a short text, nested deep enough, would be tried for ever.

use std::cell::Cell;

/// Tries that every text has.
const AT_LEAST: u64 = 10_000;
/// Tries for each byte of a text: a value of a few bytes may be tried as dozens of types.
const PER_BYTE: u64 = 16;

thread_local! {
    /// Tries that are left to what is being read; `None` where nothing is.
    static LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// As long as it lives, tries are counted: by the outermost one, so that a text inside a text has no limit of its own.
pub(crate) struct Effort {
    is_outermost: bool,
}

impl Effort {
    /// Tries for a text of so many bytes.
    pub(crate) fn of_text(bytes: usize) -> Self {
        let is_outermost = LEFT.get().is_none();
        if is_outermost {
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
            LEFT.set(Some(
                bytes.saturating_mul(PER_BYTE).saturating_add(AT_LEAST),
            ));
        }
        Self { is_outermost }
    }

    /// Takes one of the tries that are counted now; false when there is none left.
    pub(super) fn spend() -> bool {
        let left = LEFT.get().unwrap_or_default();
        LEFT.set(Some(left.saturating_sub(1)));
        left > 0
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}
