//! Do documents arrive as the values they were sent as?

use std::collections::BTreeMap;

use countersign_client::Error;
use countersign_server::{Context, Problem};
use countersign_wire_bodies::xml_documents::types::{
    Parcel, ParcelLabel, Rules, RulesRuleItem, SetRulesXmlBody, StoreParcelBadRequestVndShopXmlBody,
};
use countersign_wire_bodies::xml_documents::{Client, client, server};
use countersign_wire_bodies::xml_nodes::types::{Circle, Link, Page, Shape};
use countersign_wire_bodies::{xml_nodes, xml_nodes::server as nodes, xml_places};
use http::StatusCode;
use serde_json::json;

use crate::{Seen, built, refused, request, sent};

/// Gives everything back.
#[derive(Clone, Default)]
struct Depot(Seen<Parcel>);

impl server::Api for Depot {
    type Principal = ();
    type Error = Problem;

    async fn store_parcel(
        &self,
        _: Context<()>,
        request: server::StoreParcelRequest,
    ) -> Result<server::StoreParcelResponse, Problem> {
        self.0.push(request.body.clone());
        Ok(if request.body.weight > 100.0 {
            server::StoreParcelResponse::BadRequest(StoreParcelBadRequestVndShopXmlBody::new(
                "TooHeavy",
            ))
        } else {
            server::StoreParcelResponse::Ok(request.body)
        })
    }

    async fn list_parcels(&self, _: Context<()>) -> Result<server::ListParcelsResponse, Problem> {
        Ok(server::ListParcelsResponse::Ok(vec![
            everything(),
            Parcel::new(1, 2.0, Vec::new()),
        ]))
    }

    async fn set_rules(
        &self,
        _: Context<()>,
        request: server::SetRulesRequest,
    ) -> Result<server::SetRulesResponse, Problem> {
        let rules = request.body.map(|body| body.rules);
        Ok(server::SetRulesResponse::Ok(rules.unwrap_or_default()))
    }
}

fn everything() -> Parcel {
    Parcel::new(7, 2.5, vec!["K\u{f6}ln".into(), "<&>".into()])
        .with_fragile(true)
        .with_value(3)
        .with_codes(vec!["a\r\nb".into(), String::new()])
        .with_label(ParcelLabel::new(" x ").with_language("de"))
        .with_inside(vec![Parcel::new(8, 0.1, Vec::new())])
        .with_notes(BTreeMap::from([("a".into(), "1".into())]))
}

#[tokio::test]
async fn the_server_reads_what_the_client_wrote() {
    let depot = Depot::default();
    let api: Client = crate::client(server::router(depot.clone()));
    let answered = api.store_parcel(&everything()).await.expect("declared");
    assert_eq!(depot.0.one(), everything());
    assert_eq!(*answered, everything());
    let empty = Parcel::new(1, 2.0, Vec::new());
    assert_eq!(*api.store_parcel(&empty).await.expect("declared"), empty);
    let all = api.list_parcels().await.expect("declared");
    assert_eq!(*all, [everything(), empty]);
}

#[tokio::test]
async fn a_declared_error_is_a_document_too() {
    let api: Client = crate::client(server::router(Depot::default()));
    let heavy = Parcel::new(1, 200.0, Vec::new());
    let error = api.store_parcel(&heavy).await.expect_err("too heavy");
    let Error::Api(client::StoreParcelError::BadRequest(error), _) = error else {
        panic!("undeclared: {error}");
    };
    assert_eq!(error.code, "TooHeavy");
}

#[tokio::test]
async fn the_document_is_the_one_the_contract_describes() {
    let app = built(server::router(Depot::default()).build());
    let text = "<?xml version=\"1.0\"?>\n<parcel xmlns=\"https://example.com/parcel\" id=\"7\">\n  <Weight>2.5</Weight>\n  \
                <stop>a</stop><stop>b</stop>\n  <codes><code>c</code></codes>\n  <value/>\n</parcel>";
    let (status, content_type, body) =
        sent(&app, request("POST", "/parcels", "text/xml", text)).await;
    assert_eq!(status, 415, "{body}");
    let (status, kind, body) =
        sent(&app, request("POST", "/parcels", "application/xml", text)).await;
    assert_eq!((status.as_u16(), kind.as_str()), (200, "application/xml"));
    assert_eq!(content_type, "application/problem+json");
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><p:parcel xmlns:p=\"https://example.com/parcel\" id=\"7\">\
         <Weight>2.5</Weight><value xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
         <stop>a</stop><stop>b</stop><codes><code>c</code></codes></p:parcel>"
    );
}

#[tokio::test]
async fn a_document_is_held_against_the_schema() {
    let app = built(server::router(Depot::default()).build());
    for (text, expected) in [
        (
            "<parcel id='0'><Weight>1</Weight></parcel>",
            ("#/id", "minimum"),
        ),
        (
            "<parcel id='x'><Weight>1</Weight></parcel>",
            ("#/id", "type"),
        ),
        ("<parcel id='1'/>", ("#", "required")),
        (
            "<parcel id='1'><Weight>1</Weight><other/></parcel>",
            ("#/other", "additionalProperties"),
        ),
        (
            "<parcel id='1'><Weight>1</Weight><parcel id='2'/></parcel>",
            ("#/inside/0", "required"),
        ),
        (
            "<parcel id='1'><Weight>1</Weight><stop>&x;</stop></parcel>",
            ("#/stops/0", "syntax"),
        ),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><parcel/>", ("#", "syntax")),
        ("{}", ("#", "syntax")),
    ] {
        let found = refused(&app, request("POST", "/parcels", "application/xml", text)).await;
        let expected = (expected.0.to_owned(), expected.1.to_owned());
        assert_eq!(found, [expected], "{text}");
    }
}

#[tokio::test]
async fn json_and_xml_of_one_shape_are_one_type() {
    let app = built(server::router(Depot::default()).build());
    let text = "<Rules xmlns='https://example.com/rules'><Rule><Name>a</Name><Days>5</Days></Rule><Rule/></Rules>";
    let (_, kind, body) = sent(&app, request("PUT", "/rules", "text/xml", text)).await;
    assert_eq!(
        (kind.as_str(), body.as_str()),
        ("application/json", r#"{"Rule":[{"Name":"a","Days":5},{}]}"#)
    );
    let mut asking = request("PUT", "/rules", "text/xml", text);
    let accept = http::HeaderValue::from_static("text/xml");
    asking.headers_mut().insert("accept", accept);
    let (_, kind, body) = sent(&app, asking).await;
    assert_eq!(kind, "text/xml");
    assert!(
        body.ends_with("<Rule><Name>a</Name><Days>5</Days></Rule><Rule/></Rules>"),
        "{body}"
    );
    let api: Client = crate::client(server::router(Depot::default()));
    let rules = Rules::new().with_rule(vec![RulesRuleItem::new().with_days(1)]);
    let body = SetRulesXmlBody::new(rules.clone());
    assert_eq!(*api.set_rules().body(&body).await.expect("declared"), rules);
}

/// Gives everything back.
#[derive(Clone, Default)]
struct Pages(Seen<Shape>);

impl nodes::Api for Pages {
    type Principal = ();
    type Error = Problem;

    async fn store_page(
        &self,
        _: Context<()>,
        request: nodes::StorePageRequest,
    ) -> Result<nodes::StorePageResponse, Problem> {
        Ok(nodes::StorePageResponse::Ok(request.body))
    }

    async fn store_shape(
        &self,
        _: Context<()>,
        request: nodes::StoreShapeRequest,
    ) -> Result<nodes::StoreShapeResponse, Problem> {
        self.0.push(request.body.expect("a shape"));
        Ok(nodes::StoreShapeResponse::NoContent)
    }
}

#[tokio::test]
async fn attributes_text_and_sections_are_where_the_contract_says() {
    let app = built(nodes::router(Pages::default()).build());
    let text =
        "<Page kind=\"k\"><![CDATA[<b>&</b>]]><links><a href=\"/\">Home</a><a>x</a></links></Page>";
    let (status, _, body) = sent(&app, request("PUT", "/pages", "application/xml", text)).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body.split_once("?>").expect("a declaration").1, text);
    let api: xml_nodes::Client = crate::client(nodes::router(Pages::default()));
    let page = Page::new("<i>]]></i>").with_links(vec![Link::new("x").with_href("y")]);
    assert_eq!(*api.store_page(&page).await.expect("declared"), page);
}

#[tokio::test]
async fn alternatives_are_told_apart_by_their_tag() {
    let pages = Pages::default();
    let api: xml_nodes::Client = crate::client(nodes::router(pages.clone()));
    let shape = Shape::Circle(Circle::new(1.5));
    api.store_shape().body(&shape).await.expect("declared");
    assert_eq!(pages.0.one(), shape);
}

/// Gives back what it gets.
#[derive(Clone)]
struct Reports;

impl xml_places::server::Api for Reports {
    type Principal = ();
    type Error = Problem;

    async fn store_report(
        &self,
        _: Context<()>,
        request: xml_places::server::StoreReportRequest,
    ) -> Result<xml_places::server::StoreReportResponse, Problem> {
        Ok(xml_places::server::StoreReportResponse::Ok(request.body))
    }
}

#[tokio::test]
async fn members_without_a_node_and_items_have_their_places() {
    let router = || xml_places::server::router(Reports);
    let api: xml_places::Client = crate::client(router());
    let report: xml_places::types::Report = serde_json::from_value(json!({
        "title": "t",
        "period": { "from": 1, "until": 9 },
        "author": { "name": "a" },
        "range": [5, "x"],
        "marks": [1, "m", true, false],
    }))
    .expect("a report");
    assert_eq!(*api.store_report(&report).await.expect("declared"), report);

    let app = built(router().build());
    let text = "<Report until=\"9\"><title>t</title><from>1</from><author><name>a</name></author>\
                <range><low>5</low><high>x</high></range>\
                <first>1</first><marks>m</marks><more>true</more><more>false</more></Report>";
    let put = |text: &str| request("PUT", "/reports", "application/xml", text.to_owned());
    let (status, _, answer) = sent(&app, put(text)).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer.ends_with(text), "{answer}");
    let found = refused(&app, put(&text.replace("Report", "Other"))).await;
    assert_eq!(found, [("#".to_owned(), "syntax".to_owned())]);
    let found = refused(&app, put(&text.replace("<from>1</from>", ""))).await;
    assert_eq!(found, [("#/period".to_owned(), "required".to_owned())]);
}
