//! Whoever uses what a contract deprecates is warned, and it works as ever.

#![deny(unfulfilled_lint_expectations)]

mod support;

use countersign_server::{Context, Problem};
use countersign_wire_schemas::deprecations::types::{Kind, Price};
use countersign_wire_schemas::deprecations::{client, server};

use support::client;

#[derive(Clone, Copy)]
struct Shop;

impl server::Prices for Shop {
    type Principal = ();
    type Error = Problem;

    async fn set_price(
        &self,
        _: Context<()>,
        request: server::SetPriceRequest,
    ) -> Result<server::SetPriceResponse, Problem> {
        Ok(server::SetPriceResponse::Ok(request.body))
    }
}

impl server::Rates for Shop {
    type Principal = ();
    type Error = Problem;

    async fn list_rates(&self, _: Context<()>) -> Result<server::ListRatesResponse, Problem> {
        Ok(server::ListRatesResponse::Ok(vec![rate()]))
    }
}

#[expect(deprecated, reason = "the type is deprecated")]
fn rate() -> countersign_wire_schemas::deprecations::types::OldRate {
    countersign_wire_schemas::deprecations::types::OldRate::new().with_value(2.0)
}

#[tokio::test]
async fn deprecated_types_travel() {
    let client: client::Client = client(server::router(Shop));
    let price = Price::new(3).with_rate(rate()).with_kind(Kind::Gross);
    let answered = client.set_price(&price).await.expect("an answer");
    assert_eq!(*answered, price);
    #[expect(deprecated, reason = "the operation is deprecated")]
    let rates = client.list_rates().await.expect("an answer");
    assert_eq!(*rates, [rate()]);
}

#[tokio::test]
async fn deprecated_arguments_members_and_fields_travel() {
    let client: client::Client = client(server::router(Shop));
    #[expect(deprecated, reason = "so is the property")]
    let price = Price::new(3).with_cents(7);
    #[expect(deprecated, reason = "so is the member")]
    let price = price.with_kind(Kind::Net);
    #[expect(deprecated, reason = "so is the parameter")]
    let call = client.set_price(&price).net(true);
    assert_eq!(*call.await.expect("an answer"), price);
    #[expect(deprecated, reason = "so is what it defaults to")]
    let cents = price.cents_or_default();
    assert_eq!(cents, 7);
}
