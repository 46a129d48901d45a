//! Are the answers to a request for a part of a file told apart? (RFC 9110 sections 13.1.2, 14 and 15.5.17)

use countersign_client::Error;
use countersign_server::{Context, Problem};
use countersign_wire_bodies::ranges::client::{ReadFileError, ReadFileHeaders, ReadFileOk};
use countersign_wire_bodies::ranges::{Client, server};
use http::StatusCode;

use crate::{built, client, refused, request, sent};

const FILE: &str = "0123456789";

/// One file, of which a first and a last byte can be asked for.
struct Files;

impl server::Api for Files {
    type Principal = ();
    type Error = Problem;

    async fn read_file(
        &self,
        _: Context<()>,
        request: server::ReadFileRequest,
    ) -> Result<server::ReadFileResponse, Problem> {
        use server::ReadFileResponse::{
            NotModified, Ok as Whole, PartialContent, RangeNotSatisfiable,
        };
        let e_tag = "\"v1\"".to_owned();
        if request.if_none_match.as_ref() == Some(&e_tag) {
            return Ok(NotModified { e_tag });
        }
        let Some(range) = request.range else {
            return Ok(Whole {
                body: FILE.into(),
                e_tag,
                accept_ranges: Some("bytes".into()),
            });
        };
        let (first, last) = range["bytes=".len()..].split_once('-').expect("one range");
        let (first, last): (usize, usize) = (
            first.parse().expect("a number"),
            last.parse().expect("a number"),
        );
        if first >= FILE.len() {
            return Ok(RangeNotSatisfiable {
                content_range: format!("bytes */{}", FILE.len()),
            });
        }
        let last = last.min(FILE.len() - 1);
        Ok(PartialContent {
            body: FILE[first..=last].into(),
            e_tag,
            content_range: format!("bytes {first}-{last}/{}", FILE.len()),
        })
    }
}

#[tokio::test]
async fn all_of_it_a_part_of_it_and_nothing_new_are_different_successes() {
    let api: Client = client(server::router(Files));
    let whole = api.read_file("a").await.expect("declared");
    assert!(
        matches!(&*whole, ReadFileOk::Ok(bytes) if bytes == FILE),
        "{whole:?}"
    );
    let headers = ReadFileHeaders(whole.meta());
    let ranges = headers.accept_ranges().expect("readable");
    assert_eq!(ranges.as_deref(), Some("bytes"));
    let tag = headers.e_tag().expect("there");

    let part = api
        .read_file("a")
        .range("bytes=8-99")
        .await
        .expect("declared");
    assert!(
        matches!(&*part, ReadFileOk::PartialContent(bytes) if bytes == "89"),
        "{part:?}"
    );
    let headers = ReadFileHeaders(part.meta());
    assert_eq!(headers.content_range().expect("there"), "bytes 8-9/10");

    let same = api
        .read_file("a")
        .if_none_match(&tag)
        .await
        .expect("declared");
    assert!(matches!(&*same, ReadFileOk::NotModified), "{same:?}");
    assert_eq!(ReadFileHeaders(same.meta()).e_tag().expect("there"), tag);
}

#[tokio::test]
async fn a_part_of_a_file_is_read_as_it_comes() {
    let api: Client = client(server::router(Files));
    let part = api
        .read_file("a")
        .range("bytes=2-3")
        .download()
        .await
        .expect("declared");
    assert_eq!(part.meta().status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes(9).await.expect("all of it"), "23");
    let beyond = api.read_file("a").range("bytes=10-11").download().await;
    assert!(matches!(
        beyond,
        Err(Error::Api(ReadFileError::RangeNotSatisfiable, _))
    ));
    // What has no bytes is no download.
    let same = api.read_file("a").if_none_match("\"v1\"").download().await;
    assert!(matches!(same, Err(Error::Unexpected(answer)) if answer.meta.status == 304));
}

#[tokio::test]
async fn a_range_beyond_the_end_is_an_error_that_says_where_the_end_is() {
    let api: Client = client(server::router(Files));
    let error = api
        .read_file("a")
        .range("bytes=10-11")
        .await
        .expect_err("too far");
    let Error::Api(ReadFileError::RangeNotSatisfiable, meta) = error else {
        panic!("undeclared: {error}");
    };
    let headers = ReadFileHeaders(&meta);
    assert_eq!(headers.content_range().expect("there"), "bytes */10");
}

#[tokio::test]
async fn a_range_is_held_against_its_schema_and_304_has_no_body() {
    let app = built(server::router(Files).build());
    let get = |name: &'static str, value: &'static str| {
        let mut get = request("GET", "/files/a", "text/plain", "");
        get.headers_mut()
            .insert(name, http::HeaderValue::from_static(value));
        get
    };
    assert_eq!(refused(&app, get("range", "lines=1-2")).await.len(), 1);
    let answer = sent(&app, get("if-none-match", "\"v1\"")).await;
    assert_eq!(
        answer,
        (StatusCode::NOT_MODIFIED, String::new(), String::new())
    );
}
