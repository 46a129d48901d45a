//! Do messages arrive whole, whatever their types and properties are called?

use countersign_core::json;
use countersign_server::{Context, Problem};
use countersign_wire_names::{clashes, keywords, prelude};

use crate::client;
use crate::seen::Seen;

/// Notes messages and sends them back.
#[derive(Clone)]
struct Echo<T>(Seen<T>);

impl<T> Echo<T> {
    fn new() -> Self {
        Self(Seen::default())
    }
}

macro_rules! echo {
    ($api:ident :: $trait:ident: $method:ident, $request:ident -> $response:ident of $message:ident) => {
        impl $api::server::$trait for Echo<$api::types::$message> {
            type Principal = ();
            type Error = Problem;

            async fn $method(
                &self,
                _: Context<()>,
                request: $api::server::$request,
            ) -> Result<$api::server::$response, Problem> {
                self.0.push(request.body.clone());
                Ok($api::server::$response::Ok(request.body))
            }
        }
    };
}

echo!(clashes::Api: link, LinkRequest -> LinkResponse of Link);

#[tokio::test]
async fn properties_that_share_an_identifier_keep_their_own_values() {
    let service = Echo::new();
    let seen = service.0.clone();
    let api: clashes::Client = client(clashes::server::router(service));
    let link = clashes::types::Link::new("camel", 2)
        .with_connection_string_3("kebab")
        .with_connection_string_4("words")
        .with_source(clashes::types::LinkSourceInline::new().with_a("inline"))
        .with_both(clashes::types::FooBar::X)
        .with_other(clashes::types::FooBar2::new(
            clashes::types::FooBar3::new().with_z("third"),
        ))
        .with_new("new")
        .with_with_new("camel")
        .with_with_new_2("snake");
    assert_eq!(
        json::encode(&link).expect("JSON"),
        r#"{"connectionString":"camel","connection_string":2,"connection-string":"kebab","Connection string":"words","source":{"a":"inline"},"both":"x","other":{"y":{"z":"third"}},"new":"new","withNew":"camel","with_new":"snake"}"#
    );
    assert_eq!(*api.link(&link).await.expect("an answer"), link);
    assert_eq!(seen.one(), link);
}

echo!(prelude::Api: result, ResultRequest -> ResultResponse of Result_);

#[tokio::test]
async fn schemas_may_be_called_what_rust_calls_its_own() {
    use prelude::types::{Box_, Client, Debug_, File, Ok_, Option_, Result_, String_};
    let service = Echo::new();
    let seen = service.0.clone();
    let api: prelude::Client = client(prelude::server::router(service));
    let file = File::new().with_debug("2026-01-31".parse::<Debug_>().expect("a date"));
    let inside = Box_::new().with_box(Box::new(Box_::new()));
    for option in [
        Option_::Some(3),
        Option_::None(true),
        Option_::Vec(vec![String_::new("a")]),
    ] {
        let result = Result_::new(option, Ok_::Unknown_, file.clone())
            .with_client(Client::from([("x".to_owned(), inside.clone())]));
        assert_eq!(*api.result(&result).await.expect("an answer"), result);
        assert_eq!(seen.one(), result);
    }
    let file = json::to_value(&file).expect("JSON");
    assert_eq!(file["Default"], "Default");
}

#[derive(Clone, Default)]
struct Keywords(Seen<keywords::server::TypeRequest>);

impl keywords::server::Self_ for Keywords {
    type Principal = ();
    type Error = Problem;

    async fn type_(
        &self,
        _: Context<()>,
        request: keywords::server::TypeRequest,
    ) -> Result<keywords::server::TypeResponse, Problem> {
        let answer = keywords::server::TypeResponse::Ok(request.body.clone());
        self.0.push(request);
        Ok(answer)
    }
}

macro_rules! nothing {
    ($trait:ident: $($method:ident -> $response:ident),+) => {
        impl keywords::server::$trait for Keywords {
            type Principal = ();
            type Error = Problem;

            $(async fn $method(&self, _: Context<()>) -> Result<keywords::server::$response, Problem> {
                Ok(keywords::server::$response::NoContent)
            })+
        }
    };
}

nothing!(Crate: self_ -> SelfResponse, r_self -> RSelfResponse);
nothing!(Super: self_2 -> SelfResponse2);
nothing!(Mod: gen_ -> GenResponse);

#[tokio::test]
async fn keywords_are_names_like_others() {
    use keywords::types::{Async, Ref, Self_, Super, Type, TypeRequired};
    let service = Keywords::default();
    let seen = service.0.clone();
    let api: keywords::Client = client(keywords::server::router(service));
    let body = Type::from(TypeRequired {
        type_: "type".to_owned(),
        self_: 1,
        self_2: 2,
        crate_: vec![
            Ref::Self_(Self_::Crate),
            Ref::Async(Async::new().with_await("x")),
        ],
        super_: Super::new()
            .with_dyn("dyn")
            .with_property("impl", "more".to_owned()),
        r_self: "raw".to_owned(),
        async_: true,
        try_: String::new(),
        gen_: "gen".to_owned(),
        underscore: "_".to_owned(),
    });
    let answered = api
        .type_("async", &body)
        .self_("self")
        .r_self("raw")
        .super_(&Self_::Self_)
        .await
        .expect("an answer");
    assert_eq!(*answered, body);
    let request = seen.one();
    assert_eq!(request.body, body);
    assert_eq!(
        (
            request.async_.as_str(),
            request.self_.as_deref(),
            request.r_self.as_deref()
        ),
        ("async", Some("self"), Some("raw"))
    );
    assert_eq!(request.super_, Some(Self_::Self_));
    api.self_().await.expect("an answer");
    api.self_2().await.expect("an answer");
    api.r_self().await.expect("an answer");
    api.gen_().await.expect("an answer");
}
