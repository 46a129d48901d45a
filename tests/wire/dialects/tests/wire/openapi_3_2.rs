//! OpenAPI 3.2: methods and places that no older dialect has travel like all others.

use axum::body::Body;
use countersign_server::{Context, Problem};
use countersign_wire_dialects::openapi_3_2 as parcels;
use http::{Request, StatusCode};
use parcels::server::{
    CopyParcelRequest, CopyParcelResponse, FindParcelsRequest, FindParcelsResponse,
};
use tower::ServiceExt as _;

use crate::seen::Seen;

/// What was asked for.
enum Asked {
    Find(FindParcelsRequest),
    Copy(i32),
}

impl parcels::server::Api for Seen<Asked> {
    type Principal = ();
    type Error = Problem;

    async fn find_parcels(
        &self,
        _: Context<()>,
        request: FindParcelsRequest,
    ) -> Result<FindParcelsResponse, Problem> {
        let body = request.body.clone();
        self.push(Asked::Find(request));
        Ok(FindParcelsResponse::Ok(body))
    }

    async fn copy_parcel(
        &self,
        _: Context<()>,
        request: CopyParcelRequest,
    ) -> Result<CopyParcelResponse, Problem> {
        self.push(Asked::Copy(request.id));
        Ok(CopyParcelResponse::NoContent)
    }
}

#[tokio::test]
async fn query_carries_a_body_and_a_whole_query_string() {
    let seen = Seen::default();
    let api: parcels::Client = crate::client(parcels::server::router(seen.clone()));
    let parcel = parcels::types::Parcel::new("Ulm");
    let filter = parcels::types::Filter::new()
        .with_size(3)
        .with_town("a&b=c");
    let call = api.find_parcels(&parcel).filter(&filter).theme("dark");
    assert_eq!(*call.await.expect("declared"), parcel);
    let Asked::Find(request) = seen.one() else {
        panic!("another operation was called");
    };
    assert_eq!(request.filter, Some(filter));
    assert_eq!(request.theme.as_deref(), Some("dark"));
    assert_eq!(request.body, parcel);
}

#[tokio::test]
async fn a_method_of_its_own_is_sent_and_routed() {
    let seen = Seen::default();
    let api: parcels::Client = crate::client(parcels::server::router(seen.clone()));
    api.copy_parcel(7).await.expect("declared");
    assert!(matches!(seen.one(), Asked::Copy(7)));
    let app = crate::built(parcels::server::router(seen.clone()).build());
    let request = Request::get("/parcels/7")
        .body(Body::empty())
        .expect("a request");
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(response.headers()["allow"], "COPY");
}
