//! Does the server of an operation see what its client sent, whatever the operation looks like?

mod header_fields;
mod mutual_tls;
mod query_objects;
mod routes;
mod security_schemes;
mod seen;
mod statuses;
mod typed_parameters;

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::Router;

/// A client of `router` in this process. It calls once: nothing here waits for a second attempt.
fn client<C: GeneratedClient, P: Send + Sync + 'static>(router: Router<P>) -> C {
    let app = router
        .build()
        .expect("everything the contract asks for is there");
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    Builder::new("http://operations.test")
        .transport(InMemory::serve(app))
        .retry(once)
        .build()
        .expect("a client")
}
