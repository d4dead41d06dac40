//! The weights of workplaces: how readily each puts down tools.
//!
//! The rate at which a workplace puts down tools has the form of the rate of going
//! out, so its trees are the same: one per place, with sectors for kinds and 64
//! workplaces to a leaf, kept in a band as [`super::ceiling`] keeps them.

use super::ceiling::band;
use crate::cells::{BLOCK, Cell, NO_SECTOR};
use crate::forest::{Forest, Sums};
use crate::mechanisms::strike::Strike;
use crate::memo::Memo;
use crate::places::Terms;
use crate::spec::SECTORS;
use crate::state::State;
use crate::world::World;

/// The trees of a country in which everybody works.
pub fn quiet(world: &World) -> Forest {
    let widths = world.workplaces.iter().map(|w| w.len().div_ceil(BLOCK as usize));
    Forest::filled(widths, SECTORS, |p, leaf| leaf_sums(world, &world.workplaces[p], leaf, &[1.0; SECTORS], |_| true))
}

/// The weight of a workplace: `exp((mean grievance − top)/w)`, at most 1.
pub fn weight(world: &World, cell: u32) -> f64 {
    let cell = &world.cells[cell as usize];
    if cell.sector == NO_SECTOR {
        return 0.0;
    }
    let like = &world.dispositions[cell.place as usize];
    let hardship = like.hardship[usize::from(cell.sector)] + f64::from(cell.hardship);
    let mean = hardship.clamp(0.0, 1.0) * (1.0 - like.legitimacy);
    libm::exp((mean - world.top) / world.spec.mechanism::<Strike>().noise).min(1.0)
}

/// Sums of `min(1, weight / gain)` over the workplaces of a leaf that could strike.
fn leaf_sums(world: &World, works: &[u32], leaf: usize, gains: &[f64; SECTORS], at_work: impl Fn(u32) -> bool) -> Sums {
    let first = leaf * BLOCK as usize;
    let mut sums = [0.0; SECTORS];
    for &cell in &works[first..works.len().min(first + BLOCK as usize)] {
        if at_work(cell) {
            let sector = usize::from(world.cells[cell as usize].sector);
            sums[sector] += (weight(world, cell) / gains[sector]).min(1.0) as f32;
        }
    }
    sums
}

/// Rate per hour of a workplace of full weight, by sector.
pub(super) fn rates(world: &World, terms: &Terms) -> [f64; SECTORS] {
    let mut rate = Memo::new();
    terms.strike.map(|u| rate.of(u, |u| rate_at(world, u)))
}

/// The rate of the sector that has the highest.
pub(super) fn highest_rate(world: &World, terms: &Terms) -> f64 {
    rate_at(world, terms.strike.iter().copied().fold(f64::NEG_INFINITY, f64::max))
}

fn rate_at(world: &World, u: f64) -> f64 {
    let strike = world.spec.mechanism::<Strike>();
    strike.base * libm::exp(((u + world.top) / strike.noise).clamp(-600.0, 600.0))
}

/// Brings the weights of a place's workplaces into the band.
pub(super) fn adjust(world: &World, state: &mut State, p: usize, rates: &[f64; SECTORS]) {
    let cap = world.spec.mechanism::<Strike>().cap;
    let mut gains = state.work_gains[p];
    for (gain, &rate) in gains.iter_mut().zip(rates) {
        *gain = band(*gain, rate, cap, 1.0);
    }
    if gains != state.work_gains[p] {
        state.work_gains[p] = gains;
        rebuild(world, state, p);
    }
}

/// Neither on strike nor just back from one.
pub(super) fn can_strike(state: &State, cell: u32) -> bool {
    state.settled[cell as usize] <= state.step
}

/// Counts the strikers of a workplace again.
pub(crate) fn recount(world: &World, state: &mut State, cell: u32) {
    let strikers: u32 = world.leaves_of(cell).map(|leaf| state.people.strike.of(leaf).count_ones()).sum();
    count(world, state, cell, strikers as u16);
}

/// So many of a workplace are on strike.
pub(super) fn count(world: &World, state: &mut State, cell: u32, strikers: u16) {
    let before = std::mem::replace(&mut state.strikers[cell as usize], strikers);
    let Cell { place, sector, .. } = world.cells[cell as usize];
    // Nobody strikes in a block, which has no sector.
    if before != strikers {
        let sum = &mut state.on_strike[place as usize][usize::from(sector)];
        *sum = *sum + u32::from(strikers) - u32::from(before);
    }
}

/// Sums the weights of the workplaces of a place again.
pub fn rebuild(world: &World, state: &mut State, p: usize) {
    for leaf in 0..state.works.leaves(p) {
        let sums = leaf_sums(world, &world.workplaces[p], leaf, &state.work_gains[p], |cell| can_strike(state, cell));
        state.works.put(p, leaf, sums);
    }
    state.works.settle(p);
}

/// Brings the weight of a workplace up to date.
pub(super) fn refresh(world: &World, state: &mut State, cell: u32) {
    let p = world.cells[cell as usize].place as usize;
    let works = &world.workplaces[p];
    let Ok(at) = works.binary_search(&cell) else { return };
    let leaf = at / BLOCK as usize;
    let next = state.step + 1;
    let sums = leaf_sums(world, works, leaf, &state.work_gains[p], |cell| state.settled[cell as usize] <= next);
    state.works.put(p, leaf, sums);
    state.works.settle_above(p, &mut vec![leaf as u32]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hard_lives_and_a_government_without_legitimacy_make_workplaces_ready() {
        let ready = |base: f64, legitimacy: f64| {
            let mut spec = crate::fixture::spec();
            (spec.mechanisms.grievance.base, spec.mechanisms.grievance.legitimacy) = (base, legitimacy);
            let world = World::build(spec, 1);
            // Against what the utility of the most aggrieved adds to every rate.
            let noise = world.spec.mechanism::<Strike>().noise;
            let cells = world.workplaces[0].iter().map(|&cell| libm::log(weight(&world, cell)) * noise + world.top);
            cells.sum::<f64>() / world.workplaces[0].len() as f64
        };
        let plain = ready(0.4, 0.6);
        assert!(ready(0.5, 0.6) > plain + 0.03 && ready(0.4, 0.8) < plain - 0.06, "{plain}");
        let world = World::build(crate::fixture::spec(), 1);
        let at = |u: f64| rates(&world, &Terms { strike: [u; SECTORS], ..Terms::default() })[0];
        assert!(at(-0.2) > at(-0.3) && at(-0.3) > 0.0);
        let mut state = world.state(1, 0);
        let cell = world.workplaces[0][0];
        assert!(can_strike(&state, cell));
        state.settled[cell as usize] = 5;
        assert!(!can_strike(&state, cell));
        state.step = 5;
        assert!(can_strike(&state, cell), "the peace is over");
    }
}
