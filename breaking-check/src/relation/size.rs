//! How much of a contract a schema drags in: what the algebra would have to hold.

use countersign_contract::Contract;
use countersign_contract::schema::SchemaId;
use rustc_hash::FxHashSet;

/// How many schemas are reachable from these; counting stops above `limit`.
pub(crate) fn reachable(contract: &Contract, schemas: &[SchemaId], limit: usize) -> usize {
    let mut seen: FxHashSet<SchemaId> = schemas.iter().copied().collect();
    let mut pending = schemas.to_vec();
    while let Some(id) = pending.pop() {
        if seen.len() > limit {
            break;
        }
        for (_, child) in contract.schema(id).children() {
            if seen.insert(child) {
                pending.push(child);
            }
        }
    }
    seen.len()
}
