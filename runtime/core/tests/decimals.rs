//! A decimal has the digits it was sent with, whatever it travels in.

use bytes::Bytes;
use countersign_core::content;
use countersign_core::form::Encoding;
use countersign_core::format::Decimal;
use countersign_core::json;
use countersign_core::multipart::{self, Parts};
use countersign_core::operation::{Coding, Location, MediaDescriptor, ParameterDescriptor, Style};
use countersign_core::schema::{Bound, Direction, Schema, Types, Violations, is_valid, validate};
use countersign_core::style::{self, Encoded, Pairs, Raw};
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// A value with decimals where a text may have them, and an integer beside them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    price: Decimal,
    rates: Vec<Decimal>,
    count: i64,
}

impl Order {
    fn of(digits: &str) -> Self {
        let decimal: Decimal = digits.parse().expect("a decimal");
        Self {
            price: decimal.clone(),
            rates: vec![decimal.clone(), decimal],
            count: 2,
        }
    }

    fn digits(&self) -> Vec<&str> {
        let rates = self.rates.iter().map(Decimal::as_str);
        std::iter::once(self.price.as_str()).chain(rates).collect()
    }
}

static RATES: Schema = Schema::array_of(&Schema::NUMBER);
static ORDER: Schema = Schema {
    types: Types::OBJECT,
    properties: &[
        ("price", &Schema::NUMBER),
        ("rates", &RATES),
        ("count", &Schema::INTEGER),
    ],
    required: &["price", "rates", "count"],
    ..Schema::ANY
};

fn digits() -> impl Strategy<Value = String> {
    r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?([eE]-?[0-9]{1,3})?"
}

fn check_parameter(
    parameter: &'static ParameterDescriptor,
    digits: &str,
) -> Result<(), TestCaseError> {
    let sent: Vec<Decimal> = vec![
        digits.parse().expect("a decimal"),
        digits.parse().expect("a decimal"),
    ];
    let encoded = style::encode(parameter, &json::to_value(&sent).expect("JSON")).expect("a text");
    let received = match &encoded {
        Encoded::Path(text) => style::decode(parameter, Raw::Path(text)),
        Encoded::Query(pairs) => {
            let query = pairs.join("&");
            style::decode(parameter, Raw::Query(&Pairs::from_query(&query)))
        }
        Encoded::Header(line) => {
            style::decode(parameter, Raw::Header(&[line.as_deref().expect("a line")]))
        }
        Encoded::Cookie(pairs) => {
            let line = pairs.join("; ");
            style::decode(
                parameter,
                Raw::Cookie(&Pairs::from_cookies([line.as_str()])),
            )
        }
    };
    let value = received.expect("a text").expect("a value");
    prop_assert!(is_valid(&RATES, &value, Direction::Request));
    let received: Vec<Decimal> = json::from_value(&value).expect("decimals");
    for decimal in received {
        prop_assert_eq!(decimal.as_str(), digits);
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_digit_survives_a_form(text in digits()) {
        static MEDIA: MediaDescriptor = MediaDescriptor::new(
            "application/x-www-form-urlencoded",
            &ORDER,
            Coding::Form(&[Encoding { explode: false, ..Encoding::form("rates") }]),
        );
        let order = Order::of(&text);
        let bytes = content::encode(&MEDIA, &json::to_value(&order).unwrap()).unwrap();
        let value = content::decode(&MEDIA, MEDIA.sent_name(), &bytes).unwrap();
        prop_assert!(is_valid(&ORDER, &value, Direction::Request));
        let read: Order = json::from_value(&value).unwrap();
        prop_assert_eq!(read.digits(), order.digits());
    }

    #[test]
    fn every_digit_survives_json_inside_a_form(text in digits()) {
        static HOLDER: Schema = Schema {
            types: Types::OBJECT,
            properties: &[("order", &ORDER)],
            ..Schema::ANY
        };
        static MEDIA: [MediaDescriptor; 2] = [
            MediaDescriptor::new("application/x-www-form-urlencoded", &HOLDER, Coding::Form(&[])),
            MediaDescriptor::new(
                "application/x-www-form-urlencoded",
                &HOLDER,
                Coding::Form(&[Encoding::json("order")]),
            ),
        ];
        #[derive(Serialize, Deserialize)]
        struct Holder {
            order: Order,
        }
        let holder = Holder { order: Order::of(&text) };
        for media in &MEDIA {
            let bytes = content::encode(media, &json::to_value(&holder).unwrap()).unwrap();
            let value = content::decode(media, media.sent_name(), &bytes).unwrap();
            let read: Holder = json::from_value(&value).unwrap();
            prop_assert_eq!(read.order.digits(), holder.order.digits());
        }
    }

    #[test]
    fn every_digit_survives_parts(text in digits()) {
        static MEDIA: MediaDescriptor =
            MediaDescriptor::new("multipart/form-data", &ORDER, Coding::Multipart(&[]));
        let order = Order::of(&text);
        let mut parts = Parts::default();
        parts.value("price", &order.price);
        parts.value("rates", &order.rates);
        let (content_type, body) = multipart::encode(&MEDIA, parts, "b").unwrap();
        let bytes: Bytes = body.bytes().unwrap().clone();
        let mut parts = multipart::decode(&ORDER, &[], &content_type, &bytes).unwrap();
        let price: Decimal = parts.take("price").unwrap();
        let rates: Vec<Decimal> = parts.take("rates").unwrap();
        let read = Order { price, rates, count: 2 };
        prop_assert_eq!(read.digits(), order.digits());
    }

    #[test]
    fn every_digit_survives_parameters(text in digits()) {
        static PATH: ParameterDescriptor = ParameterDescriptor { schema: &RATES, ..ParameterDescriptor::path("rates") };
        static QUERY: ParameterDescriptor = ParameterDescriptor { schema: &RATES, ..ParameterDescriptor::query("rates") };
        static PIPES: ParameterDescriptor = ParameterDescriptor {
            style: Style::PipeDelimited,
            explode: false,
            ..QUERY
        };
        static HEADER: ParameterDescriptor = ParameterDescriptor { schema: &RATES, ..ParameterDescriptor::header("rates") };
        static COOKIE: ParameterDescriptor = ParameterDescriptor {
            location: Location::Cookie,
            explode: false,
            ..QUERY
        };
        static JSON: ParameterDescriptor = ParameterDescriptor { json: true, ..QUERY };
        static JSON_HEADER: ParameterDescriptor = ParameterDescriptor { json: true, ..HEADER };
        for parameter in [&PATH, &QUERY, &PIPES, &HEADER, &COOKIE, &JSON, &JSON_HEADER] {
            check_parameter(parameter, &text)?;
        }
    }

    #[test]
    fn a_whole_number_spelled_with_a_fraction_costs_its_neighbours_no_digit(text in digits()) {
        let body = format!(r#"{{"price":{text},"rates":[{text},{text}],"count":2.0}}"#);
        let order: Order = json::decode(body.as_bytes()).unwrap();
        prop_assert_eq!(order.count, 2);
        let expected = Order::of(&text);
        prop_assert_eq!(order.digits(), expected.digits());
        let items = format!("[{body},{body}]");
        let orders: Vec<Order> = json::decode(items.as_bytes()).unwrap();
        prop_assert!(orders.iter().all(|read| read.digits() == order.digits()));
    }

    #[test]
    fn no_text_is_taken_for_a_number(text in "\\PC{0,12}|\u{0}[0-9a-f ]{0,40}") {
        let value = json::parse(serde_json::to_string(&text).unwrap().as_bytes()).unwrap();
        prop_assert_eq!(json::digits(&value), None);
        prop_assert_eq!(value.as_str(), Some(text.as_str()));
    }
}

#[test]
fn bounds_hold_for_every_digit() {
    static CENTS: Schema = Schema {
        multiple_of: Some(Bound::Decimal("0.01")),
        maximum: Some(Bound::Integer(1)),
        ..Schema::NUMBER
    };
    static PARAMETER: ParameterDescriptor = ParameterDescriptor {
        schema: &CENTS,
        ..ParameterDescriptor::query("price")
    };
    let keywords = |text: &str| {
        let query = format!("price={text}");
        let pairs = Pairs::from_query(&query);
        let value = style::decode(&PARAMETER, Raw::Query(&pairs))
            .unwrap()
            .unwrap();
        let mut violations = Violations::default();
        validate(&CENTS, &value, Direction::Request, &mut violations);
        let body = json::parse(text.as_bytes()).unwrap();
        let mut of_body = Violations::default();
        validate(&CENTS, &body, Direction::Request, &mut of_body);
        let words = |violations: Violations| -> Vec<String> {
            let violations = violations.into_vec().into_iter();
            violations
                .map(|found| format!("{} {}", found.keyword, found.detail))
                .collect()
        };
        let words_of_body = words(of_body);
        assert_eq!(words(violations), words_of_body);
        words_of_body
    };
    assert_eq!(keywords("0.990"), [""; 0]);
    assert_eq!(
        keywords("0.9900000000000000000000000001"),
        ["multipleOf must be a multiple of 0.01, is 0.9900000000000000000000000001"]
    );
    assert_eq!(
        keywords("1.00000000000000000000000001"),
        [
            "maximum must be at most 1, is 1.00000000000000000000000001",
            "multipleOf must be a multiple of 0.01, is 1.00000000000000000000000001"
        ]
    );
    assert_eq!(keywords("1e400"), ["maximum must be at most 1, is 1e400"]);
}

#[test]
fn a_number_that_no_double_holds_is_refused_where_a_double_is_asked_for() {
    let value = json::parse(b"[1e400]").unwrap();
    let error = json::from_value::<Vec<f64>>(&value).unwrap_err();
    assert_eq!(
        (error.path.as_str(), error.message.as_str()),
        ("/0", "number out of range")
    );
}
