//! From any text to the words of an identifier, and from words to a case.

/// How an identifier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `create_order`: fields, methods, arguments, modules.
    Snake,
    /// `CreateOrder`: types, traits, variants.
    Pascal,
    /// `CREATE_ORDER`: statics.
    Constant,
}

/// Longer identifiers are cut and end in a checksum of the whole name.
const MAX_CHARACTERS: usize = 80;

/// One identifier for a name made of one or more texts. It depends on the texts alone, is never empty and never starts
/// with a digit; it may be a keyword.
pub(crate) fn identifier(raw: &[&str], case: Case) -> String {
    if let ([only], Case::Snake) = (raw, case)
        && is_snake(only)
    {
        return (*only).to_owned();
    }
    let mut words: Vec<String> = raw.iter().flat_map(|text| words(text)).collect();
    if words.is_empty() {
        words.push(String::from("empty"));
    }
    let mut joined = join(&shorten(words, raw), case);
    joined.retain(|c| c == '_' || is_letter_or_digit(c));
    if joined.starts_with(|first: char| first.is_ascii_digit()) {
        // `n` for number: `N404`, `n404`.
        return match case {
            Case::Snake => format!("n{joined}"),
            Case::Pascal | Case::Constant => format!("N{joined}"),
        };
    }
    joined
}

/// Is this text of its own accord what casing would make of it? Most names of properties are.
fn is_snake(text: &str) -> bool {
    let is_word = |word: &str| {
        let small = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !word.is_empty() && word.bytes().all(small)
    };
    text.len() < MAX_CHARACTERS
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.split('_').all(is_word)
}

/// The lower-case words of a text. Signs in front of digits count (`+1` is not `-1`); a text of nothing but symbols is
/// spelled out.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let trimmed = text.trim();
    match trimmed.chars().next() {
        Some('-') if trimmed.len() > 1 => words.push(String::from("minus")),
        Some('+') if trimmed.len() > 1 => words.push(String::from("plus")),
        _ => {}
    }
    let signs = words.len();
    for part in trimmed.split(|c| !is_letter_or_digit(c)) {
        humps(part, &mut words);
    }
    if words.len() == signs {
        return text
            .chars()
            .filter(|c| !c.is_control())
            .map(symbol_word)
            .collect();
    }
    words
}

/// The words of `parseHTTPRequest`, in lower case: one ends before a capital that follows a small letter, and before the last
/// of several capitals if a small letter follows.
fn humps(text: &str, words: &mut Vec<String>) {
    let mut begin = 0;
    // Is the last letter of the word a capital? Digits are what the letter before them is.
    let mut capital: Option<bool> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let is_capital = is_upper(c);
        let kind = if is_lower(c) {
            Some(false)
        } else if is_capital {
            Some(true)
        } else {
            capital
        };
        let Some((next_at, next)) = characters.peek().copied() else {
            words.push(lower(&text[begin..]));
            return;
        };
        if kind == Some(false) && is_upper(next) {
            words.push(lower(&text[begin..next_at]));
            (begin, capital) = (next_at, None);
        } else if capital == Some(true) && is_capital && is_lower(next) {
            words.push(lower(&text[begin..at]));
            (begin, capital) = (at, None);
        } else {
            capital = kind;
        }
    }
}

fn is_upper(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_uppercase()
    } else {
        c.is_uppercase()
    }
}

fn is_lower(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_lowercase()
    } else {
        c.is_lowercase()
    }
}

fn lower(word: &str) -> String {
    if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase()
    }
}

/// Letters that rustc accepts without `uncommon_codepoints` or `mixed_script_confusables`: ASCII, accented Latin, and the
/// scripts without case that share no letter shapes with Latin.
fn is_letter_or_digit(c: char) -> bool {
    const RESTRICTED: &str = "\u{d7}\u{f7}\u{132}\u{133}\u{13f}\u{140}\u{149}\u{17f}";
    c.is_ascii_alphanumeric()
        || matches!(c, '\u{c0}'..='\u{17f}') && !RESTRICTED.contains(c)
        || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}')
            && unicode_ident::is_xid_continue(c)
}

fn symbol_word(c: char) -> String {
    let word = match c {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "open",
        ')' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "bracket",
        '\\' => "backslash",
        ']' => "unbracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "brace",
        '|' => "or",
        '}' => "unbrace",
        '~' => "tilde",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

fn shorten(words: Vec<String>, raw: &[&str]) -> Vec<String> {
    let bytes: usize = words.iter().map(|word| word.len() + 1).sum();
    let length = || -> usize { words.iter().map(|word| word.chars().count() + 1).sum() };
    if bytes <= MAX_CHARACTERS || length() <= MAX_CHARACTERS {
        return words;
    }
    let mut kept = Vec::new();
    let mut room = MAX_CHARACTERS - 10;
    for word in words {
        let word: String = word.chars().take(room).collect();
        room = room.saturating_sub(word.chars().count() + 1);
        if !word.is_empty() {
            kept.push(word);
        }
        if room == 0 {
            break;
        }
    }
    kept.push(format!("x{:08x}", checksum(raw)));
    kept
}

/// FNV-1a over the texts, 32 bits: two long names that share a beginning stay apart.
fn checksum(raw: &[&str]) -> u32 {
    raw.iter()
        .flat_map(|text| text.bytes().chain([0]))
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

fn join(words: &[String], case: Case) -> String {
    let mut joined = String::new();
    for word in words {
        let digits_meet = joined.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        match case {
            Case::Snake | Case::Constant if !joined.is_empty() => joined.push('_'),
            // `1.0` is not `10`.
            Case::Pascal if digits_meet => joined.push('_'),
            Case::Snake | Case::Constant | Case::Pascal => {}
        }
        match case {
            Case::Snake => joined.push_str(word),
            Case::Constant if word.is_ascii() => {
                joined.extend(
                    word.bytes()
                        .map(|byte| char::from(byte.to_ascii_uppercase())),
                );
            }
            Case::Constant => joined.extend(word.chars().flat_map(char::to_uppercase)),
            Case::Pascal => {
                let mut characters = word.chars();
                joined.extend(characters.next().into_iter().flat_map(char::to_uppercase));
                joined.push_str(characters.as_str());
            }
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{Case, identifier};

    #[test]
    fn every_text_has_an_identifier() {
        for (raw, snake, pascal) in [
            ("createOrder", "create_order", "CreateOrder"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("", "empty", "Empty"),
            ("+1", "plus_1", "Plus1"),
            ("-created_at", "minus_created_at", "MinusCreatedAt"),
            ("404", "n404", "N404"),
            ("1.0", "n1_0", "N1_0"),
            ("*", "star", "Star"),
            ("😀", "u1f600", "U1f600"),
            ("naïve café", "naïve_café", "NaïveCafé"),
            ("X-Request-ID", "x_request_id", "XRequestId"),
            ("../etc/passwd", "etc_passwd", "EtcPasswd"),
        ] {
            assert_eq!(identifier(&[raw], Case::Snake), snake);
            assert_eq!(identifier(&[raw], Case::Pascal), pascal);
        }
        assert_eq!(
            identifier(&["createOrder", "body"], Case::Constant),
            "CREATE_ORDER_BODY"
        );
    }

    proptest::proptest! {
        #[test]
        fn what_is_in_snake_case_stays_as_it_is(text in "[a-z0-9_]{1,12}") {
            let words: Vec<String> = super::words(&text);
            proptest::prop_assert!(!super::is_snake(&text) || super::join(&words, Case::Snake) == text);
        }

        #[test]
        fn words_are_those_that_others_find(text in "[a-zA-Z0-9éÉßÀ]{1,12}") {
            let mut words = Vec::new();
            super::humps(&text, &mut words);
            proptest::prop_assert_eq!(words.join("_"), heck::ToSnakeCase::to_snake_case(text.as_str()));
        }
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let (left, right) = ("word ".repeat(60) + "left", "word ".repeat(60) + "right");
        let (left, right) = (
            identifier(&[&left], Case::Snake),
            identifier(&[&right], Case::Snake),
        );
        assert!(left.len() <= 90 && left != right);
    }
}
