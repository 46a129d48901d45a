//! Anything that answers requests can be the transport.

use std::convert::Infallible;

use countersign_client::{Body, Builder, InMemory, ServiceTransport, Transport};

use crate::harness::{Client, LIST};

#[tokio::test]
async fn a_tower_service_is_a_transport() {
    let service = tower::service_fn(|request: http::Request<Body>| async move {
        let path = request.uri().path().to_owned();
        Ok::<_, Infallible>(http::Response::new(Body::from(path)))
    });
    let transport = ServiceTransport::new(service);
    assert!(transport.crosses_network());
    let client: Client = Builder::new("https://shop.test/v2")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(
        client.call(&LIST).await.unwrap().text().unwrap(),
        "/v2/orders"
    );
}

#[tokio::test]
async fn an_axum_router_in_memory_sees_the_host() {
    let app = axum::Router::new().route(
        "/orders",
        axum::routing::get(|headers: http::HeaderMap| async move {
            headers["host"].to_str().unwrap().to_owned()
        }),
    );
    let transport = InMemory::serve(app);
    assert!(!transport.crosses_network());
    let client: Client = Builder::new("http://shop.test:81")
        .transport(transport)
        .build()
        .unwrap();
    assert_eq!(
        client.call(&LIST).await.unwrap().text().unwrap(),
        "shop.test:81"
    );
}

#[cfg(feature = "reqwest")]
mod sockets {
    use countersign_client::{Error, Request};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::harness::ADD;

    /// Serves one connection after the other with these raw responses.
    async fn serve(responses: &'static [&'static str]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            for response in responses {
                let (mut stream, _) = listener.accept().await.unwrap();
                let _request = stream.read(&mut [0; 4096]).await.unwrap();
                stream.write_all(response.as_bytes()).await.unwrap();
            }
        });
        format!("http://{address}/")
    }

    fn client(url: String) -> Client {
        Builder::new(url).build().unwrap()
    }

    #[tokio::test]
    async fn a_socket_is_a_transport() {
        let url =
            serve(&["HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"])
                .await;
        assert_eq!(
            client(url).call(&LIST).await.unwrap().text().unwrap(),
            "hello"
        );
    }

    #[tokio::test]
    async fn a_refused_connection_was_not_sent() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let mut request = Request::new(&ADD);
        request.retry(countersign_client::RetryPolicy::NEVER);
        let error = client(url).0.execute(request).await.unwrap_err();
        assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    }

    #[tokio::test]
    async fn a_connection_that_closes_without_an_answer_may_have_been_sent() {
        let url = serve(&[""]).await;
        let error = client(url).call(&ADD).await.unwrap_err();
        assert!(matches!(error, Error::Io { sent: true, .. }), "{error:?}");
    }

    #[tokio::test]
    async fn redirects_are_followed_for_get_on_request_and_never_for_post() {
        const MOVED: &str = "HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        const DONE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let following = |url: String| -> Client {
            let transport = countersign_client::Reqwest::new().follow_redirects();
            Builder::new(url).transport(transport).build().unwrap()
        };
        let url = serve(&[MOVED, DONE]).await;
        assert_eq!(following(url).call(&LIST).await.unwrap().status(), 200);
        let url = serve(&[MOVED, DONE]).await;
        assert_eq!(following(url).call(&ADD).await.unwrap().status(), 307);
        let url = serve(&[MOVED, DONE]).await;
        assert_eq!(
            client(url).call(&LIST).await.unwrap().status(),
            307,
            "nobody asked for it"
        );
    }
}
