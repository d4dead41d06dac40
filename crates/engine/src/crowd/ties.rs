//! What a cell makes of its members' rates: what they add to each other's utility, as a factor.

use crate::cells::CellSeen;
use crate::mechanisms::participation::Participation;
use crate::model::Ties;
use crate::spec::Spec;
use crate::state::State;
use crate::world::World;

/// `exp((own − top)/w)` for each of the 256 levels of private grievance.
pub fn pull(top: f64, spec: &Spec) -> [f64; 256] {
    let law = spec.mechanism::<Participation>().law();
    std::array::from_fn(|level| libm::exp((level as f64 / 255.0 - 1.0) * top / law.noise))
}

/// The logarithm of [`cell_factor`].
#[inline]
pub fn cell_tie(spec: &Spec, cell: CellSeen) -> f64 {
    spec.mechanisms.tie(cell) / spec.mechanism::<Participation>().law().noise
}

/// The factor by which a cell multiplies its members' rates.
#[inline]
pub fn cell_factor(spec: &Spec, cell: CellSeen) -> f64 {
    let tie = cell_tie(spec, cell);
    if tie == 0.0 { 1.0 } else { libm::exp(tie) }
}

/// The factor of one who was out of late.
#[inline]
pub fn readiness(spec: &Spec) -> f64 {
    let people = spec.mechanism::<Participation>();
    if people.enabled { libm::exp(people.memory / people.law().noise) } else { 1.0 }
}

/// The largest factor that cell and readiness can make together.
pub fn most(spec: &Spec) -> f64 {
    let noise = spec.mechanism::<Participation>().law().noise;
    libm::exp(spec.mechanisms.tie_most().max(0.0) / noise) * readiness(spec).max(1.0)
}

/// A cell as its members see it now.
#[inline]
pub fn seen(world: &World, state: &State, cell: u32) -> CellSeen {
    let c = cell as usize;
    CellSeen {
        size: u32::from(world.cells[c].size),
        active: u32::from(state.active[c]),
        strikers: u32::from(state.strikers[c]),
        branch: state.branch[c],
        called: state.branch[c] && state.called[world.cells[c].place as usize],
    }
}

/// The factor by which a cell multiplies its members' rates now.
#[inline]
pub fn factor_of(world: &World, state: &State, cell: u32) -> f64 {
    cell_factor(&world.spec, seen(world, state, cell))
}
