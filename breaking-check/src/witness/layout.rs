//! JSON as people read it: what fits on a line stays on one, what does not is broken at its members.

use serde_json::Value;

/// The longest line in characters, as far as values can be broken.
const WIDTH: usize = 100;
/// Deeper values stay on one line.
const MAX_DEPTH: usize = 12;

/// More lines than these help nobody.
const MAX_LINES: usize = 40;

/// The value as text; lines after the first are indented.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    lay_out(value, 0, 0, &mut text);
    if text.lines().count() > MAX_LINES {
        return value.to_string();
    }
    text
}

/// `taken` characters of the first line are gone already.
fn lay_out(value: &Value, depth: usize, taken: usize, text: &mut String) {
    let flat = value.to_string();
    let fits = 2 * depth + taken + flat.chars().count() <= WIDTH;
    if fits || depth >= MAX_DEPTH {
        text.push_str(&flat);
        return;
    }
    match value {
        Value::Array(items) if !items.is_empty() => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                line(at, depth + 1, text);
                lay_out(item, depth + 1, 0, text);
            }
            end(depth, text);
            text.push(']');
        }
        Value::Object(members) if !members.is_empty() => {
            text.push('{');
            for (at, (name, member)) in members.iter().enumerate() {
                line(at, depth + 1, text);
                let name = format!("{}: ", Value::from(name.as_str()));
                text.push_str(&name);
                lay_out(member, depth + 1, name.chars().count(), text);
            }
            end(depth, text);
            text.push('}');
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => text.push_str(&flat),
    }
}

fn line(at: usize, depth: usize, text: &mut String) {
    if at > 0 {
        text.push(',');
    }
    end(depth, text);
}

fn end(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::text;

    #[test]
    fn a_short_value_stays_on_its_line() {
        assert_eq!(
            text(&json!({ "a": [1, { "b": null }] })),
            r#"{"a":[1,{"b":null}]}"#
        );
    }

    #[test]
    fn a_long_value_is_broken_where_it_must_be() {
        let long = json!({ "items": [{ "name": "x".repeat(60), "note": "y".repeat(30) }, [1, 2]], "more": {} });
        let laid_out = text(&long);
        let lines: Vec<&str> = laid_out.lines().collect();
        assert_eq!(lines.len(), 10, "{laid_out}");
        assert_eq!(lines[1], "  \"items\": [");
        assert_eq!(lines[6], "    [1,2]");
        let back: Value = serde_json::from_str(&laid_out).unwrap();
        assert_eq!(back, long);
    }
}
