//! Does a media type fall under another one (RFC 9110 8.3.1 and 12.5.1)?
//!
//! Parameters such as `charset` do not count. Contracts write ranges (`image/*`) where messages write types, so both
//! sides of a comparison may be ranges.

use std::fmt;

/// Type and subtype of a media type or range, borrowed from its text.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'t> {
    type_: &'t str,
    subtype: &'t str,
}

/// How exactly a range names a media type; the greatest one is the best match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// `*/*`
    Anything,
    /// `text/*`
    SameType,
    /// `text/html`
    Exact,
}

impl<'t> MediaType<'t> {
    /// The media type of a `Content-Type` value, or of one element of `Accept`; `None` when it has no slash or strange
    /// characters.
    ///
    /// ```
    /// use countersign_core::media_type::MediaType;
    ///
    /// let json = MediaType::parse("Application/JSON; charset=utf-8").unwrap();
    /// assert_eq!(json.to_string(), "application/json");
    /// assert!(MediaType::parse("json").is_none());
    /// ```
    pub fn parse(text: &'t str) -> Option<Self> {
        let essence = text.split(';').next()?.trim_matches([' ', '\t']);
        let (type_, subtype) = essence.split_once('/')?;
        (is_token(type_) && is_token(subtype)).then_some(Self { type_, subtype })
    }

    /// How closely this range names `other`; `None` when it does not.
    pub fn closeness(&self, other: &MediaType<'_>) -> Option<Closeness> {
        if self.type_ == "*" || other.type_ == "*" {
            return Some(Closeness::Anything);
        }
        if !self.type_.eq_ignore_ascii_case(other.type_) {
            return None;
        }
        if self.subtype == "*" || other.subtype == "*" {
            return Some(Closeness::SameType);
        }
        // `application/*+json`, as contracts write it.
        if let Some(suffix) = self.subtype.strip_prefix('*') {
            let same = other.subtype.len() > suffix.len()
                && other
                    .subtype
                    .to_ascii_lowercase()
                    .ends_with(&suffix.to_ascii_lowercase());
            return same.then_some(Closeness::SameType);
        }
        self.subtype
            .eq_ignore_ascii_case(other.subtype)
            .then_some(Closeness::Exact)
    }

    /// Whether its content is JSON text: `application/json`, or any type with the `+json` suffix (RFC 6839 3.1).
    pub fn is_json(&self) -> bool {
        let subtype = self.subtype.to_ascii_lowercase();
        subtype == "json" || subtype.ends_with("+json")
    }
}

/// In lower case, without parameters.
impl fmt::Display for MediaType<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (type_, subtype) = (
            self.type_.to_ascii_lowercase(),
            self.subtype.to_ascii_lowercase(),
        );
        write!(formatter, "{type_}/{subtype}")
    }
}

/// Two spellings of the same type are equal.
impl PartialEq for MediaType<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.type_.eq_ignore_ascii_case(other.type_)
            && self.subtype.eq_ignore_ascii_case(other.subtype)
    }
}

impl Eq for MediaType<'_> {}

/// The weight an `Accept` value gives to a media type, in thousandths: that of its closest range, 0 when none covers it or
/// it is ruled out (RFC 9110 12.5.1).
///
/// ```
/// use countersign_core::media_type::{MediaType, weight};
///
/// let html = MediaType::parse("text/html").unwrap();
/// assert_eq!(weight("text/*;q=0.3, text/html;q=0.7, */*;q=0.5", &html), 700);
/// ```
pub fn weight(accept: &str, media_type: &MediaType<'_>) -> u16 {
    accept
        .split(',')
        .filter_map(|range| {
            Some((
                MediaType::parse(range)?.closeness(media_type)?,
                quality(range),
            ))
        })
        .max()
        .map_or(0, |(_, quality)| quality)
}

/// Which of `declared` (types and ranges, as a contract writes them) names the type of a message best, the first of equals.
/// Between the same types the one with the most of its own parameters on the message wins (`application/json; profile=x`).
pub fn closest<'d>(declared: impl Iterator<Item = &'d str>, content_type: &str) -> Option<usize> {
    // A message has a type; only a contract or an `Accept` has a range.
    let sent = MediaType::parse(content_type)
        .filter(|sent| !sent.type_.contains('*') && !sent.subtype.contains('*'))?;
    declared
        .enumerate()
        .filter_map(|(index, declared)| {
            let closeness = MediaType::parse(declared)?.closeness(&sent)?;
            Some((
                (closeness, parameters_in_common(declared, content_type)),
                index,
            ))
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, index)| index)
}

/// How many parameters both have; one that is declared and not sent counts against it.
fn parameters_in_common(declared: &str, sent: &str) -> i32 {
    let parameters = declared
        .split(';')
        .skip(1)
        .filter_map(|text| text.split_once('='));
    parameters
        .map(|(name, value)| {
            let same = parameter(sent, name.trim())
                .is_some_and(|sent| sent.eq_ignore_ascii_case(value.trim().trim_matches('"')));
            if same { 1 } else { -1 }
        })
        .sum()
}

/// The value of a parameter such as `charset` or `boundary`, without its quotes (RFC 9110 5.6.6).
///
/// ```
/// use countersign_core::media_type::parameter;
///
/// assert_eq!(parameter("text/plain; Charset=\"utf-8\"", "charset").as_deref(), Some("utf-8"));
/// ```
pub fn parameter(content_type: &str, name: &str) -> Option<String> {
    let mut rest = content_type.split_once(';')?.1;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (this, after) = rest.split_once('=')?;
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            unquoted(quoted)?
        } else {
            let end = after.find(';').unwrap_or(after.len());
            (after[..end].trim().to_owned(), &after[end..])
        };
        // `a; b=c`: the parameter without a value is skipped with what follows it.
        let this = this.rsplit(';').next().unwrap_or(this).trim();
        if this.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
}

/// The text up to the closing quote, its escapes undone, and what follows.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => value.push(characters.next()?.1),
            c => value.push(c),
        }
    }
    None
}

/// RFC 9110 12.4.2: `q` has at most three digits after the point; one that cannot be read counts as 1.
fn quality(range: &str) -> u16 {
    let q = range.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("q")
            .then_some(value.trim())
    });
    let thousandths = |value: &str| {
        let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
        let readable = matches!(whole, "0" | "1")
            && fraction.len() <= 3
            && fraction.bytes().all(|byte| byte.is_ascii_digit());
        let text = readable.then(|| format!("{whole}{fraction:0<3}"))?;
        Some(text.parse::<u16>().ok()?.min(1_000))
    };
    q.and_then(thousandths).unwrap_or(1_000)
}

/// RFC 9110 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn closeness(range: &str, media_type: &str) -> Option<Closeness> {
        MediaType::parse(range)?.closeness(&MediaType::parse(media_type)?)
    }

    #[test]
    fn the_closest_range_is_the_greatest() {
        assert_eq!(
            closeness("text/html", "Text/HTML; a=b"),
            Some(Closeness::Exact)
        );
        assert_eq!(closeness("text/*", "text/html"), Some(Closeness::SameType));
        assert_eq!(closeness("*/*", "text/html"), Some(Closeness::Anything));
        assert_eq!(closeness("text/html", "text/plain"), None);
        assert_eq!(closeness("image/*", "text/html"), None);
        assert_eq!(closeness("a/*+json", "a/b+json"), Some(Closeness::SameType));
        assert_eq!(closeness("a/*+json", "a/b"), None);
        assert!(
            Closeness::Exact > Closeness::SameType && Closeness::SameType > Closeness::Anything
        );
    }

    #[test]
    fn json_is_recognized_by_name_and_by_suffix() {
        let is_json = |text| MediaType::parse(text).is_some_and(|media_type| media_type.is_json());
        assert!(is_json("application/json") && is_json("application/problem+json; charset=utf-8"));
        assert!(!is_json("application/jsonl") && !is_json("text/html") && !is_json("json"));
    }

    #[test]
    fn the_weight_is_that_of_the_closest_range() {
        let check = |accept, media_type| weight(accept, &MediaType::parse(media_type).unwrap());
        let accept = "text/*;q=0.3, text/html;q=0.7, text/html;level=1, image/png;q=0, */*;q=0.05";
        assert_eq!(check(accept, "text/html"), 1_000);
        assert_eq!(check(accept, "text/plain"), 300);
        assert_eq!(check(accept, "image/png"), 0);
        assert_eq!(check(accept, "image/jpeg"), 50);
        assert_eq!(check("text/html", "image/jpeg"), 0);
        assert_eq!(check("text/html;q=nonsense", "text/html"), 1_000);
    }

    #[test]
    fn parameters_are_found_behind_others_and_in_quotes() {
        let check = |text, expect: Option<&str>| {
            assert_eq!(parameter(text, "b").as_deref(), expect, "{text}");
        };
        check("a/a; b=1", Some("1"));
        check("a/a;x; B = 1 ;c=2", Some("1"));
        check(r#"a/a; x="; b=2"; b="\"1;""#, Some("\"1;"));
        check("a/a; c=1", None);
        check("a/a", None);
        check(r#"a/a; b="1"#, None);
    }

    #[test]
    fn the_closest_declared_type_is_taken_and_the_first_of_equals() {
        let declared = ["*/*", "image/*", "image/png", "image/png; v=2", "image/png"];
        let check =
            |sent, expect| assert_eq!(closest(declared.into_iter(), sent), expect, "{sent}");
        check("Image/PNG; a=b", Some(2));
        check("image/png; v=2", Some(3));
        check("image/gif", Some(1));
        check("text/plain", Some(0));
        check("image/*", None);
        check("image", None);
    }

    proptest! {
        #[test]
        fn any_text_has_parameters_or_none(text in "[a-z/;=\"\\\\ \u{e9}]{0,30}") {
            let _ = parameter(&text, "a");
            let _ = closest([text.as_str(), "a/a"].into_iter(), &text);
        }

        #[test]
        fn any_text_is_a_media_type_or_not(text in ".*", accept in "[a-z/*;=q0-9., ]{0,40}") {
            if let Some(media_type) = MediaType::parse(&text) {
                prop_assert_eq!(media_type.closeness(&media_type).is_some(), true);
                prop_assert!(weight(&accept, &media_type) <= 1_000);
            }
            prop_assert!(weight(&accept, &MediaType::parse("a/b").unwrap()) <= 1_000);
        }
    }
}
