//! Does the server of an operation see what its client sent, whatever things are called?

mod calls;
mod members;
mod messages;
mod seen;

use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::Router;

/// A client of `router` in this process.
fn client<C: GeneratedClient>(router: Router<()>) -> C {
    let app = router
        .build()
        .expect("everything the contract asks for is there");
    Builder::new("http://names.test")
        .transport(InMemory::serve(app))
        .build()
        .expect("a client")
}
