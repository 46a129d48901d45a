//! What happens to a call, from the outside in?
//!
//! deadline, rate limit, fresh tokens, retry (each attempt: circuit breaker, attempt timeout, authentication, telemetry, transport).

use std::sync::{Arc, Mutex};

use countersign_core::stream::StreamDescriptor;

use crate::error::CoreError;
use crate::logical_call::LogicalCall;
use crate::request::{Body, Request};
use crate::response::{RawResponse, Reading};
use crate::runtime::Shared;
use crate::{deadline, rate_limit, retry};

pub(crate) async fn execute(
    client: Arc<Shared>,
    request: Request,
) -> Result<RawResponse, CoreError> {
    let call = LogicalCall::new(client, request, Reading::Whole)?;
    run(&call).await
}

/// The same, for a call that wants a stream: the body of its answer, if that is one, is not read.
pub(crate) async fn execute_stream(
    client: Arc<Shared>,
    request: Request,
    stream: StreamDescriptor,
) -> Result<(RawResponse, Option<Body>), CoreError> {
    let reading = Reading::Stream(stream, Mutex::default());
    let call = LogicalCall::new(client, request, reading)?;
    let response = run(&call).await?;
    Ok((response, call.reading.take()))
}

/// The same, for a call that reads the body of its success itself if it is of one of these media types; of any, if none.
pub(crate) async fn execute_download(
    client: Arc<Shared>,
    request: Request,
    accept: &'static str,
) -> Result<(RawResponse, Option<Body>), CoreError> {
    let reading = Reading::Success(accept, Mutex::default());
    let call = LogicalCall::new(client, request, reading)?;
    let response = run(&call).await?;
    Ok((response, call.reading.take()))
}

async fn run(call: &LogicalCall) -> Result<RawResponse, CoreError> {
    let admitted = async {
        rate_limit::admit(call).await?;
        let credentials = call
            .credentials
            .obtain(call.operation.id)
            .await
            .map_err(CoreError::Auth)?;
        retry::run(call, &credentials).await
    };
    deadline::enforce(call, admitted).await
}
