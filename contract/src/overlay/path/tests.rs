//! The examples of RFC 9535, and what is no query.

use super::{Budget, Query};
use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;
use crate::syntax::{Node, SyntaxLimits, parse_text};

/// RFC 9535 figure 1.
const STORE: &str = r#"{ "store": {
  "book": [
    { "category": "reference", "author": "Nigel Rees", "title": "Sayings of the Century", "price": 8.95 },
    { "category": "fiction", "author": "Evelyn Waugh", "title": "Sword of Honour", "price": 12.99 },
    { "category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553-21311-3", "price": 8.99 },
    { "category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord of the Rings", "isbn": "0-395-19395-8", "price": 22.99 }
  ],
  "bicycle": { "color": "red", "price": 399 } } }"#;

/// RFC 9535 2.3.5.3.
const FILTERED: &str = r#"{
  "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
  "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}},
  "e": "f" }"#;

fn tree(text: &str) -> Node {
    let mut sources = SourceMap::new();
    let source = sources.add("tree.json", text);
    let limits = SyntaxLimits::default();
    let parsed = parse_text(source, &sources, &limits, &mut Diagnostics::new());
    parsed.root.expect("a tree")
}

/// The places that a query selects.
fn places(tree_text: &str, query: &str) -> Vec<String> {
    let query = Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let tree = tree(tree_text);
    let selected = query.select(&tree, &Budget::default());
    selected.iter().map(|one| one.pointer.to_string()).collect()
}

#[test]
fn the_bookstore_is_searched_as_the_standard_says() {
    let books = |numbers: &[usize]| -> Vec<String> {
        let numbers = numbers.iter();
        numbers.map(|at| format!("/store/book/{at}")).collect()
    };
    let authors: Vec<String> = (0..4)
        .map(|at| format!("/store/book/{at}/author"))
        .collect();
    assert_eq!(places(STORE, "$.store.book[*].author"), authors);
    assert_eq!(places(STORE, "$..author"), authors);
    assert_eq!(
        places(STORE, "$.store.*"),
        ["/store/book", "/store/bicycle"]
    );
    assert_eq!(places(STORE, "$.store..price").len(), 5);
    assert_eq!(places(STORE, "$..book[2]"), books(&[2]));
    assert_eq!(places(STORE, "$..book[2].author"), ["/store/book/2/author"]);
    assert!(places(STORE, "$..book[2].publisher").is_empty());
    assert_eq!(places(STORE, "$..book[-1]"), books(&[3]));
    assert_eq!(places(STORE, "$..book[0,1]"), books(&[0, 1]));
    assert_eq!(places(STORE, "$..book[:2]"), books(&[0, 1]));
    assert_eq!(places(STORE, "$..book[?@.isbn]"), books(&[2, 3]));
    assert_eq!(places(STORE, "$..book[?@.price<10]"), books(&[0, 2]));
    assert_eq!(places(STORE, "$..*").len(), 27);
    assert_eq!(places(STORE, "$"), [""]);
}

#[test]
fn slices_count_as_the_standard_says() {
    let letters = r#"["a", "b", "c", "d", "e", "f", "g"]"#;
    assert_eq!(places(letters, "$[1:3]"), ["/1", "/2"]);
    assert_eq!(places(letters, "$[5:]"), ["/5", "/6"]);
    assert_eq!(places(letters, "$[1:5:2]"), ["/1", "/3"]);
    assert_eq!(places(letters, "$[5:1:-2]"), ["/5", "/3"]);
    assert_eq!(places(letters, "$[::-1]").len(), 7);
    assert!(places(letters, "$[::0]").is_empty());
    assert_eq!(places(letters, "$[-9:2]"), ["/0", "/1"]);
}

#[test]
fn filters_ask_as_the_standard_says() {
    assert_eq!(places(FILTERED, "$.a[?@.b == 'kilo']"), ["/a/9"]);
    assert_eq!(places(FILTERED, "$.a[?(@.b == 'kilo')]"), ["/a/9"]);
    assert_eq!(places(FILTERED, "$.a[?@>3.5]"), ["/a/1", "/a/4", "/a/5"]);
    assert_eq!(
        places(FILTERED, "$.a[?@.b]"),
        ["/a/6", "/a/7", "/a/8", "/a/9"]
    );
    assert_eq!(places(FILTERED, "$[?@.*]"), ["/a", "/o"]);
    assert_eq!(places(FILTERED, "$[?@[?@.b]]"), ["/a"]);
    assert_eq!(
        places(FILTERED, "$.o[?@<3, ?@<3]"),
        ["/o/p", "/o/q", "/o/p", "/o/q"]
    );
    assert_eq!(
        places(FILTERED, r#"$.a[?@<2 || @.b == "k"]"#),
        ["/a/2", "/a/7"]
    );
    assert_eq!(
        places(FILTERED, r#"$.a[?match(@.b, "[jk]")]"#),
        ["/a/6", "/a/7"]
    );
    assert_eq!(
        places(FILTERED, r#"$.a[?search(@.b, "[jk]")]"#),
        ["/a/6", "/a/7", "/a/9"]
    );
    assert_eq!(places(FILTERED, "$.o[?@>1 && @<4]"), ["/o/q", "/o/r"]);
    assert_eq!(places(FILTERED, "$.o[?@.u || @.x]"), ["/o/t"]);
    assert_eq!(
        places(FILTERED, "$.a[?@.b == $.x]").len(),
        6,
        "absent equals absent"
    );
    assert_eq!(places(FILTERED, "$.a[?@ == @]").len(), 10);
    assert_eq!(places(FILTERED, "$.o[?!@.u]").len(), 4);
    assert_eq!(places(FILTERED, "$[?length(@) == 5]"), ["/o"]);
    assert_eq!(places(FILTERED, "$[?count(@.*) > 5]"), ["/a"]);
    assert_eq!(places(FILTERED, "$.a[?value(@.*) == 'j']"), ["/a/6"]);
}

#[test]
fn names_may_need_quotes_and_escapes() {
    let text = r#"{"o": {"j j": {"k.k": 3}}, "'": {"@": 2}, "/pets/{id}": 1}"#;
    assert_eq!(places(text, "$.o['j j']['k.k']"), ["/o/j j/k.k"]);
    assert_eq!(places(text, r#"$["'"]["@"]"#), ["/'/@"]);
    assert_eq!(places(text, r"$['\'']['@']"), ["/'/@"]);
    assert_eq!(places(text, r"$['\u006f']"), ["/o"]);
    assert_eq!(places(text, "$['/pets/{id}']"), ["/~1pets~1{id}"]);
    assert_eq!(places(text, "$ [ 'o' ]\n.*"), ["/o/j j"]);
}

#[test]
fn what_is_no_query_is_refused_at_its_place() {
    for (text, at) in [
        ("", 0),
        ("paths", 0),
        ("$.", 2),
        ("$ ", 1),
        ("$.paths./pets", 8),
        ("$[01]", 2),
        ("$[-0]", 2),
        ("$['a]", 5),
        ("$[?@.a == @..b]", 10),
        ("$[?1]", 3),
        ("$[?length(@)]", 3),
        ("$[?lenght(@) == 1]", 3),
        ("$[?@.a == 'b' c]", 14),
        (r"$['\ud800']", 9),
    ] {
        let error = Query::parse(text).expect_err(text);
        assert_eq!(error.at, at, "{text}: {error:?}");
    }
    let deep = format!("$[?{}@{}]", "(".repeat(100_000), ")".repeat(100_000));
    assert!(Query::parse(&deep).is_err());
}

#[test]
fn a_query_that_looks_at_too_much_ends_with_its_budget() {
    let tree = tree(&format!("[{}0]", "[0, 0], ".repeat(100)));
    let query = Query::parse("$..*").expect("a query");
    let budget = Budget::of(50);
    assert!(query.select(&tree, &budget).len() <= 50);
    assert!(budget.is_spent());
}

#[test]
fn patterns_are_matched_in_whole_or_in_part() {
    let text = r#"["listPets", "pets", "ca", "2024-01", ""]"#;
    assert_eq!(places(text, "$[?match(@, 'list.*')]"), ["/0"]);
    assert_eq!(places(text, "$[?search(@, '[pP]ets')]"), ["/0", "/1"]);
    assert_eq!(places(text, r"$[?match(@, '\\d{4}-(0|1)\\d')]"), ["/3"]);
    assert_eq!(places(text, "$[?match(@, '(c?a?)*')]"), ["/2", "/4"]);
    assert_eq!(places(text, "$[?match(@, '[^0-9]{3,4}')]"), ["/1"]);
    assert!(
        places(text, "$[?match(@, '(')]").is_empty(),
        "no pattern matches nothing"
    );
    assert!(places(text, "$[?search(@, '(a*)*(a*)*(a*)*b')]").is_empty());
}
