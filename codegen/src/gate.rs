//! When is a part of the output there? `#[cfg(..)]` as data.

use std::fmt::Write as _;

/// A condition over cargo features: one of each set is on. Without sets it always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gate(Vec<Vec<String>>);

impl Gate {
    /// One of these features is on; no condition where there are none.
    pub(crate) fn any(features: impl IntoIterator<Item = String>) -> Self {
        let features: Vec<String> = features.into_iter().collect();
        if features.is_empty() {
            Self::default()
        } else {
            Self(vec![features])
        }
    }

    /// Both conditions.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// `#[cfg(..)]` and a line feed, laid out as rustfmt does; nothing where there is no condition.
    pub(crate) fn attribute(&self) -> String {
        let feature = |name: &String| format!("feature = \"{name}\"");
        let mut sets = self.0.iter().map(|features| match features.as_slice() {
            [only] => feature(only),
            several => list("any", &several.iter().map(feature).collect::<Vec<_>>()),
        });
        let condition = match (sets.next(), self.0.len()) {
            (None, _) => return String::new(),
            (Some(only), 1) => only,
            (Some(first), _) => list(
                "all",
                &std::iter::once(first).chain(sets).collect::<Vec<_>>(),
            ),
        };
        let attribute = format!("#[cfg({condition})]\n");
        if attribute.len() <= 100 {
            return attribute;
        }
        broken(&condition)
    }
}

fn list(operator: &str, items: &[String]) -> String {
    format!("{operator}({})", items.join(", "))
}

/// One feature a line. Feature names hold neither parentheses nor commas.
fn broken(condition: &str) -> String {
    let mut text = String::from("#[cfg(");
    let mut depth = 0_usize;
    let indent = |text: &mut String, depth: usize| {
        text.push('\n');
        (0..depth).for_each(|_| text.push_str("    "));
    };
    for c in condition.chars() {
        match c {
            '(' => {
                text.push(c);
                depth += 1;
                indent(&mut text, depth);
            }
            ')' => {
                depth = depth.saturating_sub(1);
                indent(&mut text, depth);
                text.push(c);
            }
            ',' => {
                text.push(c);
                indent(&mut text, depth);
            }
            ' ' if text.ends_with(' ') => {}
            c => text.push(c),
        }
    }
    let _ = writeln!(text, ")]");
    text
}

#[cfg(test)]
mod tests {
    use super::Gate;

    fn any(features: &[&str]) -> Gate {
        Gate::any(features.iter().map(|&feature| feature.to_owned()))
    }

    #[test]
    fn conditions_are_written_as_rustfmt_does() {
        assert_eq!(any(&[]).attribute(), "");
        assert_eq!(any(&["a"]).attribute(), "#[cfg(feature = \"a\")]\n");
        assert_eq!(
            any(&["client"]).and(any(&["a", "b"])).attribute(),
            "#[cfg(all(feature = \"client\", any(feature = \"a\", feature = \"b\")))]\n"
        );
        assert_eq!(
            any(&[
                "pull-requests",
                "repositories",
                "organizations",
                "code-scanning"
            ])
            .attribute(),
            "#[cfg(any(\n    feature = \"pull-requests\",\n    feature = \"repositories\",\n    feature = \"organizations\",\n    feature = \"code-scanning\"\n))]\n"
        );
    }
}
