//! The `webhooks` group of features, and the generated file that shows each.

mod support;

use countersign_codegen::generate;
use countersign_codegen::options::{CrateOptions, Options, Output, RuntimeSource, Sides};

use support::{check_file, feature};

#[test]
fn a_receiver_is_a_trait_whose_methods_may_be_left_out() {
    check_file(
        "webhooks/shop-events",
        Sides::Both,
        "webhooks/receiver/webhooks.rs",
    );
}

#[test]
fn a_sender_is_told_where_each_message_goes() {
    check_file(
        "webhooks/shop-events",
        Sides::Both,
        "webhooks/sender/webhooks.rs",
    );
}

#[test]
fn the_url_of_a_callback_is_in_its_descriptor() {
    check_file(
        "webhooks/callbacks",
        Sides::Both,
        "webhooks/operations/callbacks.rs",
    );
    check_file(
        "webhooks/callbacks",
        Sides::Both,
        "webhooks/receiver/mod.rs",
    );
}

#[test]
fn one_side_alone_reports_what_it_leaves_out() {
    check_file("webhooks/callbacks", Sides::Client, "operations/mod.rs");
}

#[test]
fn a_crate_has_webhooks_behind_a_feature() {
    let contract = feature("webhooks/shop-events");
    let check = |sides, dependency: &str| {
        let options = Options {
            sides,
            output: Output::Crate(CrateOptions {
                name: String::from("shop"),
                runtime: RuntimeSource::Path(String::from("../runtime")),
            }),
            ..Options::default()
        };
        let (files, _) = generate(&contract, &options);
        let manifest = files.get("Cargo.toml").expect("a crate has a manifest");
        assert!(manifest.contains(dependency), "{sides:?}: {manifest}");
        let root = files.get("src/lib.rs").expect("a crate has a root");
        assert!(
            root.contains("#[cfg(feature = \"webhooks\")]\n#[rustfmt::skip]\npub mod webhooks;"),
            "{root}"
        );
        let side = |name: &str| files.get(&format!("src/webhooks/{name}/mod.rs")).is_some();
        assert_eq!(
            (side("receiver"), side("sender")),
            (sides.client(), sides.server())
        );
    };
    check(Sides::Client, "server\", optional = true }");
    check(Sides::Client, "webhooks = [\"dep:countersign-server\"]");
    check(Sides::Server, "webhooks = [\"dep:countersign-client\"]");
    check(Sides::Both, "webhooks = []");
}
