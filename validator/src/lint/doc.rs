//! A lint's documentation, taken from the head of its own file: what `explain` prints and findings quote.

/// All of it, as Markdown.
pub(super) fn text(source: &str) -> String {
    source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}

/// The lines under a `# heading`, joined by blanks.
pub(super) fn section(source: &str, heading: &str) -> Option<String> {
    let text = text(source);
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
    use super::{section, text};

    #[test]
    fn a_section_ends_at_the_next_heading() {
        let source =
            "//! Short.\n//!\n//! # Why\n//! One.\n//! Two.\n//! # Example\n//! x\n\nuse a;";
        assert_eq!(section(source, "Why").as_deref(), Some("One. Two."));
        assert_eq!(section(source, "Instead"), None);
        assert!(text(source).starts_with("Short.\n\n# Why\n"));
    }
}
