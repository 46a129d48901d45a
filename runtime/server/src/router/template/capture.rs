//! What stands in a path where a template has parameters?

use countersign_core::schema::{self, Direction};
use countersign_core::style::{self, Raw};

use super::{Part, PathValues, Pattern, Template};

impl Template {
    /// The raw value of each parameter if `path` (still percent-encoded) matches.
    pub(crate) fn captures(&self, path: &str) -> Option<PathValues> {
        let mut values = PathValues::new();
        let mut texts = path.strip_prefix('/')?.split('/');
        for segment in &self.segments {
            let text = texts.next()?;
            match segment {
                Pattern::Literal(literal) if literal == text => {}
                Pattern::Parameter(name) if !text.is_empty() => {
                    values.push((name, text.to_owned()));
                }
                Pattern::Mixed(parts) => self.capture_parts(parts, text, &mut values)?,
                Pattern::Literal(_) | Pattern::Parameter(_) => return None,
            }
        }
        texts.next().is_none().then_some(values)
    }

    /// Leftmost match; a literal at the end is taken at the end, so `{id}:verb` leaves other colons to the id.
    fn capture_parts(&self, parts: &[Part], text: &str, values: &mut PathValues) -> Option<()> {
        let mut rest = text;
        let mut open: Vec<&'static str> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Parameter(name) => open.push(name),
                Part::Literal(literal) if open.is_empty() => rest = strip_literal(rest, literal)?,
                Part::Literal(literal) => {
                    let last = index + 1 == parts.len();
                    let (value, after) = split_at_literal(rest, literal, last)?;
                    self.capture_run(&std::mem::take(&mut open), value, values)?;
                    rest = after;
                }
            }
        }
        if open.is_empty() {
            return rest.is_empty().then_some(());
        }
        self.capture_run(&open, rest, values)
    }

    /// Parameters side by side: each takes the shortest text that it accepts and that leaves the next one something it
    /// accepts; where no text does, a single character, so that validation says what is wrong.
    fn capture_run(
        &self,
        names: &[&'static str],
        text: &str,
        values: &mut PathValues,
    ) -> Option<()> {
        let mut rest = text;
        for pair in names.windows(2) {
            let [name, next] = pair else { continue };
            let is_last = names.last() == Some(next);
            let fitting = ends(rest).find(|end| {
                let (value, after) = rest.split_at(*end);
                self.accepts(name, value) && (!is_last || self.accepts(next, after))
            });
            let end = fitting.or_else(|| ends(rest).next())?;
            values.push((name, rest[..end].to_owned()));
            rest = &rest[end..];
        }
        let last = names.last().filter(|_| !rest.is_empty())?;
        values.push((last, rest.to_owned()));
        Some(())
    }

    /// Whether a text is a value of a parameter.
    fn accepts(&self, name: &str, text: &str) -> bool {
        let mut parameters = self.parameters.iter();
        let Some(parameter) = parameters.find(|parameter| parameter.name == name) else {
            return true;
        };
        let value = style::decode(parameter, Raw::Path(text));
        value.is_ok_and(|value| {
            value
                .is_some_and(|value| schema::is_valid(parameter.schema, &value, Direction::Request))
        })
    }
}

/// Where a value at the beginning of `text` may end: after each character but the last, never inside `%2F`. A value longer
/// than 256 characters has a delimiter or it is nobody's.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let inside_escape =
        |end: usize| (end >= 1 && bytes[end - 1] == b'%') || (end >= 2 && bytes[end - 2] == b'%');
    text.char_indices()
        .map(|(start, _)| start)
        .skip(1)
        .filter(move |end| !inside_escape(*end))
        .take(256)
}

/// Literal text may have been percent-encoded on its way.
fn strip_literal<'t>(text: &'t str, literal: &str) -> Option<&'t str> {
    if let Some(rest) = text.strip_prefix(literal) {
        return Some(rest);
    }
    (1..=text.len())
        .filter(|end| text.is_char_boundary(*end))
        .map(|end| text.split_at(end))
        .find(|(head, _)| decodes_to(head, literal))
        .map(|(_, rest)| rest)
}

/// The non-empty value before `literal` and what follows it.
fn split_at_literal<'t>(text: &'t str, literal: &str, last: bool) -> Option<(&'t str, &'t str)> {
    if last {
        let value = text.strip_suffix(literal)?;
        return (!value.is_empty()).then_some((value, ""));
    }
    text.char_indices()
        .skip(1)
        .find_map(|(start, _)| Some((&text[..start], text[start..].strip_prefix(literal)?)))
}

fn decodes_to(text: &str, literal: &str) -> bool {
    text.contains('%') && percent_encoding::percent_decode_str(text).eq(literal.bytes())
}

#[cfg(test)]
mod tests {
    use countersign_core::operation::Segment::{self, Literal as Text, Parameter};
    use countersign_core::operation::{ParameterDescriptor, Style};
    use countersign_core::schema::{Literal, Schema};
    use proptest::prelude::*;

    use crate::router::template::{Template, TemplateError};

    const COMPARE: &[Segment] = &[
        Text("/compare/"),
        Parameter("base"),
        Text("..."),
        Parameter("head"),
        Text("/x"),
    ];
    const VERB: &[Segment] = &[Text("/x/"), Parameter("id"), Text(":verb")];

    fn parse(segments: &[Segment]) -> Result<Template, TemplateError> {
        Template::parse(segments.iter().copied(), &[])
    }

    fn check(template: &[Segment], path: &str, expect: Option<&[&str]>) {
        let captures = parse(template).unwrap().captures(path);
        let values: Option<Vec<&str>> = captures
            .as_ref()
            .map(|values| values.iter().map(|(_, value)| value.as_str()).collect());
        assert_eq!(values.as_deref(), expect, "{path}");
    }

    /// Texts between parameters, none of which can be part of a value below.
    const LITERALS: [&str; 5] = ["/", "...", ":", "/x/", ".json"];

    proptest! {
        #[test]
        fn values_put_into_a_template_are_captured_again(
            parts in prop::collection::vec((0..LITERALS.len(), "[a-z0-9%~-]{1,4}"), 1..6),
        ) {
            let mut segments = vec![Text("/")];
            let mut path = String::from("/");
            for (index, (literal, value)) in parts.iter().enumerate() {
                if index > 0 {
                    segments.push(Text(LITERALS[*literal]));
                    path.push_str(LITERALS[*literal]);
                }
                segments.push(Parameter("p"));
                path.push_str(value);
            }
            let captures = parse(&segments).unwrap().captures(&path).unwrap();
            let values: Vec<_> = captures.into_iter().map(|(_, value)| value).collect();
            let expected: Vec<_> = parts.into_iter().map(|(_, value)| value).collect();
            prop_assert_eq!(values, expected);
        }

        #[test]
        fn any_path_is_answered(path in "[/a:.%{}\u{e9}]{0,12}") {
            for segments in [COMPARE, VERB, &[Text("/caf\u{e9}{"), Parameter("x"), Text("%41")]] {
                let template = parse(segments).unwrap();
                let count = template.captures(&path).map(|values| values.len());
                let parameters = segments.iter().filter(|part| matches!(part, Parameter(_))).count();
                prop_assert!(count.is_none_or(|count| count == parameters));
            }
        }
    }

    #[test]
    fn a_segment_is_split_by_its_literal_parts() {
        check(COMPARE, "/compare/main...dev/x", Some(&["main", "dev"]));
        check(COMPARE, "/compare/main....dev/x", Some(&["main", ".dev"]));
        check(COMPARE, "/compare/main..dev/x", None);
        check(COMPARE, "/compare/...dev/x", None);
        check(COMPARE, "/compare/main.../x", None);
        check(VERB, "/x/7:verb", Some(&["7"]));
        check(VERB, "/x/a:b:verb", Some(&["a:b"]));
        check(VERB, "/x/:verb", None);
        check(VERB, "/x/7", None);
    }

    #[test]
    fn values_stay_encoded_and_slashes_end_them() {
        let order = &[Text("/orders/"), Parameter("id")];
        check(order, "/orders/a%2Fb", Some(&["a%2Fb"]));
        check(order, "/orders/a/b", None);
        check(order, "/orders/", None);
        check(&[Text("/orders/")], "/orders/", Some(&[]));
        check(&[Text("/orders")], "/orders/", None);
    }

    #[test]
    fn text_that_clients_must_encode_is_compared_decoded() {
        check(&[Text("/café 1")], "/caf%C3%A9%201", Some(&[]));
        check(&[Text("/café 1")], "/caf%C3%A9", None);
    }

    #[test]
    fn parameters_side_by_side_are_told_apart_by_what_they_accept() {
        static EXTENSION: Schema = Schema {
            enumeration: Some(&[Literal::String(".json"), Literal::String(".xml")]),
            ..Schema::ANY
        };
        const NAME: ParameterDescriptor = ParameterDescriptor::path("name");
        const FORMAT: ParameterDescriptor =
            ParameterDescriptor::path("format").with_schema(&EXTENSION);
        const LABEL: ParameterDescriptor = ParameterDescriptor {
            style: Style::Label,
            ..ParameterDescriptor::path("label")
        };
        static NAME_FORMAT: &[ParameterDescriptor] = &[NAME, FORMAT];
        static NAME_LABEL: &[ParameterDescriptor] = &[NAME, LABEL];
        static LABELS: &[ParameterDescriptor] = &[LABEL, LABEL];
        static NAMES: &[ParameterDescriptor] = &[NAME, NAME, NAME];
        let captures = |parameters: &'static [ParameterDescriptor], path: &str| {
            let mut segments = vec![Text("/x/")];
            segments.extend(parameters.iter().map(|parameter| Parameter(parameter.name)));
            let template = Template::parse(segments, parameters).unwrap();
            let values = template.captures(path)?;
            Some(
                values
                    .into_iter()
                    .map(|(_, value)| value)
                    .collect::<Vec<_>>(),
            )
        };
        let check = |parameters, path, expect: &[&str]| {
            assert_eq!(captures(parameters, path).unwrap(), expect, "{path}");
        };
        check(NAME_FORMAT, "/x/a.b.json", &["a.b", ".json"]);
        check(NAME_LABEL, "/x/a.b.c", &["a", ".b.c"]);
        check(LABELS, "/x/.a.b", &[".a", ".b"]);
        check(NAMES, "/x/%2Fbcd", &["%2F", "b", "cd"]);
        // Nobody accepts `.png`: validation gets something to complain about.
        check(NAME_FORMAT, "/x/a.png", &["a", ".png"]);
        assert_eq!(captures(NAME_FORMAT, "/x/a"), None);
    }
}
