//! M4 Contact.

use crate::cells::CellSeen;
use crate::growth::Growth;
use crate::mechanism::{Mechanism, Seen};
use crate::parameter::{choice, range};
use crate::parameters;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use serde::{Deserialize, Serialize};

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
    /// With `form = "log"` both act through logarithms: a square pulls by
    /// `place · min(1, ln(1 + X_p/notice)/spread)`, a cell of n members by
    /// `cell · min(1, ln(1 + active)/ln(1 + cell_full · n))`. One e-fold of a crowd then adds
    /// `place/spread`, whatever its size: decision 0116.
    ///
    /// With `lasting_hours` a square pulls by the largest crowd that is remembered there,
    /// `R_p = max(X_p, R_p · exp(−1/lasting_hours))` hour by hour, so that who was many last Monday is
    /// many in people's minds on this one.
    ///
    /// The rural part of a unit is no town: its people live in hundreds of villages and small towns, each
    /// with a square of its own. With `settlement` adults in each of them, what is seen there is the crowd
    /// of one, `X_p · settlement / N_p` (decision 0302). With `travel` nobody stands there: they go to a town.
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
        form: Growth = Growth::Share, choice(Growth::WORDS), "word", Assumed, "decision 0116", "How the pull follows the crowd.";
        lasting_hours: f64 = 0.0, range(0.0, 2000.0), "hours", Assumed, "0: only the crowd of the last hour is seen", "Time in which a crowd is forgotten; 0 at once.";
        notice: f64 = 50.0, range(1.0, 100000.0), "people", Assumed, "a crowd that passers-by notice", "Under `form = \"log\"`: crowd of a square from which it begins to pull.";
        spread: f64 = 5.0, range(1.0, 20.0), "e-folds", Assumed, "fifty to seven thousand people", "Under `form = \"log\"`: e-folds of a crowd from first notice to a full square.";
        settlement: f64 = 0.0, range(0.0, 1000000.0), "adults", Assumed, "0: the rural part of a unit has one square, as a town has", "Adults of a village or small town in the rural part of a unit; 0 makes one town of it.";
    }
}

/// The crowds that people remember.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContactMemory {
    /// By place, in adults; empty where nothing is remembered.
    pub crowds: Vec<f64>,
}

impl Contact {
    /// How full the square of a place is, in [0, 1].
    pub fn square(&self, crowd: f64, adults: f64) -> f64 {
        match self.form {
            Growth::Share => (crowd / (self.place_full * adults.max(1.0))).min(1.0),
            Growth::Log => (libm::log1p(crowd / self.notice) / self.spread).min(1.0),
        }
    }

    /// What the square of a place adds to the utility of those who see it.
    pub fn pull_of_square(&self, world: &World, state: &State, p: usize) -> f64 {
        let now = state.fields[p].crowd;
        let crowd = state.memory.of::<Contact>().crowds.get(p).copied().unwrap_or(now);
        let squares = self.squares(world, p);
        if self.enabled { self.place * self.square(crowd / squares, world.adults[p] / squares) } else { 0.0 }
    }

    /// Over how many squares the crowd of a place is spread.
    fn squares(&self, world: &World, p: usize) -> f64 {
        let is_spread = self.settlement > 0.0 && world.spec.places[p].rural;
        if is_spread { (world.adults[p] / self.settlement).max(1.0) } else { 1.0 }
    }
}

impl Mechanism for Contact {
    type Memory = ContactMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("cell", 0.0), ("place", 0.0)];

    fn sense(&self, world: &World, state: &mut State) {
        let remembered = &mut state.memory.of_mut::<Contact>().crowds;
        if self.lasting_hours == 0.0 {
            remembered.clear();
            return;
        }
        remembered.resize(state.fields.len(), 0.0);
        let kept = libm::exp(-world.spec.clock.dt() / self.lasting_hours);
        for (remembered, field) in remembered.iter_mut().zip(&state.fields) {
            *remembered = field.crowd.max(*remembered * kept);
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        terms.all += self.pull_of_square(seen.world, seen.state, seen.place);
    }

    fn tie(&self, cell: CellSeen) -> f64 {
        if cell.active == 0 {
            return 0.0;
        }
        let (active, size) = (f64::from(cell.active), f64::from(cell.size));
        if self.minimum > 0.0 {
            return if active >= self.minimum { self.cell } else { 0.0 };
        }
        let full = (self.cell_full * size).max(1.0);
        match self.form {
            Growth::Share => self.cell * (active / (self.cell_full * size)).min(1.0),
            // Where clearly enough are out no logarithm is needed to say so.
            Growth::Log if active >= full + 1.0 => self.cell,
            Growth::Log => self.cell * (libm::log1p(active) / libm::log1p(full)).min(1.0),
        }
    }

    fn tie_most(&self) -> f64 {
        self.cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_remembered_for_as_long_as_it_is_said_to_be() {
        let world = World::build(crate::fixture::spec(), 1);
        let pull = |contact: &Contact| {
            let mut state = world.state(1, 0);
            for hour in 0..100 {
                state.fields[0].crowd = if hour == 10 { 400.0 } else { 0.0 };
                contact.sense(&world, &mut state);
            }
            let mut terms = Terms::default();
            contact.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            terms.all
        };
        let contact = Contact { form: Growth::Log, lasting_hours: 100.0, ..Contact::default() };
        let left = 400.0 * libm::exp(-0.89);
        assert!((pull(&contact) - contact.place * contact.square(left, 24_000.0)).abs() < 1e-12);
        assert_eq!(pull(&Contact { lasting_hours: 0.0, ..contact }), 0.0);
    }

    #[test]
    fn the_land_is_a_village_many_times_over() {
        let world = World::build(crate::fixture::spec(), 1);
        let land = world.spec.places.iter().position(|place| place.rural).expect("a rural part");
        let pull = |settlement: f64, p: usize, share: f64| {
            let contact = Contact { form: Growth::Log, settlement, ..Contact::default() };
            let mut state = world.state(1, 0);
            state.fields[p].crowd = share * world.adults[p];
            contact.pull_of_square(&world, &state, p)
        };
        let contact = Contact { form: Growth::Log, ..Contact::default() };
        assert_eq!(pull(500.0, land, 0.1), contact.place * contact.square(0.1 * 500.0, 500.0));
        assert!(pull(500.0, land, 0.1) < pull(1000.0, land, 0.1));
        assert!(pull(1000.0, land, 0.1) < pull(0.0, land, 0.1));
        assert_eq!(pull(1e6, land, 0.1), pull(0.0, land, 0.1), "no settlement is larger than the land");
        assert_eq!(pull(500.0, 0, 0.1), pull(0.0, 0, 0.1), "a town has one square");
    }

    #[test]
    fn a_fuller_block_pulls_no_less_and_never_more_than_the_most() {
        for (minimum, form) in [(0.0, Growth::Share), (2.0, Growth::Share), (0.0, Growth::Log)] {
            let contact = Contact { minimum, form, ..Contact::default() };
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
