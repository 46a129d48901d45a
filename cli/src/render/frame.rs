//! A diagnostic with the lines it speaks of, framed as rustc frames them.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use countersign_contract::{Diagnostic, Severity, SourceMap, SourceSpan};

/// Lines longer than this (minified JSON) are not framed: the place alone is given.
const WIDEST_LINE: usize = 300;

/// Draws diagnostics of one source map.
pub(crate) struct Frames<'a> {
    sources: &'a SourceMap,
    renderer: Renderer,
}

/// The lines a span touches, cut out so that drawing costs the same in a file of twelve megabytes.
struct Window<'a> {
    path: &'a str,
    text: &'a str,
    first_line: usize,
    start: usize,
}

impl<'a> Frames<'a> {
    /// Frames over `sources`, in colour or plain.
    pub(crate) fn new(sources: &'a SourceMap, color: bool) -> Self {
        let renderer = if color {
            Renderer::styled().decor_style(DecorStyle::Unicode)
        } else {
            Renderer::plain()
        };
        Self { sources, renderer }
    }

    /// One diagnostic as text, with a line break at its end.
    pub(crate) fn draw(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Info => Level::INFO,
        };
        let mut group = Group::with_title(
            level
                .primary_title(diagnostic.message.as_str())
                .id(diagnostic.code),
        );
        if let Some(span) = diagnostic.span {
            group = self.framed(group, span, AnnotationKind::Primary, None);
        }
        for label in &diagnostic.labels {
            group = self.framed(
                group,
                label.span,
                AnnotationKind::Context,
                Some(&label.message),
            );
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        self.renderer.render(&[group]) + "\n"
    }

    fn framed<'b>(
        &'b self,
        group: Group<'b>,
        span: SourceSpan,
        kind: AnnotationKind,
        label: Option<&'b str>,
    ) -> Group<'b> {
        let Some(window) = self.window(span) else {
            let place = self.sources.location(span);
            let text = label.map_or_else(
                || format!("at {place}"),
                |label| format!("{label} at {place}"),
            );
            return group.element(Level::NOTE.message(text));
        };
        let range = Self::within(&window, span);
        let mut annotation = kind.span(range);
        if let Some(label) = label {
            annotation = annotation.label(label);
        }
        group.element(
            Snippet::source(window.text)
                .path(window.path)
                .line_start(window.first_line)
                .annotation(annotation),
        )
    }

    /// The annotated part of the window: what of the span lies on its first line.
    fn within(window: &Window<'_>, span: SourceSpan) -> Range<usize> {
        let start = (span.start as usize)
            .saturating_sub(window.start)
            .min(window.text.len());
        let end = (span.end as usize)
            .saturating_sub(window.start)
            .min(window.text.len())
            .max(start);
        let first_line_end = window.text[start..]
            .find('\n')
            .map_or(window.text.len(), |length| start + length);
        start..end.min(first_line_end)
    }

    fn window(&self, span: SourceSpan) -> Option<Window<'a>> {
        let source = self.sources.source(span.source);
        let text = source.text();
        let at = (span.start as usize).min(text.len());
        if !text.is_char_boundary(at) {
            return None;
        }
        let start = text[..at]
            .rfind('\n')
            .map_or(0, |line_break| line_break + 1);
        let end = text[at..]
            .find('\n')
            .map_or(text.len(), |length| at + length);
        if end - start > WIDEST_LINE {
            return None;
        }
        let first_line = source.line_column(span.start).line as usize;
        Some(Window {
            path: source.name(),
            text: &text[start..end],
            first_line,
            start,
        })
    }
}
