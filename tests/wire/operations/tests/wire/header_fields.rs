//! Are declared header fields of answers, of any type and shape, the same values at both ends?

use std::sync::{Arc, Mutex};

use axum::response::IntoResponse as _;
use countersign_client::core::format::{Date, Uuid};
use countersign_client::{Error, InMemory, Response, ResponseMeta};
use countersign_server::{Context, Problem};
use countersign_wire_operations::header_fields::Client;
use countersign_wire_operations::header_fields::client::{ReportError, ReportHeaders, ReportOk};
use countersign_wire_operations::header_fields::server::{Api, ReportResponse, router};
use countersign_wire_operations::header_fields::types::{Level, Quota, ReasonHeader};
use http::{HeaderValue, StatusCode};

use crate::client;

struct Answers(ReportResponse);

impl Api for Answers {
    type Principal = ();
    type Error = Problem;

    async fn report(&self, _: Context<()>) -> Result<ReportResponse, Problem> {
        Ok(self.0.clone())
    }
}

async fn report(answer: ReportResponse) -> Result<Response<ReportOk>, Error<ReportError>> {
    let api: Client = client(router(Answers(answer)));
    api.report().await
}

/// An answer with nothing that is optional.
fn least() -> ReportResponse {
    ReportResponse::Ok {
        body: true,
        x_id: Uuid::from_u128(7),
        x_count: 0,
        x_ratio: None,
        x_fresh: None,
        x_level: None,
        x_at: None,
        x_days: None,
        x_quota: None,
        x_quota_pairs: None,
        x_json: None,
        set_cookie: None,
    }
}

const COOKIES: [&str; 2] = [
    "sid=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT; Path=/",
    "theme=dark, light",
];

#[tokio::test]
async fn fields_of_every_shape_arrive_as_they_were_sent() {
    let quota = Quota::new(5).with_unit("requests");
    let days = vec![Date::constant(2024, 2, 29), Date::constant(2026, 1, 31)];
    let answer = ReportResponse::Ok {
        body: true,
        x_id: Uuid::from_u128(7),
        x_count: i64::MAX,
        x_ratio: Some(0.25),
        x_fresh: Some(false),
        x_level: Some(Level::High),
        x_at: Some("2026-01-31T12:00:00.5Z".parse().expect("a time")),
        x_days: Some(days.clone()),
        x_quota: Some(quota.clone()),
        x_quota_pairs: Some(quota.clone()),
        x_json: Some(Quota::new(1).with_unit("a, \"b\"=c")),
        set_cookie: Some(COOKIES.map(str::to_owned).to_vec()),
    };
    let (_, meta) = report(answer).await.expect("declared").into_parts();
    let sent = |name: &str| {
        meta.headers
            .get_all(name)
            .iter()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(sent("x-days"), ["2024-02-29,2026-01-31"]);
    assert_eq!(sent("x-quota"), ["left,5,unit,requests"]);
    assert_eq!(sent("x-quota-pairs"), ["left=5,unit=requests"]);
    assert_eq!(sent("set-cookie"), COOKIES);
    let headers = ReportHeaders(&meta);
    assert_eq!(headers.x_id().ok(), Some(Uuid::from_u128(7)));
    assert_eq!(headers.x_count().ok(), Some(i64::MAX));
    assert_eq!(headers.x_ratio().expect("readable"), Some(0.25));
    assert_eq!(headers.x_fresh().expect("readable"), Some(false));
    assert_eq!(headers.x_level().expect("readable"), Some(Level::High));
    let at = headers.x_at().expect("readable");
    assert_eq!(
        at.map(|at| at.to_string()).as_deref(),
        Some("2026-01-31T12:00:00.5Z")
    );
    assert_eq!(headers.x_days().expect("readable"), Some(days));
    assert_eq!(headers.x_quota().expect("readable").as_ref(), Some(&quota));
    assert_eq!(headers.x_quota_pairs().expect("readable"), Some(quota));
    let json = headers.x_json().expect("readable").expect("sent");
    assert_eq!(json.unit.as_deref(), Some("a, \"b\"=c"));
    assert_eq!(
        headers.set_cookie().expect("readable").expect("sent"),
        COOKIES
    );
    assert_eq!(sent("content-type"), ["application/json"]);
}

#[tokio::test]
async fn every_line_of_cookies_is_held_against_the_contract() {
    let found = |cookies: [&'static str; 2]| async move {
        let places = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&places);
        let mut answer = least();
        if let ReportResponse::Ok { set_cookie, .. } = &mut answer {
            *set_cookie = Some(cookies.map(str::to_owned).to_vec());
        }
        let router = router(Answers(answer)).on_invalid_answer(move |invalid| {
            let mut seen = seen.lock().expect("nobody panicked");
            seen.extend(invalid.violations.iter().map(|item| {
                let place = (item.parameter.clone(), item.pointer.clone());
                (place.0.unwrap_or_default(), place.1.unwrap_or_default())
            }));
        });
        let api: Client = client(router);
        api.report().await.expect("declared");
        places.lock().expect("nobody panicked").clone()
    };
    assert_eq!(found(COOKIES).await, []);
    let wrong = found(["sid=1", "=2"]).await;
    assert_eq!(wrong, [("Set-Cookie".to_owned(), "#/1".to_owned())]);
}

#[tokio::test]
async fn what_is_optional_and_absent_is_none() {
    let (_, meta) = report(least()).await.expect("declared").into_parts();
    let headers = ReportHeaders(&meta);
    assert_eq!(headers.x_count().ok(), Some(0));
    assert_eq!(headers.x_ratio().expect("absent"), None);
    assert_eq!(headers.x_days().expect("absent"), None);
    assert_eq!(headers.x_quota().expect("absent"), None);
    assert_eq!(headers.x_json().expect("absent"), None);
    assert_eq!(headers.set_cookie().expect("absent"), None);
    assert!(!meta.headers.contains_key("x-fresh"), "absent is not empty");
}

#[tokio::test]
async fn answers_that_are_no_success_have_their_fields_too() {
    let (elsewhere, meta) = report(ReportResponse::SeeOther {
        location: "/reports/7?a=b".to_owned(),
    })
    .await
    .expect("303 is declared and not followed")
    .into_parts();
    assert!(matches!(elsewhere, ReportOk::SeeOther));
    let headers = ReportHeaders(&meta);
    assert_eq!(headers.location().expect("required"), "/reports/7?a=b");

    let busy = report(ReportResponse::ClientError {
        status: StatusCode::CONFLICT,
        retry_after: Some(3),
        x_reason: ReasonHeader::Busy,
    });
    let Err(Error::Api(ReportError::ClientError, meta)) = busy.await else {
        panic!("409 is a client error");
    };
    let headers = ReportHeaders(&meta);
    assert_eq!(headers.retry_after().expect("readable"), Some(3));
    assert_eq!(headers.x_reason().ok(), Some(ReasonHeader::Busy));
}

/// What a server that nobody generated answers with these fields.
async fn answered(fields: &'static [(&'static str, &'static str)]) -> ResponseMeta {
    let answer = move || async move {
        let mut response = axum::Json(true).into_response();
        for (name, value) in fields {
            response
                .headers_mut()
                .append(*name, HeaderValue::from_static(value));
        }
        response
    };
    let app = axum::Router::new().route("/report", axum::routing::get(answer));
    let api: Client = Client::builder("http://operations.test")
        .transport(InMemory::serve(app))
        .build()
        .expect("a client");
    let report = api.report().await.expect("an answer whatever its fields");
    report.into_parts().1
}

#[tokio::test]
async fn fields_of_somebody_else_are_read_leniently() {
    let meta = answered(&[
        ("x-count", " 5 "),
        ("x-days", "2024-02-29 , 2026-01-31"),
        ("x-quota", "unit, r ,left,1"),
        ("x-level", "sky-high"),
    ])
    .await;
    let headers = ReportHeaders(&meta);
    assert_eq!(headers.x_count().ok(), Some(5));
    let days = headers.x_days().expect("readable");
    assert_eq!(days.map(|days| days.len()), Some(2));
    let quota = headers.x_quota().expect("readable");
    assert_eq!(quota, Some(Quota::new(1).with_unit("r")));
    let level = headers.x_level().expect("readable");
    assert_eq!(level, Some(Level::Unknown("sky-high".to_owned())));

    let twice = answered(&[("x-days", "2024-02-29"), ("x-days", "2026-01-31")]).await;
    let days = ReportHeaders(&twice)
        .x_days()
        .expect("one list in two lines");
    assert_eq!(days.map(|days| days.len()), Some(2));
}

#[tokio::test]
async fn a_field_that_is_wrong_or_missing_is_named_and_costs_no_other() {
    let meta = answered(&[
        ("x-count", "many"),
        ("x-days", "2024-02-30"),
        ("x-quota", "unit,r"),
        ("x-json", "{"),
        ("x-fresh", "true"),
    ])
    .await;
    let headers = ReportHeaders(&meta);
    let wrong = [
        ("X-Count", headers.x_count().err()),
        ("X-Days", headers.x_days().err()),
        ("X-Quota", headers.x_quota().err()),
        ("X-Json", headers.x_json().err()),
        ("X-Id", headers.x_id().err()),
    ];
    for (name, error) in wrong {
        let message = error.expect(name).message;
        assert!(message.starts_with(name), "{message}");
    }
    let missing = headers.x_id().expect_err("required");
    assert_eq!(missing.message, "X-Id: the field is missing");
    assert_eq!(headers.x_fresh().expect("readable"), Some(true));
}

#[tokio::test]
async fn a_cookie_may_be_set_twice() {
    let meta = answered(&[
        ("set-cookie", "a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT"),
        ("set-cookie", "b=2"),
    ])
    .await;
    let cookies = ReportHeaders(&meta).set_cookie().expect("readable");
    assert_eq!(
        cookies.expect("sent"),
        ["a=1; Expires=Wed, 09 Jun 2032 10:18:14 GMT", "b=2"]
    );
}
