//! Overlays (Overlay Specification 1.0 and 1.1): changes to a document that are written in a file of their own.
//!
//! They are applied to the tree of the document before it is read. Nodes keep the places they were written at, so that a
//! finding about what an overlay said points into the overlay.

mod action;
mod document;
mod edit;
mod path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::Node;

use action::apply_action;
pub(crate) use document::{extends, is_overlay};
use path::Budget;

/// Applies the actions of an overlay to the tree of a document, in order.
pub(crate) fn apply(tree: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    let Some(overlay) = document::read(overlay, diagnostics) else {
        return;
    };
    let budget = Budget::default();
    for action in &overlay.actions {
        apply_action(tree, action, overlay.version, &budget, diagnostics);
        if budget.is_spent() {
            let message =
                "the targets of this overlay select too many nodes; the rest of it is not applied";
            diagnostics.push(
                Diagnostic::error("limit-overlay-steps", message)
                    .at(action.target_span)
                    .help("name the way to the target, in place of `..`"),
            );
            return;
        }
    }
}
