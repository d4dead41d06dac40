//! What a text about a size says as a whole: every word of it is understood, or nothing is.

use super::number::{Cursor, SizeQuantity};
use super::tokens::SizeToken;

/// A size that somebody gives.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Estimate {
    low: Option<f64>,
    high: Option<f64>,
    vague: bool,
    /// It is said who gives it.
    told: bool,
}

/// More people than there are.
const TOO_MANY: f64 = 1e10;

/// The smallest and largest number that some tokens allow.
pub(crate) fn size(tokens: &[SizeToken]) -> Option<(Option<u64>, Option<u64>)> {
    let mut cursor = Cursor { tokens, at: 0 };
    let estimate = cursor.text()?;
    if cursor.peek().is_some() {
        return None;
    }
    let whole = |x: f64| {
        let rounded = x.round();
        ((0.0..TOO_MANY).contains(&rounded) && (x - rounded).abs() <= 1e-9 * x.abs()).then_some(rounded as u64)
    };
    let bound = |x: Option<f64>| match x.filter(|x| x.is_finite()) {
        Some(x) => whole(x).map(Some),
        None => Some(None),
    };
    let (low, high) = (bound(estimate.low)?, bound(estimate.high)?);
    match (low, high) {
        (None, None) => None,
        (Some(low), Some(high)) if low > high => None,
        both => Some(both),
    }
}

/// Two estimates of one crowd.
fn combined(a: Estimate, b: Estimate) -> Option<Estimate> {
    let told = a.told && b.told;
    let (min, max) = (f64::min, f64::max);
    let both = |x: Option<f64>, y: Option<f64>, of: fn(f64, f64) -> f64| match (x, y) {
        (Some(x), Some(y)) => Some(of(x, y)),
        (x, y) => x.or(y),
    };
    let within =
        Estimate { low: both(a.low, b.low, max), high: both(a.high, b.high, min), vague: a.vague && b.vague, told };
    let meet = within.low.unwrap_or(0.0) <= within.high.unwrap_or(f64::INFINITY);
    // `at least 200, at most 500`
    let one_sided = |x: &Estimate| x.low.is_none() != x.high.is_none();
    if one_sided(&a) && one_sided(&b) && a.low.is_none() != b.low.is_none() {
        return meet.then_some(within);
    }
    // A number makes words more precise: `several thousand (5000 per police)`.
    if a.vague != b.vague && !told {
        return meet.then_some(within);
    }
    // Several tellers: as few as the fewest say, as many as the most.
    if a.told || b.told {
        let (low, high) = (a.low.zip(b.low), a.high.zip(b.high));
        let (low, high) = (low.map(|(x, y)| min(x, y)), high.map(|(x, y)| max(x, y)));
        return Some(Estimate { low, high, vague: a.vague && b.vague, told });
    }
    (a == b).then_some(a)
}

impl Cursor<'_> {
    /// Estimates up to the end or a bracket that closes.
    fn text(&mut self) -> Option<Estimate> {
        let mut all = vec![self.estimate()?];
        loop {
            match self.peek() {
                None | Some(SizeToken::Close) => break,
                Some(SizeToken::Open) => {
                    self.at += 1;
                    let mut inside = *self;
                    if inside.teller() && inside.take(SizeToken::Close) {
                        *self = inside;
                        all.last_mut()?.told = true;
                    } else if !self.remark() {
                        all.push(self.text()?);
                        self.take(SizeToken::Close).then_some(())?;
                    }
                }
                Some(SizeToken::Comma | SizeToken::And | SizeToken::But | SizeToken::To | SizeToken::Dash) => {
                    let comma = self.take(SizeToken::Comma);
                    if comma && self.peek().is_none() {
                        break;
                    }
                    // `500, police said`; but `police: 200, organisers: 500`.
                    let mut told = *self;
                    if comma && told.teller() && matches!(told.peek(), None | Some(SizeToken::Comma | SizeToken::Close))
                    {
                        *self = told;
                        all.last_mut()?.told = true;
                        continue;
                    }
                    self.take_if(|token| {
                        matches!(token, SizeToken::And | SizeToken::But | SizeToken::To | SizeToken::Dash)
                    });
                    all.push(self.estimate()?);
                }
                Some(_) => all.push(self.estimate()?),
            }
        }
        let mut all = all.into_iter();
        let first = all.next()?;
        all.try_fold(first, combined)
    }

    /// In brackets, something that changes nothing.
    fn remark(&mut self) -> bool {
        let mut next = *self;
        while next.take(SizeToken::Nothing) {}
        let is = next.at > self.at && next.take(SizeToken::Close);
        if is {
            *self = next;
        }
        is
    }

    /// Who says so: `according to the police`, `police said`, `organisers`.
    fn teller(&mut self) -> bool {
        let begun = *self;
        self.take(SizeToken::Said);
        self.take(SizeToken::By);
        self.take(SizeToken::The);
        let mut tellers = 0;
        while self.take(SizeToken::Teller) {
            tellers += 1;
            if self.peek() == Some(SizeToken::And) && self.ahead(1) == Some(SizeToken::Teller) {
                self.at += 1;
            }
        }
        if tellers == 0 {
            *self = begun;
            return false;
        }
        while self.take(SizeToken::Said) {}
        true
    }

    fn estimate(&mut self) -> Option<Estimate> {
        let mut told = self.teller();
        self.take(SizeToken::Colon);
        self.lead();
        let mut estimate = self.range()?;
        // `500-strong crowd`
        if self.take(SizeToken::Strong) {
            while self.take_if(|token| matches!(token, SizeToken::Which | SizeToken::Crowd)) {}
        }
        self.people();
        if let Some(after) = self.bound_after() {
            estimate = bounded(estimate, after)?;
        }
        self.people();
        loop {
            if self.take(SizeToken::Nothing)
                || self.places()
                || self.take(SizeToken::Said) && !matches!(self.peek(), Some(SizeToken::By))
            {
                continue;
            }
            let mut by = *self;
            // `200 police` are officers; `200 police said` and `200 by police` is who says so.
            let said = matches!(by.peek(), Some(SizeToken::By | SizeToken::Said));
            if matches!(by.peek(), Some(SizeToken::By | SizeToken::Teller | SizeToken::Said))
                && by.teller()
                && (said
                    || by.at.checked_sub(1).is_some_and(|at| self.tokens[at] == SizeToken::Said)
                    || by.peek() == Some(SizeToken::Colon))
            {
                // `police: 200; organisers: 500`: the next teller begins the next estimate.
                if by.peek() == Some(SizeToken::Colon) {
                    break;
                }
                told = true;
                *self = by;
                continue;
            }
            break;
        }
        Some(Estimate { told, ..estimate })
    }

    /// What may stand before a number: `a crowd of`, `participants:`.
    fn lead(&mut self) {
        let begun = *self;
        self.take_if(|token| matches!(token, SizeToken::Article | SizeToken::The));
        while self.take(SizeToken::Which) {}
        let mut nouns = 0;
        while self.take_if(|token| matches!(token, SizeToken::Crowd | SizeToken::People)) {
            nouns += 1;
        }
        if nouns == 0 {
            *self = begun;
        } else {
            while self.take_if(|token| {
                matches!(token, SizeToken::Of | SizeToken::Colon | SizeToken::Said | SizeToken::Nothing)
            }) {}
        }
        while self.take_if(|token| matches!(token, SizeToken::Nothing | SizeToken::Said)) {}
    }

    /// `of striking workers`
    fn people(&mut self) {
        let begun = *self;
        self.take(SizeToken::Of);
        self.take(SizeToken::The);
        while self.take(SizeToken::Which) {}
        let mut nouns = 0;
        while self.take_if(|token| matches!(token, SizeToken::People)) {
            nouns += 1;
        }
        if nouns == 0 {
            *self = begun;
        }
    }

    /// `in 12 cities`
    fn places(&mut self) -> bool {
        let begun = *self;
        if self.take(SizeToken::In) {
            self.take(SizeToken::The);
            while self.take_if(|token| matches!(token, SizeToken::About | SizeToken::Least | SizeToken::More)) {}
            let counted = self.quantity(false).is_some() || self.take(SizeToken::Several);
            self.take(SizeToken::Of);
            while self.take(SizeToken::Which) {}
            if counted && self.take(SizeToken::Places) {
                return true;
            }
        }
        *self = begun;
        false
    }

    /// Words before a number that bound it. `None` if they contradict each other.
    fn bound(&mut self) -> Option<Bound> {
        let mut bound = Bound::Exactly;
        loop {
            let not = self.take(SizeToken::Not);
            let next = match (self.peek(), not) {
                (Some(SizeToken::About | SizeToken::Said), false) => None,
                (Some(SizeToken::Nearly), _) => return None,
                (Some(SizeToken::Least), false) => Some(Bound::Least),
                (Some(SizeToken::More), false) => Some(Bound::More),
                (Some(SizeToken::Less), true) => Some(Bound::Least),
                (Some(SizeToken::Most), false) => Some(Bound::Most),
                (Some(SizeToken::Less), false) => Some(Bound::Less),
                (Some(SizeToken::More), true) => Some(Bound::Most),
                (_, true) => return None,
                _ => return Some(bound),
            };
            self.at += 1;
            if let Some(next) = next {
                if bound != Bound::Exactly {
                    return None;
                }
                bound = next;
            }
        }
    }

    /// Words after a number that bound it.
    fn bound_after(&mut self) -> Option<Bound> {
        let bound = match self.peek()? {
            SizeToken::OrMore => Bound::Least,
            SizeToken::OrLess => Bound::Most,
            // `200 at least`; but `min 200 max 500`.
            SizeToken::Least | SizeToken::Most => {
                let mut next = *self;
                next.at += 1;
                while next.take(SizeToken::About) {}
                if next.quantity(false).is_some() {
                    return None;
                }
                if self.peek() == Some(SizeToken::Least) { Bound::Least } else { Bound::Most }
            }
            _ => return None,
        };
        self.at += 1;
        Some(bound)
    }

    /// A number or two.
    fn range(&mut self) -> Option<Estimate> {
        let between = self.take(SizeToken::Between);
        let from =
            !between && (self.take(SizeToken::From) || self.peek() == Some(SizeToken::Of) && self.take(SizeToken::Of));
        let bound = self.bound()?;
        let first = self.quantity(!between)?;
        // `500 (police) …`: what belongs to the first number belongs to both.
        let mark = *self;
        let joined = match self.peek() {
            Some(SizeToken::And) if between => true,
            Some(SizeToken::Or) => true,
            Some(SizeToken::To | SizeToken::Dash) => true,
            Some(SizeToken::Most) if from => true,
            Some(SizeToken::People) if between || from => {
                self.people();
                match self.peek() {
                    Some(SizeToken::And) => between,
                    next => !between && matches!(next, Some(SizeToken::To | SizeToken::Dash)),
                }
            }
            _ => false,
        };
        if joined {
            self.at += 1;
            let second_bound = self.bound()?;
            if let Some(second) = self.quantity(true) {
                return two(bound, first, second_bound, second);
            }
        }
        *self = mark;
        if between || from {
            return None;
        }
        let plain = Estimate { low: Some(first.low), high: Some(first.high), vague: first.vague, told: false };
        bounded(plain, bound)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Exactly,
    Least,
    More,
    Most,
    Less,
}

/// A size of which only one end is said.
fn bounded(estimate: Estimate, bound: Bound) -> Option<Estimate> {
    if bound != Bound::Exactly && (estimate.low.is_none() || estimate.high.is_none()) {
        return None;
    }
    let finite = |x: Option<f64>| x.filter(|x| x.is_finite());
    Some(match bound {
        Bound::Exactly => estimate,
        Bound::Least | Bound::More => Estimate { high: None, vague: false, ..estimate },
        Bound::Most | Bound::Less => {
            Estimate { low: None, high: Some(finite(estimate.high)?), vague: false, ..estimate }
        }
    })
}

/// From one number to another.
fn two(first_bound: Bound, first: SizeQuantity, second_bound: Bound, second: SizeQuantity) -> Option<Estimate> {
    let first = shared(first, second)?;
    let low = match first_bound {
        Bound::Exactly | Bound::More => Some(first.low),
        Bound::Most => None,
        // `at least 200 to 300`, `less than 200 to 300`: of which?
        Bound::Least | Bound::Less => return None,
    };
    let high = match second_bound {
        Bound::Exactly | Bound::Most => Some(second.high),
        Bound::More | Bound::Least => None,
        Bound::Less => Some(second.high),
    };
    if !second.vague && first.low > second.low || first.high > second.high {
        return None;
    }
    Some(Estimate { low, high, vague: first.vague && second.vague, told: false })
}

/// The first of two numbers, with the multiplier of the second where that is meant: `10 to 15 thousand`.
fn shared(first: SizeQuantity, second: SizeQuantity) -> Option<SizeQuantity> {
    if second.vague && !first.vague || !second.vague && first.vague {
        return Some(first);
    }
    if first.vague {
        // `tens to hundreds of thousands`: tens of thousands, or tens?
        let far = second.low >= 1e5 && first.low < 1e3;
        return (!far).then_some(first);
    }
    let (Some((value, mine)), Some((coefficient, unit))) = (first.parts, second.parts) else { return Some(first) };
    if unit <= mine {
        return Some(first);
    }
    let whole = value * mine;
    // `one to two hundred thousand`
    if second.within > 1.0 && whole < coefficient / second.within {
        let low = whole * second.within * unit;
        return Some(SizeQuantity { low, high: low, ..first });
    }
    if whole < coefficient {
        return Some(SizeQuantity { low: whole * unit, high: whole * unit, ..first });
    }
    // `500 to 1 thousand` is what it says; `50 to 2 thousand` is not.
    (mine > 1.0 || whole * 10.0 >= unit).then_some(first)
}
