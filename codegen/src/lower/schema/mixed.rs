//! Alternatives that one struct stands for, beside others that it does not.

use countersign_contract::schema::SchemaId;

use super::Schemas;
use super::merge::Place;
use super::tag::Arm;
use crate::model::{ArmTest, Docs, JsonType, UnionArm, View, Word};

/// Alternatives that one struct stands for.
pub(super) struct Mixed {
    /// Their positions.
    pub(super) arms: Vec<usize>,
    /// Their names, where they have some.
    names: Vec<Option<String>>,
    /// What they consist of, choices inside them made.
    pub(super) alternatives: Vec<Vec<SchemaId>>,
    /// Is no other alternative an object?
    is_only_object: bool,
}

impl Schemas<'_> {
    /// The alternatives that are objects and that nothing tells apart, if there are several.
    pub(super) fn mixed(&mut self, arms: &[Arm], tests: &[ArmTest], view: View) -> Option<Mixed> {
        let unclear: Vec<usize> = (0..arms.len())
            .filter(|at| tests[*at] == ArmTest::Try && arms[*at].shape.is_object(self.contract))
            .collect();
        if unclear.len() < 2 {
            return None;
        }
        let mut alternatives = Vec::new();
        for at in &unclear {
            alternatives.extend(self.combinations(&arms[*at].schemas, view)?);
        }
        let names = unclear.iter().map(|at| self.own_name(&arms[*at]));
        Some(Mixed {
            names: names.collect(),
            is_only_object: (0..arms.len())
                .filter(|at| !unclear.contains(at))
                .all(|at| !arms[at].shape.may_be_object(self.contract)),
            arms: unclear,
            alternatives,
        })
    }

    pub(super) fn mixed_arm(&mut self, mixed: &Mixed, place: Place<'_>) -> UnionArm {
        let mut words: Vec<Word> = Vec::new();
        for name in mixed.names.iter().flatten() {
            if !words.is_empty() {
                words.push(Word::Text(String::from("or")));
            }
            words.push(Word::Text(name.clone()));
        }
        let nameless = mixed.names.len() > 3 || mixed.names.contains(&None);
        let hint = if nameless {
            Word::Text(String::from("object"))
        } else {
            let words: Vec<String> = words
                .iter()
                .map(|word| match word {
                    Word::Text(text) => text.clone(),
                    Word::Operation(_) | Word::Status(_) => String::new(),
                })
                .collect();
            Word::Text(words.join(" "))
        };
        let named = place.words.iter().chain([&hint]).cloned().collect();
        UnionArm {
            ty: self.named_any(mixed.alternatives.clone(), place, named),
            hint,
            test: if mixed.is_only_object {
                ArmTest::JsonTypes(vec![JsonType::Object])
            } else {
                ArmTest::Try
            },
            docs: Docs::default(),
        }
    }
}
