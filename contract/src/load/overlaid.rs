//! A document and its overlays: read them, apply them in order.

use super::pipeline::OverlayFile;
use super::workspace::Workspace;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::overlay;
use crate::source::SourceId;

/// Opens the document at a location, or the one that the overlay there extends, and puts the overlaid tree in its place.
pub(super) fn open(
    workspace: &Workspace<'_>,
    location: &str,
    files: &[OverlayFile<'_>],
    diagnostics: &mut Diagnostics,
) -> Option<SourceId> {
    let mut root = workspace.open(location)?;
    let mut overlays = Vec::new();
    if workspace.root(root).is_some_and(overlay::is_overlay) {
        overlays.push(root);
        root = extended(workspace, root)?;
    }
    for file in files {
        let overlay = workspace.open_overlay(file.location, file.fetch);
        if let Some(overlay) = overlay {
            check_extends(workspace, overlay, root, diagnostics);
            overlays.push(overlay);
        }
    }
    if overlays.is_empty() {
        return Some(root);
    }
    let mut tree = workspace.root(root)?.clone();
    for overlay in &overlays {
        if let Some(overlay) = workspace.root(*overlay) {
            overlay::apply(&mut tree, overlay, diagnostics);
        }
    }
    workspace.overlay(root, overlays, tree);
    Some(root)
}

/// The document that an overlay extends.
fn extended(workspace: &Workspace<'_>, overlay: SourceId) -> Option<SourceId> {
    let node = workspace.root(overlay)?;
    let Some((text, site)) = overlay::extends(node) else {
        let message = "this is an overlay that does not say which document it changes";
        workspace.report(
            Diagnostic::error("overlay-without-document", message)
                .at(node.span())
                .help("name the document here and the overlay with `--overlay`, or add `extends`"),
        );
        return None;
    };
    workspace.resolve_file(overlay, text, site)
}

/// Is an overlay applied to the document it was written for? Addresses on the network are compared by the file's name.
fn check_extends(
    workspace: &Workspace<'_>,
    overlay: SourceId,
    root: SourceId,
    diagnostics: &mut Diagnostics,
) {
    let Some((text, site)) = workspace.root(overlay).and_then(overlay::extends) else {
        return;
    };
    let sources = workspace.sources();
    let name = |text: &str| {
        text.rsplit(['/', ':'])
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let document = sources.source(root).name();
    if name(text) != name(document) && document != "<stdin>" {
        let message =
            format!("this overlay was written for `{text}` and is applied to `{document}`");
        diagnostics.push(Diagnostic::warning("overlay-of-another-document", message).at(site));
    }
}
