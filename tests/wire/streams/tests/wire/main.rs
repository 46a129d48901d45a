//! Does the client that is generated for a stream or a list in pages see what its server sent, value by value, page by page?

mod events;
mod items;
mod lines;
mod pages;
mod parts;

use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::Router;

/// A client of `router` in this process.
fn client<C: GeneratedClient, P: Send + Sync + 'static>(router: Router<P>) -> C {
    let app = router.build().expect("everything the contract asks for");
    Builder::new("http://features.test")
        .transport(InMemory::serve(app))
        .build()
        .expect("a client")
}
