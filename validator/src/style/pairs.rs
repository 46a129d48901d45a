//! Names and values of a query or of cookies.

use percent_encoding::percent_decode_str;

/// `name=value` pairs as sent: names decoded, values not, because a style may have to split them first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    list: Vec<(String, String)>,
}

impl Pairs {
    pub(crate) fn from_query(query: &str) -> Self {
        let list = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let name = name.replace('+', " ");
                let name = percent_decode_str(&name).decode_utf8_lossy().into_owned();
                (name, value.to_owned())
            })
            .collect();
        Self { list }
    }

    pub(crate) fn from_cookies<'h>(lines: impl Iterator<Item = &'h str>) -> Self {
        let list = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), value.trim_matches('"').to_owned()))
            .collect();
        Self { list }
    }

    /// The pairs whose names pass a test.
    pub(crate) fn only(&self, keep: impl Fn(&str) -> bool) -> Self {
        let kept = self.list.iter().filter(|(name, _)| keep(name));
        Self {
            list: kept.cloned().collect(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.list
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let named = self.iter().filter(|(other, _)| *other == name);
        named.map(|(_, value)| value).collect()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.iter().any(|(other, _)| other == name)
    }
}
