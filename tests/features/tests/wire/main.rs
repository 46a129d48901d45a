//! Does the server that is generated for a feature see what its client sent, and the client get what was answered?

mod bodies;
mod evolution;
mod idempotency;
mod messages;
mod parameters;
mod response_headers;
mod responses;
mod security;
mod seen;
mod shapes;
mod styles;
mod values;
mod violations;

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::{BuildError, Router};

/// A client of `router` in this process. It calls once: nothing here waits for a second attempt.
fn client<C: GeneratedClient, P: Send + Sync + 'static>(router: Router<P>) -> C {
    client_of(built(router.build()))
}

fn client_of<C: GeneratedClient>(app: axum::Router) -> C {
    configured(app).build().expect("a client")
}

/// To be given credentials.
fn configured<C: GeneratedClient>(app: axum::Router) -> Builder<C> {
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    Builder::new("http://features.test")
        .transport(InMemory::serve(app))
        .retry(once)
}

fn built(app: Result<axum::Router, BuildError>) -> axum::Router {
    app.expect("everything the contract asks for is there")
}
