//! Who was out a short while ago goes out again more easily, and then no longer.
//!
//! For each hour to come there is a set of leaves in which somebody's readiness may end
//! then. What it costs follows the leaves that something ends in, and its memory is
//! bounded, however many come and go. Hours and not steps, so that as many days are
//! remembered however short a step is.

use super::resting::Resting;
use super::weights::Touched;
use crate::mechanisms::participation::Participation;
use crate::members::{LeafPart, bits, set_bits};
use crate::state::{Heat, State};
use crate::world::World;
use multiversion::multiversion;

/// Hours for which somebody who was out goes out again more easily. Below 256, so that
/// the low byte of an hour tells two departures apart.
pub fn hours(world: &World) -> u32 {
    (world.spec.mechanism::<Participation>().memory_hours as u32).clamp(1, 255)
}

/// The hour of this step.
pub fn hour(world: &World, state: &State) -> u32 {
    state.step / world.spec.clock.steps_per_hour
}

/// A bit for each leaf in which somebody's time may be over with this hour: give it back with [`put_back`].
pub fn take(world: &World, state: &mut State) -> Vec<u64> {
    let begins = state.step.is_multiple_of(world.spec.clock.steps_per_hour);
    let hour = hour(world, state);
    if begins { state.resting.take(hour) } else { Vec::new() }
}

/// What was taken in this step.
pub fn put_back(world: &World, state: &mut State, due: Vec<u64>) {
    if !due.is_empty() {
        let hour = hour(world, state);
        state.resting.put_back(hour, due);
    }
}

/// Those of a place whose time is over with this hour are no longer ready. `due` has a bit for each leaf in which
/// somebody's may be.
#[multiversion(targets = "simd")]
pub fn end(world: &World, state: &mut State, p: usize, due: &[u64], touched: &mut Touched) {
    if due.is_empty() {
        return;
    }
    let since = hour(world, state).wrapping_sub(hours(world)) as u8;
    let leaves = world.spans[p].leaves;
    // Where many move most leaves are due: counts are brought up to date once, and no weights are.
    let many = state.heat[p] != Heat::Cold;
    let mut over: Vec<LeafPart> = Vec::new();
    set_bits(due, leaves).for_each(|leaf| over.push(LeafPart { leaf, who: 0 }));
    // Whose time is over is asked of all of them first: what is known of a leaf is scattered.
    for LeafPart { leaf, who } in &mut over {
        // Somebody who went out again meanwhile keeps their readiness until they are home.
        let waiting = state.people.rested.of(*leaf) & !state.people.street.of(*leaf);
        *who = waiting & state.left.equal(*leaf, since);
    }
    for LeafPart { leaf, who } in over {
        let rested = state.people.rested.of(leaf);
        if who != 0 {
            state.people.rested.write(p, leaf, rested & !who, many);
            if !many {
                touched.part(LeafPart { leaf, who });
            }
        }
        if rested == who {
            state.left.forget(leaf);
        }
    }
    if many {
        state.people.rested.recount(p, leaves);
    }
}

/// Notes again when everybody's readiness ends: `memory_hours` may have changed. Those
/// whose time would have been over by now are no longer ready.
pub fn retime(world: &World, state: &mut State) {
    let hours = hours(world);
    // The next hour at whose begin somebody's readiness may end.
    let next = state.step.div_ceil(world.spec.clock.steps_per_hour);
    state.resting = Resting::new();
    for p in 0..world.spans.len() {
        let leaves = world.spans[p].leaves;
        let parts: Vec<LeafPart> = state.people.rested.within(leaves).collect();
        for part in parts {
            let mut over = 0;
            for bit in bits(part.who & !state.people.street.of(part.leaf)) {
                // At most 255 hours ago, so that the low byte tells which.
                let ago = u32::from((next as u8).wrapping_sub(state.left.byte(part.leaf, bit)));
                if ago > hours {
                    over |= 1 << bit;
                } else {
                    state.resting.note(next + hours - ago, part.leaf, world.leaves.len());
                }
            }
            state.people.rested.remove(p, LeafPart { leaf: part.leaf, who: over });
            if state.people.rested.of(part.leaf) == 0 {
                state.left.forget(part.leaf);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::step::step;

    #[test]
    fn who_went_home_is_ready_again_for_as_many_hours_as_stated() {
        let mut spec = fixture::lively();
        spec.mechanisms.people.memory_hours = 5.0;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        let mut ready = std::collections::HashMap::new();
        let mut longest = 0;
        for _ in 0..60 {
            step(&world, &mut state);
            for leaf in 0..world.leaves.len() as u32 - 1 {
                let waiting = state.people.rested.of(leaf) & !state.people.street.of(leaf);
                for bit in 0..64 {
                    if waiting >> bit & 1 != 0 {
                        let hours = ready.entry((leaf, bit)).or_insert(0);
                        *hours += 1;
                        longest = longest.max(*hours);
                    } else {
                        ready.remove(&(leaf, bit));
                    }
                }
            }
        }
        assert_eq!(longest, 5);
    }
}
