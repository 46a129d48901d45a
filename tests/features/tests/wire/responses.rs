//! Does each declared answer become its own variant, with its status and body?

use countersign_client::{Error, Response};
use countersign_features::{bodyless_statuses, default_response, error_ranges, several_statuses};
use countersign_server::{Context, Problem};
use http::StatusCode;

use bodyless_statuses::client::{FetchError, FetchOk};
use bodyless_statuses::server::{ConnectResponse, FetchResponse, PeekResponse};
use default_response::client::EchoError;
use default_response::server::EchoResponse;
use error_ranges::client::GetThingError;
use error_ranges::server::{GetThingRequest, GetThingResponse};
use error_ranges::types::Fault;
use several_statuses::client::{SubmitJobError, SubmitJobOk};
use several_statuses::server::SubmitJobResponse;
use several_statuses::types::{Outcome, Ticket};

use crate::seen::Always;

impl several_statuses::server::Jobs for Always<SubmitJobResponse> {
    type Principal = ();
    type Error = Problem;

    async fn submit_job(&self, _: Context<()>) -> Result<SubmitJobResponse, Problem> {
        Ok(self.0.clone())
    }
}

async fn submit(answer: SubmitJobResponse) -> Result<Response<SubmitJobOk>, Error<SubmitJobError>> {
    let api: several_statuses::Client =
        crate::client(several_statuses::server::router(Always(answer)));
    api.submit_job().await
}

#[tokio::test]
async fn each_success_and_each_error_has_its_own_variant() {
    let done = submit(SubmitJobResponse::Ok(Outcome::new("done"))).await;
    let done = done.expect("200 succeeds");
    assert!(matches!(&*done, SubmitJobOk::Ok(outcome) if outcome.text == "done"));
    assert_eq!(done.meta().status, StatusCode::OK);

    let queued = submit(SubmitJobResponse::Accepted(Ticket::new(7))).await;
    let queued = queued.expect("202 succeeds");
    assert!(matches!(&*queued, SubmitJobOk::Accepted(ticket) if ticket.number == 7));
    assert_eq!(queued.meta().status, StatusCode::ACCEPTED);

    let conflict = submit(SubmitJobResponse::Conflict(Ticket::new(8))).await;
    let conflict = conflict.expect_err("409 fails");
    assert!(
        matches!(&conflict, Error::Api(SubmitJobError::Conflict(ticket), _) if ticket.number == 8)
    );

    let odd = submit(SubmitJobResponse::Status499).await;
    let odd = odd.expect_err("499 fails");
    assert!(
        matches!(&odd, Error::Api(SubmitJobError::Status499, _)),
        "{odd:?}"
    );
    assert_eq!(odd.status().map(|status| status.as_u16()), Some(499));
}

impl error_ranges::server::Api for Always<GetThingResponse> {
    type Principal = ();
    type Error = Problem;

    async fn get_thing(
        &self,
        _: Context<()>,
        _: GetThingRequest,
    ) -> Result<GetThingResponse, Problem> {
        Ok(self.0.clone())
    }
}

async fn get_thing(answer: GetThingResponse) -> Result<Response<String>, Error<GetThingError>> {
    let api: error_ranges::Client = crate::client(error_ranges::server::router(Always(answer)));
    api.get_thing("x").await
}

#[tokio::test]
async fn a_range_keeps_the_status_and_yields_to_an_exact_one() {
    let status = StatusCode::IM_A_TEAPOT;
    let body = Fault::new("tea");
    let error = get_thing(GetThingResponse::ClientError { status, body }).await;
    let error = error.expect_err("4XX fails");
    let Error::Api(GetThingError::ClientError(fault), meta) = &error else {
        panic!("{error:?}");
    };
    assert_eq!((fault.code.as_str(), meta.status), ("tea", status));

    let error = get_thing(GetThingResponse::NotFound).await;
    let error = error.expect_err("404 fails");
    assert!(
        matches!(&error, Error::Api(GetThingError::NotFound, _)),
        "{error:?}"
    );

    let (status, body) = (
        StatusCode::INSUFFICIENT_STORAGE,
        "full \u{1f4a5}".to_owned(),
    );
    let error = get_thing(GetThingResponse::ServerError { status, body }).await;
    let error = error.expect_err("5XX fails");
    let Error::Api(GetThingError::ServerError(text), meta) = &error else {
        panic!("{error:?}");
    };
    assert_eq!((text.as_str(), meta.status), ("full \u{1f4a5}", status));

    let (status, body) = (
        StatusCode::NON_AUTHORITATIVE_INFORMATION,
        "thing".to_owned(),
    );
    let thing = get_thing(GetThingResponse::Success { status, body }).await;
    let (thing, meta) = thing.expect("2XX succeeds").into_parts();
    assert_eq!((thing.as_str(), meta.status), ("thing", status));
}

impl default_response::server::Api for Always<StatusCode> {
    type Principal = ();
    type Error = Problem;

    async fn echo(&self, _: Context<()>) -> Result<EchoResponse, Problem> {
        let (status, body) = (self.0, self.0.to_string());
        Ok(EchoResponse::Default { status, body })
    }
}

#[tokio::test]
async fn a_default_answer_is_what_its_status_says() {
    for status in [200, 299, 300, 402, 503, 599] {
        let status = StatusCode::from_u16(status).expect("three digits");
        let api: default_response::Client =
            crate::client(default_response::server::router(Always(status)));
        let (body, meta) = match api.echo().await {
            Ok(response) => response.into_parts(),
            Err(Error::Api(EchoError::Default(body), meta)) => {
                assert!(!status.is_success());
                (body, *meta)
            }
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!((body, meta.status), (status.to_string(), status));
    }
}

impl bodyless_statuses::server::Api for Always<FetchResponse> {
    type Principal = ();
    type Error = Problem;

    async fn peek(&self, _: Context<()>) -> Result<PeekResponse, Problem> {
        Ok(PeekResponse::Ok)
    }

    async fn fetch(&self, _: Context<()>) -> Result<FetchResponse, Problem> {
        Ok(self.0.clone())
    }

    async fn connect(&self, _: Context<()>) -> Result<ConnectResponse, Problem> {
        Ok(ConnectResponse::SwitchingProtocols)
    }
}

fn page(answer: FetchResponse) -> bodyless_statuses::Client {
    crate::client(bodyless_statuses::server::router(Always(answer)))
}

#[tokio::test]
async fn statuses_without_a_body_are_read_without_one() {
    let html = "<p>\u{e9}</p>".to_owned();
    let fetched = page(FetchResponse::Ok(html.clone())).fetch().await;
    assert!(matches!(&*fetched.expect("200"), FetchOk::Ok(text) if *text == html));
    page(FetchResponse::Ok(html))
        .peek()
        .await
        .expect("HEAD is not GET");

    let fetched = page(FetchResponse::NotModified).fetch().await;
    assert!(matches!(
        &*fetched.expect("304 is no error"),
        FetchOk::NotModified
    ));

    let error = page(FetchResponse::NotFound).fetch().await;
    let error = error.expect_err("404 fails");
    assert!(
        matches!(&error, Error::Api(FetchError::NotFound, _)),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_answer_the_contract_does_not_know_is_unexpected_and_kept() {
    let other = axum::Router::new().route(
        "/jobs",
        axum::routing::post((StatusCode::CREATED, "something else")),
    );
    let api: several_statuses::Client = crate::client_of(other);
    let error = api.submit_job().await.expect_err("undeclared");
    let Error::Unexpected(response) = error else {
        panic!("{error:?}");
    };
    assert_eq!(response.meta.status, StatusCode::CREATED);
    assert_eq!(&response.body[..], b"something else");
}
