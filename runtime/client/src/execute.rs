//! What happens to a call, from the outside in?
//!
//! deadline, rate limit, fresh tokens, retry (each attempt: circuit breaker, attempt timeout, authentication, telemetry, transport).

use std::sync::Arc;

use crate::error::CoreError;
use crate::logical_call::LogicalCall;
use crate::request::Request;
use crate::response::RawResponse;
use crate::runtime::Shared;
use crate::{deadline, rate_limit, retry};

pub(crate) async fn execute(
    client: Arc<Shared>,
    request: Request,
) -> Result<RawResponse, CoreError> {
    let call = LogicalCall::new(client, request)?;
    let admitted = async {
        rate_limit::admit(&call).await?;
        let credentials = call
            .credentials
            .obtain(call.operation.id)
            .await
            .map_err(CoreError::Auth)?;
        retry::run(&call, &credentials).await
    };
    deadline::enforce(&call, admitted).await
}
