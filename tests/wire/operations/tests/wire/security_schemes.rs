//! Does a credential of every kind travel where its scheme says, and does the server let nobody else in?

use countersign_client::core::secret::Secret;
use countersign_client::{AuthError, Credential, Error, InMemory};
use countersign_server::{BuildError, Context, Denied, Problem, Router, Verified, Verifier};
use countersign_wire_operations::security_schemes::Client;
use countersign_wire_operations::security_schemes::server::{
    Api, BothResponse, CertifiedResponse, DigestedResponse, EitherResponse, OpenResponse,
    OptionalResponse, ScopedResponse, UsualResponse, router,
};
use http::header::WWW_AUTHENTICATE;
use http::{Method, Request, StatusCode};
use tower::ServiceExt as _;

use crate::seen::Seen;

#[derive(Clone, Default)]
pub(crate) struct Service(pub(crate) Seen<(String, Option<String>)>);

macro_rules! serve {
    ($($method:ident -> $Response:ident),* $(,)?) => {
        impl Api for Service {
            type Principal = ();
            type Error = Problem;

            $(async fn $method(&self, cx: Context<()>) -> Result<$Response, Problem> {
                self.0.push((
                    stringify!($method).to_owned(),
                    cx.principal_id().map(str::to_owned),
                ));
                Ok($Response::NoContent)
            })*
        }
    };
}

serve! {
    usual -> UsualResponse,
    either -> EitherResponse,
    both -> BothResponse,
    scoped -> ScopedResponse,
    optional -> OptionalResponse,
    certified -> CertifiedResponse,
    digested -> DigestedResponse,
    open -> OpenResponse,
}

/// A credential here is the name of who it belongs to and the scopes: `ann~read~write`.
async fn verify(credential: Secret) -> Result<Verified<()>, Denied> {
    let mut words = credential.expose().split('~');
    match words.next() {
        Some("forged") | None => Err(Denied::Invalid),
        Some(name) => Ok(Verified::new(name, ()).with_scopes(words)),
    }
}

/// Nine schemes, and what `without` is about has no verifier.
pub(crate) fn routed(service: &Service, without: &str) -> Router<()> {
    let tokens = ["jwt", "signIn", "flows"].map(|scheme| (scheme, Verifier::bearer(verify)));
    let keys =
        ["headerKey", "queryKey", "cookieKey"].map(|scheme| (scheme, Verifier::api_key(verify)));
    let others = [
        (
            "password",
            Verifier::basic(async |user: String, password: Secret| {
                match password.expose().as_str() {
                    "open sesame" => Ok(Verified::new(user, ())),
                    _ => Err(Denied::Invalid),
                }
            }),
        ),
        (
            "certificate",
            Verifier::request(async |parts: http::request::Parts| {
                match parts.extensions.get::<&'static str>() {
                    Some(subject) => Ok(Verified::new(*subject, ())),
                    None => Err(Denied::NotPresented),
                }
            }),
        ),
        (
            "digest",
            Verifier::request(async |parts: http::request::Parts| {
                match parts
                    .headers
                    .get("authorization")
                    .map(http::HeaderValue::as_bytes)
                {
                    Some(b"Digest username=\"dora\"") => Ok(Verified::new("dora", ())),
                    Some(_) => Err(Denied::Invalid),
                    None => Err(Denied::NotPresented),
                }
            }),
        ),
    ];
    let all = tokens.into_iter().chain(keys).chain(others);
    all.filter(|(scheme, _)| *scheme != without)
        .fold(router(service.clone()), |router, (scheme, verifier)| {
            router.verifier(scheme, verifier)
        })
}

fn app(service: &Service) -> axum::Router {
    let built = routed(service, "").build();
    built.expect("every scheme has a verifier")
}

fn api(service: &Service, credentials: &[(&str, Credential)]) -> Client {
    let builder =
        Client::builder("http://operations.test").transport(InMemory::serve(app(service)));
    let with = credentials
        .iter()
        .fold(builder, |builder, (scheme, credential)| {
            builder.credential(*scheme, credential.clone())
        });
    with.build().expect("a client")
}

#[tokio::test]
async fn a_credential_of_every_kind_is_taken_for_its_owner() {
    let service = Service::default();
    let key = || Credential::api_key("kim &=;+%/\u{e9}");
    let api = api(
        &service,
        &[
            ("signIn", Credential::bearer_token("ann~read")),
            ("flows", Credential::bearer_token("flo~admin")),
            ("password", Credential::basic("Aladdin", "open sesame")),
            ("jwt", Credential::bearer_token("joe")),
            ("headerKey", Credential::api_key("hal")),
            ("queryKey", key()),
            ("cookieKey", Credential::api_key("cookie")),
            (
                "digest",
                Credential::authorization("Digest username=\"dora\""),
            ),
        ],
    );
    api.usual().await.expect("openIdConnect is a bearer token");
    api.either().await.expect("the first alternative");
    api.both().await.expect("a token and a key");
    api.optional().await.expect("a cookie");
    api.digested().await.expect("another http scheme");
    api.open().await.expect("nothing at all");
    let ids: Vec<_> = service
        .0
        .take()
        .into_iter()
        .map(|(method, id)| format!("{method} {}", id.unwrap_or_default()))
        .collect();
    assert_eq!(
        ids,
        [
            "usual ann",
            "either Aladdin",
            "both joe",
            "optional cookie",
            "digested dora",
            "open "
        ]
    );
}

#[tokio::test]
async fn a_key_in_the_query_is_the_same_at_both_ends() {
    let service = Service::default();
    let key = "kim &=;+%/\u{e9}";
    let api = api(&service, &[("queryKey", Credential::api_key(key))]);
    api.either().await.expect("the second alternative");
    assert_eq!(service.0.one(), ("either".to_owned(), Some(key.to_owned())));
}

#[tokio::test]
async fn a_client_without_a_credential_sends_nothing() {
    let service = Service::default();
    let api = api(&service, &[("jwt", Credential::bearer_token("joe"))]);
    let both = api.both().await.expect_err("a key is missing");
    let Error::Auth(AuthError::Missing { alternatives, .. }) = both else {
        panic!("{both:?}");
    };
    assert_eq!(alternatives.len(), 1);
    for error in [
        api.certified()
            .await
            .expect_err("no certificate")
            .to_string(),
        api.digested().await.expect_err("no digest").to_string(),
    ] {
        assert!(!error.contains("joe"), "{error}");
    }
    assert!(service.0.take().is_empty());
    api.optional().await.expect("it is optional");
    assert_eq!(service.0.one().1, None);
}

/// Status, challenges, and whom the handler took the caller for.
async fn asked(
    method: Method,
    target: &str,
    fields: &[(&str, &str)],
    certificate: Option<&'static str>,
) -> (StatusCode, Vec<String>, Option<String>) {
    let service = Service::default();
    let request = Request::builder().method(method).uri(target);
    let mut request = fields
        .iter()
        .fold(request, |request, (name, value)| {
            request.header(*name, *value)
        })
        .body(axum::body::Body::empty())
        .expect("a request");
    if let Some(subject) = certificate {
        request.extensions_mut().insert(subject);
    }
    let answer = app(&service).oneshot(request).await.expect("answered");
    let challenges = answer.headers().get_all(WWW_AUTHENTICATE).iter();
    let challenges = challenges.map(|field| String::from_utf8_lossy(field.as_bytes()).into_owned());
    (
        answer.status(),
        challenges.collect(),
        service.0.take().pop().and_then(|(_, id)| id),
    )
}

#[tokio::test]
async fn whoever_shows_nothing_or_something_else_is_refused_with_a_challenge() {
    let get = |target, fields| asked(Method::GET, target, fields, None);
    for (target, fields, challenge) in [
        ("/usual", &[][..], "Bearer"),
        (
            "/usual",
            &[("authorization", "Bearer forged")],
            "Bearer error=\"invalid_token\"",
        ),
        (
            "/usual",
            &[("authorization", "Bearer a b")],
            "Bearer error=\"invalid_token\"",
        ),
        ("/usual", &[("authorization", "Basic YTpi")], "Bearer"),
        ("/usual?access_token=ann~read", &[], "Bearer"),
        (
            "/either",
            &[("authorization", "Basic not base64!")],
            "Basic realm=\"password\", charset=\"UTF-8\"",
        ),
        (
            "/either",
            &[("authorization", "Basic QWxhZGRpbjp3cm9uZw==")],
            "Basic realm=\"password\", charset=\"UTF-8\"",
        ),
        (
            "/either?api%20key=",
            &[],
            "Basic realm=\"password\", charset=\"UTF-8\"",
        ),
        (
            "/either?API%20KEY=kim",
            &[],
            "Basic realm=\"password\", charset=\"UTF-8\"",
        ),
        ("/both", &[("authorization", "Bearer joe")], "Bearer"),
        ("/both", &[("x-api-key", "hal")], "Bearer"),
        ("/certified", &[("authorization", "Bearer joe")], "Mutual"),
        ("/digested", &[], "digest"),
        (
            "/digested",
            &[("authorization", "Digest username=\"eve\"")],
            "digest",
        ),
    ] {
        let (status, challenges, id) = get(target, fields).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{target} {fields:?}");
        assert!(
            challenges
                .iter()
                .any(|said| said.eq_ignore_ascii_case(challenge)),
            "{target} {fields:?}: {challenges:?}"
        );
        assert_eq!(id, None, "the handler was not called");
    }
}

#[tokio::test]
async fn each_alternative_lets_its_own_callers_in() {
    for (target, fields, certificate, id) in [
        ("/either?api+key=kim", &[][..], None, Some("kim")),
        ("/either?api%20key=kim", &[], None, Some("kim")),
        (
            "/either",
            &[("authorization", "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")],
            None,
            Some("Aladdin"),
        ),
        (
            "/both",
            &[("authorization", "BEARER joe"), ("x-api-key", "hal")],
            None,
            Some("joe"),
        ),
        (
            "/optional",
            &[("cookie", "a=b; sid=sue")],
            None,
            Some("sue"),
        ),
        ("/optional", &[("cookie", "a=b")], None, None),
        ("/certified", &[], Some("CN=carl"), Some("CN=carl")),
        ("/open", &[("authorization", "Bearer forged")], None, None),
    ] {
        let (status, _, seen) = asked(Method::GET, target, fields, certificate).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{target} {fields:?}");
        assert_eq!(seen.as_deref(), id, "{target} {fields:?}");
    }
}

#[tokio::test]
async fn scopes_count_for_the_operation_that_asks_for_them() {
    let post = |token| async move {
        let field = format!("Bearer {token}");
        asked(
            Method::POST,
            "/scoped",
            &[("authorization", field.as_str())],
            None,
        )
        .await
    };
    for token in ["ann~read~write", "flo~admin"] {
        let (status, _, id) = post(token).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{token}");
        assert_eq!(id.as_deref(), token.split('~').next());
    }
    for token in ["ann", "ann~read", "ann~write", "ann~readwrite"] {
        let (status, challenges, _) = post(token).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{token}");
        assert!(
            challenges[0].contains("insufficient_scope"),
            "{challenges:?}"
        );
    }
}

#[test]
fn a_scheme_of_any_kind_without_a_verifier_builds_no_server() {
    for (missing, first) in [
        ("signIn", "usual"),
        ("password", "either"),
        ("queryKey", "either"),
        ("jwt", "both"),
        ("headerKey", "both"),
        ("flows", "scoped"),
        ("cookieKey", "optional"),
        ("certificate", "certified"),
        ("digest", "digested"),
    ] {
        let built = routed(&Service::default(), missing).build();
        // Of these the server knows nothing by itself: what to write is another sentence.
        let (operation, scheme) = match built {
            Err(BuildError::MissingVerifier { operation, scheme }) => (operation, scheme),
            Err(BuildError::UnsupportedScheme { operation, scheme })
                if ["certificate", "digest"].contains(&missing) =>
            {
                (operation, scheme)
            }
            other => panic!("{missing}: {other:?}"),
        };
        assert_eq!((operation, scheme), (first, missing));
    }
}

#[test]
fn a_verifier_of_another_kind_builds_no_server() {
    let built = routed(&Service::default(), "digest")
        .verifier("digest", Verifier::bearer(verify))
        .build();
    assert!(
        matches!(
            built,
            Err(BuildError::WrongVerifier {
                scheme: "digest",
                ..
            })
        ),
        "{built:?}"
    );
}
