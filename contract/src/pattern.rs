//! Words with wildcards, by which people name many things at once.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// A whole word in which `*` stands for any characters; `!` in front makes it exclude. Upper and lower case differ.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    text: String,
    excludes: bool,
}

impl Pattern {
    /// The pattern of a text such as `orders`, `/v1/*` or `!internal*`.
    pub fn new(text: &str) -> Self {
        let (excludes, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        Self {
            text: text.to_owned(),
            excludes,
        }
    }

    /// Does what fits fail to pass?
    pub fn excludes(&self) -> bool {
        self.excludes
    }

    /// Is `value` of this form? An excluding pattern fits what it excludes.
    pub fn fits(&self, value: &str) -> bool {
        let mut parts = self.text.split('*');
        let Some(mut rest) = parts.next().and_then(|first| value.strip_prefix(first)) else {
            return false;
        };
        let Some(last) = parts.next_back() else {
            return rest.is_empty();
        };
        for part in parts {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

impl FromStr for Pattern {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::new(text))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.excludes { "!" } else { "" }, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn stars_stand_for_any_characters_and_the_rest_for_itself() {
        for (pattern, fitting, other) in [
            (
                "orders",
                &["orders"][..],
                &["order", "orders2", "Orders", ""][..],
            ),
            ("/v1/*", &["/v1/", "/v1/orders"], &["/v1", "/v2/orders"]),
            ("*Order", &["Order", "getOrder"], &["getOrders"]),
            (
                "get*By*",
                &["getOrderById", "getBy"],
                &["getOrder", "forgetBy"],
            ),
            ("*", &["", "anything"], &[]),
            ("a*a", &["aa", "aba"], &["a", "ab"]),
            ("a**b", &["ab", "axb"], &["a"]),
        ] {
            for value in fitting {
                assert!(Pattern::new(pattern).fits(value), "{pattern} {value}");
            }
            for value in other {
                assert!(!Pattern::new(pattern).fits(value), "{pattern} {value}");
            }
        }
    }

    #[test]
    fn a_pattern_reads_as_it_was_written() {
        for text in ["orders", "!internal*", "!", ""] {
            assert_eq!(Pattern::new(text).to_string(), text);
        }
        assert!(Pattern::new("!x").excludes() && Pattern::new("!x").fits("x"));
    }
}
