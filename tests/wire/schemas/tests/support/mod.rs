//! A client and a server in one process.

use countersign_client::{Builder, GeneratedClient, InMemory};
use countersign_server::Router;

/// A client of `router` in this process.
pub(crate) fn client<C: GeneratedClient>(router: Router<()>) -> C {
    let app = router
        .build()
        .expect("everything the contract asks for is there");
    Builder::new("http://schemas.test")
        .transport(InMemory::serve(app))
        .build()
        .expect("a client")
}
