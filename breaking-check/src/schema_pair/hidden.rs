//! Which properties do not travel in a direction? (OAS 3.0.4 Schema Object, readOnly and writeOnly)

use countersign_contract::Contract;
use countersign_contract::schema::{Schema, SchemaId};
use rustc_hash::FxHashSet;

use crate::direction::Direction;

/// References to references are followed so far.
const MOST_REFERENCES: usize = 100;

/// Is a property with this schema left out of messages in this direction? A mark counts beside a `$ref` and where it leads.
pub(crate) fn hides(contract: &Contract, id: SchemaId, direction: Direction) -> bool {
    let (mut read_only, mut write_only) = (false, false);
    let mut next = Some(id);
    for _ in 0..MOST_REFERENCES {
        let Some(id) = next else { break };
        let schema = contract.schema(id);
        read_only |= schema.annotations.read_only;
        write_only |= schema.annotations.write_only;
        next = schema.reference;
    }
    direction.hides(read_only, write_only)
}

/// Is the property of this name left out, wherever in what the schema always applies it is declared?
pub(crate) fn is_hidden(
    contract: &Contract,
    schema: &Schema,
    name: &str,
    direction: Direction,
) -> bool {
    if let Some(id) = schema.object.properties.get(name) {
        return hides(contract, *id, direction);
    }
    let mut pending: Vec<SchemaId> = schema.all_of.clone();
    pending.extend(schema.reference);
    let mut met = FxHashSet::default();
    while let Some(id) = pending.pop() {
        if !met.insert(id) {
            continue;
        }
        let applied = contract.schema(id);
        if let Some(id) = applied.object.properties.get(name)
            && hides(contract, *id, direction)
        {
            return true;
        }
        pending.extend(applied.all_of.iter().chain(&applied.reference));
    }
    false
}
