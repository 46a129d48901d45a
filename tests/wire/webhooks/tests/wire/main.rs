//! Does the receiver of a webhook or callback see what its sender sent, and nobody else's messages?

mod callbacks;
mod seen;
mod signatures;
mod webhooks;

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Allow, Builder, Destination, GeneratedClient, InMemory};
use countersign_server::Router;

/// A sender whose messages all arrive at `router` in this process. It sends once.
fn sender<C: GeneratedClient>(router: Router<()>) -> C {
    let app = router.build().expect("nothing is missing");
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    Builder::sender()
        .transport(InMemory::serve(app))
        .retry(once)
        .build()
        .expect("a sender")
}

/// A URL of the one host that messages may go to.
fn destination(path: &str) -> Destination {
    let url = format!("https://hooks.test{path}");
    Destination::new(&url, &Allow::hosts(["hooks.test"])).expect("it is allowed")
}
