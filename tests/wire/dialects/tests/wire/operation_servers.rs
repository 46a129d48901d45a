//! Operations with servers of their own: each call arrives at the server that the contract names for it, or where the caller
//! sends it.

use std::sync::{Arc, Mutex};

use countersign_client::core::operation::RetryPolicy;
use countersign_client::{AuthError, Builder, Error, InMemory, Server};
use countersign_server::{Context, Problem};
use countersign_wire_dialects::operation_servers as shelves;
use http::Uri;
use shelves::servers;
use tokio::net::TcpListener;

use crate::seen::Seen;

impl shelves::server::Api for Seen<&'static str> {
    type Principal = ();
    type Error = Problem;

    async fn list_shelves(
        &self,
        _: Context<()>,
    ) -> Result<shelves::server::ListShelvesResponse, Problem> {
        self.push("list");
        Ok(shelves::server::ListShelvesResponse::NoContent)
    }

    async fn add_shelf(
        &self,
        _: Context<()>,
    ) -> Result<shelves::server::AddShelfResponse, Problem> {
        self.push("add");
        Ok(shelves::server::AddShelfResponse::NoContent)
    }

    async fn get_file(
        &self,
        _: Context<()>,
        _: shelves::server::GetFileRequest,
    ) -> Result<shelves::server::GetFileResponse, Problem> {
        self.push("get");
        Ok(shelves::server::GetFileResponse::NoContent)
    }

    async fn put_file(
        &self,
        _: Context<()>,
        _: shelves::server::PutFileRequest,
    ) -> Result<shelves::server::PutFileResponse, Problem> {
        self.push("put");
        Ok(shelves::server::PutFileResponse::NoContent)
    }

    async fn list_copies(
        &self,
        _: Context<()>,
    ) -> Result<shelves::server::ListCopiesResponse, Problem> {
        self.push("copies");
        Ok(shelves::server::ListCopiesResponse::NoContent)
    }
}

fn app(seen: &Seen<&'static str>) -> axum::Router {
    let anybody = async |_| Ok(countersign_server::Verified::new("ann", ()));
    let router = shelves::server::router(seen.clone());
    let router = router.verifier("token", countersign_server::Verifier::bearer(anybody));
    crate::built(router.build())
}

/// A server on a port of its own, and its address.
async fn listening(seen: &Seen<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("bound");
    let app = app(seen);
    tokio::spawn(async { axum::serve(listener, app).await });
    format!("http://{address}")
}

#[tokio::test]
async fn calls_arrive_at_the_server_of_their_operation() {
    let (main, files) = (Seen::default(), Seen::default());
    let (main_url, files_url) = (listening(&main).await, listening(&files).await);
    let api: shelves::Client = shelves::Client::builder(Server::filled_in(main_url))
        .replace_server(servers::Files::default(), &files_url)
        .build()
        .expect("a client");
    api.list_shelves().await.expect("declared");
    api.get_file("a").await.expect("declared");
    assert_eq!(main.take(), ["list"]);
    assert_eq!(files.take(), ["get"]);
}

#[tokio::test]
async fn a_url_of_ones_own_is_where_everything_arrives() {
    let (all, files) = (Seen::default(), Seen::default());
    let (all_url, files_url) = (listening(&all).await, listening(&files).await);
    let calls = async |api: shelves::Client| {
        api.list_shelves().await.expect("declared");
        api.add_shelf().await.expect("declared");
        api.get_file("a").await.expect("declared");
        api.put_file("a").await.expect("declared");
        api.list_copies().await.expect("declared");
    };
    let builder = || shelves::Client::builder(&all_url).bearer_token("t");
    calls(builder().build().expect("a client")).await;
    assert_eq!(all.take(), ["list", "add", "get", "put", "copies"]);
    let replaced = builder().replace_server(servers::Files::default(), files_url);
    calls(replaced.build().expect("a client")).await;
    assert_eq!(all.take(), ["list", "add", "put", "copies"]);
    assert_eq!(files.take(), ["get"]);
}

/// A transport that notes where requests would go.
fn noted(server: impl Into<Server>) -> (Builder<shelves::Client>, Arc<Mutex<Vec<Uri>>>) {
    let places: Arc<Mutex<Vec<Uri>>> = Arc::default();
    let places_seen = Arc::clone(&places);
    let app = axum::Router::new().fallback(move |request: http::Request<axum::body::Body>| {
        let places = Arc::clone(&places_seen);
        async move {
            places
                .lock()
                .expect("not poisoned")
                .push(request.uri().clone());
            http::StatusCode::NO_CONTENT
        }
    });
    let once = RetryPolicy {
        max_attempts: 1,
        ..RetryPolicy::DEFAULT
    };
    let builder = shelves::Client::builder(server);
    (builder.transport(InMemory::serve(app)).retry(once), places)
}

async fn places_of(server: impl Into<Server>) -> Vec<String> {
    let (builder, places) = noted(server);
    let api = builder.bearer_token("t").build().expect("a client");
    api.list_shelves().await.expect("declared");
    api.add_shelf().await.expect("declared");
    api.get_file("a").await.expect("declared");
    api.put_file("a").await.expect("declared");
    api.list_copies().await.expect("declared");
    let places = places.lock().expect("not poisoned");
    places.iter().map(Uri::to_string).collect()
}

#[tokio::test]
async fn the_contract_says_where_unless_it_leaves_a_choice() {
    let own = [
        "http://write.example.com/live/shelves",
        "https://eu.files.example.com/files/a",
    ];
    assert_eq!(
        places_of(servers::MAIN).await,
        [
            "https://shelves.example.com/v1/shelves",
            own[0],
            own[1],
            "https://shelves.example.com/v2/files/a",
            "https://shelves.example.com/v1/copies",
        ]
    );
    let elsewhere = Server::of_contract("https://else.example.com");
    assert_eq!(
        places_of(elsewhere).await,
        [
            "https://else.example.com/shelves",
            own[0],
            own[1],
            "https://else.example.com/v2/files/a",
            "https://mirror.example.com/copies",
        ]
    );
}

#[tokio::test]
async fn variables_of_an_operations_server_are_filled_in_by_the_caller() {
    let (builder, places) = noted(servers::MAIN);
    let us = servers::Files {
        region: servers::FilesRegion::Us,
    };
    let api = builder.replace_server(servers::Files::default(), us);
    let api = api.build().expect("a client");
    api.get_file("a").await.expect("declared");
    let places = places.lock().expect("not poisoned");
    assert_eq!(places[..], ["https://us.files.example.com/files/a"]);
}

#[tokio::test]
async fn credentials_do_not_travel_in_the_clear_to_a_server_that_the_caller_did_not_name() {
    let api: shelves::Client = shelves::Client::builder(servers::MAIN)
        .bearer_token("t")
        .build()
        .expect("the chosen server is https");
    let error = api.add_shelf().await.expect_err("http");
    let refused = matches!(&error, Error::Auth(AuthError::PlainHttp { host, .. }) if host == "write.example.com");
    assert!(refused, "{error:?}");
}
