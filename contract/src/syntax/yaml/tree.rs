//! Parser events to nodes: a stack of open containers, with what each still waits for.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use granit_parser::{Event, ScalarStyle, ScanError, Span, Tag};
use smol_str::SmolStr;

use super::alias::{Anchor, Anchors, Extent};
use super::fault;
use super::merge::{Merge, object_with};
use super::scalar::{self, Doubt};
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

/// A container whose end has not been read.
#[derive(Debug)]
struct Open {
    kind: Kind,
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
    limits: SyntaxLimits,
    report: &'r mut Report<'d>,
    open: Vec<Open>,
    anchors: Anchors,
    /// Nodes that aliases have added so far.
    expanded: u64,
    root: Option<Node>,
}

impl<'t, 'r, 'd> Tree<'t, 'r, 'd> {
    pub(super) fn new(text: &'t str, limits: SyntaxLimits, report: &'r mut Report<'d>) -> Self {
        Self {
            text,
            limits,
            report,
            open: Vec::new(),
            anchors: Anchors::default(),
            expanded: 0,
            root: None,
        }
    }

    /// Takes one event; breaks where the text is too deep to go on.
    pub(super) fn event(&mut self, event: Event<'_>, span: &Span) -> ControlFlow<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), span);
            }
            Event::SequenceStart(_, anchor, tag) => {
                return self.start(Kind::Sequence(Vec::new()), anchor, tag, span);
            }
            Event::MappingStart(_, anchor, tag) => {
                let kind = Kind::Mapping {
                    entries: Vec::new(),
                    merges: Vec::new(),
                    pending: Pending::Key,
                };
                return self.start(kind, anchor, tag, span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let range = self.range(span);
                self.close(range.end);
            }
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                let span = self.span(span);
                self.report.push(
                    Diagnostic::error(
                        "yaml-unknown-anchor",
                        format!("there is no anchor `&{name}` before this"),
                    )
                    .at(span),
                );
                self.place(Node::new(span, NodeValue::Null), Extent::SCALAR);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// The text stops being YAML here.
    pub(super) fn fault(&mut self, error: &ScanError) {
        let at = error
            .marker()
            .byte_offset()
            .unwrap_or_default()
            .min(self.text.len());
        let at = fault::start(error, self.text, at);
        let span = self.report.span(at..self.character_end(at));
        self.report
            .push(fault::describe(error, self.limits.nesting, span));
    }

    /// A second document starts here.
    pub(super) fn second_document(&mut self, span: &Span) {
        let span = self.span(span);
        self.report.push(
            Diagnostic::error(
                "yaml-several-documents",
                "a second YAML document starts here",
            )
            .at(span)
            .help("a contract is one document: remove the `---`, or split the file"),
        );
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

    fn character_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.chars().next().map_or(0, char::len_utf8)
    }

    fn start(
        &mut self,
        kind: Kind,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        span: &Span,
    ) -> ControlFlow<()> {
        let range = self.range(span);
        let place = self
            .report
            .span(range.start..self.character_end(range.start));
        if self.open.len() >= self.limits.nesting {
            self.report
                .push(fault::too_deep(self.limits.nesting, place));
            return ControlFlow::Break(());
        }
        if let Some(tag) = tag {
            let expected = match kind {
                Kind::Sequence(_) => "seq",
                Kind::Mapping { .. } => "map",
            };
            if tag.core_suffix() != Some(expected) {
                self.ignored_tag(&tag, span);
            }
        }
        self.anchors.set(anchor, Anchor::Open(place));
        self.open.push(Open {
            kind,
            anchor,
            start: range.start,
            end: range.end,
            extent: Extent::CONTAINER,
        });
        ControlFlow::Continue(())
    }

    /// Completes the innermost container. `end` counts only for flow style, where a bracket stands there.
    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let bracketed = matches!(self.text.as_bytes().get(open.start), Some(b'{' | b'['));
        let end = if bracketed {
            end.max(open.end)
        } else {
            open.end
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
        let place = self.report.span(range.clone());
        // The parser writes a missing scalar as `~`.
        let text = if range.is_empty() && style == ScalarStyle::Plain {
            ""
        } else {
            text
        };
        let plain = style == ScalarStyle::Plain;
        if self.expects_key() {
            if plain && text == "<<" && tag.is_none() {
                self.pend(Pending::Merge(place), place.end);
                return;
            }
            let (value, doubt) = if plain && tag.is_none() {
                scalar::plain(text)
            } else {
                (NodeValue::String(SmolStr::new(text)), None)
            };
            if doubt == Some(Doubt::Boolean) && text.len() > 1 {
                self.doubt(Doubt::Boolean, text, place);
            }
            if anchor != 0 {
                self.anchors.set(
                    anchor,
                    Anchor::Complete {
                        value: Arc::new(value),
                        span: place,
                        extent: Extent::SCALAR,
                    },
                );
            }
            let name = SmolStr::new(text);
            self.pend(Pending::Value(Key { name, span: place }), place.end);
            return;
        }
        let value = match tag {
            Some(tag) => self.tagged(text, tag, span),
            None if plain => {
                let (value, doubt) = scalar::plain(text);
                if let Some(doubt) = doubt {
                    self.doubt(doubt, text, place);
                }
                value
            }
            None => NodeValue::String(SmolStr::new(text)),
        };
        self.complete(value, place, anchor, Extent::SCALAR);
    }

    /// The value of a scalar with an explicit tag.
    fn tagged(&mut self, text: &str, tag: &Tag, span: &Span) -> NodeValue {
        let string = NodeValue::String(SmolStr::new(text));
        let plain = scalar::plain(text).0;
        let (value, fits) = match tag.core_suffix() {
            Some("str") => return string,
            Some("null") => (
                plain,
                text.is_empty() || scalar::plain(text).0 == NodeValue::Null,
            ),
            Some("bool") => {
                let fits = matches!(plain, NodeValue::Bool(_));
                (plain, fits)
            }
            Some("int") => {
                let fits = matches!(&plain, NodeValue::Number(number) if number.is_integer());
                (plain, fits)
            }
            Some("float") => {
                let fits = matches!(&plain, NodeValue::Number(_));
                (plain, fits)
            }
            _ => {
                if tag.parts() != ("", "!") && tag.parts() != ("!", "") {
                    self.ignored_tag(tag, span);
                }
                return string;
            }
        };
        if fits {
            return value;
        }
        let place = self.span(span);
        self.report.push(
            Diagnostic::error(
                "yaml-tag",
                format!("`{text}` is not what its tag `{}` says", tag.original()),
            )
            .at(place),
        );
        string
    }

    fn ignored_tag(&mut self, tag: &Tag, span: &Span) {
        let place = span
            .tag_span()
            .map_or_else(|| self.span(span), |tag| self.span(&tag));
        self.report.push(
            Diagnostic::warning(
                "yaml-tag",
                format!("the tag `{}` means nothing in a contract", tag.original()),
            )
            .at(place)
            .help("the value is read as if the tag were not there; a tagged scalar is a string"),
        );
    }

    fn doubt(&mut self, doubt: Doubt, text: &str, place: SourceSpan) {
        let finding = match doubt {
            Doubt::Boolean => Diagnostic::warning(
                "yaml-1.1-boolean",
                format!(
                    "`{text}` is the string \"{text}\" here, and a boolean for YAML 1.1 readers"
                ),
            )
            .help(format!(
                "write `\"{text}\"` for the string, or `true` or `false`"
            )),
            Doubt::LeadingZero => Diagnostic::warning(
                "yaml-leading-zero",
                format!("`{text}` is a decimal number here, and octal for YAML 1.1 readers"),
            )
            .help(format!(
                "write `\"{text}\"` for the string, or drop the zero"
            )),
            Doubt::NotInJson => Diagnostic::warning(
                "yaml-not-json",
                format!("`{text}` is a number that JSON does not have; it is read as a string"),
            ),
        };
        self.report.push(finding.at(place));
    }

    fn alias(&mut self, id: usize, span: &Span) {
        let place = self.span(span);
        let Some(anchor) = self.anchors.get(id).cloned() else {
            self.place(Node::new(place, NodeValue::Null), Extent::SCALAR);
            return;
        };
        let refused = match &anchor {
            Anchor::Open(start) => Some(
                Diagnostic::error(
                    "yaml-recursive-alias",
                    "this alias stands inside the value it repeats",
                )
                .at(place)
                .label(*start, "the value starts here")
                .help("use a `$ref` for a recursive structure"),
            ),
            Anchor::Complete {
                span: target,
                extent,
                ..
            } => {
                let limit = self.limits.alias_nodes;
                let already_over = self.expanded > limit;
                self.expanded = self.expanded.saturating_add(extent.nodes);
                if self.expanded > limit {
                    let finding = Diagnostic::error(
                        "yaml-alias-expansion",
                        format!("the aliases of this file stand for more than {limit} nodes"),
                    )
                    .at(place)
                    .label(*target, "this is repeated")
                    .help("aliases from here on are left empty");
                    if already_over {
                        self.place(Node::new(place, NodeValue::Null), Extent::SCALAR);
                        return;
                    }
                    Some(finding)
                } else if self.open.len() + extent.height > self.limits.nesting {
                    Some(
                        fault::too_deep(self.limits.nesting, place)
                            .label(*target, "this is repeated"),
                    )
                } else {
                    None
                }
            }
        };
        match (refused, anchor) {
            (Some(finding), _) => {
                self.report.push(finding);
                self.place(Node::new(place, NodeValue::Null), Extent::SCALAR);
            }
            (None, Anchor::Complete { value, extent, .. }) => {
                self.place(Node::shared(place, value), extent);
            }
            (None, Anchor::Open(_)) => {}
        }
    }

    fn expects_key(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                kind: Kind::Mapping {
                    pending: Pending::Key,
                    ..
                },
                ..
            })
        )
    }

    /// Says what comes next in the innermost mapping.
    fn pend(&mut self, next: Pending, end: u32) {
        if let Some(open) = self.open.last_mut() {
            open.end = open.end.max(end as usize);
            if let Kind::Mapping { pending, .. } = &mut open.kind {
                *pending = next;
            }
        }
    }

    /// A value is complete; an anchored one is kept for its aliases.
    fn complete(&mut self, value: NodeValue, span: SourceSpan, anchor: usize, extent: Extent) {
        let node = if anchor == 0 {
            Node::new(span, value)
        } else {
            let value = Arc::new(value);
            let shared = Arc::clone(&value);
            self.anchors.set(
                anchor,
                Anchor::Complete {
                    value,
                    span,
                    extent,
                },
            );
            Node::shared(span, shared)
        };
        self.place(node, extent);
    }

    /// Puts a complete value where it belongs: an item, a key, the value of a key, or the root.
    fn place(&mut self, node: Node, extent: Extent) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        let span = node.span();
        open.end = open.end.max(span.end as usize);
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
                Pending::Key => {
                    let name = match node.value() {
                        NodeValue::Null => Some(SmolStr::default()),
                        NodeValue::Bool(value) => Some(SmolStr::from(value.to_string())),
                        NodeValue::Number(number) => Some(SmolStr::from(number.as_text())),
                        NodeValue::String(text) => Some(text.clone()),
                        NodeValue::Array(_) | NodeValue::Object(_) => None,
                    };
                    if let Some(name) = name {
                        *pending = Pending::Value(Key { name, span });
                    } else {
                        *pending = Pending::Discard;
                        let kind = node.type_name();
                        self.report.push(
                            Diagnostic::error(
                                "yaml-complex-key",
                                format!("a key must be a scalar, and this is of type {kind}"),
                            )
                            .at(span)
                            .help("quote the key if it starts with `{` or `[`"),
                        );
                    }
                }
            },
        }
    }
}
