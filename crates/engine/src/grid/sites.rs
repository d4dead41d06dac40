//! What is known of every site: who stands there first, and how many cops and active
//! citizens are in sight of it.
//!
//! Everything lies in one word, so that a turn waits for memory once: cops in the lowest
//! 16 bits, active citizens in the next, the first person in the upper half. Counts are
//! changed whenever somebody is seen to come or go, never recounted. Rows have margins
//! into which shapes may spill; what lands there is never read.

use super::board::{Body, NONE};
use super::shape::{LANES, Shape};
use crate::fetch::ahead;

/// A cop, in the packed counts.
pub(crate) const COP_SEEN: u64 = 1;
/// An active citizen.
pub(crate) const ACTIVE_SEEN: u64 = 1 << 16;

/// One word per site.
#[derive(Clone)]
pub(crate) struct Sites {
    words: Vec<u64>,
    width: usize,
    stride: usize,
    reach: usize,
    /// Row `y + i` of the table is row `y - reach + i` of the torus.
    rows: Vec<u32>,
}

impl Sites {
    /// Nobody anywhere, for citizens who see the given shape.
    pub fn new(width: usize, height: usize, shape: &Shape) -> Sites {
        let reach = shape.reach;
        let stride = width + reach + shape.groups * LANES;
        Sites {
            words: vec![u64::from(NONE) << 32; stride * height],
            width,
            stride,
            reach,
            rows: (0..height + 2 * reach).map(|i| ((i + height - reach) % height) as u32).collect(),
        }
    }

    #[inline(always)]
    fn place(&self, x: u16, y: u16) -> usize {
        usize::from(y) * self.stride + self.reach + usize::from(x)
    }

    /// Asks for the word of a site.
    #[inline(always)]
    pub fn fetch(&self, x: u16, y: u16) {
        ahead(&self.words, self.place(x, y));
    }

    /// Cops and active citizens in sight of a site.
    #[inline(always)]
    pub fn seen(&self, x: u16, y: u16) -> (u16, u16) {
        let word = self.words[self.place(x, y)];
        (word as u16, (word >> 16) as u16)
    }

    /// The first on a site.
    #[inline(always)]
    pub fn first(&self, x: u16, y: u16) -> u32 {
        (self.words[self.place(x, y)] >> 32) as u32
    }

    /// Puts somebody first on a site.
    #[inline(always)]
    pub fn set_first(&mut self, x: u16, y: u16, who: u32) {
        let place = self.place(x, y);
        self.words[place] = self.words[place] & 0xFFFF_FFFF | u64::from(who) << 32;
    }

    /// Adds `by` (one of somebody, or its negative, wrapped) to the counts of all sites
    /// that see a body. Counts never fall below 0, so nothing is borrowed from the neighbours.
    #[inline(always)]
    pub fn spread(&mut self, shape: &Shape, body: &Body, by: u64) {
        let (x, y, reach) = (usize::from(body.x), usize::from(body.y), shape.reach);
        let rows = &self.rows[y..y + 2 * reach + 1];
        let lanes = shape.groups * LANES;
        for (&row, ones) in rows.iter().zip(shape.ones.chunks_exact(shape.groups)) {
            let start = row as usize * self.stride + x;
            for (words, ones) in self.words[start..start + lanes].as_chunks_mut::<LANES>().0.iter_mut().zip(ones) {
                for (word, one) in words.iter_mut().zip(ones) {
                    *word = word.wrapping_add(one & by);
                }
            }
        }
        // What spills over an edge comes in at the other.
        if x < reach || x + reach >= self.width {
            self.spill(shape, x, y, by);
        }
    }

    /// The part of a shape that lies beyond the left or the right edge.
    #[inline(never)]
    fn spill(&mut self, shape: &Shape, x: usize, y: usize, by: u64) {
        for (&row, &half) in self.rows[y..y + 2 * shape.reach + 1].iter().zip(&shape.half) {
            let row = row as usize * self.stride + self.reach;
            let left = (x + self.width).saturating_sub(half).min(self.width)..self.width;
            let right = 0..(x + half + 1).saturating_sub(self.width);
            // A torus is wider than sight, so at most one of the two is not empty.
            for range in [left, right] {
                for word in &mut self.words[row + range.start..row + range.end] {
                    *word = word.wrapping_add(by);
                }
            }
        }
    }
}
