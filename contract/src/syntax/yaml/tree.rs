//! Parser events to nodes: a stack of open containers, with what each still waits for.

use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use granit_parser::{Event, ScalarStyle, ScanError, Span, StructureStyle, Tag};
use smol_str::SmolStr;

use super::alias::{Anchored, Anchors, Extent};
use super::fault;
use super::merge::{Merge, object_with};
use super::value::{Scalar, report_ignored_tag};
use crate::diagnostic::Diagnostic;
use crate::source::SourceSpan;
use crate::syntax::node::{Entry, Key, Node, NodeValue};
use crate::syntax::parse::SyntaxLimits;
use crate::syntax::report::Report;

/// What comes next in a mapping.
#[derive(Debug)]
enum Pending {
    /// A key.
    Key,
    /// The value of this key.
    Value(Key),
    /// The value of a `<<` written here.
    Merge(SourceSpan),
    /// The value of a key that was refused.
    Discard,
}

#[derive(Debug)]
enum Kind {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        merges: Vec<Merge>,
        pending: Pending,
    },
}

impl Kind {
    const fn mapping() -> Self {
        Self::Mapping {
            entries: Vec::new(),
            merges: Vec::new(),
            pending: Pending::Key,
        }
    }

    /// The tag that such a container has anyway.
    const fn core_tag(&self) -> &'static str {
        match self {
            Self::Sequence(_) => "seq",
            Self::Mapping { .. } => "map",
        }
    }
}

/// A container whose end has not been read.
#[derive(Debug)]
struct Open {
    kind: Kind,
    style: StructureStyle,
    anchor: usize,
    start: usize,
    /// The end of the last child; block containers end with it, not with the blank lines after it.
    end: usize,
    extent: Extent,
}

/// The tree under construction.
#[derive(Debug)]
pub(super) struct Tree<'t, 'r, 'd> {
    text: &'t str,
    nesting: usize,
    report: &'r mut Report<'d>,
    open: Vec<Open>,
    anchors: Anchors,
    root: Option<Node>,
}

impl<'t, 'r, 'd> Tree<'t, 'r, 'd> {
    pub(super) fn new(text: &'t str, limits: SyntaxLimits, report: &'r mut Report<'d>) -> Self {
        Self {
            text,
            nesting: limits.nesting,
            report,
            open: Vec::new(),
            anchors: Anchors::new(limits),
            root: None,
        }
    }

    /// Takes one event; breaks where the text is too deep to go on.
    pub(super) fn event(&mut self, event: Event<'_>, span: &Span) -> ControlFlow<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span);
            }
            Event::SequenceStart(style, anchor, tag) => {
                let kind = Kind::Sequence(Vec::new());
                return self.start(kind, style, anchor, tag.as_deref(), span);
            }
            Event::MappingStart(style, anchor, tag) => {
                return self.start(Kind::mapping(), style, anchor, tag.as_deref(), span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let range = self.range(span);
                self.close(range.end);
            }
            Event::Alias(anchor) => self.alias(anchor, self.span(span)),
            Event::UnresolvedAlias(name) => {
                let message = format!("there is no anchor `&{name}` before this");
                let finding = Diagnostic::error("yaml-unknown-anchor", message);
                self.refused_alias(Some(finding.at(self.span(span))), self.span(span));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// The text stops being YAML here.
    pub(super) fn fault(&mut self, error: &ScanError) {
        let at = error.marker().byte_offset().unwrap_or_default();
        let at = fault::start(error, self.text, at.min(self.text.len()));
        let span = self.report.span(self.character(at));
        self.report.push(fault::describe(error, self.nesting, span));
    }

    /// A second document starts here.
    pub(super) fn second_document(&mut self, span: &Span) {
        let message = "a second YAML document starts here";
        let finding = Diagnostic::error("yaml-several-documents", message)
            .at(self.span(span))
            .help("a contract is one document: remove the `---`, or split the file");
        self.report.push(finding);
    }

    /// The root, containers that were left open closed as they are.
    pub(super) fn finish(mut self) -> Option<Node> {
        while !self.open.is_empty() {
            self.close(0);
        }
        self.root
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let offset = |at: Option<usize>| at.unwrap_or_default().min(self.text.len());
        let start = offset(span.start.byte_offset());
        start..offset(span.end.byte_offset()).max(start)
    }

    fn span(&self, span: &Span) -> SourceSpan {
        self.report.span(self.range(span))
    }

    /// The character at an offset.
    fn character(&self, at: usize) -> Range<usize> {
        let rest = self.text.get(at..).unwrap_or_default();
        at..at + rest.chars().next().map_or(0, char::len_utf8)
    }

    fn tag_place(&self, span: &Span) -> SourceSpan {
        self.span(&span.tag_span().unwrap_or(*span))
    }

    fn start(
        &mut self,
        kind: Kind,
        style: StructureStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Span,
    ) -> ControlFlow<()> {
        let Range { start, end } = self.range(span);
        let place = self.report.span(self.character(start));
        if self.open.len() >= self.nesting {
            self.report.push(fault::too_deep(self.nesting, place));
            return ControlFlow::Break(());
        }
        if let Some(tag) = tag.filter(|tag| tag.core_suffix() != Some(kind.core_tag())) {
            report_ignored_tag(tag, self.tag_place(span), self.report);
        }
        self.anchors.open(anchor, place);
        self.open.push(Open {
            kind,
            style,
            anchor,
            start,
            end,
            extent: Extent::CONTAINER,
        });
        ControlFlow::Continue(())
    }

    /// Completes the innermost container. `end` counts only for flow style, where a bracket stands there.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let end = match open.style {
            StructureStyle::Flow => end.max(open.end),
            StructureStyle::Block => open.end,
        };
        let value = match open.kind {
            Kind::Sequence(items) => NodeValue::Array(items),
            Kind::Mapping {
                mut entries,
                merges,
                pending,
            } => {
                if let Pending::Value(key) = pending {
                    let value = Node::new(key.span, NodeValue::Null);
                    entries.push(Entry { key, value });
                }
                NodeValue::Object(object_with(entries, &merges, self.report))
            }
        };
        let span = self.report.span(open.start..end);
        self.complete(value, span, open.anchor, open.extent);
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: &Span,
    ) {
        let mut range = self.range(span);
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            // The parser counts the blank lines after a block scalar in.
            let written = self.text.get(range.clone()).unwrap_or_default();
            range.end = range.start + written.trim_end().len();
        }
        let plain = style == ScalarStyle::Plain;
        let scalar = Scalar {
            // The parser writes a missing scalar as `~`.
            text: if plain && range.is_empty() { "" } else { text },
            plain,
            tag,
            place: self.report.span(range),
            tag_place: self.tag_place(span),
        };
        if self.expects_key() {
            self.key(scalar, anchor);
        } else {
            let value = scalar.value(self.report);
            self.complete(value, scalar.place, anchor, Extent::SCALAR);
        }
    }

    fn key(&mut self, scalar: Scalar<'_>, anchor: usize) {
        let span = scalar.place;
        if scalar.is_merge_key() {
            self.pend(Pending::Merge(span), span);
            return;
        }
        let value = scalar.key_value(self.report);
        if anchor != 0 {
            let anchored = Anchored {
                value: Arc::new(value),
                span,
                extent: Extent::SCALAR,
            };
            self.anchors.complete(anchor, anchored);
        }
        let name = SmolStr::new(scalar.text);
        self.pend(Pending::Value(Key { name, span }), span);
    }

    fn alias(&mut self, anchor: usize, place: SourceSpan) {
        match self.anchors.expand(anchor, place, self.open.len()) {
            Ok(Anchored { value, extent, .. }) => self.place(Node::shared(place, value), extent),
            Err(finding) => self.refused_alias(finding, place),
        }
    }

    /// An alias that stands for nothing is null.
    fn refused_alias(&mut self, finding: Option<Diagnostic>, place: SourceSpan) {
        if let Some(finding) = finding {
            self.report.push(finding);
        }
        self.place(Node::new(place, NodeValue::Null), Extent::SCALAR);
    }

    fn expects_key(&self) -> bool {
        let innermost = self.open.last().map(|open| &open.kind);
        matches!(
            innermost,
            Some(Kind::Mapping {
                pending: Pending::Key,
                ..
            })
        )
    }

    /// A key at `place` says what comes next in the innermost mapping.
    fn pend(&mut self, next: Pending, place: SourceSpan) {
        if let Some(open) = self.open.last_mut() {
            open.end = open.end.max(place.range().end);
            if let Kind::Mapping { pending, .. } = &mut open.kind {
                *pending = next;
            }
        }
    }

    /// A value is complete; an anchored one is kept for its aliases.
    fn complete(&mut self, value: NodeValue, span: SourceSpan, anchor: usize, extent: Extent) {
        if anchor == 0 {
            self.place(Node::new(span, value), extent);
            return;
        }
        let value = Arc::new(value);
        let node = Node::shared(span, Arc::clone(&value));
        let anchored = Anchored {
            value,
            span,
            extent,
        };
        self.anchors.complete(anchor, anchored);
        self.place(node, extent);
    }

    /// Puts a complete value where it belongs: an item, a key, the value of a key, or the root.
    fn place(&mut self, node: Node, extent: Extent) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.end = open.end.max(node.span().range().end);
        open.extent.include(extent);
        match &mut open.kind {
            Kind::Sequence(items) => items.push(node),
            Kind::Mapping {
                entries,
                merges,
                pending,
            } => match std::mem::replace(pending, Pending::Key) {
                Pending::Value(key) => entries.push(Entry { key, value: node }),
                Pending::Merge(key) => merges.push(Merge {
                    position: entries.len(),
                    key,
                    value: node,
                }),
                Pending::Discard => {}
                Pending::Key => *pending = after_key(&node, self.report),
            },
        }
    }
}

/// What follows a key that was written as an alias or as a container.
fn after_key(node: &Node, report: &mut Report<'_>) -> Pending {
    let name = match node.value() {
        NodeValue::Null => SmolStr::default(),
        NodeValue::Bool(value) => SmolStr::from(value.to_string()),
        NodeValue::Number(number) => SmolStr::from(number.as_text()),
        NodeValue::String(text) => text.clone(),
        NodeValue::Array(_) | NodeValue::Object(_) => {
            let kind = node.type_name();
            let message = format!("a key must be a scalar, and this is of type {kind}");
            report.push(
                Diagnostic::error("yaml-complex-key", message)
                    .at(node.span())
                    .help("quote the key if it starts with `{` or `[`"),
            );
            return Pending::Discard;
        }
    };
    Pending::Value(Key {
        name,
        span: node.span(),
    })
}
