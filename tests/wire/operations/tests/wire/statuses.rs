//! Is each answer read as what its status, its range or its media type was declared to be?

use axum::response::IntoResponse as _;
use countersign_client::{Error, InMemory};
use countersign_server::{BodySource, Context, Problem};
use countersign_wire_operations::statuses::Client;
use countersign_wire_operations::statuses::client::{
    AllError, AllHeaders, AllOk, AnythingError, FailsError, LookError, LookHeaders, NothingError,
};
use countersign_wire_operations::statuses::server::{
    AllResponse, AnythingResponse, Api, ApplicationResponse, FailsResponse, LookResponse,
    NothingResponse, router,
};
use countersign_wire_operations::statuses::types::{AllNotFoundProblemJsonBody, ApplicationOkBody};
use http::{HeaderValue, StatusCode};

use crate::client;

/// Answers `all` and `look` as told, the others with what little there is to say.
struct Answers(AllResponse, LookResponse, u16);

impl Api for Answers {
    type Principal = ();
    type Error = Problem;

    async fn all(&self, _: Context<()>) -> Result<AllResponse, Problem> {
        Ok(self.0.clone())
    }

    async fn look(&self, _: Context<()>) -> Result<LookResponse, Problem> {
        Ok(self.1.clone())
    }

    async fn anything(&self, _: Context<()>) -> Result<AnythingResponse, Problem> {
        Ok(match self.2 {
            200 => AnythingResponse::Ok {
                content_type: "image/x-dot".to_owned(),
                body: BodySource::from("\u{0}\u{1}dots"),
            },
            status => AnythingResponse::Default {
                status: code(status),
                content_type: "text/css".to_owned(),
                body: BodySource::from("a {}"),
            },
        })
    }

    async fn application(&self, _: Context<()>) -> Result<ApplicationResponse, Problem> {
        Ok(ApplicationResponse::Ok(ApplicationOkBody::new().with_a(1)))
    }

    async fn nothing(&self, _: Context<()>) -> Result<NothingResponse, Problem> {
        Ok(NothingResponse::Default {
            status: code(self.2),
        })
    }

    async fn fails(&self, _: Context<()>) -> Result<FailsResponse, Problem> {
        Ok(match self.2 {
            500 => FailsResponse::InternalServerError,
            status => FailsResponse::Success {
                status: code(status),
            },
        })
    }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).expect("three digits")
}

fn all(answer: AllResponse) -> Client {
    client(router(Answers(answer, LookResponse::NotFound, 200)))
}

fn others(status: u16) -> Client {
    client(router(Answers(
        AllResponse::NoContent,
        LookResponse::Ok { x_length: 5 },
        status,
    )))
}

#[tokio::test]
async fn an_exact_status_counts_before_its_range_and_a_range_before_the_default() {
    let ok = all(AllResponse::Ok("yes".to_owned()))
        .all()
        .await
        .expect("200");
    assert!(matches!(&*ok, AllOk::Ok(text) if text == "yes"));
    let field = &ok.meta().headers["content-type"];
    assert_eq!(field, "application/json; charset=utf-8");

    let success = AllResponse::Success {
        status: code(202),
        body: 7,
    };
    let success = all(success).all().await.expect("202");
    assert!(matches!(&*success, AllOk::Success(7)));
    assert_eq!(success.meta().status, code(202));

    let none = AllNotFoundProblemJsonBody::new().with_title("none");
    let error = all(AllResponse::NotFound(none))
        .all()
        .await
        .expect_err("404");
    assert!(
        matches!(&error, Error::Api(AllError::NotFound(body), _) if body.title.as_deref() == Some("none"))
    );

    let fault = AllResponse::ClientError {
        status: code(418),
        body: "tea".to_owned(),
    };
    let error = all(fault).all().await.expect_err("418");
    assert!(matches!(&error, Error::Api(AllError::ClientError(text), _) if text == "tea"));

    let other = AllResponse::Default {
        status: code(507),
        body: true,
    };
    let error = all(other).all().await.expect_err("507");
    assert!(
        matches!(&error, Error::Api(AllError::Default(true), meta) if meta.status == code(507))
    );
}

#[tokio::test]
async fn statuses_without_a_body_have_none() {
    for (answer, status) in [
        (AllResponse::NoContent, 204),
        (AllResponse::ResetContent, 205),
        (
            AllResponse::NotModified {
                e_tag: Some("\"v1\"".to_owned()),
            },
            304,
        ),
    ] {
        let answer = all(answer).all().await.expect("no failure");
        assert_eq!(answer.meta().status, code(status));
        let declared = matches!(
            (&*answer, status),
            (AllOk::NoContent, 204) | (AllOk::ResetContent, 205) | (AllOk::NotModified, 304)
        );
        assert!(declared, "{answer:?}");
        assert!(
            !answer.meta().headers.contains_key("content-type"),
            "{answer:?}"
        );
        let tag = AllHeaders(answer.meta()).e_tag().expect("as declared");
        assert_eq!(tag.is_some(), status == 304);
    }
}

#[tokio::test]
async fn a_redirection_that_is_declared_is_an_answer_and_not_followed() {
    for status in [300, 301, 307, 308] {
        let away = AllResponse::Redirection {
            status: code(status),
            location: Some("/elsewhere".to_owned()),
        };
        let away = all(away).all().await.expect("declared");
        assert!(matches!(&*away, AllOk::Redirection), "{away:?}");
        assert_eq!(away.meta().status, code(status));
        let location = AllHeaders(away.meta()).location().expect("as declared");
        assert_eq!(location.as_deref(), Some("/elsewhere"));
    }
}

#[tokio::test]
async fn head_has_fields_and_no_body() {
    let looked = others(200).look().await.expect("200");
    let length = LookHeaders(looked.meta()).x_length();
    assert_eq!(length.expect("as declared"), 5);
    let error = all(AllResponse::NoContent).look().await.expect_err("404");
    assert!(
        matches!(error, Error::Api(LookError::NotFound, _)),
        "{error:?}"
    );
}

#[tokio::test]
async fn ranges_of_media_types_say_what_they_are() {
    let any = others(200).anything().await.expect("200");
    assert_eq!(any.meta().headers["content-type"], "image/x-dot");
    assert_eq!(&any[..], b"\0\x01dots");
    let error = others(503).anything().await.expect_err("503");
    let Error::Api(AnythingError::Default(text), meta) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (&text[..], &meta.headers["content-type"]),
        (&b"a {}"[..], &HeaderValue::from_static("text/css"))
    );
    let some = others(200).application().await.expect("200");
    assert_eq!(some.a, Some(1));
}

#[tokio::test]
async fn answers_without_a_description_are_what_their_status_says() {
    others(202).nothing().await.expect("a success");
    let error = others(409).nothing().await.expect_err("a failure");
    assert!(
        matches!(error, Error::Api(NothingError::Default, _)),
        "{error:?}"
    );
    others(201)
        .fails()
        .await
        .expect("nobody declared a success");
    let error = others(500).fails().await.expect_err("a failure");
    assert!(
        matches!(error, Error::Api(FailsError::InternalServerError, _)),
        "{error:?}"
    );
}

/// Somebody else's server answers so.
async fn answered(
    status: u16,
    media: &'static str,
    body: &'static str,
) -> Result<AllOk, Error<AllError>> {
    let answer = move || async move {
        let mut answer = (code(status), body).into_response();
        let fields = answer.headers_mut();
        if media.is_empty() {
            fields.remove("content-type");
        } else {
            fields.insert("content-type", HeaderValue::from_static(media));
        }
        answer
    };
    let app = axum::Router::new().route("/all", axum::routing::get(answer));
    let api: Client = Client::builder("http://operations.test")
        .transport(InMemory::serve(app))
        .retry(countersign_client::core::operation::RetryPolicy {
            max_attempts: 1,
            ..countersign_client::core::operation::RetryPolicy::DEFAULT
        })
        .build()
        .expect("a client");
    api.all()
        .await
        .map(countersign_client::Response::into_inner)
}

#[tokio::test]
async fn parameters_and_spellings_of_a_media_type_do_not_matter() {
    for media in [
        "application/json",
        "Application/JSON; Charset=\"UTF-8\"",
        "application/hal+json",
        "",
    ] {
        let read = answered(200, media, "\"yes\"").await.expect("JSON");
        assert!(
            matches!(&read, AllOk::Ok(text) if text == "yes"),
            "{media}: {read:?}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_was_declared_is_an_error() {
    for (status, media, body) in [
        (200, "application/json", "no JSON"),
        (200, "application/json", "5"),
        (202, "application/vnd.thing+json", "\"seven\""),
        (404, "application/problem+json", "[]"),
        (500, "application/json", "\"no boolean\""),
    ] {
        let error = answered(status, media, body).await.expect_err(body);
        match error {
            Error::Decode { meta, .. } => assert_eq!(meta.status, code(status), "{body}"),
            // Of a failure the body is all there is: it is kept.
            Error::Unexpected(response) => {
                assert_eq!(&response.body[..], body.as_bytes());
                assert!(response.decode_error.is_some() && status >= 400, "{status}");
            }
            other => panic!("{status} {body}: {other:?}"),
        }
    }
}
