//! The torus: who stands where, and what is in sight of every site.
//!
//! Free and taken sites are bits, so that all sites in sight are a dozen words; cops
//! and active citizens in sight of each site are counts that are changed whenever one
//! of them moves, never recounted.

use super::rules::Rules;
use super::shape::{LANES, Shape};
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
    /// Cops in a citizen's sight from each site.
    pub cops: Vec<u16>,
    /// Active citizens in a citizen's sight from each site.
    pub active: Vec<u16>,
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
            cops: vec![0; width * height],
            active: vec![0; width * height],
            sight,
            cop_sight,
        }
    }

    #[inline(always)]
    pub fn site(&self, body: &Body) -> usize {
        body.y as usize * self.width + body.x as usize
    }

    /// A free site in sight of `(x, y)`, each with the same chance.
    #[inline(always)]
    pub fn free_site(&self, x: u16, y: u16, cop: bool, word: u32) -> Option<(u16, u16)> {
        let shape = if cop { &self.cop_sight } else { &self.sight };
        let (x, y, reach) = (x as usize, y as usize, shape.reach);
        let rows = &self.rows[y + self.margin - reach..][..2 * reach + 1];
        let mut free = [0u64; 64];
        let mut total = 0;
        for (i, (&row, &bits)) in rows.iter().zip(&shape.bits).enumerate() {
            let open = !self.taken.window(x, row as usize, reach) & bits;
            free[i] = open;
            total += open.count_ones();
        }
        if total == 0 {
            return None;
        }
        let mut left = index(word, total);
        for (&row, &open) in rows.iter().zip(&free) {
            let here = open.count_ones();
            if left < here {
                let mut open = open;
                for _ in 0..left {
                    open &= open - 1;
                }
                let column = x + self.width + open.trailing_zeros() as usize - reach;
                return Some(((column % self.width) as u16, row as u16));
            }
            left -= here;
        }
        None
    }

    /// Collects those on taken (or roused) sites in sight of `(x, y)` who pass a test.
    #[inline(always)]
    pub fn gather(
        &self,
        x: u16,
        y: u16,
        cop: bool,
        roused: bool,
        bodies: &[Body],
        found: &mut Vec<u32>,
        test: impl Fn(u8) -> bool,
    ) {
        found.clear();
        let shape = if cop { &self.cop_sight } else { &self.sight };
        let bits = if roused { &self.roused } else { &self.taken };
        let (x, y, reach) = (x as usize, y as usize, shape.reach);
        let rows = &self.rows[y + self.margin - reach..][..2 * reach + 1];
        for (&row, &mask) in rows.iter().zip(&shape.bits) {
            let mut here = bits.window(x, row as usize, reach) & mask;
            while here != 0 {
                let column = (x + self.width + here.trailing_zeros() as usize - reach) % self.width;
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
        let body = bodies[who as usize];
        let site = self.site(&body);
        bodies[who as usize].next = self.head[site];
        self.head[site] = who;
        self.taken.set(body.x as usize, body.y as usize, true);
        if body.state & COP != 0 {
            spread(&mut self.cops, self.width, &self.rows, self.margin, &self.sight, &body, 1);
        }
        if body.state & ACTIVE != 0 {
            self.rouse(&body, 1);
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
            spread(&mut self.cops, self.width, &self.rows, self.margin, &self.sight, &body, u16::MAX);
        }
        if body.state & ACTIVE != 0 {
            self.rouse(&body, u16::MAX);
            self.settle(&body, bodies);
        }
    }

    /// Changes whether a body on its site is active.
    #[inline(always)]
    pub fn change(&mut self, who: u32, active: bool, bodies: &mut [Body]) {
        bodies[who as usize].state ^= ACTIVE;
        let body = bodies[who as usize];
        self.rouse(&body, if active { 1 } else { u16::MAX });
        if active {
            self.roused.set(body.x as usize, body.y as usize, true);
        } else {
            self.settle(&body, bodies);
        }
    }

    fn rouse(&mut self, body: &Body, by: u16) {
        spread(&mut self.active, self.width, &self.rows, self.margin, &self.sight, body, by);
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

/// Adds `by` (1, or -1 as the wrapped `u16::MAX`) to the counts of all sites that see a body.
#[inline(always)]
fn spread(counts: &mut [u16], width: usize, rows: &[u32], margin: usize, shape: &Shape, body: &Body, by: u16) {
    let (x, y, reach) = (body.x as usize, body.y as usize, shape.reach);
    let rows = &rows[y + margin - reach..][..2 * reach + 1];
    let lanes = shape.groups * LANES;
    if x >= reach && x - reach + lanes <= width {
        for (&row, ones) in rows.iter().zip(shape.ones.chunks_exact(shape.groups)) {
            let start = row as usize * width + x - reach;
            for (counts, ones) in counts[start..start + lanes].as_chunks_mut::<LANES>().0.iter_mut().zip(ones) {
                for (count, one) in counts.iter_mut().zip(ones) {
                    *count = count.wrapping_add(one.wrapping_mul(by));
                }
            }
        }
    } else {
        for (&row, &half) in rows.iter().zip(&shape.half) {
            for column in x + width - half..=x + width + half {
                let count = &mut counts[row as usize * width + column % width];
                *count = count.wrapping_add(by);
            }
        }
    }
}
