//! The kernel's side of calls to strike: what a call changes for the workplaces that it reaches.
//! Nothing here is looked at where no call to strike is on or just over.

use super::{branch, works};
use crate::cells::NO_SECTOR;
use crate::mechanisms::strike::Strike;
use crate::places::{StrikeCall, Terms};
use crate::state::State;
use crate::world::World;
use groundswell_chance::draw::Purpose;

/// The call that reaches a workplace now: of those that are on the strongest, or else one that is over. As many workplaces
/// of a sector are reached as a call's share says, the same ones each time: those whose union it is.
#[inline]
pub(super) fn reaching(world: &World, state: &State, cell: u32, terms: &Terms) -> Option<StrikeCall> {
    if terms.called.is_empty() { None } else { strongest(world, state, cell, terms) }
}

fn strongest(world: &World, state: &State, cell: u32, terms: &Terms) -> Option<StrikeCall> {
    let sector = world.cells[cell as usize].sector;
    if sector == NO_SECTOR {
        return None;
    }
    let member = state.key.draw(Purpose::CallReach, cell, 0).uniform(0);
    let reach = |call: &&StrikeCall| call.sectors[usize::from(sector)] && member < call.share;
    terms.called.iter().filter(reach).max_by(|a, b| a.strength.total_cmp(&b.strength)).copied()
}

/// What a call adds to the utility of putting down tools in a workplace: a part of what that costs.
fn pull(world: &World, cell: u32, call: &StrikeCall) -> f64 {
    let at = &world.cells[cell as usize];
    call.strength * world.spec.mechanism::<Strike>().cost_in(world, at.place as usize, usize::from(at.sector))
}

/// Adds to `strikes` the workplaces that put down tools because they are called to.
///
/// As in [`branch::strike`] only the difference is drawn here, against the rate without the call.
pub fn strike(world: &World, state: &State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
    if terms.called.iter().all(|call| call.strength == 0.0) {
        return;
    }
    let strike = world.spec.mechanism::<Strike>();
    let (rates, dt) = (works::rates(world, terms), world.spec.clock.dt());
    for &cell in world.workplaces[p].iter().filter(|&&cell| works::can_strike(state, cell)) {
        let Some(call) = reaching(world, state, cell, terms) else { continue };
        let sector = usize::from(world.cells[cell as usize].sector);
        let lift = branch::lifted(world, state, cell, terms).strike[sector] - terms.strike[sector];
        let plain = rates[sector] * works::weight(world, cell) * libm::exp(lift / strike.noise);
        let called = plain * libm::exp(pull(world, cell, &call) / strike.noise);
        let more = strike.cap.min(called) - strike.cap.min(plain);
        if more > 0.0 && state.draw(Purpose::CallStrike, cell).uniform(0) < -libm::expm1(-more * dt) {
            strikes.push(cell);
        }
    }
}

/// The utility of putting down tools in a workplace, apart from the grievance of its members: with its branch, and with the
/// call that reaches it.
pub(super) fn utility(world: &World, state: &State, cell: u32, terms: &Terms) -> f64 {
    let sector = usize::from(world.cells[cell as usize].sector);
    let plain = branch::lifted(world, state, cell, terms).strike[sector];
    reaching(world, state, cell, terms).map_or(plain, |call| plain + pull(world, cell, &call))
}

/// The rate at which a struck workplace goes back, per hour. Hunger hastens it, less so while a call takes away a part of
/// what the strike costs; a call that is over adds to it, hungry or not.
pub(super) fn back(world: &World, state: &State, cell: u32, terms: &Terms, hunger: f64) -> f64 {
    let sector = usize::from(world.cells[cell as usize].sector);
    let plain = branch::lifted(world, state, cell, terms).resume[sector] * hunger;
    reaching(world, state, cell, terms).map_or(plain, |call| plain * (1.0 - call.strength).max(0.0) + call.resume)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::SECTORS;

    const ON: StrikeCall = StrikeCall { sectors: [true; SECTORS], share: 1.0, strength: 0.9, resume: 0.0 };
    const OVER: StrikeCall = StrikeCall { strength: 0.0, resume: 0.3, ..ON };

    fn terms(called: &[StrikeCall]) -> Terms {
        let (strike, resume) = ([-0.5; SECTORS], [0.01; SECTORS]);
        Terms { strike, resume, called: called.to_vec(), ..Terms::default() }
    }

    fn world() -> (World, State) {
        let mut spec = crate::fixture::spec();
        spec.mechanisms.strike.cost = 0.5;
        let world = World::build(spec, 1);
        let state = world.state(1, 0);
        (world, state)
    }

    #[test]
    fn a_call_reaches_its_share_of_the_workplaces_of_its_sector_and_no_other() {
        let (world, state) = world();
        let first = world.cells[world.workplaces[0][0] as usize].sector;
        let of_sector = |cell: u32| world.cells[cell as usize].sector == first;
        let reached = |share: f64| {
            let sectors = std::array::from_fn(|sector| sector == usize::from(first));
            let terms = terms(&[StrikeCall { sectors, share, ..ON }]);
            let of = |&&cell: &&u32| reaching(&world, &state, cell, &terms).is_some();
            world.workplaces[0].iter().filter(of).copied().collect::<Vec<u32>>()
        };
        let (all, half) = (reached(1.0), reached(0.5));
        assert_eq!(all.len(), world.workplaces[0].iter().filter(|&&cell| of_sector(cell)).count());
        assert!(half.len() < all.len() && !half.is_empty() && half.iter().all(|cell| all.contains(cell)));
        assert!(reached(0.0).is_empty());
    }

    #[test]
    fn of_calls_that_reach_a_workplace_the_strongest_counts_and_one_that_is_over_only_alone() {
        let (world, state) = world();
        let narrow = StrikeCall { share: 0.3, strength: 1.0, ..ON };
        let called = terms(&[OVER, ON, narrow]);
        let strengths = |terms: &Terms| {
            let of = |&cell: &u32| reaching(&world, &state, cell, terms).map(|call| call.strength);
            world.workplaces[0].iter().filter_map(of).collect::<Vec<f64>>()
        };
        let found = strengths(&called);
        let strongest = found.iter().filter(|&&strength| strength == 1.0).count();
        assert!(found.len() == world.workplaces[0].len() && strongest > 0 && strongest < found.len());
        assert!(found.iter().all(|&strength| strength >= 0.9), "nobody is told that it is over while it is on");
        assert!(strengths(&terms(&[OVER])).iter().all(|&strength| strength == 0.0));
    }

    #[test]
    fn who_is_called_strikes_sooner_stays_longer_and_goes_back_when_it_is_over() {
        let (world, state) = world();
        let begun = |called: &[StrikeCall]| {
            let mut strikes = Vec::new();
            for step in 0..48 {
                strike(&world, &State { step, ..state.clone() }, 0, &terms(called), &mut strikes);
            }
            strikes.len()
        };
        assert!(begun(&[]) == 0 && begun(&[ON]) > 0 && begun(&[OVER]) == 0);
        let cell = world.workplaces[0][0];
        let cost = world.spec.mechanisms.strike.cost_in(&world, 0, usize::from(world.cells[cell as usize].sector));
        let utility = |called: &[StrikeCall]| utility(&world, &state, cell, &terms(called));
        assert!((utility(&[ON]) - utility(&[]) - 0.9 * cost).abs() < 1e-12 && utility(&[OVER]) == utility(&[]));
        let back = |called: &[StrikeCall], hunger: f64| back(&world, &state, cell, &terms(called), hunger);
        assert!((back(&[], 2.0) - 0.02).abs() < 1e-12, "hunger hastens it");
        assert!((back(&[ON], 2.0) - 0.002).abs() < 1e-12, "a tenth of the cost is left");
        assert!((back(&[OVER], 2.0) - 0.32).abs() < 1e-12, "it is over, hungry or not");
    }
}
