//! A short string that matches a pattern, where the pattern is a plain regular one.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A string that should match an ECMA-262 pattern; `None` for what is not regular or too long.
pub(super) fn sample(pattern: &str) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new()
        .nest_limit(100)
        .build()
        .parse(pattern)
        .ok()?;
    let mut text = String::new();
    write(&hir, &mut text)?;
    Some(text)
}

fn write(hir: &Hir, text: &mut String) -> Option<()> {
    if text.len() > 2_000 {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(Class::Unicode(class)) => {
            // A readable member if there is one.
            let readable = ['a', '1', 'A', '0', '-', ' '];
            let holds = |c: char| {
                class
                    .ranges()
                    .iter()
                    .any(|range| range.start() <= c && c <= range.end())
            };
            let first = || {
                class
                    .ranges()
                    .first()
                    .map(regex_syntax::hir::ClassUnicodeRange::start)
            };
            text.push(readable.into_iter().find(|c| holds(*c)).or_else(first)?);
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            if repetition.min > 2_000 {
                return None;
            }
            for _ in 0..repetition.min {
                write(&repetition.sub, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, text)?;
            }
        }
        HirKind::Alternation(parts) => write(parts.first()?, text)?,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn a_plain_pattern_has_a_shortest_looking_member() {
        assert_eq!(sample("^DG[0-9a-fA-F]{4}$").as_deref(), Some("DGaaaa"));
        assert_eq!(sample("^(on|off)-x+$").as_deref(), Some("on-x"));
    }

    #[test]
    fn look_ahead_is_left_to_examples() {
        assert_eq!(sample("^(?!x)y$"), None);
    }
}
