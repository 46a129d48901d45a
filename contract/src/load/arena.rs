//! A store that grows through a shared reference, so that a file can be added while nodes of others are borrowed.

use std::cell::{Cell, OnceCell};

/// Slots of the first chunk; each further chunk has twice as many.
const FIRST: usize = 32;
/// Chunks, for more than four thousand million slots.
const CHUNKS: usize = 28;

/// An append-only list: what was added stays where it is until the list is dropped.
#[derive(Debug)]
pub(super) struct Arena<T> {
    chunks: [OnceCell<Box<[OnceCell<T>]>>; CHUNKS],
    length: Cell<usize>,
}

impl<T> Arena<T> {
    pub(super) fn new() -> Self {
        Self {
            chunks: std::array::from_fn(|_| OnceCell::new()),
            length: Cell::new(0),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.length.get()
    }

    /// Adds a value and returns its index; `None` when every slot is taken.
    pub(super) fn push(&self, value: T) -> Option<usize> {
        let index = self.length.get();
        let (chunk, slot) = Self::place(index);
        let slots = self.chunks.get(chunk)?.get_or_init(|| {
            std::iter::repeat_with(OnceCell::new)
                .take(FIRST << chunk)
                .collect()
        });
        slots[slot].set(value).ok()?;
        self.length.set(index + 1);
        Some(index)
    }

    pub(super) fn get(&self, index: usize) -> Option<&T> {
        let (chunk, slot) = Self::place(index);
        self.chunks.get(chunk)?.get()?.get(slot)?.get()
    }

    /// Chunk `n` starts at slot `FIRST * (2^n - 1)`.
    fn place(index: usize) -> (usize, usize) {
        let chunk = (index / FIRST + 1).ilog2() as usize;
        (chunk, index - FIRST * ((1 << chunk) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::Arena;

    #[test]
    fn values_stay_borrowed_while_others_are_added() {
        let arena = Arena::new();
        assert_eq!(arena.push(0), Some(0));
        let first = arena.get(0);
        for value in 1..1000 {
            assert_eq!(arena.push(value), Some(value));
        }
        assert_eq!(first, Some(&0));
        assert!((0..1000).all(|at| arena.get(at) == Some(&at)));
        assert_eq!(arena.get(1000), None);
    }
}
