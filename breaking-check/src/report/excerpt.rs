//! The line of a place, cut where nobody could read it.

use countersign_contract::{SourceMap, SourceSpan};

use super::model::Excerpt;

/// Longer lines (minified JSON) are cut around the place.
const WIDEST: usize = 300;
/// What is kept of such a line before the place, in bytes.
const BEFORE: usize = 40;
/// What is kept of it from the place on.
const FROM_ON: usize = 120;

/// The excerpt of a span.
pub(super) fn excerpt(sources: &SourceMap, span: SourceSpan) -> Excerpt {
    let source = sources.source(span.source);
    let text = source.text();
    let at = boundary(text, span.start as usize);
    let end = boundary(text, span.end as usize).max(at);
    let line_start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let line_end = text[at..]
        .find('\n')
        .map_or(text.len(), |length| at + length);
    let cut = line_end - line_start > WIDEST;
    let (from, to) = if cut {
        (
            line_start.max(boundary(text, at.saturating_sub(BEFORE))),
            line_end.min(boundary(text, at + FROM_ON)),
        )
    } else {
        (line_start, line_end)
    };
    let line = text[from..to].trim_end_matches('\r');
    let mark = (at - from).min(line.len())..(end.min(to) - from).min(line.len());
    Excerpt {
        file: source.name().to_owned(),
        start: source.line_column(span.start),
        end: source.line_column(span.end),
        line: line.to_owned(),
        cut,
        mark,
    }
}

/// The offset, or the next smaller one that is the beginning of a character.
fn boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use countersign_contract::{SourceMap, SourceSpan};

    use super::excerpt;

    fn of(text: &str, part: &str) -> super::Excerpt {
        let mut sources = SourceMap::new();
        let source = sources.add("a.yaml", text);
        let start = text.find(part).expect("the part is in the text");
        let offset = |at: usize| u32::try_from(at).expect("a short text");
        let span = SourceSpan::new(source, offset(start), offset(start + part.len()));
        excerpt(&sources, span)
    }

    #[test]
    fn a_place_is_shown_with_its_line() {
        let shown = of("a: 1\r\nb: { é: 2 }\r\nc: 3\r\n", "é: 2 }");
        assert_eq!((shown.line.as_str(), shown.cut), ("b: { é: 2 }", false));
        assert_eq!(&shown.line[shown.mark.clone()], "é: 2 }");
        assert_eq!((shown.start.line, shown.start.column), (2, 6));
    }

    #[test]
    fn a_place_of_several_lines_is_shown_by_its_first() {
        let shown = of("a:\n  b: 1\n  c: 2\n", "b: 1\n  c: 2");
        assert_eq!(&shown.line[shown.mark.clone()], "b: 1");
        assert_eq!((shown.start.line, shown.end.line), (2, 3));
    }

    #[test]
    fn a_line_that_nobody_reads_is_cut_around_the_place() {
        let text = format!(
            "{}\"maximum\":10{}",
            "é".repeat(300),
            ",\"x\":1".repeat(900)
        );
        let shown = of(&text, "\"maximum\":10");
        assert!(shown.cut && shown.line.len() < 170, "{}", shown.line);
        assert_eq!(&shown.line[shown.mark.clone()], "\"maximum\":10");
        assert_eq!(shown.start.column, 301);
    }
}
