//! Do bytes go through client and server without either holding them?

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body as AxumBody;
use countersign_client::core::body::BoxError;
use countersign_client::{Body, BodySource, Bytes, Error};
use countersign_server::{Context, MemoryStore, Problem, Router};
use countersign_wire_bodies::streamed_bytes::{Client, client, server};
use futures_util::{StreamExt as _, stream};
use http::StatusCode;

use crate::flight::{Flight, PIECE, PIECES};
use crate::{built, request, sent};

/// Counts what is stored, gives it back on the way.
#[derive(Clone, Default)]
struct Files(Arc<Flight>);

impl server::Api for Files {
    type Principal = ();
    type Error = Problem;

    async fn store_file(
        &self,
        _: Context<()>,
        request: server::StoreFileRequest,
    ) -> Result<server::StoreFileResponse, Problem> {
        let mut body = request.body;
        let mut length = 0;
        while let Some(piece) = body.chunk().await? {
            self.0.arrive(piece.len());
            length += i64::try_from(piece.len()).expect("small");
        }
        Ok(server::StoreFileResponse::Ok(length))
    }

    async fn read_file(
        &self,
        _: Context<()>,
        request: server::ReadFileRequest,
    ) -> Result<server::ReadFileResponse, Problem> {
        Ok(match request.name.as_str() {
            "large" => server::ReadFileResponse::Ok(self.0.source()),
            "broken" => {
                let pieces = [Ok(Bytes::from_static(b"ab")), Err(BoxError::from("lost"))];
                let body = Body::from_stream(stream::iter(pieces));
                server::ReadFileResponse::Ok(BodySource::once(body))
            }
            "small" => server::ReadFileResponse::Ok(Bytes::from_static(b"abc").into()),
            _ => server::ReadFileResponse::NotFound("no such file".to_owned()),
        })
    }

    async fn append_once(
        &self,
        _: Context<()>,
        request: server::AppendOnceRequest,
    ) -> Result<server::AppendOnceResponse, Problem> {
        self.0.arrive(1);
        let whole = request.body.bytes().await?;
        let body = Body::from_stream(stream::iter([Ok::<_, BoxError>(whole)]));
        Ok(server::AppendOnceResponse::Ok(BodySource::once(body)))
    }
}

fn router(files: &Files) -> Router<()> {
    let router = server::router(files.clone());
    router
        .body_limit(PIECE * PIECES)
        .idempotency(MemoryStore::default())
}

#[tokio::test]
async fn an_upload_of_unknown_length_is_read_as_it_is_made() {
    let files = Files::default();
    let api: Client = crate::client(router(&files));
    let length = api
        .store_file("large", files.0.source())
        .await
        .expect("declared");
    assert_eq!(usize::try_from(*length).expect("small"), PIECE * PIECES);
    files.0.check();
}

#[tokio::test]
async fn a_download_is_made_as_it_is_read() {
    let files = Files::default();
    let api: Client = crate::client(router(&files));
    let mut download = api.read_file("large").download().await.expect("declared");
    while let Some(piece) = download.chunk().await.expect("all of it") {
        files.0.arrive(piece.len());
    }
    files.0.check();
    let small = api.read_file("small").download().await.expect("declared");
    assert_eq!(small.length(), Some(3));
    let pieces: Vec<_> = small.into_stream().collect().await;
    assert!(
        matches!(pieces.as_slice(), [Ok(piece)] if piece == "abc"),
        "{pieces:?}"
    );
    assert_eq!(&api.read_file("small").await.expect("declared")[..], b"abc");
}

#[tokio::test]
async fn a_download_that_breaks_off_or_grows_too_long_is_an_error() {
    let api: Client = crate::client(router(&Files::default()));
    let mut broken = api.read_file("broken").download().await.expect("declared");
    assert_eq!(
        broken.chunk().await.expect("a piece").as_deref(),
        Some(&b"ab"[..])
    );
    broken.chunk().await.expect_err("broken off");
    let small = api.read_file("small").download().await.expect("declared");
    small.bytes(2).await.expect_err("too long");
    let error = api
        .read_file("none")
        .download()
        .await
        .expect_err("declared");
    let Error::Api(client::ReadFileError::NotFound(text), _) = error else {
        panic!("undeclared: {error}");
    };
    assert_eq!(text, "no such file");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_while_it_is_read() {
    let files = Files::default();
    let app = built(
        server::router(files.clone())
            .body_limit(2 * PIECE)
            .idempotency(MemoryStore::default())
            .build(),
    );
    let body = AxumBody::new(files.0.source().open());
    let media_type = "application/octet-stream";
    let (status, _, _) = sent(&app, request("PUT", "/files/a", media_type, body)).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(files.0.arrived.load(Ordering::SeqCst), 2 * PIECE);
}

#[tokio::test]
async fn a_keyed_call_is_known_by_its_bytes_and_not_repeated_for_its_answer() {
    let files = Files::default();
    let app = built(router(&files).build());
    let append = |text: &'static str| {
        let pieces = stream::iter(
            text.as_bytes()
                .chunks(2)
                .map(|piece| Ok::<_, BoxError>(Bytes::from_static(piece))),
        );
        let mut append = request(
            "POST",
            "/files/a",
            "text/csv",
            AxumBody::new(Body::from_stream(pieces)),
        );
        let key = http::HeaderValue::from_static("0b1e5e3c-0000-4000-8000-000000000001");
        append.headers_mut().insert("idempotency-key", key);
        append
    };
    let (status, _, body) = sent(&app, append("abcde")).await;
    assert_eq!((status.as_u16(), body.as_str()), (200, "abcde"));
    // The answer went by and was not kept; that it was given was.
    assert_eq!(sent(&app, append("abcde")).await.0, StatusCode::CONFLICT);
    assert_eq!(
        sent(&app, append("abcdX")).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(files.0.arrived.load(Ordering::SeqCst), 1);
}
