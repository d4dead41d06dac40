//! The kernel's side of policing: quotas of arrests, round-ups, releases and deaths
//! are carried out on people picked at random. Counts are agents.

use super::{event, mark, refresh, strike};
use crate::people::{DEAD, DETAINED, KNOWN, Member, NOT_AT_HOME, RESTED, STREET, STRIKE};
use crate::state::State;
use crate::world::World;
use groundswell_chance::draw::{Purpose, index};

/// Carries out the quotas of every place and counts the toll, in adults.
pub fn carry_out(world: &World, state: &mut State) {
    let mut touched = Vec::new();
    for p in 0..world.spans.len() {
        let quota = std::mem::take(&mut state.quotas[p]);
        let mut toll = crate::places::Toll::default();
        for member in event::take(state, p, Purpose::Arrest, quota.arrests) {
            mark(world, state, member, DETAINED, STREET | RESTED, &mut touched);
            state.crowds[p].held.push(member);
            toll.detained += world.scale();
        }
        for member in event::take(state, p, Purpose::Death, quota.deaths) {
            mark(world, state, member, DEAD, STREET | RESTED | STRIKE, &mut touched);
            // A death on strike leaves the workplace's count right.
            strike::recount(world, state, world.leaves[member.leaf as usize].cell);
            toll.killed += world.scale();
        }
        for member in found_at_home(state, p, quota.round_ups) {
            mark(world, state, member, DETAINED, RESTED, &mut touched);
            state.crowds[p].held.push(member);
            toll.detained += world.scale();
        }
        for member in released(state, p, quota.releases) {
            mark(world, state, member, 0, DETAINED, &mut touched);
        }
        let field = &mut state.fields[p];
        field.detained += toll.detained;
        field.killed += toll.killed;
        field.last = toll;
        field.held = state.crowds[p].held.len() as f64 * world.scale();
    }
    refresh(world, state, touched);
}

/// Looks for `count` of those known to have taken part. Who is not at home is not found.
fn found_at_home(state: &mut State, p: usize, count: u64) -> Vec<Member> {
    let picks = state.draw(Purpose::RoundUp, p as u32);
    let mut found = Vec::new();
    for n in 0..count as u32 {
        let known = &mut state.crowds[p].known;
        if known.is_empty() {
            break;
        }
        let at = index(picks.block(n)[0], known.len() as u32) as usize;
        let member = known[at];
        let bits = &mut state.people[member.person as usize];
        if *bits & (DETAINED | DEAD) != 0 {
            // Already taken from the street: no longer looked for.
            *bits &= !KNOWN;
            known.swap_remove(at);
        } else if *bits & NOT_AT_HOME == 0 {
            known.swap_remove(at);
            *bits &= !KNOWN;
            found.push(member);
        }
    }
    found
}

fn released(state: &mut State, p: usize, count: u64) -> Vec<Member> {
    let picks = state.draw(Purpose::ReleasePick, p as u32);
    let held = &mut state.crowds[p].held;
    (0..count.min(held.len() as u64) as u32)
        .map(|n| held.swap_remove(index(picks.block(n)[0], held.len() as u32) as usize))
        .collect()
}
