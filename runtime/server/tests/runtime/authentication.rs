//! The matrix of alternatives and schemes needed together (OAS 3.1.1 Security Requirement Object).

use std::time::Duration;

use countersign_server::operation::{
    ApiKeyLocation, OperationDescriptor, SecurityScheme, SecuritySchemeKind, SecurityUse,
};
use countersign_server::security::Secret;
use countersign_server::{Denied, Verified, Verifier};
use serde_json::json;

use crate::tiny::{Seen, call_with, router};

const fn key(name: &'static str, location: ApiKeyLocation) -> SecuritySchemeKind {
    SecuritySchemeKind::ApiKey { name, location }
}

static SCHEMES: &[SecurityScheme] = &[
    SecurityScheme {
        name: "token",
        kind: SecuritySchemeKind::OAuth2,
    },
    SecurityScheme {
        name: "login",
        kind: SecuritySchemeKind::Basic,
    },
    SecurityScheme {
        name: "tenant",
        kind: key("X-Tenant", ApiKeyLocation::Header),
    },
    SecurityScheme {
        name: "link",
        kind: key("sig", ApiKeyLocation::Query),
    },
    SecurityScheme {
        name: "session",
        kind: key("sid", ApiKeyLocation::Cookie),
    },
];

const TOKEN: SecurityUse = SecurityUse {
    scheme: "token",
    scopes: &["read", "write"],
};

static OR: OperationDescriptor = OperationDescriptor {
    id: "or",
    security: &[
        &[TOKEN],
        &[SecurityUse::new("login")],
        &[SecurityUse::new("link")],
    ],
    ..OperationDescriptor::DEFAULT
};
static AND: OperationDescriptor = OperationDescriptor {
    id: "and",
    security: &[
        &[SecurityUse::new("tenant"), TOKEN],
        &[SecurityUse::new("session")],
    ],
    ..OperationDescriptor::DEFAULT
};
static OPTIONAL: OperationDescriptor = OperationDescriptor {
    id: "optional",
    security: &[&[], &[TOKEN]],
    ..OperationDescriptor::DEFAULT
};

/// `ann:read:write` is Ann with both scopes; `down` cannot be checked.
async fn token(token: Secret) -> Result<Verified<&'static str>, Denied> {
    let mut words = token.expose().split(':');
    match words.next() {
        Some("ann") => Ok(Verified::new("ann", "ann").with_scopes(words)),
        Some("down") => Err(Denied::Unavailable {
            retry_after: Duration::from_secs(7),
        }),
        _ => Err(Denied::Invalid),
    }
}

async fn login(user: String, password: Secret) -> Result<Verified<&'static str>, Denied> {
    match (user.as_str(), password.expose().as_str()) {
        ("bob", "pass:word") => Ok(Verified::new("bob", "bob")),
        _ => Err(Denied::Invalid),
    }
}

async fn good(key: Secret) -> Result<Verified<&'static str>, Denied> {
    match key.expose().as_str() {
        "go od" | "good" => Ok(Verified::new("key", "key").with_scopes(["of-key"])),
        _ => Err(Denied::Invalid),
    }
}

async fn ask(
    operation: &'static OperationDescriptor,
    path: &str,
    headers: &[(&str, &str)],
) -> Seen {
    let app = router(SCHEMES, &[operation])
        .bearer(token)
        .basic(login)
        .verifier("tenant", Verifier::api_key(good))
        .verifier("link", Verifier::api_key(good))
        .verifier("session", Verifier::api_key(good))
        .build()
        .unwrap();
    call_with(&app, "GET", path, headers).await
}

const ANN: (&str, &str) = ("authorization", "bEARER ann:read:write");
const ANN_READS: (&str, &str) = ("authorization", "Bearer ann:read");
const BOB: (&str, &str) = ("authorization", "Basic Ym9iOnBhc3M6d29yZA==");
const TENANT: (&str, &str) = ("x-tenant", "good");

async fn check(
    operation: &'static OperationDescriptor,
    headers: &[(&str, &str)],
    status: u16,
    principal: Option<&str>,
) {
    let seen = ask(operation, "/", headers).await;
    assert_eq!(seen.status, status, "{} {headers:?}", operation.id);
    if status == 200 {
        assert_eq!(
            seen.body["principal"],
            json!(principal),
            "{} {headers:?}",
            operation.id
        );
    }
}

#[tokio::test]
async fn any_alternative_lets_a_caller_in() {
    check(&OR, &[ANN], 200, Some("ann")).await;
    check(&OR, &[BOB], 200, Some("bob")).await;
    check(&OR, &[], 401, None).await;
    check(&OR, &[("authorization", "Bearer eve")], 401, None).await;
    check(&OR, &[("authorization", "Bearer ")], 401, None).await;
    check(&OR, &[("authorization", "Basic ???")], 401, None).await;
    check(&OR, &[("authorization", "Basic Ym9iOm5v")], 401, None).await;
    assert_eq!(
        ask(&OR, "/?x=1&sig=go+od", &[]).await.body["principal"],
        "key"
    );
    assert_eq!(ask(&OR, "/?sig=bad", &[]).await.status, 401);
}

#[tokio::test]
async fn a_bad_credential_does_not_spoil_a_good_alternative() {
    assert_eq!(
        ask(&OR, "/?sig=good", &[("authorization", "Bearer eve")])
            .await
            .status,
        200
    );
    assert_eq!(
        ask(&OR, "/?sig=good", &[ANN_READS]).await.body["principal"],
        "key"
    );
}

#[tokio::test]
async fn schemes_of_one_alternative_are_all_needed() {
    check(&AND, &[TENANT, ANN], 200, Some("key")).await;
    check(&AND, &[ANN], 401, None).await;
    check(&AND, &[TENANT], 401, None).await;
    check(&AND, &[("x-tenant", "bad"), ANN], 401, None).await;
    check(&AND, &[TENANT, ("authorization", "Bearer eve")], 401, None).await;
    check(&AND, &[("cookie", "a=1; sid=good")], 200, Some("key")).await;
    let seen = ask(&AND, "/", &[TENANT, ANN]).await;
    assert_eq!(seen.body["scopes"], json!(["of-key", "read", "write"]));
}

#[tokio::test]
async fn every_scope_is_needed() {
    let seen = ask(&OR, "/", &[ANN_READS]).await;
    assert_eq!(seen.status, 403);
    assert_eq!(
        seen.header("www-authenticate"),
        Some(r#"Bearer error="insufficient_scope", scope="read write""#)
    );
}

#[tokio::test]
async fn anonymous_callers_pass_where_the_contract_says_so_and_bad_credentials_do_not() {
    check(&OPTIONAL, &[], 200, None).await;
    check(&OPTIONAL, &[ANN], 200, Some("ann")).await;
    check(&OPTIONAL, &[("authorization", "Bearer eve")], 401, None).await;
    check(&OPTIONAL, &[ANN_READS], 200, None).await;
}

#[tokio::test]
async fn a_refused_caller_is_told_every_way_in() {
    let seen = ask(&OR, "/", &[]).await;
    let challenges: Vec<_> = seen.headers.get_all("www-authenticate").iter().collect();
    assert_eq!(
        challenges,
        [
            "Bearer",
            r#"Basic realm="login", charset="UTF-8""#,
            r#"ApiKey name="sig", in="query""#
        ]
    );
    let seen = ask(&OPTIONAL, "/", &[("authorization", "Bearer eve")]).await;
    assert_eq!(
        seen.header("www-authenticate"),
        Some(r#"Bearer error="invalid_token""#)
    );
}

#[tokio::test]
async fn a_verifier_that_cannot_answer_is_not_an_open_door() {
    for operation in [&OR, &OPTIONAL] {
        let seen = ask(operation, "/", &[("authorization", "Bearer down")]).await;
        assert_eq!((seen.status, seen.header("retry-after")), (503, Some("7")));
    }
}
