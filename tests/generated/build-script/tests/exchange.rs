//! Do the client and the server that were generated while this package was built agree?

use countersign_client::{Error, InMemory};
use countersign_example_build_script::api::Client;
use countersign_example_build_script::api::client::GetParcelError;
use countersign_example_build_script::api::server::{
    Api, GetParcelRequest, GetParcelResponse, router,
};
use countersign_example_build_script::api::types::{Parcel, ParcelState};
use countersign_server::{Context, Problem};

struct Depot;

impl Api for Depot {
    type Principal = ();
    type Error = Problem;

    async fn get_parcel(
        &self,
        _: Context<()>,
        request: GetParcelRequest,
    ) -> Result<GetParcelResponse, Problem> {
        Ok(if request.number.starts_with("NL") {
            GetParcelResponse::Ok(Parcel::new(request.number, ParcelState::Moving))
        } else {
            GetParcelResponse::NotFound
        })
    }
}

#[tokio::test]
async fn what_a_build_script_generates_talks_to_itself() {
    let app = router(Depot).build().expect("a complete server");
    let api: Client = Client::builder("http://parcels.test")
        .transport(InMemory::serve(app))
        .build()
        .expect("a client");
    let parcel = api.get_parcel("NL123456789").await.expect("there is one");
    assert_eq!(parcel.into_inner().state, ParcelState::Moving);
    let none = api.get_parcel("DE123456789").await;
    assert!(
        matches!(none, Err(Error::Api(GetParcelError::NotFound, _))),
        "{none:?}"
    );
}
