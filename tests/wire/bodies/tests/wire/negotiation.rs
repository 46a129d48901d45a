//! Does the media type decide what a body is, on both sides?

use countersign_client::{Bytes, Error};
use countersign_server::{BodyStream, Context, Problem};
use countersign_wire_bodies::negotiation::types::{AddNoteContent, AddNoteOkContent, Note};
use countersign_wire_bodies::negotiation::{Client, server};
use http::header::ACCEPT;
use http::{HeaderValue, StatusCode};

use crate::{Seen, built, refused, request, sent};

/// Answers a text with CSV and everything else with a note.
#[derive(Clone, Default)]
struct Notes(Seen<AddNoteContent>, Seen<Option<Note>>);

impl server::Api for Notes {
    type Principal = ();
    type Error = Problem;

    async fn add_note(
        &self,
        _: Context<()>,
        request: server::AddNoteRequest,
    ) -> Result<server::AddNoteResponse, Problem> {
        let body = match request.body {
            AddNoteContent::Image { content_type, body } => AddNoteContent::Image {
                content_type,
                body: BodyStream::from(body).bytes().await?.into(),
            },
            body => body,
        };
        self.0.push(body.clone());
        Ok(server::AddNoteResponse::Ok(match body {
            AddNoteContent::Json(note) => AddNoteOkContent::Json(note),
            AddNoteContent::Text(text) => AddNoteOkContent::Csv(format!("text\n{text}")),
            AddNoteContent::Image { content_type, .. } => Note::new(content_type).into(),
        }))
    }

    async fn put_note(
        &self,
        _: Context<()>,
        request: server::PutNoteRequest,
    ) -> Result<server::PutNoteResponse, Problem> {
        let text = request.body.as_ref().map(|note| note.text.clone());
        self.1.push(request.body);
        Ok(server::PutNoteResponse::Ok(text.unwrap_or_default()))
    }
}

#[tokio::test]
async fn each_shape_arrives_as_its_variant_and_is_answered_as_one() {
    let notes = Notes::default();
    let api: Client = crate::client(server::router(notes.clone()));

    let note = Note::new("caf\u{e9}").with_stars(2);
    let answered = api.add_note(note.clone()).await.expect("declared");
    assert_eq!(notes.0.one(), note.clone().into());
    assert_eq!(answered.into_inner(), note.into());

    let answered = api.add_note(String::from("a,b")).await.expect("declared");
    assert_eq!(notes.0.one(), AddNoteContent::Text("a,b".into()));
    assert_eq!(
        answered.into_inner(),
        AddNoteOkContent::Csv("text\na,b".into())
    );

    let picture = AddNoteContent::Image {
        content_type: "image/png".into(),
        body: Bytes::from_static(b"\x89PNG").into(),
    };
    let answered = api.add_note(picture.clone()).await.expect("declared");
    assert_eq!(notes.0.one(), picture);
    assert_eq!(answered.into_inner(), Note::new("image/png").into());
}

#[tokio::test]
async fn every_declared_media_type_is_taken_and_no_other() {
    let notes = Notes::default();
    let app = built(server::router(notes.clone()).build());
    let put = |content_type: &str, body: &'static str| request("PUT", "/notes", content_type, body);
    for (content_type, body) in [
        ("application/json", r#"{"text": "a"}"#),
        ("application/json; profile=full", r#"{"text": "a"}"#),
        ("application/vnd.note+json", r#"{"text": "a"}"#),
        ("text/plain; charset=utf-8", r#"{"text": "a"}"#),
        ("application/x-www-form-urlencoded", "text=a"),
    ] {
        let (status, _, answer) = sent(&app, put(content_type, body)).await;
        assert_eq!(
            (status, answer.as_str()),
            (StatusCode::OK, "\"a\""),
            "{content_type}"
        );
        assert_eq!(notes.1.one(), Some(Note::new("a")), "{content_type}");
    }
    let (status, content_type, _) = sent(&app, put("application/xml", "<a/>")).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(content_type, "application/problem+json");
}

#[tokio::test]
async fn every_spelling_of_a_shape_is_held_against_its_schema() {
    let app = built(server::router(Notes::default()).build());
    for (content_type, body) in [
        ("application/json", r#"{"text": ""}"#),
        ("application/x-www-form-urlencoded", "text="),
        ("text/plain", r#"{"text": ""}"#),
    ] {
        let found = refused(&app, request("PUT", "/notes", content_type, body)).await;
        assert_eq!(
            found,
            [("#/text".to_owned(), "minLength".to_owned())],
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn the_callers_accept_chooses_the_spelling() {
    let notes = Notes::default();
    let app = built(server::router(notes.clone()).build());
    let mut answers = Vec::new();
    for accept in [
        "*/*",
        "text/*",
        "application/json;q=0.2, text/plain",
        "application/json",
        "application/xml, text/html",
    ] {
        let mut request = request("PUT", "/notes", "application/json", r#"{"text": "a"}"#);
        request
            .headers_mut()
            .insert(ACCEPT, HeaderValue::from_static(accept));
        let (status, content_type, body) = sent(&app, request).await;
        answers.push((status.as_u16(), content_type, body));
    }
    let check = |at: usize, expected: (u16, &str, &str)| {
        let (status, content_type, body) = &answers[at];
        assert_eq!((*status, content_type.as_str(), body.as_str()), expected);
    };
    // JSON is preferred; a string as JSON has quotes.
    check(0, (200, "application/json", "\"a\""));
    check(1, (200, "text/plain", "a"));
    check(2, (200, "text/plain", "a"));
    check(3, (200, "application/json", "\"a\""));
    assert_eq!(answers[4].0, 406);
    assert_eq!(answers[4].1, "application/problem+json");
}

#[tokio::test]
async fn text_is_read_by_its_charset() {
    let notes = Notes::default();
    let app = built(server::router(notes.clone()).build());
    let latin = request(
        "POST",
        "/notes",
        "text/plain; charset=ISO-8859-1",
        b"caf\xe9".to_vec(),
    );
    assert_eq!(sent(&app, latin).await.0, StatusCode::OK);
    assert_eq!(notes.0.one(), AddNoteContent::Text("caf\u{e9}".into()));
    for content_type in ["text/plain", "text/plain; charset=utf-7"] {
        let found = refused(
            &app,
            request("POST", "/notes", content_type, b"caf\xe9".to_vec()),
        )
        .await;
        assert_eq!(found, [("#".to_owned(), "syntax".to_owned())]);
    }
}

#[tokio::test]
async fn the_client_refuses_to_read_a_body_it_does_not_know() {
    let page = axum::Router::new().route(
        "/notes",
        axum::routing::post(async || ([("content-type", "text/html")], "<p>")),
    );
    let api: Client = countersign_client::Builder::new("http://features.test")
        .transport(countersign_client::InMemory::serve(page))
        .build()
        .expect("a client");
    let error = api
        .add_note(Note::new("a"))
        .await
        .expect_err("no declared body");
    let Error::Decode { error, .. } = error else {
        panic!("{error:?}");
    };
    assert!(
        error.message.ends_with("(the body is text/html)"),
        "{error}"
    );
}
