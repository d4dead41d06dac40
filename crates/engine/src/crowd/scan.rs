//! The `scan` back-end: every person, every step. Plain, short, obviously right; the
//! reference that [`super::event`] must agree with in law.

use super::ties::factor_of;
use super::{LeafTurn, Odds, branch};
use crate::cells::STRATA;
use crate::mechanisms::participation::Participation;
use crate::state::State;
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::draw::Purpose;

/// Who goes out and who goes home in place `p`; `leave` is the probability of the latter.
pub fn decide(world: &World, state: &State, p: usize, odds: &Odds, leave: f64, turns: &mut Vec<LeafTurn>) {
    let cap = world.spec.mechanism::<Participation>().law().cap;
    let dt = world.spec.clock.dt();
    for stratum in 0..STRATA {
        let tree = p * STRATA + stratum;
        for leaf in world.strata[tree]..world.strata[tree + 1] {
            let factor = factor_of(world, state, world.leaves[leaf as usize].cell);
            let leave = branch::leave(world, state, p, leaf, leave).unwrap_or(leave);
            let (at_home, street) = (state.people.at_home(world, leaf), state.people.street.of(leaf));
            let rested = state.people.rested.of(leaf);
            let mut turn = LeafTurn { leaf, out: 0, home: 0 };
            for (bit, person) in world.members(leaf).enumerate() {
                if street >> bit & 1 != 0 && state.draw(Purpose::Exit, person).uniform(0) < leave {
                    turn.home |= 1 << bit;
                }
                if at_home >> bit & 1 != 0 {
                    let kind = world.people.kinds[leaf as usize].kind(bit as u32);
                    let own = world.pull[usize::from(world.people.own[person as usize])];
                    let memory = if rested >> bit & 1 != 0 { world.again } else { 1.0 };
                    let rate = odds.activity * cap.min(odds.rate[stratum][kind] * own * factor * memory);
                    if happens(state.draw(Purpose::Scan, person).uniform(0), rate * dt) {
                        turn.out |= 1 << bit;
                    }
                }
            }
            if turn.out | turn.home != 0 {
                turns.push(turn);
            }
        }
    }
}
