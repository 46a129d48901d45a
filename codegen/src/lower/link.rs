//! Links: which operation may follow which answer.

use countersign_contract::model::{LinkValue, Operation};

use crate::model::LinkModel;

/// The links of all responses that lead somewhere, in the order of the contract.
pub(super) fn lower(operation: &Operation) -> Vec<LinkModel> {
    let responses = operation.responses.iter();
    let links = responses.flat_map(|response| {
        let links = response.links.values();
        links.map(move |link| (response.status, link))
    });
    links
        .filter_map(|(status, link)| {
            let parameters = link.parameters.iter();
            let parameters = parameters.map(|(name, value)| (Some(name.clone()), text(value)));
            let body = link.request_body.iter().map(|value| (None, text(value)));
            Some(LinkModel {
                status,
                target: link.target.clone()?,
                values: parameters.chain(body).collect(),
            })
        })
        .collect()
}

fn text(value: &LinkValue) -> String {
    match value {
        LinkValue::Expression(expression) => expression.to_string(),
        LinkValue::Constant(node) => node.to_json().to_string(),
    }
}
