//! Which operations belong together: those with the same first tag.

use countersign_contract::Contract;

use crate::model::GroupModel;

/// The groups in order of first use, and for each operation the index of its group.
pub(super) fn lower(contract: &Contract) -> (Vec<GroupModel>, Vec<usize>) {
    let mut groups: Vec<GroupModel> = Vec::new();
    let mut group_of = Vec::with_capacity(contract.operations.len());
    for operation in &contract.operations {
        let tag = operation.tags.first();
        let known = groups.iter().position(|group| group.tag.as_ref() == tag);
        group_of.push(known.unwrap_or_else(|| {
            groups.push(GroupModel {
                tag: tag.cloned(),
                description: tag.and_then(|tag| description(contract, tag)),
            });
            groups.len() - 1
        }));
    }
    (groups, group_of)
}

fn description(contract: &Contract, tag: &str) -> Option<String> {
    let declared = contract.tags.iter().find(|declared| declared.name == tag)?;
    declared.description.clone()
}
