//! The kernel's side of organisation: what a branch changes for the members of its cell
//! beyond the weight of going out. Nothing here is looked at where there is no branch.

use super::works;
use crate::cells::NO_SECTOR;
use crate::mechanisms::organisation::Organisation;
use crate::mechanisms::strike::Strike;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use groundswell_chance::draw::Purpose;
use std::borrow::Cow;

/// What the branch of a cell adds to its members' utility now.
fn lift(world: &World, state: &State, cell: u32) -> f64 {
    let place = world.cells[cell as usize].place;
    world.spec.mechanism::<Organisation>().lift(state.called[place as usize])
}

/// Adds to `strikes` the workplaces that put down tools because of their branch.
///
/// The trees of [`super::strike`] hold every workplace at its rate without a branch;
/// the difference is drawn here, branch by branch. Two independent causes with these
/// rates together have the rate with the branch.
pub fn strike(world: &World, state: &State, p: usize, terms: &Terms, strikes: &mut Vec<u32>) {
    if world.branches[p].is_empty() {
        return;
    }
    let strike = world.spec.mechanism::<Strike>();
    let rates = works::rates(world, terms);
    let dt = world.spec.clock.dt();
    for &cell in &world.branches[p] {
        let sector = world.cells[cell as usize].sector;
        if sector == NO_SECTOR || !state.branch[cell as usize] || !works::can_strike(state, cell) {
            continue;
        }
        let plain = rates[usize::from(sector)] * works::weight(world, cell);
        let lifted = plain * libm::exp(lift(world, state, cell) / strike.noise);
        let more = strike.cap.min(lifted) - strike.cap.min(plain);
        if more > 0.0 && state.draw(Purpose::BranchStrike, cell).uniform(0) < -libm::expm1(-more * dt) {
            strikes.push(cell);
        }
    }
}

/// The terms of a place as a workplace weighs them: a branch makes a strike easier, holds
/// it while too little is offered and settles it sooner once enough is.
pub fn lifted<'a>(world: &World, state: &State, cell: u32, terms: &'a Terms) -> Cow<'a, Terms> {
    if world.branches[world.cells[cell as usize].place as usize].is_empty() || !state.branch[cell as usize] {
        return Cow::Borrowed(terms);
    }
    let mut terms = terms.clone();
    let lift = lift(world, state, cell);
    let satisfied = &state.fields[world.cells[cell as usize].place as usize].satisfied;
    let settles = world.spec.mechanism::<Organisation>().settles(satisfied[1].max(satisfied[2]));
    terms.strike.iter_mut().for_each(|u| *u += lift);
    terms.resume.iter_mut().for_each(|rate| *rate *= settles);
    Cow::Owned(terms)
}

/// The probability of going home in a leaf whose cell has a branch, where everybody else
/// of the place has `leave`.
#[inline]
pub fn leave(world: &World, state: &State, p: usize, leaf: u32, leave: f64) -> Option<f64> {
    if world.branches[p].is_empty() || !state.branch[world.leaves[leaf as usize].cell as usize] {
        return None;
    }
    let slower = world.spec.mechanism::<Organisation>().leaves();
    (slower < 1.0 && leave < 1.0).then(|| -libm::expm1(slower * libm::log1p(-leave)))
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::spec::SECTORS;

    /// A country with a branch in every workplace, and one of its workplaces.
    fn organised() -> (World, State, u32) {
        let mut spec = crate::fixture::spec();
        spec.mechanisms.organisation.density = 1.0;
        let world = World::build(spec, 1);
        let (state, cell) = (world.state(1, 0), world.workplaces[0][0]);
        (world, state, cell)
    }

    #[test]
    fn a_branch_makes_more_members_willing_and_holds_a_strike_until_enough_is_offered() {
        let (world, mut state, cell) = organised();
        let terms = Terms { strike: [-0.3; SECTORS], resume: [0.1; SECTORS], ..Terms::default() };
        let organisation = world.spec.mechanism::<Organisation>();
        let held = lifted(&world, &state, cell, &terms).into_owned();
        assert!((held.strike[0] - terms.strike[0] - organisation.threshold).abs() < 1e-12);
        assert!((held.resume[0] - 0.1 * organisation.hold).abs() < 1e-12);
        state.fields[0].satisfied[1] = 1.0;
        let settled = lifted(&world, &state, cell, &terms).into_owned();
        assert!((settled.resume[0] - 0.1 * organisation.settle).abs() < 1e-12);
        state.branch[cell as usize] = false;
        assert_eq!(lifted(&world, &state, cell, &terms).strike, terms.strike);
    }

    #[test]
    fn workplaces_with_a_branch_strike_sooner_and_its_members_stay_longer() {
        let (world, state, cell) = organised();
        let terms = |u: f64| Terms { strike: [u; SECTORS], ..Terms::default() };
        let begun = |u: f64| {
            let mut strikes = Vec::new();
            strike(&world, &state, 0, &terms(u), &mut strikes);
            strikes.len()
        };
        assert!(begun(-0.15) > 2 && begun(-0.15) > begun(-0.3), "{} {}", begun(-0.15), begun(-0.3));
        let leaf = world.leaves_of(cell).start;
        let p = leave(&world, &state, 0, leaf, 0.3).expect("a branch");
        assert!(0.0 < p && p < 0.3, "{p}");
    }
}
