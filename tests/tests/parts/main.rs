//! A contract in parts: a feature per tag, or a crate per tag. Does every choice compile without a warning, and do both sides
//! agree?

mod compile;
mod service;

use countersign_client::InMemory;

#[tokio::test]
async fn with_all_features_client_and_server_agree() {
    use by_tag::types::{DailyReportOkContent, Item, Money, NewOrder, State};

    let app = by_tag::server::router(service::by_tag::Shop).build();
    let api = by_tag::Client::builder("http://tags.test")
        .transport(InMemory::serve(app.expect("complete")))
        .build()
        .expect("a client");
    let listed = api.list_orders().state(&State::Shipped).await;
    assert_eq!(
        listed.expect("listed").into_inner()[0].state,
        State::Shipped
    );
    let items = vec![Item::new("TEA", Money::new(250))];
    let placed = api.place_order(&NewOrder::new(items.clone())).await;
    assert_eq!(placed.expect("placed").into_inner().items, items);
    let day = "2026-01-31".parse().expect("a date");
    let report = api.daily_report(day).await.expect("reported").into_inner();
    assert!(matches!(report, DailyReportOkContent::Json(report) if report.orders.len() == 1));
    api.health().await.expect("alive");
}

#[tokio::test]
async fn with_a_crate_per_tag_client_and_server_agree() {
    use split::types::{DailyReportOkContent, Item, Money, NewOrder, State};

    let app = split::server::router(service::split::Shop).build();
    let api = split::Client::builder("http://tags.test")
        .transport(InMemory::serve(app.expect("complete")))
        .build()
        .expect("a client");
    let listed = api.orders().list_orders().state(&State::Shipped).await;
    assert_eq!(
        listed.expect("listed").into_inner()[0].state,
        State::Shipped
    );
    let items = vec![Item::new("TEA", Money::new(250))];
    let placed = api
        .orders()
        .place_order(&NewOrder::new(items.clone()))
        .await;
    assert_eq!(placed.expect("placed").into_inner().items, items);
    let refused = api.orders().place_order(&NewOrder::new(Vec::new())).await;
    assert!(
        refused.is_err(),
        "the table of the request is in another crate than that of the item"
    );
    let day = "2026-01-31".parse().expect("a date");
    let report = api.daily_reports().daily_report(day).await;
    let report = report.expect("reported").into_inner();
    assert!(matches!(report, DailyReportOkContent::Json(report) if report.orders.len() == 1));
    api.api().health().await.expect("alive");
}

#[tokio::test]
async fn the_crate_of_a_tag_stands_alone() {
    let app = split_orders::server::router(service::split::Shop).build();
    let api = split_orders::Client::builder("http://tags.test")
        .transport(InMemory::serve(app.expect("complete")))
        .build()
        .expect("a client");
    let listed = api.list_orders().await.expect("listed");
    // Its types are those of the whole.
    let order: &split::types::Order = &listed.into_inner()[0];
    assert_eq!(order.id, "1");
}
