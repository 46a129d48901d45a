//! The same calls over a router in this process and over a socket of loopback.

use countersign_client::{InMemory, Transport};
use countersign_end_to_end::shop::Shop;
use countersign_server::{ServeOptions, serve};
use orders::client::Client;
use tokio::net::TcpListener;

/// A token with every scope of the contract.
pub(crate) const FULL: &str = "ann~orders:read~orders:write~payments:write";
/// A token that may only look.
pub(crate) const READ_ONLY: &str = "bob~orders:read";

/// Runs a scenario twice, each time against a fresh shop.
pub(crate) fn check(scenario: impl AsyncFn(Client, Shop)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let shop = Shop::default();
        scenario(in_memory(&shop, FULL), shop).await;

        let shop = Shop::default();
        let listener = TcpListener::bind(("127.0.0.1", 0))
            .await
            .expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let server = tokio::spawn(serve(
            listener,
            shop.app(),
            ServeOptions::default(),
            std::future::pending(),
        ));
        let api = Client::builder(url)
            .bearer_token(FULL)
            .build()
            .expect("a client");
        scenario(api, shop).await;
        server.abort();
    });
}

/// A client that calls the shop's router without a socket.
pub(crate) fn in_memory(shop: &Shop, token: &str) -> Client {
    Client::builder("http://shop.test")
        .bearer_token(token)
        .transport(router(shop))
        .build()
        .expect("a client")
}

/// The same without a credential.
pub(crate) fn anonymous(shop: &Shop) -> Client {
    Client::builder("http://shop.test")
        .transport(router(shop))
        .build()
        .expect("a client")
}

fn router(shop: &Shop) -> impl Transport {
    InMemory::serve(shop.app())
}
