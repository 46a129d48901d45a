//! The structure of a JSON text: what may come next, and how to go on when something else does.

use std::ops::Range;

use smol_str::SmolStr;

use super::scan::{Comment, Cursor};
use super::string::string;
use super::tree::{Kind, Tree};
use crate::diagnostic::Diagnostic;
use crate::syntax::node::{Key, Node, NodeValue};
use crate::syntax::number::Number;
use crate::syntax::parse::{Parsed, SyntaxLimits};
use crate::syntax::report::Report;

/// After this many structural mistakes the rest of the text is not looked at: recovery has lost its way.
const PATIENCE: usize = 20;

/// The tree of a JSON text, as far as it could be read.
pub(in crate::syntax) fn parse(text: &str, limits: SyntaxLimits, report: Report<'_>) -> Parsed {
    let mut parser = Parser {
        cursor: Cursor { text, at: 0 },
        limits,
        report,
        tree: Tree::default(),
        comma: 0,
        commented: false,
        cut_short: false,
    };
    if text.starts_with('\u{feff}') {
        parser.cursor.at = '\u{feff}'.len_utf8();
    }
    parser.run();
    Parsed {
        root: parser.tree.into_root(),
        cut_short: parser.cut_short,
    }
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// The document, or the value of a key.
    Value,
    /// An item or `]`, after `[`.
    FirstItem,
    /// An item, after a comma.
    NextItem,
    /// A key or `}`, after `{`.
    FirstKey,
    /// A key, after a comma.
    NextKey,
    /// `:`.
    Colon,
    /// `,` or the closing bracket.
    Separator,
    /// Nothing: the document is complete.
    End,
}

struct Parser<'t, 'd> {
    cursor: Cursor<'t>,
    limits: SyntaxLimits,
    report: Report<'d>,
    tree: Tree,
    /// Where the last comma stands, for the trailing one.
    comma: usize,
    commented: bool,
    /// Was the rest of the text not looked at, or is there no rest where there should be?
    cut_short: bool,
}

impl Parser<'_, '_> {
    fn run(&mut self) {
        let mut expect = Expect::Value;
        loop {
            if self.report.count("json-syntax") >= PATIENCE {
                self.cut_short = true;
                break;
            }
            self.cursor.skip_blank();
            let Some(byte) = self.cursor.peek() else {
                self.end_of_text(expect);
                break;
            };
            if byte == b'/' && self.comment() {
                continue;
            }
            expect = match expect {
                Expect::Value | Expect::FirstItem | Expect::NextItem => self.value(byte, expect),
                Expect::FirstKey | Expect::NextKey => self.key(byte, expect),
                Expect::Colon => self.colon(byte),
                Expect::Separator => self.separator(byte),
                Expect::End => {
                    let mistake = self
                        .mistake(self.cursor.here(), "the document ended before this")
                        .help("a file holds one JSON value");
                    self.report.push(mistake);
                    self.cut_short = true;
                    break;
                }
            };
        }
        while self.tree.depth() > 0 {
            self.close();
        }
    }

    fn value(&mut self, byte: u8, expect: Expect) -> Expect {
        let start = self.cursor.at;
        let value = match byte {
            b'"' | b'\'' => NodeValue::String(string(&mut self.cursor, &mut self.report)),
            b'{' => return self.open(Kind::Object),
            b'[' => return self.open(Kind::Array),
            b'-' | b'0'..=b'9' => self.number(),
            b']' | b'}' | b',' if expect == Expect::Value && self.tree.depth() > 0 => {
                self.missing_value();
                return Expect::Separator;
            }
            b']' | b'}' => {
                if expect == Expect::NextItem && byte == b']' {
                    self.trailing_comma();
                }
                return self.closing(byte);
            }
            b',' => {
                self.cursor.at += 1;
                self.syntax(start..start + 1, "a value is missing before this comma");
                return expect;
            }
            b't' if self.cursor.literal("true") => NodeValue::Bool(true),
            b'f' if self.cursor.literal("false") => NodeValue::Bool(false),
            b'n' if self.cursor.literal("null") => NodeValue::Null,
            _ => self.bare_word(),
        };
        let span = self.report.span(start..self.cursor.at);
        self.place(Node::new(span, value))
    }

    fn number(&mut self) -> NodeValue {
        match self.cursor.number() {
            Ok(text) => NodeValue::Number(Number::from_text(text)),
            Err(range) => {
                let message = format!("`{}` is no JSON number", &self.cursor.text[range.clone()]);
                let diagnostic = Diagnostic::error("json-number", message)
                    .at(self.report.span(range))
                    .help("JSON numbers are decimal, without leading zeros, and have digits on both sides of the point");
                self.report.push(diagnostic);
                NodeValue::Null
            }
        }
    }

    fn bare_word(&mut self) -> NodeValue {
        let range = self.cursor.word();
        let message = format!("`{}` is no JSON value", &self.cursor.text[range.clone()]);
        let mistake = self.mistake(range, message).help(
            "values are strings in double quotes, numbers, `true`, `false`, `null`, arrays and objects",
        );
        self.report.push(mistake);
        NodeValue::Null
    }

    fn key(&mut self, byte: u8, expect: Expect) -> Expect {
        let start = self.cursor.at;
        let name = match byte {
            b'"' | b'\'' => string(&mut self.cursor, &mut self.report),
            b'}' | b']' => {
                if expect == Expect::NextKey && byte == b'}' {
                    self.trailing_comma();
                }
                return self.closing(byte);
            }
            b',' => {
                self.cursor.at += 1;
                self.syntax(start..start + 1, "a key is missing before this comma");
                return expect;
            }
            b':' => {
                self.syntax(start..start + 1, "a key is missing before this colon");
                SmolStr::default()
            }
            b'{' | b'[' => {
                self.syntax(start..start + 1, "a key is missing before this value");
                self.tree.key(Key {
                    name: SmolStr::default(),
                    span: self.report.span(start..start),
                });
                return Expect::Value;
            }
            _ => {
                let range = self.cursor.word();
                let word = &self.cursor.text[range.clone()];
                let message = format!("the key `{word}` needs double quotes");
                let name = word.into();
                self.syntax(range, message);
                name
            }
        };
        let span = self.report.span(start..self.cursor.at);
        self.tree.key(Key { name, span });
        Expect::Colon
    }

    fn colon(&mut self, byte: u8) -> Expect {
        match byte {
            b':' => {
                self.cursor.at += 1;
                Expect::Value
            }
            b',' | b'}' | b']' => {
                self.missing_value();
                Expect::Separator
            }
            _ => {
                self.syntax(self.cursor.here(), "a colon is missing before this");
                Expect::Value
            }
        }
    }

    fn separator(&mut self, byte: u8) -> Expect {
        let at = self.cursor.at;
        let next = match self.tree.innermost().map(|open| open.kind) {
            Some(Kind::Array) => Expect::NextItem,
            Some(Kind::Object) => Expect::NextKey,
            None => return Expect::End,
        };
        match byte {
            b',' => {
                self.comma = at;
                self.cursor.at += 1;
                next
            }
            b'}' | b']' => self.closing(byte),
            _ => {
                self.syntax(self.cursor.here(), "a comma is missing before this");
                next
            }
        }
    }

    fn open(&mut self, kind: Kind) -> Expect {
        let start = self.cursor.at;
        self.cursor.at += 1;
        if self.tree.depth() >= self.limits.nesting {
            self.cursor.skip_container();
            let limit = self.limits.nesting;
            let diagnostic = Diagnostic::error(
                "nesting-too-deep",
                format!("arrays and objects are nested deeper than {limit} levels here"),
            )
            .at(self.report.span(start..start + 1));
            self.report.push(diagnostic);
            let span = self.report.span(start..self.cursor.at);
            return self.place(Node::new(span, NodeValue::Null));
        }
        self.tree.open(kind, start);
        match kind {
            Kind::Array => Expect::FirstItem,
            Kind::Object => Expect::FirstKey,
        }
    }

    /// A closing bracket: of the innermost container, or of one further out whose inner ones were left open.
    fn closing(&mut self, byte: u8) -> Expect {
        let at = self.cursor.at;
        self.cursor.at += 1;
        let kind = if byte == b']' {
            Kind::Array
        } else {
            Kind::Object
        };
        match self.tree.innermost() {
            Some(innermost) if innermost.kind == kind => return self.close(),
            Some(innermost) => {
                let (bracket, start) = (char::from(byte), innermost.start);
                let label = self.report.span(start..start + 1);
                let mistake = self
                    .mistake(
                        at..at + 1,
                        format!("`{bracket}` does not close the innermost bracket"),
                    )
                    .label(label, "opened here");
                self.report.push(mistake);
            }
            None => {
                self.syntax(at..at + 1, "this bracket was never opened");
                return Expect::Value;
            }
        }
        // Where none of its kind is open, it is the wrong bracket for the innermost one.
        let innermost = self.tree.depth().saturating_sub(1);
        let left_open = self.tree.innermost_of(kind).unwrap_or(innermost);
        while self.tree.depth() > left_open + 1 {
            self.close();
        }
        self.close()
    }

    /// Completes the innermost container.
    fn close(&mut self) -> Expect {
        self.tree.close(self.cursor.at, &mut self.report);
        self.after_value()
    }

    /// Puts a complete value where it belongs.
    fn place(&mut self, node: Node) -> Expect {
        self.tree.place(node);
        self.after_value()
    }

    fn after_value(&self) -> Expect {
        if self.tree.depth() == 0 {
            Expect::End
        } else {
            Expect::Separator
        }
    }

    fn comment(&mut self) -> bool {
        let Some(comment) = self.cursor.skip_comment() else {
            return false;
        };
        match comment {
            Comment::Open(range) => {
                self.syntax(range, "this comment has no end");
            }
            Comment::Complete(range) if !self.commented => {
                self.commented = true;
                let diagnostic = Diagnostic::warning("json-comment", "JSON has no comments")
                    .at(self.report.span(range))
                    .help("they are skipped here (this is the first one), but other readers refuse the file");
                self.report.push(diagnostic);
            }
            Comment::Complete(_) => {}
        }
        true
    }

    fn trailing_comma(&mut self) {
        let span = self.report.span(self.comma..self.comma + 1);
        let diagnostic = Diagnostic::warning(
            "json-trailing-comma",
            "JSON has no comma after the last element",
        )
        .at(span)
        .help("remove it: it is skipped here, but other readers refuse the file");
        self.report.push(diagnostic);
    }

    /// A key without a value; what stands instead is left to the separator.
    fn missing_value(&mut self) {
        let at = self.cursor.at;
        self.syntax(self.cursor.here(), "a value is missing before this");
        let span = self.report.span(at..at);
        self.place(Node::new(span, NodeValue::Null));
    }

    fn end_of_text(&mut self, expect: Expect) {
        let end = self.cursor.text.len();
        let innermost = self.tree.innermost().map(|open| (open.start, open.kind));
        self.cut_short = innermost.is_some();
        if let Some((start, kind)) = innermost {
            let what = match kind {
                Kind::Array => "array",
                Kind::Object => "object",
            };
            let label = self.report.span(start..start + 1);
            let mistake = self
                .mistake(end..end, format!("the text ends inside an {what}"))
                .label(label, "opened here")
                .help("the file looks truncated");
            self.report.push(mistake);
        } else if expect == Expect::Value {
            self.syntax(end..end, "the text ends before there is a value");
        }
    }

    fn mistake(&self, range: Range<usize>, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error("json-syntax", message).at(self.report.span(range))
    }

    fn syntax(&mut self, range: Range<usize>, message: impl Into<String>) {
        let mistake = self.mistake(range, message);
        self.report.push(mistake);
    }
}
