//! Why the engine refuses an instance, in the fewest words: for tools that compare what two schemas say.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

/// One thing the engine holds against an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// JSON Pointer of the refused value in the instance.
    pub pointer: String,
    /// What is wrong with it, in a short sentence.
    pub message: String,
    /// What it is about.
    pub subject: RefusalSubject,
}

/// What a [`Refusal`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusalSubject {
    /// The value itself.
    Value,
    /// Properties of the value that are missing or not allowed.
    Properties(Vec<String>),
    /// The value as a whole, for reasons that lie in alternatives, or because nothing is allowed there.
    Anything,
}

/// How long a message may get; the engine quotes whole values.
const MESSAGE_LENGTH: usize = 160;

impl Refusal {
    pub(crate) fn of(error: &ValidationError<'_>) -> Self {
        let subject = match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                RefusalSubject::Properties(unexpected.clone())
            }
            ValidationErrorKind::Required { property } => RefusalSubject::Properties(
                property.as_str().map(str::to_owned).into_iter().collect(),
            ),
            ValidationErrorKind::AnyOf { .. }
            | ValidationErrorKind::OneOfNotValid { .. }
            | ValidationErrorKind::FalseSchema => RefusalSubject::Anything,
            _ => RefusalSubject::Value,
        };
        Self {
            pointer: error.instance_path().to_string(),
            message: message(error),
            subject,
        }
    }
}

fn message(error: &ValidationError<'_>) -> String {
    let message = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let names: Vec<String> = unexpected.iter().map(|name| format!("`{name}`")).collect();
            format!("{} is not declared", names.join(", "))
        }
        // An object that declares nothing and takes nothing else: the engine does not say which property it met.
        ValidationErrorKind::FalseSchema
            if error
                .schema_path()
                .to_string()
                .ends_with("/additionalProperties") =>
        {
            "no property is allowed here".to_owned()
        }
        ValidationErrorKind::FalseSchema => "nothing is allowed here".to_owned(),
        _ => error.to_string(),
    };
    let mut short: String = message.chars().take(MESSAGE_LENGTH).collect();
    if short.len() < message.len() {
        short.push('…');
    }
    short
}
