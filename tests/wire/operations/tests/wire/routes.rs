//! Does every route lead to its own handler, whatever its neighbours look like?

use countersign_client::core::format::Uuid;
use countersign_server::{Context, Problem};
use countersign_wire_operations::{adjacent_parameters, path_rivals, routes};
use http::StatusCode;
use http::header::ALLOW;
use tower::ServiceExt as _;

use crate::client;
use crate::seen::Seen;

/// Notes which handler was called, and with what.
#[derive(Clone, Default)]
struct Service(Seen<String>);

macro_rules! serve {
    ($api:ident: $($method:ident -> $response:ident $(($request:ident: $($field:ident),+))?;)*) => {
        impl $api::server::Api for Service {
            type Principal = ();
            type Error = Problem;

            $(async fn $method(
                &self,
                _: Context<()>,
                $(request: $api::server::$request,)?
            ) -> Result<$api::server::$response, Problem> {
                let words = [
                    stringify!($method).to_owned(),
                    $($(request.$field.to_string()),+)?
                ];
                self.0.push(words.join(" "));
                Ok($api::server::$response::NoContent)
            })*
        }
    };
}

serve! { routes:
    list -> ListResponse;
    list_slash -> ListSlashResponse;
    all -> AllResponse;
    one -> OneResponse (OneRequest: id);
    drop_ -> DropResponse (DropRequest: id);
    verb -> VerbResponse (VerbRequest: id);
    as_json -> AsJsonResponse (AsJsonRequest: id);
    one_slash -> OneSlashResponse (OneSlashRequest: id);
    parts -> PartsResponse (PartsRequest: id);
    one_of_all -> OneOfAllResponse (OneOfAllRequest: id);
    compare -> CompareResponse (CompareRequest: base, head);
    odd -> OddResponse (OddRequest: x);
}

serve! { path_rivals:
    files -> FilesResponse;
    beta_files -> BetaFilesResponse;
    search -> SearchResponse (SearchRequest: q);
    bucket -> BucketResponse;
    bucket_acl -> BucketAclResponse (BucketAclRequest: acl);
    bucket_copy -> BucketCopyResponse (BucketCopyRequest: x_copy);
    note_by_name -> NoteByNameResponse (NoteByNameRequest: name);
    note_by_id -> NoteByIdResponse (NoteByIdRequest: id);
    note_by_number -> NoteByNumberResponse (NoteByNumberRequest: number);
}

serve! { adjacent_parameters:
    report -> ReportResponse (ReportRequest: name, format);
    cell -> CellResponse (CellRequest: x, y);
}

/// Awaits a call and says what arrived.
macro_rules! arrives {
    ($seen:expr, $call:expr, $expected:expr) => {
        $call.await.expect("it is answered");
        assert_eq!($seen.one(), $expected);
    };
}

#[tokio::test]
async fn every_route_leads_to_its_own_handler() {
    let service = Service::default();
    let seen = &service.0.clone();
    let api: routes::Client = client(routes::server::router(service));
    arrives!(seen, api.list(), "list");
    arrives!(seen, api.list_slash(), "list_slash");
    arrives!(seen, api.all(), "all");
    for id in [
        "7",
        "a/b",
        "a%2Fb",
        "?",
        "#",
        "a.b",
        "a:b",
        ":",
        "\u{e9} \u{1f600}",
        "...",
    ] {
        arrives!(seen, api.one(id), format!("one {id}"));
        arrives!(seen, api.drop_(id), format!("drop_ {id}"));
        arrives!(seen, api.verb(id), format!("verb {id}"));
        arrives!(seen, api.as_json(id), format!("as_json {id}"));
        arrives!(seen, api.one_slash(id), format!("one_slash {id}"));
        arrives!(seen, api.parts(id), format!("parts {id}"));
        arrives!(seen, api.one_of_all(id), format!("one_of_all {id}"));
        arrives!(seen, api.odd(id), format!("odd {id}"));
    }
    arrives!(seen, api.compare("v1", "v2"), "compare v1 v2");
    arrives!(seen, api.compare("a/b", "c.d"), "compare a/b c.d");
    // Text wins over a parameter: a thing called `all` has parts nobody can ask for by this path.
    arrives!(seen, api.parts("all"), "one_of_all parts");
}

#[tokio::test]
async fn operations_that_share_a_path_are_told_apart_by_what_they_demand() {
    let service = Service::default();
    let seen = &service.0.clone();
    let api: path_rivals::Client = client(path_rivals::server::router(service));
    arrives!(seen, api.files(), "files");
    arrives!(seen, api.beta_files(), "beta_files");
    arrives!(seen, api.search("a&b=c"), "search a&b=c");
    arrives!(seen, api.bucket(), "bucket");
    arrives!(seen, api.bucket_acl(true), "bucket_acl true");
    arrives!(seen, api.bucket_copy("from"), "bucket_copy from");
    arrives!(seen, api.note_by_name("shopping"), "note_by_name shopping");
    arrives!(seen, api.note_by_number(7), "note_by_number 7");
    let id = Uuid::from_u128(7);
    arrives!(seen, api.note_by_id(id), format!("note_by_id {id}"));
}

/// The answer to a request that no client of the contract would send.
async fn status(app: axum::Router, path: &str) -> StatusCode {
    let request = http::Request::get(path).body(axum::body::Body::empty());
    let answer = app.oneshot(request.expect("a request")).await;
    answer.expect("it is answered").status()
}

#[tokio::test]
async fn what_stands_in_the_query_of_a_path_is_not_optional() {
    let service = Service::default();
    let seen = &service.0.clone();
    let app = path_rivals::server::router(service)
        .build()
        .expect("a router");
    for (query, handler) in [("x=1&beta=true", "beta_files"), ("beta=false", "files")] {
        assert_eq!(status(app.clone(), &format!("/files?{query}")).await, 204);
        assert_eq!(seen.one(), handler, "{query}");
    }
    // Nobody demands less, so it is said what is missing.
    assert_eq!(status(app, "/search").await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn parameters_side_by_side_are_split_where_their_schemas_say() {
    use adjacent_parameters::types::ReportFormat;
    let service = Service::default();
    let seen = &service.0.clone();
    let app = adjacent_parameters::server::router(service);
    let api: adjacent_parameters::Client = client(app);
    let format = ReportFormat::Csv;
    arrives!(seen, api.report("a.json", &format), "report a.json .csv");
    arrives!(seen, api.cell(-3, 41), "cell -3 41");
}

/// Status and `Allow` of a request that no client of the contract would send.
async fn refused(method: &str, path: &str) -> (StatusCode, Option<String>, usize) {
    let service = Service::default();
    let app = routes::server::router(service.clone()).build();
    let request = http::Request::builder().method(method).uri(path);
    let request = request.body(axum::body::Body::empty()).expect("a request");
    let answer = app.expect("a router").oneshot(request).await;
    let answer = answer.expect("it is answered");
    let allow = answer.headers().get(ALLOW);
    let allow = allow.map(|field| String::from_utf8_lossy(field.as_bytes()).into_owned());
    (answer.status(), allow, service.0.take().len())
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused_with_those_it_has() {
    for (method, path, allow) in [
        ("POST", "/things", "GET, HEAD"),
        ("OPTIONS", "/things", "GET, HEAD"),
        ("TRACE", "/things", "GET, HEAD"),
        ("PATCH", "/things/7", "DELETE, GET, HEAD"),
        ("OPTIONS", "/things/7", "DELETE, GET, HEAD"),
        ("get", "/things/7", "DELETE, GET, HEAD"),
        ("DELETE", "/things/7:verb/parts", "GET, HEAD"),
        ("BREW", "/compare/a...b", "GET, HEAD"),
    ] {
        let (status, said, handled) = refused(method, path).await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
        assert_eq!(said.as_deref(), Some(allow), "{method} {path}");
        assert_eq!(handled, 0, "{method} {path}");
    }
}

#[tokio::test]
async fn a_path_that_nobody_declared_is_not_found() {
    for path in [
        "/",
        "/Things",
        "/THINGS/7",
        "/th%69ngs/7",
        "//things",
        "/things//",
        "/things/7/Parts",
        "/things/7/parts/8",
        "/things/7/parts/",
        "/compare/v1..v2",
        "/compare/v1",
        "/prefix/things",
    ] {
        let (status, allow, handled) = refused("GET", path).await;
        assert_eq!((status, allow), (StatusCode::NOT_FOUND, None), "{path}");
        assert_eq!(handled, 0, "{path}");
    }
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let (status, _, handled) = refused("HEAD", "/things").await;
    assert_eq!((status, handled), (StatusCode::NO_CONTENT, 1));
}

/// What is escaped is part of a value: it neither ends one nor makes the text of another path.
#[tokio::test]
async fn escaped_text_belongs_to_a_value() {
    for (path, expected) in [
        ("/things/a%2Fb", "one a/b"),
        ("/things/a%2fb/parts", "parts a/b"),
        ("/things/%61ll", "one all"),
        ("/things/7%3Averb", "one 7:verb"),
        ("/things/7%2Ejson", "one 7.json"),
        ("/things/%2E%2E", "one .."),
        ("/things/a%20b", "one a b"),
        ("/things/a+b", "one a+b"),
        ("/things/7?a=b#c", "one 7"),
        ("/caf%C3%A9%20%7Bb/1", "odd 1"),
        ("/caf%c3%a9%20%7bb/1", "odd 1"),
    ] {
        let service = Service::default();
        let app = routes::server::router(service.clone()).build();
        let answered = status(app.expect("a router"), path).await;
        assert_eq!(answered, StatusCode::NO_CONTENT, "{path}");
        assert_eq!(service.0.one(), expected, "{path}");
    }
    let app = routes::server::router(Service::default()).build();
    let answered = status(app.expect("a router"), "/things/%FF").await;
    assert_eq!(answered, StatusCode::BAD_REQUEST, "no text");
}
