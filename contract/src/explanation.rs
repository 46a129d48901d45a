//! Where do the explanations of codes come from? From Markdown with a section per code, or from the head of the source
//! file that makes the finding, so that they cannot say something else than the code beside them.

/// Markdown with a section `## code` for each code of a room: its registry of codes, and what they mean.
///
/// ```
/// use countersign_contract::explanation::Explanations;
///
/// const CODES: Explanations = Explanations::new("# Codes\n\n## route-taken\nAnother has it.\n");
/// assert_eq!(CODES.explain("route-taken"), Some("Another has it."));
/// assert_eq!(CODES.codes().collect::<Vec<_>>(), ["route-taken"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Explanations(&'static str);

impl Explanations {
    /// The sections of a text.
    pub const fn new(markdown: &'static str) -> Self {
        Self(markdown)
    }

    /// Every code that has a section, in the order of the text.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        self.sections().map(|(code, _)| code)
    }

    /// What the text says of a code; `None` where it does not know it.
    pub fn explain(self, code: &str) -> Option<&'static str> {
        self.sections()
            .find_map(|(known, text)| (known == code).then_some(text))
    }

    fn sections(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let sections = self.0.split("\n## ").skip(1);
        let parts = sections.filter_map(|section| section.split_once('\n'));
        parts.map(|(code, text)| (code.trim(), text.trim()))
    }
}

/// The `//!` comment that a source file begins with, as Markdown.
///
/// ```
/// use countersign_contract::explanation::head;
///
/// assert_eq!(head("//! Short.\n//!\n//! # Why\n\nuse a;\n"), "Short.\n\n# Why\n");
/// ```
pub fn head(source: &str) -> String {
    source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
        .collect()
}

/// The lines under `# heading` up to the next heading, joined by blanks; `None` where nothing stands there.
///
/// ```
/// use countersign_contract::explanation::section;
///
/// let text = "Short.\n\n# Why\nOne.\nTwo.\n# Example\nx\n";
/// assert_eq!(section(text, "Why").as_deref(), Some("One. Two."));
/// assert_eq!(section(text, "Instead"), None);
/// ```
pub fn section(text: &str, heading: &str) -> Option<String> {
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
