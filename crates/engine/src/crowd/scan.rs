//! The `scan` back-end: every person, every step. Plain, short, obviously right; the
//! reference that [`super::event`] must agree with in law.

use super::{Odds, factor_of};
use crate::cells::STRATA;
use crate::people::{Member, NOT_AT_HOME, RESTED};
use crate::state::State;
use crate::world::World;
use groundswell_chance::counts::happens;
use groundswell_chance::draw::Purpose;

/// Adds to `out` those of place `p` who go out.
pub fn go_out(world: &World, state: &State, p: usize, odds: &Odds, out: &mut Vec<Member>) {
    let cap = world.spec.mechanisms.people.law().cap;
    let again = world.again;
    let dt = world.spec.clock.dt();
    for stratum in 0..STRATA {
        let tree = p * STRATA + stratum;
        for leaf in world.strata[tree]..world.strata[tree + 1] {
            let factor = factor_of(world, state, world.leaves[leaf as usize].cell);
            for person in world.members(leaf) {
                let bits = state.people[person as usize];
                if bits & NOT_AT_HOME != 0 {
                    continue;
                }
                let kind = usize::from(world.people.class[person as usize] & 7);
                let own = world.pull[usize::from(world.people.own[person as usize])];
                let memory = if bits & RESTED != 0 { again } else { 1.0 };
                let rate = odds.activity * cap.min(odds.rate[stratum][kind] * own * factor * memory);
                if happens(state.draw(Purpose::Scan, person).uniform(0), rate * dt) {
                    out.push(Member { person, leaf });
                }
            }
        }
    }
}

/// Takes out of the crowd of place `p` those who go home, each with this probability.
pub fn go_home(state: &mut State, p: usize, probability: f64) -> Vec<Member> {
    let (key, step) = (state.key, state.step);
    let mut gone = Vec::new();
    state.crowds[p].out.retain(|&member| {
        let stays = key.draw(Purpose::Exit, member.person, step).uniform(0) >= probability;
        if !stays {
            gone.push(member);
        }
        stays
    });
    gone
}
