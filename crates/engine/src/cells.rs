//! Cells and leaves: who lives on a block, who works in a place.
//!
//! A *cell* is the group in which people see each other: a workplace of 20 to 5,000,
//! or a residential block of 64. A *leaf* is at most 64 people of one cell, the unit
//! of the weight trees. A *stratum* is a run of cells of one place that share every
//! field: one language community, at work or not.

use crate::spec::{LANGUAGES, Place, SECTORS};
use groundswell_chance::draw::{Draw, Purpose, unit};

/// People on a residential block, and at most in a leaf.
pub const BLOCK: u32 = 64;
/// Strata of a place: a language community, at work (odd) or not (even).
pub const STRATA: usize = 2 * LANGUAGES;
/// The sector of a residential block.
pub const NO_SECTOR: u8 = u8::MAX;

/// A workplace or a residential block.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// The place it lies in.
    pub place: u32,
    /// First of its leaves.
    pub first_leaf: u32,
    /// Stratum within the place.
    pub stratum: u8,
    /// Sector, or [`NO_SECTOR`].
    pub sector: u8,
    /// Members.
    pub size: u16,
    /// How much harder its members' life is than that of comparable people.
    pub hardship: f32,
}

/// A cell as its members see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellSeen {
    /// Members.
    pub size: u32,
    /// Members in the street.
    pub active: u32,
    /// Members on strike.
    pub strikers: u32,
    /// Whether an organisation has a branch here.
    pub branch: bool,
    /// Whether the branches of the place call people out in this hour.
    pub called: bool,
}

/// At most 64 consecutive people of one cell.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// First person.
    pub first: u32,
    /// Cell.
    pub cell: u32,
}

/// The runs of people of one place before cells are cut: sizes by stratum and sector.
#[derive(Clone, Debug)]
pub struct Composition {
    /// Agents by language community who are not employed in workplaces.
    pub residents: [u32; LANGUAGES],
    /// Agents by language community and sector employed in workplaces.
    pub workers: [[u32; SECTORS]; LANGUAGES],
}

impl Composition {
    /// Divides `agents` people over communities and sectors in proportion to the
    /// place's shares, by cumulative rounding, so that nobody is lost.
    pub fn of(place: &Place, agents: u32) -> Composition {
        let mut weights = Vec::with_capacity(LANGUAGES * (SECTORS + 1));
        let adults = f64::from(place.adults).max(1.0);
        let employed: f64 = place.employees.iter().sum::<f64>() / adults;
        for share in place.languages {
            weights.push(share * (1.0 - employed).max(0.0));
            weights.extend(place.employees.iter().map(|e| share * e / adults));
        }
        let total: f64 = weights.iter().sum();
        let (mut sum, mut done) = (0.0, 0u32);
        let mut counts = weights.iter().map(|w| {
            sum += w / total;
            let upto = libm::round(sum * f64::from(agents)) as u32;
            let n = upto.min(agents) - done;
            done += n;
            n
        });
        let mut composition = Composition { residents: [0; LANGUAGES], workers: [[0; SECTORS]; LANGUAGES] };
        for language in 0..LANGUAGES {
            composition.residents[language] = counts.next().unwrap_or(0);
            for sector in 0..SECTORS {
                composition.workers[language][sector] = counts.next().unwrap_or(0);
            }
        }
        composition
    }

    /// Cuts the runs into cells: `(stratum, sector, size)` in the order of people.
    pub fn cut(&self, mut sizes: impl FnMut(u32) -> Draw) -> Vec<(u8, u8, u16)> {
        let mut cells = Vec::new();
        for language in 0..LANGUAGES {
            let stratum = (2 * language) as u8;
            let mut left = self.residents[language];
            while left > 0 {
                let n = left.min(BLOCK);
                cells.push((stratum, NO_SECTOR, n as u16));
                left -= n;
            }
            for sector in 0..SECTORS {
                let draw = sizes((language * SECTORS + sector) as u32);
                let (mut left, mut n) = (self.workers[language][sector], 0);
                while left > 0 {
                    let size = workplace_size(draw, n).min(left);
                    // A remainder too small for a workplace joins the one before.
                    let size = if left - size < SMALLEST { left.min(u32::from(u16::MAX)) } else { size };
                    cells.push((stratum + 1, sector as u8, size as u16));
                    left -= size;
                    n += 1;
                }
            }
        }
        cells
    }
}

/// The smallest workplace distinguished.
const SMALLEST: u32 = 20;
/// The largest.
const LARGEST: u32 = 5000;

/// The size of a workplace: Pareto with exponent 2 (Zipf's law of firm sizes; Axtell
/// 2001), cut to 20–5,000.
fn workplace_size(draw: Draw, n: u32) -> u32 {
    let b = draw.block(n);
    let u = unit(b[0], b[1]);
    let (low, high) = (f64::from(SMALLEST), f64::from(LARGEST + 1));
    (low / (1.0 - u * (1.0 - low / high))) as u32
}

/// The purpose of the draws for cell sizes; kept here so that tests use the same.
pub(crate) const SIZES: Purpose = Purpose::Cell;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use groundswell_chance::draw::Key;

    #[test]
    fn nobody_is_lost_when_people_are_divided_and_cut() {
        let place = &fixture::spec().places[0];
        for agents in [0, 1, 19, 24_000, 999_983] {
            let composition = Composition::of(place, agents);
            let cells = composition.cut(|run| Key::new(1, 0).draw(SIZES, 0, run));
            assert_eq!(cells.iter().map(|c| u32::from(c.2)).sum::<u32>(), agents);
        }
    }

    #[test]
    fn workplace_sizes_follow_zipf() {
        let draw = Key::new(1, 0).draw(SIZES, 0, 0);
        let n = 20_000;
        let sizes: Vec<u32> = (0..n).map(|i| workplace_size(draw, i)).collect();
        assert!(sizes.iter().all(|s| (SMALLEST..=LARGEST).contains(s)));
        // P(size ≥ 40) = (20/40 − 20/5001)/(1 − 20/5001) = 0.498.
        let share = sizes.iter().filter(|s| **s >= 40).count() as f64 / f64::from(n);
        assert!((share - 0.498).abs() < 0.018, "{share}");
    }
}
