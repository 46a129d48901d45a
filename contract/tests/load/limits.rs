//! Each limit is an option and a diagnostic.

use std::fmt::Write as _;

use countersign_contract::load::{LoadOptions, MemoryFetch, load};

use crate::support::follow;

#[test]
fn a_file_may_be_as_large_as_the_limit_and_no_larger() {
    let fetch = MemoryFetch::new().with("a.yaml", "a: 1");
    let within = |max_file_bytes| {
        let options = LoadOptions {
            max_file_bytes,
            ..LoadOptions::default()
        };
        follow(&fetch, options, "a.yaml", &["#/a"])
    };
    assert_eq!(within(4), "#/a -> a.yaml:1:4 1\n");
    assert_eq!(
        within(3),
        "[file-too-large] `a.yaml` is larger than 3 bytes\n"
    );
}

#[test]
fn a_contract_may_have_as_many_files_as_the_limit_and_no_more() {
    let fetch = MemoryFetch::new()
        .with("a.yaml", "1")
        .with("b.yaml", "2")
        .with("c.yaml", "3");
    let options = LoadOptions {
        max_files: 2,
        ..LoadOptions::default()
    };
    assert_eq!(
        follow(&fetch, options, "a.yaml", &["b.yaml", "c.yaml", "b.yaml"]),
        "b.yaml -> b.yaml:1:1 2
c.yaml -> nowhere
b.yaml -> b.yaml:1:1 2
a.yaml:1:1 [too-many-files] `c.yaml` is not read: a contract may have 2 files\n"
    );
}

#[test]
fn nesting_and_alias_expansion_are_limited_in_every_file() {
    let fetch = MemoryFetch::new()
        .with("a.json", "[[[1]]]")
        .with("b.yaml", "[&x [1], *x, *x, *x]");
    let mut options = LoadOptions::default();
    options.syntax.nesting = 2;
    options.syntax.alias_nodes = 5;
    assert_eq!(
        follow(&fetch, options, "a.json", &["b.yaml#/2", "b.yaml#/3"]),
        "b.yaml#/2 -> b.yaml:1:14 [1]
b.yaml#/3 -> b.yaml:1:18 null
a.json:1:3 [nesting-too-deep] arrays and objects are nested deeper than 2 levels here
b.yaml:1:18 [yaml-alias-expansion] the aliases of this file stand for more than 5 nodes
  b.yaml:1:5 this is repeated
  help: aliases from here on are left empty\n"
    );
}

/// A contract whose one response is reached over `hops` references.
fn chain(hops: usize, end: &str) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {$ref: '#/components/responses/r1'}\ncomponents:\n  responses:\n",
    );
    for hop in 1..hops {
        let next = hop + 1;
        writeln!(
            text,
            "    r{hop}: {{$ref: '#/components/responses/r{next}'}}"
        )
        .expect("a string takes everything");
    }
    writeln!(text, "    r{hops}: {end}").expect("a string takes everything");
    text
}

fn codes(text: &str, max_reference_hops: usize) -> Vec<&'static str> {
    let options = LoadOptions {
        max_reference_hops,
        ..LoadOptions::default()
    };
    let fetch = MemoryFetch::new().with("a.yaml", text);
    let loaded = load("a.yaml", &fetch, &options);
    loaded.diagnostics.iter().map(|found| found.code).collect()
}

#[test]
fn references_may_follow_one_another_up_to_the_limit() {
    let text = chain(4, "{description: ok}");
    assert_eq!(codes(&text, 5), [""; 0]);
    assert!(codes(&text, 3).contains(&"too-many-reference-hops"));
}

#[test]
fn a_reference_that_leads_back_to_itself_is_a_cycle() {
    let text = chain(3, "{$ref: '#/components/responses/r1'}");
    assert!(
        codes(&text, 100)
            .iter()
            .all(|code| *code == "reference-cycle")
    );
    assert!(codes(&text, 100).contains(&"reference-cycle"));
}
