//! The law of digits where all values are texts: what a client sends and a server answers has every digit at the other end.

mod support;

use std::sync::{Arc, Mutex, PoisonError};

use countersign_core::format::Decimal;
use countersign_server::{Context, Problem};
use countersign_wire_schemas::decimals_as_text::{client, server, types};

use types::{Either, Range};

/// Numbers that a double rounds, spells otherwise or does not hold.
const NUMBERS: [&str; 7] = [
    "123456789012345678.123456789",
    "-0.100000000000000000000000000001",
    "1.50",
    "1.0",
    "2E3",
    "1e400",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935",
];

/// Keeps what it is asked and answers with it.
#[derive(Clone, Default)]
struct Rates(Arc<Mutex<Vec<String>>>);

impl Rates {
    fn keep(&self, digits: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = digits;
    }

    fn seen(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn digits(decimals: &[&Decimal]) -> Vec<String> {
    let texts = decimals.iter().map(|decimal| decimal.as_str().to_owned());
    texts.collect()
}

fn of_range(range: &Range) -> Vec<String> {
    let from = std::iter::once(&range.from);
    let all: Vec<&Decimal> = from.chain(range.to.iter().flatten()).collect();
    digits(&all)
}

impl server::Api for Rates {
    type Principal = ();
    type Error = Problem;

    async fn rates(
        &self,
        _: Context<()>,
        request: server::RatesRequest,
    ) -> Result<server::RatesResponse, Problem> {
        let mut seen = digits(&[&request.low]);
        seen.extend(digits(&request.among.iter().flatten().collect::<Vec<_>>()));
        seen.extend(
            request
                .range
                .iter()
                .chain(&request.exact)
                .flat_map(of_range),
        );
        if let Some(Either::Number(last)) = &request.last {
            seen.extend(digits(&[last]));
        }
        self.keep(seen);
        Ok(server::RatesResponse::Ok {
            body: request.low.to_string(),
            x_rate: request.low,
        })
    }

    async fn send_form(
        &self,
        _: Context<()>,
        request: server::SendFormRequest,
    ) -> Result<server::SendFormResponse, Problem> {
        self.keep(of_range(&request.body));
        Ok(server::SendFormResponse::Ok(request.body))
    }

    async fn send_parts(
        &self,
        _: Context<()>,
        request: server::SendPartsRequest,
    ) -> Result<server::SendPartsResponse, Problem> {
        self.keep(of_range(&request.body));
        Ok(server::SendPartsResponse::NoContent)
    }
}

fn decimal(digits: &str) -> Decimal {
    digits.parse().expect("a decimal")
}

fn range(digits: &str) -> Range {
    Range::new(decimal(digits))
        .with_to(vec![decimal(digits), decimal(digits)])
        .with_count(2)
}

#[tokio::test]
async fn in_every_parameter_and_in_header_fields() {
    let service = Rates::default();
    let client: client::Client = support::client(server::router(service.clone()));
    for number in NUMBERS {
        let low = decimal(number);
        let answer = client
            .rates(&low)
            .among(&[low.clone(), low.clone()])
            .range(&range(number))
            .exact(&range(number))
            .last(&Either::Number(low.clone()))
            .await
            .expect("an answer");
        assert_eq!(*answer, number);
        assert_eq!(service.seen(), [number; 10]);
        let headers = client::RatesHeaders(answer.meta());
        assert_eq!(headers.x_rate().expect("a rate").as_str(), number);
    }
}

#[tokio::test]
async fn in_forms_and_parts() {
    let service = Rates::default();
    let client: client::Client = support::client(server::router(service.clone()));
    for number in NUMBERS {
        let answer = client.send_form(&range(number)).await.expect("an answer");
        assert_eq!(service.seen(), [number; 3]);
        assert_eq!(of_range(&answer), [number; 3]);
        client.send_parts(&range(number)).await.expect("an answer");
        assert_eq!(service.seen(), [number; 3]);
    }
}

#[tokio::test]
async fn and_every_digit_is_held_against_the_schema() {
    let client: client::Client = support::client(server::router(Rates::default()));
    let low = decimal("1");
    let step = decimal("12345678901234567890.12");
    client.rates(&low).x_step(&step).await.expect("an answer");
    let step = decimal("12345678901234567890.1200000000001");
    let refused = client.rates(&low).x_step(&step).await;
    let refused = refused.expect_err("it is no multiple");
    assert!(format!("{refused:?}").contains("400"), "{refused:?}");
}
