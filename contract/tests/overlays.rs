//! Overlays change a document before it is read.

use countersign_contract::dump::dump;
use countersign_contract::load::{
    FileFetch, LoadOptions, MemoryFetch, OverlayFile, load, load_overlaid,
};
use countersign_contract::{Contract, Loaded};

const PARCELS: &str = "
openapi: 3.1.1
info: {title: Parcels, version: '1'}
tags: [{name: old}]
paths:
  /parcels:
    get:
      tags: [a, dummy, b]
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: debug, in: query, schema: {type: boolean}}]
      responses: {200: {description: parcels}}
  /internal:
    get: {x-internal: true, responses: {200: {description: secrets}}}
components: {schemas: {Parcel: {type: object}}}
";

fn overlaid(overlay: &str) -> Loaded {
    let fetch = MemoryFetch::new()
        .with("specs/parcels.yaml", PARCELS)
        .with("specs/common.yaml", "Size: {type: integer}")
        .with("overlays/public.yaml", overlay);
    let overlay = OverlayFile {
        location: "overlays/public.yaml",
        fetch: &fetch,
    };
    let options = LoadOptions::default();
    load_overlaid("specs/parcels.yaml", &[overlay], &fetch, &options)
}

fn contract(actions: &str) -> Contract {
    let overlay =
        format!("overlay: 1.1.0\ninfo: {{title: Public, version: '1'}}\nactions:\n{actions}");
    let loaded = overlaid(&overlay);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    loaded.contract.expect("a contract")
}

fn codes(overlay: &str) -> Vec<String> {
    let loaded = overlaid(overlay);
    let lines = loaded.diagnostics.iter().map(|finding| {
        let span = finding.span.expect("a place");
        format!("{} {}", loaded.sources.location(span), finding.code)
    });
    lines.collect()
}

#[test]
fn updates_merge_and_removals_remove() {
    let contract = contract(
        "
- {target: \"$.paths[?@.get['x-internal']]\", remove: true}
- target: $
  update:
    info: {title: Public parcels}
    tags: [{name: new}]
    paths: {/parcels: {post: {responses: {204: {description: sent}}}}}
- {target: \"$.paths.*.get.tags[?@ == 'dummy']\", remove: true}
- {target: \"$.paths.*.get.parameters[?@.name == 'debug']\", remove: true}
- {target: $.paths.*.get.parameters, update: {name: size, in: query, schema: {$ref: common.yaml#/Size}}}
- {target: '$.components.schemas', update: {Copy: {description: a copy}}}
- {target: '$.components.schemas.Copy', copy: $.components.schemas.Parcel}
",
    );
    insta::assert_snapshot!(dump(&contract));
    let tags: Vec<&str> = contract.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["old", "new"]);
    assert_eq!(contract.operations[0].tags, ["a", "b"]);
    let copy = contract.schema(contract.component_schemas["Copy"]);
    assert_eq!(copy.annotations.description.as_deref(), Some("a copy"));
    assert!(copy.types.is_some());
}

#[test]
fn what_an_overlay_said_is_found_in_the_overlay() {
    let found = codes(
        "overlay: 1.1.0
info: {title: Public, version: '1'}
actions:
- target: $.components.schemas
  update:
    Box: {$ref: '#/components/schemas/Bax'}
    Bag: {$ref: '#/components/schemas/Parcel', type: 7}
",
    );
    assert_eq!(
        found,
        [
            "overlays/public.yaml:7:54 wrong-type",
            "overlays/public.yaml:6:17 reference-not-found",
        ]
    );
}

#[test]
fn mistakes_of_an_overlay_have_a_place() {
    let found = codes(
        "overlay: 1.0.0
info: {title: Public, version: '1'}
extends: other.yaml
actions:
- {target: $.paths./parcels, remove: true}
- {target: $.paths.missing, remove: true}
- {target: $.info.title, update: New}
- {target: $.info, update: {title: [none]}}
- {target: $.info, copy: $.tags}
- {target: $.info}
- {update: {}}
- {target: $, remove: true}
- {target: $.info, updates: {}}
",
    );
    insta::assert_snapshot!(found.join("\n"));
}

#[test]
fn arrays_are_appended_in_1_0_and_concatenated_in_1_1() {
    let of = |version: &str| {
        let overlay = format!(
            "overlay: {version}\ninfo: {{title: T, version: '1'}}\nactions: [{{target: '$.paths[*].get.tags', update: [c, d]}}]\n"
        );
        overlaid(&overlay)
    };
    let concatenated = of("1.1.0").contract.expect("a contract");
    assert_eq!(
        concatenated.operations[0].tags,
        ["a", "dummy", "b", "c", "d"]
    );
    let appended = of("1.0.0");
    assert_eq!(appended.diagnostics.len(), 1, "a list within the tags");
}

#[test]
fn a_shared_node_is_changed_where_it_was_selected() {
    let text = "
openapi: 3.1.1
info: {title: Shared, version: '1'}
paths:
  /a: {get: &get {responses: {200: {description: ok}}}}
  /b: {get: *get}
";
    let overlay = "{overlay: 1.1.0, info: {title: T, version: '1'}, actions: [{target: \"$.paths['/b'].get\", update: {summary: B}}]}";
    let fetch = MemoryFetch::new()
        .with("a.yaml", text)
        .with("o.yaml", overlay);
    let file = OverlayFile {
        location: "o.yaml",
        fetch: &fetch,
    };
    let loaded = load_overlaid("a.yaml", &[file], &fetch, &LoadOptions::default());
    let contract = loaded.contract.expect("a contract");
    let summaries: Vec<_> = contract
        .operations
        .iter()
        .map(|one| one.summary.as_deref())
        .collect();
    assert_eq!(summaries, [None, Some("B")]);
}

#[test]
fn an_overlay_that_extends_a_document_stands_for_it() {
    let overlay = "{overlay: 1.1.0, info: {title: T, version: '1'}, extends: ../specs/parcels.yaml, actions: [{target: $.info.title, update: Mine}]}";
    let fetch = MemoryFetch::new()
        .with("specs/parcels.yaml", PARCELS)
        .with("overlays/mine.yaml", overlay);
    let loaded = load("overlays/mine.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert_eq!(loaded.contract.expect("a contract").info.title, "Mine");
    let alone = "{overlay: 1.1.0, info: {title: T, version: '1'}, actions: []}";
    let fetch = MemoryFetch::new().with("alone.yaml", alone);
    let loaded = load("alone.yaml", &fetch, &LoadOptions::default());
    assert!(loaded.contract.is_none() && loaded.diagnostics.has_errors());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test writes its fixture")]
fn overlays_are_among_the_files_and_in_the_hash() {
    let folder = tempfile::tempdir().expect("a folder");
    let (document, overlay) = (folder.path().join("a.yaml"), folder.path().join("o.yaml"));
    std::fs::write(&document, PARCELS).expect("written");
    let text = "{overlay: 1.1.0, info: {title: T, version: '1'}, actions: [{target: $.info.title, update: Mine}]}";
    std::fs::write(&overlay, text).expect("written");
    let location = document.to_string_lossy();
    let file = OverlayFile {
        location: &overlay.to_string_lossy(),
        fetch: &FileFetch,
    };
    let options = LoadOptions::default();
    let with = load_overlaid(&location, &[file], &FileFetch, &options);
    let without = load(&location, &FileFetch, &options);
    assert_eq!(with.files, [document.clone(), overlay]);
    let hash = |loaded: Loaded| loaded.contract.expect("a contract").hash;
    assert_ne!(hash(with), hash(without));
}
