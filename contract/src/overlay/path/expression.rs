//! From the text of a filter to its condition (RFC 9535 2.3.5 and 2.4).

use super::parse::Parser;
use super::scan::Malformed;
use super::{Comparison, Condition, Operand, Query};
use crate::syntax::{NodeValue, Number};

/// A function call or a query can be a test by itself or one side of a comparison; which of them is seen afterwards.
enum Term {
    Operand(Operand),
    Nodes(Query),
    Test(Condition),
}

const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

impl Parser {
    /// `a || b`
    pub(super) fn condition(&mut self) -> Result<Condition, Malformed> {
        let mut any = vec![self.all()?];
        while self.joined_by("||") {
            any.push(self.all()?);
        }
        Ok(one_or(any, Condition::Any))
    }

    /// `a && b`
    fn all(&mut self) -> Result<Condition, Malformed> {
        let mut all = vec![self.basic()?];
        while self.joined_by("&&") {
            all.push(self.basic()?);
        }
        Ok(one_or(all, Condition::All))
    }

    fn joined_by(&mut self, operator: &str) -> bool {
        let before = self.scan.position();
        self.scan.skip_blanks();
        let found = self.scan.take(operator);
        if found {
            self.scan.skip_blanks();
        } else {
            self.scan.back_to(before);
        }
        found
    }

    fn basic(&mut self) -> Result<Condition, Malformed> {
        if self.scan.take("!") {
            self.scan.skip_blanks();
            let negated = if self.scan.peek() == Some('(') {
                self.parenthesised()?
            } else {
                let start = self.scan.position();
                let term = self.term()?;
                self.test(term, start)?
            };
            return Ok(Condition::Not(Box::new(negated)));
        }
        if self.scan.peek() == Some('(') {
            return self.parenthesised();
        }
        let start = self.scan.position();
        let left = self.term()?;
        let after = self.scan.position();
        self.scan.skip_blanks();
        let operator = COMPARISONS
            .into_iter()
            .find(|(word, _)| self.scan.take(word));
        let Some((_, comparison)) = operator else {
            self.scan.back_to(after);
            return self.test(left, start);
        };
        let left = self.operand(left, start)?;
        self.scan.skip_blanks();
        let start = self.scan.position();
        let right = self.term()?;
        let right = self.operand(right, start)?;
        Ok(Condition::Compare(left, comparison, right))
    }

    fn parenthesised(&mut self) -> Result<Condition, Malformed> {
        self.scan.expect("(")?;
        self.scan.skip_blanks();
        let condition = self.nested(Self::condition)?;
        self.scan.skip_blanks();
        self.scan.expect(")")?;
        Ok(condition)
    }

    fn term(&mut self) -> Result<Term, Malformed> {
        match self.scan.peek() {
            Some('$' | '@') => self.query().map(Term::Nodes),
            Some('"' | '\'') => {
                let text = self.scan.quoted()?;
                Ok(literal(NodeValue::String(text.into())))
            }
            Some('-' | '0'..='9') => self.number(),
            Some('a'..='z') => self.word(),
            _ => Err(self.scan.malformed("a query, a literal or a function")),
        }
    }

    fn query(&mut self) -> Result<Query, Malformed> {
        let absolute = self.scan.take("$");
        if !absolute {
            self.scan.expect("@")?;
        }
        let segments = self.nested(Self::segments)?;
        Ok(Query { absolute, segments })
    }

    fn number(&mut self) -> Result<Term, Malformed> {
        let mut text = String::new();
        if self.scan.take("-") {
            text.push('-');
        }
        let digits = self.scan.while_is(|c| c.is_ascii_digit());
        if digits.is_empty() || digits.len() > 1 && digits.starts_with('0') {
            return Err(self.scan.malformed("a number"));
        }
        text.push_str(&digits);
        if self.scan.take(".") {
            let fraction = self.digits()?;
            text.push('.');
            text.push_str(&fraction);
        }
        if matches!(self.scan.peek(), Some('e' | 'E')) {
            self.scan.next();
            text.push('e');
            if let Some(sign @ ('+' | '-')) = self.scan.peek() {
                self.scan.next();
                text.push(sign);
            }
            text.push_str(&self.digits()?);
        }
        Ok(literal(NodeValue::Number(Number::from_text(text))))
    }

    fn digits(&mut self) -> Result<String, Malformed> {
        let digits = self.scan.while_is(|c| c.is_ascii_digit());
        if digits.is_empty() {
            return Err(self.scan.malformed("a digit"));
        }
        Ok(digits)
    }

    /// `true`, `false`, `null` or a function.
    fn word(&mut self) -> Result<Term, Malformed> {
        let start = self.scan.position();
        let word = self
            .scan
            .while_is(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'));
        if self.scan.take("(") {
            self.scan.skip_blanks();
            let found = self.nested(|parser| parser.call(&word, start))?;
            self.scan.skip_blanks();
            self.scan.expect(")")?;
            return Ok(found);
        }
        Ok(literal(match word.as_str() {
            "true" => NodeValue::Bool(true),
            "false" => NodeValue::Bool(false),
            "null" => NodeValue::Null,
            _ => {
                self.scan.back_to(start);
                return Err(self.scan.malformed("`true`, `false`, `null` or a function"));
            }
        }))
    }

    fn call(&mut self, name: &str, start: usize) -> Result<Term, Malformed> {
        Ok(match name {
            "length" => Term::Operand(Operand::Length(Box::new(self.argument()?))),
            "count" => Term::Operand(Operand::Count(self.query()?)),
            "value" => Term::Operand(Operand::Value(self.query()?)),
            "match" | "search" => {
                let text = self.argument()?;
                self.scan.skip_blanks();
                self.scan.expect(",")?;
                self.scan.skip_blanks();
                Term::Test(Condition::Pattern {
                    whole: name == "match",
                    text,
                    pattern: self.argument()?,
                })
            }
            _ => {
                self.scan.back_to(start);
                let known = "one of the functions `length`, `count`, `match`, `search` and `value`";
                return Err(self.scan.malformed(known));
            }
        })
    }

    fn argument(&mut self) -> Result<Operand, Malformed> {
        let start = self.scan.position();
        let term = self.term()?;
        self.operand(term, start)
    }

    /// A term as one side of a comparison: it must be one value at most.
    fn operand(&mut self, term: Term, start: usize) -> Result<Operand, Malformed> {
        match term {
            Term::Operand(operand) => Ok(operand),
            Term::Nodes(query) if query.is_singular() => Ok(Operand::Node(query)),
            Term::Nodes(_) | Term::Test(_) => {
                self.scan.back_to(start);
                Err(self.scan.malformed("something that is one value at most"))
            }
        }
    }

    /// A term as a test by itself: it must be true or false, or nodes that are there or not.
    fn test(&mut self, term: Term, start: usize) -> Result<Condition, Malformed> {
        match term {
            Term::Test(condition) => Ok(condition),
            Term::Nodes(query) => Ok(Condition::Exists(query)),
            Term::Operand(_) => {
                self.scan.back_to(start);
                Err(self
                    .scan
                    .malformed("a comparison: a value alone is no test"))
            }
        }
    }
}

fn literal(value: NodeValue) -> Term {
    Term::Operand(Operand::Literal(value))
}

fn one_or(mut list: Vec<Condition>, join: impl FnOnce(Vec<Condition>) -> Condition) -> Condition {
    if list.len() == 1 {
        list.remove(0)
    } else {
        join(list)
    }
}
