//! Do forms arrive as the objects they were sent as?

use std::collections::BTreeMap;

use countersign_server::{Context, Problem};
use countersign_wire_bodies::forms::types::{
    Charge, ChargeAddress, ChargeItemsItem, ChargeMetadata,
};
use countersign_wire_bodies::forms::{Client, server};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{Seen, built, refused, request, sent};

/// Gives every form back as JSON.
#[derive(Clone, Default)]
struct Till(Seen<Charge>);

impl server::Api for Till {
    type Principal = ();
    type Error = Problem;

    async fn charge(
        &self,
        _: Context<()>,
        request: server::ChargeRequest,
    ) -> Result<server::ChargeResponse, Problem> {
        self.0.push(request.body.clone());
        Ok(server::ChargeResponse::Ok(request.body))
    }

    async fn any_form(
        &self,
        _: Context<()>,
        request: server::AnyFormRequest,
    ) -> Result<server::AnyFormResponse, Problem> {
        Ok(server::AnyFormResponse::Ok(
            request.body.unwrap_or_default(),
        ))
    }
}

fn everything() -> Charge {
    let metadata = BTreeMap::from([("a b".to_owned(), "&=+".to_owned())]);
    Charge::new(5)
        .with_note("\u{e9}&=")
        .with_discount(2.5)
        .with_expand(vec!["a".into(), "b,c".into()])
        .with_tags(vec!["x".into(), "y".into()])
        .with_metadata(ChargeMetadata::Map(metadata))
        .with_address(ChargeAddress::new().with_city("K\u{f6}ln"))
        .with_items(vec![
            ChargeItemsItem::new("p1"),
            ChargeItemsItem::new("p2").with_quantity(3),
        ])
}

#[tokio::test]
async fn the_server_reads_what_the_client_wrote() {
    let till = Till::default();
    let api: Client = crate::client(server::router(till.clone()));
    let sent = everything();
    let answered = api.charge(&sent).await.expect("declared");
    assert_eq!(till.0.one(), sent);
    assert_eq!(*answered, sent);
}

#[tokio::test]
async fn the_text_is_what_services_with_forms_expect() {
    let app = built(server::router(Till::default()).build());
    let text = "amount=5&discount=&expand=a&tags=x%7Cy&metadata[k]=v&address=%7B%22city%22%3A%22K%22%7D\
                &items[0][price]=p&items[1][price]=q&items[1][quantity]=2";
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    let (status, _, body) = sent(&app, request("POST", "/charges", form, text)).await;
    let value: Value = serde_json::from_str(&body).expect("JSON");
    assert_eq!(status, 200);
    assert_eq!(
        value,
        json!({
            "amount": 5, "discount": null, "expand": ["a"], "tags": ["x", "y"], "metadata": {"k": "v"},
            "address": {"city": "K"}, "items": [{"price": "p"}, {"price": "q", "quantity": 2}]
        })
    );
}

#[tokio::test]
async fn a_form_is_held_against_the_schema() {
    let app = built(server::router(Till::default()).build());
    let form = "application/x-www-form-urlencoded";
    for (text, expected) in [
        ("amount=0", ("#/amount", "minimum")),
        ("amount=x", ("#/amount", "type")),
        ("", ("#", "required")),
        ("amount=1&note=abcdef", ("#/note", "maxLength")),
        ("amount=1&other=2", ("#/other", "additionalProperties")),
        ("amount=1&items[0][quantity]=2", ("#/items/0", "required")),
        ("amount=1&amount=2", ("#/amount", "syntax")),
        ("amount=1&note=%ff", ("#/note", "syntax")),
        (
            "amount=1&items[0]=1&items[0][price]=2",
            ("#/items/0", "syntax"),
        ),
    ] {
        let found = refused(&app, request("POST", "/charges", form, text)).await;
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(found, [expected], "{text}");
    }
}

#[tokio::test]
async fn a_form_without_schema_is_any_object_of_text() {
    let api: Client = crate::client(server::router(Till::default()));
    let value = json!({ "a": "1", "b": ["x", "y"] });
    let answered = api
        .any_form()
        .body(&json!({ "a": 1 }))
        .await
        .expect("declared");
    assert_eq!(*answered, json!({ "a": "1" }));
    assert_eq!(*api.any_form().body(&value).await.expect("declared"), value);
    assert_eq!(*api.any_form().await.expect("declared"), Value::Null);
}

proptest! {
    #[test]
    fn any_object_of_the_schema_survives(
        amount in 1..i64::MAX,
        note in prop::option::of(".{0,5}"),
        discount in prop::option::of(prop::option::of(any::<i32>())),
        expand in prop::option::of(prop::collection::vec("[^\\x00]{1,4}", 0..4)),
        metadata in prop::option::of(prop::collection::btree_map("[a-z .]{1,4}", ".{0,4}", 1..4)),
        prices in prop::option::of(prop::collection::vec((".{0,4}", prop::option::of(any::<i64>())), 0..3)),
    ) {
        let mut charge = Charge::new(amount);
        charge.note = note;
        if let Some(discount) = discount {
            charge = charge.with_discount(discount.map(f64::from));
        }
        charge.expand = expand;
        charge.metadata = metadata.map(ChargeMetadata::Map);
        charge.items = prices.map(|prices| {
            let items = prices.into_iter().map(|(price, quantity)| {
                let mut item = ChargeItemsItem::new(price);
                item.quantity = quantity;
                item
            });
            items.collect()
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        let till = Till::default();
        let api: Client = crate::client(server::router(till.clone()));
        runtime.block_on(async { api.charge(&charge).await }).expect("declared");
        prop_assert_eq!(till.0.one(), charge);
    }
}
