//! Are parameters that are no plain text the same values at both ends, spelled as the standard spells them?

use std::collections::BTreeMap;

use countersign_client::core::format::{Base64, Date, Uuid};
use countersign_server::{Context, Problem};
use countersign_wire_operations::typed_parameters::Client;
use countersign_wire_operations::typed_parameters::server::{
    Api, SearchRequest, SearchResponse, router,
};
use countersign_wire_operations::typed_parameters::types::{Level, Point, SearchWithin};
use http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::client;
use crate::seen::Seen;

#[derive(Clone, Default)]
struct Service {
    target: Seen<String>,
    request: Seen<SearchRequest>,
}

impl Api for Service {
    type Principal = ();
    type Error = Problem;

    async fn search(
        &self,
        cx: Context<()>,
        request: SearchRequest,
    ) -> Result<SearchResponse, Problem> {
        self.target
            .push(cx.uri().path_and_query().expect("a target").to_string());
        self.request.push(request);
        Ok(SearchResponse::NoContent)
    }
}

const DAY: Date = Date::constant(2024, 2, 29);

fn ids() -> [Uuid; 2] {
    [Uuid::from_u128(1), Uuid::from_u128(2)]
}

fn here() -> Point {
    Point::new(1.5, -2.0)
}

fn there() -> Point {
    Point::new(0.0, 3e300)
        .with_label("a,b=c&d;e|f g/\u{e9}")
        .with_far(true)
}

#[tokio::test]
async fn values_of_every_type_arrive_as_they_were_sent() {
    let service = Service::default();
    let api: Client = client(router(service.clone()));
    let at = "2026-01-31T12:00:00.25+01:00".parse().expect("a time");
    let any = BTreeMap::from([("a b".to_owned(), 1), ("&=".to_owned(), -2)]);
    let terms = ["a/b?c".to_owned(), "d&e=#+%41".to_owned()];
    api.search(DAY, &ids(), &there())
        .at(at)
        .flags(&[true, false])
        .levels(&[Level::N1, Level::N3])
        .sizes(&[0.5, -1e-7])
        .near(&there())
        .within(&SearchWithin::new(1).with_high(9))
        .any(&any)
        .corners(&[here(), there()])
        .limit(5)
        .terms(&terms)
        .cleared(0)
        .x_ids(&[i64::MIN, 0])
        .x_point(&here())
        .x_blob(&Base64(vec![0xff, 0xfe]))
        .seen(7)
        .last(&there())
        .await
        .expect("every value has a spelling");
    let seen = service.request.one();
    assert_eq!((seen.day, seen.ids), (DAY, ids().to_vec()));
    assert_eq!(seen.point, there());
    assert_eq!(seen.at, Some(at));
    assert_eq!(seen.flags, Some(vec![true, false]));
    assert_eq!(seen.levels, Some(vec![Level::N1, Level::N3]));
    assert_eq!(seen.sizes, Some(vec![0.5, -1e-7]));
    assert_eq!(seen.near, Some(there()));
    assert_eq!(seen.within, Some(SearchWithin::new(1).with_high(9)));
    assert_eq!(seen.any, Some(any));
    assert_eq!(seen.corners, Some(vec![here(), there()]));
    assert_eq!((seen.limit, seen.cleared), (Some(5), Some(0)));
    assert_eq!(seen.terms.as_deref(), Some(&terms[..]));
    assert_eq!(seen.x_ids, Some(vec![i64::MIN, 0]));
    assert_eq!(seen.x_point, Some(here()));
    assert_eq!(seen.x_blob, Some(Base64(vec![0xff, 0xfe])));
    assert_eq!((seen.seen, seen.last), (Some(7), Some(there())));
}

#[tokio::test]
async fn the_target_is_spelled_as_the_standard_says() {
    let service = Service::default();
    let api: Client = client(router(service.clone()));
    api.search(DAY, &ids(), &here())
        .flags(&[true, false])
        .levels(&[Level::N1, Level::N2])
        .near(&here())
        .within(&SearchWithin::new(1))
        .limit(5)
        .await
        .expect("answered");
    let [one, two] = ids();
    let point = "%7B%22lat%22%3A1.5%2C%22lon%22%3A-2.0%7D";
    assert_eq!(
        service.target.one(),
        format!(
            "/search/.2024-02-29/;ids={one};ids={two}/{point}?flags=true&flags=false&levels=1%7C2\
             &near%5Blat%5D=1.5&near%5Blon%5D=-2.0&low=1&limit=5"
        )
    );
}

/// The status of a hand-written request, and what the handler saw of it.
async fn sent(query: &str, fields: &[(&str, &str)]) -> (StatusCode, Option<SearchRequest>) {
    let service = Service::default();
    let app = router(service.clone()).build().expect("a router");
    let [one, _] = ids();
    let target = format!("/search/.2024-02-29/;ids={one}/%7B%22lat%22:1,%22lon%22:2%7D?{query}");
    let request = fields
        .iter()
        .fold(Request::get(target), |request, (name, value)| {
            request.header(*name, *value)
        });
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let answer = app.oneshot(request).await.expect("answered");
    (answer.status(), service.request.take().pop())
}

/// What others send: the same values in spellings that no client of ours uses.
#[tokio::test]
async fn other_spellings_of_the_same_values_are_understood() {
    let (status, seen) = sent(
        "near[lat]=1&near[lon]=2&levels=1|3&sizes=1+2.5&corners=[]&terms=a,b&low=7",
        &[
            ("x-ids", "1, 2"),
            ("x-point", "lon=1,lat=2"),
            ("cookie", "a=b; seen=7"),
        ],
    )
    .await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let seen = seen.expect("handled");
    assert_eq!(seen.near, Some(Point::new(1.0, 2.0)));
    assert_eq!(seen.levels, Some(vec![Level::N1, Level::N3]));
    assert_eq!(seen.sizes, Some(vec![1.0, 2.5]));
    assert_eq!(seen.corners, Some(Vec::new()));
    assert_eq!(seen.within, Some(SearchWithin::new(7)));
    assert_eq!(seen.x_ids, Some(vec![1, 2]));
    assert_eq!(seen.x_point, Some(Point::new(2.0, 1.0)));
    assert_eq!(seen.seen, Some(7));
    assert_eq!((seen.limit, seen.flags), (None, None));
}

#[tokio::test]
async fn a_value_that_may_be_empty_is_absent_when_it_is() {
    for query in ["limit=", "limit", "limit=&flags=true"] {
        let (status, seen) = sent(query, &[]).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{query}");
        assert_eq!(seen.expect("handled").limit, None, "{query}");
    }
    let (status, _) = sent("cleared=", &[]).await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "only where it is allowed");
}

#[tokio::test]
async fn wrong_values_are_refused_before_the_handler_sees_them() {
    for (query, fields) in [
        ("at=yesterday", &[][..]),
        ("flags=yes", &[]),
        ("levels=1|4", &[]),
        ("levels=1|x", &[]),
        ("sizes=big", &[]),
        ("near[lat]=1", &[]),
        ("near[lat]=north&near[lon]=2", &[]),
        ("high=3", &[]),
        ("corners={}", &[]),
        ("corners=[", &[]),
        ("limit=0", &[]),
        ("limit=1&limit=2", &[]),
        ("", &[("x-ids", "1,two")]),
        ("", &[("x-point", "lat=1")]),
        ("", &[("cookie", "seen=x")]),
        ("", &[("cookie", "last={")]),
    ] {
        let (status, seen) = sent(query, fields).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query} {fields:?}");
        assert!(seen.is_none());
    }
}
