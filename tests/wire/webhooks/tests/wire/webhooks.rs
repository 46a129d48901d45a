//! Messages, answers, and what is refused.

use countersign_client::{Allow, Destination, DestinationError, Error};
use countersign_server::{Context, Problem, Verification};
use countersign_wire_webhooks::shop_events::types::{Paid, PaidHow, Receipt};
use countersign_wire_webhooks::shop_events::webhooks::receiver::{
    OrderPaidRequest, OrderPaidResponse, OrderShippedSoonRequest, OrderShippedSoonResponse,
    Webhooks, router,
};
use countersign_wire_webhooks::shop_events::webhooks::sender::{Client, OrderPaidError};
use http::StatusCode;
use tower::ServiceExt as _;

use crate::seen::Seen;
use crate::{destination, sender};

#[derive(Clone, Default)]
struct Service(Seen<OrderPaidRequest>);

impl Webhooks for Service {
    async fn order_paid(
        &self,
        _: Context<()>,
        request: OrderPaidRequest,
    ) -> Result<OrderPaidResponse, Problem> {
        let gone = request.body.order == "gone";
        self.0.push(request);
        Ok(if gone {
            OrderPaidResponse::Gone
        } else {
            OrderPaidResponse::NoContent
        })
    }

    async fn order_shipped_soon(
        &self,
        _: Context<()>,
        request: OrderShippedSoonRequest,
    ) -> Result<OrderShippedSoonResponse, Problem> {
        let parcel = request.body.and_then(|body| body.parcel);
        let number = parcel.map_or(0, |parcel| parcel.len() as i64);
        Ok(OrderShippedSoonResponse::Ok(Receipt::new(number)))
    }
}

/// Handles nothing.
struct Deaf;

impl Webhooks for Deaf {}

#[tokio::test]
async fn a_receiver_sees_what_was_sent_and_the_sender_what_was_answered() {
    let service = Service::default();
    let api: Client = sender(router(service.clone(), Verification::absent()));
    let paid = Paid::new("7a", 7).with_how(PaidHow::Cash);
    api.order_paid(&destination("/orderPaid?key=a%20b"), &paid)
        .tenant("x&y")
        .x_attempt(2)
        .await
        .expect("it is noted");
    let seen = service.0.one();
    assert_eq!((seen.body, seen.x_attempt), (paid, Some(2)));
    assert_eq!(seen.tenant.as_deref(), Some("x&y"));

    let answer = api
        .order_paid(&destination("/orderPaid"), &Paid::new("gone", 1))
        .await;
    assert!(
        matches!(answer, Err(Error::Api(OrderPaidError::Gone, _))),
        "{answer:?}"
    );

    let soon = destination("/order%2Fshipped%20soon");
    let receipt = api.order_shipped_soon(&soon).await.expect("a receipt");
    assert_eq!(receipt.number, 0);
}

#[tokio::test]
async fn a_webhook_nobody_handles_is_answered_with_501() {
    let api: Client = sender(router(Deaf, Verification::absent()));
    let paid = Paid::new("7a", 7);
    let answer = api.order_paid(&destination("/orderPaid"), &paid).await;
    let Err(Error::Unexpected(unexpected)) = answer else {
        panic!("{answer:?}");
    };
    assert_eq!(unexpected.meta.status, StatusCode::NOT_IMPLEMENTED);
}

/// Status and problem of a message that a sender of the contract would not send.
async fn answer(app: &axum::Router, path: &str, body: &str) -> (u16, String) {
    let request = http::Request::post(path)
        .header("content-type", "application/json")
        .body(axum::body::Body::from(body.to_owned()))
        .expect("a request");
    let answer = app.clone().oneshot(request).await.expect("an answer");
    let status = answer.status().as_u16();
    let body = http_body_util::BodyExt::collect(answer.into_body()).await;
    let bytes = body.expect("a body").to_bytes();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

#[tokio::test]
async fn messages_are_checked_as_what_the_api_says_and_not_as_what_it_is_told() {
    let service = Service::default();
    let app = router(service.clone(), Verification::absent());
    let app = app.build().expect("a router");
    // `pin` is write-only: the API never says it, although it is required.
    let (status, _) = answer(&app, "/orderPaid", r#"{"order": "7a", "id": 7}"#).await;
    assert_eq!(status, 204);
    assert_eq!(service.0.one().body, Paid::new("7a", 7));
    // `id` is read-only: the API always says it.
    let (status, problem) = answer(&app, "/orderPaid", r#"{"order": "7"}"#).await;
    assert_eq!(status, 400);
    assert!(
        problem.contains("/order") && problem.contains("id"),
        "{problem}"
    );
    service.0.none();
}

#[tokio::test]
async fn one_url_can_lead_to_every_webhook() {
    let service = Service::default();
    let receiver = router(service.clone(), Verification::absent());
    let named = receiver.one_url(|parts, body| match parts.headers.get("x-event") {
        Some(event) => Some(event.to_str().ok()?.to_owned()),
        None => body
            .starts_with(b"{\"order\"")
            .then(|| "orderPaid".to_owned()),
    });
    let app = named.build().expect("a router");
    let (status, _) = answer(&app, "/?tenant=t", r#"{"order": "7a", "id": 7}"#).await;
    assert_eq!(status, 204);
    assert_eq!(service.0.one().tenant.as_deref(), Some("t"));
    assert_eq!(answer(&app, "/", "{}").await.0, 404);
}

#[test]
fn nothing_is_sent_where_nobody_allowed_it() {
    let refused = |url| Destination::new(url, &Allow::public()).expect_err("it is internal");
    assert_eq!(
        refused("https://169.254.169.254/latest"),
        DestinationError::NotAllowed
    );
    assert_eq!(
        refused("http://hooks.example.com/"),
        DestinationError::PlainHttp
    );
}
