//! Pages: one call each, in order, until the list, the caller or an error ends them.

use std::time::Duration;

use countersign_client::core::format::Decimal;
use countersign_client::core::operation::{
    NextPage, OperationDescriptor, PaginationDescriptor, ParameterDescriptor, Source,
};
use countersign_client::{Call, Error, Failure, Items, Pages, PaginationError, Request};
use serde_json::{Value, json};

use crate::answers::{self, Answer, Server};
use crate::harness::{Client, Seeded};

static CURSOR: ParameterDescriptor = ParameterDescriptor::query("cursor");
static OFFSET: ParameterDescriptor = ParameterDescriptor::query("offset");
static PAGE: ParameterDescriptor = ParameterDescriptor::query("page");

const LIST: OperationDescriptor = OperationDescriptor {
    id: "list",
    path: "/orders",
    ..OperationDescriptor::DEFAULT
};

const fn list(next: NextPage, more: Option<&'static str>) -> OperationDescriptor {
    OperationDescriptor {
        pagination: Some(PaginationDescriptor {
            items: "/items",
            more,
            next,
        }),
        ..LIST
    }
}

static BY_CURSOR: OperationDescriptor = list(
    NextPage::Cursor {
        parameter: &CURSOR,
        source: Source::Body("/next"),
    },
    None,
);
static BY_LAST_ID: OperationDescriptor = list(
    NextPage::Cursor {
        parameter: &CURSOR,
        source: Source::Body("/items/-1"),
    },
    Some("/more"),
);
static BY_HEADER: OperationDescriptor = list(
    NextPage::Cursor {
        parameter: &CURSOR,
        source: Source::Header("x-next"),
    },
    None,
);
static BY_OFFSET: OperationDescriptor = list(NextPage::Offset { parameter: &OFFSET }, None);
static BY_NUMBER: OperationDescriptor = list(
    NextPage::Number {
        parameter: &PAGE,
        first: 1,
    },
    None,
);
static BY_LINK: OperationDescriptor = list(NextPage::Link, None);
static BY_URL: OperationDescriptor = list(
    NextPage::Url {
        source: Source::Body("/next"),
    },
    None,
);

fn call(server: &Server, request: Request) -> Call<Value, String> {
    let client: Client = countersign_client::Builder::new("https://shop.test/v1")
        .transport(server.clone())
        .random(Seeded::new(1))
        .build()
        .unwrap();
    Call::new(&client.0, request, |response| match response.status() {
        200 => Ok(response.json()?),
        404 => Err(Failure::Api(response.text()?)),
        _ => Err(Failure::Unexpected),
    })
}

fn items(server: &Server, operation: &'static OperationDescriptor) -> Items<u32, String> {
    call(server, Request::new(operation)).items()
}

fn pages(server: &Server, operation: &'static OperationDescriptor) -> Pages<Value, String> {
    call(server, Request::new(operation)).pages()
}

/// What comes out: items, and errors as they print.
async fn drain(mut items: Items<u32, String>) -> Vec<String> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(match item {
            Ok(item) => item.to_string(),
            Err(error) => error.to_string(),
        });
        assert!(all.len() < 50, "{all:?}");
    }
    assert!(items.next().await.is_none(), "an end is an end");
    all
}

fn page(items: &[u32], next: impl Into<Value>) -> Answer {
    let next = next.into();
    Answer::json(200, &json!({"items": items, "next": next}))
}

#[tokio::test(start_paused = true)]
async fn items_and_cursors_keep_every_digit() {
    const DIGITS: &str = "123456789012345678901234567890.10";
    let page = |next: &str| {
        let text = format!(r#"{{"items": [{DIGITS}, 1.0], "next": {next}}}"#);
        Answer::of("application/json", [answers::text(&text)])
    };
    let server = Server::new([page(DIGITS), page("null")]);
    let mut items: Items<Decimal, String> = call(&server, Request::new(&BY_CURSOR)).items();
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push(item.unwrap().to_string());
    }
    assert_eq!(seen, [DIGITS, "1.0", DIGITS, "1.0"]);
    let expected = format!("https://shop.test/v1/orders?cursor={DIGITS}");
    assert_eq!(server.uris()[1], expected);
}

#[tokio::test(start_paused = true)]
async fn a_cursor_leads_on_until_it_is_absent_null_or_empty() {
    for end in [
        json!({"items": [3]}),
        json!({"items": [3], "next": null}),
        json!({"items": [3], "next": ""}),
    ] {
        let server = Server::new([
            page(&[1, 2], json!("a&b")),
            page(&[], json!(17)),
            Answer::json(200, &end),
        ]);
        assert_eq!(drain(items(&server, &BY_CURSOR)).await, ["1", "2", "3"]);
        assert_eq!(
            server.uris(),
            [
                "https://shop.test/v1/orders",
                "https://shop.test/v1/orders?cursor=a%26b",
                "https://shop.test/v1/orders?cursor=17",
            ]
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_cursor_twice_is_an_error_after_its_page() {
    for again in ["a", "b"] {
        let server = Server::new([
            page(&[1], json!("a")),
            page(&[2], json!("b")),
            page(&[3], json!(again)),
        ]);
        let all = drain(items(&server, &BY_CURSOR)).await;
        assert_eq!(all[..3], ["1", "2", "3"]);
        assert!(all[3].contains("seen before"), "{all:?}");
        assert_eq!((all.len(), server.uris().len()), (4, 3));
    }
    let server = Server::new([page(&[1], json!("a"))]);
    let mut pages = pages(&server, &BY_CURSOR);
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_ok());
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(
        matches!(
            &error,
            Error::Pagination {
                error: PaginationError::Loop,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.may_have_been_sent() && error.status().is_some());
    assert!(pages.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn pages_keep_their_metadata_and_name_where_to_go_on() {
    let server = Server::new([
        page(&[1], json!("a")).with("x-request-id", "r1"),
        page(&[2], json!("b")),
        page(&[3], json!(null)),
    ]);
    let mut first = pages(&server, &BY_CURSOR).max_pages(1);
    let page = first.next().await.unwrap().unwrap();
    assert_eq!(page.meta().request_id.as_deref(), Some("r1"));
    assert_eq!(page["items"], json!([1]));
    let cursor = first.cursor().unwrap().to_owned();
    assert!(first.next().await.is_none(), "one page was asked for");
    assert_eq!(server.uris().len(), 1);
    let rest = items(&server, &BY_CURSOR).start_at(cursor);
    assert_eq!(drain(rest).await, ["2", "3"]);
    assert!(server.uris()[1].ends_with("?cursor=a"));
}

#[tokio::test(start_paused = true)]
async fn items_name_the_page_they_stand_on() {
    let server = Server::new([
        page(&[1, 2], json!("a")),
        page(&[3], json!("b")),
        page(&[4], json!(null)),
    ]);
    let mut items = items(&server, &BY_CURSOR).max_pages(2);
    let mut seen = Vec::new();
    while let Some(item) = items.next().await {
        seen.push((item.unwrap(), items.page_cursor().map(str::to_owned)));
    }
    assert_eq!(seen, [(1, None), (2, None), (3, Some("a".to_owned()))]);
}

#[tokio::test(start_paused = true)]
async fn a_busy_server_is_waited_for_in_the_middle_of_a_walk() {
    let busy = Answer::json(429, &json!({})).with("retry-after", "7");
    let server = Server::new([page(&[1], json!("a")), busy, page(&[2], json!(null))]);
    assert_eq!(drain(items(&server, &BY_CURSOR)).await, ["1", "2"]);
    assert_eq!(server.seconds(), [0, 0, 7]);
    assert_eq!(server.uris()[1], server.uris()[2]);
}

#[tokio::test(start_paused = true)]
async fn an_error_ends_the_walk_as_the_call_would_have_ended() {
    let gone = Answer::json(404, &json!("gone"));
    let server = Server::new([page(&[1], json!("a")), gone.clone()]);
    let mut walk = items(&server, &BY_CURSOR);
    assert_eq!(walk.next().await.unwrap().unwrap(), 1);
    let error = walk.next().await.unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Api(text, _) if text == "\"gone\""),
        "{error}"
    );
    assert!(walk.next().await.is_none());

    let server = Server::new([page(&[1], json!("a")), gone]);
    let mut walk = pages(&server, &BY_CURSOR);
    assert!(walk.next().await.unwrap().is_ok());
    assert!(matches!(walk.next().await, Some(Err(Error::Api(..)))));
    assert!(walk.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_not_as_declared_is_located() {
    for (body, place) in [
        (json!({"items": [1, "x", 3]}), "at /items/1"),
        (json!({"items": {"a": 1}}), "expected an array at /items"),
        (
            json!({"items": [1], "next": {"a": 1}}),
            "expected a text or a number at /next",
        ),
    ] {
        let server = Server::new([Answer::json(200, &body)]);
        let all = drain(items(&server, &BY_CURSOR)).await;
        assert!(all.last().unwrap().contains(place), "{all:?}");
    }
    let empty = Server::new([Answer::json(200, &json!({"items": null}))]);
    assert!(drain(items(&empty, &BY_CURSOR)).await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_last_item_may_be_the_cursor_and_a_flag_the_end() {
    let server = Server::new([
        Answer::json(200, &json!({"items": [1, 2], "more": true})),
        Answer::json(200, &json!({"items": [3], "more": false})),
    ]);
    assert_eq!(drain(items(&server, &BY_LAST_ID)).await, ["1", "2", "3"]);
    assert!(server.uris()[1].ends_with("?cursor=2"));
}

#[tokio::test(start_paused = true)]
async fn a_header_may_be_the_cursor() {
    let server = Server::new([
        page(&[1], Value::Null).with("x-next", "a"),
        page(&[2], json!(null)),
    ]);
    assert_eq!(drain(items(&server, &BY_HEADER)).await, ["1", "2"]);
    assert!(server.uris()[1].ends_with("?cursor=a"));
}

#[tokio::test(start_paused = true)]
async fn offsets_and_numbers_count_from_where_the_caller_began() {
    let server = Server::new([
        page(&[1, 2], json!(null)),
        page(&[3], json!(null)),
        page(&[], json!(null)),
    ]);
    let mut request = Request::new(&BY_OFFSET);
    request.parameter(&OFFSET, &10);
    assert_eq!(drain(call(&server, request).items()).await, ["1", "2", "3"]);
    let queries: Vec<_> = server
        .uris()
        .iter()
        .map(|uri| uri.rsplit_once('?').unwrap().1.to_owned())
        .collect();
    assert_eq!(queries, ["offset=10", "offset=12", "offset=13"]);

    let server = Server::new([
        page(&[1], json!(null)),
        page(&[2], json!(null)),
        page(&[], json!(null)),
    ]);
    assert_eq!(drain(items(&server, &BY_NUMBER)).await, ["1", "2"]);
    assert!(server.uris()[1].ends_with("?page=2") && server.uris()[2].ends_with("?page=3"));
}

fn linked(items: &[u32], link: &str) -> Answer {
    page(items, Value::Null).with("link", link)
}

#[tokio::test(start_paused = true)]
async fn links_are_followed_within_the_origin() {
    let server = Server::new([
        linked(&[1], r#"</v1/first>; rel="first", <?page=2>; rel="next""#),
        linked(&[2], "<https://SHOP.test:443/v1/orders?page=3>; rel=next"),
        linked(&[3], r#"</v1/orders?page=1>; rel="prev""#),
    ]);
    assert_eq!(drain(items(&server, &BY_LINK)).await, ["1", "2", "3"]);
    assert_eq!(server.uris()[1], "https://shop.test/v1/orders?page=2");
}

#[tokio::test(start_paused = true)]
async fn credentials_are_never_sent_to_where_a_page_leads() {
    for link in [
        "https://evil.test/v1/orders",
        "http://shop.test/v1/orders",
        "//evil.test/",
        "https://shop.test@evil.test/",
    ] {
        let server = Server::new([linked(&[1], &format!("<{link}>; rel=next"))]);
        let mut walk = pages(&server, &BY_LINK);
        assert!(walk.next().await.unwrap().is_ok());
        let error = walk.next().await.unwrap().unwrap_err();
        let foreign = matches!(
            error,
            Error::Pagination {
                error: PaginationError::ForeignOrigin { .. },
                ..
            }
        );
        assert!(foreign, "{link}: {error}");
        let kept = pages(&server, &BY_LINK)
            .start_at(link)
            .next()
            .await
            .unwrap();
        assert!(matches!(kept, Err(Error::Build(_))), "{link}");
        assert_eq!(server.uris().len(), 1, "{link}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_url_in_the_body_is_followed_like_a_link() {
    let server = Server::new([
        page(&[1], json!("/v1/orders?after=1")),
        page(&[2], json!(null)),
    ]);
    assert_eq!(drain(items(&server, &BY_URL)).await, ["1", "2"]);
    assert_eq!(server.uris()[1], "https://shop.test/v1/orders?after=1");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_before_it_is_wanted() {
    let server = Server::new([page(&[1, 2], json!("a")), page(&[3], json!(null))]);
    let mut items = items(&server, &BY_CURSOR);
    assert_eq!(server.uris().len(), 0);
    for _ in 0..2 {
        assert!(items.next().await.unwrap().is_ok());
        assert_eq!(server.uris().len(), 1);
    }
    let wait = tokio::time::timeout(Duration::from_secs(1), items.next());
    assert_eq!(wait.await.unwrap().unwrap().unwrap(), 3);
    assert_eq!(server.uris().len(), 2);
}
