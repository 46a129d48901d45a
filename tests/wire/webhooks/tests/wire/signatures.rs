//! Whose message is it? Signed by senders, checked by receivers, the same id in every attempt.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use countersign_client::core::webhook_signature::SigningKey;
use countersign_client::{Builder, Clock, Error, InMemory};
use countersign_server::{Context, Denied, Problem, Verification};
use countersign_wire_webhooks::shop_events::types::Paid;
use countersign_wire_webhooks::shop_events::webhooks::receiver::{
    OrderPaidRequest, OrderPaidResponse, Webhooks, router,
};
use countersign_wire_webhooks::shop_events::webhooks::sender::{Client, OrderPaidError};
use http::StatusCode;

use crate::destination;
use crate::seen::Seen;
use crate::sender;

#[derive(Clone, Default)]
struct Service {
    ids: Seen<String>,
    /// How many messages are answered with 503 first.
    failures: Arc<AtomicUsize>,
}

impl Webhooks for Service {
    async fn order_paid(
        &self,
        cx: Context<()>,
        _: OrderPaidRequest,
    ) -> Result<OrderPaidResponse, Problem> {
        let id = cx.headers().get("webhook-id").expect("it was verified");
        self.ids.push(id.to_str().expect("text").to_owned());
        let left = |left: usize| left.checked_sub(1);
        let failing = self
            .failures
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, left);
        match failing {
            Ok(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE)),
            Err(_) => Ok(OrderPaidResponse::NoContent),
        }
    }
}

fn key(byte: u8) -> SigningKey {
    SigningKey::from_bytes(&[byte; 32]).expect("it is long enough")
}

fn status(answer: Result<countersign_client::Response<()>, Error<OrderPaidError>>) -> u16 {
    match answer {
        Ok(response) => response.meta().status.as_u16(),
        Err(Error::Unexpected(unexpected)) => unexpected.meta.status.as_u16(),
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn only_messages_with_the_right_signature_reach_the_handler() {
    let service = Service::default();
    let verification = Verification::standard_webhooks([key(1), key(2)]);
    let api: Client = sender(router(service.clone(), verification));
    let paid = Paid::new("7a", 7);
    for known in [1, 2] {
        let signed = destination("/orderPaid").signed(key(known));
        assert_eq!(status(api.order_paid(&signed, &paid).await), 204);
        service.ids.one();
    }
    let unsigned = destination("/orderPaid");
    assert_eq!(status(api.order_paid(&unsigned, &paid).await), 401);
    let forged = destination("/orderPaid").signed(key(3));
    assert_eq!(status(api.order_paid(&forged, &paid).await), 401);
    service.ids.none();
}

/// A clock that stopped years ago.
#[derive(Debug)]
struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn since_1970(&self) -> Duration {
        Duration::from_secs(1_700_000_000)
    }
}

#[tokio::test]
async fn a_message_from_long_ago_is_refused() {
    let service = Service::default();
    let verification = Verification::standard_webhooks([key(1)]);
    let app = router(service.clone(), verification)
        .build()
        .expect("a router");
    let api: Client = Builder::sender()
        .transport(InMemory::serve(app))
        .clock(Stopped)
        .build()
        .expect("a sender");
    let signed = destination("/orderPaid").signed(key(1));
    assert_eq!(
        status(api.order_paid(&signed, &Paid::new("7a", 7)).await),
        401
    );
    service.ids.none();
}

#[tokio::test(start_paused = true)]
async fn a_signed_message_is_tried_again_under_the_same_id() {
    let service = Service::default();
    service.failures.store(2, Ordering::SeqCst);
    let verification = Verification::standard_webhooks([key(1)]);
    let app = router(service.clone(), verification)
        .build()
        .expect("a router");
    let api: Client = Builder::sender()
        .transport(InMemory::serve(app))
        .build()
        .expect("a sender");
    let signed = destination("/orderPaid").signed(key(1));
    assert_eq!(
        status(api.order_paid(&signed, &Paid::new("7a", 7)).await),
        204
    );
    let ids = service.ids.take();
    assert!(
        ids.len() == 3 && ids.iter().all(|id| *id == ids[0]),
        "{ids:?}"
    );
}

#[tokio::test]
async fn a_receiver_may_verify_in_its_own_way() {
    let service = Service::default();
    let verification = Verification::by(|parts, body| {
        let right = parts.headers.contains_key("webhook-id") && body.starts_with(b"{\"order\"");
        if right { Ok(()) } else { Err(Denied::Invalid) }
    });
    let api: Client = sender(router(service.clone(), verification));
    let call = || api.order_paid(&destination("/orderPaid"), &Paid::new("7a", 7));
    assert_eq!(status(call().header("webhook-id", "1").await), 204);
    service.ids.one();
    assert_eq!(status(call().await), 401);
}
