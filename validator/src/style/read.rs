//! From the text of a parameter or header to its value.

use countersign_contract::Contract;
use countersign_contract::model::{ParameterShape, Style};
use countersign_contract::schema::visit;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::Pairs;
use super::deep_object;
use super::expectation::{self, Expectation, MaybeSchema};

/// Why a text does not have the form that its style demands: one clause without subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) String);

impl Malformed {
    pub(super) fn new(reason: &str) -> Self {
        Self(reason.to_owned())
    }

    pub(super) fn repeated(times: usize) -> Self {
        Self(format!("must be given once, is given {times} times"))
    }
}

/// Where a text was taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Raw<'a> {
    Path(&'a str),
    Query(&'a Pairs),
    /// The whole query; empty when there is none.
    QueryString(&'a str),
    /// The lines of the header; none when it was not sent.
    Header(&'a [&'a str]),
    Cookie(&'a Pairs),
}

/// How a text was escaped.
#[derive(Clone, Copy, Debug)]
pub(super) enum Unescape {
    Percent,
    /// As HTML forms do it: `+` is a space.
    PercentAndPlus,
    /// A header field: not at all, and the white space around it does not count.
    Field,
}

impl Unescape {
    pub(super) fn apply(self, text: &str) -> Result<String, Malformed> {
        let decode = |text: &str| match percent_decode_str(text).decode_utf8() {
            Ok(text) => Ok(text.into_owned()),
            Err(_) => Err(Malformed::new("must be UTF-8 text")),
        };
        match self {
            Self::Percent => decode(text),
            Self::PercentAndPlus => decode(&text.replace('+', " ")),
            Self::Field => Ok(text.trim_matches([' ', '\t']).to_owned()),
        }
    }
}

/// What the contract says about the form of a parameter or header.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared<'c> {
    pub(crate) contract: &'c Contract,
    pub(crate) name: &'c str,
    pub(crate) shape: &'c ParameterShape,
}

impl Declared<'_> {
    /// What the value is held against: a text that is no JSON says nothing about the lists and objects it stands for.
    pub(crate) fn schema(&self) -> MaybeSchema {
        match self.shape {
            ParameterShape::Schema { schema, .. } => Some(*schema),
            ParameterShape::Content(media_type) => media_type
                .schema
                .filter(|id| media_type.is_json() || visit::is_scalar(self.contract, *id)),
        }
    }

    /// Is it spelled by a style, not by a media type?
    pub(crate) fn is_styled(&self) -> bool {
        self.style().is_some()
    }

    fn style(&self) -> Option<(Style, bool)> {
        match self.shape {
            ParameterShape::Schema { style, explode, .. } => Some((*style, *explode)),
            ParameterShape::Content(_) => None,
        }
    }

    /// Is it an exploded object without declared properties? Then every pair is its own that is no other parameter's.
    pub(crate) fn takes_every_pair(&self) -> bool {
        let fields = Expectation::of(self.contract, self.schema()).is_fields_only();
        let deep = matches!(self.style(), Some((Style::DeepObject, _)));
        let explode = matches!(self.style(), Some((_, true)));
        let names = || super::property_names(self.contract, self.schema());
        fields && explode && !deep && names().is_empty()
    }

    /// Is a pair of the query with this name part of the parameter?
    pub(crate) fn claims(&self, key: &str) -> bool {
        let fields = Expectation::of(self.contract, self.schema()).is_fields_only();
        match self.style() {
            Some((Style::DeepObject, _)) => deep_object::is_key_of(key, self.name),
            Some((_, true)) if fields => {
                let names = super::property_names(self.contract, self.schema());
                names.is_empty() || names.contains(&key)
            }
            Some(_) | None => key == self.name,
        }
    }
}

/// The value that was sent, typed as its schema expects; `None` when nothing was sent.
pub(crate) fn read(declared: Declared<'_>, raw: Raw<'_>) -> Result<Option<Value>, Malformed> {
    match raw {
        Raw::Path(text) => path(declared, text).map(Some),
        Raw::Query(pairs) => self::pairs(declared, pairs, Unescape::PercentAndPlus),
        Raw::QueryString("") | Raw::Header([]) => Ok(None),
        // Outside of forms a plus is a plus.
        Raw::QueryString(text) => content(declared, &Unescape::Percent.apply(text)?).map(Some),
        Raw::Header(lines) if declared.name.eq_ignore_ascii_case("set-cookie") => {
            cookies(declared, lines).map(Some)
        }
        Raw::Header(lines) => header(declared, &lines.join(",")).map(Some),
        // Nothing is escaped in that style (OAS 3.2.0 Style Values).
        Raw::Cookie(pairs) if matches!(declared.style(), Some((Style::Cookie, _))) => {
            self::pairs(declared, pairs, Unescape::Field)
        }
        Raw::Cookie(pairs) => self::pairs(declared, pairs, Unescape::Percent),
    }
}

/// How the parts of one text are found.
#[derive(Clone, Copy)]
struct Joined<'d> {
    declared: Declared<'d>,
    delimiters: &'d [&'d str],
    /// Are fields `name=value`, or name and value in turn?
    explode: bool,
    unescape: Unescape,
}

impl Joined<'_> {
    fn value(self, text: &str) -> Result<Value, Malformed> {
        let (contract, schema) = (self.declared.contract, self.declared.schema());
        let expectation = Expectation::of(contract, schema);
        let parts = self.split(text);
        if expectation.is_fields_only() || expectation.takes_fields() && parts.len() > 1 {
            return self.fields(&parts);
        }
        if expectation.is_list_only() || expectation.takes_list() && parts.len() > 1 {
            if text.is_empty() {
                return Ok(Value::Array(Vec::new()));
            }
            return Ok(expectation::list(
                contract,
                schema,
                &unescape_all(self.unescape, &parts)?,
            ));
        }
        Ok(expectation.primitive(&self.unescape.apply(text)?))
    }

    fn split(self, text: &str) -> Vec<&str> {
        let mut parts = Vec::new();
        let mut rest = text;
        loop {
            let next = self
                .delimiters
                .iter()
                .filter_map(|delimiter| rest.find(delimiter).map(|at| (at, delimiter.len())))
                .min();
            let Some((at, length)) = next else {
                parts.push(rest);
                return parts;
            };
            parts.push(&rest[..at]);
            rest = &rest[at + length..];
        }
    }

    fn fields(self, parts: &[&str]) -> Result<Value, Malformed> {
        let mut object = Map::new();
        if let [""] = parts {
            return Ok(Value::Object(object));
        }
        let pairs: Option<Vec<(&str, &str)>> = if self.explode {
            parts.iter().map(|part| part.split_once('=')).collect()
        } else {
            parts.chunks(2).map(pair).collect()
        };
        let Some(pairs) = pairs else {
            return Err(Malformed::new(if self.explode {
                "must be name=value pairs, a part has no equals sign"
            } else {
                "must be names and values in turn, the last name has no value"
            }));
        };
        for (name, value) in pairs {
            let name = self.unescape.apply(name)?;
            let value = self.unescape.apply(value)?;
            let value = field(self.declared, &name, &value);
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

fn pair<'t>(chunk: &[&'t str]) -> Option<(&'t str, &'t str)> {
    match chunk {
        [name, value] => Some((name, value)),
        _ => None,
    }
}

fn field(declared: Declared<'_>, name: &str, text: &str) -> Value {
    let schema = expectation::property(declared.contract, declared.schema(), name);
    Expectation::of(declared.contract, schema).primitive(text)
}

fn unescape_all(unescape: Unescape, parts: &[&str]) -> Result<Vec<String>, Malformed> {
    parts.iter().map(|part| unescape.apply(part)).collect()
}

fn path(declared: Declared<'_>, text: &str) -> Result<Value, Malformed> {
    let Some((style, explode)) = declared.style() else {
        return content(declared, &Unescape::Percent.apply(text)?);
    };
    let joined = Joined {
        declared,
        delimiters: &[","],
        explode,
        unescape: Unescape::Percent,
    };
    match style {
        Style::Label => {
            let text = text
                .strip_prefix('.')
                .ok_or_else(|| Malformed::new("must begin with a dot"))?;
            let expectation = Expectation::of(declared.contract, declared.schema());
            let single = !expectation.takes_list() && !expectation.takes_fields();
            let delimiters: &[&str] = match (single, explode) {
                (true, _) => &[],
                (false, true) => &["."],
                (false, false) => &[","],
            };
            Joined {
                delimiters,
                ..joined
            }
            .value(text)
        }
        Style::Matrix => matrix(joined, text),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => joined.value(text),
    }
}

fn matrix(joined: Joined<'_>, text: &str) -> Result<Value, Malformed> {
    let declared = joined.declared;
    let text = text
        .strip_prefix(';')
        .ok_or_else(|| Malformed::new("must begin with a semicolon"))?;
    let expectation = Expectation::of(declared.contract, declared.schema());
    let parts: Vec<&str> = text.split(';').collect();
    if joined.explode && expectation.is_fields_only() {
        return joined.fields(&parts);
    }
    let mut values = Vec::new();
    for part in &parts {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if joined.unescape.apply(name)? != declared.name {
            return Err(Malformed::new("must begin with its own name"));
        }
        values.push(value);
    }
    match &values[..] {
        [only] if !(joined.explode && expectation.is_list_only()) => joined.value(only),
        several if joined.explode && expectation.takes_list() => {
            let texts = unescape_all(joined.unescape, several)?;
            Ok(expectation::list(
                declared.contract,
                declared.schema(),
                &texts,
            ))
        }
        several => Err(Malformed::repeated(several.len())),
    }
}

/// Query and cookie.
fn pairs(
    declared: Declared<'_>,
    pairs: &Pairs,
    unescape: Unescape,
) -> Result<Option<Value>, Malformed> {
    let (contract, schema) = (declared.contract, declared.schema());
    let expectation = Expectation::of(contract, schema);
    let style = declared.style();
    match style {
        Some((Style::DeepObject, _)) => {
            return deep_object::read(contract, declared.name, schema, pairs, unescape);
        }
        Some((_, true)) if expectation.is_fields_only() => {
            return exploded_fields(declared, pairs, unescape);
        }
        Some(_) | None => {}
    }
    let values = pairs.values(declared.name);
    if values.is_empty() {
        return Ok(None);
    }
    if let Some((_, true)) = style
        && (expectation.is_list_only() || expectation.takes_list() && values.len() > 1)
    {
        let texts = unescape_all(unescape, &values)?;
        // `id=` for a list of numbers is how many clients write the empty list.
        let item = Expectation::of(contract, expectation::item(contract, schema, 0));
        let nothing = matches!(&texts[..], [only] if only.is_empty()) && !item.takes_text();
        let texts = if nothing { Vec::new() } else { texts };
        return Ok(Some(expectation::list(contract, schema, &texts)));
    }
    let [only] = values[..] else {
        return Err(Malformed::repeated(values.len()));
    };
    let Some((style, _)) = style else {
        return content(declared, &unescape.apply(only)?).map(Some);
    };
    let delimiters: &[&str] = match style {
        Style::SpaceDelimited => &["%20", "+", " "],
        Style::PipeDelimited => &["%7C", "%7c", "|"],
        Style::Form
        | Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::DeepObject
        | Style::Cookie => &[","],
    };
    Joined {
        declared,
        delimiters,
        explode: false,
        unescape,
    }
    .value(only)
    .map(Some)
}

/// An exploded object: its properties stand beside the other parameters.
fn exploded_fields(
    declared: Declared<'_>,
    pairs: &Pairs,
    unescape: Unescape,
) -> Result<Option<Value>, Malformed> {
    let mut object = Map::new();
    for (name, value) in pairs.iter().filter(|(name, _)| declared.claims(name)) {
        let value = field(declared, name, &unescape.apply(value)?);
        if object.insert(name.to_owned(), value).is_some() {
            return Err(Malformed::new("must give each of its properties once"));
        }
    }
    Ok((!object.is_empty()).then_some(Value::Object(object)))
}

fn header(declared: Declared<'_>, text: &str) -> Result<Value, Malformed> {
    let text = text.trim_matches([' ', '\t']);
    let Some((_, explode)) = declared.style() else {
        return content(declared, text);
    };
    Joined {
        declared,
        delimiters: &[","],
        explode,
        unescape: Unescape::Field,
    }
    .value(text)
}

/// The lines of cookies are not joined, since a comma may stand in one (RFC 6265 section 3): each is an item.
fn cookies(declared: Declared<'_>, lines: &[&str]) -> Result<Value, Malformed> {
    if declared.style().is_none() {
        return header(declared, &lines.join(","));
    }
    let expected = Expectation::of(declared.contract, declared.schema());
    let trimmed = lines.iter().map(|line| line.trim_matches([' ', '\t']));
    let lines: Vec<&str> = trimmed.collect();
    if expected.takes_list() {
        return Ok(expectation::list(
            declared.contract,
            declared.schema(),
            &lines,
        ));
    }
    let first = lines.first().copied().unwrap_or_default();
    Ok(expected.primitive(first))
}

/// A value in the media type of `content`: JSON is parsed, all else is text.
fn content(declared: Declared<'_>, text: &str) -> Result<Value, Malformed> {
    let is_json = match declared.shape {
        ParameterShape::Schema { .. } => false,
        ParameterShape::Content(media_type) => media_type.is_json(),
    };
    if is_json {
        serde_json::from_str(text).map_err(|_| Malformed::new("must be JSON text"))
    } else {
        Ok(Expectation::of(declared.contract, declared.schema()).primitive(text))
    }
}
