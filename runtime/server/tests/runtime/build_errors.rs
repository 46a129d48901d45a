//! What the contract asks for and nobody supplies is an error before the first request.

use countersign_server::operation::{
    ApiKeyLocation, Idempotency, KeyHeader, OperationDescriptor, RateLimit, SecurityScheme,
    SecuritySchemeKind, SecurityUse,
};
use countersign_server::security::Secret;
use countersign_server::{BuildError, Denied, Router, TemplateError, Verified, Verifier};

use crate::tiny::router;

const fn scheme(name: &'static str, kind: SecuritySchemeKind) -> SecurityScheme {
    SecurityScheme { name, kind }
}

const fn key(name: &'static str) -> SecuritySchemeKind {
    SecuritySchemeKind::ApiKey {
        name,
        location: ApiKeyLocation::Header,
    }
}

static SCHEMES: &[SecurityScheme] = &[
    scheme("login", SecuritySchemeKind::OpenIdConnect),
    scheme("user", key("X-User")),
    scheme("admin", key("X-Admin")),
    scheme("certificate", SecuritySchemeKind::MutualTls),
];

static OPEN: OperationDescriptor = OperationDescriptor {
    id: "open",
    ..OperationDescriptor::DEFAULT
};

const fn secured(security: &'static [&'static [SecurityUse]]) -> OperationDescriptor {
    OperationDescriptor {
        id: "secured",
        security,
        ..OperationDescriptor::DEFAULT
    }
}

async fn deny(_: Secret) -> Result<Verified<&'static str>, Denied> {
    Err(Denied::Invalid)
}

fn error(router: Router<&'static str>) -> BuildError {
    router.build().unwrap_err()
}

#[test]
fn a_scheme_without_verifier_is_never_open() {
    static LOGIN: OperationDescriptor = secured(&[&[SecurityUse::new("login")], &[]]);
    assert_eq!(
        error(
            router(SCHEMES, &[&OPEN, &LOGIN])
                .api_key(deny)
                .verifier("user", Verifier::api_key(deny))
        ),
        BuildError::MissingVerifier {
            operation: "secured",
            scheme: "login"
        }
    );
    assert!(router(SCHEMES, &[&LOGIN]).bearer(deny).build().is_ok());
    assert!(
        router(SCHEMES, &[&LOGIN])
            .verifier("login", Verifier::bearer(deny))
            .build()
            .is_ok()
    );
}

#[test]
fn one_verifier_does_not_stand_for_two_schemes() {
    let expected = BuildError::AmbiguousVerifier {
        first: "user",
        second: "admin",
    };
    assert_eq!(error(router(SCHEMES, &[&OPEN]).api_key(deny)), expected);
    let named = router(SCHEMES, &[&OPEN])
        .api_key(deny)
        .verifier("admin", Verifier::api_key(deny));
    assert!(named.build().is_ok());
}

#[test]
fn a_verifier_must_fit_its_scheme_and_the_scheme_must_exist() {
    static TYPO: OperationDescriptor = secured(&[&[SecurityUse::new("typo")]]);
    assert_eq!(
        error(router(SCHEMES, &[]).verifier("login", Verifier::api_key(deny))).to_string(),
        "the verifier of `login` takes an API key, but the scheme carries a bearer token"
    );
    let unknown = BuildError::UnknownScheme {
        scheme: "typo".to_owned(),
    };
    assert_eq!(
        error(router(SCHEMES, &[]).verifier("typo", Verifier::api_key(deny))),
        unknown
    );
    assert_eq!(error(router(SCHEMES, &[&TYPO])), unknown);
}

#[test]
fn a_scheme_outside_the_text_needs_a_verifier_of_the_request() {
    static CERTIFICATE: OperationDescriptor = secured(&[&[SecurityUse::new("certificate")]]);
    assert_eq!(
        error(router(SCHEMES, &[&CERTIFICATE])),
        BuildError::UnsupportedScheme {
            operation: "secured",
            scheme: "certificate"
        }
    );
    let verifier = Verifier::request(|_| async { Err(Denied::NotPresented) });
    assert!(
        router(SCHEMES, &[&CERTIFICATE])
            .verifier("certificate", verifier)
            .build()
            .is_ok()
    );
}

#[test]
fn keys_need_a_store_even_where_they_are_optional() {
    for idempotency in [
        Idempotency::Accepted(KeyHeader::DEFAULT),
        Idempotency::Required(KeyHeader::DEFAULT),
    ] {
        let operation: &'static OperationDescriptor = Box::leak(Box::new(OperationDescriptor {
            id: "keyed",
            idempotency,
            ..OperationDescriptor::DEFAULT
        }));
        assert_eq!(
            error(router(&[], &[operation])),
            BuildError::MissingIdempotencyStore { operation: "keyed" }
        );
    }
}

#[test]
fn two_operations_must_not_answer_the_same_requests() {
    static ONE: OperationDescriptor = OperationDescriptor {
        id: "one",
        path: "/x/{a}:go",
        ..OperationDescriptor::DEFAULT
    };
    static TWO: OperationDescriptor = OperationDescriptor {
        id: "two",
        path: "/x/{b}:go",
        ..OperationDescriptor::DEFAULT
    };
    assert_eq!(
        error(router(&[], &[&ONE, &TWO])).to_string(),
        "operations `one` and `two` both answer GET /x/{}:go"
    );
}

#[test]
fn what_cannot_be_served_is_said() {
    static BAD_PATH: OperationDescriptor = OperationDescriptor {
        id: "bad",
        path: "/x{#y",
        ..OperationDescriptor::DEFAULT
    };
    static BAD_METHOD: OperationDescriptor = OperationDescriptor {
        id: "bad",
        method: "GE T",
        ..OperationDescriptor::DEFAULT
    };
    static BAD_RATE: OperationDescriptor = OperationDescriptor {
        id: "bad",
        rate_limit: Some(RateLimit {
            requests: 0,
            window: std::time::Duration::from_secs(1),
            burst: 1,
        }),
        ..OperationDescriptor::DEFAULT
    };
    assert_eq!(
        error(router(&[], &[&BAD_PATH])),
        BuildError::UnsupportedPath {
            operation: "bad",
            path: "/x{#y",
            reason: TemplateError::NotAPath
        }
    );
    assert_eq!(
        error(router(&[], &[&BAD_METHOD])),
        BuildError::InvalidMethod {
            operation: "bad",
            method: "GE T"
        }
    );
    assert_eq!(
        error(router(&[], &[&BAD_RATE])),
        BuildError::InvalidRateLimit { operation: "bad" }
    );
}
