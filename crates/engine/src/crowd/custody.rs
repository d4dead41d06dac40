//! The kernel's side of policing: quotas of arrests, round-ups, releases and deaths
//! are carried out on people picked at random. Counts are agents.

use super::weights::{Touched, refresh};
use super::{pick, works};
use crate::mechanisms::presence::Presence;
use crate::members::LeafPart;
use crate::places::Toll;
use crate::state::{PolicingQuota, State};
use crate::world::World;
use groundswell_chance::draw::{Purpose, index};
use std::collections::BTreeSet;

/// Carries out the quotas of every place and counts the toll, in adults.
pub fn carry_out(world: &World, state: &mut State) {
    let mut touched = Touched::default();
    for p in 0..world.spans.len() {
        let quota = std::mem::take(&mut state.quotas[p]);
        let toll = carry_out_in(world, state, p, quota, &mut touched);
        let field = &mut state.fields[p];
        field.detained += toll.detained;
        field.killed += toll.killed;
        field.last = toll;
        field.held = f64::from(state.people.detained.count(p)) * world.scale();
    }
    refresh(world, state, touched);
}

fn carry_out_in(world: &World, state: &mut State, p: usize, quota: PolicingQuota, touched: &mut Touched) -> Toll {
    let mut toll = Toll::default();
    let adults = |part: &LeafPart| f64::from(part.who.count_ones()) * world.scale();
    for part in from_crowd(world, state, p, Purpose::Arrest, quota.arrests) {
        take_off(world, state, p, part, touched);
        state.people.detained.add(p, part);
        toll.detained += adults(&part);
    }
    for part in from_crowd(world, state, p, Purpose::Death, quota.deaths) {
        take_off(world, state, p, part, touched);
        state.people.strike.remove(p, part);
        state.people.dead.add(p, part);
        // A death on strike leaves the workplace's count right.
        works::recount(world, state, world.leaves[part.leaf as usize].cell);
        toll.killed += adults(&part);
    }
    for part in found_at_home(world, state, p, quota.round_ups) {
        take_off(world, state, p, part, touched);
        state.people.detained.add(p, part);
        toll.detained += adults(&part);
    }
    let (held, n) = (&state.people.detained, state.people.detained.count(p));
    let draw = state.draw(Purpose::ReleasePick, p as u32);
    for part in pick::some_of(held, world.spans[p].leaves, n, quota.releases, draw) {
        state.people.detained.remove(p, part);
        touched.part(part);
    }
    toll
}

/// `count` members of the crowd of a place, no more than are in the street at this hour:
/// any of those who take part may be.
fn from_crowd(world: &World, state: &State, p: usize, purpose: Purpose, count: u64) -> Vec<LeafPart> {
    if count == 0 {
        return Vec::new();
    }
    let count = count.min(u64::from(world.spec.mechanism::<Presence>().in_street(world, state, p)));
    let (crowd, n) = (&state.people.street, state.people.street.count(p));
    pick::some_of(crowd, world.spans[p].leaves, n, count, state.draw(purpose, p as u32))
}

/// Looks for `count` of those known to have taken part. Who is not at home is not found;
/// who is found, or was already taken, is looked for no longer.
fn found_at_home(world: &World, state: &mut State, p: usize, count: u64) -> Vec<LeafPart> {
    let n = state.people.known.count(p);
    let picks = state.draw(Purpose::RoundUp, p as u32);
    let (mut found, mut looked, mut tries) = (Vec::new(), 0, 0);
    if n == 0 || count == 0 {
        return found;
    }
    // Those who are looked for no longer: ranks count them all the same.
    let mut gone = BTreeSet::new();
    while looked < count && gone.len() < n as usize {
        // One looked for no longer is not looked for: the next is drawn in their place.
        let ranks: Vec<u32> = (0..count - looked).map(|k| index(picks.block(tries + k as u32)[0], n)).collect();
        tries += ranks.len() as u32;
        for part in pick::at_ranks(&state.people.known, world.spans[p].leaves, &ranks) {
            if gone.contains(&part) || gone.len() == n as usize {
                continue;
            }
            looked += 1;
            let taken = (state.people.detained.of(part.leaf) | state.people.dead.of(part.leaf)) & part.who != 0;
            let home = state.people.at_home(world, part.leaf) & part.who != 0;
            if taken || home {
                gone.insert(part);
            }
            // Somebody found is taken by the caller; nobody is found twice.
            if home {
                found.push(part);
            }
        }
    }
    gone.into_iter().for_each(|part| state.people.known.remove(p, part));
    found
}

/// Takes members of a crowd out of it for good or for a while.
fn take_off(world: &World, state: &mut State, p: usize, part: LeafPart, touched: &mut Touched) {
    let from_street = (state.people.street.of(part.leaf) & part.who).count_ones();
    state.active[world.leaves[part.leaf as usize].cell as usize] -= from_street as u16;
    state.people.street.remove(p, part);
    state.people.rested.remove(p, part);
    touched.part(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn nobody_is_found_twice_and_who_is_found_is_looked_for_no_longer() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let first = world.spans[0].leaves.0;
        // Six are known: three are at home, two are in custody, one is in the street.
        state.people.known.add(0, LeafPart { leaf: first, who: 0b1_1110 });
        state.people.known.add(0, LeafPart { leaf: first + 9, who: 0b11 });
        state.people.detained.add(0, LeafPart { leaf: first, who: 0b110 });
        state.people.street.add(0, LeafPart { leaf: first + 9, who: 0b1 });
        let mut all = BTreeSet::new();
        for hour in 0..40 {
            state.step = hour;
            for part in found_at_home(&world, &mut state, 0, 25) {
                assert!(all.insert(part), "{part:?} twice");
            }
        }
        let expected = [(first, 0b1000), (first, 0b1_0000), (first + 9, 0b10)];
        assert!(all.into_iter().eq(expected.map(|(leaf, who)| LeafPart { leaf, who })));
        assert_eq!(state.people.known.count(0), 1, "who is in the street is still looked for");
    }
}
