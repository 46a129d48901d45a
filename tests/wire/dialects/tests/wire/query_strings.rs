//! OpenAPI 3.2: whole query strings and plain cookies arrive as they were sent, and are spelled as the standard says.

use axum::body::Body;
use countersign_client::Error;
use countersign_server::{Context, Problem};
use countersign_wire_dialects::query_strings as searches;
use http::{Request, StatusCode};
use searches::server::{
    EatCookiesRequest, EatCookiesResponse, SearchFormRequest, SearchFormResponse,
    SearchJsonRequest, SearchJsonResponse, SearchPathRequest, SearchPathResponse,
    SearchXmlResponse,
};
use searches::types::{Box_ as Crate, Filter};
use tower::ServiceExt as _;

use crate::seen::Seen;

/// What was asked for, and the whole query and the cookies as they came.
#[derive(Debug, PartialEq)]
enum Asked {
    Json(Filter),
    Path(Option<String>),
    Form(Option<Filter>),
    Cookies(Option<String>, Option<Vec<i32>>, Option<Vec<i32>>),
}

impl searches::server::Api for Seen<Asked> {
    type Principal = ();
    type Error = Problem;

    async fn search_json(
        &self,
        _: Context<()>,
        request: SearchJsonRequest,
    ) -> Result<SearchJsonResponse, Problem> {
        self.push(Asked::Json(request.filter));
        Ok(SearchJsonResponse::NoContent)
    }

    async fn search_path(
        &self,
        _: Context<()>,
        request: SearchPathRequest,
    ) -> Result<SearchPathResponse, Problem> {
        self.push(Asked::Path(request.expression));
        Ok(SearchPathResponse::NoContent)
    }

    async fn search_form(
        &self,
        _: Context<()>,
        request: SearchFormRequest,
    ) -> Result<SearchFormResponse, Problem> {
        self.push(Asked::Form(request.filter));
        Ok(SearchFormResponse::NoContent)
    }

    async fn search_xml(&self, _: Context<()>) -> Result<SearchXmlResponse, Problem> {
        Ok(SearchXmlResponse::NoContent)
    }

    async fn eat_cookies(
        &self,
        _: Context<()>,
        request: EatCookiesRequest,
    ) -> Result<EatCookiesResponse, Problem> {
        self.push(Asked::Cookies(request.theme, request.ids, request.sizes));
        Ok(EatCookiesResponse::NoContent)
    }
}

fn filter() -> Filter {
    Filter::new()
        .with_towns(vec!["a&b=c".to_owned(), "d+e %".to_owned()])
        .with_box(Crate::new(true))
        .with_size(3)
}

#[tokio::test]
async fn a_whole_query_arrives_in_every_media_type() {
    let seen = Seen::default();
    let api: searches::Client = crate::client(searches::server::router(seen.clone()));
    let filter = filter();
    api.search_json(&filter).await.expect("declared");
    assert_eq!(seen.one(), Asked::Json(filter.clone()));
    api.search_form().filter(&filter).await.expect("declared");
    assert_eq!(seen.one(), Asked::Form(Some(filter)));
    let expression = "$.a[?(@.b == 'x&y+z')]";
    api.search_path()
        .expression(expression)
        .await
        .expect("declared");
    assert_eq!(seen.one(), Asked::Path(Some(expression.to_owned())));
    api.search_path().await.expect("declared");
    assert_eq!(seen.one(), Asked::Path(None));
}

#[tokio::test]
async fn cookies_in_plain_style_arrive_or_are_refused() {
    let seen = Seen::default();
    let api: searches::Client = crate::client(searches::server::router(seen.clone()));
    let call = api
        .eat_cookies()
        .theme("100%=a/b")
        .ids(&[1, -2])
        .sizes(&[3, 4]);
    call.await.expect("declared");
    let asked = Asked::Cookies(
        Some("100%=a/b".to_owned()),
        Some(vec![1, -2]),
        Some(vec![3, 4]),
    );
    assert_eq!(seen.one(), asked);
    for theme in ["a b", "a;b", "a,b", "\"a\"", "\u{e4}", "a\\b"] {
        let error = api
            .eat_cookies()
            .theme(theme)
            .await
            .expect_err("unspellable");
        assert!(matches!(error, Error::Build(_)), "{theme}");
    }
    assert!(seen.take().is_empty(), "the handler was called");
}

#[tokio::test]
async fn requests_are_read_as_the_standard_spells_them() {
    let seen = Seen::default();
    let app = crate::built(searches::server::router(seen.clone()).build());
    let ask = async |uri: &str, cookies: &str| {
        let request = Request::get(uri).header("cookie", cookies);
        let request = request.body(Body::empty()).expect("a request");
        app.clone()
            .oneshot(request)
            .await
            .expect("infallible")
            .status()
    };
    let status = ask("/json?%7B%22size%22%3A%203%7D", "").await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(seen.one(), Asked::Json(Filter::new().with_size(3)));
    ask("/form?towns=a%7Cb&box=%7B%22deep%22:false%7D", "").await;
    let towns = vec!["a".to_owned(), "b".to_owned()];
    let found = Filter::new().with_towns(towns).with_box(Crate::new(false));
    assert_eq!(seen.one(), Asked::Form(Some(found)));
    ask("/path?$.a+b%20c", "").await;
    assert_eq!(seen.one(), Asked::Path(Some("$.a+b c".to_owned())));
    ask("/cookies", "theme=a%20b; ids=1; ids=2; sizes=3,4").await;
    let asked = Asked::Cookies(Some("a%20b".to_owned()), Some(vec![1, 2]), Some(vec![3, 4]));
    assert_eq!(seen.one(), asked);
    for wrong in [
        "/json",
        "/json?size=3",
        "/json?%7B%22size%22%3Atrue%7D",
        "/path?a",
        "/form?size=x",
    ] {
        assert_eq!(ask(wrong, "").await, StatusCode::BAD_REQUEST, "{wrong}");
    }
    assert!(seen.take().is_empty(), "the handler was called");
}
