//! The `Link` header (RFC 8288): which of its links is the next page?

/// The target of the first link whose relation types include `next`; as written, it may be relative.
pub(super) fn next(field: &str) -> Option<String> {
    let mut rest = field;
    loop {
        let start = rest.find('<')?;
        let (target, parameters) = rest[start + 1..].split_once('>')?;
        let (is_next, after) = scan(parameters);
        if is_next {
            return Some(target.trim().to_owned());
        }
        rest = after;
    }
}

/// Whether the parameters before the next comma say `rel="next"`, and what follows the comma. A link without a relation of
/// its own anchor says something about another resource.
fn scan(parameters: &str) -> (bool, &str) {
    let mut relation: Option<String> = None;
    let mut anchored = false;
    let mut rest = parameters;
    loop {
        rest = rest.trim_start();
        let Some(after) = rest.strip_prefix(';') else {
            break;
        };
        let (name, value, after) = parameter(after);
        match name.to_ascii_lowercase().as_str() {
            // RFC 8288 3.3: a second `rel` counts for nothing.
            "rel" => {
                relation.get_or_insert(value);
            }
            "anchor" => anchored = true,
            _ => {}
        }
        rest = after;
    }
    let after = rest.find(',').map_or("", |comma| &rest[comma + 1..]);
    let is_next = relation.is_some_and(|relations| {
        let mut relations = relations.split_ascii_whitespace();
        relations.any(|relation| relation.eq_ignore_ascii_case("next"))
    });
    (is_next && !anchored, after)
}

/// `name=token` or `name="quoted"`, and what follows.
fn parameter(text: &str) -> (&str, String, &str) {
    let end = text.find(['=', ';', ',']).unwrap_or(text.len());
    let (name, rest) = (text[..end].trim(), &text[end..]);
    let Some(value) = rest.strip_prefix('=') else {
        return (name, String::new(), rest);
    };
    let value = value.trim_start();
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find([';', ',']).unwrap_or(value.len());
        return (name, value[..end].trim().to_owned(), &value[end..]);
    };
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (name, text, &quoted[at + 1..]),
            '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    (name, text, "")
}

#[cfg(test)]
mod tests {
    use super::next;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (field, target) in [
            (r#"</a?page=2>; rel="next""#, Some("/a?page=2")),
            (
                r#"<https://h/1>; rel="prev", <https://h/3>; title="a, b; rel=\"x\""; rel="last next""#,
                Some("https://h/3"),
            ),
            ("<2>;rel=NEXT", Some("2")),
            (r#"<2>; rel="prev"; rel="next""#, None),
            (r#"<2>; rel="nextish""#, None),
            (
                r##"<2>; rel="next"; anchor="#foo", <3>; rel=next"##,
                Some("3"),
            ),
            (r#"<2>; rel="next"#, Some("2")),
            ("<2>", None),
            ("<2", None),
            ("", None),
            ("next", None),
        ] {
            assert_eq!(next(field).as_deref(), target, "{field}");
        }
    }
}
