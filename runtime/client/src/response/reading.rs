//! How far is the body of a response read before its caller has it?

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use countersign_core::operation::OperationDescriptor;
use countersign_core::stream::StreamDescriptor;

use super::ResponseMeta;
use crate::request::Body;

/// How far the body of a response is read within the call.
#[derive(Debug)]
pub(crate) enum Reading {
    /// To its end.
    Whole,
    /// Not at all if it is this stream, which is then kept here; else to its end.
    Stream(StreamDescriptor, Mutex<Option<Body>>),
    /// Not at all if it is a success of one of these media types, as an `Accept` field lists them (of any, if it lists none),
    /// whose body is then kept here; else to its end.
    Success(&'static str, Mutex<Option<Body>>),
}

impl Reading {
    /// The media types that are asked for: without the stream where that is not wanted.
    pub(crate) fn accept(&self, operation: &OperationDescriptor) -> Cow<'static, str> {
        match (self, &operation.stream) {
            (Self::Stream(stream, _), _) => Cow::Borrowed(stream.accept),
            (Self::Success(accept, _), _) if !accept.is_empty() => Cow::Borrowed(*accept),
            (Self::Whole | Self::Success(..), None) => Cow::Borrowed(operation.accept),
            (Self::Whole | Self::Success(..), Some(stream)) => {
                let others = operation.accept.split(", ");
                let others =
                    others.filter(|name| name.split(";q=").next() != Some(stream.media_type));
                Cow::Owned(others.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Keeps a body that is the stream; gives back any other.
    pub(crate) fn keep(&self, meta: &ResponseMeta, body: Body) -> Option<Body> {
        match self {
            Self::Stream(stream, slot) if meta.is_stream(stream) => {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                None
            }
            Self::Success(accept, slot) if meta.status.is_success() && meta.is_one_of(accept) => {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(body);
                None
            }
            Self::Whole | Self::Stream(..) | Self::Success(..) => Some(body),
        }
    }

    /// The stream, if the response was one.
    pub(crate) fn take(&self) -> Option<Body> {
        match self {
            Self::Whole => None,
            Self::Stream(_, slot) | Self::Success(_, slot) => {
                slot.lock().unwrap_or_else(PoisonError::into_inner).take()
            }
        }
    }
}
