//! M4 Contact.

use crate::mechanism::{CellSeen, Mechanism, Seen};
use crate::parameter::range;
use crate::parameters;
use crate::places::Terms;

parameters! {
    /// # Contact
    ///
    /// The pull of those one sees: one's block or workplace, and the town square.
    ///
    /// ```text
    /// u += cell · s(x_c / cell_full)         x_c share of the cell in the street
    /// u += place · s(X_p / (place_full · N_p))   X_p people in the street, N_p adults
    /// s(z) = min(1, z)
    /// ```
    ///
    /// With `minimum` = m above 0 contagion is complex: the cell pulls in full once m of
    /// its members are out, and not at all before (Centola & Macy 2007).
    ///
    /// *Reads:* counts of the last hour. *Test:* a fuller square or block never lowers the utility.
    pub struct Contact {
        cell: f64 = 0.10, range(0.0, 1.0), "utility", Assumed, "model M4, β_c", "Pull of a block or workplace that is out.";
        cell_full: f64 = 0.10, range(0.001, 1.0), "share", Assumed, "model M4, x_0", "Share of the cell in the street at which it pulls in full.";
        minimum: f64 = 0.0, range(0.0, 10.0), "people", Assumed, "model M4: complex contagion switch", "Members who must be out before the cell pulls; 0 for simple contagion.";
        place: f64 = 0.15, range(0.0, 1.0), "utility", Assumed, "model M4, β_p; fitted", "Pull of a full town square.";
        place_full: f64 = 0.02, range(0.0005, 0.5), "share", Assumed, "model M4, ν: .005–.08", "Share of the adults of a place in the street at which the square is full.";
    }
}

impl Mechanism for Contact {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("cell", 0.0), ("place", 0.0)];

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let crowd = seen.state.fields[seen.place].crowd;
        let square = self.place * (crowd / (self.place_full * seen.world.adults[seen.place].max(1.0))).min(1.0);
        terms.all += square;
    }

    fn tie(&self, cell: CellSeen) -> f64 {
        if cell.active == 0 {
            return 0.0;
        }
        let (active, size) = (f64::from(cell.active), f64::from(cell.size));
        if self.minimum > 0.0 {
            return if active >= self.minimum { self.cell } else { 0.0 };
        }
        self.cell * (active / (self.cell_full * size)).min(1.0)
    }

    fn tie_most(&self) -> f64 {
        self.cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fuller_block_pulls_no_less_and_never_more_than_the_most() {
        for minimum in [0.0, 2.0] {
            let contact = Contact { minimum, ..Contact::default() };
            let pulls: Vec<f64> =
                (0..=64).map(|active| contact.tie(CellSeen { size: 64, active, ..CellSeen::default() })).collect();
            assert!(pulls.is_sorted());
            assert!(pulls.iter().all(|&pull| pull <= contact.tie_most()));
            assert_eq!(pulls[0], 0.0);
            assert_eq!(pulls[64], contact.cell);
        }
        let complex = Contact { minimum: 2.0, ..Contact::default() };
        assert_eq!(complex.tie(CellSeen { size: 64, active: 1, ..CellSeen::default() }), 0.0);
    }
}
