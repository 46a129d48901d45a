//! Are nested values in a query, and what stands beside them, what their senders meant?

use std::collections::BTreeMap;

use axum::body::Body;
use countersign_client::core::secret::Secret;
use countersign_client::{Credential, InMemory};
use countersign_server::{Context, Problem, Verified, Verifier};
use countersign_wire_operations::query_objects::Client;
use countersign_wire_operations::query_objects::server::{
    Api, ListPricesRequest, ListPricesResponse, ReadNoteRequest, ReadNoteResponse,
    SearchPricesRequest, SearchPricesResponse, router,
};
use countersign_wire_operations::query_objects::types::{Filter, Range, ReadNoteXMood};
use http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::seen::Seen;

#[derive(Debug, PartialEq)]
enum Asked {
    List(Option<Filter>, Option<BTreeMap<String, String>>),
    Search(Filter),
    Note {
        number: i64,
        word: Option<String>,
        ink: Option<String>,
        mood: Option<ReadNoteXMood>,
        page: Option<f64>,
    },
}

#[derive(Clone, Default)]
struct Service {
    target: Seen<String>,
    asked: Seen<Asked>,
}

impl Service {
    fn see(&self, cx: &Context<()>, asked: Asked) {
        let target = cx.uri().path_and_query().expect("a target");
        self.target.push(target.to_string());
        self.asked.push(asked);
    }

    fn app(&self) -> axum::Router {
        let verify = async |_: Secret| Ok(Verified::new("ann", ()));
        let router = router(self.clone()).verifier("key", Verifier::api_key(verify));
        router.build().expect("the scheme has a verifier")
    }

    fn api(&self) -> Client {
        Client::builder("http://operations.test")
            .transport(InMemory::serve(self.app()))
            .credential("key", Credential::api_key("s3cret"))
            .build()
            .expect("a client")
    }

    /// The status of an answer to this target.
    async fn status(&self, target: &str) -> StatusCode {
        let request = Request::get(target).body(Body::empty()).expect("a request");
        self.app()
            .oneshot(request)
            .await
            .expect("an answer")
            .status()
    }
}

impl Api for Service {
    type Principal = ();
    type Error = Problem;

    async fn list_prices(
        &self,
        cx: Context<()>,
        request: ListPricesRequest,
    ) -> Result<ListPricesResponse, Problem> {
        self.see(&cx, Asked::List(request.filter, request.labels));
        Ok(ListPricesResponse::NoContent)
    }

    async fn search_prices(
        &self,
        cx: Context<()>,
        request: SearchPricesRequest,
    ) -> Result<SearchPricesResponse, Problem> {
        self.see(&cx, Asked::Search(request.by));
        Ok(SearchPricesResponse::NoContent)
    }

    async fn read_note(
        &self,
        cx: Context<()>,
        request: ReadNoteRequest,
    ) -> Result<ReadNoteResponse, Problem> {
        let note = Asked::Note {
            number: request.number,
            word: request.word,
            ink: request.ink,
            mood: request.x_mood,
            page: request.page,
        };
        self.see(&cx, note);
        Ok(ReadNoteResponse::NoContent)
    }
}

fn filter() -> Filter {
    Filter::new()
        .with_created(Range::new().with_gte(5))
        .with_kinds(vec!["a&b".to_owned(), "c".to_owned()])
        .with_any(vec![
            Range::new().with_gte(1).with_lt(2),
            Range::new().with_lt(0),
        ])
}

#[tokio::test]
async fn nested_objects_and_lists_of_them_arrive() {
    let service = Service::default();
    let filter = filter();
    let call = service.api();
    call.list_prices().filter(&filter).await.expect("listed");
    assert_eq!(service.asked.one(), Asked::List(Some(filter), None));
    let target = service.target.one().replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        target,
        "/prices?stage=live&filter[created][gte]=5&filter[kinds]=a%26b&filter[kinds]=c&filter[any][0][gte]=1\
         &filter[any][0][lt]=2&filter[any][1][lt]=0&api_key=s3cret"
    );
}

#[tokio::test]
async fn lists_are_read_as_other_clients_number_them() {
    let service = Service::default();
    let kinds = |kinds: &[&str]| {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        Asked::List(Some(Filter::new().with_kinds(kinds)), None)
    };
    let cases = [
        ("filter[kinds][]=x&filter[kinds][]=y", kinds(&["x", "y"])),
        ("filter[kinds][1]=y&filter[kinds][0]=x", kinds(&["x", "y"])),
        ("filter[kinds][7]=x", kinds(&["x"])),
        ("filter[kinds]=x", kinds(&["x"])),
        (
            "filter[any][2][lt]=3",
            Asked::List(
                Some(Filter::new().with_any(vec![Range::new().with_lt(3)])),
                None,
            ),
        ),
    ];
    for (query, expected) in cases {
        let target = format!("/prices?stage=live&api_key=k&{query}");
        assert_eq!(
            service.status(&target).await,
            StatusCode::NO_CONTENT,
            "{query}"
        );
        assert_eq!(service.asked.one(), expected, "{query}");
    }
    for query in [
        "filter[kinds][a]=x",
        "filter[kinds][0][b]=x",
        "filter[any][][lt]=1",
        "filter[any][0]=1",
    ] {
        let target = format!("/prices?stage=live&api_key=k&{query}");
        assert_eq!(
            service.status(&target).await,
            StatusCode::BAD_REQUEST,
            "{query}"
        );
    }
}

#[tokio::test]
async fn an_api_key_is_no_property_of_an_open_object_and_no_part_of_a_whole_query() {
    let service = Service::default();
    let labels = BTreeMap::from([("team".to_owned(), "blue".to_owned())]);
    let call = service.api();
    call.list_prices().labels(&labels).await.expect("listed");
    assert_eq!(service.asked.one(), Asked::List(None, Some(labels)));
    let filter = filter();
    call.search_prices(&filter).await.expect("found");
    assert_eq!(service.asked.one(), Asked::Search(filter));
    call.list_prices().await.expect("listed");
    assert_eq!(service.asked.one(), Asked::List(None, None));
}

#[tokio::test]
async fn texts_that_are_no_json_are_sent_as_they_are() {
    let service = Service::default();
    let call = service.api().read_note(7);
    call.word("\"a,b")
        .ink("<ink><colour>red</colour></ink>")
        .x_mood(&ReadNoteXMood::Cross)
        .page(0.5)
        .await
        .expect("read");
    let seen = Asked::Note {
        number: 7,
        word: Some("\"a,b".to_owned()),
        ink: Some("<ink><colour>red</colour></ink>".to_owned()),
        mood: Some(ReadNoteXMood::Cross),
        page: Some(0.5),
    };
    assert_eq!(service.asked.one(), seen);
    let target = service.target.one();
    assert!(
        target.starts_with("/notes/7?word=%22a%2Cb&ink=%3Cink"),
        "{target}"
    );
    for (target, status) in [
        ("/notes/7?word=", StatusCode::NO_CONTENT),
        ("/notes/7?word=a", StatusCode::BAD_REQUEST),
        ("/notes/7?word=abcdef", StatusCode::BAD_REQUEST),
        ("/notes/seven", StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(service.status(target).await, status, "{target}");
    }
}
