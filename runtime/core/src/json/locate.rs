//! Which value of a JSON text ends at, or surrounds, a given line and column?
//!
//! The JSON library says where decoding stopped but not in which value. Following the path while decoding would compile
//! every decoder of every generated type twice; walking the text once more, only after a failure, costs nothing.

use serde::de::IgnoredAny;

/// JSON pointer to the value at fault. `line` and `column` count from 1, in bytes, as `serde_json` does.
pub(super) fn pointer_at(text: &[u8], line: usize, column: usize) -> String {
    Walk {
        text,
        position: 0,
        stop: offset(text, line, column),
        path: Vec::new(),
    }
    .run()
}

fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    start.saturating_add(column).min(text.len())
}

enum Step {
    Index(usize),
    /// The raw text of the name, quotes included; `None` before the first name.
    Name(Option<(usize, usize)>),
}

struct Walk<'t> {
    text: &'t [u8],
    position: usize,
    stop: usize,
    path: Vec<Step>,
}

impl Walk<'_> {
    fn run(mut self) -> String {
        let mut name_follows = false;
        while let Some(&byte) = self.text.get(self.position) {
            let start = self.position;
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b':' => self.position += 1,
                b'{' => {
                    self.position += 1;
                    if self.position >= self.stop {
                        break;
                    }
                    self.path.push(Step::Name(None));
                    name_follows = true;
                }
                b'[' => {
                    self.position += 1;
                    if self.position >= self.stop {
                        break;
                    }
                    self.path.push(Step::Index(0));
                    name_follows = false;
                }
                b',' => {
                    self.position += 1;
                    match self.path.last_mut() {
                        Some(Step::Index(index)) => *index += 1,
                        Some(Step::Name(_)) => name_follows = true,
                        None => {}
                    }
                }
                b'}' | b']' => {
                    self.position += 1;
                    self.path.pop();
                    name_follows = false;
                    if self.position >= self.stop {
                        break;
                    }
                }
                b'"' => {
                    self.skip_text();
                    if name_follows {
                        name_follows = false;
                        if let Some(Step::Name(name)) = self.path.last_mut() {
                            *name = Some((start, self.position));
                        }
                    } else if self.position >= self.stop {
                        break;
                    }
                }
                _ => {
                    let whole = self.skip_word();
                    if !whole || self.position >= self.stop {
                        break;
                    }
                }
            }
        }
        self.pointer()
    }

    fn skip_text(&mut self) {
        self.position += 1;
        while let Some(&byte) = self.text.get(self.position) {
            self.position += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
        self.position = self.position.min(self.text.len());
    }

    /// Moves past a number, `true`, `false` or `null`; false when the word is none of them.
    fn skip_word(&mut self) -> bool {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = rest
            .iter()
            .take_while(|byte| !b" \t\r\n:,{}[]\"".contains(byte))
            .count();
        self.position += length.max(1);
        rest.get(..length)
            .is_some_and(|word| serde_json::from_slice::<IgnoredAny>(word).is_ok())
    }

    fn pointer(&self) -> String {
        let at_end = self.position >= self.text.len() && self.stop >= self.text.len();
        let mut pointer = String::new();
        for (depth, step) in self.path.iter().enumerate() {
            let innermost = depth + 1 == self.path.len();
            match step {
                // Text that ends too early is the fault of the container, not of its last item.
                _ if innermost && at_end => {}
                Step::Index(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
                Step::Name(None) => {}
                Step::Name(Some((from, to))) => {
                    let raw = self.text.get(*from..*to).unwrap_or_default();
                    let name: String = serde_json::from_slice(raw)
                        .unwrap_or_else(|_| String::from_utf8_lossy(raw).into_owned());
                    pointer.push('/');
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_and_any_position_give_a_pointer(
            text in proptest::collection::vec(proptest::sample::select(b"{}[]\",:\\ \n1a\xff".to_vec()), 0..60),
            line in 0..6_usize,
            column in 0..80_usize,
        ) {
            let pointer = pointer_at(&text, line, column);
            prop_assert!(pointer.is_empty() || pointer.starts_with('/'));
        }
    }
}
