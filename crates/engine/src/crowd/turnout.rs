//! One hour of the people: everybody decides, then moves.

use super::weights::{Touched, refresh};
use super::{LeafTurn, Odds, branch, event, rest, scan, strike};
use crate::mechanisms::participation::Participation;
use crate::mechanisms::strike::Strike;
use crate::members::LeafPart;
use crate::places::Terms;
use crate::spec::Backend;
use crate::state::{Heat, State};
use crate::world::World;

/// Everybody decides on the state frozen at the start of the step, then moves.
///
/// What somebody decides follows from their own place alone, so places decide and are
/// carried out one after the other.
pub fn move_people(world: &World, state: &mut State, terms: &[Terms]) {
    let (mut turns, mut strikes, mut touched) = (Vec::new(), Vec::new(), Touched::default());
    for (p, terms) in terms.iter().enumerate() {
        turns.clear();
        decide(world, state, p, terms, &mut turns);
        if world.spec.mechanism::<Strike>().enabled {
            strike::start(world, state, p, terms, &mut strikes);
            branch::strike(world, state, p, terms, &mut strikes);
        }
        carry_out(world, state, p, &turns, &mut touched);
    }
    if world.spec.mechanism::<Strike>().enabled {
        strike::carry_on(world, state, &strikes, terms, &mut touched);
    }
    rest::end(world, state, &mut touched);
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
fn carry_out(world: &World, state: &mut State, p: usize, turns: &[LeafTurn], touched: &mut Touched) {
    let hour = rest::hour(world, state);
    let (due, now) = (hour + rest::hours(world), hour as u8);
    let leaves = world.spans[p].leaves;
    // Counts are brought up to date leaf by leaf, or once where most leaves change.
    let many = turns.len() > (leaves.1 - leaves.0) as usize / 4;
    for turn in turns {
        let leaf = &world.leaves[turn.leaf as usize];
        let people = &mut state.people;
        let street = people.street.of(turn.leaf) & !turn.home | turn.out;
        people.street.write(p, turn.leaf, street, many);
        if turn.home != 0 {
            people.rested.write(p, turn.leaf, people.rested.of(turn.leaf) | turn.home, many);
            people.known.write(p, turn.leaf, people.known.of(turn.leaf) | turn.home, many);
            state.left.note(turn.leaf, turn.home, now);
            state.resting.note(due, turn.leaf, world.leaves.len());
        }
        let (out, home) = (turn.out.count_ones(), turn.home.count_ones());
        state.moves += u64::from(out + home);
        let active = &mut state.active[leaf.cell as usize];
        *active = *active + out as u16 - home as u16;
    }
    if state.heat[p] == Heat::Cold {
        turns.iter().for_each(|turn| touched.part(LeafPart { leaf: turn.leaf, who: turn.out | turn.home }));
    }
    if many {
        let people = &mut state.people;
        for set in [&mut people.street, &mut people.rested, &mut people.known] {
            set.recount(p, leaves);
        }
    }
}
