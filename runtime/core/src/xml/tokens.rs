//! Where does a tag end, where a text? XML 1.0 without document types: what is left is regular but for the nesting of tags.
//!
//! A token is a piece of the document; nothing is copied, nothing is looked at twice.

/// A piece of a document. Comments and processing instructions are passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// `<name a="b">`, or `<name/>`, which an end follows. Values are as written.
    Start {
        name: &'t str,
        attributes: Vec<(&'t str, &'t str)>,
    },
    /// `</name>`, of the innermost open element.
    End,
    /// Text up to the next markup, as written.
    Text(&'t str),
    /// `&name;`
    Reference(&'t str),
    /// `<![CDATA[..]]>`
    Cdata(&'t str),
    /// `<?xml ..?>`
    Declaration(&'t str),
    /// `<!DOCTYPE`, whatever follows.
    Doctype,
    /// Nothing is left.
    Eof,
}

/// Attributes of one element: each is compared with the others.
const ATTRIBUTES: usize = 256;

/// No reference is longer: `&#x10FFFF;`, with some zeros to spare.
const REFERENCE: usize = 16;

pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// The names of open elements.
    open: Vec<&'t str>,
    /// The last element was written `<name/>`.
    empty: bool,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            open: Vec::new(),
            empty: false,
        }
    }

    /// How many bytes were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The next token, or what keeps it from being one.
    pub(super) fn next(&mut self) -> Result<Token<'t>, &'static str> {
        if std::mem::take(&mut self.empty) {
            self.open.pop();
            return Ok(Token::End);
        }
        loop {
            let rest = self.rest();
            let token = if rest.is_empty() {
                Token::Eof
            } else if rest.starts_with("<!--") {
                self.comment()?;
                continue;
            } else if rest.starts_with("<![CDATA[") {
                self.at += "<![CDATA[".len();
                Token::Cdata(self.until("]]>", "has a CDATA section without an end")?)
            } else if rest.starts_with("<!") {
                Token::Doctype
            } else if rest.starts_with("<?") {
                match self.instruction()? {
                    Some(declaration) => Token::Declaration(declaration),
                    None => continue,
                }
            } else if rest.starts_with("</") {
                self.end()?
            } else if rest.starts_with('<') {
                self.start()?
            } else if rest.starts_with('&') {
                self.reference()?
            } else {
                let length = memchr::memchr2(b'<', b'&', rest.as_bytes());
                let (text, _) = rest.split_at(length.unwrap_or(rest.len()));
                self.at += text.len();
                // XML 1.0, 2.4: the end of a section that nobody began.
                if text.contains("]]>") {
                    return Err("has a `]]>` outside of a CDATA section");
                }
                Token::Text(text)
            };
            return Ok(token);
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What stands before `end`, which is read too.
    fn until(&mut self, end: &str, missing: &'static str) -> Result<&'t str, &'static str> {
        let (text, _) = self.rest().split_once(end).ok_or(missing)?;
        self.at += text.len() + end.len();
        Ok(text)
    }

    fn comment(&mut self) -> Result<(), &'static str> {
        self.at += "<!--".len();
        self.until("--", "has a comment without an end")?;
        self.expect(">", "has a comment with `--` in it")
    }

    /// The declaration, if it is that.
    fn instruction(&mut self) -> Result<Option<&'t str>, &'static str> {
        let first = self.at == 0 || self.text.get(..self.at) == Some("\u{feff}");
        self.at += "<?".len();
        let text = self.until("?>", "has an instruction without an end")?;
        let (target, content) = text.split_once(is_space).unwrap_or((text, ""));
        if !is_name(target) {
            return Err("has an instruction without a name");
        }
        match (target.eq_ignore_ascii_case("xml"), first) {
            (false, _) => Ok(None),
            (true, true) => Ok(Some(content)),
            (true, false) => Err("declares itself after its beginning"),
        }
    }

    fn end(&mut self) -> Result<Token<'t>, &'static str> {
        self.at += "</".len();
        let name = self.until(">", "has a tag without an end")?;
        match self.open.pop() {
            Some(open) if open == name.trim_end_matches(is_space) => Ok(Token::End),
            Some(_) => Err("has an end tag of another name than its start tag"),
            None => Err("has an end tag without a start tag"),
        }
    }

    fn start(&mut self) -> Result<Token<'t>, &'static str> {
        self.at += "<".len();
        let name = self.name()?;
        let mut attributes: Vec<(&str, &str)> = Vec::new();
        loop {
            let spaces = self.spaces();
            if self.rest().starts_with('>') {
                self.at += 1;
                break;
            }
            if self.rest().starts_with("/>") {
                self.at += 2;
                self.empty = true;
                break;
            }
            if spaces == 0 || self.rest().is_empty() {
                return Err("has a tag without an end");
            }
            if attributes.len() >= ATTRIBUTES {
                return Err("has an element of too many attributes");
            }
            let attribute = self.attribute()?;
            if attributes.iter().any(|(known, _)| *known == attribute.0) {
                return Err("has an attribute twice in one element");
            }
            attributes.push(attribute);
        }
        self.open.push(name);
        Ok(Token::Start { name, attributes })
    }

    fn attribute(&mut self) -> Result<(&'t str, &'t str), &'static str> {
        let name = self.name()?;
        self.spaces();
        self.expect("=", "has an attribute without a value")?;
        self.spaces();
        let quote = if self.rest().starts_with('\'') {
            "'"
        } else {
            "\""
        };
        self.expect(quote, "has an attribute without quotes")?;
        let value = self.until(quote, "has an attribute without an end")?;
        if value.contains('<') {
            return Err("has a `<` in an attribute");
        }
        Ok((name, value))
    }

    fn reference(&mut self) -> Result<Token<'t>, &'static str> {
        let bytes = self.rest().as_bytes().iter().take(REFERENCE);
        let length = bytes.clone().position(|byte| *byte == b';');
        let length = length.ok_or("has a `&` that is no reference")?;
        let name = self.rest().get(1..length).unwrap_or_default();
        self.at += length + 1;
        Ok(Token::Reference(name))
    }

    fn name(&mut self) -> Result<&'t str, &'static str> {
        let rest = self.rest();
        let ends = |c: char| is_space(c) || matches!(c, '=' | '/' | '>' | '<' | '"' | '\'');
        let name = rest.split(ends).next().unwrap_or_default();
        if !is_name(name) {
            return Err("has a tag or an attribute without a name");
        }
        self.at += name.len();
        Ok(name)
    }

    fn expect(&mut self, text: &str, missing: &'static str) -> Result<(), &'static str> {
        if !self.rest().starts_with(text) {
            return Err(missing);
        }
        self.at += text.len();
        Ok(())
    }

    /// Passes over blanks and says how many there were.
    fn spaces(&mut self) -> usize {
        let rest = self.rest();
        let spaces = rest.len() - rest.trim_start_matches(is_space).len();
        self.at += spaces;
        spaces
    }
}

/// XML 1.0, 2.3 (3)
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// XML 1.0, 2.3 (5), every letter beyond ASCII allowed; with one prefix at most (Namespaces in XML 1.0, 4).
pub(super) fn is_name(text: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphabetic() || c == '_' || c.is_alphabetic();
    let goes_on = |c: char| begins(c) || c.is_alphanumeric() || matches!(c, '.' | '-' | '\u{b7}');
    let mut parts = text.split(':');
    let plain = |part: &str| part.starts_with(begins) && part.chars().all(goes_on);
    parts.by_ref().take(2).all(plain) && parts.next().is_none()
}
