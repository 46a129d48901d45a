//! What a server has seen.

use std::sync::{Arc, Mutex, PoisonError};

/// What a server has seen since it was asked last. Clones share it.
pub(crate) struct Seen<T>(Arc<Mutex<Vec<T>>>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Clone for Seen<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Seen<T> {
    pub(crate) fn push(&self, value: T) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(value);
    }

    /// All of it.
    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The only one.
    #[track_caller]
    pub(crate) fn one(&self) -> T {
        let mut all = self.take();
        assert_eq!(all.len(), 1, "the server has seen one call");
        all.remove(0)
    }
}
