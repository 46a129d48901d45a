//! Which schema does a user mean?

use countersign_contract::schema::SchemaId;
use countersign_contract::{Contract, JsonPointer};

/// The schema that a user names: `Order`, `#/components/schemas/Order`, `/components/schemas/Order/properties/sku`, or
/// with the file it stands in, `common.yaml#/Money`. `None` when the contract has no such schema.
pub fn find_schema(contract: &Contract, text: &str) -> Option<SchemaId> {
    if let Some(id) = contract.component_schemas.get(text) {
        return Some(*id);
    }
    let (file, fragment) = text.split_once('#').unwrap_or(("", text));
    let decoded = percent_encoding::percent_decode_str(fragment)
        .decode_utf8()
        .ok()?;
    let pointer = JsonPointer::parse(&decoded)?;
    if let ["components", "schemas", name] = pointer.tokens()[..]
        && file.is_empty()
        && let Some(id) = contract.component_schemas.get(name)
    {
        // A component may be a bare `$ref` that stands elsewhere.
        return Some(*id);
    }
    let root = contract.sources.iter().next().map(|(id, _)| id);
    contract.schema_ids().find(|id| {
        let schema = contract.schema(*id);
        let source = schema.span.source;
        let in_file = if file.is_empty() {
            Some(source) == root
        } else {
            contract.sources.source(source).name().ends_with(file)
        };
        in_file && schema.pointer == pointer
    })
}
