//! A second opinion on witnesses: the validator of the contract, asked about the whole body, without our pruning.

use countersign_breaking_check::{
    Location, Options, Side, Verdict, World, compare, explain, rules,
};
use countersign_contract::Contract;
use countersign_contract::model::{MediaType, Operation};
use countersign_contract::schema::Projection;
use countersign_validator::Validator;
use serde_json::Value;

use crate::support::{contract, example};

/// Does the contract take this body at this location?
fn takes(contract: &Contract, location: &Location, body: &Value) -> Option<bool> {
    let operation: &Operation = contract.operations.first()?;
    let find = |content: &[MediaType], name: &str| {
        content
            .iter()
            .find(|media_type| media_type.name == name)?
            .schema
    };
    let (schema, projection) = match location {
        Location::RequestContent { media_type } => {
            let body = operation.request_body.as_ref()?;
            (find(&body.content, media_type)?, Projection::Request)
        }
        Location::ResponseContent { status, media_type } => {
            let mut responses = operation.responses.iter();
            let response = responses.find(|response| response.status == *status)?;
            (find(&response.content, media_type)?, Projection::Response)
        }
        _ => return None,
    };
    let verdict = Validator::new(contract).is_valid_schema(schema, body, projection);
    Some(verdict.expect("the examples have plain schemas"))
}

#[test]
fn a_schema_witness_is_taken_by_one_side_and_refused_by_the_other() {
    // The open world is plain JSON Schema, so a plain validator can judge.
    let options = Options {
        world: World::Open,
        ..Options::default()
    };
    let mut judged = 0;
    for rule in rules() {
        let example = example(explain(rule.id).expect("a registered rule is documented"));
        let base = contract("base.yaml", &example.base);
        let revision = contract("revision.yaml", &example.revision);
        for change in compare(&base, &revision, &options).changes {
            // Formats are annotations to a plain validator; the rule about them says so.
            let is_root = change.place.path.is_empty() && change.rule != "format-changed";
            let Some(witness) = change.witness.filter(|_| is_root) else {
                continue;
            };
            assert_eq!(change.verdict, Verdict::Proven);
            let takes = |side: Side| {
                let contract = match side {
                    Side::Base => &base,
                    Side::Revision => &revision,
                };
                takes(contract, &change.place.location, witness.value.as_ref()?)
            };
            if let (Some(accepted), Some(rejected)) =
                (takes(witness.accepted_by), takes(witness.rejected_by))
            {
                assert!(accepted && !rejected, "{}: {:?}", rule.id, witness.value);
                judged += 1;
            }
        }
    }
    assert!(judged >= 20, "{judged} witnesses were judged");
}
