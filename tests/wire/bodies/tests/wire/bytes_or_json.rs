//! Are bytes streamed that are one shape of several?

use std::sync::Arc;

use countersign_client::{BodySource, Error, UnexpectedResponse};
use countersign_server::{BodyStream, Context, Problem};
use countersign_wire_bodies::bytes_or_json::types::{
    AddPictureContent, AddPictureOkContent, Link, ReadFileOkContent, ReplacePictureContent,
};
use countersign_wire_bodies::bytes_or_json::{Client, server};
use http::StatusCode;

use crate::flight::{Flight, PIECE, PIECES};
use crate::{Seen, built, client, refused, request, sent};

/// Counts bytes as they come, and answers each picture with where it is.
#[derive(Clone, Default)]
struct Album {
    flight: Arc<Flight>,
    seen: Seen<String>,
}

impl server::Api for Album {
    type Principal = ();
    type Error = Problem;

    async fn add_picture(
        &self,
        _: Context<()>,
        request: server::AddPictureRequest,
    ) -> Result<server::AddPictureResponse, Problem> {
        let answer = match request.body {
            AddPictureContent::Json(link) if link.url == "large" => self.flight.source().into(),
            AddPictureContent::Json(link) => AddPictureOkContent::Json(link),
            AddPictureContent::Png(source) => {
                let mut picture = BodyStream::from(source);
                let mut length = 0;
                while let Some(piece) = picture.chunk().await? {
                    self.flight.arrive(piece.len());
                    length += piece.len();
                }
                Link::new(length.to_string()).into()
            }
        };
        Ok(server::AddPictureResponse::Ok(answer))
    }

    async fn read_file(
        &self,
        cx: Context<()>,
        request: server::ReadFileRequest,
    ) -> Result<server::ReadFileResponse, Problem> {
        let accept = cx.headers()["accept"].to_str().expect("ASCII").to_owned();
        self.seen.push(accept);
        let answer = match request.name.as_str() {
            "moved" => Link::new("u".repeat(100_000)).into(),
            name => ReadFileOkContent::Any {
                content_type: "text/csv".to_owned(),
                body: name.to_owned().into_bytes().into(),
            },
        };
        Ok(server::ReadFileResponse::Ok(answer))
    }

    async fn replace_picture(
        &self,
        _: Context<()>,
        request: server::ReplacePictureRequest,
    ) -> Result<server::ReplacePictureResponse, Problem> {
        let what = match request.body {
            None => "nothing".to_owned(),
            Some(ReplacePictureContent::Json(link)) => link.url,
            Some(ReplacePictureContent::Text(text)) => text,
            Some(ReplacePictureContent::Image { content_type, body }) => {
                let bytes = BodyStream::from(body).bytes().await?;
                format!("{content_type} {}", bytes.len())
            }
        };
        self.seen.push(what);
        Ok(server::ReplacePictureResponse::NoContent)
    }
}

#[tokio::test]
async fn bytes_beside_json_are_read_as_they_are_made() {
    let album = Album::default();
    let api: Client = client(server::router(album.clone()).body_limit(PIECE * PIECES));
    let stored = api
        .add_picture(album.flight.source())
        .await
        .expect("declared");
    album.flight.check();
    let length = (PIECE * PIECES).to_string();
    assert_eq!(stored.into_inner(), Link::new(length).into());
    let link = api.add_picture(Link::new("a")).await.expect("declared");
    assert_eq!(link.into_inner(), Link::new("a").into());
}

#[tokio::test]
async fn an_answer_of_bytes_beside_json_is_made_as_it_is_read() {
    let album = Album::default();
    let app = built(server::router(album.clone()).build());
    let ask = request(
        "POST",
        "/pictures",
        "application/json",
        r#"{"url":"large"}"#,
    );
    let answer = tower::ServiceExt::oneshot(app, ask)
        .await
        .expect("an answer");
    assert_eq!(answer.headers()["content-type"], "image/png");
    let mut body = BodyStream::from(BodySource::once(countersign_client::Body::new(
        answer.into_body(),
    )));
    while let Some(piece) = body.chunk().await.expect("all of it") {
        album.flight.arrive(piece.len());
    }
    album.flight.check();
}

#[tokio::test]
async fn bytes_beside_json_are_read_as_they_come_by_who_asks_for_them() {
    let album = Album::default();
    let api: Client = client(server::router(album.clone()));
    let mut picture = api
        .add_picture(Link::new("large"))
        .download()
        .await
        .expect("a picture");
    assert_eq!(picture.meta().headers["content-type"], "image/png");
    while let Some(piece) = picture.chunk().await.expect("all of it") {
        album.flight.arrive(piece.len());
    }
    album.flight.check();
    // What is no bytes is an answer that nobody asked for.
    let link = api.add_picture(Link::new("a")).download().await;
    let Err(Error::Unexpected(answer)) = link else {
        panic!("a link is no picture");
    };
    assert_eq!(answer.meta.status, StatusCode::OK);
    assert_eq!(answer.body, r#"{"url":"a"}"#);
}

#[tokio::test]
async fn bytes_of_any_type_are_not_what_is_declared_as_something_else() {
    let album = Album::default();
    let api: Client = client(server::router(album.clone()));
    let file = api.read_file("a,b").download().await.expect("bytes");
    assert_eq!(album.seen.one(), "*/*, application/json;q=0");
    assert_eq!(file.meta().headers["content-type"], "text/csv");
    assert_eq!(file.bytes(9).await.expect("all of it"), "a,b");
    let moved = api.read_file("moved").download().await;
    assert_eq!(album.seen.one(), "*/*, application/json;q=0");
    let Err(Error::Unexpected(answer)) = moved else {
        panic!("a link is no file");
    };
    assert!(answer.body.starts_with(b"{\"url\":\"uuu"));
    assert_eq!(answer.body.len(), UnexpectedResponse::BODY_LIMIT);
    let moved = api.read_file("moved").await.expect("declared");
    assert_eq!(moved.into_inner(), Link::new("u".repeat(100_000)).into());
}

#[tokio::test]
async fn every_shape_is_taken_and_bounded() {
    let album = Album::default();
    let app = built(server::router(album.clone()).body_limit(20).build());
    let put = |media_type: &str, body: &'static str| request("PUT", "/pictures", media_type, body);
    for (media_type, body, expected) in [
        ("application/json", r#"{"url":"a"}"#, "a"),
        ("text/plain", "b", "b"),
        ("image/gif", "GIF89a", "image/gif 6"),
        ("image/gif", "", "image/gif 0"),
    ] {
        let (status, ..) = sent(&app, put(media_type, body)).await;
        assert_eq!(
            (status, album.seen.one().as_str()),
            (StatusCode::NO_CONTENT, expected)
        );
    }
    let found = refused(&app, put("application/json", r#"{"url":""}"#)).await;
    assert_eq!(found, [("#/url".to_owned(), "minLength".to_owned())]);
    let pieces = futures_util::stream::iter([Ok::<_, Problem>("x".repeat(15)), Ok("y".repeat(15))]);
    let body = axum::body::Body::from_stream(pieces);
    let (status, _, problem) = sent(&app, request("PUT", "/pictures", "image/gif", body)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(problem.contains("larger than 20 bytes"), "{problem}");
}
