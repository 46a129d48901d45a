//! A JSON Schema on its own, read as a contract of types: no operations, one root schema, its definitions by name.

use indexmap::IndexMap;

use super::reader::Reader;
use super::server;
use crate::model::{Contract, Info};
use crate::resolve::Place;
use crate::schema::SchemaId;
use crate::source::SourceMap;
use crate::syntax::Node;

/// A title of more words than this is a sentence, not a name.
const MAX_WORDS: usize = 4;

impl<'w> Reader<'w> {
    /// Reads the root as a schema.
    pub(super) fn schema_document(&mut self) -> Contract {
        let root = self.root.clone();
        let definitions = definitions(&root);
        let name = self.root_schema_name(&definitions);
        self.root_name = Some(name.clone());
        let mut component_schemas: IndexMap<String, SchemaId> = IndexMap::new();
        component_schemas.insert(name.clone(), self.schema(&root));
        for (name, place) in definitions {
            let schema = self.schema(&place);
            component_schemas.entry(name).or_insert(schema);
        }
        let text = |key: &str| root.node.get(key).and_then(Node::as_str);
        let info = Info {
            title: text("title").map_or(name, str::to_owned),
            version: String::new(),
            description: text("description").map(str::to_owned),
            span: None,
            version_span: None,
        };
        let root_schema = component_schemas.values().next().copied();
        let schemas = self.schemas_read(&component_schemas);
        Contract {
            sources: SourceMap::new(),
            info,
            servers: vec![server::implied()],
            operations: Vec::new(),
            webhooks: Vec::new(),
            tags: Vec::new(),
            security_schemes: IndexMap::new(),
            component_schemas,
            root_schema,
            schemas,
            extensions: IndexMap::new(),
            hash: String::new(),
        }
    }

    /// What the root is called: its `title` if that is a name, the end of its `$id`, or the name of its file; the first of
    /// them that no definition has.
    fn root_schema_name(&self, definitions: &[(String, Place<'w>)]) -> String {
        let node = self.root.node;
        let text = |key: &str| node.get(key).and_then(Node::as_str);
        let title = text("title").map(str::trim);
        let title =
            title.filter(|title| (1..=MAX_WORDS).contains(&title.split_whitespace().count()));
        let id = text(self.dialect.id_keyword()).map(|id| {
            let path = id.split(['#', '?']).next().unwrap_or_default();
            let last = path.rsplit(['/', ':']).next().unwrap_or_default();
            last.split('.').next().unwrap_or_default()
        });
        let file = self.resolver.file_stem(self.root.source());
        let candidates = [title, id, file, Some("root")].into_iter().flatten();
        let free = |name: &&str| {
            !name.is_empty() && definitions.iter().all(|(definition, _)| definition != name)
        };
        let mut free = candidates.filter(free);
        free.next().unwrap_or("root schema").to_owned()
    }
}

/// The schemas under `$defs` and `definitions`.
fn definitions<'w>(root: &Place<'w>) -> Vec<(String, Place<'w>)> {
    let sections = ["$defs", "definitions"].into_iter();
    let sections = sections.filter_map(|key| root.get(key));
    sections
        .flat_map(|section| {
            let entries = section.node.as_object().into_iter().flatten();
            let entries = entries.map(|entry| {
                let name = entry.key.name.clone();
                (name.to_string(), section.child(name, &entry.value))
            });
            entries.collect::<Vec<_>>()
        })
        .collect()
}
