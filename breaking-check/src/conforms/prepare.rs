//! What of a contract matters to a type: its assertions, and which properties the messages in question have.

use countersign_contract::Contract;
use countersign_contract::schema::{Format, Schema};

use super::{Of, Use};
use crate::direction::Direction;

/// The contract with nothing but what values of a type can keep or break.
pub(super) fn prepared(contract: &Contract, what: Use, of: Of) -> Contract {
    let mut contract = contract.clone();
    for schema in &mut contract.schemas {
        let hidden = is_left_out(schema, of);
        // Marked in the way that leaves it out of what is compared.
        schema.annotations.read_only = hidden && what.direction() == Direction::Request;
        schema.annotations.write_only = hidden && what.direction() == Direction::Response;
        schema.annotations.deprecated = false;
        schema.annotations.default = None;
        // Validation looks at none, and the schema of a type has none.
        schema.discriminator = None;
        schema.format = schema.format.take().filter(|format| counts(format, what));
    }
    contract
}

fn is_left_out(schema: &Schema, of: Of) -> bool {
    let annotations = &schema.annotations;
    match of {
        Of::Anything => false,
        Of::Requests => Direction::Request.hides(annotations.read_only, annotations.write_only),
        Of::Responses => Direction::Response.hides(annotations.read_only, annotations.write_only),
    }
}

/// Does a format bound what the type reads or writes?
fn counts(format: &Format, what: Use) -> bool {
    match format {
        Format::Int8
        | Format::Int16
        | Format::Int32
        | Format::Uint8
        | Format::Uint16
        | Format::Uint32 => true,
        // No bound that programs agree upon; three are what Rust types of other widths are called.
        Format::Int64 | Format::Uint | Format::Uint64 | Format::Float | Format::Double => false,
        Format::Other(name) if ["int", "int128", "uint128"].contains(&name.as_str()) => false,
        // Who parses such texts refuses others; who writes them is bound by no annotation.
        _ => what == Use::Reads,
    }
}
