//! A state that can be written down and resumed, and branched.
//!
//! Only what cannot be computed again is kept: people who are not in their first
//! state, lists, fields and memories. The weight trees are a pure function of the rest
//! (see [`crate::forest`]), so a resumed run continues with the same bits.

use crate::cells::STRATA;
use crate::crowd;
use crate::forest::KINDS;
use crate::happening::Happening;
use crate::mechanisms::organisation::Organisation;
use crate::members::bits;
use crate::model::Memories;
use crate::places::PlaceState;
use crate::record::RunRecord;
use crate::spec::SECTORS;
use crate::state::{Heat, Nation, OrderInstance, OrdersInForce, State, Struck};
use crate::world::World;
use groundswell_chance::draw::Key;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// One replicate at one instant, small enough to write down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    key: Key,
    step: u32,
    /// Leaves in which somebody is not in their first state, with their words in every set.
    people: Vec<(u32, [u64; 6])>,
    /// Low byte of the step in which each of those who rest went home, in their order.
    left: Vec<u8>,
    /// Whether the branches of each place call people out.
    called: Vec<bool>,
    moves: u64,
    heat: Vec<Heat>,
    struck: Vec<Vec<Struck>>,
    settled: Vec<(u32, u32)>,
    peace: VecDeque<(u32, u32)>,
    fields: Vec<PlaceState>,
    nation: Nation,
    orders: Vec<Vec<OrderInstance>>,
    ordered: Vec<OrdersInForce>,
    memory: Memories,
    happenings: Vec<Happening>,
    record: RunRecord,
    gains: Vec<[f64; KINDS]>,
    work_gains: Vec<[f64; SECTORS]>,
}

impl Checkpoint {
    /// Writes a state down.
    pub fn of(state: &State) -> Checkpoint {
        let words = |leaf: u32| (leaf, state.people.sets().map(|set| set.of(leaf)));
        let leaves = 0..state.left.leaves();
        let people: Vec<_> = leaves.map(words).filter(|(_, words)| words.iter().any(|&word| word != 0)).collect();
        Checkpoint {
            key: state.key,
            step: state.step,
            left: people
                .iter()
                .flat_map(|&(leaf, _)| resting(state, leaf).map(move |bit| state.left.byte(leaf, bit)))
                .collect(),
            people,
            called: state.called.clone(),
            moves: state.moves,
            heat: state.heat.clone(),
            struck: state.struck.clone(),
            settled: state
                .settled
                .iter()
                .enumerate()
                .filter(|(_, s)| **s != 0)
                .map(|(cell, &until)| (cell as u32, until))
                .collect(),
            peace: state.peace.clone(),
            fields: state.fields.clone(),
            nation: state.nation,
            orders: state.orders.clone(),
            ordered: state.ordered.clone(),
            memory: state.memory.clone(),
            happenings: state.happenings.clone(),
            record: state.record.clone(),
            gains: state.gains.clone(),
            work_gains: state.work_gains.clone(),
        }
    }

    /// Steps done.
    pub fn step(&self) -> u32 {
        self.step
    }

    /// Resumes the state in the world it was written down in.
    pub fn resume(self, world: &World) -> State {
        let mut state = self.restore(world);
        rebuild(world, &mut state);
        state
    }

    /// The state without its weight trees, which are for [`rebuild`].
    pub(crate) fn restore(self, world: &World) -> State {
        let mut state = world.state(0, 0);
        state.key = self.key;
        state.step = self.step;
        let mut left = self.left.into_iter();
        for (leaf, words) in self.people {
            let place = world.place_of(leaf);
            for (set, who) in state.people.sets_mut().into_iter().zip(words) {
                set.set(place, leaf, who);
            }
            let street = state.people.street.of(leaf).count_ones();
            state.active[world.leaves[leaf as usize].cell as usize] += street as u16;
            for (bit, left) in resting(&state, leaf).zip(&mut left) {
                state.left.note(leaf, 1 << bit, left);
            }
        }
        crowd::rest::retime(world, &mut state);
        for (cell, until) in self.settled {
            state.settled[cell as usize] = until;
        }
        for cell in self.struck.iter().flatten().map(|struck| struck.cell) {
            crowd::works::recount(world, &mut state, cell);
        }
        state.called = self.called;
        state.moves = self.moves;
        state.heat = self.heat;
        state.struck = self.struck;
        state.peace = self.peace;
        state.fields = self.fields;
        state.nation = self.nation;
        state.orders = self.orders;
        state.ordered = self.ordered;
        state.memory = self.memory;
        state.memory.of::<Organisation>().restore(&mut state.branch);
        state.happenings = self.happenings;
        state.record = self.record;
        state.gains = self.gains;
        state.work_gains = self.work_gains;
        state
    }
}

/// Those of a leaf whose readiness to go out again will end.
fn resting(state: &State, leaf: u32) -> impl Iterator<Item = u32> + use<> {
    bits(state.people.rested.of(leaf) & !state.people.street.of(leaf))
}

/// Sums the weights of everybody and of every workplace again, but where a place is hot.
pub(crate) fn rebuild(world: &World, state: &mut State) {
    for tree in 0..state.gains.len() {
        match state.heat[tree / STRATA] {
            Heat::Cold => crowd::weights::rebuild(world, state, tree),
            Heat::Hot | Heat::Cooling => state.forest.clear(tree),
        }
    }
    for place in 0..state.work_gains.len() {
        crowd::works::rebuild(world, state, place);
    }
}
