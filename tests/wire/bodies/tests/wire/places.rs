//! Do the items of an array arrive that travel as parts without names?

use countersign_client::core::multipart::FilePart;
use countersign_server::{Context, Problem};
use countersign_wire_bodies::multipart_places::types::{AttachRelatedBodyParts, Entry, Receipt};
use countersign_wire_bodies::multipart_places::{Client, server};
use http::StatusCode;

use crate::{Seen, built, client, refused, request, sent};

/// Gives back what it gets.
#[derive(Clone, Default)]
struct Store {
    sent: Seen<Vec<Entry>>,
    attached: Seen<Option<AttachRelatedBodyParts>>,
    nested: Seen<Vec<FilePart>>,
}

impl server::Api for Store {
    type Principal = ();
    type Error = Problem;

    async fn send_batch(
        &self,
        _cx: Context<()>,
        request: server::SendBatchRequest,
    ) -> Result<server::SendBatchResponse, Problem> {
        let count = i64::try_from(request.body.len()).expect("few");
        let names = request.body.iter().map(|entry| entry.title.clone());
        let names = names.collect();
        self.sent.push(request.body);
        let receipt = Receipt(count, Some("of".to_owned()), names);
        Ok(server::SendBatchResponse::Ok(receipt))
    }

    async fn attach(
        &self,
        _cx: Context<()>,
        request: server::AttachRequest,
    ) -> Result<server::AttachResponse, Problem> {
        self.attached.push(request.body.clone());
        let pictures = request.body.map_or_else(Vec::new, |body| {
            std::iter::once(body.1).chain(body.2).collect()
        });
        Ok(server::AttachResponse::Ok(pictures))
    }

    async fn nest(
        &self,
        _cx: Context<()>,
        request: server::NestRequest,
    ) -> Result<server::NestResponse, Problem> {
        self.nested.push(request.body);
        Ok(server::NestResponse::NoContent)
    }
}

fn entry(title: &str) -> Entry {
    Entry::new(title)
}

#[tokio::test]
async fn an_array_is_a_part_for_each_item() {
    let store = Store::default();
    let api: Client = client(server::router(store.clone()));
    let batch = vec![entry("a"), entry("\r\n--b")];
    let answer = api.send_batch(&batch).await.expect("declared");
    assert_eq!(store.sent.one(), batch);
    let names = vec!["a".to_owned(), "\r\n--b".to_owned()];
    assert_eq!(
        answer.into_inner(),
        Receipt(2, Some("of".to_owned()), names)
    );
}

#[tokio::test]
async fn values_and_files_have_their_places_in_one_tuple() {
    let store = Store::default();
    let api: Client = client(server::router(store.clone()));
    let picture = FilePart::new("PNG").with_content_type("image/png");
    let named = FilePart::new("GIF")
        .with_file_name("a.gif")
        .with_content_type("image/gif");
    let body = AttachRelatedBodyParts(entry("t"), picture.clone(), vec![named.clone()]);
    let answer = api.attach().body(body.clone()).await.expect("declared");
    assert_eq!(store.attached.one(), Some(body));
    assert_eq!(answer.into_inner(), [picture, named]);
    let answer = api.attach().await.expect("declared");
    assert_eq!(store.attached.one(), None);
    assert_eq!(answer.into_inner(), []);
}

#[tokio::test]
async fn parts_in_a_part_keep_their_boundary() {
    let store = Store::default();
    let api: Client = client(server::router(store.clone()));
    let inner =
        FilePart::new("--x\r\n\r\nPNG\r\n--x--").with_content_type("multipart/mixed; boundary=x");
    api.nest(vec![inner.clone()]).await.expect("declared");
    assert_eq!(store.nested.one(), [inner]);
}

#[tokio::test]
async fn what_is_wrong_with_a_part_is_said_at_its_place() {
    let app = built(server::router(Store::default()).build());
    const TYPE: &str = "multipart/mixed; boundary=b";
    let part = |text: &str| format!("--b\r\nContent-Type: application/json\r\n\r\n{text}\r\n");
    let post = |parts: &[&str]| {
        let parts: String = parts.iter().map(|text| part(text)).collect();
        request("POST", "/batches", TYPE, parts + "--b--")
    };
    let (status, content_type, body) = sent(&app, post(&["{\"title\":\"t\"}"])).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert!(content_type.starts_with("multipart/mixed; boundary="));
    let found = refused(&app, post(&["{\"title\":\"t\"}", "{\"title\":\"\"}", "5"])).await;
    let expected = [("#/1/title", "minLength"), ("#/2", "type")];
    assert_eq!(
        found,
        expected.map(|(place, keyword)| (place.to_owned(), keyword.to_owned()))
    );
    let found = refused(&app, post(&["{\"title\":\"t\"}", "{"])).await;
    assert_eq!(found, [("#/1".to_owned(), "syntax".to_owned())]);
    let found = refused(&app, post(&[])).await;
    assert_eq!(found, [("#".to_owned(), "minItems".to_owned())]);
}
