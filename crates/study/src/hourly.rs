//! Values of many places, hour by hour, of which most stay what they were: a run of places in which nothing changed is
//! kept once.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Places that are kept together.
const RUN: usize = 64;

/// A value that can be told from another by its bits: 0 and −0 are two, and what is no number is itself.
pub trait EqualBits: Copy {
    /// Whether both have the same bits.
    fn same_bits(&self, other: &Self) -> bool;
}

impl EqualBits for f32 {
    fn same_bits(&self, other: &Self) -> bool {
        self.to_bits() == other.to_bits()
    }
}

impl EqualBits for u32 {
    fn same_bits(&self, other: &Self) -> bool {
        self == other
    }
}

impl EqualBits for u8 {
    fn same_bits(&self, other: &Self) -> bool {
        self == other
    }
}

/// Rows as a table has them: hour by hour, and in an hour place by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hourly<T> {
    /// Places.
    width: usize,
    /// For each hour and each run of places, where its values begin.
    at: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Hourly<T> {
    fn default() -> Self {
        Hourly { width: 0, at: Vec::new(), values: Vec::new() }
    }
}

impl<T: EqualBits> Hourly<T> {
    /// Adds an hour: a value for each place, as many as in every other hour.
    pub fn push(&mut self, hour: impl IntoIterator<Item = T>) {
        let first = self.values.len();
        self.values.extend(hour);
        let width = self.values.len() - first;
        debug_assert!(
            self.at.is_empty() || width == self.width,
            "an hour of {width} places after one of {}",
            self.width
        );
        self.width = width;
        let runs = width.div_ceil(RUN);
        let before = self.at.len().wrapping_sub(runs);
        let mut end = first;
        for run in 0..runs {
            let new = first + run * RUN..(first + (run + 1) * RUN).min(first + width);
            let old = self.at.get(before.wrapping_add(run)).map(|&at| at as usize);
            let same = old.filter(|&old| {
                self.values[old..old + new.len()].iter().zip(&self.values[new.clone()]).all(|(a, b)| a.same_bits(b))
            });
            match same {
                Some(old) => self.at.push(old as u32),
                None => {
                    self.at.push(end as u32);
                    let length = new.len();
                    self.values.copy_within(new, end);
                    end += length;
                }
            }
        }
        self.values.truncate(end);
    }

    /// Rows.
    pub fn len(&self) -> usize {
        match self.width {
            0 => 0,
            width => self.at.len() / width.div_ceil(RUN) * width,
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A row.
    pub fn get(&self, row: usize) -> Option<&T> {
        let place = row.checked_rem(self.width)?;
        let at = *self.at.get(row / self.width * self.width.div_ceil(RUN) + place / RUN)?;
        self.values.get(at as usize + place % RUN)
    }

    /// Some of the rows.
    pub fn rows(&self, rows: Range<usize>) -> impl Iterator<Item = T> + '_ {
        rows.filter_map(|row| self.get(row).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_kept_once_and_every_row_is_what_it_was() {
        let value = |hour: usize, place: usize| if place == 70 || hour.is_multiple_of(5) { hour as f32 } else { 0.5 };
        for width in [1, 63, 64, 65, 200] {
            let (mut hourly, mut plain) = (Hourly::default(), Vec::new());
            for hour in 0..20 {
                let row: Vec<f32> = (0..width).map(|place| value(hour, place)).collect();
                hourly.push(row.iter().copied());
                plain.extend(row);
            }
            assert_eq!((hourly.len(), hourly.is_empty()), (20 * width, false));
            assert_eq!(hourly.rows(0..hourly.len()).collect::<Vec<_>>(), plain);
            assert_eq!(hourly.rows(3..17).collect::<Vec<_>>(), plain[3..17]);
            assert!(hourly.get(20 * width).is_none() && hourly.values.len() < plain.len());
        }
        let mut zeros = Hourly::default();
        zeros.push([0.0f32]);
        zeros.push([-0.0f32]);
        assert!(zeros.get(1).is_some_and(|zero| zero.is_sign_negative()));
        assert!(Hourly::<u8>::default().is_empty() && Hourly::<u8>::default().get(0).is_none());
    }
}
