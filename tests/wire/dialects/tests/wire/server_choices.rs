//! Servers of a contract as choices of its client.

use countersign_client::Server;
use countersign_wire_dialects::server_choices::{self as depots, servers};
use servers::{Regional, RegionalPort, RegionalRegion};

#[test]
fn variables_are_filled_in_with_values_that_are_listed() {
    let url = |server: Regional| Server::from(server).to_string();
    assert_eq!(
        url(Regional::default()),
        "https://eu.depots.example.com:8443/live"
    );
    let other = Regional {
        region: RegionalRegion::ApSouth,
        port: RegionalPort::N443,
        stage: "test".to_owned(),
    };
    assert_eq!(url(other), "https://ap-south.depots.example.com:443/test");
}

#[test]
fn a_choice_is_what_a_client_is_built_with() {
    assert_eq!(servers::PRODUCTION.url(), "https://depots.example.com");
    assert_eq!(servers::WRITING.url(), "https://write.depots.example.com");
    let regional = Regional::default();
    assert!(depots::Client::builder(regional).build().is_ok());
    assert!(depots::Client::builder(servers::PRODUCTION).build().is_ok());
}

#[test]
fn a_server_beside_the_contract_lies_below_its_address() {
    for base in ["https://example.com", "https://example.com/"] {
        assert_eq!(
            servers::beside_the_contract(base).url(),
            "https://example.com/v1"
        );
    }
}
