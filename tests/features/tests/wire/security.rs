//! Does the client choose an alternative it can satisfy, and does the server accept exactly those of the contract?

use countersign_client::core::secret::Secret;
use countersign_client::{AuthError, Credential, Error};
use countersign_features::security_alternatives::Client;
use countersign_features::security_alternatives::server::{
    Api, MixedResponse, OpenResponse, UsualResponse, router,
};
use countersign_server::{BuildError, Context, Denied, Problem, Verified, Verifier};
use http::StatusCode;
use http::header::{AUTHORIZATION, COOKIE};

use crate::seen::Seen;

/// Who called, and with which credentials on the request.
#[derive(Debug, PartialEq)]
struct Caller {
    id: Option<String>,
    token: bool,
    key: bool,
    session: bool,
}

fn caller(cx: &Context<()>) -> Caller {
    let has = |name: &str| cx.headers().contains_key(name);
    Caller {
        id: cx.principal_id().map(str::to_owned),
        token: has(AUTHORIZATION.as_str()),
        key: has("x-key"),
        session: has(COOKIE.as_str()),
    }
}

impl Api for Seen<Caller> {
    type Principal = ();
    type Error = Problem;

    async fn mixed(&self, cx: Context<()>) -> Result<MixedResponse, Problem> {
        self.push(caller(&cx));
        Ok(MixedResponse::NoContent)
    }

    async fn open(&self, cx: Context<()>) -> Result<OpenResponse, Problem> {
        self.push(caller(&cx));
        Ok(OpenResponse::NoContent)
    }

    async fn usual(&self, cx: Context<()>) -> Result<UsualResponse, Problem> {
        self.push(caller(&cx));
        Ok(UsualResponse::NoContent)
    }
}

/// A credential here is the name of who it belongs to and the scopes: `ann~read~write`.
async fn verify(credential: Secret) -> Result<Verified<()>, Denied> {
    let mut words = credential.expose().split('~');
    match words.next() {
        Some("forged") | None => Err(Denied::Invalid),
        Some(name) => Ok(Verified::new(name, ()).with_scopes(words)),
    }
}

fn app(seen: &Seen<Caller>) -> axum::Router {
    let app = router(seen.clone())
        .verifier("token", Verifier::bearer(verify))
        .verifier("key", Verifier::api_key(verify))
        .verifier("session", Verifier::api_key(verify));
    crate::built(app.build())
}

fn api(app: axum::Router, credentials: &[(&str, Credential)]) -> Client {
    let builder = crate::configured(app);
    let builder = credentials
        .iter()
        .fold(builder, |builder, (scheme, credential)| {
            builder.credential(*scheme, credential.clone())
        });
    builder.build().expect("a client")
}

fn token(value: &str) -> (&'static str, Credential) {
    ("token", Credential::bearer_token(value))
}

fn key(value: &str) -> (&'static str, Credential) {
    ("key", Credential::api_key(value))
}

fn session(value: &str) -> (&'static str, Credential) {
    ("session", Credential::api_key(value))
}

#[tokio::test]
async fn the_client_sends_the_first_alternative_it_can_satisfy_and_no_other_credential() {
    let seen = Seen::default();
    let app = app(&seen);
    for (credentials, sent) in [
        (
            vec![token("ann~read~write"), key("k"), session("s")],
            [true, false, false],
        ),
        (vec![key("k"), session("s; =")], [false, true, true]),
        (vec![key("k")], [false, false, false]),
        (vec![], [false, false, false]),
    ] {
        let api = api(app.clone(), &credentials);
        api.mixed().await.expect("some alternative is satisfied");
        let caller = seen.one();
        assert_eq!(
            [caller.token, caller.key, caller.session],
            sent,
            "{credentials:?}"
        );
        assert_eq!(caller.id.is_some(), sent.contains(&true), "{caller:?}");
    }
}

#[tokio::test]
async fn an_open_operation_gets_no_credential() {
    let seen = Seen::default();
    let api = api(
        app(&seen),
        &[token("forged"), key("forged"), session("forged")],
    );
    api.open().await.expect("open to all");
    let caller = seen.one();
    assert_eq!(
        (caller.id, caller.token, caller.key, caller.session),
        (None, false, false, false)
    );
}

#[tokio::test]
async fn without_a_credential_for_the_only_alternative_nothing_is_sent() {
    let seen = Seen::default();
    let api = api(app(&seen), &[key("k"), session("s")]);
    let error = api.usual().await.expect_err("a token is missing");
    let Error::Auth(AuthError::Missing { alternatives, .. }) = error else {
        panic!("{error:?}");
    };
    let schemes: Vec<_> = alternatives
        .into_iter()
        .map(|missing| missing.schemes)
        .collect();
    assert_eq!(schemes, [["token"]]);
    assert!(seen.take().is_empty());
}

/// The status of a request with these header fields.
async fn status(app: &axum::Router, path: &str, fields: &[(&str, &str)]) -> StatusCode {
    let request = fields
        .iter()
        .fold(http::Request::get(path), |request, (name, value)| {
            request.header(*name, *value)
        });
    let request = request.body(axum::body::Body::empty()).expect("a request");
    crate::violations::sent(app.clone(), request).await.0
}

#[tokio::test]
async fn the_server_wants_one_alternative_and_all_of_its_schemes() {
    let seen = Seen::default();
    let app = app(&seen);
    let (token, weak) = (
        ("authorization", "Bearer ann~read~write"),
        ("authorization", "Bearer ann~read"),
    );
    let (key, session) = (("x-key", "kim"), ("cookie", "sid=sue"));
    for (fields, id) in [
        (&[token][..], Some("ann")),
        (&[key, session], Some("kim")),
        (&[weak, key, session], Some("kim")),
        (&[weak], None),
        (&[key], None),
        (&[], None),
    ] {
        assert_eq!(
            status(&app, "/mixed", fields).await,
            StatusCode::NO_CONTENT,
            "{fields:?}"
        );
        assert_eq!(seen.one().id.as_deref(), id, "{fields:?}");
    }
    for (fields, expected) in [
        (&[][..], StatusCode::UNAUTHORIZED),
        (&[key, session], StatusCode::UNAUTHORIZED),
        (&[("authorization", "Basic YTpi")], StatusCode::UNAUTHORIZED),
        (
            &[("authorization", "Bearer forged")],
            StatusCode::UNAUTHORIZED,
        ),
        (&[weak], StatusCode::NO_CONTENT),
    ] {
        assert_eq!(status(&app, "/usual", fields).await, expected, "{fields:?}");
    }
    assert_eq!(seen.take().len(), 1);
}

#[tokio::test]
async fn a_bad_credential_is_refused_even_where_nobody_is_asked_for_one() {
    let seen = Seen::default();
    let app = app(&seen);
    for fields in [
        &[("authorization", "Bearer forged")][..],
        &[("x-key", "forged"), ("cookie", "sid=sue")],
        &[("x-key", "kim"), ("cookie", "sid=forged")],
        &[("x-key", "forged")],
        &[("cookie", "sid=forged")],
    ] {
        assert_eq!(
            status(&app, "/mixed", fields).await,
            StatusCode::UNAUTHORIZED,
            "{fields:?}"
        );
    }
    assert!(seen.take().is_empty());
}

#[test]
fn a_scheme_without_a_verifier_builds_no_server() {
    let service = Seen::<Caller>::default();
    let built = router(service)
        .verifier("token", Verifier::bearer(verify))
        .build();
    let Err(BuildError::MissingVerifier { operation, scheme }) = built else {
        panic!("{built:?}");
    };
    assert_eq!((operation, scheme), ("mixed", "key"));
}
