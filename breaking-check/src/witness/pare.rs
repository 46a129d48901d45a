//! Minimal witnesses: members that have no part in what a value shows are cut off.

use std::collections::BTreeSet;

use serde_json::Value;

/// How many members are tried.
const MAX_CUTS: usize = 60;

/// The value without those members, none of them `required`, without which it still `shows` the same.
pub(super) fn pared(
    value: &Value,
    required: &BTreeSet<&str>,
    shows: impl Fn(&Value) -> bool,
) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let mut kept = members.clone();
    // The last ones first: what is written first is what people expect to see.
    let names = members.keys().rev();
    for name in names
        .filter(|name| !required.contains(name.as_str()))
        .take(MAX_CUTS)
    {
        let mut without = kept.clone();
        without.shift_remove(name);
        let value = Value::Object(without);
        if shows(&value)
            && let Value::Object(without) = value
        {
            kept = without;
        }
    }
    Value::Object(kept)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::pared;

    #[test]
    fn only_what_is_needed_stays() {
        let value = json!({ "id": 1, "a": 2, "b": 3, "c": 4 });
        let needs_a_or_b =
            |value: &serde_json::Value| value.get("a").is_some() || value.get("b").is_some();
        let left = pared(&value, &BTreeSet::from(["id"]), needs_a_or_b);
        assert_eq!(left, json!({ "id": 1, "a": 2 }));
        assert_eq!(pared(&json!([1]), &BTreeSet::new(), |_| true), json!([1]));
    }
}
