//! What is wrong (or worth saying) about the user's contract: plain data, never printed here.

use crate::source::SourceSpan;

/// How serious a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Info,
    /// The tool goes on with a documented recovery; the author should look.
    Warning,
    /// The standard forbids what is written; unless it is [understood](Diagnostic::understood), the contract cannot be used.
    Error,
}

/// A further place that explains the primary one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: SourceSpan,
    /// What this place has to do with it, e.g. "first written here".
    pub message: String,
}

/// One finding about a contract: what, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case code; `countersign explain CODE` knows it.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// One sentence in the author's terms.
    pub message: String,
    /// The place it is about; `None` only where no text could be read at all.
    pub span: Option<SourceSpan>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// Is it plain what is meant although the standard forbids to write it so? Such an error makes a check fail and keeps
    /// nobody from using the contract.
    pub understood: bool,
}

impl Diagnostic {
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            labels: Vec::new(),
            help: None,
            understood: false,
        }
    }

    /// Is it an error that keeps the contract from being used?
    pub fn prevents_use(&self) -> bool {
        self.severity == Severity::Error && !self.understood
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// An information.
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Info, code, message)
    }

    /// Sets the primary place.
    #[must_use]
    pub fn at(mut self, span: SourceSpan) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: SourceSpan, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Says that the meaning is plain all the same; see [`Diagnostic::understood`](#structfield.understood).
    #[must_use]
    pub fn understood(mut self) -> Self {
        self.understood = true;
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// An accumulator: stages push findings and go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    items: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.items.push(diagnostic);
    }

    /// Adds all of another stage's findings.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.items.extend(other);
    }

    /// Is there at least one [`Severity::Error`]?
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Is there an error that keeps the contract from being used: one whose meaning is not plain?
    pub fn prevent_use(&self) -> bool {
        self.items.iter().any(Diagnostic::prevents_use)
    }

    /// Is there nothing at all?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many findings there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The findings in the order they were made.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}
