//! Swagger 2.0: what is said in its words travels as in any other dialect.

use axum::body::Body;
use countersign_client::Credential;
use countersign_client::core::format::Date;
use countersign_client::core::secret::Secret;
use countersign_server::{Bytes, Context, Denied, Problem, Verified, Verifier};
use countersign_wire_dialects::{
    swagger_2_0 as notes, swagger_2_0_collections as collections, swagger_2_0_forms as forms,
    swagger_2_0_inheritance as pets, swagger_2_0_security as doors,
};
use http::{Request, StatusCode};
use tower::ServiceExt;

use crate::seen::Seen;

impl notes::server::Api for Seen<notes::server::AddNoteRequest> {
    type Principal = ();
    type Error = Problem;

    async fn add_note(
        &self,
        _: Context<()>,
        request: notes::server::AddNoteRequest,
    ) -> Result<notes::server::AddNoteResponse, Problem> {
        self.push(request.clone());
        Ok(notes::server::AddNoteResponse::Created {
            body: request.body,
            x_left: Some(3),
        })
    }

    async fn download_note(
        &self,
        _: Context<()>,
        request: notes::server::DownloadNoteRequest,
    ) -> Result<notes::server::DownloadNoteResponse, Problem> {
        let bytes = Bytes::from(request.id.to_be_bytes().to_vec());
        Ok(notes::server::DownloadNoteResponse::Ok(bytes.into()))
    }
}

#[tokio::test]
async fn a_body_parameter_is_the_body_and_a_file_is_bytes() {
    let seen = Seen::default();
    let api: notes::Client = crate::client(notes::server::router(seen.clone()));
    for due in [None, Some(Date::constant(2024, 2, 29))] {
        let note = notes::types::Note::new("tea", due).with_rank(1);
        let call = api.add_note(&note).lang(&notes::types::Lang::De);
        assert_eq!(*call.await.expect("declared"), note);
        let request = seen.one();
        assert_eq!(request.body, note);
        assert_eq!(request.lang, notes::types::Lang::De);
    }
    let bytes = api.download_note(-2).await.expect("declared");
    assert_eq!(bytes[..], (-2_i64).to_be_bytes());
}

#[tokio::test]
async fn a_body_that_breaks_its_definition_reaches_no_handler() {
    let seen: Seen<notes::server::AddNoteRequest> = Seen::default();
    let app = crate::built(notes::server::router(seen.clone()).build());
    for body in [
        r#"{"text": "tea"}"#,
        r#"{"text": "tea", "due": null, "rank": 0}"#,
        r#"{"text": "tea with far too much milk", "due": null}"#,
        "",
    ] {
        let request = Request::post("/notes")
            .header("content-type", "application/json")
            .body(Body::from(body))
            .expect("a request");
        let response = app.clone().oneshot(request).await.expect("infallible");
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
    }
    assert!(seen.take().is_empty(), "the handler was called");
}

impl collections::server::Api for Seen<collections::server::FindRequest> {
    type Principal = ();
    type Error = Problem;

    async fn find(
        &self,
        _: Context<()>,
        request: collections::server::FindRequest,
    ) -> Result<collections::server::FindResponse, Problem> {
        self.push(request);
        Ok(collections::server::FindResponse::NoContent)
    }
}

fn two(left: &str, right: &str) -> Vec<String> {
    vec![left.to_owned(), right.to_owned()]
}

#[tokio::test]
async fn every_collection_format_is_read_as_it_is_spelled() {
    let seen = Seen::default();
    let app = crate::built(collections::server::router(seen.clone()).build());
    let query = "plain=a,b&spaced=c%20d&piped=e|f&repeated=g&repeated=h&tabbed=i%09j";
    let request = Request::get(format!("/find/1,2?{query}"))
        .header("x-marks", "true,false")
        .body(Body::empty())
        .expect("a request");
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let request = seen.one();
    assert_eq!(request.ids, [1, 2]);
    assert_eq!(request.plain, Some(two("a", "b")));
    assert_eq!(request.spaced, Some(two("c", "d")));
    assert_eq!(request.piped, Some(two("e", "f")));
    assert_eq!(request.repeated, Some(two("g", "h")));
    assert_eq!(request.tabbed.as_deref(), Some("i\tj"));
    assert_eq!(request.x_marks, Some(vec![true, false]));
}

#[tokio::test]
async fn every_collection_format_is_sent_as_it_is_read() {
    let seen = Seen::default();
    let api: collections::Client = crate::client(collections::server::router(seen.clone()));
    let items = two("x", "y&z");
    api.find(&[7, -8])
        .plain(&items)
        .spaced(&items)
        .piped(&items)
        .repeated(&items)
        .tabbed("k\tl")
        .x_marks(&[false])
        .await
        .expect("declared");
    let request = seen.one();
    assert_eq!(request.ids, [7, -8]);
    for found in [
        request.plain,
        request.spaced,
        request.piped,
        request.repeated,
    ] {
        assert_eq!(found.as_deref(), Some(&items[..]));
    }
    assert_eq!(request.tabbed.as_deref(), Some("k\tl"));
    assert_eq!(request.x_marks, Some(vec![false]));
}

/// Answers with what it was sent.
struct Echo;

impl pets::server::Api for Echo {
    type Principal = ();
    type Error = Problem;

    async fn echo_pet(
        &self,
        _: Context<()>,
        request: pets::server::EchoPetRequest,
    ) -> Result<pets::server::EchoPetResponse, Problem> {
        Ok(pets::server::EchoPetResponse::Ok(request.body))
    }
}

#[tokio::test]
async fn the_tag_of_a_pet_is_the_name_of_its_definition() {
    let api: pets::Client = crate::client(pets::server::router(Echo));
    let dog = pets::types::Dog::new("Dog").with_bark("wow");
    let pet = pets::types::Pet::Dog(dog);
    assert_eq!(*api.echo_pet(&pet).await.expect("declared"), pet);
}

impl doors::server::Api for Seen<String> {
    type Principal = ();
    type Error = Problem;

    async fn look(&self, cx: Context<()>) -> Result<doors::server::LookResponse, Problem> {
        self.push(cx.principal_id().unwrap_or_default().to_owned());
        Ok(doors::server::LookResponse::NoContent)
    }

    async fn open(&self, cx: Context<()>) -> Result<doors::server::OpenResponse, Problem> {
        self.push(cx.principal_id().unwrap_or_default().to_owned());
        Ok(doors::server::OpenResponse::NoContent)
    }
}

/// A credential here is the name of who it belongs to.
async fn verify(credential: Secret) -> Result<Verified<()>, Denied> {
    match credential.expose().as_str() {
        "forged" => Err(Denied::Invalid),
        name => Ok(Verified::new(name, ()).with_scopes(["open"])),
    }
}

#[tokio::test]
async fn each_scheme_of_swagger_opens_its_door_and_no_other() {
    let seen = Seen::<String>::default();
    let router = doors::server::router(seen.clone())
        .verifier(
            "login",
            Verifier::basic(async |user: String, _: Secret| Ok(Verified::new(user, ()))),
        )
        .verifier("key", Verifier::api_key(verify))
        .verifier("oauth", Verifier::bearer(verify));
    let app = crate::built(router.build());
    let api = |scheme: &str, credential: Credential| -> doors::Client {
        let builder = crate::configured(app.clone()).credential(scheme, credential);
        builder.build().expect("a client")
    };
    let token = Credential::bearer_token("ann");
    api("oauth", token.clone()).open().await.expect("scoped");
    api("key", Credential::api_key("bob"))
        .open()
        .await
        .expect("keyed");
    api("login", Credential::basic("cid", "secret"))
        .look()
        .await
        .expect("known");
    assert_eq!(seen.take(), ["ann", "bob", "cid"]);
    api("oauth", token)
        .look()
        .await
        .expect_err("not this scheme");
    let forged = Credential::api_key("forged");
    api("key", forged).open().await.expect_err("refused");
    assert!(seen.take().is_empty(), "the handler was called");
}

impl forms::server::Api for Seen<forms::types::LoginBody> {
    type Principal = ();
    type Error = Problem;

    async fn login(
        &self,
        _: Context<()>,
        request: forms::server::LoginRequest,
    ) -> Result<forms::server::LoginResponse, Problem> {
        self.push(request.body);
        Ok(forms::server::LoginResponse::NoContent)
    }

    async fn add_picture(
        &self,
        _: Context<()>,
        _: forms::server::AddPictureRequest,
    ) -> Result<forms::server::AddPictureResponse, Problem> {
        Ok(forms::server::AddPictureResponse::NoContent)
    }
}

#[tokio::test]
async fn form_fields_travel_as_one_form() {
    let seen = Seen::default();
    let api: forms::Client = crate::client(forms::server::router(seen.clone()));
    let body = forms::types::LoginBody::new("ann & bob").with_roles(two("a=1", "b"));
    api.login(&body).await.expect("declared");
    assert_eq!(seen.one(), body);
}
