//! Does every call reach its own handler with its own arguments?

use countersign_server::{Context, Problem};
use countersign_wire_names::{operation_ids, parameters, tags};

use crate::client;
use crate::seen::Seen;

/// Notes which handler was called.
#[derive(Clone, Default)]
struct Names(Seen<&'static str>);

macro_rules! serve {
    ($api:ident :: $trait:ident: $($method:ident -> $response:ident $(($request:ident))?)*) => {
        impl $api::server::$trait for Names {
            type Principal = ();
            type Error = Problem;

            $(async fn $method(
                &self,
                _: Context<()>,
                $(_: $api::server::$request)?
            ) -> Result<$api::server::$response, Problem> {
                self.0.push(stringify!($method));
                Ok($api::server::$response::NoContent)
            })*
        }
    };
}

/// Calls operations without arguments.
macro_rules! reach {
    ($seen:expr, $client:expr, $($method:ident)*) => {
        $(
            $client.$method().await.expect("it is answered");
            assert_eq!($seen.one(), stringify!($method));
        )*
    };
}

serve! { operation_ids::Api:
    get_orders -> GetOrdersResponse
    get_orders_2 -> GetOrdersResponse2
    get_orders_3 -> GetOrdersResponse3
    new_ -> NewResponse
    from_template -> FromTemplateResponse
    into_archive -> IntoArchiveResponse
    to_csv -> ToCsvResponse
    is_ready -> IsReadyResponse
    send -> SendResponse
    clone_ -> CloneResponse
    builder_ -> BuilderResponse
    from -> FromResponse
    with -> WithResponse
    client -> ClientResponse
    error -> ErrorResponse
    router -> RouterResponse
    default -> DefaultResponse
    n123 -> N123Response
    get_empty -> GetEmptyResponse
    get_orders_by_id -> GetOrdersByIdResponse (GetOrdersByIdRequest)
}

#[tokio::test]
async fn operations_are_told_apart_whatever_their_ids_are() {
    let service = Names::default();
    let seen = service.0.clone();
    let api: operation_ids::Client = client(operation_ids::server::router(service));
    api.get_orders_by_id("7").await.expect("it is answered");
    assert_eq!(seen.one(), "get_orders_by_id");
    reach!(seen, api, get_orders get_orders_2 get_orders_3 new_ from_template into_archive to_csv is_ready send clone_ builder_ from with client error router default n123 get_empty);
}

serve!(tags::TwoWords: spaced -> SpacedResponse);
serve!(tags::TwoWords2: underscored -> UnderscoredResponse);
serve!(tags::X: outside -> OutsideResponse);
serve!(tags::EtcPasswd: deeper -> DeeperResponse);
serve!(tags::X2: absolute -> AbsoluteResponse);
serve!(tags::Übung: umlauts -> UmlautsResponse);
serve!(tags::日本語: script -> ScriptResponse);
serve!(tags::U1f980: picture -> PictureResponse);
serve!(tags::Empty: nothing -> NothingResponse);
serve!(tags::Con: device -> DeviceResponse);
serve!(tags::Mod: module -> ModuleResponse);
serve!(tags::Types: types -> TypesResponse);
serve!(tags::ABC: quoted -> QuotedResponse);
serve!(tags::Api: untagged -> UntaggedResponse);

#[tokio::test]
async fn tags_of_any_text_have_a_module_and_a_trait() {
    let service = Names::default();
    let seen = service.0.clone();
    let api: tags::Client = client(tags::server::router(service));
    reach!(seen, api, spaced underscored outside deeper absolute umlauts script picture nothing device module types quoted untagged);
}

/// Notes the arguments of the last call.
#[derive(Clone, Default)]
struct Arguments(Seen<Vec<Option<String>>>);

impl parameters::server::Api for Arguments {
    type Principal = ();
    type Error = Problem;

    async fn describe(
        &self,
        _: Context<()>,
        request: parameters::server::DescribeRequest,
    ) -> Result<parameters::server::DescribeResponse, Problem> {
        self.0.push(vec![
            Some(request.pet_id),
            Some(request.owner_name),
            Some(request.id),
            Some(request.id_2),
            Some(request.id_3),
            request.id_4,
            request.filter_name,
            request.filter_name_2,
            request.top.map(|top| top.to_string()),
        ]);
        Ok(parameters::server::DescribeResponse::NoContent)
    }

    async fn locals(
        &self,
        _: Context<()>,
        request: parameters::server::LocalsRequest,
    ) -> Result<parameters::server::LocalsResponse, Problem> {
        self.0.push(vec![
            Some(request.url),
            Some(request.body_2),
            Some(request.client),
            Some(request.self_),
            Some(request.request),
            Some(request.body.body),
            request.context,
            request.value,
            request.send,
            request.header,
            request.into,
            request.call,
        ]);
        Ok(parameters::server::LocalsResponse::NoContent)
    }
}

fn given(values: &[&str]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|value| Some((*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn one_name_in_four_places_is_four_arguments() {
    let service = Arguments::default();
    let seen = service.0.clone();
    let api: parameters::Client = client(parameters::server::router(service));
    api.describe("pet", "owner", "path", "query", "header")
        .id("cookie")
        .filter_name("bracket")
        .filter_name_2("plain")
        .top(3)
        .await
        .expect("it is answered");
    let expected = [
        "pet", "owner", "path", "query", "header", "cookie", "bracket", "plain", "3",
    ];
    assert_eq!(seen.one(), given(&expected));
}

#[tokio::test]
async fn arguments_may_be_called_what_generated_code_calls_its_own() {
    let service = Arguments::default();
    let seen = service.0.clone();
    let api: parameters::Client = client(parameters::server::router(service));
    let body = parameters::types::LocalsBody::new("in the body");
    api.locals("url", "body", "client", "self", "request", &body)
        .context("context")
        .value("value")
        .send_("send")
        .header_("header")
        .into_("into")
        .call("call")
        .await
        .expect("it is answered");
    let expected = [
        "url",
        "body",
        "client",
        "self",
        "request",
        "in the body",
        "context",
        "value",
        "send",
        "header",
        "into",
        "call",
    ];
    assert_eq!(seen.one(), given(&expected));
}
