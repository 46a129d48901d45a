//! How does a request go over sockets, with TLS and pooled connections?

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::BoxFuture;
use http::{Method, StatusCode, Uri, header};
use http_body_util::BodyDataStream;

use super::{ConnectTimeout, Transport, TransportError, TransportResult};
use crate::request::Body;

/// Redirects of one request that are followed before it counts as failed.
const MOST_REDIRECTS: usize = 5;

/// HTTP/1.1 and HTTP/2 over TCP, TLS by rustls.
///
/// - Proxies of the environment are not used: a library does not read it. Bring your own client for that.
/// - Redirects are answers, as a contract may declare them, unless [`Reqwest::follow_redirects`] is asked for.
#[derive(Clone, Debug, Default)]
pub struct Reqwest {
    given: Option<reqwest::Client>,
    follow_redirects: bool,
    // reqwest limits connecting per client, the contract per operation. Contracts have one or two different limits.
    by_connect_timeout: Arc<Mutex<BTreeMap<Duration, reqwest::Client>>>,
}

impl Reqwest {
    /// A transport with connections of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// A transport that uses this client: its proxies, certificates and connect timeout.
    ///
    /// Build it with `redirect(Policy::none())`, or it may repeat requests elsewhere.
    pub fn with_client(client: reqwest::Client) -> Self {
        Self {
            given: Some(client),
            ..Self::default()
        }
    }

    /// Follows redirects of GET and HEAD requests within the same origin: credentials never go to another one, and no
    /// request with effects is repeated elsewhere.
    #[must_use]
    pub fn follow_redirects(mut self) -> Self {
        self.follow_redirects = true;
        self
    }

    fn client(
        &self,
        connect_timeout: Option<ConnectTimeout>,
    ) -> Result<reqwest::Client, TransportError> {
        if let Some(client) = &self.given {
            return Ok(client.clone());
        }
        let limit = connect_timeout.map_or(Duration::from_secs(3), |ConnectTimeout(limit)| limit);
        let mut clients = self
            .by_connect_timeout
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&limit) {
            return Ok(client.clone());
        }
        let client = reqwest::Client::builder()
            .connect_timeout(limit)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .build()
            .map_err(TransportError::not_sent)?;
        clients.insert(limit, client.clone());
        Ok(client)
    }
}

impl Transport for Reqwest {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'static, TransportResult> {
        let client = self.client(request.extensions().get().copied());
        let follow =
            self.follow_redirects && matches!(*request.method(), Method::GET | Method::HEAD);
        Box::pin(async move {
            let client = client?;
            if follow {
                follow_redirects(&client, request).await
            } else {
                send(&client, request).await
            }
        })
    }
}

async fn follow_redirects(
    client: &reqwest::Client,
    request: http::Request<Body>,
) -> TransportResult {
    let (head, mut body) = request.into_parts();
    let mut uri = head.uri;
    for _ in 0..=MOST_REDIRECTS {
        let mut request = http::Request::new(std::mem::replace(&mut body, Body::empty()));
        *request.method_mut() = head.method.clone();
        *request.uri_mut() = uri.clone();
        *request.headers_mut() = head.headers.clone();
        let response = send(client, request).await?;
        match redirect(&uri, &response) {
            Some(next) => uri = next,
            None => return Ok(response),
        }
    }
    Err(TransportError::maybe_sent("too many redirects"))
}

async fn send(client: &reqwest::Client, request: http::Request<Body>) -> TransportResult {
    let request = reqwest::Request::try_from(request.map(into_reqwest)).map_err(transport_error)?;
    let response = client.execute(request).await.map_err(transport_error)?;
    Ok(http::Response::<reqwest::Body>::from(response).map(Body::new))
}

fn into_reqwest(body: Body) -> reqwest::Body {
    match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(stream) => reqwest::Body::wrap_stream(BodyDataStream::new(stream)),
    }
}

fn transport_error(error: reqwest::Error) -> TransportError {
    // A URL may hold an API key, so it stays out of errors.
    let error = error.without_url();
    match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportError::connect_timeout(Explained(error)),
        (true, false) => TransportError::not_sent(Explained(error)),
        (false, _) if error.is_builder() => TransportError::not_sent(Explained(error)),
        (false, _) => TransportError::maybe_sent(Explained(error)),
    }
}

/// Where to go on, if the response sends us on within the same origin.
fn redirect(uri: &Uri, response: &http::Response<Body>) -> Option<Uri> {
    let follow = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let location = follow
        .then(|| response.headers().get(header::LOCATION))
        .flatten()?;
    let base = reqwest::Url::parse(&uri.to_string()).ok()?;
    let next = base.join(location.to_str().ok()?).ok()?;
    (next.origin() == base.origin())
        .then(|| next.as_str().parse().ok())
        .flatten()
}

/// reqwest says "error sending request" and keeps what happened in its sources.
#[derive(Debug)]
struct Explained(reqwest::Error);

impl fmt::Display for Explained {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)?;
        let mut source = std::error::Error::source(&self.0);
        while let Some(error) = source {
            write!(formatter, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Explained {}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirected(status: u16, location: &str) -> Option<String> {
        let response = http::Response::builder()
            .status(status)
            .header("location", location)
            .body(Body::empty())
            .unwrap();
        redirect(&Uri::from_static("https://shop.test/a/b?x=1"), &response)
            .map(|uri| uri.to_string())
    }

    #[test]
    fn redirects_are_followed_within_the_same_origin_only() {
        assert_eq!(
            redirected(302, "c").as_deref(),
            Some("https://shop.test/a/c")
        );
        assert_eq!(
            redirected(308, "/d").as_deref(),
            Some("https://shop.test/d")
        );
        assert_eq!(redirected(302, "https://evil.test/"), None);
        assert_eq!(redirected(302, "http://shop.test/"), None);
        assert_eq!(redirected(302, "https://shop.test:8443/"), None);
        assert_eq!(redirected(304, "/d"), None);
        assert_eq!(redirected(200, "/d"), None);
    }

    #[test]
    fn operations_with_the_same_connect_timeout_share_connections() {
        let transport = Reqwest::new();
        for seconds in [1, 2, 1, 2] {
            transport
                .client(Some(ConnectTimeout(Duration::from_secs(seconds))))
                .unwrap();
        }
        assert_eq!(transport.by_connect_timeout.lock().unwrap().len(), 2);
    }
}
