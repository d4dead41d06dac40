//! The torus: who stands where, and what is in sight of every site.
//!
//! Free and taken sites are bits, so that all sites in sight are a dozen words; cops
//! and active citizens in sight of each site are counts that are changed whenever one
//! of them moves, never recounted.

use super::bits::Bits;
use super::rules::Rules;
use super::shape::Shape;
use super::sites::{ACTIVE_SEEN, COP_SEEN, Sites};
use crate::draw::index;

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

/// The board.
#[derive(Clone)]
pub(crate) struct Board {
    pub width: usize,
    height: usize,
    /// Where anybody stands who is not in jail.
    taken: Bits,
    /// Where anybody active stands.
    roused: Bits,
    sites: Sites,
    sight: Shape,
    cop_sight: Shape,
}

impl Board {
    pub fn new(rules: &Rules) -> Board {
        let (width, height) = (rules.width as usize, rules.height as usize);
        let sight = Shape::new(rules.neighbourhood, rules.vision);
        let cop_sight = Shape::new(rules.neighbourhood, rules.cop_vision);
        let farthest = sight.reach.max(cop_sight.reach);
        Board {
            width,
            height,
            taken: Bits::new(width, height, farthest),
            roused: Bits::new(width, height, farthest),
            sites: Sites::new(width, height, &sight),
            sight,
            cop_sight,
        }
    }

    /// Asks for what a turn of this body will need.
    #[inline(always)]
    pub fn fetch(&self, body: &Body) {
        self.sites.fetch(body.x, body.y);
    }

    /// Cops and active citizens that a citizen on this site sees.
    #[inline(always)]
    pub fn seen(&self, x: u16, y: u16) -> (u16, u16) {
        self.sites.seen(x, y)
    }

    /// A free site in sight of `(x, y)`, each with the same chance.
    #[inline(always)]
    pub fn free_site(&self, x: u16, y: u16, cop: bool, word: u32) -> Option<(u16, u16)> {
        let shape = if cop { &self.cop_sight } else { &self.sight };
        self.pick(&self.taken, true, shape, x, y, |free| (free > 0).then(|| index(word, free))).1
    }

    /// Counts the set (or, turned round, the clear) bits in sight and finds the one that
    /// `choose` asks for, row by row.
    #[inline(always)]
    fn pick(
        &self,
        bits: &Bits,
        turned: bool,
        shape: &Shape,
        x: u16,
        y: u16,
        choose: impl Fn(u32) -> Option<u32>,
    ) -> (u32, Option<(u16, u16)>) {
        // Sight of up to seven fits the short array; clearing the long one takes longer than the rest.
        if shape.reach < 8 {
            self.pick_within::<16>(bits, turned, shape, x, y, choose)
        } else {
            self.pick_within::<64>(bits, turned, shape, x, y, choose)
        }
    }

    #[inline(always)]
    fn pick_within<const ROWS: usize>(
        &self,
        bits: &Bits,
        turned: bool,
        shape: &Shape,
        x: u16,
        y: u16,
        choose: impl Fn(u32) -> Option<u32>,
    ) -> (u32, Option<(u16, u16)>) {
        let (rows, shift) = bits.window(x, y, shape.reach);
        let mut hits = [0u64; ROWS];
        let mut total = 0;
        for ((hit, row), mask) in hits.iter_mut().zip(rows).zip(&shape.bits) {
            *hit = (if turned { !row } else { *row }) >> shift & mask;
            total += hit.count_ones();
        }
        let Some(mut left) = choose(total) else { return (total, None) };
        for (i, &hit) in hits.iter().enumerate() {
            let here = hit.count_ones();
            if left < here {
                let mut hit = hit;
                for _ in 0..left {
                    hit &= hit - 1;
                }
                return (total, Some(self.site(shape, x, y, hit.trailing_zeros() as usize, i)));
            }
            left -= here;
        }
        (total, None)
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
    pub fn suspect(
        &self,
        cop: &Body,
        same_sight: bool,
        bodies: &[Body],
        found: &mut Vec<u32>,
        word: u32,
    ) -> Option<u32> {
        if same_sight {
            // Cops see as far as citizens, so the count of the site is the count of the cop.
            let all = u32::from(self.seen(cop.x, cop.y).1);
            if all == 0 {
                return None;
            }
            // Where nobody active shares a site, the k-th of them is the k-th roused site.
            let (sites, k) = self.pick(&self.roused, false, &self.sight, cop.x, cop.y, |sites| {
                if sites == all { Some(index(word, all)) } else { None }
            });
            if let (true, Some((x, y))) = (sites == all, k) {
                let mut who = self.sites.first(x, y);
                while bodies[who as usize].state & ACTIVE == 0 {
                    who = bodies[who as usize].next;
                }
                return Some(who);
            }
        }
        self.gather(cop, true, bodies, found, |s| s & ACTIVE != 0);
        if found.is_empty() { None } else { Some(found[index(word, found.len() as u32) as usize]) }
    }

    /// Collects those on taken (or roused) sites in somebody's sight who pass a test.
    #[inline(always)]
    pub fn gather(&self, from: &Body, roused: bool, bodies: &[Body], found: &mut Vec<u32>, test: impl Fn(u8) -> bool) {
        found.clear();
        let shape = if from.state & COP != 0 { &self.cop_sight } else { &self.sight };
        let bits = if roused { &self.roused } else { &self.taken };
        let (rows, shift) = bits.window(from.x, from.y, shape.reach);
        for (i, (row, mask)) in rows.iter().zip(&shape.bits).enumerate() {
            let mut here = row >> shift & mask;
            while here != 0 {
                let (x, y) = self.site(shape, from.x, from.y, here.trailing_zeros() as usize, i);
                here &= here - 1;
                let mut who = self.sites.first(x, y);
                while who != NONE {
                    if test(bodies[who as usize].state) {
                        found.push(who);
                    }
                    who = bodies[who as usize].next;
                }
            }
        }
    }

    /// Puts a body on its site.
    #[inline(always)]
    pub fn enter(&mut self, who: u32, bodies: &mut [Body]) {
        let first = self.sites.first(bodies[who as usize].x, bodies[who as usize].y);
        self.enter_before(who, first, bodies);
    }

    /// Puts a body on a site that is known to be free, without waiting to be told so by memory.
    #[inline(always)]
    pub fn enter_free(&mut self, who: u32, bodies: &mut [Body]) {
        self.enter_before(who, NONE, bodies);
    }

    #[inline(always)]
    fn enter_before(&mut self, who: u32, first: u32, bodies: &mut [Body]) {
        bodies[who as usize].next = first;
        let body = bodies[who as usize];
        self.sites.set_first(body.x, body.y, who);
        self.taken.set(body.x, body.y, true);
        if body.state & COP != 0 {
            self.sites.spread(&self.sight, &body, COP_SEEN);
        }
        if body.state & ACTIVE != 0 {
            self.sites.spread(&self.sight, &body, ACTIVE_SEEN);
            self.roused.set(body.x, body.y, true);
        }
    }

    /// Takes a body off its site.
    #[inline(always)]
    pub fn leave(&mut self, who: u32, bodies: &mut [Body]) {
        let body = bodies[who as usize];
        let first = self.sites.first(body.x, body.y);
        if first == who {
            self.sites.set_first(body.x, body.y, body.next);
            if body.next == NONE {
                self.taken.set(body.x, body.y, false);
            }
        } else {
            let mut before = first;
            while bodies[before as usize].next != who {
                before = bodies[before as usize].next;
            }
            bodies[before as usize].next = body.next;
        }
        if body.state & COP != 0 {
            self.sites.spread(&self.sight, &body, COP_SEEN.wrapping_neg());
        }
        if body.state & ACTIVE != 0 {
            self.sites.spread(&self.sight, &body, ACTIVE_SEEN.wrapping_neg());
            self.settle(&body, bodies);
        }
    }

    /// Changes whether a body on its site is active.
    #[inline(always)]
    pub fn change(&mut self, who: u32, active: bool, bodies: &mut [Body]) {
        bodies[who as usize].state ^= ACTIVE;
        let body = bodies[who as usize];
        self.sites.spread(&self.sight, &body, if active { ACTIVE_SEEN } else { ACTIVE_SEEN.wrapping_neg() });
        if active {
            self.roused.set(body.x, body.y, true);
        } else {
            self.settle(&body, bodies);
        }
    }

    /// A site is roused while anybody active stands on it.
    fn settle(&mut self, body: &Body, bodies: &[Body]) {
        let mut who = self.sites.first(body.x, body.y);
        while who != NONE && bodies[who as usize].state & ACTIVE == 0 {
            who = bodies[who as usize].next;
        }
        self.roused.set(body.x, body.y, who != NONE);
    }
}
