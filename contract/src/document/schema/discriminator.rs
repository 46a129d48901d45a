//! OAS 3.1.1 Discriminator Object: from tag values to schemas.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::dialect::Dialect;
use crate::document::Reader;
use crate::resolve::Place;
use crate::schema::{Discriminator, Schema, SchemaId};

impl<'w> Reader<'w> {
    /// `discriminator` with its explicit mapping resolved. The bare word of Swagger 2.0 is taken as the property's name.
    pub(super) fn discriminator(&mut self, place: &Place<'w>) -> Option<Discriminator> {
        if let Some(property) = place.node.as_str() {
            if self.dialect != Dialect::Swagger20 {
                self.foreign_form(place, "a string as `discriminator`", "Swagger 2.0");
            }
            return Some(Discriminator {
                property_name: property.to_owned(),
                mapping: IndexMap::new(),
                default_mapping: None,
                span: place.span(),
            });
        }
        self.object_here(place.clone(), "Discriminator Object", |reader, fields| {
            reader.check_fields(fields, &["propertyName", "mapping"]);
            let property_name = reader.required_text(fields, "propertyName");
            let entries = reader.entries(fields, "mapping").into_iter();
            let mapping = entries.filter_map(|(key, place)| {
                let target = reader.mapping_target(&place)?;
                Some((key.name.to_string(), target))
            });
            let mapping = mapping.collect();
            let default = fields.get("defaultMapping");
            Discriminator {
                mapping,
                default_mapping: default.and_then(|place| reader.default_mapping(&place)),
                property_name,
                span: place.span(),
            }
        })
    }

    /// A mapping value is the name of a component of the document it stands in, or a reference; a component of that very
    /// name wins (OAS 3.1.1 Discriminator Object, "ambiguous").
    fn mapping_target(&mut self, place: &Place<'w>) -> Option<SchemaId> {
        let text = self.text_at(place, "mapping")?;
        if let Some(target) = self.schema_called(place, &text) {
            return Some(target);
        }
        let message = format!(
            "`{text}` is neither a component schema nor a reference to one; the mapping entry is left out"
        );
        self.diagnostics.push(
            Diagnostic::error("unknown-mapping-target", message)
                .at(place.span())
                .help("write the name of a schema under `components: schemas:`, or `#/components/schemas/NAME`"),
        );
        None
    }

    /// `defaultMapping` (OAS 3.2.0 Discriminator Object). Without it a value of an unknown tag is none of the alternatives,
    /// which is what stays when it leads nowhere.
    fn default_mapping(&mut self, place: &Place<'w>) -> Option<SchemaId> {
        let text = self.text_at(place, "defaultMapping")?;
        let target = self.schema_called(place, &text);
        if target.is_none() {
            let message = format!(
                "`{text}` is neither a component schema nor a reference to one; there is no default then"
            );
            self.diagnostics.push(
                Diagnostic::warning("unknown-default-mapping", message)
                    .at(place.span())
                    .help("write the name of a schema under `components: schemas:`, or `#/components/schemas/NAME`"),
            );
        }
        target
    }

    /// The schema that a bare name or a reference means.
    fn schema_called(&mut self, place: &Place<'w>, text: &str) -> Option<SchemaId> {
        if let Some(component) = self.named_schema(place, text) {
            return Some(self.schema(&component));
        }
        let is_reference = text.contains(['#', '/', '.']);
        let target = is_reference
            .then(|| self.resolver.resolve(place, text))?
            .ok()?;
        Some(self.schema(&target))
    }
}

/// Adds the implicit entries: each `oneOf` or `anyOf` member that is a reference to a named schema is meant by that name,
/// unless an explicit entry names it.
pub(crate) fn complete_discriminators(schemas: &mut [Box<Schema>]) {
    for at in 0..schemas.len() {
        let schema = &schemas[at];
        let Some(discriminator) = &schema.discriminator else {
            continue;
        };
        let explicit: FxHashSet<SchemaId> = discriminator.mapping.values().copied().collect();
        let members = schema.one_of.iter().chain(&schema.any_of);
        let implied: Vec<(String, SchemaId)> = members
            .filter_map(|member| schemas[member.index()].reference)
            .filter(|target| !explicit.contains(target))
            .filter_map(|target| Some((schemas[target.index()].name.clone()?, target)))
            .collect();
        if let Some(discriminator) = &mut schemas[at].discriminator {
            for (name, target) in implied {
                discriminator.mapping.entry(name).or_insert(target);
            }
        }
    }
}
