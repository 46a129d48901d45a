//! Which message makes a point: what it must carry, whatever the rest of it is.

use countersign_contract::model::{ParameterLocation, StatusPattern};

use super::circumstance::Circumstance;
use super::token::TokenPlan;
use crate::change::Location;

/// Which body a request shall carry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum BodyPlan {
    /// One if it is required.
    #[default]
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
    Request(RequestPlan),
    /// The smallest response.
    Response(ResponsePlan),
    /// What gets a client its token, before any request of the API.
    Token(TokenPlan),
}

/// What a request must carry, and how it is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequestPlan {
    /// A parameter to send beside the required ones.
    pub(crate) parameter: Option<(ParameterLocation, String)>,
    pub(crate) body: BodyPlan,
    /// A property that the body has beside the required ones.
    pub(crate) property: Option<String>,
    /// Which of the sender's security alternatives to use.
    pub(crate) credentials: usize,
    pub(crate) circumstance: Circumstance,
}

/// What a response must carry.
#[derive(Clone, Debug)]
pub(crate) struct ResponsePlan {
    pub(crate) status: StatusPattern,
    /// The media type of its body; `None` for the first one.
    pub(crate) media_type: Option<String>,
    /// A header to send beside the required ones.
    pub(crate) header: Option<String>,
    /// A property that the body has beside the required ones.
    pub(crate) property: Option<String>,
}

impl MessagePlan {
    /// The smallest response with this status.
    pub(crate) fn response(status: StatusPattern) -> Self {
        Self::Response(ResponsePlan {
            status,
            media_type: None,
            header: None,
            property: None,
        })
    }

    /// The smallest response with this status in this media type.
    pub(crate) fn response_in(status: StatusPattern, media_type: &str) -> Self {
        Self::Response(ResponsePlan {
            status,
            media_type: Some(media_type.to_owned()),
            header: None,
            property: None,
        })
    }

    /// The smallest response with this status and this header.
    pub(crate) fn response_with(status: StatusPattern, header: &str) -> Self {
        Self::Response(ResponsePlan {
            status,
            media_type: None,
            header: Some(header.to_owned()),
            property: None,
        })
    }

    /// The smallest request there is.
    pub(crate) fn request() -> Self {
        Self::Request(RequestPlan::default())
    }

    /// The smallest request in this media type.
    pub(crate) fn request_in(media_type: &str) -> Self {
        Self::Request(RequestPlan {
            body: BodyPlan::In(media_type.to_owned()),
            ..RequestPlan::default()
        })
    }

    /// The same message with this property in its body.
    pub(crate) fn having(mut self, name: &str) -> Self {
        match &mut self {
            Self::Request(RequestPlan { property, .. })
            | Self::Response(ResponsePlan { property, .. }) => *property = Some(name.to_owned()),
            Self::Nothing | Self::Token(_) => {}
        }
        self
    }

    /// The same request under these circumstances.
    pub(crate) fn when(self, circumstance: Circumstance) -> Self {
        match self {
            Self::Request(plan) => Self::Request(RequestPlan {
                circumstance,
                ..plan
            }),
            other @ (Self::Nothing | Self::Response(_) | Self::Token(_)) => other,
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
            Location::Parameter { location, name } => Self::Request(RequestPlan {
                parameter: Some((*location, name.clone())),
                ..RequestPlan::default()
            }),
            Location::RequestContent { media_type } | Location::RequestItem { media_type } => {
                Self::request_in(media_type)
            }
            Location::Response { status }
            | Location::ResponseHeader { status, .. }
            | Location::ResponseLink { status, .. } => Self::response(*status),
            Location::ResponseContent { status, media_type }
            | Location::ResponseItem { status, media_type } => {
                Self::response_in(*status, media_type)
            }
        }
    }
}
