//! What a client sends is what the server sees, and what the server answers is what the client gets.

mod support;

use std::sync::{Arc, Mutex, PoisonError};

use countersign_core::format::{Decimal, DecimalString, Duration, Time};
use countersign_server::{Context, Problem};
use countersign_wire_schemas::{conditions, constraints, patterns, scalars};

use support::client;

/// Keeps the last request and answers with its body.
#[derive(Clone, Default)]
struct Quotes(Arc<Mutex<Option<scalars::server::QuoteRequest>>>);

impl scalars::server::Api for Quotes {
    type Principal = ();
    type Error = Problem;

    async fn quote(
        &self,
        _: Context<()>,
        request: scalars::server::QuoteRequest,
    ) -> Result<scalars::server::QuoteResponse, Problem> {
        let answer = scalars::server::QuoteResponse::Ok(request.body.clone());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        Ok(answer)
    }
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[tokio::test]
async fn times_durations_and_every_digit_arrive() {
    let service = Quotes::default();
    let client: scalars::client::Client = client(scalars::server::router(service.clone()));
    let quote = scalars::types::Quote::new(decimal("1234567890.12345678901234567890"))
        .with_tax(DecimalString(decimal("0.100000000000000000000")))
        .with_rates(vec![decimal("1.0"), decimal("1e-30")])
        .with_wei(decimal(
            "115792089237316195423570985008687907853269984665640564039457584007913129639935",
        ))
        .with_opens("08:30:00.25+01:00".parse::<Time>().expect("a time"))
        .with_valid("P1DT0.5S".parse::<Duration>().expect("a duration"));
    let answered = client
        .quote(&quote)
        .from_(&"08:30".parse().expect("a time"))
        .within(&"-P1W".parse().expect("a duration"))
        .limit(&"99999999999999999999.99".parse().expect("a decimal"))
        .await
        .expect("an answer");
    let seen = service
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take()
        .expect("a request");
    assert_eq!(seen.body, quote);
    // Equality is by value; here the digits count too.
    assert_eq!(seen.body.price.as_str(), quote.price.as_str());
    assert_eq!(answered.price.as_str(), quote.price.as_str());
    assert_eq!(answered.rates, quote.rates);
    assert_eq!(answered.wei, quote.wei);
    assert_eq!(
        seen.from.map(|time| time.to_string()).as_deref(),
        Some("08:30")
    );
    assert_eq!(
        seen.within.map(|duration| duration.to_string()).as_deref(),
        Some("-P1W")
    );
    assert_eq!(
        seen.limit.map(|limit| limit.to_string()).as_deref(),
        Some("99999999999999999999.99")
    );
}

/// Answers with what it is sent.
#[derive(Clone, Copy)]
struct Echo;

impl patterns::server::Api for Echo {
    type Principal = ();
    type Error = Problem;

    async fn label(
        &self,
        _: Context<()>,
        request: patterns::server::LabelRequest,
    ) -> Result<patterns::server::LabelResponse, Problem> {
        Ok(patterns::server::LabelResponse::Ok(request.body))
    }
}

#[tokio::test]
async fn properties_by_pattern_arrive_and_are_held_against_their_pattern() {
    use patterns::types::Labels;
    let client: patterns::client::Client = client(patterns::server::router(Echo));
    let labels = Labels::new("a")
        .with_x_known("abc")
        .with_property("x-other", "long enough".to_owned())
        .with_property("s_", "s".to_owned());
    assert_eq!(*client.label(&labels).await.expect("an answer"), labels);
    for (name, value) in [
        ("y", "of no pattern"),
        ("s_1", ""),
        ("x-1234567890", "too long a name"),
    ] {
        let wrong = labels.clone().with_property(name, value.to_owned());
        let refused = client.label(&wrong).await.expect_err("it is refused");
        assert!(
            format!("{refused:?}").contains("400"),
            "{name}: {refused:?}"
        );
    }
}

impl conditions::server::Api for Echo {
    type Principal = ();
    type Error = Problem;

    async fn send(
        &self,
        _: Context<()>,
        request: conditions::server::SendRequest,
    ) -> Result<conditions::server::SendResponse, Problem> {
        Ok(conditions::server::SendResponse::Ok(request.body))
    }

    async fn odd(
        &self,
        _: Context<()>,
        _: conditions::server::OddRequest,
    ) -> Result<conditions::server::OddResponse, Problem> {
        Ok(conditions::server::OddResponse::NoContent)
    }
}

#[tokio::test]
async fn servers_check_what_holds_under_a_condition() {
    use conditions::types::{Address, AddressCountry, Odd, Region};
    let client: conditions::client::Client = client(conditions::server::router(Echo));
    let american = Address::new(AddressCountry::Us).with_zip("12345");
    let other = Address::new(AddressCountry::Other)
        .with_code("X")
        .with_region(Region::new().with_name("North"));
    for right in [
        &american,
        &other,
        &Address::new(AddressCountry::Ca).with_zip("K1A"),
    ] {
        assert_eq!(*client.send(right).await.expect("an answer"), *right);
    }
    for wrong in [
        Address::new(AddressCountry::Us),
        Address::new(AddressCountry::Us).with_zip("K1A"),
        Address::new(AddressCountry::Other).with_code("X"),
    ] {
        assert!(client.send(&wrong).await.is_err(), "{wrong:?}");
    }
    assert!(client.odd(&Odd::new().with_number(3)).await.is_ok());
    assert!(client.odd(&Odd::new().with_number(4)).await.is_err());
}

impl constraints::server::Api for Echo {
    type Principal = ();
    type Error = Problem;

    async fn measure(
        &self,
        _: Context<()>,
        _: constraints::server::MeasureRequest,
    ) -> Result<constraints::server::MeasureResponse, Problem> {
        Ok(constraints::server::MeasureResponse::NoContent)
    }
}

#[tokio::test]
async fn servers_check_what_types_cannot_say() {
    use constraints::types::{Measure, MeasurePartsItem};
    let client: constraints::client::Client = client(constraints::server::router(Echo));
    let part = |a| MeasurePartsItem::new().with_a(a);
    let free = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), 1)).collect();
    let new = Measure::new;
    for right in [
        new().with_percent(100).with_small(-5).with_above(0.5),
        new().with_cents(19.99).with_big(u64::MAX),
        new()
            .with_name("\u{1f600}\u{1f600}\u{1f600}\u{1f600}")
            .with_code("10\u{e9}"),
        new()
            .with_parts(vec![part(1.0), part(2.0)])
            .with_digits(vec![7, 1, 7]),
        new().with_free(free(&["a", "b"])),
    ] {
        assert!(client.measure(&right).await.is_ok(), "{right:?}");
    }
    for wrong in [
        new().with_percent(0),
        new().with_small(-6),
        new().with_above(1.0),
        new().with_cents(0.001),
        new().with_name("a"),
        new().with_name("abcde"),
        new().with_code("01"),
        new().with_parts(vec![]),
        new().with_parts(vec![part(1.0), part(1.0)]),
        new().with_digits(vec![7, 7, 7]),
        new().with_digits(vec![1]),
        new().with_free(free(&[])),
    ] {
        assert!(client.measure(&wrong).await.is_err(), "{wrong:?}");
    }
}
