//! What does an error say to a person?

use std::fmt;

use super::{CallSummary, Error, TimeoutScope};

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => write!(formatter, "the call cannot be made: {error}"),
            Self::Auth(error) => write!(formatter, "{error}"),
            Self::CircuitOpen { retry_after } => {
                write!(
                    formatter,
                    "the circuit is open for another {retry_after:.1?}"
                )
            }
            Self::RateLimited { retry_after } => {
                write!(
                    formatter,
                    "the declared rate leaves no room for another {retry_after:.1?}"
                )
            }
            Self::Connect { source, call } => write!(formatter, "{call}: no connection: {source}"),
            Self::Timeout { scope, sent, call } => {
                write!(formatter, "{call}: {scope}{}", Sent(*sent))
            }
            Self::Io { sent, source, call } => {
                write!(
                    formatter,
                    "{call}: the connection broke{}: {source}",
                    Sent(*sent)
                )
            }
            Self::ResponseTooLarge { limit, meta } => {
                write!(
                    formatter,
                    "the {} response is longer than {limit} bytes",
                    meta.status
                )
            }
            Self::Decode { error, meta } => {
                write!(
                    formatter,
                    "the {} response is not as declared: {error}",
                    meta.status
                )
            }
            Self::Pagination { error, .. } => {
                write!(formatter, "the next page cannot be reached: {error}")
            }
            Self::Api(error, meta) => write!(formatter, "{}: {error}", meta.status),
            Self::Unexpected(response) => {
                write!(formatter, "unexpected response: {}", response.meta.status)?;
                match &response.decode_error {
                    Some(error) => write!(formatter, " with another body than declared: {error}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(error) => Some(error),
            Self::Auth(error) => Some(error),
            Self::Connect { source, .. } | Self::Io { source, .. } => Some(source),
            Self::Decode { error, .. } => Some(error),
            Self::Pagination { error, .. } => Some(error),
            Self::Api(error, _) => Some(error),
            Self::CircuitOpen { .. }
            | Self::RateLimited { .. }
            | Self::Timeout { .. }
            | Self::ResponseTooLarge { .. }
            | Self::Unexpected(_) => None,
        }
    }
}

struct Sent(bool);

impl fmt::Display for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0 {
            " (the server may have acted on it)"
        } else {
            " (it was not sent)"
        })
    }
}

impl fmt::Display for CallSummary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.attempts {
            0 | 1 => formatter.write_str(self.operation),
            attempts => write!(formatter, "{} ({attempts} attempts)", self.operation),
        }
    }
}

impl fmt::Display for TimeoutScope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "connecting took too long",
            Self::Attempt => "the attempt took too long",
            Self::Call => "the call took too long",
        })
    }
}
