//! A filter keeps some operations, the types that they need, and nothing else.

mod support;

use countersign_codegen::generate;
use countersign_codegen::options::{Filter, Options, Pattern, Sides};
use countersign_contract::Diagnostics;
use countersign_contract::load::load_text;

const CONTRACT: &str = "
openapi: 3.1.0
info: {title: Shop, version: '1'}
paths:
  /orders:
    get: {operationId: listOrders, tags: [orders], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}}
    delete: {operationId: deleteOrders, tags: [orders, internal], responses: {'204': {description: ok}}}
  /pets:
    get: {operationId: getPet, tags: [pets], responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
components:
  schemas:
    Page: {type: object, properties: {items: {type: array, items: {$ref: '#/components/schemas/Order'}}}}
    Order: {type: object, properties: {id: {type: string}}}
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {$ref: '#/components/schemas/Claws'}}}]}
    Claws: {type: object, properties: {length: {type: integer}}}
    Unused: {type: object, properties: {a: {type: string}}}
";

fn filter(tags: &[&str], paths: &[&str], operations: &[&str]) -> Filter {
    let patterns = |texts: &[&str]| texts.iter().map(|text| Pattern::new(text)).collect();
    Filter {
        tags: patterns(tags),
        paths: patterns(paths),
        operations: patterns(operations),
    }
}

/// Everything generated, as one text.
fn generated(filter: &Filter) -> (String, Diagnostics) {
    let contract = load_text("shop.yaml", CONTRACT)
        .contract
        .expect("a contract");
    let options = Options {
        filter: filter.clone(),
        ..Options::default()
    };
    let (files, diagnostics) = generate(&contract, &options);
    (files.iter().map(|(_, text)| text).collect(), diagnostics)
}

fn assert_kept(filter: &Filter, kept: &[&str], gone: &[&str]) {
    let (text, diagnostics) = generated(filter);
    assert!(diagnostics.is_empty(), "{filter:?}: {diagnostics:?}");
    for name in kept {
        assert!(text.contains(name), "{filter:?} lost {name}");
    }
    for name in gone {
        assert!(!text.contains(name), "{filter:?} kept {name}");
    }
}

#[test]
fn without_a_filter_everything_is_there() {
    let all = [
        "fn list_orders",
        "fn delete_orders",
        "fn get_pet",
        "struct Unused",
        "struct Claws",
    ];
    assert_kept(&Filter::default(), &all, &[]);
}

#[test]
fn tags_paths_and_operations_must_all_pass() {
    let orders = ["fn list_orders", "struct Page", "struct Order"];
    let rest = ["fn delete_orders", "fn get_pet", "Pet", "Claws", "Unused"];
    assert_kept(&filter(&["orders", "!internal"], &[], &[]), &orders, &rest);
    assert_kept(&filter(&[], &["/ord*"], &["list*"]), &orders, &rest);
    assert_kept(&filter(&[], &["!/pets"], &["!delete*"]), &orders, &rest);
}

#[test]
fn what_extends_a_kept_base_is_kept_with_all_it_needs() {
    assert_kept(
        &filter(&["pets"], &[], &[]),
        &["fn get_pet", "Cat", "struct Claws"],
        &["fn list_orders", "struct Order", "Unused"],
    );
}

#[test]
fn webhooks_are_left_out_as_operations_are() {
    let contract = support::feature("webhooks/shop-events");
    let generated = |filter: Filter| -> String {
        let options = Options {
            filter,
            ..support::options(Sides::Both)
        };
        let (files, diagnostics) = generate(&contract, &options);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        files.iter().map(|(_, text)| text).collect()
    };
    let paid = generated(filter(&[], &[], &["orderPaid"]));
    let shipped = generated(filter(&[], &["order/shipped*"], &[]));
    for (name, in_paid) in [
        ("fn order_paid", true),
        ("struct Paid", true),
        ("fn order_shipped_soon", false),
        ("struct Receipt", false),
    ] {
        assert_eq!(paid.contains(name), in_paid, "{name}");
        assert_eq!(shipped.contains(name), !in_paid, "{name}");
    }
}

#[test]
fn a_pattern_that_fits_nothing_is_reported() {
    let (_, diagnostics) = generated(&filter(&["orders", "ordres"], &[], &[]));
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["filter-without-effect"]);
}

#[test]
fn a_filter_that_keeps_nothing_is_an_error() {
    let (_, diagnostics) = generated(&filter(&["orders"], &["/pets"], &[]));
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["filter-keeps-nothing"]);
    assert!(diagnostics.has_errors());
}

/// What looks alike is numbered; whoever keeps the number when the other is left out has it from the whole contract.
#[test]
fn a_filter_renumbers_nothing() {
    let contract = load_text(
        "alike.yaml",
        "
openapi: 3.1.1
info: {title: Alike, version: '1'}
paths:
  /a: {get: {operationId: listOrders, tags: [a b], responses: {'204': {description: ok}}}}
  /b: {get: {operationId: list_orders, tags: [a-b], responses: {'204': {description: ok}}}}
  /c: {get: {operationId: ListOrders, tags: [c], responses: {'204': {description: ok}}}}
",
    );
    let contract = contract.contract.expect("a contract");
    let names = |filter: Filter| -> Vec<String> {
        let options = Options {
            filter,
            ..support::options(Sides::Both)
        };
        let (files, _) = generate(&contract, &options);
        let lines = files.iter().flat_map(|(_, text)| text.lines());
        let items = [
            "    pub fn list",
            "pub static ",
            "pub enum ",
            "pub mod ",
            "pub trait ",
        ];
        let mut names: Vec<String> = lines
            .filter(|line| items.iter().any(|item| line.starts_with(item)))
            .map(|line| {
                line.split(['(', ':', '{', '='])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect();
        names.sort();
        names
    };
    let whole = names(filter(&[], &[], &[]));
    for (id, method) in [
        ("listOrders", "    pub fn list_orders"),
        ("list_orders", "    pub fn list_orders_2"),
        ("ListOrders", "    pub fn list_orders_3"),
    ] {
        let kept = names(filter(&[], &[], &[id]));
        assert!(kept.iter().any(|name| name == method), "{id}: {kept:#?}");
        for name in &kept {
            assert!(whole.contains(name), "{id}: {name} of {whole:#?}");
        }
    }
}

#[test]
fn a_filter_renumbers_no_webhook_and_no_callback() {
    let contract = load_text(
        "alike.yaml",
        "
openapi: 3.1.1
info: {title: Alike, version: '1'}
paths:
  /a:
    post: {operationId: a, callbacks: {done: {'{$url}': {post: {tags: [a b], responses: {'204': {description: ok}}}}}}, responses: {'204': {description: ok}}}
  /b:
    post: {operationId: b, callbacks: {done: {'{$url}': {post: {tags: [a-b], responses: {'204': {description: ok}}}}}}, responses: {'204': {description: ok}}}
webhooks:
  paid: {post: {operationId: orderPaid, responses: {'204': {description: ok}}}}
  paid again: {post: {operationId: order_paid, responses: {'204': {description: ok}}}}
",
    );
    let contract = contract.contract.expect("a contract");
    let lines = |id: Option<&str>| -> Vec<String> {
        let options = Options {
            filter: filter(&[], &[], id.as_slice()),
            ..support::options(Sides::Both)
        };
        let (files, _) = generate(&contract, &options);
        let events = files
            .iter()
            .filter(|(path, _)| path.starts_with("webhooks/"));
        let lines = events.flat_map(|(_, text)| text.lines());
        let said = [
            "pub static ",
            "    path: ",
            "pub trait ",
            "    fn ",
            "pub enum ",
        ];
        let lines = lines.filter(|line| said.iter().any(|said| line.contains(said)));
        lines.map(str::to_owned).collect()
    };
    let whole = lines(None);
    for (id, own) in [
        ("a", "    path: \"/done\","),
        ("a", "    pub trait AB {"),
        ("b", "    path: \"/done-2\","),
        ("b", "    pub trait AB2 {"),
        (
            "orderPaid",
            "pub static ORDER_PAID: OperationDescriptor = OperationDescriptor {",
        ),
        (
            "order_paid",
            "pub static ORDER_PAID_2: OperationDescriptor = OperationDescriptor {",
        ),
    ] {
        let kept = lines(Some(id));
        assert!(kept.iter().any(|line| line == own), "{id}: {kept:#?}");
        for line in &kept {
            assert!(whole.contains(line), "{id}: {line} of {whole:#?}");
        }
    }
}

/// Filtering is leaving out: what stays has the names it has without a filter.
#[test]
fn a_filter_renames_nothing() {
    for name in support::features() {
        let contract = support::feature(&name);
        // Of two operations on paths of one shape a server serves the first; alone, each is served.
        let (whole, _) = generate(&contract, &support::options(Sides::Client));
        let whole: String = whole.iter().map(|(_, text)| text).collect();
        for operation in &contract.operations {
            let Some(id) = &operation.operation_id else {
                continue;
            };
            if id.contains(['*', '!']) {
                continue;
            }
            let options = Options {
                filter: filter(&[], &[], &[id]),
                ..support::options(Sides::Client)
            };
            let (files, _) = generate(&contract, &options);
            for (path, text) in files.iter() {
                let items = ["pub struct ", "pub enum ", "pub type ", "    pub fn "];
                for line in text.lines() {
                    if items.iter().any(|item| line.starts_with(item)) {
                        let head = line.trim_end_matches([' ', '{', '(']);
                        assert!(whole.contains(head), "{name} {id} {path}: {line}");
                    }
                }
            }
        }
    }
}
