//! Values as documents and back.
#![cfg(feature = "xml")]
#![allow(missing_docs)]

use countersign_core::json;
use countersign_core::operation::Codec as _;
use countersign_core::schema::{Types, same};
use countersign_core::xml::{Document, Member, Name, Shape};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const PARCEL: &str = "https://example.com/parcel";

static NULLABLE: Shape = Shape::of(Types::INTEGER.or(Types::NULL));
static CODES: Shape = Shape::list("code", &Shape::STRING);
static GRID: Shape = Shape::list("", &CODES);
static LABEL: Shape = Shape::object(&[
    Member::attribute("language", &Shape::STRING),
    Member::text("text", &Shape::STRING).required(),
]);
static NOTES: Shape = Shape::object(&[]).with_rest(&Shape::STRING);
static TREE: Shape = Shape::object(&[
    Member::attribute("id", &Shape::INTEGER),
    Member::attribute("kind", &Shape::STRING).within("p", PARCEL),
    Member::element("weight", &Shape::NUMBER).called("gewicht"),
    Member::element("fragile", &Shape::BOOLEAN),
    Member::element("count", &NULLABLE),
    Member::element("name", &Shape::STRING).within("p", PARCEL),
    Member::items("tags", &Shape::STRING)
        .called("tag")
        .required(),
    Member::items("numbers", &Shape::INTEGER),
    Member::element("codes", &CODES),
    Member::element("grid", &GRID),
    Member::element("label", &LABEL),
    Member::items("trees", &TREE).called("tree"),
    Member::element("notes", &NOTES),
    Member::cdata("html", &Shape::STRING),
]);
static DOCUMENT: Document = Document::new("parcel", &TREE);
static SPACED: Document = Document::new("parcel", &TREE).within("", PARCEL);
static MEMBER: Document = Document::of_member("Parcel", "Parcel", &TREE);

fn write(document: &Document, value: &Value) -> String {
    let text = String::from_utf8(document.encode(value).expect("a document").to_vec())
        .expect("a document");
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    text.strip_prefix(declaration)
        .expect("a document")
        .to_owned()
}

fn read(text: &str) -> Value {
    DOCUMENT
        .decode("application/xml", text.as_bytes())
        .expect("a document")
}

fn refusal(text: &str) -> (String, String) {
    let error = DOCUMENT.decode("application/xml", text.as_bytes());
    let error = error.expect_err("no document");
    (error.path, error.message)
}

fn check(document: &Document, value: &Value, text: &str) {
    assert_eq!(write(document, value), text);
    assert_eq!(
        &document
            .decode("text/xml", text.as_bytes())
            .expect("a document"),
        value
    );
}

proptest! {
    #[test]
    fn a_decimal_keeps_every_digit(digits in r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?") {
        static AMOUNT: Shape = Shape::object(&[
            Member::attribute("rate", &Shape::NUMBER),
            Member::items("price", &Shape::NUMBER),
        ]);
        static AMOUNTS: Document = Document::new("amount", &AMOUNT);
        let text = format!(r#"{{"rate":{digits},"price":[{digits},{digits}]}}"#);
        let value = json::parse(text.as_bytes()).expect("JSON");
        let document = AMOUNTS.encode(&value).expect("a document");
        let read = AMOUNTS.decode("application/xml", &document).expect("a document");
        prop_assert_eq!(json::text(&read), text);
    }
}

#[test]
fn members_are_attributes_elements_items_and_text_as_the_table_says() {
    check(
        &DOCUMENT,
        &json!({ "id": 7, "weight": 2.5, "fragile": true, "count": null, "tags": ["a", "b<&"] }),
        "<parcel id=\"7\"><gewicht>2.5</gewicht><fragile>true</fragile>\
         <count xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>\
         <tag>a</tag><tag>b&lt;&amp;</tag></parcel>",
    );
    check(
        &DOCUMENT,
        &json!({
            "tags": [],
            "codes": ["x", ""],
            "grid": [["a"], []],
            "label": { "language": "de", "text": " Buch " },
            "trees": [{ "id": 1, "tags": [] }],
            "notes": { "a": "1", "b": "" },
        }),
        "<parcel><codes><code>x</code><code/></codes><grid><grid><code>a</code></grid><grid/></grid>\
         <label language=\"de\"> Buch </label><tree id=\"1\"/><notes><a>1</a><b/></notes></parcel>",
    );
    check(
        &DOCUMENT,
        &json!({ "tags": [], "html": "<b>]]></b>" }),
        "<parcel><![CDATA[<b>]]]]><![CDATA[></b>]]></parcel>",
    );
}

#[test]
fn namespaces_are_declared_where_they_are_first_needed() {
    check(
        &DOCUMENT,
        &json!({ "kind": "box", "name": "x", "tags": [] }),
        "<parcel xmlns:p=\"https://example.com/parcel\" p:kind=\"box\"><p:name>x</p:name></parcel>",
    );
    check(
        &SPACED,
        &json!({ "name": "x", "tags": ["a"] }),
        "<parcel xmlns=\"https://example.com/parcel\"><p:name xmlns:p=\"https://example.com/parcel\">x</p:name>\
         <tag>a</tag></parcel>",
    );
    let other_prefix =
        "<q:parcel xmlns:q='https://example.com/parcel' q:kind='box'><q:name>x</q:name></q:parcel>";
    assert_eq!(
        read(other_prefix),
        json!({ "kind": "box", "name": "x", "tags": [] })
    );
    let forgotten = "<parcel kind='box'><name>x</name></parcel>";
    assert_eq!(
        read(forgotten),
        json!({ "kind": "box", "name": "x", "tags": [] })
    );
}

#[test]
fn an_object_of_one_member_can_be_the_root_element_itself() {
    check(
        &MEMBER,
        &json!({ "Parcel": { "id": 1, "tags": [] } }),
        "<Parcel id=\"1\"/>",
    );
    assert_eq!(
        MEMBER.encode(&json!({})).expect_err("no document").path,
        "/Parcel"
    );
}

#[test]
fn an_object_without_a_node_shares_that_of_the_object_around_it() {
    static DATES: Shape = Shape::object(&[
        Member::attribute("until", &Shape::INTEGER),
        Member::element("from", &Shape::INTEGER),
    ]);
    static SIZE: Shape = Shape::object(&[
        Member::items("side", &Shape::NUMBER),
        Member::none("dates", &DATES),
    ]);
    static BOX: Shape = Shape::object(&[
        Member::attribute("id", &Shape::INTEGER),
        Member::none("size", &SIZE).required(),
        Member::element("from", &Shape::STRING).called("sender"),
    ]);
    static DOCUMENT: Document = Document::new("box", &BOX);
    let full = json!({ "id": 1, "from": "me", "size": { "side": [1, 2], "dates": { "until": 9, "from": 3 } } });
    check(
        &DOCUMENT,
        &full,
        "<box id=\"1\" until=\"9\"><side>1</side><side>2</side><from>3</from><sender>me</sender></box>",
    );
    check(&DOCUMENT, &json!({ "size": {} }), "<box/>");
}

#[test]
fn the_first_items_of_a_list_have_their_places() {
    static NUMBERED: Shape = Shape::object(&[Member::attribute("n", &Shape::INTEGER)]);
    static LIST: Shape = Shape::list("more", &Shape::INTEGER).beginning(&[
        (Name::of("one"), &Shape::STRING),
        (Name::of("two"), &NUMBERED),
    ]);
    static DOCUMENT: Document = Document::new("list", &LIST);
    check(
        &DOCUMENT,
        &json!(["1", { "n": 2 }, 3, 4]),
        "<list><one>1</one><two n=\"2\"/><more>3</more><more>4</more></list>",
    );
}

#[test]
fn items_without_an_element_around_them_may_have_places_too() {
    static NUMBERED: Shape = Shape::object(&[Member::attribute("n", &Shape::INTEGER)]);
    static LIST: Shape = Shape::list("more", &Shape::INTEGER)
        .beginning(&[(Name::of("one"), &Shape::STRING), (Name::of(""), &NUMBERED)]);
    static BOX: Shape = Shape::object(&[
        Member::places("list", &LIST).required(),
        Member::element("end", &Shape::BOOLEAN),
    ]);
    static DOCUMENT: Document = Document::new("box", &BOX);
    check(
        &DOCUMENT,
        &json!({ "list": ["1", { "n": 2 }, 3, 4], "end": true }),
        "<box><one>1</one><list n=\"2\"/><more>3</more><more>4</more><end>true</end></box>",
    );
    check(&DOCUMENT, &json!({ "list": [] }), "<box/>");
    let read = |text: &str| DOCUMENT.decode("text/xml", text.as_bytes()).expect("XML");
    // Whoever leaves out a place is told so by the schema, not by a misread text.
    assert_eq!(
        read("<box><list n='2'/><more>3</more></box>"),
        json!({ "list": [{ "n": 2 }, 3] })
    );
}

#[test]
fn a_root_element_of_another_namespace_is_another_element() {
    let read = |text: &str| SPACED.decode("text/xml", text.as_bytes());
    for text in [
        format!("<parcel xmlns='{PARCEL}'/>"),
        format!("<p:parcel xmlns:p='{PARCEL}'/>"),
        "<parcel/>".to_owned(),
    ] {
        read(&text).expect("the parcel that is meant");
    }
    let error = read("<parcel xmlns='urn:other'/>").expect_err("another parcel");
    assert!(error.message.contains("`urn:other` in place of"), "{error}");
    // Where the contract names none, any is taken.
    let read = DOCUMENT.decode("text/xml", b"<parcel xmlns='urn:other'/>");
    read.expect("nothing is said about namespaces");
}

#[test]
fn a_root_element_that_nobody_named_may_be_any() {
    static DOCUMENT: Document = Document::new("root", &LABEL).of_any_root();
    let read = DOCUMENT.decode("text/xml", b"<whatever language='en'>x</whatever>");
    assert_eq!(
        read.expect("a document"),
        json!({ "language": "en", "text": "x" })
    );
}

#[test]
fn layout_remarks_and_order_make_no_difference() {
    let text = "\u{feff}<?xml version='1.0'?>\n<!-- a --><parcel id='7'>\n  <tag>a</tag>\n  <?x y?>\n  <fragile> 1 </fragile>\
                <tag>b&#x21;&amp;</tag><gewicht>\n 1e3 </gewicht>\n</parcel>\n<!-- b -->";
    let expected = json!({ "id": 7, "tags": ["a", "b!&"], "fragile": true, "weight": 1000 });
    assert!(same(&read(text), &expected), "{}", read(text));
}

#[test]
fn what_nobody_declared_is_a_member_for_the_schema_to_judge() {
    let text = "<parcel a='1' xmlns:y='z'><x>1</x><x><z>2</z></x><gewicht>heavy</gewicht></parcel>";
    assert_eq!(
        read(text),
        json!({ "a": "1", "x": ["1", { "z": "2" }], "weight": "heavy", "tags": [] })
    );
    let text = "<parcel><notes>text</notes></parcel>";
    assert_eq!(read(text), json!({ "notes": "text", "tags": [] }));
}

#[test]
fn documents_that_grow_when_they_are_read_are_refused() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><parcel>&lol2;</parcel>";
    assert!(
        refusal(laughs).1.contains("document type"),
        "{:?}",
        refusal(laughs)
    );
    let file = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    assert!(refusal(file).1.contains("document type"));
    assert_eq!(refusal("<parcel><tag>&x;</tag></parcel>").0, "/tags/0");
    let deep = "<parcel>".repeat(10_000) + &"</parcel>".repeat(10_000);
    assert!(refusal(&deep).1.contains("nested too deeply"));
    let wide: Vec<String> = (0..300).map(|at| format!(" a{at}='1'")).collect();
    let wide = wide.concat();
    assert!(
        refusal(&format!("<parcel{wide}/>"))
            .1
            .contains("too many attributes")
    );
    let names: Vec<String> = (0..100).map(|at| format!(" xmlns:a{at}='1'")).collect();
    let names = names.concat();
    assert!(
        refusal(&format!("<parcel{names}/>"))
            .1
            .contains("too many namespaces")
    );
}

#[test]
fn what_is_no_document_is_refused_where_it_stands() {
    for (text, path) in [
        ("", ""),
        ("text", ""),
        ("<parcel>", ""),
        ("<parcel><tag>a</gat></parcel>", "/tags/0"),
        (
            "<parcel><codes><code>&bad;</code></codes></parcel>",
            "/codes/0",
        ),
        ("<parcel/><parcel/>", ""),
        ("<tag>a</tag>", ""),
        ("<parcel>]]></parcel>", ""),
        ("<parcel:tag/>", ""),
        ("<parcel id='1' id='2'/>", ""),
        (
            "<parcel><fragile>true</fragile><fragile>false</fragile></parcel>",
            "/fragile",
        ),
        ("<parcel>&#0;</parcel>", ""),
        ("<?xml version='1.0' encoding='UTF-16'?><parcel/>", ""),
    ] {
        assert_eq!(refusal(text).0, path, "{text}: {:?}", refusal(text));
    }
    let (_, message) = refusal("<parcel>\n<tag>a</tag>\n</wrong>");
    assert!(message.contains("line 3"), "{message}");
}

#[test]
fn what_no_document_can_contain_is_not_sent() {
    for (value, path) in [
        (json!({ "name": "\u{0}" }), "/name"),
        (json!({ "id": [1] }), "/id"),
        (json!({ "notes": { "a b": "1" } }), "/notes/a b"),
        (json!({ "label": { "text": {} } }), "/label/text"),
        (json!({ "tags": ["a", "\u{1}"] }), "/tags/1"),
    ] {
        assert_eq!(
            DOCUMENT.encode(&value).expect_err("no document").path,
            path,
            "{value}"
        );
    }
}

/// An object of the tree's shape.
fn tree(depth: u32) -> BoxedStrategy<Value> {
    // Blanks and line ends too, those that readers like to change among them.
    let text = || "[a-c \\r\\n\\t<>&'\"\u{e9}\\]]{0,4}";
    let texts = move || prop::collection::vec(text(), 0..3);
    let trees = match depth.checked_sub(1) {
        None => Just(Vec::new()).boxed(),
        Some(depth) => prop::collection::vec(tree(depth), 0..3).boxed(),
    };
    let member = prop_oneof![
        any::<i64>().prop_map(|id| ("id", json!(id))),
        text().prop_map(|kind| ("kind", json!(kind))),
        (-1e9..1e9_f64).prop_map(|weight| ("weight", json!(weight))),
        any::<bool>().prop_map(|fragile| ("fragile", json!(fragile))),
        prop_oneof![
            Just(Value::Null),
            any::<i8>().prop_map(|count| json!(count))
        ]
        .prop_map(|count| ("count", count)),
        text().prop_map(|name| ("name", json!(name))),
        prop::collection::vec(any::<i8>(), 1..3).prop_map(|numbers| ("numbers", json!(numbers))),
        texts().prop_map(|codes| ("codes", json!(codes))),
        prop::collection::vec(texts(), 0..3).prop_map(|grid| ("grid", json!(grid))),
        (text(), text())
            .prop_map(|(language, text)| ("label", json!({ "language": language, "text": text }))),
        prop::collection::btree_map("[a-z]{1,3}", text(), 0..3)
            .prop_map(|notes| ("notes", json!(notes))),
    ];
    let members = prop::collection::vec(member, 0..5);
    (members, trees, texts())
        .prop_map(|(members, trees, tags)| {
            let members = members.into_iter();
            let mut object: Map<String, Value> = members
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
            object.insert("tags".to_owned(), json!(tags));
            if !trees.is_empty() {
                object.insert("trees".to_owned(), json!(trees));
            }
            Value::Object(object)
        })
        .boxed()
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_value(value in tree(2)) {
        for (document, value) in [
            (&DOCUMENT, value.clone()),
            (&SPACED, value.clone()),
            (&MEMBER, json!({ "Parcel": value })),
        ] {
            let text = document.encode(&value).expect("a document");
            prop_assert_eq!(document.decode("application/xml", &text).expect("a document"), value);
        }
    }

    #[test]
    fn any_bytes_are_a_document_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        text in "(<|>|/|&|;|#|!|\\[|\\]|a|parcel|tag|=|'|\"| |xmlns|:|\\?|CDATA|x41|-){0,40}",
    ) {
        let _ = DOCUMENT.decode("application/xml", &bytes);
        let _ = DOCUMENT.decode("application/xml", text.as_bytes());
        let within = format!("<parcel>{text}</parcel>");
        let _ = DOCUMENT.decode("application/xml", within.as_bytes());
    }
}
