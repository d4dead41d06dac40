//! The torus: who stands where, and what is in sight of every site.
//!
//! Free and taken sites are bits, so that all sites in sight are a dozen words; cops
//! and active citizens in sight of each site are counts that are changed whenever one
//! of them moves, never recounted.

use super::rules::Rules;
use super::shape::{LANES, Shape};
use crate::draw::index;
use crate::fetch::ahead;

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

/// One bit per site, with a margin on both sides that repeats the other edge.
#[derive(Clone)]
pub(crate) struct Bits {
    bytes: Vec<u8>,
    stride: usize,
    width: usize,
    margin: usize,
}

impl Bits {
    fn new(width: usize, height: usize, margin: usize) -> Bits {
        // Eight bytes more, so that a word can be read at any column.
        let stride = (width + 2 * margin).div_ceil(8) + 8;
        Bits { bytes: vec![0; stride * height], stride, width, margin }
    }

    #[inline(always)]
    fn set(&mut self, x: usize, y: usize, on: bool) {
        let row = y * self.stride;
        let mut put = |column: usize| {
            let byte = &mut self.bytes[row + column / 8];
            let bit = 1u8 << (column % 8);
            *byte = if on { *byte | bit } else { *byte & !bit };
        };
        put(x + self.margin);
        if x < self.margin {
            put(x + self.margin + self.width);
        } else if x >= self.width - self.margin {
            put(x + self.margin - self.width);
        }
    }

    /// The bits of row `y` from column `x - reach` on; at least 57 of them.
    #[inline(always)]
    fn window(&self, x: usize, y: usize, reach: usize) -> u64 {
        let column = x + self.margin - reach;
        let at = y * self.stride + column / 8;
        let bytes: [u8; 8] = self.bytes[at..at + 8].try_into().expect("eight bytes");
        u64::from_le_bytes(bytes) >> (column % 8)
    }
}

/// The board.
#[derive(Clone)]
pub(crate) struct Board {
    pub width: usize,
    pub height: usize,
    /// Row `y + i` of the table is row `y - margin + i` of the torus.
    rows: Vec<u32>,
    margin: usize,
    taken: Bits,
    roused: Bits,
    /// First on each site; the others follow by [`Body::next`].
    head: Vec<u32>,
    /// Cops and active citizens in a citizen's sight from each site.
    pub seen: Counts,
    pub sight: Shape,
    pub cop_sight: Shape,
}

impl Board {
    pub fn new(rules: &Rules) -> Board {
        let (width, height) = (rules.width as usize, rules.height as usize);
        let sight = Shape::new(rules.neighbourhood, rules.vision);
        let cop_sight = Shape::new(rules.neighbourhood, rules.cop_vision);
        let margin = sight.reach.max(cop_sight.reach);
        Board {
            width,
            height,
            rows: (0..height + 2 * margin).map(|i| ((i + height - margin) % height) as u32).collect(),
            margin,
            taken: Bits::new(width, height, margin),
            roused: Bits::new(width, height, margin),
            head: vec![NONE; width * height],
            seen: Counts::new(width, height, &sight),
            sight,
            cop_sight,
        }
    }

    /// Asks for what a turn of this body will need.
    #[inline(always)]
    pub fn fetch(&self, body: &Body) {
        ahead(&self.head, self.site(body));
        ahead(&self.seen.counts, self.seen.place(body.x, body.y));
    }

    #[inline(always)]
    pub fn site(&self, body: &Body) -> usize {
        body.y as usize * self.width + body.x as usize
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
        let (x, y, reach) = (x as usize, y as usize, shape.reach);
        let rows = &self.rows[y + self.margin - reach..][..2 * reach + 1];
        let mut hits = [0u64; ROWS];
        let mut total = 0;
        for ((hit, &row), &mask) in hits.iter_mut().zip(rows).zip(&shape.bits) {
            let window = bits.window(x, row as usize, reach);
            *hit = if turned { !window } else { window } & mask;
            total += hit.count_ones();
        }
        let Some(mut left) = choose(total) else { return (total, None) };
        for (&row, &hit) in rows.iter().zip(&hits) {
            let here = hit.count_ones();
            if left < here {
                let mut hit = hit;
                for _ in 0..left {
                    hit &= hit - 1;
                }
                let column = self.wrap(x + self.width + hit.trailing_zeros() as usize - reach);
                return (total, Some((column as u16, row as u16)));
            }
            left -= here;
        }
        (total, None)
    }

    /// A column counted from one width to the left, back on the torus without dividing.
    #[inline(always)]
    fn wrap(&self, column: usize) -> usize {
        let column = if column >= self.width { column - self.width } else { column };
        if column >= self.width { column - self.width } else { column }
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
            let all = u32::from(self.seen.at(cop.x, cop.y).1);
            if all == 0 {
                return None;
            }
            // Where nobody active shares a site, the k-th of them is the k-th roused site.
            let (sites, k) = self.pick(&self.roused, false, &self.sight, cop.x, cop.y, |sites| {
                if sites == all { Some(index(word, all)) } else { None }
            });
            if let (true, Some((x, y))) = (sites == all, k) {
                let mut who = self.head[y as usize * self.width + x as usize];
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
        let (x, y, reach) = (from.x as usize, from.y as usize, shape.reach);
        let rows = &self.rows[y + self.margin - reach..][..2 * reach + 1];
        for (&row, &mask) in rows.iter().zip(&shape.bits) {
            let mut here = bits.window(x, row as usize, reach) & mask;
            while here != 0 {
                let column = self.wrap(x + self.width + here.trailing_zeros() as usize - reach);
                here &= here - 1;
                let mut who = self.head[row as usize * self.width + column];
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
        let first = self.head[self.site(&bodies[who as usize])];
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
        let site = self.site(&body);
        self.head[site] = who;
        self.taken.set(body.x as usize, body.y as usize, true);
        if body.state & COP != 0 {
            self.seen.spread(&self.rows, self.margin, &self.sight, &body, ONE_COP);
        }
        if body.state & ACTIVE != 0 {
            self.rouse(&body, ONE_ACTIVE);
            self.roused.set(body.x as usize, body.y as usize, true);
        }
    }

    /// Takes a body off its site.
    #[inline(always)]
    pub fn leave(&mut self, who: u32, bodies: &mut [Body]) {
        let body = bodies[who as usize];
        let site = self.site(&body);
        if self.head[site] == who {
            self.head[site] = body.next;
            if body.next == NONE {
                self.taken.set(body.x as usize, body.y as usize, false);
            }
        } else {
            let mut before = self.head[site];
            while bodies[before as usize].next != who {
                before = bodies[before as usize].next;
            }
            bodies[before as usize].next = body.next;
        }
        if body.state & COP != 0 {
            self.seen.spread(&self.rows, self.margin, &self.sight, &body, ONE_COP.wrapping_neg());
        }
        if body.state & ACTIVE != 0 {
            self.rouse(&body, ONE_ACTIVE.wrapping_neg());
            self.settle(&body, bodies);
        }
    }

    /// Changes whether a body on its site is active.
    #[inline(always)]
    pub fn change(&mut self, who: u32, active: bool, bodies: &mut [Body]) {
        bodies[who as usize].state ^= ACTIVE;
        let body = bodies[who as usize];
        self.rouse(&body, if active { ONE_ACTIVE } else { ONE_ACTIVE.wrapping_neg() });
        if active {
            self.roused.set(body.x as usize, body.y as usize, true);
        } else {
            self.settle(&body, bodies);
        }
    }

    #[inline(always)]
    fn rouse(&mut self, body: &Body, by: u32) {
        self.seen.spread(&self.rows, self.margin, &self.sight, body, by);
    }

    /// A site is roused while anybody active stands on it.
    fn settle(&mut self, body: &Body, bodies: &[Body]) {
        let mut who = self.head[self.site(body)];
        while who != NONE && bodies[who as usize].state & ACTIVE == 0 {
            who = bodies[who as usize].next;
        }
        self.roused.set(body.x as usize, body.y as usize, who != NONE);
    }
}

/// A cop, in the packed counts.
const ONE_COP: u32 = 1;
/// An active citizen.
const ONE_ACTIVE: u32 = 1 << 16;

/// Two counts per site in one word (cops below, active above), so that a citizen finds
/// both on one line of the cache. Rows have a margin on both sides into which shapes may spill.
#[derive(Clone)]
pub(crate) struct Counts {
    counts: Vec<u32>,
    width: usize,
    stride: usize,
    reach: usize,
}

impl Counts {
    fn new(width: usize, height: usize, shape: &Shape) -> Counts {
        let stride = width + shape.reach + shape.groups * LANES;
        Counts { counts: vec![0; stride * height], width, stride, reach: shape.reach }
    }

    #[inline(always)]
    fn place(&self, x: u16, y: u16) -> usize {
        y as usize * self.stride + self.reach + x as usize
    }

    /// Cops and active citizens in sight of a site.
    #[inline(always)]
    pub fn at(&self, x: u16, y: u16) -> (u16, u16) {
        let both = self.counts[self.place(x, y)];
        (both as u16, (both >> 16) as u16)
    }

    /// Adds `by` (one of somebody, or its negative, wrapped) to the counts of all sites that see a body.
    #[inline(always)]
    fn spread(&mut self, rows: &[u32], margin: usize, shape: &Shape, body: &Body, by: u32) {
        let (x, y, reach) = (body.x as usize, body.y as usize, shape.reach);
        let rows = &rows[y + margin - reach..][..2 * reach + 1];
        self.add(rows, shape, x, by);
        // What spills over an edge comes in at the other: once more, a width away. What
        // lands in the margins is never read.
        if x < reach {
            self.spill(rows, shape, x, by, true);
        } else if x + reach >= self.width {
            self.spill(rows, shape, x, by, false);
        }
    }

    #[inline(always)]
    fn add(&mut self, rows: &[u32], shape: &Shape, column: usize, by: u32) {
        let lanes = shape.groups * LANES;
        for (&row, ones) in rows.iter().zip(shape.ones.chunks_exact(shape.groups)) {
            let start = row as usize * self.stride + column;
            for (counts, ones) in self.counts[start..start + lanes].as_chunks_mut::<LANES>().0.iter_mut().zip(ones) {
                for (count, one) in counts.iter_mut().zip(ones) {
                    *count = count.wrapping_add(one & by);
                }
            }
        }
    }

    /// The part of the shape that lies beyond the left or the right edge.
    #[inline(always)]
    fn spill(&mut self, rows: &[u32], shape: &Shape, x: usize, by: u32, left: bool) {
        for (&row, &half) in rows.iter().zip(&shape.half) {
            let row = row as usize * self.stride + self.reach;
            let columns = if left {
                x + self.width - half.max(x)..self.width
            } else {
                0..(x + half + 1).saturating_sub(self.width)
            };
            // Where the shape is narrower than the way to the edge nothing spills.
            let columns = if left && half <= x { 0..0 } else { columns };
            for count in &mut self.counts[row + columns.start..row + columns.end] {
                *count = count.wrapping_add(by);
            }
        }
    }
}
