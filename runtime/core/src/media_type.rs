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

    proptest! {
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
