//! Is a value in any style and place the same value at the other end? Or else refused before it is sent.

use countersign_client::Error;
use countersign_features::styles::Client;
use countersign_features::styles::server::{
    Api, ListsRequest, ListsResponse, RecordsRequest, RecordsResponse, TextsRequest, TextsResponse,
    router,
};
use countersign_features::styles::types::Record;
use countersign_server::{Context, Problem};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::seen::Seen;

#[derive(Clone, Default)]
struct Service {
    texts: Seen<TextsRequest>,
    lists: Seen<ListsRequest>,
    records: Seen<RecordsRequest>,
}

impl Api for Service {
    type Principal = ();
    type Error = Problem;

    async fn texts(&self, _: Context<()>, request: TextsRequest) -> Result<TextsResponse, Problem> {
        self.texts.push(request);
        Ok(TextsResponse::NoContent)
    }

    async fn lists(&self, _: Context<()>, request: ListsRequest) -> Result<ListsResponse, Problem> {
        self.lists.push(request);
        Ok(ListsResponse::NoContent)
    }

    async fn records(
        &self,
        _: Context<()>,
        request: RecordsRequest,
    ) -> Result<RecordsResponse, Problem> {
        self.records.push(request);
        Ok(RecordsResponse::NoContent)
    }
}

fn pair() -> (Client, Service) {
    let service = Service::default();
    (crate::client(router(service.clone())), service)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}

/// What the client refuses to spell is not sent; everything else comes out as it went in.
fn law<T: PartialEq + std::fmt::Debug, E: std::fmt::Debug>(
    called: Result<(), Error<E>>,
    sent: &T,
    seen: &[T],
) -> TestCaseResult {
    match called {
        Ok(()) => prop_assert_eq!(seen, std::slice::from_ref(sent)),
        Err(Error::Build(_)) => prop_assert!(seen.is_empty(), "refused, and sent nevertheless"),
        Err(error) => prop_assert!(false, "{error:?}"),
    }
    Ok(())
}

/// Awaits a call and looks at one parameter of what the server has seen.
macro_rules! check {
    ($seen:expr, $call:expr, $sent:expr, $field:ident) => {
        let called = $call.await.map(countersign_client::Response::into_inner);
        let seen: Vec<_> = $seen
            .take()
            .into_iter()
            .map(|request| request.$field)
            .collect();
        law(called, $sent, &seen)?;
    };
}

/// Every spelling has something to say about these.
const HARD: [&str; 24] = [
    "",
    ".",
    "..",
    "/",
    "a/b",
    "?",
    "#",
    "%",
    "%2F",
    "&",
    "=",
    "+",
    " ",
    " a ",
    ",",
    ";",
    "|",
    ".a.b",
    "a=b&c=d",
    "\"quoted\"",
    "[x]",
    "null",
    "5",
    "\u{e9}\u{1f600}\u{202e}",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&HARD[..]).prop_map(str::to_owned),
        any::<String>(),
        "[ -~]{0,6}",
    ]
}

fn record() -> impl Strategy<Value = Record> {
    (text(), any::<i64>(), any::<Option<bool>>()).prop_map(|(text, number, flag)| {
        let record = Record::new(text, number);
        match flag {
            Some(flag) => record.with_flag(flag),
            None => record,
        }
    })
}

async fn texts_agree(api: &Client, seen: &Seen<TextsRequest>, text: &String) -> TestCaseResult {
    let other = "other".to_owned();
    check!(seen, api.texts(text, &other, &other), text, simple);
    check!(seen, api.texts(&other, text, &other), text, label);
    check!(seen, api.texts(&other, &other, text), text, matrix);
    let call = || api.texts(&other, &other, &other);
    let sent = &Some(text.clone());
    check!(seen, call().form(text), sent, form);
    check!(seen, call().reserved(text), sent, reserved);
    check!(seen, call().odd_name(text), sent, odd_name);
    check!(seen, call().x_simple(text), sent, x_simple);
    check!(seen, call().crumb(text), sent, crumb);
    Ok(())
}

async fn lists_agree(
    api: &Client,
    seen: &Seen<ListsRequest>,
    list: &Vec<String>,
) -> TestCaseResult {
    let o = &vec!["other".to_owned()];
    check!(seen, api.lists(list, o, o, o, o, o), list, simple);
    check!(seen, api.lists(o, list, o, o, o, o), list, simple_all);
    check!(seen, api.lists(o, o, list, o, o, o), list, label);
    check!(seen, api.lists(o, o, o, list, o, o), list, label_all);
    check!(seen, api.lists(o, o, o, o, list, o), list, matrix);
    check!(seen, api.lists(o, o, o, o, o, list), list, matrix_all);
    let call = || api.lists(o, o, o, o, o, o);
    let sent = &Some(list.clone());
    check!(seen, call().form(list), sent, form);
    check!(seen, call().space(list), sent, space);
    check!(seen, call().pipe(list), sent, pipe);
    check!(seen, call().x_simple(list), sent, x_simple);
    check!(seen, call().crumb(list), sent, crumb);
    // One pair for each item: no item, no pair (RFC 6570 3.2.8).
    let sent = &sent.clone().filter(|list| !list.is_empty());
    check!(seen, call().form_all(list), sent, form_all);
    Ok(())
}

async fn records_agree(
    api: &Client,
    seen: &Seen<RecordsRequest>,
    record: &Record,
) -> TestCaseResult {
    let o = &Record::new("other", 0);
    check!(seen, api.records(record, o, o, o, o, o), record, simple);
    check!(seen, api.records(o, record, o, o, o, o), record, simple_all);
    check!(seen, api.records(o, o, record, o, o, o), record, label);
    check!(seen, api.records(o, o, o, record, o, o), record, label_all);
    check!(seen, api.records(o, o, o, o, record, o), record, matrix);
    check!(seen, api.records(o, o, o, o, o, record), record, matrix_all);
    let call = || api.records(o, o, o, o, o, o);
    let sent = &Some(record.clone());
    check!(seen, call().form(record), sent, form);
    check!(seen, call().form_all(record), sent, form_all);
    check!(seen, call().space(record), sent, space);
    check!(seen, call().pipe(record), sent, pipe);
    check!(seen, call().deep(record), sent, deep);
    check!(seen, call().json(record), sent, json);
    check!(seen, call().x_simple(record), sent, x_simple);
    check!(seen, call().x_simple_all(record), sent, x_simple_all);
    check!(seen, call().x_json(record), sent, x_json);
    check!(seen, call().crumb(record), sent, crumb);
    Ok(())
}

#[test]
fn hard_texts_arrive_as_they_were_sent() {
    let (api, service) = pair();
    wait(async {
        for text in HARD.map(str::to_owned) {
            let agreed = texts_agree(&api, &service.texts, &text).await;
            assert!(agreed.is_ok(), "{text:?}: {agreed:?}");
            for list in [
                vec![text.clone()],
                vec![text.clone(), String::new(), text.clone()],
            ] {
                let agreed = lists_agree(&api, &service.lists, &list).await;
                assert!(agreed.is_ok(), "{list:?}: {agreed:?}");
            }
            let record = Record::new(text, -1);
            let agreed = records_agree(&api, &service.records, &record).await;
            assert!(agreed.is_ok(), "{record:?}: {agreed:?}");
        }
    });
}

/// The law above would hold for a client that refuses everything.
#[tokio::test]
async fn reserved_characters_and_unicode_can_be_sent_in_paths_and_queries() {
    let (api, service) = pair();
    for text in HARD.map(str::to_owned) {
        let plain = "plain".to_owned();
        let sent = match text.as_str() {
            "" | "." | ".." => api.texts(&plain, &plain, &text),
            _ => api.texts(&text, &text, &text),
        };
        sent.form(&text)
            .reserved(&text)
            .odd_name(&text)
            .crumb(&text)
            .await
            .expect("it has a spelling");
        assert_eq!(service.texts.one().form, Some(text));
    }
    let list = HARD.map(str::to_owned).to_vec();
    let plain = &vec!["plain".to_owned()];
    api.lists(&list, &list, &list, &list, &list, &list)
        .form(&list)
        .form_all(&list)
        .await
        .expect("it has a spelling");
    assert_eq!(service.lists.one().form, Some(list));
    api.lists(plain, plain, plain, plain, plain, plain)
        .await
        .expect("nothing optional");
    let seen = service.lists.one();
    assert_eq!((seen.form, seen.form_all, seen.crumb), (None, None, None));
}

#[tokio::test]
async fn a_text_that_would_change_the_path_is_refused_before_it_is_sent() {
    let (api, service) = pair();
    let plain = "plain".to_owned();
    for text in ["", ".", ".."].map(str::to_owned) {
        let error = api
            .texts(&text, &plain, &plain)
            .await
            .expect_err("it would be another path");
        assert!(matches!(error, Error::Build(_)), "{error:?}");
    }
    assert!(service.texts.take().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_arrives_as_it_was_sent(text in text()) {
        let (api, service) = pair();
        wait(texts_agree(&api, &service.texts, &text))?;
    }

    #[test]
    fn any_list_arrives_as_it_was_sent(list in prop::collection::vec(text(), 0..4)) {
        let (api, service) = pair();
        wait(lists_agree(&api, &service.lists, &list))?;
    }

    #[test]
    fn any_object_arrives_as_it_was_sent(record in record()) {
        let (api, service) = pair();
        wait(records_agree(&api, &service.records, &record))?;
    }
}
