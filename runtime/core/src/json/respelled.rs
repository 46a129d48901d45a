//! A text whose whole numbers are spelled as integers, and how they were written.
//!
//! An integer may be written `2.0`, and Rust's integer types do not read that. A decimal beside it keeps what was written. What a
//! number is for, only the type that reads it knows: it is given a piece of the respelled text, and asks here what stood there.

use std::borrow::Cow;
use std::cell::RefCell;

/// The respelled text.
pub(super) struct Respelled {
    pub(super) text: Vec<u8>,
    /// What was changed, in the order of the text.
    pub(super) changes: Vec<Change>,
}

/// Where the respelled text differs from the one that came.
pub(super) struct Change {
    pub(super) begins: usize,
    pub(super) ends: usize,
    pub(super) written: Box<str>,
}

/// A respelled text that is being read: where it lies in memory, and its changes.
struct Read {
    address: usize,
    length: usize,
    changes: Vec<Change>,
}

thread_local! {
    /// The texts that are being read, the innermost last: what reads a union reads a text inside a text.
    static READ: RefCell<Vec<Read>> = const { RefCell::new(Vec::new()) };
}

impl Respelled {
    /// Reads the text; whoever asks for the text of a value gets the one that came.
    pub(super) fn read(
        self,
        read: &mut dyn FnMut(&[u8]) -> serde_json::Result<()>,
    ) -> serde_json::Result<()> {
        let Self { text, changes } = self;
        let _reading = Reading::of(&text, changes);
        read(&text)
    }
}

/// As long as it lives, the changes of a text are known.
struct Reading;

impl Reading {
    fn of(text: &[u8], changes: Vec<Change>) -> Self {
        let read = Read {
            address: text.as_ptr().addr(),
            length: text.len(),
            changes,
        };
        READ.with_borrow_mut(|texts| texts.push(read));
        Self
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        READ.with_borrow_mut(Vec::pop);
    }
}

/// What was written where this piece of a text lies, if that is being read.
pub(super) fn written(piece: &str) -> Cow<'_, str> {
    READ.with_borrow(|texts| {
        let mut texts = texts.iter().rev();
        let found = texts.find_map(|text| {
            let begins = piece.as_ptr().addr().checked_sub(text.address)?;
            (begins + piece.len() <= text.length).then_some((text, begins))
        });
        found.map_or(Cow::Borrowed(piece), |(text, begins)| {
            text.restored(piece, begins)
        })
    })
}

impl Read {
    fn restored<'p>(&self, piece: &'p str, begins: usize) -> Cow<'p, str> {
        let first = self
            .changes
            .partition_point(|change| change.begins < begins);
        let ends = begins + piece.len();
        let changes = self.changes[first..].iter();
        let mut changes = changes.take_while(|change| change.ends <= ends).peekable();
        if changes.peek().is_none() {
            return Cow::Borrowed(piece);
        }
        let mut restored = String::with_capacity(piece.len() * 2);
        let mut kept = 0;
        for change in changes {
            restored.push_str(&piece[kept..change.begins - begins]);
            restored.push_str(&change.written);
            kept = change.ends - begins;
        }
        restored.push_str(&piece[kept..]);
        Cow::Owned(restored)
    }
}
