//! The guards of triggered orders: `crowd > 4500 and (killed > 0 or not units_active < 3)`.

use crate::delimited::numbers::written;
use groundswell_complaint::did_you_mean;
use groundswell_engine::spec::{Guard, GuardMeasure, MEASURES, TOWNS_OVER};
use std::ops::Range;

/// What is wrong with a guard, and where in its text.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct GuardError {
    /// In words.
    pub message: String,
    /// Bytes of the guard's text.
    pub span: Range<usize>,
    /// What would be right.
    pub allowed: String,
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

/// The words of all measures, for people.
pub fn measures() -> String {
    format!("{}, {TOWNS_OVER}N (a number of people, as {TOWNS_OVER}4500)", MEASURES.map(|(name, _)| name).join(", "))
}

/// The measure of a word.
fn measure(word: &str) -> Option<GuardMeasure> {
    let towns = || word.strip_prefix(TOWNS_OVER)?.parse().ok().map(GuardMeasure::TownsOver);
    MEASURES.iter().find(|(known, _)| *known == word).map(|(_, measure)| *measure).or_else(towns)
}

/// The word of a measure.
fn word(measure: GuardMeasure) -> String {
    match measure {
        GuardMeasure::TownsOver(people) => format!("{TOWNS_OVER}{people}"),
        _ => MEASURES.iter().find(|(_, known)| *known == measure).map_or("", |(name, _)| *name).to_string(),
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
        let allowed = "comparisons as `crowd > 1000`, joined by `and`, `or`, `not` and brackets".into();
        GuardError { message: message.into(), span, allowed, nearest: None }
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
        let Some(measure) = measure(name) else {
            let known = MEASURES.map(|(name, _)| name);
            let mut error = if name.is_empty() {
                self.error("a measure is missing at the end")
            } else {
                self.error(format!("`{name}` is not a measure"))
            };
            error.allowed = measures();
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
        let number = written(self.peek()).ok_or_else(|| match self.peek() {
            "=" => self.error("expected a number: there is `>` and `<`, and no `>=` or `<=`"),
            _ => self.error("expected a finite number"),
        })?;
        self.at += 1;
        Ok(if above { Guard::Above(measure, number) } else { Guard::Below(measure, number) })
    }
}

/// A guard as text; [`parse`] reads it back. Brackets stand only where they must, so that the text is nested no deeper than
/// the one that the guard was read from.
pub fn show(guard: &Guard) -> String {
    let within = |guard: &Guard, brackets: bool| if brackets { format!("({})", show(guard)) } else { show(guard) };
    let joined = |guards: &[Guard], by: &str, bracketed: fn(&Guard) -> bool| {
        guards.iter().map(|guard| within(guard, bracketed(guard))).collect::<Vec<_>>().join(by)
    };
    match guard {
        Guard::Above(what, than) => format!("{} > {than}", word(*what)),
        Guard::Below(what, than) => format!("{} < {than}", word(*what)),
        Guard::All(guards) => joined(guards, " and ", |guard| matches!(guard, Guard::All(_) | Guard::Any(_))),
        Guard::Any(guards) => joined(guards, " or ", |guard| matches!(guard, Guard::Any(_))),
        Guard::Not(guard) => format!("not {}", within(guard, matches!(**guard, Guard::All(_) | Guard::Any(_)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn guards() -> impl Strategy<Value = Guard> {
        let number = -1e6..1e6f64;
        let measure = prop_oneof![
            (0..MEASURES.len()).prop_map(|m| MEASURES[m].1),
            any::<u32>().prop_map(GuardMeasure::TownsOver)
        ];
        let leaf = (measure, number, any::<bool>())
            .prop_map(|(what, x, above)| if above { Guard::Above(what, x) } else { Guard::Below(what, x) });
        leaf.prop_recursive(4, 24, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(Guard::All),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Guard::Any),
                inner.prop_map(|guard| Guard::Not(Box::new(guard))),
            ]
        })
    }

    #[test]
    fn the_deepest_guards_survive_being_written() {
        let nots = "not ".repeat(DEEPEST - 1) + "crowd > 0";
        let brackets = "not (".repeat(DEEPEST / 2 - 1) + "crowd > 0 or killed > 1" + &")".repeat(DEEPEST / 2 - 1);
        let turns =
            (1..DEEPEST).fold("crowd > 0".to_string(), |inner, _| format!("({inner}) and killed > 0 or crowd < 9"));
        for text in [nots, brackets, turns] {
            let guard = parse(&text).expect("not too deep");
            assert_eq!(parse(&show(&guard)), Ok(guard));
        }
    }

    proptest! {
        #[test]
        fn a_guard_survives_being_written(guard in guards()) {
            prop_assert_eq!(parse(&show(&guard)), Ok(guard));
        }

        #[test]
        fn no_text_panics(text in "(?s).{0,60}") {
            let _ = parse(&text);
        }

        #[test]
        fn nothing_like_a_guard_panics(words in prop::collection::vec("crowd|killed|and|or|not|\\(|\\)|<|>|-?[0-9]{1,3}|é", 0..30)) {
            if let Err(error) = parse(&words.join(" ")) {
                prop_assert!(error.span.end <= words.join(" ").len());
            }
        }
    }

    #[test]
    fn guards_are_read_with_the_usual_precedence() {
        let guard = parse("crowd > 4500 and killed > 0 or not (units_active<3)").expect("a guard");
        let expected = Guard::Any(vec![
            Guard::All(vec![Guard::Above(GuardMeasure::Crowd, 4500.0), Guard::Above(GuardMeasure::Killed, 0.0)]),
            Guard::Not(Box::new(Guard::Below(GuardMeasure::UnitsActive, 3.0))),
        ]);
        assert_eq!(guard, expected);
    }

    #[test]
    fn a_wrong_guard_is_pointed_at() {
        let error = parse("crowd > 10 and kiled > 0").expect_err("misspelt");
        assert_eq!((error.span, error.nearest.as_deref()), (15..20, Some("killed")));
        for wrong in [
            "towns_over_ > 1",
            "towns_over_-4 > 1",
            "",
            "crowd",
            "crowd >",
            "crowd > x",
            "(crowd > 1",
            "crowd > 1 crowd",
            "crowd = 1",
            "crowd > inf",
            "é > 1",
        ] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
    }
}
