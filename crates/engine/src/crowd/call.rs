//! The kernel's side of calls to strike: what a call changes for the workplaces that it reaches.
//! Nothing here is looked at where no call to strike is on or just over.

use super::{branch, works};
use crate::cells::NO_SECTOR;
use crate::mechanisms::strike::Strike;
use crate::places::{StrikeCall, Terms};
use crate::state::State;
use crate::world::World;
use groundswell_chance::draw::Purpose;
use std::borrow::Cow;

/// The call that reaches a workplace now. As many workplaces of a sector are reached as the call's share says, the same
/// ones each time: those whose union it is.
pub(super) fn reaching(world: &World, state: &State, cell: u32, terms: &Terms) -> Option<StrikeCall> {
    let sector = world.cells[cell as usize].sector;
    if sector == NO_SECTOR {
        return None;
    }
    let call = terms.called[usize::from(sector)]?;
    let reached = call.share >= 1.0 || state.key.draw(Purpose::CallReach, cell, 0).uniform(0) < call.share;
    reached.then_some(call)
}

/// Adds to `strikes` the workplaces that put down tools because they are called to.
///
/// As in [`branch::strike`] only the difference is drawn here, against the rate without the call.
pub fn strike(world: &World, state: &State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
    if terms.called.iter().flatten().all(|call| call.pull == 0.0) {
        return;
    }
    let strike = world.spec.mechanism::<Strike>();
    let dt = world.spec.clock.dt();
    for &cell in world.workplaces[p].iter().filter(|&&cell| works::can_strike(state, cell)) {
        let Some(call) = reaching(world, state, cell, terms) else { continue };
        let sector = usize::from(world.cells[cell as usize].sector);
        let rates = works::rates(world, &branch::lifted(world, state, cell, terms));
        let plain = rates[sector] * works::weight(world, cell);
        let more = strike.cap.min(plain * libm::exp(call.pull / strike.noise)) - strike.cap.min(plain);
        if more > 0.0 && state.draw(Purpose::CallStrike, cell).uniform(0) < -libm::expm1(-more * dt) {
            strikes.push(cell);
        }
    }
}

/// The terms of a place as a workplace weighs them, with its branch and with the call that reaches it.
pub fn lifted<'a>(world: &World, state: &State, cell: u32, terms: &'a Terms) -> Cow<'a, Terms> {
    let mut lifted = branch::lifted(world, state, cell, terms);
    if let Some(call) = reaching(world, state, cell, terms) {
        let sector = usize::from(world.cells[cell as usize].sector);
        let terms = lifted.to_mut();
        terms.strike[sector] += call.pull;
        terms.resume[sector] += call.resume;
    }
    lifted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::SECTORS;

    fn terms(world: &World, call: StrikeCall) -> Terms {
        let mut terms = Terms { strike: [-0.5; SECTORS], resume: [0.01; SECTORS], ..Terms::default() };
        let first = world.cells[world.workplaces[0][0] as usize].sector;
        terms.called[usize::from(first)] = Some(call);
        terms
    }

    fn world() -> (World, State) {
        let world = World::build(crate::fixture::spec(), 1);
        let state = world.state(1, 0);
        (world, state)
    }

    #[test]
    fn a_call_reaches_its_share_of_the_workplaces_of_its_sector_and_no_other() {
        let (world, state) = world();
        let reached = |share: f64| {
            let terms = terms(&world, StrikeCall { share, pull: 0.5, resume: 0.0 });
            let of = |&&cell: &&u32| reaching(&world, &state, cell, &terms).is_some();
            world.workplaces[0].iter().filter(of).copied().collect::<Vec<u32>>()
        };
        let first = world.cells[world.workplaces[0][0] as usize].sector;
        let (all, half) = (reached(1.0), reached(0.5));
        let of_sector = |cell: &&u32| world.cells[**cell as usize].sector == first;
        assert_eq!(all.len(), world.workplaces[0].iter().filter(of_sector).count());
        assert!(half.len() < all.len() && !half.is_empty() && half.iter().all(|cell| all.contains(cell)));
        assert!(reached(0.0).is_empty());
    }

    #[test]
    fn who_is_called_strikes_sooner_and_goes_back_when_it_is_over() {
        let (world, state) = world();
        let called = |pull: f64, resume: f64| {
            let terms = terms(&world, StrikeCall { share: 1.0, pull, resume });
            let mut strikes = Vec::new();
            for step in 0..48 {
                let state = State { step, ..state.clone() };
                strike(&world, &state, 0, &terms, &mut strikes);
            }
            let cell = world.workplaces[0][0];
            let sector = usize::from(world.cells[cell as usize].sector);
            let lifted = lifted(&world, &state, cell, &terms);
            (strikes.len(), lifted.strike[sector], lifted.resume[sector])
        };
        let (none, strong, over) = (called(0.0, 0.0), called(0.6, 0.0), called(0.0, 0.3));
        assert!(none.0 == 0 && strong.0 > 0 && over.0 == 0, "{none:?} {strong:?} {over:?}");
        assert!((strong.1 - none.1 - 0.6).abs() < 1e-12 && (over.2 - none.2 - 0.3).abs() < 1e-12);
    }
}
