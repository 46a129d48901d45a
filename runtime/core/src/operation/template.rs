//! The pieces of a path template (OAS 3.1.1 Path Templating), found when they are needed.

/// A piece of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands in the path as it is, slashes included.
    Literal(&'static str),
    /// The place of the path parameter with this name.
    Parameter(&'static str),
}

/// The pieces of a path template in order; no two neighbours are literal.
#[derive(Clone, Debug)]
pub struct Segments {
    rest: &'static str,
}

impl Segments {
    pub(super) const fn new(path: &'static str) -> Self {
        Self {
            rest: without_suffix(path),
        }
    }
}

/// What authors add to tell operations apart is no part of the path: `?beta=true`, `#acl`. In braces it is a name.
const fn without_suffix(path: &'static str) -> &'static str {
    let bytes = path.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'?' | b'#' if depth == 0 => return path.split_at(at).0,
            _ => {}
        }
        at += 1;
    }
    path
}

impl Iterator for Segments {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        if self.rest.is_empty() {
            return None;
        }
        // `{b/{x}`: only the last opening brace is closed. One that nothing closes is text, and so is what follows it.
        let closed = self.rest.find('{').and_then(|first| {
            let end = first + self.rest[first..].find('}')?;
            Some((self.rest[..end].rfind('{')?, end))
        });
        let Some((open, end)) = closed else {
            return Some(Segment::Literal(std::mem::take(&mut self.rest)));
        };
        if open > 0 {
            let (text, rest) = self.rest.split_at(open);
            self.rest = rest;
            return Some(Segment::Literal(text));
        }
        let name = &self.rest[1..end];
        self.rest = &self.rest[end + 1..];
        Some(Segment::Parameter(name))
    }
}

#[cfg(test)]
mod tests {
    use super::Segment::{self, Literal, Parameter};
    use super::Segments;

    fn check(path: &'static str, segments: &[Segment]) {
        assert_eq!(Segments::new(path).collect::<Vec<_>>(), segments, "{path}");
    }

    #[test]
    fn a_path_is_text_and_parameters_in_turn() {
        check("/", &[Literal("/")]);
        check("", &[]);
        check("/orders/{id}", &[Literal("/orders/"), Parameter("id")]);
        let compare = [
            Parameter("base"),
            Literal("..."),
            Parameter("head"),
            Literal("/x"),
        ];
        check("{base}...{head}/x", &compare);
    }

    #[test]
    fn braces_that_do_not_pair_up_are_text() {
        check("/a{b/{x}", &[Literal("/a{b/"), Parameter("x")]);
        check("/a}b{c", &[Literal("/a}b{c")]);
    }

    #[test]
    fn a_query_or_fragment_is_no_part_of_the_path() {
        check("/files?beta=true", &[Literal("/files")]);
        check("/{x?y}#acl", &[Literal("/"), Parameter("x?y")]);
    }
}
