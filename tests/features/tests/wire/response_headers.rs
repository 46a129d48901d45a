//! Are the header fields of an answer the same typed values at both ends, or not sent at all?

use countersign_client::{Error, Response};
use countersign_features::response_headers::Client;
use countersign_features::response_headers::client::{ListFilesError, ListFilesHeaders};
use countersign_features::response_headers::server::{Api, ListFilesResponse, router};
use countersign_server::{Context, Problem};
use http::StatusCode;

use crate::seen::Always;

impl Api for Always<ListFilesResponse> {
    type Principal = ();
    type Error = Problem;

    async fn list_files(&self, _: Context<()>) -> Result<ListFilesResponse, Problem> {
        Ok(self.0.clone())
    }
}

async fn list_files(
    answer: ListFilesResponse,
) -> Result<Response<Vec<String>>, Error<ListFilesError>> {
    let api: Client = crate::client(router(Always(answer)));
    api.list_files().await
}

#[tokio::test]
async fn header_fields_of_an_answer_are_typed_at_both_ends() {
    let labels = vec!["a b".to_owned(), "c=d".to_owned()];
    let files = list_files(ListFilesResponse::Ok {
        body: vec!["x".to_owned()],
        x_total_count: i64::MAX,
        x_labels: Some(labels.clone()),
        x_next: Some("p/2?q=%20".to_owned()),
    });
    let (files, meta) = files.await.expect("declared").into_parts();
    let headers = ListFilesHeaders(&meta);
    assert_eq!(
        (files, headers.x_total_count().expect("required")),
        (vec!["x".to_owned()], i64::MAX)
    );
    assert_eq!(headers.x_labels().expect("a list"), Some(labels));
    assert_eq!(
        headers.x_next().expect("text").as_deref(),
        Some("p/2?q=%20")
    );
    assert_eq!(headers.retry_after().expect("absent"), None);

    let (_, meta) = list_files(ListFilesResponse::Ok {
        body: vec![],
        x_total_count: 0,
        x_labels: None,
        x_next: None,
    })
    .await
    .expect("declared")
    .into_parts();
    let headers = ListFilesHeaders(&meta);
    assert_eq!(
        (
            headers.x_total_count().ok(),
            headers.x_labels().expect("absent"),
            headers.x_next().expect("absent")
        ),
        (Some(0), None, None)
    );
    assert!(
        !meta.headers.contains_key("x-labels"),
        "absent is not empty"
    );
}

#[tokio::test]
async fn an_error_has_its_header_fields_too() {
    let error = list_files(ListFilesResponse::TooManyRequests {
        retry_after: Some(7),
        x_next: Some(-1),
    });
    let error = error.await.expect_err("429 fails");
    let Error::Api(ListFilesError::TooManyRequests, meta) = &error else {
        panic!("{error:?}");
    };
    let headers = ListFilesHeaders(meta);
    assert_eq!(
        (
            headers.retry_after().expect("a number"),
            headers.x_next().expect("text").as_deref()
        ),
        (Some(7), Some("-1"))
    );
    assert_eq!(error.retry_after().map(|delay| delay.as_secs()), Some(7));
}

#[tokio::test]
async fn a_field_that_would_be_read_as_another_value_fails_inside_and_is_not_sent() {
    for (label, next) in [
        ("a,b", "next"),
        ("a\r\nset-cookie: x=y", "next"),
        ("", "next"),
        ("a", "n\r\nx: y"),
        ("a", " next "),
        ("a", "n\u{e9}xt"),
    ] {
        let error = list_files(ListFilesResponse::Ok {
            body: vec![],
            x_total_count: 0,
            x_labels: Some(vec![label.to_owned()]),
            x_next: Some(next.to_owned()),
        });
        let error = error.await.expect_err("no header field can hold it");
        assert_eq!(
            error.status(),
            Some(StatusCode::INTERNAL_SERVER_ERROR),
            "{label:?} {next:?}"
        );
        assert!(
            !error
                .response()
                .is_some_and(|meta| meta.headers.contains_key("set-cookie"))
        );
    }
}
