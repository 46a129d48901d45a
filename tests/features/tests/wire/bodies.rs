//! Do bodies that are optional, raw, text or of several media types arrive as they were sent?

use countersign_client::{Bytes, Error};
use countersign_features::{optional_body, raw_body, text_body};
use countersign_server::{Context, Problem};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use optional_body::types::Query;
use raw_body::client::UploadError;
use raw_body::server::{UploadFormResponse, UploadResponse};

use crate::seen::Seen;
use crate::violations::{post, sent};

impl optional_body::server::Api for Seen<Option<Query>> {
    type Principal = ();
    type Error = Problem;

    async fn search(
        &self,
        _: Context<()>,
        request: optional_body::server::SearchRequest,
    ) -> Result<optional_body::server::SearchResponse, Problem> {
        let found = request.body.iter().filter_map(|query| query.text.clone());
        let found = found.collect();
        self.push(request.body);
        Ok(optional_body::server::SearchResponse::Ok(found))
    }
}

#[tokio::test]
async fn an_optional_body_is_absent_or_there() {
    let seen = Seen::default();
    let api: optional_body::Client = crate::client(optional_body::server::router(seen.clone()));
    let found = api.search().await.expect("declared");
    assert_eq!((seen.one(), found.into_inner()), (None, vec![]));

    let empty = Query::new();
    api.search().body(&empty).await.expect("declared");
    assert_eq!(seen.one(), Some(empty));

    let query = Query::new().with_text("tea \u{2615}");
    let found = api.search().body(&query).await.expect("declared");
    assert_eq!(*found, ["tea \u{2615}"]);
    assert_eq!(seen.one(), Some(query));
}

#[tokio::test]
async fn a_body_that_is_optional_must_still_obey_when_it_is_there() {
    let seen = Seen::default();
    let app = crate::built(optional_body::server::router(seen.clone()).build());
    for (body, expected) in [
        ("{}", StatusCode::OK),
        ("", StatusCode::OK),
        ("null", StatusCode::BAD_REQUEST),
        ("{", StatusCode::BAD_REQUEST),
        ("{\"text\": 5}", StatusCode::BAD_REQUEST),
    ] {
        let mut request = post("/search", "application/json", body.into());
        *request.method_mut() = http::Method::GET;
        assert_eq!(sent(app.clone(), request).await.0, expected, "{body:?}");
    }
    assert_eq!(seen.take(), [Some(Query::new()), None]);
}

/// Refuses pictures that are empty, and gives others back.
#[derive(Clone, Default)]
struct Pictures(Seen<(String, Bytes)>);

impl Pictures {
    fn note<P>(&self, cx: &Context<P>, body: &Bytes) -> String {
        let media_type = cx.headers().get(CONTENT_TYPE).expect("a body has a type");
        let media_type = media_type.to_str().expect("visible ASCII").to_owned();
        self.0.push((media_type.clone(), body.clone()));
        media_type
    }
}

impl raw_body::server::Api for Pictures {
    type Principal = ();
    type Error = Problem;

    async fn upload(
        &self,
        cx: Context<()>,
        request: raw_body::server::UploadRequest,
    ) -> Result<UploadResponse, Problem> {
        let body = request.body.bytes().await?;
        let content_type = self.note(&cx, &body);
        if body.is_empty() {
            return Ok(UploadResponse::ClientError {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                content_type,
                body: Bytes::from_static(b"\x00empty\xff").into(),
            });
        }
        Ok(UploadResponse::Ok(body.into()))
    }

    async fn upload_form(
        &self,
        cx: Context<()>,
        request: raw_body::server::UploadFormRequest,
    ) -> Result<UploadFormResponse, Problem> {
        self.note(&cx, &request.body.bytes().await?);
        Ok(UploadFormResponse::NoContent)
    }
}

#[tokio::test]
async fn raw_bytes_travel_untouched_under_the_type_the_caller_names() {
    let service = Pictures::default();
    let api: raw_body::Client = crate::client(raw_body::server::router(service.clone()));
    let picture = Bytes::from((0..=255).collect::<Vec<u8>>());
    let thumbnail = api
        .upload("image/webp", picture.clone())
        .await
        .expect("declared");
    assert_eq!(*thumbnail, picture);
    assert_eq!(thumbnail.meta().headers[CONTENT_TYPE], "image/png");
    assert_eq!(service.0.one(), ("image/webp".to_owned(), picture));

    let form =
        Bytes::from_static(b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n");
    let media_type = "multipart/form-data; boundary=x";
    api.upload_form(media_type, form.clone())
        .await
        .expect("declared");
    assert_eq!(service.0.one(), (media_type.to_owned(), form));
}

#[tokio::test]
async fn a_raw_error_body_comes_with_its_status_and_type() {
    let service = Pictures::default();
    let api: raw_body::Client = crate::client(raw_body::server::router(service));
    let error = api
        .upload("image/gif", Bytes::new())
        .await
        .expect_err("refused");
    let Error::Api(UploadError::ClientError(body), meta) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(&body[..], b"\x00empty\xff");
    assert_eq!(meta.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(meta.headers[CONTENT_TYPE], "image/gif");
}

#[tokio::test]
async fn a_type_outside_of_the_declared_range_reaches_no_handler() {
    let service = Pictures::default();
    let api: raw_body::Client = crate::client(raw_body::server::router(service.clone()));
    let error = api
        .upload("text/plain", "no picture")
        .await
        .expect_err("refused");
    assert_eq!(error.status(), Some(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    assert!(service.0.take().is_empty());
}

impl text_body::server::Api for Seen<String> {
    type Principal = ();
    type Error = Problem;

    async fn render(
        &self,
        _: Context<()>,
        request: text_body::server::RenderRequest,
    ) -> Result<text_body::server::RenderResponse, Problem> {
        let html = format!("<p>{}</p>", request.body);
        self.push(request.body);
        Ok(text_body::server::RenderResponse::Ok(html))
    }
}

#[tokio::test]
async fn text_bodies_travel_as_they_are_and_not_as_json() {
    let seen = Seen::default();
    let api: text_body::Client = crate::client(text_body::server::router(seen.clone()));
    for text in ["", "\"quoted\"", "null", "line\r\n\u{1f600}\0"] {
        let html = api.render(text).await.expect("declared");
        assert_eq!(
            (html.into_inner(), seen.one().as_str()),
            (format!("<p>{text}</p>"), text)
        );
    }
}

#[tokio::test]
async fn a_text_body_that_is_no_utf_8_is_refused() {
    let seen = Seen::default();
    let app = crate::built(text_body::server::router(seen.clone()).build());
    let (status, _) = sent(app, post("/render", "text/x-markdown", vec![0xff])).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(seen.take().is_empty());
}
