//! Credentials go where the contract wants them, and nowhere else.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use countersign_client::core::operation::{
    ApiKeyLocation, OperationDescriptor, SecurityScheme, SecuritySchemeKind, SecurityUse,
};
use countersign_client::core::secret::Secret;
use countersign_client::{
    AuthError, BuildError, Builder, Credential, Error, GeneratedClient, Request, Runtime,
};

use crate::harness::{Script, status};

struct Guarded(Runtime);

impl GeneratedClient for Guarded {
    const SECURITY_SCHEMES: &'static [SecurityScheme] = &[
        SecurityScheme {
            name: "login",
            kind: SecuritySchemeKind::OAuth2,
        },
        SecurityScheme {
            name: "key",
            kind: SecuritySchemeKind::ApiKey {
                name: "api_key",
                location: ApiKeyLocation::Query,
            },
        },
        SecurityScheme {
            name: "session",
            kind: SecuritySchemeKind::ApiKey {
                name: "sid",
                location: ApiKeyLocation::Cookie,
            },
        },
    ];
    const DEFAULT_SERVER: &'static str = "";

    fn from_runtime(runtime: Runtime) -> Self {
        Self(runtime)
    }
}

static READ: OperationDescriptor = OperationDescriptor {
    id: "read",
    security: &[
        &[SecurityUse::new("login"), SecurityUse::new("key")],
        &[SecurityUse::new("session")],
    ],
    ..OperationDescriptor::DEFAULT
};

fn builder(script: &Script) -> Builder<Guarded> {
    Builder::new("https://shop.test").transport(script.clone())
}

#[tokio::test(start_paused = true)]
async fn every_attempt_carries_all_credentials_of_one_alternative() {
    let script = Script::new([status(503), status(200)]);
    let client = builder(&script)
        .bearer_token("t-1")
        .credential("key", Credential::api_key("k/1"))
        .build()
        .unwrap();
    client.0.execute(Request::new(&READ)).await.unwrap();
    assert_eq!(script.count(), 2);
    for seen in script.seen() {
        assert_eq!(seen.uri, "https://shop.test/?api_key=k%2F1");
        assert_eq!(
            (seen.field("authorization"), seen.field("cookie")),
            (Some("Bearer t-1"), None)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_without_credentials_is_not_sent_and_says_what_is_missing() {
    let script = Script::new([status(200)]);
    let client = builder(&script).bearer_token("t-1").build().unwrap();
    match client.0.execute(Request::new(&READ)).await.unwrap_err() {
        Error::Auth(error) => {
            assert_eq!(
                error.to_string(),
                "read needs credentials for `key`, or `session`"
            );
            match error {
                AuthError::Missing { alternatives, .. } => {
                    assert_eq!(alternatives[0].schemes, ["key"]);
                }
                other => panic!("{other:?}"),
            }
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(script.count(), 0);
}

#[test]
fn credentials_that_fit_no_scheme_or_several_are_refused_when_the_client_is_built() {
    let script = Script::new([status(200)]);
    let failure = |builder: Builder<Guarded>| builder.build().err().unwrap().to_string();
    assert_eq!(
        failure(builder(&script).basic("me", "pw")),
        "the contract has no security scheme for Credential(basic)"
    );
    assert_eq!(
        failure(builder(&script).api_key("k")),
        "the contract has several security schemes for Credential(API key): name one with `credential`"
    );
    assert_eq!(
        failure(builder(&script).credential("nope", Credential::api_key("k"))),
        "the contract has no security scheme `nope`"
    );
    assert_eq!(
        failure(builder(&script).credential("login", Credential::api_key("k"))),
        "security scheme `login` does not take Credential(API key)"
    );
}

#[test]
fn credentials_do_not_travel_in_the_clear_unless_allowed() {
    let script = Script::new([status(200)]);
    let build = |url: &str| {
        Builder::<Guarded>::new(url)
            .bearer_token("t")
            .transport(script.clone())
    };
    assert!(matches!(
        build("http://shop.test").build(),
        Err(BuildError::PlainHttp { .. })
    ));
    assert!(build("http://shop.test").allow_plain_http().build().is_ok());
    assert!(build("http://localhost:8080").build().is_ok());
    assert!(build("https://shop.test").build().is_ok());
}

#[test]
fn a_password_in_the_url_is_refused_and_not_repeated() {
    let builder = || Builder::<Guarded>::new("https://me:hunter2@shop.test");
    let error = builder().build().err().unwrap();
    assert_eq!(
        error.to_string(),
        "`..@shop.test` is no server URL: it must not hold a user name or password"
    );
    assert!(!format!("{:?} {error:?}", builder()).contains("hunter2"));
}

#[test]
fn printing_a_client_or_a_request_shows_no_secret() {
    let script = Script::new([status(200)]);
    let client = builder(&script).bearer_token("hunter2").build().unwrap();
    let mut request = Request::new(&READ);
    request.header("x-token", "hunter2");
    request.json("application/json", "hunter2");
    let printed = format!("{:?} {request:?}", client.0);
    assert!(
        printed.contains("shop.test") && !printed.contains("hunter2"),
        "{printed}"
    );
}

static LOGGED_IN: OperationDescriptor = OperationDescriptor {
    id: "loggedIn",
    security: &[&[SecurityUse::new("login")]],
    ..OperationDescriptor::DEFAULT
};

#[tokio::test(start_paused = true)]
async fn a_token_source_is_asked_once_for_each_call() {
    let script = Script::new([status(503), status(200)]);
    let asked = Arc::new(AtomicU32::new(0));
    let source = move || {
        let number = asked.fetch_add(1, Ordering::Relaxed);
        async move { Ok(Secret::new(format!("t-{number}"))) }
    };
    let client = builder(&script).bearer_token_from(source).build().unwrap();
    client.0.execute(Request::new(&LOGGED_IN)).await.unwrap();
    client.0.execute(Request::new(&LOGGED_IN)).await.unwrap();
    let tokens: Vec<String> = script
        .seen()
        .iter()
        .map(|seen| seen.field("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer t-0", "Bearer t-0", "Bearer t-1"]);
}

#[tokio::test(start_paused = true)]
async fn a_source_without_a_token_or_with_a_strange_one_means_nothing_is_sent() {
    let script = Script::new([status(200)]);
    let failure = |token: Result<&'static str, &'static str>| {
        let source = move || async move { token.map(Secret::from).map_err(Into::into) };
        let client = builder(&script)
            .credential("login", Credential::bearer_token_from(source))
            .build()
            .unwrap();
        async move {
            client
                .0
                .execute(Request::new(&LOGGED_IN))
                .await
                .unwrap_err()
        }
    };
    let error = failure(Err("login is down")).await;
    assert_eq!(error.to_string(), "no token for loggedIn: login is down");
    assert!(!error.may_have_been_sent());
    assert!(matches!(failure(Ok("two\nlines")).await, Error::Auth(_)));
    assert_eq!(script.count(), 0);
}

#[tokio::test(start_paused = true)]
async fn waiting_for_a_token_counts_to_the_deadline() {
    let script = Script::new([status(200)]);
    let source = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(Secret::from("late"))
    };
    let client = builder(&script)
        .credential("login", Credential::bearer_token_from(source))
        .build()
        .unwrap();
    let begun = tokio::time::Instant::now();
    let error = client
        .0
        .execute(Request::new(&LOGGED_IN))
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Timeout { sent: false, .. }),
        "{error:?}"
    );
    assert_eq!(begun.elapsed().as_secs(), 30);
}
