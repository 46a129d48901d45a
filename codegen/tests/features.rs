//! With a feature per tag: whatever is on, nothing names what is off, and nothing is on that nobody needs.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use countersign_codegen::options::{CrateOptions, Features, Options, Output, RuntimeSource};
use countersign_codegen::{FileTree, generate};
use countersign_contract::load::load_text;
use proptest::prelude::*;

const TAGS: [&str; 3] = ["red", "green", "blue"];

/// Schemas as the schemas that they refer to, operations as tag, schema of the body, schema of the answer.
#[derive(Clone, Debug)]
struct Shape {
    schemas: Vec<BTreeSet<usize>>,
    operations: Vec<(usize, usize, usize)>,
}

fn shapes() -> impl Strategy<Value = Shape> {
    (2_usize..9).prop_flat_map(|count| {
        let references = prop::collection::btree_set(0..count, 0..3);
        let schemas = prop::collection::vec(references, count);
        let operation = (0..TAGS.len(), 0..count, 0..count);
        (schemas, prop::collection::vec(operation, 1..7)).prop_map(|(schemas, operations)| Shape {
            schemas,
            operations,
        })
    })
}

impl Shape {
    fn generated(&self) -> FileTree {
        self.tree(&Options {
            features: Features::PerTag,
            ..Options::default()
        })
    }

    fn tree(&self, options: &Options) -> FileTree {
        let mut text = String::from("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n");
        let reference = |to: usize| format!("{{$ref: '#/components/schemas/S{to}x'}}");
        for (at, (tag, body, answer)) in self.operations.iter().enumerate() {
            let (tag, body, answer) = (TAGS[*tag], reference(*body), reference(*answer));
            let _ = writeln!(
                text,
                "  /o{at}:\n    post: {{operationId: o{at}, tags: [{tag}], requestBody: {{content: {{application/json: {{schema: {body}}}}}}}, responses: {{'200': {{description: ok, content: {{application/json: {{schema: {answer}}}}}}}}}}}"
            );
        }
        text.push_str("components:\n  schemas:\n");
        for (at, references) in self.schemas.iter().enumerate() {
            let properties: Vec<String> = references
                .iter()
                .map(|to| format!("p{to}: {}", reference(*to)))
                .collect();
            let _ = writeln!(
                text,
                "    S{at}x: {{type: object, properties: {{own: {{type: string}}, {}}}}}",
                properties.join(", ")
            );
        }
        let contract = load_text("t.yaml", &text).contract.expect("a contract");
        generate(&contract, options).0
    }

    /// What the operations of some tags need.
    fn needed(&self, tags: &BTreeSet<&str>) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let operations = self.operations.iter();
        let mut open: Vec<usize> = operations
            .filter(|(tag, ..)| tags.contains(TAGS[*tag]))
            .flat_map(|(_, body, answer)| [*body, *answer])
            .collect();
        while let Some(schema) = open.pop() {
            if needed.insert(schema) {
                open.extend(&self.schemas[schema]);
            }
        }
        needed
    }
}

/// The declarations of a `mod.rs`, each with the features one of which it wants; none where it is always there.
fn declarations(text: &str) -> Vec<(BTreeSet<String>, String)> {
    let mut declarations = Vec::new();
    let (mut condition, mut statement) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with("//")) {
        if statement.is_empty()
            && (line.starts_with("#[cfg(") || !condition.is_empty() && !condition.ends_with(")]"))
        {
            condition.push_str(line.trim());
        } else {
            statement.push_str(line.trim());
            if statement.ends_with(';') {
                let features = condition.split('"').skip(1).step_by(2).map(str::to_owned);
                declarations.push((features.collect(), std::mem::take(&mut statement)));
                condition.clear();
            }
        }
    }
    declarations
}

/// Whether each module of a folder, and each name that it hands on, is there.
struct Folder<'t> {
    name: &'static str,
    tree: &'t FileTree,
    tags: BTreeSet<&'static str>,
}

impl Folder<'_> {
    fn on(&self) -> Vec<String> {
        let root = self.tree.get(&format!("{}/mod.rs", self.name));
        let declared = root.map_or_else(Vec::new, declarations);
        let on = declared.into_iter().filter(|(features, _)| {
            features.is_empty()
                || features
                    .iter()
                    .any(|feature| self.tags.contains(feature.as_str()))
        });
        on.map(|(_, statement)| statement).collect()
    }

    /// The files of the modules that are there.
    fn files(&self) -> Vec<&str> {
        let on = self.on();
        let modules = on
            .iter()
            .filter_map(|statement| statement.strip_prefix("mod "));
        let modules = modules.chain(
            on.iter()
                .filter_map(|statement| statement.strip_prefix("pub mod ")),
        );
        modules
            .map(|module| format!("{}/{}.rs", self.name, module.trim_end_matches(';')))
            .map(|path| self.tree.get(&path).expect("a declared module is a file"))
            .collect()
    }

    /// The names that are there: types or tables.
    fn defined(&self) -> BTreeSet<String> {
        let mut defined = BTreeSet::new();
        let whole = self.tree.get(&format!("{}.rs", self.name));
        for file in self.files().into_iter().chain(whole) {
            for word in ["pub struct ", "pub type ", "pub enum ", "pub static "] {
                let lines = file
                    .lines()
                    .filter_map(|line| line.trim_start().strip_prefix(word));
                defined.extend(lines.map(first_word));
            }
        }
        defined
    }

    /// The names after `prefix` in the files that are there.
    fn named(&self, prefix: &str) -> BTreeSet<String> {
        let files = self.files();
        let after = files.iter().flat_map(|file| file.split(prefix).skip(1));
        after
            .map(first_word)
            .filter(|name| !name.is_empty())
            .collect()
    }

    /// What the files that are there import from their siblings.
    fn imported(&self) -> BTreeSet<String> {
        let mut imported = BTreeSet::new();
        for file in self.files() {
            for list in file.split("use super::").skip(1) {
                let list = list.split(';').next().unwrap_or_default();
                let names = list.split(|c: char| !c.is_alphanumeric() && c != '_');
                imported.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
            }
        }
        imported
    }
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

fn subsets() -> impl Iterator<Item = BTreeSet<&'static str>> {
    (0..1_u8 << TAGS.len()).map(|bits| {
        let tags = TAGS.iter().enumerate();
        tags.filter(|(at, _)| bits & (1 << at) != 0)
            .map(|(_, tag)| *tag)
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_is_on_names_nothing_that_is_off(shape in shapes()) {
        let tree = shape.generated();
        for tags in subsets() {
            let folder = |name| Folder { name, tree: &tree, tags: tags.clone() };
            let types = folder("types").defined();
            for name in folder("types").imported() {
                prop_assert!(types.contains(&name), "{tags:?}: a type names {name}");
            }
            for side in ["client", "server"] {
                for name in folder(side).named("types::") {
                    prop_assert!(types.contains(&name), "{tags:?}: the {side} names {name}");
                }
            }
            let tables = folder("schemas").defined();
            for name in folder("schemas").imported().iter().filter(|name| name.starts_with('S')) {
                prop_assert!(tables.contains(name) , "{tags:?}: a table names {name}");
            }
            for name in folder("operations").named("schemas::") {
                prop_assert!(tables.contains(&name), "{tags:?}: an operation names {name}");
            }
        }
    }

    #[test]
    fn nothing_is_on_that_nobody_needs(shape in shapes()) {
        let tree = shape.generated();
        let ever = shape.needed(&TAGS.into_iter().collect());
        for tags in subsets() {
            let folder = |name| Folder { name, tree: &tree, tags: tags.clone() };
            let needed = shape.needed(&tags);
            // What nobody ever needs is always there, and so is what it is made of.
            let mut wanted: BTreeSet<usize> = needed.clone();
            let mut open: Vec<usize> = (0..shape.schemas.len()).filter(|at| !ever.contains(at)).collect();
            while let Some(schema) = open.pop() {
                if wanted.insert(schema) || !ever.contains(&schema) {
                    open.extend(shape.schemas[schema].iter().filter(|at| !wanted.contains(at)));
                }
            }
            let wanted: BTreeSet<String> = wanted.iter().map(|at| format!("S{at}x")).collect();
            prop_assert_eq!(folder("types").defined(), wanted, "{:?}", tags);
            // Servers hold requests and answers against tables.
            let checked: BTreeSet<String> = needed.iter().map(|at| format!("S{at}X")).collect();
            let tables = folder("schemas").defined();
            prop_assert_eq!(&tables, &checked, "{:?}", tags);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_crate_of_a_tag_names_what_it_has_and_what_is_shared(shape in shapes()) {
        let runtime = RuntimeSource::Path(String::from("runtime"));
        let package = CrateOptions { name: String::from("t"), runtime };
        let output = Output::Crates { package, operations: 1 };
        let tree = shape.tree(&Options { output, ..Options::default() });
        let of = |krate: &str, words: &[&str]| -> BTreeSet<String> {
            let prefix = format!("crates/{krate}/");
            let files = tree.iter().filter(|(path, _)| path.starts_with(&prefix));
            let after = files.flat_map(|(_, text)| words.iter().flat_map(move |word| text.split(word).skip(1)));
            after.map(first_word).filter(|name| name.starts_with('S')).collect()
        };
        let definitions = ["pub struct ", "pub static "];
        let shared = of("common", &definitions);
        let mut all = Vec::from_iter(shared.clone());
        for tag in TAGS {
            let own = of(tag, &definitions);
            let named = of(tag, &["types::", "schemas::", "Vec<", ": Option<", "&"]);
            for name in named.iter().filter(|name| name.to_lowercase().ends_with('x')) {
                prop_assert!(own.contains(name) || shared.contains(name), "{tag} names {name}");
            }
            // What only this tag needs is nowhere else.
            all.extend(own);
        }
        let count = all.len();
        all.sort();
        all.dedup();
        prop_assert_eq!(all.len(), count, "defined twice");
        for name in of("common", &["<", "&"]).iter().filter(|name| name.to_lowercase().ends_with('x')) {
            prop_assert!(shared.contains(name), "the shared crate names {name}");
        }
    }
}

#[test]
fn the_features_of_a_crate_are_those_of_its_tags() {
    let contract = support::feature("tags");
    let options = Options {
        features: Features::PerTag,
        ..Options::default()
    };
    let text = |options: &Options| -> BTreeMap<String, String> {
        let (tree, _) = generate(&contract, options);
        tree.iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect()
    };
    let (with, without) = (text(&options), text(&Options::default()));
    assert!(with["mod.rs"].contains("#[cfg(all(\n    feature = \"client\","));
    assert!(without.values().all(|text| !text.contains("#[cfg(")));
    assert!(
        !with.contains_key("Cargo.toml"),
        "a module tree has no manifest"
    );
    // A module tree has its webhooks whatever the features are, so what they need is always there.
    assert!(with["types/shared.rs"].contains("pub struct Shipped"));
}
