//! The torus: who stands where, and what is in sight of every site.
//!
//! Where cops, active citizens and anybody at all stand are bits, so that all sites in
//! sight are a dozen words that a processor counts in a few instructions. That is cheaper
//! than keeping counts for every site, which each move of a cop would change in 300 places.
//! Bits cannot say two; the few sites where it matters are marked and counted by name.

use super::bits::{Bits, MOST_ROWS, Plane};
use super::rules::Rules;
use super::select::nth;
use super::shape::Shape;
use crate::fetch::ahead;
use crate::pages::filled;
use groundswell_chance::draw::index;

/// Nobody.
pub(crate) const NONE: u32 = u32::MAX;

/// A person, 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub x: u16,
    pub y: u16,
    /// See [`Rules::tolerance`].
    pub tolerance: f32,
    /// The next on the same site.
    pub next: u32,
    pub state: u8,
}

pub(crate) const COP: u8 = 1;
pub(crate) const ACTIVE: u8 = 2;
pub(crate) const JAILED: u8 = 4;
pub(crate) const DEAD: u8 = 8;
/// Member of the second group.
pub(crate) const SECOND: u8 = 16;

/// Rows of a window for sight of up to seven; of a wider one, [`MOST_ROWS`].
const FEW_ROWS: usize = 16;

/// Columns of a strip of sites.
const STRIP: usize = 32;

/// The board.
#[derive(Clone)]
pub(crate) struct Board {
    pub width: usize,
    height: usize,
    bits: Bits,
    /// How many sites are [`Plane::Doubled`].
    doubled: u32,
    /// The first person on every site; the others follow by [`Body::next`].
    first: Vec<u32>,
    sight: Shape,
    cop_sight: Shape,
}

impl Board {
    pub(super) fn new(rules: &Rules) -> Board {
        let (width, height) = (rules.width as usize, rules.height as usize);
        let sight = Shape::new(rules.neighbourhood, rules.vision);
        let cop_sight = Shape::new(rules.neighbourhood, rules.cop_vision);
        Board {
            width,
            height,
            bits: Bits::new(width, height, sight.reach.max(cop_sight.reach)),
            doubled: 0,
            first: filled(NONE, width.next_multiple_of(STRIP) * height),
            sight,
            cop_sight,
        }
    }

    /// Where a site is in [`Board::first`]. Sites are kept strip by strip, not row by row, so
    /// that a move of a few rows stays within a page of memory.
    #[inline(always)]
    fn place(&self, x: u16, y: u16) -> usize {
        let (x, y) = (usize::from(x), usize::from(y));
        (x / STRIP * self.height + y) * STRIP + x % STRIP
    }

    /// Asks for what a turn of this body will need.
    #[inline(always)]
    pub(super) fn fetch(&self, body: &Body) {
        ahead(&self.first, self.place(body.x, body.y));
    }

    /// Cops and active citizens that a citizen on this site sees.
    #[inline(always)]
    pub(super) fn seen(&self, x: u16, y: u16, bodies: &[Body]) -> (u32, u32) {
        let shape = &self.sight;
        let (cops, active) = (self.count(Plane::Cop, shape, x, y), self.count(Plane::Roused, shape, x, y));
        if self.doubled == 0 {
            return (cops, active);
        }
        let (more_cops, more_active) = self.beyond_the_first(x, y, bodies);
        (cops + more_cops, active + more_active)
    }

    /// The cops and the active in sight who are not the only ones on their sites.
    #[inline(never)]
    fn beyond_the_first(&self, x: u16, y: u16, bodies: &[Body]) -> (u32, u32) {
        let (mut cops, mut active) = (0, 0);
        self.sites_of(Plane::Doubled, &self.sight, x, y, |x, y| {
            let (c, a) = self.count_here(x, y, bodies);
            (cops, active) = (cops + c.saturating_sub(1), active + a.saturating_sub(1));
        });
        (cops, active)
    }

    /// Cops and active citizens on a site, one by one.
    fn count_here(&self, x: u16, y: u16, bodies: &[Body]) -> (u32, u32) {
        self.on_site(x, y, bodies).fold((0, 0), |(cops, active), who| {
            let state = bodies[who as usize].state;
            (cops + u32::from(state & COP != 0), active + u32::from(state & ACTIVE != 0))
        })
    }

    /// Everybody on a site, the last to come first.
    fn on_site<'a>(&self, x: u16, y: u16, bodies: &'a [Body]) -> impl Iterator<Item = u32> + use<'a> {
        let known = |who: u32| (who != NONE).then_some(who);
        std::iter::successors(known(self.first[self.place(x, y)]), move |&who| known(bodies[who as usize].next))
    }

    /// A free site in sight of `(x, y)`, each with the same chance.
    #[inline(always)]
    pub(super) fn free_site(&self, x: u16, y: u16, cop: bool, word: u32) -> Option<(u16, u16)> {
        let shape = if cop { &self.cop_sight } else { &self.sight };
        self.pick(Plane::Taken, true, shape, x, y, word)
    }

    /// How many bits of a plane are set in sight.
    #[inline(always)]
    fn count(&self, plane: Plane, shape: &Shape, x: u16, y: u16) -> u32 {
        #[inline(always)]
        fn within<const ROWS: usize>(board: &Board, plane: Plane, shape: &Shape, x: u16, y: u16) -> u32 {
            board.hits::<ROWS>(plane, false, shape, x, y).iter().map(|hit| hit.count_ones()).sum()
        }
        if shape.reach * 2 < FEW_ROWS {
            within::<FEW_ROWS>(self, plane, shape, x, y)
        } else {
            within::<MOST_ROWS>(self, plane, shape, x, y)
        }
    }

    /// One of the set (or, turned round, the clear) bits in sight, each with the same chance.
    #[inline(always)]
    fn pick(&self, plane: Plane, turned: bool, shape: &Shape, x: u16, y: u16, word: u32) -> Option<(u16, u16)> {
        if shape.reach * 2 < FEW_ROWS {
            // Four rows of up to 16 columns fit a word.
            let hits = self.hits::<FEW_ROWS>(plane, turned, shape, x, y);
            let packed: [u64; FEW_ROWS / 4] = std::array::from_fn(|i| {
                hits[4 * i] | hits[4 * i + 1] << 16 | hits[4 * i + 2] << 32 | hits[4 * i + 3] << 48
            });
            let (i, bit) = nth(&packed, |all| index(word, all))?;
            Some(self.site(shape, x, y, bit % 16, 4 * i + bit / 16))
        } else {
            let (row, column) = nth(&self.hits::<MOST_ROWS>(plane, turned, shape, x, y), |all| index(word, all))?;
            Some(self.site(shape, x, y, column, row))
        }
    }

    /// The bits of a plane in sight, row by row.
    #[inline(always)]
    fn hits<const ROWS: usize>(&self, plane: Plane, turned: bool, shape: &Shape, x: u16, y: u16) -> [u64; ROWS] {
        let (rows, shift) = self.bits.window::<ROWS>(plane, x, y, shape.reach);
        let turn = if turned { u64::MAX } else { 0 };
        std::array::from_fn(|i| (rows[i] ^ turn) >> shift & shape.rows[i])
    }

    /// Visits the sites in sight whose bit is set, row by row.
    fn sites_of(&self, plane: Plane, shape: &Shape, x: u16, y: u16, mut visit: impl FnMut(u16, u16)) {
        for (row, mut hit) in self.hits::<MOST_ROWS>(plane, false, shape, x, y).into_iter().enumerate() {
            while hit != 0 {
                let (x, y) = self.site(shape, x, y, hit.trailing_zeros() as usize, row);
                visit(x, y);
                hit &= hit - 1;
            }
        }
    }

    /// The site in a column and a row of somebody's sight, without dividing.
    #[inline(always)]
    fn site(&self, shape: &Shape, x: u16, y: u16, column: usize, row: usize) -> (u16, u16) {
        let wrap = |at: usize, side: usize| {
            // `at` is counted from one side to the left.
            let at = if at >= side { at - side } else { at };
            if at >= side { at - side } else { at }
        };
        let x = wrap(usize::from(x) + self.width + column - shape.reach, self.width);
        let y = wrap(usize::from(y) + self.height + row - shape.reach, self.height);
        (x as u16, y as u16)
    }

    /// One of the active in a cop's sight, each with the same chance.
    #[inline(always)]
    pub(super) fn suspect(&self, cop: &Body, bodies: &[Body], found: &mut Vec<u32>, word: u32) -> Option<u32> {
        if self.doubled > 0 {
            self.gather(cop, Plane::Roused, bodies, found, |s| s & ACTIVE != 0);
            return (!found.is_empty()).then(|| found[index(word, found.len() as u32) as usize]);
        }
        let (x, y) = self.pick(Plane::Roused, false, &self.cop_sight, cop.x, cop.y, word)?;
        self.on_site(x, y, bodies).find(|&who| bodies[who as usize].state & ACTIVE != 0)
    }

    /// Collects those on the sites of a plane in somebody's sight who pass a test.
    pub(super) fn gather(
        &self,
        from: &Body,
        plane: Plane,
        bodies: &[Body],
        found: &mut Vec<u32>,
        test: impl Fn(u8) -> bool,
    ) {
        found.clear();
        let shape = if from.state & COP != 0 { &self.cop_sight } else { &self.sight };
        self.sites_of(plane, shape, from.x, from.y, |x, y| {
            found.extend(self.on_site(x, y, bodies).filter(|&who| test(bodies[who as usize].state)));
        });
    }

    /// Puts a body on its site.
    #[inline(always)]
    pub(super) fn enter(&mut self, who: u32, bodies: &mut [Body]) {
        let body = bodies[who as usize];
        let first = self.first[self.place(body.x, body.y)];
        if first == NONE {
            return self.enter_free(who, bodies);
        }
        bodies[who as usize].next = first;
        let place = self.place(body.x, body.y);
        self.first[place] = who;
        self.settle(body.x, body.y, bodies);
    }

    /// Puts a body on a site that is known to be free, without waiting to be told so by memory.
    #[inline(always)]
    pub(super) fn enter_free(&mut self, who: u32, bodies: &mut [Body]) {
        bodies[who as usize].next = NONE;
        let body = bodies[who as usize];
        let place = self.place(body.x, body.y);
        self.first[place] = who;
        self.show(&body, true);
    }

    /// Sets or clears what a body alone on its site shows.
    #[inline(always)]
    fn show(&mut self, body: &Body, on: bool) {
        self.bits.set(Plane::Taken, body.x, body.y, on);
        if body.state & COP != 0 {
            self.bits.set(Plane::Cop, body.x, body.y, on);
        }
        if body.state & ACTIVE != 0 {
            self.bits.set(Plane::Roused, body.x, body.y, on);
        }
    }

    /// Takes a body off its site.
    #[inline(always)]
    pub(super) fn leave(&mut self, who: u32, bodies: &mut [Body]) {
        let body = bodies[who as usize];
        let place = self.place(body.x, body.y);
        let first = self.first[place];
        if first == who && body.next == NONE {
            self.first[place] = NONE;
            return self.show(&body, false);
        }
        if first == who {
            self.first[place] = body.next;
        } else {
            let mut before = first;
            while bodies[before as usize].next != who {
                before = bodies[before as usize].next;
            }
            bodies[before as usize].next = body.next;
        }
        self.settle(body.x, body.y, bodies);
    }

    /// Changes whether a body on its site is active.
    #[inline(always)]
    pub(super) fn change(&mut self, who: u32, active: bool, bodies: &mut [Body]) {
        bodies[who as usize].state ^= ACTIVE;
        let body = bodies[who as usize];
        if body.next == NONE && self.first[self.place(body.x, body.y)] == who {
            self.bits.set(Plane::Roused, body.x, body.y, active);
        } else {
            self.settle(body.x, body.y, bodies);
        }
    }

    /// Shows who is on a site that several share or shared.
    #[inline(never)]
    fn settle(&mut self, x: u16, y: u16, bodies: &[Body]) {
        let (cops, active) = self.count_here(x, y, bodies);
        let doubled = cops > 1 || active > 1;
        self.doubled = self.doubled + u32::from(doubled) - u32::from(self.bits.get(Plane::Doubled, x, y));
        self.bits.set(Plane::Taken, x, y, self.first[self.place(x, y)] != NONE);
        self.bits.set(Plane::Cop, x, y, cops > 0);
        self.bits.set(Plane::Roused, x, y, active > 0);
        self.bits.set(Plane::Doubled, x, y, doubled);
    }
}
