//! JSON pointers (RFC 6901) of pagination tables; the token `-1` is the last item of an array.

use serde_json::Value;

/// The value a pointer leads to.
pub(super) fn find<'v>(value: &'v Value, pointer: &str) -> Option<&'v Value> {
    tokens(pointer).try_fold(value, |value, token| match value {
        Value::Object(members) => members.get(&token),
        Value::Array(items) => items.get(index(items, &token)?),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

/// Takes the value a pointer leads to out of its place.
pub(super) fn take(value: &mut Value, pointer: &str) -> Option<Value> {
    let place = tokens(pointer).try_fold(value, |value, token| match value {
        Value::Object(members) => members.get_mut(&token),
        Value::Array(items) => {
            let index = index(items, &token)?;
            items.get_mut(index)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })?;
    Some(std::mem::take(place))
}

fn index(items: &[Value], token: &str) -> Option<usize> {
    match token {
        "-1" => items.len().checked_sub(1),
        token => token.parse().ok(),
    }
}

fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    let tokens = pointer.split('/').skip(1);
    tokens.map(|token| token.replace("~1", "/").replace("~0", "~"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pointers_lead_to_members_items_and_the_last_item() {
        let mut page = json!({"a/b": {"~": [1, {"id": 2}]}});
        assert_eq!(find(&page, "/a~1b/~0/0"), Some(&json!(1)));
        assert_eq!(find(&page, "/a~1b/~0/-1/id"), Some(&json!(2)));
        assert_eq!(find(&page, ""), Some(&page));
        assert_eq!(find(&page, "/other"), None);
        assert_eq!(find(&page, "/a~1b/~0/7"), None);
        assert_eq!(take(&mut page, "/a~1b/~0"), Some(json!([1, {"id": 2}])));
        assert_eq!(page, json!({"a/b": {"~": null}}));
    }
}
