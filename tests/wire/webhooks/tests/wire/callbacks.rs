//! From a request that names a URL to the callback that arrives there.

use countersign_client::{Allow, Builder, Destination, DestinationError, InMemory};
use countersign_server::{Context, Problem, StatusCode, Verification};
use countersign_wire_webhooks::callbacks::webhooks::operations::callbacks::FINISHED;
use countersign_wire_webhooks::callbacks::webhooks::receiver::{
    self, Batches, Callbacks, FinishedRequest, FinishedResponse,
};
use countersign_wire_webhooks::callbacks::webhooks::sender;
use countersign_wire_webhooks::callbacks::{Client, server, types};

use crate::seen::Seen;

/// The user of the API, who is called back.
#[derive(Clone, Default)]
struct Caller(Seen<(String, FinishedRequest)>);

impl Callbacks for Caller {
    async fn finished(
        &self,
        cx: Context<()>,
        request: FinishedRequest,
    ) -> Result<FinishedResponse, Problem> {
        self.0.push((cx.uri().to_string(), request));
        Ok(FinishedResponse::NoContent)
    }
}

impl Batches for Caller {}

/// The API, which calls back at once.
struct Jobs(sender::Client);

impl server::Api for Jobs {
    type Principal = ();
    type Error = Problem;

    async fn start_job(
        &self,
        cx: Context<()>,
        _: server::StartJobRequest,
    ) -> Result<server::StartJobResponse, Problem> {
        let allow = Allow::hosts([".caller.test"]);
        let destination = Destination::of_callback(&FINISHED, &cx.exchange(), &allow);
        let destination = destination.map_err(|error| {
            let status = match error {
                DestinationError::NotAllowed => StatusCode::FORBIDDEN,
                _ => StatusCode::UNPROCESSABLE_ENTITY,
            };
            Problem::new(status)
        })?;
        let body = types::FinishedBody::new("done");
        let called = self.0.finished(&destination, &body).await;
        called.map_err(|_| Problem::new(StatusCode::BAD_GATEWAY))?;
        Ok(server::StartJobResponse::Accepted)
    }

    async fn start_batch(&self, _: Context<()>) -> Result<server::StartBatchResponse, Problem> {
        Ok(server::StartBatchResponse::Accepted)
    }
}

fn pair() -> (Client, Caller) {
    let caller = Caller::default();
    let receiver = receiver::router(caller.clone(), Verification::absent());
    let transport = InMemory::serve(receiver.build().expect("a receiver"));
    let sender = Builder::sender().transport(transport).build();
    let api = server::router(Jobs(sender.expect("a sender"))).build();
    let transport = InMemory::serve(api.expect("a server"));
    let client = Client::builder("https://jobs.test")
        .transport(transport)
        .build();
    (client.expect("a client"), caller)
}

#[tokio::test]
async fn a_callback_arrives_where_the_request_said() {
    let (api, caller) = pair();
    let url = "https://eu.caller.test/finished";
    let started = api.start_job("a&b", &types::StartJobBody::new(url)).await;
    started.expect("it is started");
    let (uri, request) = caller.0.one();
    assert_eq!(uri, "https://eu.caller.test/finished?kind=a%26b");
    assert_eq!(request.body.result, "done");
}

#[tokio::test]
async fn a_callback_goes_nowhere_that_is_not_allowed() {
    let (api, caller) = pair();
    for (url, status) in [
        ("https://169.254.169.254/finished", 403),
        ("https://caller.test.evil.test/finished", 403),
        ("http://eu.caller.test/finished", 422),
        ("/finished", 422),
    ] {
        let started = api.start_job("a", &types::StartJobBody::new(url)).await;
        let Err(countersign_client::Error::Unexpected(refused)) = started else {
            panic!("{url}: {started:?}");
        };
        assert_eq!(refused.meta.status.as_u16(), status, "{url}");
    }
    caller.0.none();
}
