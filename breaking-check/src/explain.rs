//! A rule's documentation, taken from the head of its own file: what `explain` prints and findings quote.

/// A rule's documentation and the parts of it that findings quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleDoc {
    /// All of it, as Markdown.
    pub(crate) text: String,
    /// "Why it breaks", on one line.
    pub(crate) why: Option<String>,
    /// "Evolve instead", on one line.
    pub(crate) instead: Option<String>,
}

impl RuleDoc {
    /// Reads the head of a rule's file.
    pub(crate) fn parse(source: &str) -> Self {
        let text = text_of(source);
        Self {
            why: section(&text, "Why it breaks"),
            instead: section(&text, "Evolve instead"),
            text,
        }
    }
}

/// The text of a `//!` comment without its marks.
fn text_of(source: &str) -> String {
    let lines = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The lines under a `# heading`, joined by blanks.
fn section(text: &str, heading: &str) -> Option<String> {
    let mut lines = text
        .lines()
        .skip_while(|line| line.strip_prefix("# ").is_none_or(|title| title != heading));
    lines.next()?;
    let body: Vec<&str> = lines
        .take_while(|line| !line.starts_with("# "))
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    (!body.is_empty()).then(|| body.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{section, text_of};

    #[test]
    fn a_section_ends_at_the_next_heading() {
        let text = text_of(
            "//! Short.\n//!\n//! # Why it breaks\n//! One.\n//! Two.\n//! # Example\n//! x\n\nuse a;",
        );
        assert_eq!(
            section(&text, "Why it breaks").as_deref(),
            Some("One. Two.")
        );
        assert_eq!(section(&text, "Evolve instead"), None);
    }
}
