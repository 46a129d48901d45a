//! What the contract says may be called next, as sentences of a method's documentation.

use countersign_contract::JsonPointer;
use countersign_contract::model::LinkTarget;

use crate::emit::doc::code;
use crate::model::{LinkModel, OperationModel};
use crate::name::NamedModel;

/// A sentence for each link, safe for any text in the contract.
pub(super) fn notes(api: &NamedModel, operation: &OperationModel) -> Vec<String> {
    let links = operation.links.iter();
    links
        .map(|link| {
            let next = next(api, operation, link);
            let values: Vec<String> = link
                .values
                .iter()
                .map(|(name, from)| {
                    let name = name.as_deref().map_or_else(|| "the body".to_owned(), code);
                    format!("{name} from {}", code(from))
                })
                .collect();
            let values = match values.as_slice() {
                [] => String::new(),
                values => format!(", with {}", values.join(", ")),
            };
            format!("After {}: {next}{values}.", code(&link.status.to_string()))
        })
        .collect()
}

/// The operation that a link leads to: its method where it stands in the same file, which is there whenever this one is.
fn next(api: &NamedModel, operation: &OperationModel, link: &LinkModel) -> String {
    let all = &api.model.operations;
    let Some(index) = all.iter().position(|other| is_target(other, &link.target)) else {
        return code(link.target.as_str());
    };
    let method = &api.operations[index].method;
    if all[index].group == operation.group {
        format!("[`{method}`](Self::{method})")
    } else {
        code(method)
    }
}

fn is_target(operation: &OperationModel, target: &LinkTarget) -> bool {
    match target {
        LinkTarget::OperationId(id) => operation.operation_id.as_ref() == Some(id),
        LinkTarget::OperationRef(reference) => {
            let pointer = reference.strip_prefix('#').and_then(JsonPointer::parse);
            let tokens = pointer
                .as_ref()
                .map(JsonPointer::tokens)
                .unwrap_or_default();
            let ["paths", path, method] = tokens[..] else {
                return false;
            };
            let method = method.eq_ignore_ascii_case(operation.method.as_str());
            method && operation.path.to_string() == path
        }
    }
}
