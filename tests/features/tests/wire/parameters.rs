//! Does each parameter reach the argument it was meant for, whatever its name, number and type?

use std::collections::BTreeMap;

use countersign_client::Error;
use countersign_client::core::format::{Base64, Date, Uuid};
use countersign_features::{many_parameters, operation_names, parameter_styles, same_path_shape};
use countersign_server::{Context, Problem};
use many_parameters::types::FindBoxD;

use crate::seen::Seen;

impl parameter_styles::server::Api for Seen<parameter_styles::server::FindShapesRequest> {
    type Principal = ();
    type Error = Problem;

    async fn find_shapes(
        &self,
        _: Context<()>,
        request: parameter_styles::server::FindShapesRequest,
    ) -> Result<parameter_styles::server::FindShapesResponse, Problem> {
        self.push(request);
        Ok(parameter_styles::server::FindShapesResponse::NoContent)
    }
}

#[tokio::test]
#[expect(deprecated, reason = "the contract still has the parameter")]
async fn parameters_of_every_place_travel_in_one_call() {
    let seen = Seen::default();
    let api: parameter_styles::Client =
        crate::client(parameter_styles::server::router(seen.clone()));
    let filter = BTreeMap::from([("a,b".to_owned(), 1), ("{}".to_owned(), -1)]);
    let size = BTreeMap::from([("min".to_owned(), 0.5), ("max &=".to_owned(), 1e300)]);
    let tags = ["x y".to_owned(), "&".to_owned()];
    api.find_shapes(i64::MIN, &[-1, 0, i64::MAX], "red & blue")
        .tags(&tags)
        .reserved("/?:@!$'()*;=,#&+")
        .filter(&filter)
        .size(&size)
        .x_trace(true)
        .theme("dark; light=1")
        .await
        .expect("declared");
    let request = seen.one();
    assert_eq!(
        (request.id, request.corner),
        (i64::MIN, vec![-1, 0, i64::MAX])
    );
    assert_eq!(request.color, "red & blue");
    assert_eq!(request.tags.as_deref(), Some(&tags[..]));
    assert_eq!(request.reserved.as_deref(), Some("/?:@!$'()*;=,#&+"));
    assert_eq!((request.filter, request.size), (Some(filter), Some(size)));
    assert_eq!(request.x_trace, Some(true));
    assert_eq!(request.theme.as_deref(), Some("dark; light=1"));
}

impl many_parameters::server::Api for Seen<many_parameters::server::FindBoxRequest> {
    type Principal = ();
    type Error = Problem;

    async fn find_box(
        &self,
        _: Context<()>,
        request: many_parameters::server::FindBoxRequest,
    ) -> Result<many_parameters::server::FindBoxResponse, Problem> {
        self.push(request);
        Ok(many_parameters::server::FindBoxResponse::NoContent)
    }
}

#[tokio::test]
async fn seven_required_parameters_keep_their_places_and_types() {
    let seen = Seen::default();
    let api: many_parameters::Client = crate::client(many_parameters::server::router(seen.clone()));
    let (uuid, day) = (Uuid::from_u128(7), Date::constant(2024, 2, 29));
    let bytes = [
        Base64(vec![0xff, 0xfe, 0x3e]),
        Base64(Vec::new()),
        Base64(b"++//".to_vec()),
    ];
    api.find_box(-1, uuid, day, &FindBoxD::Down, "", -0.25, &bytes)
        .await
        .expect("declared");
    let request = seen.one();
    assert_eq!((request.a, request.b, request.c), (-1, uuid, day));
    assert_eq!((request.d, request.e.as_str()), (FindBoxD::Down, ""));
    assert!((request.f + 0.25).abs() < f64::EPSILON, "{}", request.f);
    assert_eq!(request.g, bytes);
}

#[derive(Clone, Default)]
struct Names {
    clones: Seen<operation_names::server::CloneRequest>,
    calls: Seen<operation_names::server::CallRequest>,
    gets: Seen<operation_names::server::GetAByIdRequest>,
}

impl operation_names::server::Router_ for Names {
    type Principal = ();
    type Error = Problem;

    async fn clone_(
        &self,
        _: Context<()>,
        request: operation_names::server::CloneRequest,
    ) -> Result<operation_names::server::CloneResponse, Problem> {
        self.clones.push(request);
        Ok(operation_names::server::CloneResponse::NoContent)
    }

    async fn call(
        &self,
        _: Context<()>,
        request: operation_names::server::CallRequest,
    ) -> Result<operation_names::server::CallResponse, Problem> {
        self.calls.push(request);
        Ok(operation_names::server::CallResponse::NoContent)
    }
}

impl operation_names::server::Api for Names {
    type Principal = ();
    type Error = Problem;

    async fn get_a_by_id(
        &self,
        _: Context<()>,
        request: operation_names::server::GetAByIdRequest,
    ) -> Result<operation_names::server::GetAByIdResponse, Problem> {
        self.gets.push(request);
        Ok(operation_names::server::GetAByIdResponse::NoContent)
    }
}

#[tokio::test]
async fn parameters_with_names_that_clash_are_not_mixed_up() {
    let names = Names::default();
    let api: operation_names::Client =
        crate::client(operation_names::server::router(names.clone()));
    api.clone_(
        "path id",
        "query id",
        "request",
        "body parameter",
        "the body",
    )
    .self_("self")
    .send_("send")
    .timeout_("timeout")
    .x_time("hyphen")
    .x_time_2("underscore")
    .await
    .expect("declared");
    let seen = names.clones.one();
    assert_eq!(
        (seen.id.as_str(), seen.id_2.as_str()),
        ("path id", "query id")
    );
    assert_eq!(
        (seen.request.as_str(), seen.body_2.as_str()),
        ("request", "body parameter")
    );
    assert_eq!(seen.body, "the body");
    assert_eq!(
        (seen.self_.as_deref(), seen.send.as_deref()),
        (Some("self"), Some("send"))
    );
    assert_eq!(seen.timeout.as_deref(), Some("timeout"));
    assert_eq!(
        (seen.x_time.as_deref(), seen.x_time_2.as_deref()),
        (Some("hyphen"), Some("underscore"))
    );

    api.call().type_("keyword").await.expect("declared");
    assert_eq!(names.calls.one().type_.as_deref(), Some("keyword"));
    api.get_a_by_id("nobody named it").await.expect("declared");
    assert_eq!(names.gets.one().id, "nobody named it");
}

impl same_path_shape::server::Api for Seen<String> {
    type Principal = ();
    type Error = Problem;

    async fn pet_by_id(
        &self,
        _: Context<()>,
        request: same_path_shape::server::PetByIdRequest,
    ) -> Result<same_path_shape::server::PetByIdResponse, Problem> {
        self.push(format!("id {}", request.id));
        Ok(same_path_shape::server::PetByIdResponse::NoContent)
    }

    async fn pet_by_name(
        &self,
        _: Context<()>,
        request: same_path_shape::server::PetByNameRequest,
    ) -> Result<same_path_shape::server::PetByNameResponse, Problem> {
        self.push(format!("name {}", request.name));
        Ok(same_path_shape::server::PetByNameResponse::NoContent)
    }

    async fn search_pets(
        &self,
        _: Context<()>,
    ) -> Result<same_path_shape::server::SearchPetsResponse, Problem> {
        self.push("search".to_owned());
        Ok(same_path_shape::server::SearchPetsResponse::NoContent)
    }
}

#[tokio::test]
async fn paths_that_look_alike_are_told_apart_by_what_they_take() {
    let seen = Seen::default();
    let api: same_path_shape::Client = crate::client(same_path_shape::server::router(seen.clone()));
    api.pet_by_id(7).await.expect("declared");
    api.pet_by_name("rex").await.expect("declared");
    api.search_pets().await.expect("declared");
    api.pet_by_name("8")
        .await
        .expect("the server takes it for an id");
    assert_eq!(seen.take(), ["id 7", "name rex", "search", "id 8"]);
    let refused = api.pet_by_name("..").await.expect_err("another path");
    assert!(matches!(refused, Error::Build(_)), "{refused:?}");
    assert!(seen.take().is_empty());
}
