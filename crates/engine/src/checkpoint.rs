//! A state that can be written down and resumed, and branched.
//!
//! Only what cannot be computed again is kept: people who are not in their first
//! state, lists, fields and memories. The weight trees are a pure function of the rest
//! (see [`crate::forest`]), so a resumed run continues with the same bits.

use crate::crowd;
use crate::forest::KINDS;
use crate::mechanisms::regime::Instance;
use crate::people::Member;
use crate::places::Field;
use crate::recorder::Record;
use crate::register::Memories;
use crate::spec::SECTORS;
use crate::state::{Crowd, Happening, Nation, Ordered, State, Struck};
use crate::world::World;
use groundswell_chance::draw::Key;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// One replicate at one instant, small enough to write down.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Checkpoint {
    key: Key,
    step: u32,
    /// People who are not in their first state: index, state bits, low byte of the
    /// step in which they last went home.
    people: Vec<(u32, u8, u8)>,
    crowds: Vec<Crowd>,
    resting: VecDeque<(u32, Member)>,
    struck: Vec<Vec<Struck>>,
    settled: Vec<(u32, u32)>,
    peace: VecDeque<(u32, u32)>,
    fields: Vec<Field>,
    nation: Nation,
    orders: Vec<Vec<Instance>>,
    ordered: Vec<Ordered>,
    memory: Memories,
    happenings: Vec<Happening>,
    record: Record,
    gains: Vec<[f64; KINDS]>,
    work_gains: Vec<[f64; SECTORS]>,
}

impl Checkpoint {
    /// Writes a state down.
    pub fn of(state: &State) -> Checkpoint {
        let people = state.people.iter().zip(&state.left).enumerate();
        Checkpoint {
            key: state.key,
            step: state.step,
            people: people.filter(|(_, (s, l))| **s != 0 || **l != 0).map(|(i, (s, l))| (i as u32, *s, *l)).collect(),
            crowds: state.crowds.clone(),
            resting: state.resting.clone(),
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
        for (i, bits, left) in self.people {
            state.people[i as usize] = bits;
            state.left[i as usize] = left;
        }
        for (cell, until) in self.settled {
            state.settled[cell as usize] = until;
        }
        for member in self.crowds.iter().flat_map(|crowd| &crowd.out) {
            state.active[world.leaves[member.leaf as usize].cell as usize] += 1;
        }
        for cell in self.struck.iter().flatten().map(|struck| struck.cell) {
            crowd::strike::recount(world, &mut state, cell);
        }
        state.crowds = self.crowds;
        state.resting = self.resting;
        state.struck = self.struck;
        state.peace = self.peace;
        state.fields = self.fields;
        state.nation = self.nation;
        state.orders = self.orders;
        state.ordered = self.ordered;
        state.memory = self.memory;
        state.memory.organisation.restore(&mut state.branch);
        state.happenings = self.happenings;
        state.record = self.record;
        state.gains = self.gains;
        state.work_gains = self.work_gains;
        state
    }
}

/// Sums the weights of everybody and of every workplace again.
pub(crate) fn rebuild(world: &World, state: &mut State) {
    for tree in 0..state.gains.len() {
        crowd::ceiling::rebuild(world, state, tree);
    }
    for place in 0..state.work_gains.len() {
        crowd::strike::rebuild(world, state, place);
    }
}
