//! OAS 3.1.1 OpenAPI Object: the list of steps from a parsed root to a contract.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::fields::{Fields, start_of};
use super::operation::Site;
use super::reader::Reader;
use super::{schema, server, webhook};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::{self, Dialect};
use crate::model::{Contract, StatusPattern};
use crate::resolve::{Files, Place};
use crate::schema::{SchemaId, Schemas};
use crate::source::{SourceId, SourceMap};
use crate::syntax::Key;

const FIELDS: [&str; 10] = [
    "openapi",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// Reads the document rooted in `root`. `sources` is asked for at the end: reading may have brought in more files.
/// `None` when it is no document of a supported dialect; findings say why.
pub(crate) fn read(
    files: &dyn Files,
    root: SourceId,
    sources: impl FnOnce() -> SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Contract> {
    let root = files.tree(root)?;
    let dialect = dialect::detect(root, files.schema_draft(), diagnostics)?;
    let mut reader = Reader::new(files, root, dialect);
    let contract = match dialect {
        Dialect::JsonSchema(_) => Some(reader.schema_document()),
        Dialect::Swagger20 | Dialect::OpenApi30 | Dialect::OpenApi31 | Dialect::OpenApi32 => {
            let place = reader.root.clone();
            reader.object_here(place, "OpenAPI Object", Reader::openapi)
        }
    };
    let Reader {
        diagnostics: mut found,
        habits,
        ..
    } = reader;
    habits.report(&mut found);
    // A component is read with every reference to it; what is wrong with it is said once.
    let mut told = FxHashSet::default();
    let once =
        |finding: &Diagnostic| told.insert((finding.code, finding.span, finding.message.clone()));
    diagnostics.extend(found.into_iter().filter(once));
    contract.map(|contract| {
        let sources = sources();
        Contract {
            hash: hash(&sources),
            sources,
            ..contract
        }
    })
}

impl<'w> Reader<'w> {
    fn openapi(&mut self, fields: &Fields<'w>) -> Contract {
        self.check_fields(fields, &FIELDS);
        self.check_sections(fields);
        self.check_schema_dialect(fields);
        let servers = self.servers(fields);
        self.inherited.servers = servers
            .or_else(|| self.swagger_servers(fields))
            .unwrap_or_else(|| vec![server::implied()]);
        self.enter_media_types(fields);
        if let Some(place) = fields.get("security") {
            self.inherited.security = self.security_requirements(&place);
        }
        let components = self.components(fields);
        let component_schemas = self.component_schemas(fields);
        let operations = self.paths(fields);
        let webhooks = self.webhooks(fields);
        let info = self.info(fields);
        let tags = self.tags(fields);
        self.check_components(fields, components.as_ref());
        self.check_linked_operations();
        let security_schemes = self.security_schemes(fields);
        let schemas = self.schemas_read(&component_schemas);
        Contract {
            sources: SourceMap::new(),
            info,
            servers: self.inherited.servers.clone(),
            operations,
            webhooks,
            tags,
            security_schemes,
            component_schemas,
            root_schema: None,
            schemas,
            extensions: fields.extensions(),
            hash: String::new(),
        }
    }

    /// Every schema that was met, read and ready for use.
    pub(super) fn schemas_read(&mut self, named: &IndexMap<String, SchemaId>) -> Schemas {
        self.read_pending_schemas();
        for (name, first, again) in self.resolver.take_duplicates() {
            let message = format!(
                "another schema is called `{name}` already; this one is not found by that name"
            );
            let finding = Diagnostic::warning("duplicate-id", message)
                .at(again)
                .label(first, "the schema that has the name")
                .help("give every schema an `$id` of its own");
            self.diagnostics.push(finding);
        }
        let anchors = self.anchored_schemas();
        let entry = self.resolver.resource(&self.root.clone());
        let (mut schemas, resources) = std::mem::take(&mut self.schemas).into_schemas();
        if let Some(anchors) = anchors {
            let named = named.values().copied().collect();
            let ways = (entry, named);
            schema::specialise(&mut schemas, &resources, &anchors, ways, &mut self.habits);
        }
        schema::break_cycles(&mut schemas, &mut self.habits);
        schema::complete_discriminators(&mut schemas);
        schemas
    }

    fn components(&mut self, root: &Fields<'w>) -> Option<Fields<'w>> {
        let place = root.get("components")?;
        let known = [
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
            "pathItems",
        ];
        self.object_here(place, "Components Object", |reader, fields| {
            reader.check_fields(fields, &known);
            fields.clone()
        })
    }

    /// The components of a kind, by name: those of the document's own section, then those below `components`.
    pub(super) fn component_entries(
        &mut self,
        root: &Fields<'w>,
        kind: &'static str,
    ) -> Vec<(&'w Key, Place<'w>)> {
        let section = self.dialect.component_section(kind);
        let mut entries = match section {
            Some(section) => self.entries(root, section),
            None => Vec::new(),
        };
        if let Some(place) = root.get("components").and_then(|place| place.get(kind)) {
            entries.extend(self.members(&place, kind));
        }
        entries
    }

    /// Reads the components that operations may or may not use, for what is wrong with them.
    fn check_components(&mut self, root: &Fields<'w>, components: Option<&Fields<'w>>) {
        for (_, place) in self.component_entries(root, "parameters") {
            if self.dialect == Dialect::Swagger20 {
                self.check_body_component(&place);
            }
            self.parameters(vec![place]);
        }
        for (_, place) in self.component_entries(root, "requestBodies") {
            self.request_body_at(place);
        }
        for (_, place) in self.component_entries(root, "responses") {
            self.response_at(StatusPattern::Default, place);
        }
        let Some(components) = components else {
            return;
        };
        for (key, place) in self.entries(components, "headers") {
            self.header_at(&key.name, place);
        }
        for (key, place) in self.entries(components, "mediaTypes") {
            self.object(place, "Media Type Object", |reader, fields| {
                reader.media_type(key, fields)
            });
        }
        self.examples(components);
        self.links(components);
        self.callbacks(components);
        for (key, place) in self.entries(components, "pathItems") {
            self.path_item(place, &Site::Component, &webhook::literal(&key.name));
        }
    }

    fn component_schemas(&mut self, root: &Fields<'w>) -> IndexMap<String, SchemaId> {
        let entries = self.component_entries(root, "schemas").into_iter();
        entries
            .map(|(key, place)| (key.name.to_string(), self.schema(&place)))
            .collect()
    }

    /// 2.0 and 3.0 require `paths`; 3.1 and 3.2 one of `paths`, `webhooks`, `components`.
    fn check_sections(&mut self, fields: &Fields<'w>) {
        let present = |key: &&str| fields.get(key).is_some();
        match self.dialect {
            Dialect::Swagger20 | Dialect::OpenApi30 => {
                if fields.get("paths").is_none() {
                    self.missing(fields, "paths");
                }
            }
            Dialect::OpenApi31 | Dialect::OpenApi32 | Dialect::JsonSchema(_) => {
                if !["paths", "webhooks", "components"].iter().any(present) {
                    let message = "the document describes nothing: it has none of `paths`, `webhooks` and `components`";
                    self.diagnostics.push(
                        Diagnostic::error("empty-document", message)
                            .understood()
                            .at(start_of(fields.span()))
                            .help("add `paths`"),
                    );
                }
            }
        }
    }

    fn check_schema_dialect(&mut self, fields: &Fields<'w>) {
        let Some(place) = fields.get("jsonSchemaDialect") else {
            return;
        };
        let written = place.node.as_str().unwrap_or_default();
        if dialect::of_schema(written, self.dialect).is_none() {
            let dialect = self.dialect.name();
            let message = format!("schemas of dialect `{written}` are read as those of {dialect}");
            self.diagnostics.push(
                Diagnostic::warning("unknown-schema-dialect", message)
                    .at(place.span())
                    .help("name a draft of JSON Schema, e.g. `https://json-schema.org/draft/2020-12/schema`"),
            );
        }
    }
}

/// SHA-256 over the texts, each preceded by its length so that no two lists of sources look alike. Names stay out: the same
/// contract has the same hash wherever it lies.
fn hash(sources: &SourceMap) -> String {
    let mut hasher = Sha256::new();
    for (_, source) in sources.iter() {
        hasher.update(source.text().len().to_le_bytes());
        hasher.update(source.text());
    }
    let digest = hasher.finalize();
    let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}
