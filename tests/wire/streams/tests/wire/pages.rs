//! Lists in pages, by every way that leads from one to the next.

use countersign_client::{Error, PaginationError};
use countersign_server::{Context, Problem};
use countersign_wire_streams::counted::types::{ListByPageOkBody, ListByPageOkBodyData};
use countersign_wire_streams::cursor::types::{Order, Page};
use countersign_wire_streams::links::types::ListOdataOkBody;
use countersign_wire_streams::{counted, cursor, links};
use futures_util::stream::StreamExt;

use crate::client;

/// Seven orders, two on a page; the list `loop` never ends.
struct Shop;

impl cursor::server::Api for Shop {
    type Principal = ();
    type Error = Problem;

    async fn list_orders(
        &self,
        _: Context<()>,
        request: cursor::server::ListOrdersRequest,
    ) -> Result<cursor::server::ListOrdersResponse, Problem> {
        use cursor::server::ListOrdersResponse::{NotFound, Ok as Listed};
        let start = match request.cursor.as_deref() {
            None => 0,
            Some("loop") => return Ok(Listed(Page::new(vec![Order::new(0)]).with_next("loop"))),
            Some(cursor) => match cursor.strip_prefix("after/").map(str::parse::<i64>) {
                Some(Ok(id)) => id,
                _ => return Ok(NotFound(format!("no {cursor}"))),
            },
        };
        let orders: Vec<Order> = (start + 1..=7).take(2).map(Order::new).collect();
        let last = orders.last().map_or(start, |order| order.id);
        let page = Page::new(orders);
        Ok(Listed(if last < 7 {
            page.with_next(format!("after/{last}"))
        } else {
            page.with_next(None)
        }))
    }
}

#[tokio::test(start_paused = true)]
async fn all_items_come_in_order_whatever_the_pages() {
    let api: cursor::Client = client(cursor::server::router(Shop));
    let orders: Vec<i64> = api
        .list_orders()
        .items()
        .map(|order| order.unwrap().id)
        .collect()
        .await;
    assert_eq!(orders, [1, 2, 3, 4, 5, 6, 7]);
    let pages: Vec<usize> = api
        .list_orders()
        .pages()
        .map(|page| page.unwrap().orders.len())
        .collect()
        .await;
    assert_eq!(pages, [2, 2, 2, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_walk_stops_and_goes_on_where_it_was() {
    let api: cursor::Client = client(cursor::server::router(Shop));
    let mut pages = api.list_orders().pages().max_pages(2);
    while let Some(page) = pages.next().await {
        assert_eq!(page.unwrap().meta().attempts, 1);
        if let Some(cursor) = pages.cursor().filter(|cursor| *cursor == "after/4") {
            let rest = api.list_orders().items().start_at(cursor);
            let rest: Vec<i64> = rest.map(|order| order.unwrap().id).collect().await;
            assert_eq!(rest, [5, 6, 7]);
            return;
        }
    }
    panic!("the second page names the third");
}

#[tokio::test(start_paused = true)]
async fn a_list_without_end_and_a_list_that_is_not_there_are_typed_errors() {
    let api: cursor::Client = client(cursor::server::router(Shop));
    let mut orders = api.list_orders().cursor("loop").items();
    let mut count = 0;
    let error = loop {
        match orders.next().await.expect("an error at last") {
            Ok(_) => count += 1,
            Err(error) => break error,
        }
        assert!(count < 5);
    };
    let is_loop = matches!(
        error,
        Error::Pagination {
            error: PaginationError::Loop,
            ..
        }
    );
    assert!(is_loop, "{error}");
    assert!(orders.next().await.is_none());

    let mut orders = api.list_orders().cursor("gone").items();
    let error = orders.next().await.expect("an answer").unwrap_err();
    let Error::Api(cursor::client::ListOrdersError::NotFound(body), _) = error else {
        panic!("{error}");
    };
    assert_eq!(body, "no gone");
}

impl counted::server::Api for Shop {
    type Principal = ();
    type Error = Problem;

    async fn list_by_offset(
        &self,
        _: Context<()>,
        request: counted::server::ListByOffsetRequest,
    ) -> Result<counted::server::ListByOffsetResponse, Problem> {
        let numbers = (request.offset..5).take(2).collect();
        Ok(counted::server::ListByOffsetResponse::Ok(numbers))
    }

    async fn list_by_page(
        &self,
        _: Context<()>,
        request: counted::server::ListByPageRequest,
    ) -> Result<counted::server::ListByPageResponse, Problem> {
        let page = request.page.unwrap_or(1);
        let items = if page <= 2 {
            vec![format!("on {page}")]
        } else {
            Vec::new()
        };
        let data = ListByPageOkBodyData::new().with_items(items);
        let body = ListByPageOkBody::new().with_data(data);
        Ok(counted::server::ListByPageResponse::Ok(body))
    }
}

#[tokio::test(start_paused = true)]
async fn items_and_pages_are_counted_until_a_page_is_empty() {
    let api: counted::Client = client(counted::server::router(Shop));
    let numbers = api.list_by_offset(1).items();
    let numbers: Vec<i64> = numbers.map(|number| number.unwrap()).collect().await;
    assert_eq!(numbers, [1, 2, 3, 4]);
    let texts: Vec<String> = api
        .list_by_page()
        .items()
        .map(|text| text.unwrap())
        .collect()
        .await;
    assert_eq!(texts, ["on 1", "on 2"]);
}

impl links::server::Api for Shop {
    type Principal = ();
    type Error = Problem;

    async fn list_linked(
        &self,
        _: Context<()>,
        request: links::server::ListLinkedRequest,
    ) -> Result<links::server::ListLinkedResponse, Problem> {
        let page = request.page.unwrap_or(1);
        let link = match page {
            1..3 => Some(format!("</linked?page={}>; rel=\"next\"", page + 1)),
            7 => Some("<https://elsewhere.test/linked>; rel=\"next\"".to_owned()),
            _ => None,
        };
        Ok(links::server::ListLinkedResponse::Ok {
            body: vec![page],
            link,
        })
    }

    async fn list_odata(
        &self,
        _: Context<()>,
        request: links::server::ListOdataRequest,
    ) -> Result<links::server::ListOdataResponse, Problem> {
        let after = request.after.unwrap_or(0);
        let page = ListOdataOkBody::new().with_value(vec![after + 1]);
        let page = if after < 2 {
            page.with_odata_next_link(format!("odata?after={}", after + 1))
        } else {
            page
        };
        Ok(links::server::ListOdataResponse::Ok(page))
    }
}

#[tokio::test(start_paused = true)]
async fn links_in_headers_and_bodies_lead_on_within_the_origin() {
    let api: links::Client = client(links::server::router(Shop));
    let linked: Vec<i64> = api
        .list_linked()
        .items()
        .map(|page| page.unwrap())
        .collect()
        .await;
    assert_eq!(linked, [1, 2, 3]);
    let odata: Vec<i64> = api
        .list_odata()
        .items()
        .map(|page| page.unwrap())
        .collect()
        .await;
    assert_eq!(odata, [1, 2, 3]);
    let mut away = api.list_linked().page(7).items();
    assert_eq!(away.next().await.unwrap().unwrap(), 7);
    let error = away.next().await.unwrap().unwrap_err();
    assert!(
        error.to_string().contains("https://elsewhere.test"),
        "{error}"
    );
    assert!(away.next().await.is_none());
}
