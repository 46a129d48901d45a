//! Which message makes a point: what it must carry, whatever the rest of it is.

use countersign_contract::model::{ParameterLocation, StatusPattern};

use crate::change::Location;

/// Which body a request shall carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BodyPlan {
    /// One if it is required.
    AsNeeded,
    /// None.
    Absent,
    /// One in this media type.
    In(String),
}

/// The message that proves a change outside schemas.
#[derive(Clone, Debug)]
pub(crate) enum MessagePlan {
    /// None: the change breaks nobody.
    Nothing,
    /// The smallest request.
    Request {
        /// A parameter to send beside the required ones.
        parameter: Option<(ParameterLocation, String)>,
        body: BodyPlan,
        /// Which of the sender's security alternatives to use.
        credentials: usize,
    },
    /// The smallest response.
    Response {
        status: StatusPattern,
        /// The media type of its body; `None` for the first one.
        media_type: Option<String>,
    },
}

impl MessagePlan {
    /// The smallest request there is.
    pub(crate) fn request() -> Self {
        Self::Request {
            parameter: None,
            body: BodyPlan::AsNeeded,
            credentials: 0,
        }
    }

    /// The smallest request in this media type.
    pub(crate) fn request_in(media_type: &str) -> Self {
        Self::Request {
            parameter: None,
            body: BodyPlan::In(media_type.to_owned()),
            credentials: 0,
        }
    }

    /// The message that has something at a place.
    pub(super) fn with(location: &Location) -> Self {
        match location {
            Location::Operation
            | Location::Servers
            | Location::Security
            | Location::Value
            | Location::RequestBody => Self::request(),
            Location::Parameter { location, name } => Self::Request {
                parameter: Some((*location, name.clone())),
                body: BodyPlan::AsNeeded,
                credentials: 0,
            },
            Location::RequestContent { media_type } | Location::RequestItem { media_type } => {
                Self::Request {
                    parameter: None,
                    body: BodyPlan::In(media_type.clone()),
                    credentials: 0,
                }
            }
            Location::Response { status }
            | Location::ResponseHeader { status, .. }
            | Location::ResponseLink { status, .. } => Self::Response {
                status: *status,
                media_type: None,
            },
            Location::ResponseContent { status, media_type }
            | Location::ResponseItem { status, media_type } => Self::Response {
                status: *status,
                media_type: Some(media_type.clone()),
            },
        }
    }
}
