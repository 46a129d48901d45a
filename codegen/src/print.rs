//! A stable text form of what a pass made, for reading and for snapshots.

use std::fmt::Write as _;

use countersign_contract::{Contract, Diagnostics};

use crate::model::ApiModel;
use crate::{Options, lower, name};

/// A pass whose result can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Shapes, before anything has a name.
    Lower,
    /// Shapes with their names.
    Name,
}

/// The model after a pass, as text: one line per type, member and operation, in order.
pub fn print_after(contract: &Contract, options: &Options, pass: Pass) -> (String, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let model = lower::lower(contract, options, &mut diagnostics);
    let text = match pass {
        Pass::Lower => lowered(&model),
        Pass::Name => {
            let named = name::assign(model);
            let mut text = lowered(&named.model);
            for (type_model, names) in named.model.types.iter().zip(&named.types) {
                let _ = writeln!(
                    text,
                    "{:?} = {} {:?}",
                    type_model.origin, names.ident, names.members
                );
            }
            text
        }
    };
    (text, diagnostics)
}

fn lowered(model: &ApiModel) -> String {
    let mut text = String::new();
    for type_model in &model.types {
        let _ = writeln!(text, "type {:?}", type_model.origin);
    }
    for operation in &model.operations {
        let _ = writeln!(text, "operation {} {}", operation.method, operation.path);
    }
    text
}
