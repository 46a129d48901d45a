//! Does the server that is generated for a dialect see what its client sent, and the client get what was answered?

mod openapi_3_2;
mod operation_servers;
mod query_strings;
mod seen;
mod server_choices;
mod swagger_2_0;

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::{BuildError, Router};

/// A client of `router` in this process. It calls once: nothing here waits for a second attempt.
fn client<C: GeneratedClient, P: Send + Sync + 'static>(router: Router<P>) -> C {
    configured(built(router.build())).build().expect("a client")
}

/// To be given credentials.
fn configured<C: GeneratedClient>(app: axum::Router) -> Builder<C> {
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    Builder::new("http://dialects.test")
        .transport(InMemory::serve(app))
        .retry(once)
}

fn built(app: Result<axum::Router, BuildError>) -> axum::Router {
    app.expect("everything the contract asks for is there")
}
