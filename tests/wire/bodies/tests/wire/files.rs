//! Does a handler read the files of a body one after the other, without the body ever being in memory?

use std::sync::Arc;

use axum::body::Body as AxumBody;
use countersign_client::core::body::BoxError;
use countersign_client::core::multipart::FilePart;
use countersign_client::{Body, Bytes};
use countersign_server::{Context, Problem, Router};
use countersign_wire_bodies::multipart::types::UploadFormDataBodyParts;
use countersign_wire_bodies::multipart::{Client, server};
use futures_util::stream;
use http::StatusCode;
use serde_json::Value;

use crate::flight::{Flight, PIECE, PIECES};
use crate::{Seen, built, refused, request, sent};

const FORM: &str = "multipart/form-data; boundary=b";

/// What a handler saw: the title, then a line per file.
type Upload = (String, Vec<String>);

/// Reads its files as they come; passes over those named `skip`.
#[derive(Clone, Default)]
struct Album {
    seen: Seen<Upload>,
    flight: Arc<Flight>,
}

impl server::Api for Album {
    type Principal = ();
    type Error = Problem;

    async fn upload(
        &self,
        _: Context<()>,
        request: server::UploadRequest,
    ) -> Result<server::UploadResponse, Problem> {
        let (values, mut files) = request.body.value_limit(100).values().await?;
        let mut lines = Vec::new();
        while let Some(mut file) = files.next_file().await? {
            let mut length = 0;
            while file.file_name() != Some("skip")
                && let Some(piece) = file.chunk().await?
            {
                self.flight.arrive(piece.len());
                length += piece.len();
            }
            let kind = file.content_type().unwrap_or_default();
            lines.push(format!("{} {kind} {length}", file.name()));
        }
        self.seen.push((values.title, lines));
        Ok(server::UploadResponse::NoContent)
    }
}

fn router(album: &Album) -> Router<()> {
    server::router(album.clone()).body_limit(PIECE * (PIECES + 1))
}

fn part(name: &str, text: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
}

fn file(name: &str, file_name: &str, text: &str) -> String {
    format!(
        "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
         Content-Type: image/png\r\n\r\n{text}\r\n"
    )
}

/// The same bytes, one at a time.
fn trickled(text: &str) -> AxumBody {
    let bytes: Vec<Result<Bytes, BoxError>> = text
        .bytes()
        .map(|byte| Ok(Bytes::copy_from_slice(&[byte])))
        .collect();
    AxumBody::new(Body::from_stream(stream::iter(bytes)))
}

#[tokio::test]
async fn a_file_is_read_as_it_is_made() {
    let album = Album::default();
    let api: Client = crate::client(router(&album));
    let picture = FilePart::new(album.flight.source());
    let upload = UploadFormDataBodyParts::new("large", picture).with_stars(5);
    api.upload(upload).await.expect("declared");
    album.flight.check();
    let line = format!("picture image/png {}", PIECE * PIECES);
    assert_eq!(album.seen.one(), ("large".to_owned(), vec![line]));
}

#[tokio::test]
async fn files_come_one_after_the_other_however_their_bytes_do() {
    let album = Album::default();
    let app = built(router(&album).build());
    let text = [
        part("title", "t"),
        file("pages", "1", "one\r\n--"),
        file("picture", "skip", &"x".repeat(500)),
        file("pages", "2", ""),
        "--b--\r\n".to_owned(),
    ]
    .concat();
    for body in [AxumBody::from(text.clone()), trickled(&text)] {
        let (status, ..) = sent(&app, request("POST", "/uploads", FORM, body)).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        let lines = [
            "pages image/png 7",
            "picture image/png 0",
            "pages image/png 0",
        ];
        assert_eq!(
            album.seen.one(),
            ("t".to_owned(), lines.map(str::to_owned).to_vec())
        );
    }
}

#[tokio::test]
async fn what_does_not_obey_the_contract_is_refused_as_soon_as_it_is_known() {
    let album = Album::default();
    let app = built(router(&album).build());
    let (title, picture) = (part("title", "t"), file("picture", "", "p"));
    for (parts, expected) in [
        (
            format!("{}{picture}", part("title", "")),
            ("#/title", "minLength"),
        ),
        (
            format!("{title}{}{picture}", part("stars", "x")),
            ("#/stars", "type"),
        ),
        (picture.clone(), ("#/title", "required")),
        (
            format!("{title}{picture}{}", part("stars", "1")),
            ("#/stars", "order"),
        ),
        (
            format!("{title}{}", file("pages", "", "1")),
            ("#", "required"),
        ),
        (title.clone(), ("#", "required")),
        (
            format!("{title}{picture}{}", file("pages", "", "1").repeat(3)),
            ("#/pages", "maxItems"),
        ),
        (format!("{title}{picture}{picture}"), ("#/picture", "type")),
        (
            format!("{title}{}{picture}", part("other", "x")),
            ("#/other", "additionalProperties"),
        ),
    ] {
        let body = trickled(&format!("{parts}--b--\r\n"));
        let found = refused(&app, request("POST", "/uploads", FORM, body)).await;
        assert_eq!(
            found,
            [(expected.0.to_owned(), expected.1.to_owned())],
            "{parts}"
        );
    }
    let torn = format!("{title}{picture}");
    let found = refused(&app, request("POST", "/uploads", FORM, torn)).await;
    assert_eq!(found, [("#".to_owned(), "syntax".to_owned())]);
    let found = refused(
        &app,
        request("POST", "/uploads", "multipart/form-data", title),
    )
    .await;
    assert_eq!(found, [("#".to_owned(), "syntax".to_owned())]);
}

#[tokio::test]
async fn values_and_the_whole_body_are_bounded() {
    let album = Album::default();
    let app = built(server::router(album.clone()).body_limit(1000).build());
    let values = format!(
        "{}{}",
        part("labels", &"x".repeat(60)).repeat(2),
        file("picture", "", "")
    );
    let pages = format!(
        "{}{}",
        part("title", "t"),
        file("picture", "", &"x".repeat(2000))
    );
    for (parts, detail) in [
        (values, "longer than 100 bytes"),
        (pages, "larger than 1000 bytes"),
    ] {
        let body = trickled(&format!("{parts}--b--\r\n"));
        let (status, _, body) = sent(&app, request("POST", "/uploads", FORM, body)).await;
        assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE, "{body}");
        let problem: Value = serde_json::from_str(&body).expect("JSON");
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|text| text.contains(detail)),
            "{body}"
        );
    }
}
