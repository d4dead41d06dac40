//! The sites within sight, row by row.

use super::bits::MOST_ROWS;
use super::rules::Neighbourhood;

/// A symmetric shape around a site.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    /// Rows and columns reach from `-reach` to `reach`.
    pub reach: usize,
    /// For each row a bit per column in it, from `-reach` on; rows beyond the shape are empty.
    pub rows: [u64; MOST_ROWS],
}

impl Shape {
    pub(super) fn new(neighbourhood: Neighbourhood, vision: f64) -> Shape {
        let reach = libm::floor(vision) as i32;
        let sees = |dx: i32, dy: i32| {
            let (x, y) = (f64::from(dx.abs()), f64::from(dy.abs()));
            match neighbourhood {
                Neighbourhood::Circle => x * x + y * y <= vision * vision,
                Neighbourhood::Moore => x.max(y) <= vision,
                Neighbourhood::VonNeumann => x + y <= vision,
            }
        };
        let mut rows = [0; MOST_ROWS];
        for (row, dy) in rows.iter_mut().zip(-reach..=reach) {
            *row = (-reach..=reach).filter(|&dx| sees(dx, dy)).map(|dx| 1 << (dx + reach)).sum();
        }
        Shape { reach: reach as usize, rows }
    }

    /// How many sites there are in it.
    #[cfg(test)]
    pub(super) fn sites(&self) -> u32 {
        self.rows.iter().map(|b| b.count_ones()).sum()
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
