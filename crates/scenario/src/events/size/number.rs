//! Numbers in digits and words, and numbers of which only the unit is known.

use super::tokens::SizeToken;

/// A number, or the smallest and largest that words allow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SizeQuantity {
    /// Smallest.
    pub low: f64,
    /// Largest; infinite where the words set no end.
    pub high: f64,
    /// Only its unit is known.
    pub vague: bool,
    /// The number before its last multiplier, and that; 1 where there is none.
    pub parts: Option<(f64, f64)>,
    /// The multiplier in the number before the last multiplier, as that of `two hundred thousand`; 1 where there is none.
    pub within: f64,
}

impl SizeQuantity {
    fn exact(value: f64, parts: Option<(f64, f64)>) -> SizeQuantity {
        SizeQuantity { low: value, high: value, vague: false, parts, within: 1.0 }
    }

    /// `hundreds`: from 100 to 999; `dozens` and `scores` are two or more, and fewer than a hundred.
    fn many(unit: f64, times: f64) -> Option<SizeQuantity> {
        let (low, high) = match unit {
            12.0 => (24.0, 99.0),
            20.0 => (40.0, 99.0),
            _ => (unit, unit * 10.0 - 1.0),
        };
        let (low, high) = (low * times, (high + 1.0) * times - 1.0);
        let high = if low >= 1e6 && times == 1.0 { f64::INFINITY } else { high };
        Some(SizeQuantity { low, high, vague: true, parts: None, within: 1.0 })
    }
}

/// Reads tokens one after the other.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    /// All of them.
    pub tokens: &'a [SizeToken],
    /// The next.
    pub at: usize,
}

impl Cursor<'_> {
    /// The next token, if there is one.
    pub(crate) fn peek(&self) -> Option<SizeToken> {
        self.ahead(0)
    }

    /// A token further on.
    pub(crate) fn ahead(&self, n: usize) -> Option<SizeToken> {
        self.tokens.get(self.at + n).copied()
    }

    /// Passes over the next token if it is this one.
    pub(crate) fn take(&mut self, token: SizeToken) -> bool {
        let is = self.peek() == Some(token);
        self.at += usize::from(is);
        is
    }

    /// Passes over a token that satisfies a condition.
    pub(crate) fn take_if(&mut self, is: impl Fn(SizeToken) -> bool) -> bool {
        let is = self.peek().is_some_and(is);
        self.at += usize::from(is);
        is
    }

    /// A quantity; where it is none, nothing is passed over. `joins` says whether `and` may stand within it.
    pub(crate) fn quantity(&mut self, joins: bool) -> Option<SizeQuantity> {
        let begun = *self;
        let found = self.vague().or_else(|| {
            *self = begun;
            self.number(joins)
        });
        if found.is_none() {
            *self = begun;
        }
        found
    }

    /// `hundreds`, `several hundred`, `tens of thousands`, and a unit without a number.
    fn vague(&mut self) -> Option<SizeQuantity> {
        let several = self.take(SizeToken::Several);
        let unit = match self.peek()? {
            SizeToken::Many(unit) | SizeToken::Mult(unit) | SizeToken::Noun(unit) => unit,
            SizeToken::Either(unit) if several || !self.bounded() => unit,
            _ => return None,
        };
        // `dozen` without an article may be one.
        let single = !several && matches!(self.peek(), Some(SizeToken::Noun(_) | SizeToken::Mult(_)));
        self.at += 1;
        let mut next = *self;
        next.take(SizeToken::Of);
        let times = match next.peek() {
            Some(
                SizeToken::Many(times) | SizeToken::Mult(times) | SizeToken::Bare(times) | SizeToken::Either(times),
            ) if times >= 1000.0 && unit < times => times,
            _ => 1.0,
        };
        if times > 1.0 {
            next.at += 1;
            *self = next;
        }
        // A number that goes on is no number of unknown size.
        if matches!(
            self.peek(),
            Some(
                SizeToken::Card(_)
                    | SizeToken::Digits(_)
                    | SizeToken::Mult(_)
                    | SizeToken::Bare(_)
                    | SizeToken::Part(_)
            )
        ) {
            return None;
        }
        let mut found = SizeQuantity::many(unit, times)?;
        if single {
            found.low = unit * times;
        }
        Some(found)
    }

    /// Whether words before the next token ask for the number that it is one of: `more than`, `about`.
    fn bounded(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        use SizeToken::{About, Dash, From, Least, Less, More, Most, To};
        matches!(before, Some(About | More | Less | Most | Least | From | To | Dash))
    }

    /// `half a million`, `a quarter of a million`, `half-dozen`.
    fn part(&mut self) -> Option<SizeQuantity> {
        self.take(SizeToken::Article);
        let Some(SizeToken::Part(part)) = self.peek() else { return None };
        self.at += 1;
        self.take(SizeToken::Of);
        self.take(SizeToken::Article);
        let Some(SizeToken::Mult(unit) | SizeToken::Noun(unit)) = self.peek() else { return None };
        self.at += 1;
        Some(SizeQuantity::exact(part * unit, Some((part, unit))))
    }

    fn number(&mut self, joins: bool) -> Option<SizeQuantity> {
        if let Some(SizeToken::Exact(value)) = self.peek() {
            self.at += 1;
            return Some(SizeQuantity::exact(value, None));
        }
        if let Some(SizeToken::Either(value)) = self.peek()
            && self.bounded()
        {
            self.at += 1;
            return Some(SizeQuantity::exact(value, None));
        }
        let begun = *self;
        if let Some(found) = self.part() {
            return Some(found);
        }
        *self = begun;
        let mut sum = Sum::default();
        if self.peek() == Some(SizeToken::Article)
            && matches!(self.ahead(1), Some(SizeToken::Mult(_) | SizeToken::Noun(_) | SizeToken::Suffix(_)))
        {
            self.at += 1;
            sum.current = Some(1.0);
        }
        loop {
            let mark = *self;
            let joined = joins && sum.begun() && self.take(SizeToken::And);
            // `twenty-five` has a dash within.
            let dashed = !joined && self.dashed(&sum);
            self.at += usize::from(dashed);
            if joined && self.half(&mut sum) {
                continue;
            }
            match self.peek() {
                Some(token) if sum.add(token)? => self.at += 1,
                _ => {
                    *self = mark;
                    break;
                }
            }
        }
        sum.finish()
    }

    fn dashed(&self, sum: &Sum) -> bool {
        match (sum.current, self.peek(), self.ahead(1)) {
            // `two hundred-three hundred` are two numbers.
            (Some(tens), Some(SizeToken::Dash), Some(SizeToken::Card(units))) => {
                sum.in_words && tens % 100.0 != 0.0 && fits(tens, units)
            }
            _ => false,
        }
    }

    /// `and a half`, after a number or after its multiplier.
    fn half(&mut self, sum: &mut Sum) -> bool {
        let mut next = *self;
        next.take(SizeToken::Article);
        let Some(SizeToken::Part(part)) = next.peek() else { return false };
        next.at += 1;
        match (sum.current, sum.last) {
            (Some(current), _) if matches!(next.peek(), Some(SizeToken::Mult(_))) => sum.current = Some(current + part),
            (None, Some(last)) => {
                sum.total += part * last;
                sum.terms += 1;
            }
            _ => return false,
        }
        *self = next;
        true
    }
}

/// Whether units may follow tens: `twenty-five`, `soixante-quinze`, `doscientos treinta`.
fn fits(current: f64, next: f64) -> bool {
    let unit = [100.0, 10.0].into_iter().find(|unit| current % unit == 0.0).unwrap_or(1.0);
    let french = [60.0, 80.0].contains(&current) && (10.0..20.0).contains(&next);
    current > 0.0 && (0.0 < next && next < unit && current > 10.0 || french)
}

/// A number on its way: thousands that are complete, and what is below them.
#[derive(Default)]
struct Sum {
    total: f64,
    current: Option<f64>,
    /// The last multiplier of a thousand or more: the next must be smaller.
    last: Option<f64>,
    /// The number before the last multiplier, and that.
    parts: Option<(f64, f64)>,
    /// The multiplier in the number before the last multiplier.
    within: f64,
    terms: usize,
    /// Digits that may have decimals or thousands.
    either: bool,
    in_words: bool,
    /// A unit as `dozen` or `k` is the end of a number.
    ended: bool,
}

impl Sum {
    fn begun(&self) -> bool {
        self.current.is_some() || self.last.is_some()
    }

    /// Adds a token; `false` if it is of no number, `None` if the number makes no sense.
    fn add(&mut self, token: SizeToken) -> Option<bool> {
        if self.ended {
            return Some(false);
        }
        match token {
            SizeToken::Digits(digits) => match (self.current, self.last) {
                (None, None) => (self.current, self.either) = (Some(digits.value), digits.either),
                // `2 mil 500`
                (None, Some(last)) if last == 1000.0 && digits.value < 1000.0 && digits.value >= 100.0 => {
                    self.current = Some(digits.value);
                }
                (None, Some(_)) => self.current = Some(digits.value),
                (Some(_), _) => return None,
            },
            SizeToken::Part(part) => match self.current {
                Some(current) if current.fract() == 0.0 && current < 100.0 => self.current = Some(current + part),
                _ => return Some(false),
            },
            SizeToken::Card(value) => {
                match self.current {
                    None => self.current = Some(value),
                    Some(current) if self.in_words && fits(current, value) => self.current = Some(current + value),
                    Some(_) => return None,
                }
                self.in_words = true;
            }
            SizeToken::Mult(unit) | SizeToken::Many(unit) | SizeToken::Either(unit) if unit < 1000.0 => {
                self.below_thousand(unit)?;
            }
            SizeToken::Noun(unit) => {
                self.below_thousand(unit)?;
                self.ended = true;
            }
            SizeToken::Mult(unit)
            | SizeToken::Many(unit)
            | SizeToken::Either(unit)
            | SizeToken::Suffix(unit)
            | SizeToken::Bare(unit) => {
                let alone = matches!(token, SizeToken::Bare(_)) && !self.begun();
                let current = self.current.take().or(alone.then_some(1.0))?;
                if self.either || self.last.is_some_and(|last| unit >= last) {
                    return None;
                }
                // `500m` is a length.
                if matches!(token, SizeToken::Suffix(_)) && unit >= 1e6 && current >= 100.0 {
                    return None;
                }
                self.within = match self.parts {
                    Some((number, inner)) if number * inner == current => inner,
                    _ => 1.0,
                };
                self.total += current * unit;
                (self.parts, self.last) = (Some((current, unit)), Some(unit));
                self.terms += 1;
                self.ended = matches!(token, SizeToken::Suffix(_));
            }
            _ => return Some(false),
        }
        Some(true)
    }

    /// `five hundred`, `two dozen`
    fn below_thousand(&mut self, unit: f64) -> Option<()> {
        let current = self.current?;
        if self.either || current * unit >= 1e6 || current >= 100.0 {
            return None;
        }
        self.current = Some(current * unit);
        self.parts = Some((current, unit));
        self.in_words = true;
        Some(())
    }

    fn finish(self) -> Option<SizeQuantity> {
        let value = self.total + self.current.unwrap_or(0.0);
        if !self.begun() {
            return None;
        }
        // What follows thousands must be below them, or nobody knows what is meant.
        if let (Some(current), Some(last)) = (self.current, self.last)
            && (current >= last || last > 1000.0 && !self.in_words)
        {
            return None;
        }
        let parts = match (self.parts, self.current, self.terms) {
            (None, Some(value), 0) => Some((value, 1.0)),
            (Some((coefficient, unit)), Some(value), 0) if coefficient * unit == value => Some((coefficient, unit)),
            (parts, None, 1) => parts,
            _ => None,
        };
        Some(SizeQuantity {
            within: if self.terms == 1 { self.within } else { 1.0 },
            ..SizeQuantity::exact(value, parts)
        })
    }
}
