//! A few bits per site, each in a plane of its own, laid out so that what a person sees
//! lies side by side.
//!
//! Columns are cut into blocks of 32 (fewer where sight is very far). A word holds one
//! row of a block together with the columns within sight on either side, and the words
//! of a block follow each other row by row: all rows in sight are consecutive words,
//! two lines of the cache, and no window crosses a word. The price is that a site near
//! the border of a block is written twice, and near the edge of the torus once more.

/// The most rows that anybody sees, filled up to whole vectors.
pub(crate) const MOST_ROWS: usize = 56;

/// What is known of a site: a plane each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plane {
    /// Anybody stands there who keeps the place.
    Taken,
    /// A cop stands there.
    Cop,
    /// Anybody active stands there.
    Roused,
    /// More than one cop, or more than one active, stands there.
    Doubled,
}

/// The planes of a torus.
#[derive(Clone)]
pub(crate) struct Bits {
    planes: [Vec<u64>; 4],
    width: i32,
    height: i32,
    reach: i32,
    shift: u32,
    blocks: i32,
    /// Rows of a block: those of the torus and as many as sight on either side again.
    rows: i32,
}

impl Bits {
    /// Everything clear, for windows up to `reach`.
    pub(super) fn new(width: usize, height: usize, reach: usize) -> Bits {
        let shift = match reach {
            0..=16 => 5,
            17..=24 => 4,
            _ => 3,
        };
        let blocks = width.div_ceil(1 << shift);
        let rows = height + 2 * reach;
        Bits {
            // A window may be read past its last row, and is masked there.
            planes: std::array::from_fn(|_| vec![0; blocks * rows + MOST_ROWS]),
            width: width as i32,
            height: height as i32,
            reach: reach as i32,
            shift,
            blocks: blocks as i32,
            rows: rows as i32,
        }
    }

    /// The words of `ROWS` rows from `y - reach` on, and how far they must be shifted for
    /// column `x - reach` to be bit 0.
    #[inline(always)]
    pub(super) fn window<const ROWS: usize>(&self, plane: Plane, x: u16, y: u16, reach: usize) -> (&[u64; ROWS], u32) {
        let block = usize::from(x) >> self.shift;
        let first = block * self.rows as usize + usize::from(y) + self.reach as usize - reach;
        let within = u32::from(x) & ((1 << self.shift) - 1);
        let rows = self.planes[plane as usize][first..].first_chunk().expect("planes end with spare rows");
        (rows, within + self.reach as u32 - reach as u32)
    }

    /// The bit of a site.
    pub(super) fn get(&self, plane: Plane, x: u16, y: u16) -> bool {
        let ([word], shift) = self.window::<1>(plane, x, y, 0);
        word >> shift & 1 == 1
    }

    /// Sets or clears the bit of a site.
    #[inline(always)]
    pub(super) fn set(&mut self, plane: Plane, x: u16, y: u16, on: bool) {
        let (x, y, reach, size) = (i32::from(x), i32::from(y), self.reach, 1 << self.shift);
        let inner = x >= reach && x < self.width - reach && y >= reach && y < self.height - reach;
        if !inner || reach > size {
            return self.set_at_edge(plane, x, y, on);
        }
        let (block, within) = (x >> self.shift, x & (size - 1));
        self.put(plane, block, y + reach, within + reach, on);
        // The neighbouring block that also sees this column; without one the same word again,
        // which is cheaper than asking.
        let side = i32::from(within >= size - reach) - i32::from(within < reach);
        self.put(plane, block + side, y + reach, within + reach - side * size, on);
    }

    /// The same wherever the site lies: every word that holds it, going round the torus.
    #[inline(never)]
    fn set_at_edge(&mut self, plane: Plane, x: i32, y: i32, on: bool) {
        let (size, reach) = (1 << self.shift, self.reach);
        for column in [x - self.width, x, x + self.width] {
            let (first, last) = ((column - reach) >> self.shift, (column + reach) >> self.shift);
            for block in first.max(0)..(last + 1).min(self.blocks) {
                for row in [y - self.height, y, y + self.height] {
                    if (0..self.rows).contains(&(row + reach)) {
                        self.put(plane, block, row + reach, column - block * size + reach, on);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn put(&mut self, plane: Plane, block: i32, row: i32, bit: i32, on: bool) {
        let word = &mut self.planes[plane as usize][(block * self.rows + row) as usize];
        *word = (*word & !(1 << bit)) | (u64::from(on) << bit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every window of every site shows what a plain torus shows.
    #[test]
    fn windows_show_the_torus() {
        for (width, height, reach) in [(15, 17, 7), (40, 40, 7), (97, 33, 16), (64, 50, 1), (70, 60, 20), (55, 56, 27)]
        {
            let mut bits = Bits::new(width, height, reach);
            let on = |x: usize, y: usize| (x * 7 + y * 13 + x * y) % 5 < 2;
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                bits.set(Plane::Cop, x as u16, y as u16, true);
                bits.set(Plane::Cop, x as u16, y as u16, on(x, y));
            }
            for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
                assert_eq!(bits.get(Plane::Cop, x as u16, y as u16), on(x, y));
                let (rows, shift) = bits.window::<MOST_ROWS>(Plane::Cop, x as u16, y as u16, reach);
                for (dy, word) in rows.iter().take(2 * reach + 1).enumerate() {
                    for dx in 0..=2 * reach {
                        let there = on((x + width + dx - reach) % width, (y + height + dy - reach) % height);
                        assert_eq!(word >> (shift as usize + dx) & 1 == 1, there, "{width} {reach} {x} {y} {dx} {dy}");
                    }
                }
            }
        }
    }
}
