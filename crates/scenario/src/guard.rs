//! The guards of triggered orders: `crowd > 4500 and (killed > 0 or not units_active < 3)`.

use crate::complaint::did_you_mean;
use groundswell_engine::mechanisms::regime::{Guard, MEASURES};
use std::ops::Range;

/// What is wrong with a guard, and where in its text.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct GuardError {
    /// In words.
    pub message: String,
    /// Bytes of the guard's text.
    pub span: Range<usize>,
    /// The measure that may have been meant.
    pub nearest: Option<String>,
}

/// Guards nested deeper than this are a mistake, and would exhaust the stack.
const DEEPEST: usize = 64;

/// Reads a guard.
pub fn parse(text: &str) -> Result<Guard, GuardError> {
    let mut parser = Parser { text, words: words(text), at: 0, depth: 0 };
    let guard = parser.any()?;
    match parser.words.get(parser.at) {
        None => Ok(guard),
        Some(_) => Err(parser.error("expected `and`, `or` or the end of the guard")),
    }
}

struct Parser<'a> {
    text: &'a str,
    words: Vec<Range<usize>>,
    at: usize,
    depth: usize,
}

fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (i, c) in text.char_indices() {
        let part = c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        match words.last_mut() {
            Some(word) if part && word.end == i && text[word.clone()].chars().all(|c| !"()<>".contains(c)) => {
                word.end = i + c.len_utf8();
            }
            _ if !c.is_whitespace() => words.push(i..i + c.len_utf8()),
            _ => {}
        }
    }
    words
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &'a str {
        self.words.get(self.at).map_or("", |word| &self.text[word.clone()])
    }

    fn take(&mut self, word: &str) -> bool {
        let is = self.peek() == word;
        self.at += usize::from(is);
        is
    }

    fn error(&self, message: impl Into<String>) -> GuardError {
        let span = self.words.get(self.at).cloned().unwrap_or(self.text.len()..self.text.len());
        GuardError { message: message.into(), span, nearest: None }
    }

    fn any(&mut self) -> Result<Guard, GuardError> {
        let mut guards = vec![self.all()?];
        while self.take("or") {
            guards.push(self.all()?);
        }
        Ok(if guards.len() == 1 { guards.swap_remove(0) } else { Guard::Any(guards) })
    }

    fn all(&mut self) -> Result<Guard, GuardError> {
        let mut guards = vec![self.one()?];
        while self.take("and") {
            guards.push(self.one()?);
        }
        Ok(if guards.len() == 1 { guards.swap_remove(0) } else { Guard::All(guards) })
    }

    fn one(&mut self) -> Result<Guard, GuardError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("this guard is nested too deeply"));
        }
        let guard = if self.take("not") {
            Guard::Not(Box::new(self.one()?))
        } else if self.take("(") {
            let guard = self.any()?;
            if !self.take(")") {
                return Err(self.error("expected `)`"));
            }
            guard
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(guard)
    }

    fn comparison(&mut self) -> Result<Guard, GuardError> {
        let name = self.peek();
        let Some((_, measure)) = MEASURES.iter().find(|(known, _)| *known == name) else {
            let known = MEASURES.map(|(name, _)| name);
            let mut error = self.error(format!("`{name}` is not a measure; there are {}", known.join(", ")));
            error.nearest = did_you_mean(name, known).map(str::to_string);
            return Err(error);
        };
        self.at += 1;
        let above = match self.peek() {
            ">" => true,
            "<" => false,
            _ => return Err(self.error("expected `>` or `<`")),
        };
        self.at += 1;
        let number: f64 = self.peek().parse().map_err(|_| self.error("expected a number"))?;
        if !number.is_finite() {
            return Err(self.error("expected a finite number"));
        }
        self.at += 1;
        Ok(if above { Guard::Above(*measure, number) } else { Guard::Below(*measure, number) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::mechanisms::regime::Measure;

    #[test]
    fn guards_are_read_with_the_usual_precedence() {
        let guard = parse("crowd > 4500 and killed > 0 or not (units_active<3)").expect("a guard");
        let expected = Guard::Any(vec![
            Guard::All(vec![Guard::Above(Measure::Crowd, 4500.0), Guard::Above(Measure::Killed, 0.0)]),
            Guard::Not(Box::new(Guard::Below(Measure::UnitsActive, 3.0))),
        ]);
        assert_eq!(guard, expected);
    }

    #[test]
    fn a_wrong_guard_is_pointed_at() {
        let error = parse("crowd > 10 and kiled > 0").expect_err("misspelt");
        assert_eq!((error.span, error.nearest.as_deref()), (15..20, Some("killed")));
        for wrong in ["", "crowd", "crowd >", "crowd > x", "(crowd > 1", "crowd > 1 crowd", "crowd = 1", "crowd > inf", "é > 1"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
    }
}
