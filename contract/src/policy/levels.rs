//! The three levels a behaviour may be written at.

use crate::document::{Fields, PathItem};
use crate::resolve::Place;

/// Document, path item and operation.
#[derive(Debug)]
pub(super) struct Levels<'s, 'w> {
    pub(super) root: Place<'w>,
    pub(super) item: &'s PathItem<'w>,
    pub(super) operation: &'s Fields<'w>,
}

impl<'w> Levels<'_, 'w> {
    /// Where a key is written, outermost level first: later ones refine earlier ones.
    pub(super) fn written(&self, key: &str) -> Vec<Place<'w>> {
        let item = self.item.layer(key).and_then(|layer| layer.get(key));
        let levels = [self.root.get(key), item, self.operation.get(key)];
        levels.into_iter().flatten().collect()
    }
}
