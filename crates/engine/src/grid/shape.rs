//! The sites within sight, row by row.

use super::rules::Neighbourhood;

/// Columns that are added at a time when counts around a site change.
pub(crate) const LANES: usize = 16;

/// A symmetric shape around a site.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Rows and columns reach from `-reach` to `reach`.
    pub reach: usize,
    /// For each row how far it reaches to either side.
    pub half: Vec<usize>,
    /// For each row a bit per column in it, from `-reach` on.
    pub bits: Vec<u64>,
    /// For each row all ones for a column in it and 0 otherwise, filled up to whole lanes.
    pub ones: Vec<[u64; LANES]>,
    /// Lane groups per row.
    pub groups: usize,
}

impl Shape {
    pub fn new(neighbourhood: Neighbourhood, vision: f64) -> Shape {
        let reach = libm::floor(vision) as i32;
        let half: Vec<usize> = (-reach..=reach)
            .map(|dy| {
                (0..=reach)
                    .rev()
                    .find(|&dx| {
                        let (x, y) = (f64::from(dx), f64::from(dy.abs()));
                        match neighbourhood {
                            Neighbourhood::Circle => x * x + y * y <= vision * vision,
                            Neighbourhood::Moore => x.max(y) <= vision,
                            Neighbourhood::VonNeumann => x + y <= vision,
                        }
                    })
                    .unwrap_or(0) as usize
            })
            .collect();
        let reach = reach as usize;
        let groups = (2 * reach + 1).div_ceil(LANES);
        let bits = half.iter().map(|h| ((1u64 << (2 * h + 1)) - 1) << (reach - h)).collect::<Vec<u64>>();
        let ones = bits
            .iter()
            .flat_map(|row| {
                (0..groups)
                    .map(move |g| std::array::from_fn(|i| if row >> (g * LANES + i) & 1 == 1 { u64::MAX } else { 0 }))
            })
            .collect();
        Shape { reach, half, bits, ones, groups }
    }

    /// How many sites there are in it.
    #[cfg(test)]
    pub fn sites(&self) -> u32 {
        self.bits.iter().map(|b| b.count_ones()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_have_the_sites_they_should() {
        let sites = |n, v| Shape::new(n, v).sites();
        assert_eq!(sites(Neighbourhood::Circle, 7.0), 149);
        assert_eq!(sites(Neighbourhood::Circle, 1.7), 9);
        assert_eq!(sites(Neighbourhood::Moore, 2.0), 25);
        assert_eq!(sites(Neighbourhood::VonNeumann, 7.0), 113);
        assert_eq!(sites(Neighbourhood::Circle, 0.0), 1);
        assert_eq!(sites(Neighbourhood::Moore, 27.0), 55 * 55);
    }
}
