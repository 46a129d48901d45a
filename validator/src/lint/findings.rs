//! Where a lint puts what it finds.

use countersign_contract::SourceSpan;

/// One finding, before levels and decisions.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) message: String,
    pub(super) span: Option<SourceSpan>,
    /// JSON pointer of what the finding is about, and `METHOD /path` of its operation: what `at` patterns see.
    pub(super) places: Vec<String>,
}

/// The findings of one lint at one subject.
#[derive(Debug)]
pub(crate) struct Findings {
    places: Vec<String>,
    span: Option<SourceSpan>,
    found: Vec<Finding>,
}

impl Findings {
    /// None yet, about a subject at these places.
    pub(super) fn about(places: Vec<String>, span: Option<SourceSpan>) -> Self {
        Self {
            places,
            span,
            found: Vec::new(),
        }
    }

    /// The same subject, which lies here.
    pub(super) fn within(mut self, span: SourceSpan) -> Self {
        self.span = Some(span);
        self
    }

    /// A finding about the whole subject.
    pub(super) fn push(&mut self, message: impl Into<String>) {
        self.push_at(self.span, message);
    }

    /// A finding about a part of the subject.
    pub(super) fn push_at(
        &mut self,
        span: impl Into<Option<SourceSpan>>,
        message: impl Into<String>,
    ) {
        self.found.push(Finding {
            message: message.into(),
            span: span.into().or(self.span),
            places: self.places.clone(),
        });
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
