//! Each limit is an option and a diagnostic.

use countersign_contract::load::{LoadOptions, MemoryFetch};

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
