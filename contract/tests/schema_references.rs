//! Where references lead: `$id`, anchors, dynamic anchors, other files by place and by URI.

use countersign_contract::load::{LoadOptions, Loaded, MemoryFetch, load};
use countersign_contract::schema::{Projection, to_json_schema};
use serde_json::{Value, json};

/// What the first text, with the others at hand, means.
fn loaded(texts: &[(&str, Value)]) -> Loaded {
    let mut fetch = MemoryFetch::new();
    for (name, text) in texts {
        fetch.insert(name, text.to_string());
    }
    load(texts[0].0, &fetch, &LoadOptions::default())
}

/// The same as a self-contained schema. Without findings.
fn meaning(texts: &[(&str, Value)]) -> Value {
    let loaded = loaded(texts);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let contract = loaded.contract.expect("a contract");
    let root = contract.root_schema.expect("a schema of its own");
    to_json_schema(&contract, root, Projection::Plain)
}

/// Does that schema accept?
fn accepts(texts: &[(&str, Value)], instance: &Value) -> bool {
    let schema = meaning(texts);
    jsonschema::draft202012::new(&schema)
        .expect("a schema")
        .is_valid(instance)
}

/// Are these strings exactly what `texts` accept, of `a` to `e`?
fn check(texts: &[(&str, Value)], accepted: &[&str]) {
    let found: Vec<&str> = ["a", "b", "c", "d", "e"]
        .into_iter()
        .filter(|word| accepts(texts, &json!(word)))
        .collect();
    assert_eq!(found, accepted);
}

#[test]
fn a_reference_is_relative_to_the_nearest_id() {
    let root = json!({
        "$id": "https://x.test/schemas/root.json",
        "allOf": [{"$ref": "item.json"}, {"$ref": "/schemas/nested/inner.json"}, {"$ref": "https://x.test/schemas/item.json#odd"}],
        "$defs": {
            "item": {"$id": "item.json", "enum": ["a", "b", "c"], "$defs": {"odd": {"$anchor": "odd", "enum": ["a", "c", "e"]}}},
            "nested": {"$id": "nested/", "$defs": {"inner": {"$id": "inner.json", "$ref": "#/$defs/own", "$defs": {"own": {"enum": ["a", "d"]}}}}}
        }
    });
    check(&[("root.json", root)], &["a"]);
}

#[test]
fn what_only_looks_like_an_identifier_is_none() {
    let root = json!({
        "enum": ["a", "b", {"$id": "https://x.test/real", "const": "b"}],
        "default": {"$anchor": "here", "const": "c"},
        "unknown": {"$id": "https://x.test/real", "const": "c"},
        "$ref": "https://x.test/real#here",
        "$defs": {"real": {"$id": "https://x.test/real", "$anchor": "here", "const": "a"}}
    });
    let loaded = loaded(&[("root.json", root)]);
    let codes: Vec<_> = loaded.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["unknown-keyword"]);
    let contract = loaded.contract.expect("a contract");
    let root = contract.schema(contract.root_schema.expect("a root"));
    let target = contract.schema(root.reference.expect("a reference"));
    assert_eq!(target.pointer.to_string(), "/$defs/real");
}

#[test]
fn anchors_may_have_the_same_name_in_different_resources() {
    let root = json!({
        "$id": "https://x.test/root",
        "$ref": "#it",
        "$defs": {
            "one": {"$anchor": "it", "enum": ["a"]},
            "two": {"$id": "two", "$ref": "#it", "$defs": {"two": {"$anchor": "it", "enum": ["b"]}}}
        }
    });
    check(&[("root.json", root)], &["a"]);
}

#[test]
fn a_uri_is_found_in_whatever_file_declares_it_and_whenever_that_is_read() {
    // `late.json` is read after the reference to what it declares was met.
    let by_uri = json!({"$ref": "https://x.test/declared#/$defs/b"});
    let by_file = json!({"$ref": "late.json"});
    let late = json!({"$id": "https://x.test/declared", "$defs": {"b": {"enum": ["b", "c"]}}});
    for members in [[&by_uri, &by_file], [&by_file, &by_uri]] {
        let root = json!({"allOf": members});
        check(
            &[("root.json", root), ("late.json", late.clone())],
            &["b", "c"],
        );
    }
}

#[test]
fn files_that_call_themselves_by_uri_find_each_other_beside_them() {
    let root = json!({"$id": "https://x.test/schemas/root.json", "allOf": [
        {"$ref": "parts/item.json"}, {"$ref": "https://x.test/schemas/parts/other.json"}]});
    let texts = [
        ("models/root.json", root),
        ("models/parts/item.json", json!({"enum": ["a", "b"]})),
        ("models/parts/other.json", json!({"enum": ["b", "c"]})),
    ];
    check(&texts, &["b"]);
}

#[test]
fn a_text_that_was_given_under_a_uri_is_at_hand() {
    let texts = [
        ("root.json", json!({"$ref": "https://x.test/a/one.json"})),
        (
            "https://x.test/a/one.json",
            json!({"$ref": "two.json#/$defs/it"}),
        ),
        (
            "https://x.test/a/two.json",
            json!({"$defs": {"it": {"enum": ["d"]}}}),
        ),
    ];
    check(&texts, &["d"]);
}

#[test]
fn other_uris_are_refused_where_they_are_written() {
    let loaded = loaded(&[("root.json", json!({"$ref": "https://x.test/none.json"}))]);
    let finding = loaded.diagnostics.iter().next().expect("a finding");
    assert_eq!(finding.code, "reference-remote");
    let place = loaded.sources.location(finding.span.expect("a place"));
    assert_eq!(place, "root.json:1:9");
}

#[test]
fn two_schemas_of_one_name_are_told() {
    let root = json!({"$id": "https://x.test/r", "$defs": {"a": {"$id": "same", "enum": ["a"]}, "b": {"$id": "same", "enum": ["b"]}}, "$ref": "same"});
    let loaded = loaded(&[("root.json", root)]);
    let codes: Vec<_> = loaded.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["duplicate-id"]);
}

#[test]
fn identifiers_of_earlier_drafts_count_in_their_own_way() {
    let draft_04 = json!({"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://x.test/root#",
        "$ref": "item#odd", "definitions": {"item": {"id": "item", "definitions": {"o": {"id": "#odd", "enum": ["a"]}}}}});
    check(&[("root.json", draft_04)], &["a"]);
    let draft_07 = json!({"$schema": "http://json-schema.org/draft-07/schema#", "$id": "http://x.test/root",
        "allOf": [{"$id": "elsewhere/", "$ref": "item"}], "definitions": {"item": {"$id": "item", "enum": ["b"]}}});
    let texts = [("root.json", draft_07)];
    let found = loaded(&texts).contract.expect("a contract");
    assert!(
        found
            .schemas
            .iter()
            .any(|schema| schema.enumeration.is_some()),
        "an `$id` beside `$ref` has no effect"
    );
}

/// A tree whose nodes may be redefined, and a stricter one.
fn trees(strict: &Value) -> [(&'static str, Value); 2] {
    [
        ("root.json", strict.clone()),
        (
            "tree.json",
            json!({
                "$id": "https://x.test/tree", "$dynamicAnchor": "node", "type": "object",
                "properties": {"data": true, "children": {"type": "array", "items": {"$dynamicRef": "#node"}}}
            }),
        ),
    ]
}

#[test]
fn a_dynamic_reference_means_the_outermost_schema_with_the_anchor() {
    let strict = trees(&json!({
        "$id": "https://x.test/strict-tree", "$dynamicAnchor": "node", "$ref": "tree.json", "unevaluatedProperties": false
    }));
    assert!(accepts(&strict, &json!({"children": [{"data": 1}]})));
    assert!(
        !accepts(&strict, &json!({"children": [{"daat": 1}]})),
        "misspelled below"
    );
    let plain = trees(&json!({"$id": "https://x.test/other", "$ref": "tree.json"}));
    assert!(
        accepts(&plain, &json!({"children": [{"daat": 1}]})),
        "nothing redefines the node"
    );
}

#[test]
fn one_schema_may_mean_several_things_in_one_contract() {
    let page = |item: &str| {
        json!({"$id": format!("https://x.test/{item}-page"), "$ref": "page",
        "$defs": {"item": {"$dynamicAnchor": "item", "type": item}}})
    };
    let root = json!({
        "$id": "https://x.test/root",
        "properties": {"texts": {"$ref": "string-page"}, "numbers": {"$ref": "number-page"}, "any": {"$ref": "page"}},
        "$defs": {
            "page": {"$id": "page", "properties": {"items": {"items": {"$dynamicRef": "#item"}}},
                "$defs": {"item": {"$dynamicAnchor": "item"}}},
            "texts": page("string"), "numbers": page("number")
        }
    });
    let texts = [("root.json", root)];
    assert!(accepts(
        &texts,
        &json!({"texts": {"items": ["a"]}, "numbers": {"items": [1]}, "any": {"items": [null]}})
    ));
    assert!(!accepts(&texts, &json!({"texts": {"items": [1]}})));
    assert!(!accepts(&texts, &json!({"numbers": {"items": ["a"]}})));
}

#[test]
fn a_named_page_becomes_a_page_of_its_own() {
    let contract = loaded(&[(
        "root.json",
        json!({
            "$id": "https://x.test/root",
            "$defs": {
                "Page": {"$id": "page", "properties": {"next": {"type": "string"}, "items": {"items": {"$dynamicRef": "#item"}}},
                    "$defs": {"item": {"$dynamicAnchor": "item"}}},
                "OrderPage": {"$id": "orders", "description": "Orders.", "$ref": "page", "$defs": {"item": {"$dynamicAnchor": "item", "$ref": "order"}}},
                "Order": {"$id": "order", "type": "object"}
            }
        }),
    )]);
    let contract = contract.contract.expect("a contract");
    insta::assert_snapshot!(countersign_contract::dump::dump(&contract));
}

#[test]
fn an_anchor_that_is_not_dynamic_is_a_plain_target() {
    let root = json!({
        "$id": "https://x.test/root", "$ref": "list",
        "$defs": {
            "here": {"$dynamicAnchor": "it", "enum": ["b"]},
            "list": {"$id": "list", "$dynamicRef": "#it", "$defs": {"it": {"$anchor": "it", "enum": ["a"]}}}
        }
    });
    check(&[("root.json", root)], &["a"]);
}

#[test]
fn recursive_references_of_2019_09_are_dynamic_too() {
    let strict = |anchor: bool| {
        let schema = "https://json-schema.org/draft/2019-09/schema";
        [
            (
                "root.json",
                json!({"$schema": schema, "$id": "https://x.test/strict", "$recursiveAnchor": anchor,
                "$ref": "tree.json", "unevaluatedProperties": false}),
            ),
            (
                "tree.json",
                json!({"$schema": schema, "$id": "https://x.test/tree", "$recursiveAnchor": true,
                "properties": {"child": {"$recursiveRef": "#"}}}),
            ),
        ]
    };
    let misspelled = json!({"child": {"chidl": {}}});
    assert!(!accepts(&strict(true), &misspelled));
    assert!(accepts(&strict(false), &misspelled));
}

#[test]
fn a_bare_mapping_name_means_the_document_it_stands_in() {
    let mut fetch = MemoryFetch::new();
    fetch.insert(
        "root.yaml",
        "
openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {Pet: {$ref: 'pets.yaml#/components/schemas/Pet'}, Cat: {const: wrong}}}
",
    );
    fetch.insert("pets.yaml", "
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {c: Cat}}}
    Cat: {const: right}
");
    let loaded = load("root.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let contract = loaded.contract.expect("a contract");
    let mut schemas = contract.schemas.iter();
    let discriminator = schemas
        .find_map(|schema| schema.discriminator.as_ref())
        .expect("a discriminator");
    let cat = contract.schema(discriminator.mapping["c"]);
    assert_eq!(
        cat.constant.as_ref().and_then(|it| it.as_str()),
        Some("right")
    );
}

#[test]
fn a_root_that_refers_to_a_definition_that_is_not_there_is_told_so() {
    let root = json!({"$ref": "#/definitions/Ordr", "definitions": {"Order": {}}});
    let loaded = loaded(&[("root.json", root)]);
    let finding = loaded.diagnostics.iter().next().expect("a finding");
    assert_eq!(finding.code, "reference-not-found");
    assert_eq!(finding.help.as_deref(), Some("did you mean `Order`?"));
}

/// A contract of several files that refer to each other in circles, by place and by URI, in a folder.
fn in_folder(folder: &str, sections: [&str; 2]) -> String {
    let mut fetch = MemoryFetch::new();
    let header = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n";
    let root = format!("{header}{}{}", sections[0], sections[1]);
    fetch.insert(&format!("{folder}root.yaml"), root);
    fetch.insert(
        &format!("{folder}parts/item.yaml"),
        "{$id: 'https://x.test/item', properties: {owner: {$ref: '../root.yaml#/components/schemas/Owner'}}}",
    );
    let name = format!("{folder}root.yaml");
    let loaded = load(&name, &fetch, &LoadOptions::default());
    let codes: Vec<_> = loaded.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, [""; 0]);
    let contract = loaded.contract.expect("a contract");
    countersign_contract::dump::dump(&contract)
}

const COMPONENTS: &str = "components:
  schemas:
    ByUri: {properties: {item: {$ref: 'https://x.test/item'}}}
    ByPlace: {properties: {item: {$ref: 'parts/item.yaml'}}}
    Owner: {properties: {name: {type: string}, items: {type: array, items: {$ref: '#/components/schemas/ByUri'}}}}
";
const PATHS: &str = "paths: {}\n";

#[test]
fn a_contract_means_the_same_wherever_it_lies() {
    let here = in_folder("", [PATHS, COMPONENTS]);
    for folder in ["specs/", "a/b/c d/"] {
        assert_eq!(in_folder(folder, [PATHS, COMPONENTS]), here, "{folder}");
    }
}

#[test]
fn the_order_in_which_files_are_met_changes_no_meaning() {
    let meaning = |components: &str| {
        let text = in_folder("", [PATHS, components]);
        // Components are listed in the authors' order, and schemas without a name by number; what they say is compared.
        let mut lines: Vec<String> = text.lines().map(unnumbered).collect();
        lines.sort_unstable();
        lines
    };
    let mut lines: Vec<&str> = COMPONENTS.lines().collect();
    lines[2..].reverse();
    let reversed = format!("{}\n", lines.join("\n"));
    assert_eq!(meaning(&reversed), meaning(COMPONENTS));
}

/// A line of a dump without the numbers of schemas that have no name.
fn unnumbered(line: &str) -> String {
    let words = line.split(' ').map(|word| match word.strip_prefix('s') {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => "s",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}
