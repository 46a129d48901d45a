//! Do the generated client and the generated server agree, over an in-memory transport and over a socket?

mod evolution;
mod transports;
mod verdicts;

use countersign_client::{Error, IdempotencyKey};
use countersign_core::presence::Presence;
use orders::client::{CreateOrderError, GetOrderError, ListOrdersHeaders};
use orders::types::{Contact, EmailContact, Money, NewOrder, NewPayment, OrderStatus};

use transports::{READ_ONLY, check};

#[test]
fn an_order_is_placed_and_read_back() {
    check(async |api, _| {
        let contact = Contact::from(EmailContact::new("ann@example.test"));
        let order = NewOrder::new("TEA", 2).with_contact(contact.clone());
        let placed = api
            .create_order(&order)
            .note("gift")
            .await
            .expect("placed")
            .into_inner();
        let fetched = api
            .get_order(placed.id)
            .await
            .expect("fetched")
            .into_inner();
        assert_eq!(fetched, placed);
        assert_eq!(
            (fetched.sku.as_str(), fetched.quantity, fetched.contact),
            ("TEA", 2, Some(contact))
        );
        assert_eq!(
            (fetched.status, fetched.shipped_at),
            (OrderStatus::Placed, Presence::Absent)
        );
    });
}

#[test]
fn a_list_is_walked_and_an_order_is_watched() {
    check(async |api, _| {
        let mut placed = Vec::new();
        for sku in ["TEA", "COFFEE", "SUGAR"] {
            let order = api.create_order(&NewOrder::new(sku, 1)).await;
            placed.push(order.expect("placed").into_inner());
        }
        let mut items = api.list_orders().limit(2).items();
        let mut listed = Vec::new();
        while let Some(order) = items.next().await {
            listed.push(order.expect("an order"));
        }
        listed.sort_by_key(|order| order.id);
        placed.sort_by_key(|order| order.id);
        assert_eq!(listed, placed);

        let mut events = api.watch_order(placed[0].id).stream().await.expect("open");
        let mut seen = Vec::new();
        while let Some(event) = events.next().await {
            seen.push(event.expect("an event").data.status);
        }
        assert_eq!(
            seen,
            [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped]
        );
    });
}

#[test]
fn declared_response_headers_are_typed() {
    check(async |api, _| {
        api.create_order(&NewOrder::new("TEA", 1))
            .await
            .expect("placed");
        let page = api
            .list_orders()
            .limit(10)
            .status(&[OrderStatus::Placed])
            .await
            .expect("a page");
        let (page, meta) = page.into_parts();
        assert_eq!(page.items.len(), 1);
        assert_eq!(
            ListOrdersHeaders(&meta).x_total_count().expect("typed"),
            Some(1)
        );
    });
}

#[test]
fn each_declared_error_is_a_variant() {
    check(async |api, _| {
        match api.create_order(&NewOrder::new("SOLD-OUT", 1)).await {
            Err(Error::Api(CreateOrderError::Conflict(problem), meta)) => {
                assert_eq!((problem.available, meta.status.as_u16()), (0, 409));
            }
            other => panic!("{other:?}"),
        }
        match api.get_order(uuid::Uuid::nil()).await {
            Err(Error::Api(GetOrderError::NotFound(problem), _)) => {
                assert_eq!(problem.status, Some(404));
            }
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn an_invalid_body_is_refused_before_the_handler() {
    check(async |api, shop| {
        match api.create_order(&NewOrder::new("tea", 0)).await {
            Err(Error::Api(CreateOrderError::Default(problem), meta)) => {
                assert_eq!((problem.status, meta.status.as_u16()), (Some(400), 400));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(shop.count(), 0);
    });
}

#[test]
fn one_key_stands_for_one_order() {
    check(async |api, shop| {
        let key = || IdempotencyKey::new("cart-42").expect("a valid key");
        let first = api
            .create_order(&NewOrder::new("TEA", 1))
            .idempotency_key(key())
            .await
            .expect("placed");
        let again = api
            .create_order(&NewOrder::new("TEA", 1))
            .idempotency_key(key())
            .await
            .expect("replayed");
        let (first, first_meta) = first.into_parts();
        let (again, again_meta) = again.into_parts();
        assert_eq!(first, again);
        assert_eq!(
            (first_meta.replayed, again_meta.replayed, shop.count()),
            (false, true, 1)
        );
        match api
            .create_order(&NewOrder::new("TEA", 2))
            .idempotency_key(key())
            .await
        {
            Err(Error::Api(CreateOrderError::Default(problem), _)) => {
                assert_eq!(problem.status, Some(422));
            }
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn a_call_without_a_credential_is_not_sent() {
    check(async |api, shop| {
        let nobody = transports::anonymous(&shop);
        match nobody.create_order(&NewOrder::new("TEA", 1)).await {
            Err(error @ Error::Auth(..)) => assert!(!error.may_have_been_sent()),
            other => panic!("{other:?}"),
        }
        drop(api);
    });
}

#[test]
fn a_token_without_the_scope_is_forbidden() {
    check(async |_, shop| {
        let reader = transports::in_memory(&shop, READ_ONLY);
        match reader.create_order(&NewOrder::new("TEA", 1)).await {
            Err(Error::Api(CreateOrderError::Default(problem), _)) => {
                assert_eq!(problem.status, Some(403));
            }
            other => panic!("{other:?}"),
        }
    });
}

#[test]
fn operations_of_every_tag_are_served() {
    check(async |api, _| {
        let order = api
            .create_order(&NewOrder::new("TEA", 1))
            .await
            .expect("placed")
            .into_inner();
        let payment = NewPayment::new(Money::new("EUR", 990), "4111111111111111".to_owned());
        let paid = api
            .pay_order(order.id, &payment)
            .await
            .expect("paid")
            .into_inner();
        assert_eq!((paid.order_id, paid.amount.minor), (order.id, 990));
        api.cancel_order(order.id).await.expect("cancelled");
        assert!(api.get_order(order.id).await.is_err());
    });
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let payment = NewPayment::new(Money::new("EUR", 1), "4111111111111111".to_owned());
    assert!(!format!("{payment:?}").contains("4111"));
}
