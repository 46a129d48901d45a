//! Does an answer obey the contract? What was done is done, so an answer that does not is sent all the same unless the server
//! says otherwise.

use std::fmt;
use std::sync::Arc;

use countersign_core::content;
use countersign_core::operation::{
    Coding, Location, MediaDescriptor, OperationDescriptor, ParameterDescriptor, ResponseDescriptor,
};
use countersign_core::problem::{Problem, ProblemItem};
use countersign_core::schema::{self, Direction, Violations};
use countersign_core::style::{self, Raw};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::Mode;
use crate::reply::Answer;

/// An answer that does not obey the contract, as [`Router::on_invalid_answer`](crate::Router::on_invalid_answer) gets it.
#[derive(Debug)]
#[non_exhaustive]
pub struct InvalidAnswer<'a> {
    /// The operation it answers.
    pub operation: &'static OperationDescriptor,
    /// Its status.
    pub status: StatusCode,
    /// What is wrong with its body and its header fields, a bounded number of each.
    pub violations: &'a [ProblemItem],
}

/// Whoever wants to know of invalid answers.
type Hook = Arc<dyn Fn(&InvalidAnswer<'_>) + Send + Sync>;

/// What happens to answers that do not obey the contract.
#[derive(Clone)]
pub(crate) struct AnswerCheck {
    pub(crate) mode: Mode,
    pub(crate) hook: Option<Hook>,
}

impl fmt::Debug for AnswerCheck {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mode.fmt(formatter)
    }
}

impl AnswerCheck {
    /// The answer, or a 500 in its place. Of streams and parts only the header fields are looked at: they are sent before the
    /// end of the body is known.
    pub(crate) fn check(&self, operation: &'static OperationDescriptor, answer: Answer) -> Answer {
        if self.mode == Mode::Off {
            return answer;
        }
        let violations = violations(operation, &answer);
        let Some(first) = violations.first() else {
            return answer;
        };
        let invalid = InvalidAnswer {
            operation,
            status: answer.status,
            violations: &violations,
        };
        if let Some(hook) = &self.hook {
            hook(&invalid);
        }
        // Details may quote what is in the body, so only places are logged.
        tracing::warn!(
            operation = operation.id,
            status = answer.status.as_u16(),
            violations = violations.len(),
            keyword = first.keyword,
            pointer = first.pointer,
            header = first.parameter,
            refused = self.mode == Mode::Enforce,
            "the answer does not obey the contract"
        );
        match self.mode {
            Mode::Enforce => Answer::from(Problem::internal()),
            Mode::Report | Mode::Off => answer,
        }
    }
}

/// What is wrong with an answer, as its status has it.
fn violations(operation: &'static OperationDescriptor, answer: &Answer) -> Vec<ProblemItem> {
    let Some(response) = ResponseDescriptor::of(operation.responses, answer.status.as_u16()) else {
        return Vec::new();
    };
    let direction = if operation.reversed {
        Direction::Request
    } else {
        Direction::Response
    };
    let fields = response.headers.iter();
    let mut found: Vec<ProblemItem> = fields
        .flat_map(|field| of_header(field, &answer.headers, direction))
        .collect();
    if answer.stream.is_none() {
        found.extend(of_body(response, answer, direction));
    }
    found
}

/// What is wrong with a header field.
fn of_header(
    declared: &'static ParameterDescriptor,
    headers: &HeaderMap,
    direction: Direction,
) -> Vec<ProblemItem> {
    let item = |pointer: &str, keyword: &str, detail: String| {
        ProblemItem::parameter(declared.name, Location::Header, pointer, keyword, detail)
    };
    let lines = headers.get_all(declared.name).iter();
    // Generated code writes nothing but ASCII.
    let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
    let mut violations = Violations::default();
    match style::decode(declared, Raw::Header(&lines)) {
        Ok(Some(value)) => {
            schema::validate(declared.schema, &value, direction, &mut violations);
        }
        Ok(None) if declared.required => {
            return vec![item("", "required", "is missing".to_owned())];
        }
        Ok(None) => {}
        Err(error) => return vec![item("", "style", error.to_string())],
    }
    let violations = violations.into_vec().into_iter();
    violations
        .map(|violation| item(&violation.pointer, violation.keyword, violation.detail))
        .collect()
}

/// What is wrong with the body, as its declared media type reads it.
fn of_body(
    response: &'static ResponseDescriptor,
    answer: &Answer,
    direction: Direction,
) -> Vec<ProblemItem> {
    let content_type = answer.headers.get(CONTENT_TYPE);
    let Some(content_type) = content_type.and_then(|field| field.to_str().ok()) else {
        return Vec::new();
    };
    let position = MediaDescriptor::position(response.media, content_type);
    let Some(media) = position.and_then(|position| response.media.get(position)) else {
        return Vec::new();
    };
    let Some(schema) = media.schema.filter(|_| is_whole(media.coding)) else {
        return Vec::new();
    };
    let mut violations = Violations::default();
    match content::decode(media, content_type, &answer.body) {
        Ok(value) => schema::validate(schema, &value, direction, &mut violations),
        Err(error) => return vec![ProblemItem::body(&error.path, "syntax", error.message)],
    }
    let violations = violations.into_vec().into_iter();
    violations
        .map(|violation| ProblemItem::body(&violation.pointer, violation.keyword, violation.detail))
        .collect()
}

/// Is the body one value?
const fn is_whole(coding: Coding) -> bool {
    match coding {
        Coding::Json | Coding::Text | Coding::Form(_) | Coding::Xml(_) => true,
        Coding::Multipart(_) | Coding::Positional(_) | Coding::Sequential(_) | Coding::Streamed => {
            false
        }
    }
}
