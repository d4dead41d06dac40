//! One hour of the people: everybody decides, then moves.

use super::weights::{Touched, refresh};
use super::{LeafTurn, Odds, branch, call, event, rest, scan, strike};
use crate::mechanisms::participation::Participation;
use crate::mechanisms::strike::Strike;
use crate::members::LeafPart;
use crate::places::Terms;
use crate::spec::Backend;
use crate::state::{Heat, State};
use crate::world::World;
use multiversion::multiversion;

/// Everybody decides on the state frozen at the start of the step, then moves.
///
/// What somebody decides follows from their own place alone, so places decide and are
/// carried out one after the other.
pub fn move_people(world: &World, state: &mut State, terms: &[Terms]) {
    let (mut turns, mut strikes, mut touched) = (Vec::new(), Vec::new(), Touched::default());
    let due = rest::take(world, state);
    for (p, terms) in terms.iter().enumerate() {
        turns.clear();
        decide(world, state, p, terms, &mut turns);
        if world.spec.mechanism::<Strike>().enabled {
            strike::start(world, state, p, terms, &mut strikes);
            branch::strike(world, state, p, terms, &mut strikes);
            call::strike(world, state, p, terms, &mut strikes);
        }
        carry_out(world, state, p, &turns, &mut touched);
        rest::end(world, state, p, &due, &mut touched);
    }
    rest::put_back(world, state, due);
    if world.spec.mechanism::<Strike>().enabled {
        strike::carry_on(world, state, &strikes, terms, &mut touched);
    }
    refresh(world, state, touched);
}

/// The people of one place decide whether to go out and whether to go home.
pub fn decide(world: &World, state: &mut State, p: usize, terms: &Terms, turns: &mut Vec<LeafTurn>) {
    if !world.spec.mechanism::<Participation>().enabled {
        return;
    }
    let odds = Odds::of(world, terms);
    let leave = -libm::expm1(-terms.leave * world.spec.clock.dt());
    match world.spec.backend {
        Backend::Event => event::decide(world, state, p, &odds, leave, turns),
        Backend::Scan => scan::decide(world, state, p, &odds, leave, turns),
    }
}

/// Those who decided to move do.
#[multiversion(targets = "simd")]
fn carry_out(world: &World, state: &mut State, p: usize, turns: &[LeafTurn], touched: &mut Touched) {
    if turns.is_empty() {
        return;
    }
    let hour = rest::hour(world, state);
    let now = hour as u8;
    let leaves = world.spans[p].leaves;
    // Counts are brought up to date leaf by leaf, or once where most leaves change.
    let many = turns.len() > (leaves.1 - leaves.0) as usize / 4;
    let due = state.resting.due_in(hour + rest::hours(world), world.leaves.len());
    let people = &mut state.people;
    for &LeafTurn { leaf, out, home } in turns {
        people.street.write(p, leaf, people.street.of(leaf) & !home | out, many);
        if home != 0 {
            people.rested.write(p, leaf, people.rested.of(leaf) | home, many);
            people.known.write(p, leaf, people.known.of(leaf) | home, many);
            state.left.note(leaf, home, now);
            due[leaf as usize / 64] |= 1 << (leaf % 64);
        }
        let (out, home) = (out.count_ones(), home.count_ones());
        state.moves += u64::from(out + home);
        let active = &mut state.active[world.leaves[leaf as usize].cell as usize];
        *active = *active + out as u16 - home as u16;
    }
    if many {
        for set in [&mut people.street, &mut people.rested, &mut people.known] {
            set.recount(p, leaves);
        }
    }
    if state.heat[p] == Heat::Cold {
        turns.iter().for_each(|turn| touched.part(LeafPart { leaf: turn.leaf, who: turn.out | turn.home }));
    }
}
