//! Are answers of forms and of parts what the server said, with the types that the contract gives their texts?

use countersign_client::core::body::{Body, BodySource};
use countersign_client::core::multipart::FilePart;
use countersign_client::{Error, InMemory};
use countersign_server::{Context, Problem};
use countersign_wire_bodies::form_responses::types::{
    IssueTokenXWwwFormUrlencodedBody, Refusal, RefusalError, Token, TokenExtra,
};
use countersign_wire_bodies::multipart_responses::types::{
    CopyScanFormDataBodyParts, ReadScanNotFoundFormDataBodyParts, ReadScanOkFormDataBodyParts,
    Summary,
};
use countersign_wire_bodies::{form_responses as forms, multipart_responses as parts};
use http::StatusCode;
use serde_json::{Value, json};

use crate::{Seen, built, client, sent};

const FORM: &str = "application/x-www-form-urlencoded";

struct Issuer;

fn token() -> Token {
    let extra = TokenExtra::new().with_level(3).with_sandbox(true);
    Token::new("12 & 34", 3600)
        .with_scope(vec!["read".into(), "7".into()])
        .with_extra(extra)
}

impl forms::server::Api for Issuer {
    type Principal = ();
    type Error = Problem;

    async fn issue_token(
        &self,
        _: Context<()>,
        request: forms::server::IssueTokenRequest,
    ) -> Result<forms::server::IssueTokenResponse, Problem> {
        use forms::server::IssueTokenResponse::{BadRequest, Ok as Issued};
        if request.body.code == "late" {
            return Ok(BadRequest(
                Refusal::new(RefusalError::SlowDown).with_wait(2.5),
            ));
        }
        Ok(Issued(token()))
    }

    async fn describe_token(
        &self,
        _: Context<()>,
    ) -> Result<forms::server::DescribeTokenResponse, Problem> {
        Ok(forms::server::DescribeTokenResponse::Ok(token()))
    }

    async fn any_answer(
        &self,
        _: Context<()>,
    ) -> Result<forms::server::AnyAnswerResponse, Problem> {
        let answer = json!({ "a": "1", "b": ["x", "y"] });
        Ok(forms::server::AnyAnswerResponse::Ok(answer))
    }
}

#[tokio::test]
async fn texts_of_a_form_have_the_types_of_the_contract() {
    let api: forms::Client = client(forms::server::router(Issuer));
    let body = IssueTokenXWwwFormUrlencodedBody::new("abc");
    assert_eq!(*api.issue_token(&body).await.expect("declared"), token());
    assert_eq!(*api.describe_token().await.expect("declared"), token());
    let any = api.any_answer().await.expect("declared");
    assert_eq!(*any, json!({ "a": "1", "b": ["x", "y"] }));
}

#[tokio::test]
async fn an_error_may_be_a_form_too() {
    let api: forms::Client = client(forms::server::router(Issuer));
    let body = IssueTokenXWwwFormUrlencodedBody::new("late");
    let error = api.issue_token(&body).await.expect_err("refused");
    let Error::Api(forms::client::IssueTokenError::BadRequest(refusal), _) = error else {
        panic!("undeclared: {error}");
    };
    assert_eq!(
        *refusal,
        Refusal::new(RefusalError::SlowDown).with_wait(2.5)
    );
}

#[tokio::test]
async fn the_caller_chooses_between_a_form_and_json() {
    let app = built(forms::server::router(Issuer).build());
    let ask = |accept: &str| {
        let request = http::Request::get("/token").header("accept", accept);
        request.body(axum::body::Body::empty()).expect("a request")
    };
    let (status, media_type, text) = sent(&app, ask(FORM)).await;
    assert_eq!((status, media_type.as_str()), (StatusCode::OK, FORM));
    assert!(text.contains("extra%5Blevel%5D=3"), "{text}");
    let (_, media_type, text) = sent(&app, ask("application/json")).await;
    assert_eq!(media_type, "application/json");
    let value: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(value["expires_in"], 3600);
}

#[tokio::test]
async fn a_form_of_another_shape_is_no_success() {
    let other = axum::Router::new()
        .fallback(async || ([("content-type", FORM)], "access_token=a&expires_in=soon"));
    let api = countersign_client::Builder::<forms::Client>::new("http://features.test")
        .transport(InMemory::serve(other))
        .build()
        .expect("a client");
    let error = api.describe_token().await.expect_err("no token");
    let Error::Decode { error, .. } = error else {
        panic!("decoded: {error}");
    };
    assert!(error.message.contains("soon"), "{error}");
}

#[derive(Clone, Default)]
struct Scans(Seen<CopyScanFormDataBodyParts>);

fn scan() -> ReadScanOkFormDataBodyParts {
    let pages = ["one", "two\r\n--"].map(|page| {
        FilePart::new(page)
            .with_file_name("p.png")
            .with_content_type("image/png")
    });
    ReadScanOkFormDataBodyParts::new(Summary::new("a").with_lines(vec![1, 2]), pages.to_vec())
        .with_stars(4)
}

impl parts::server::Api for Scans {
    type Principal = ();
    type Error = Problem;

    async fn read_scan(
        &self,
        _: Context<()>,
        request: parts::server::ReadScanRequest,
    ) -> Result<parts::server::ReadScanResponse, Problem> {
        use parts::server::ReadScanResponse::{NotFound, Ok as Found};
        Ok(match request.id.as_str() {
            "1" => Found(scan()),
            "2" => {
                let cover = BodySource::once(Body::new(axum::body::Body::from("streamed")));
                Found(scan().with_cover(FilePart::new(cover)))
            }
            _ => NotFound(ReadScanNotFoundFormDataBodyParts::new(1)),
        })
    }

    async fn copy_scan(
        &self,
        _: Context<()>,
        request: parts::server::CopyScanRequest,
    ) -> Result<parts::server::CopyScanResponse, Problem> {
        let body = request.body.whole().await?;
        let summary = body.summary.clone();
        self.0.push(body);
        Ok(parts::server::CopyScanResponse::Ok(summary))
    }
}

#[tokio::test]
async fn values_and_files_of_an_answer_arrive_as_they_were_sent() {
    let api: parts::Client = client(parts::server::router(Scans::default()));
    assert_eq!(*api.read_scan("1").await.expect("declared"), scan());
    let streamed = api.read_scan("2").await.expect("declared");
    let cover = streamed.cover.as_ref().expect("there");
    assert_eq!(cover.bytes().expect("in memory"), "streamed");
    let error = api.read_scan("3").await.expect_err("none");
    let Error::Api(parts::client::ReadScanError::NotFound(near), _) = error else {
        panic!("undeclared: {error}");
    };
    assert_eq!(near.near, 1);
}

#[tokio::test]
async fn an_answer_of_values_in_parts_is_a_plain_value() {
    let scans = Scans::default();
    let api: parts::Client = client(parts::server::router(scans.clone()));
    let summary = Summary::new("t").with_lines(vec![9]);
    let sent = CopyScanFormDataBodyParts::new(summary.clone(), vec![FilePart::new("x")]);
    assert_eq!(*api.copy_scan("1", sent).await.expect("declared"), summary);
    assert_eq!(scans.0.one().summary, summary);
}
