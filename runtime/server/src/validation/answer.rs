//! Does an answer obey the contract? What was done is done, so an answer that does not is sent all the same unless the server
//! says otherwise.

use std::fmt;
use std::sync::Arc;

use countersign_core::content;
use countersign_core::operation::{
    Coding, MediaDescriptor, OperationDescriptor, ResponseDescriptor,
};
use countersign_core::problem::Problem;
use countersign_core::schema::{self, Direction, Violation, Violations};
use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::Mode;
use crate::reply::Answer;

/// An answer whose body does not obey the contract, as [`Router::on_invalid_answer`](crate::Router::on_invalid_answer) gets it.
#[derive(Debug)]
#[non_exhaustive]
pub struct InvalidAnswer<'a> {
    /// The operation it answers.
    pub operation: &'static OperationDescriptor,
    /// Its status.
    pub status: StatusCode,
    /// What is wrong with its body, a bounded number of violations.
    pub violations: &'a [Violation],
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
    /// The answer, or a 500 in its place. Streams and parts are not looked at: their heads are sent before their ends are known.
    pub(crate) fn check(&self, operation: &'static OperationDescriptor, answer: Answer) -> Answer {
        if self.mode == Mode::Off || answer.stream.is_some() {
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
            refused = self.mode == Mode::Enforce,
            "the answer does not obey the contract"
        );
        match self.mode {
            Mode::Enforce => Answer::from(Problem::internal()),
            Mode::Report | Mode::Off => answer,
        }
    }
}

/// What is wrong with the body, as its declared media type reads it.
fn violations(operation: &'static OperationDescriptor, answer: &Answer) -> Vec<Violation> {
    let response = ResponseDescriptor::of(operation.responses, answer.status.as_u16());
    let content_type = answer.headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|field| field.to_str().ok());
    let (Some(response), Some(content_type)) = (response, content_type) else {
        return Vec::new();
    };
    let position = MediaDescriptor::position(response.media, content_type);
    let Some(media) = position.and_then(|position| response.media.get(position)) else {
        return Vec::new();
    };
    let Some(schema) = media.schema.filter(|_| is_whole(media.coding)) else {
        return Vec::new();
    };
    let direction = if operation.reversed {
        Direction::Request
    } else {
        Direction::Response
    };
    let mut violations = Violations::default();
    match content::decode(media, content_type, &answer.body) {
        Ok(value) => schema::validate(schema, &value, direction, &mut violations),
        Err(error) => violations.push(Violation {
            pointer: error.path,
            keyword: "syntax",
            detail: error.message,
        }),
    }
    violations.into_vec()
}

/// Is the body one value?
const fn is_whole(coding: Coding) -> bool {
    match coding {
        Coding::Json | Coding::Text | Coding::Form(_) | Coding::Xml(_) => true,
        Coding::Multipart(_) | Coding::Sequential(_) | Coding::Streamed => false,
    }
}
