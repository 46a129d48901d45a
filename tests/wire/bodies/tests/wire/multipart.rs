//! Do values and files arrive as the parts they were sent as?

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use countersign_client::core::body::{Body, BodySource};
use countersign_client::core::multipart::FilePart;
use countersign_client::core::operation::RetryPolicy;
use countersign_client::{Builder, InMemory};
use countersign_server::{Context, Problem};
use countersign_wire_bodies::multipart::types::{
    UploadFormDataBodyDetails, UploadFormDataBodyParts,
};
use countersign_wire_bodies::multipart::{Client, server};
use countersign_wire_bodies::multipart_choices as choices;
use http::StatusCode;

use crate::{Seen, built, refused, request};

const FORM: &str = "multipart/form-data; boundary=b";

#[derive(Clone, Default)]
struct Album(Seen<UploadFormDataBodyParts>);

impl server::Api for Album {
    type Principal = ();
    type Error = Problem;

    async fn upload(
        &self,
        _: Context<()>,
        request: server::UploadRequest,
    ) -> Result<server::UploadResponse, Problem> {
        self.0.push(request.body.whole().await?);
        Ok(server::UploadResponse::NoContent)
    }
}

fn page(number: u8) -> FilePart {
    FilePart::new(vec![number, b'\r', b'\n', b'-', b'-'])
        .with_file_name(format!("{number}.bin"))
        .with_content_type("application/octet-stream")
}

#[tokio::test]
async fn values_and_files_arrive_as_they_were_sent() {
    let album = Album::default();
    let api: Client = crate::client(server::router(album.clone()));
    let picture = FilePart::new(vec![0, 255])
        .with_file_name("\u{e9} \".png")
        .with_content_type("image/png")
        .with_header("X-Exposure", "1/60");
    let sent = UploadFormDataBodyParts::new("a\r\n--b", picture)
        .with_stars(5)
        .with_labels(vec!["x,y".into(), String::new()])
        .with_details(UploadFormDataBodyDetails::new().with_by("me"))
        .with_pages(vec![page(1), page(2)]);
    api.upload(sent.clone()).await.expect("declared");
    assert_eq!(album.0.one(), sent);
}

#[tokio::test]
async fn a_stream_arrives_as_a_file_of_the_declared_type() {
    let album = Album::default();
    let api: Client = crate::client(server::router(album.clone()));
    let picture = FilePart::new(BodySource::once(Body::new(axum::body::Body::from("png"))));
    let sent = UploadFormDataBodyParts::new("t", picture);
    api.upload(sent).await.expect("declared");
    let seen = album.0.one();
    assert_eq!(seen.picture.bytes().expect("in memory"), "png");
    assert_eq!(seen.picture.content_type.as_deref(), Some("image/png"));
    assert_eq!((seen.stars, seen.labels, seen.pages), (None, None, None));
}

#[tokio::test]
async fn what_the_contract_does_not_describe_is_refused() {
    let album = Album::default();
    let app = built(server::router(album.clone()).build());
    let part = |name: &str, text: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let (title, picture) = (part("title", "t"), part("picture", "p"));
    let both = format!("{title}{picture}");
    let pages = part("pages", "p").repeat(3);
    let (other, twice) = (part("other", "x"), part("picture", "p"));
    for (content_type, parts, expected) in [
        ("multipart/form-data", both.clone(), ("#", "syntax")),
        (
            "multipart/form-data; boundary=c",
            both.clone(),
            ("#", "syntax"),
        ),
        (
            FORM,
            format!("{both}{other}"),
            ("#/other", "additionalProperties"),
        ),
        (FORM, title, ("#", "required")),
        (
            FORM,
            format!("{}{picture}", part("title", "")),
            ("#/title", "minLength"),
        ),
        (
            FORM,
            format!("{both}{}", part("stars", "many")),
            ("#/stars", "type"),
        ),
        (FORM, format!("{both}{pages}"), ("#/pages", "maxItems")),
        (FORM, format!("{both}{twice}"), ("#/picture", "type")),
    ] {
        let text = format!("{parts}--b--\r\n");
        let found = refused(&app, request("POST", "/uploads", content_type, text)).await;
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(found, [expected], "{content_type}: {parts}");
    }
    let text = format!("{both}--b--\r\n");
    let (status, ..) = crate::sent(&app, request("POST", "/uploads", FORM, text)).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    assert_eq!(album.0.one().title, "t");
}

/// How often a server that is never there was asked for an upload of this file.
async fn attempts(file: FilePart) -> usize {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let down = axum::Router::new().fallback(async move || {
        counted.fetch_add(1, Ordering::Relaxed);
        StatusCode::SERVICE_UNAVAILABLE
    });
    let three_at_once = RetryPolicy {
        max_attempts: 3,
        initial_interval: Duration::ZERO,
        statuses: &[(503, 503)],
        ..RetryPolicy::DEFAULT
    };
    let api: choices::Client = Builder::new("http://features.test")
        .transport(InMemory::serve(down))
        .retry(three_at_once)
        .build()
        .expect("a client");
    let parts = choices::types::AttachFormDataBodyParts::new().with_file(file);
    api.attach().body(parts).await.expect_err("503");
    calls.load(Ordering::Relaxed)
}

#[tokio::test]
async fn only_a_file_that_can_be_sent_again_is_tried_again() {
    let open = || Body::new(axum::body::Body::from("x"));
    assert_eq!(attempts(FilePart::new("x")).await, 3);
    assert_eq!(attempts(FilePart::new(BodySource::factory(open))).await, 3);
    assert_eq!(attempts(FilePart::new(BodySource::once(open()))).await, 1);
}
