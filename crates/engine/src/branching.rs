//! A state that goes on under other parameters: what a counterfactual branch begins with.
//!
//! **Invariant:** where nothing has changed, the branch has the same bits as the run that
//! it leaves. Draws are functions of key, purpose, who and step, so branches that differ
//! meet the same random numbers.

use crate::checkpoint::{Checkpoint, rebuild};
use crate::crowd::rest::retime;
use crate::mechanisms::regime::Regime;
use crate::recorder;
use crate::register::Mechanisms;
use crate::state::State;
use crate::world::World;

impl World {
    /// Why a state of `other` cannot go on here; `None` if it can. People must be at the
    /// same places, in the same workplaces and blocks; what they are like may differ.
    pub fn cannot_go_on_from(&self, other: &World) -> Option<&'static str> {
        let cells = |world: &World| {
            world.cells.iter().map(|c| (c.place, c.first_leaf, c.stratum, c.sector, c.size)).collect::<Vec<_>>()
        };
        let (here, there) = (&self.spec, &other.spec);
        if here.clock.steps_per_hour != there.clock.steps_per_hour {
            return Some("steps of another length");
        }
        if self.people.own.len() != other.people.own.len() || cells(self) != cells(other) {
            return Some("other workplaces or blocks");
        }
        let instances = |world: &World| world.spec.mechanism::<Regime>().instances(&world.spec);
        if here.orders.len() != there.orders.len() || instances(self) != instances(other) {
            return Some("another table of orders");
        }
        let lists = |world: &World| (world.spec.messages.len(), world.spec.allies.len(), world.spec.neighbours.len());
        (lists(self) != lists(other)).then_some("other texts, allies or neighbours")
    }
}

impl Checkpoint {
    /// Resumes a state in a world with other parameters, which must be one in which it can
    /// go on: see [`World::cannot_go_on_from`].
    ///
    /// What has been counted stays; parameters hold from here on. Whatever a mechanism keeps
    /// up from hour to hour goes with it where it is off here: its memory, its fields and the
    /// people it holds to something. A network cut by orders works again where `shutdown` is
    /// off, troops are gone where `intervention` is, strikers are back at work where `strike` is.
    pub fn branch(self, world: &World) -> State {
        let mut state = self.restore(world);
        let model: &Mechanisms = &world.spec.mechanisms;
        model.rest(world, &mut state);
        recorder::count(world, &mut state);
        state.nation.output_lost = model.costs(world, &state);
        // What orders say may have changed, without one being given or taken back.
        let regime = world.spec.mechanism::<Regime>();
        if state.step > 0 && regime.enabled {
            regime.add_up(world, &mut state);
        }
        retime(world, &mut state);
        rebuild(world, &mut state);
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Order, Posture, Scope, Spec, When};
    use crate::step::step;

    fn at(spec: &Spec, hours: u32) -> (World, State) {
        let world = World::build(spec.clone(), 1);
        let mut state = world.state(1, 4);
        (0..hours).for_each(|_| step(&world, &mut state));
        (world, state)
    }

    /// Crowd and strikers of the next hours.
    fn ahead(world: &World, mut state: State, hours: u32) -> Vec<(u64, u64)> {
        (0..hours)
            .map(|_| {
                step(world, &mut state);
                (state.nation.crowd.to_bits(), state.nation.strikers.to_bits())
            })
            .collect()
    }

    /// A country with crowds, a shutdown and troops asked for.
    fn country() -> Spec {
        let mut spec = fixture::allied();
        let order = |name: &str, from: f64, until: f64| Order::idle(name, Scope::Nation, When::Dated { from, until });
        spec.orders = vec![
            Order { connectivity: Some(0.05), ..order("shutdown", 20.0, 200.0) },
            Order { posture: Some(Posture::Emergency), reserves: 0.5, ..order("emergency", 30.0, 100.0) },
            Order { request_help: true, ..order("request", 10.0, f64::INFINITY) },
        ];
        spec
    }

    #[test]
    fn a_branch_without_a_change_is_the_run_that_it_leaves() {
        let (world, state) = at(&country(), 60);
        assert!(state.nation.crowd > 0.0 && state.nation.foreign_troops > 0.0 && state.people.rested.count(0) > 0);
        let branch = Checkpoint::of(&state).branch(&world);
        assert_eq!(ahead(&world, branch, 120), ahead(&world, state, 120));
    }

    #[test]
    fn a_change_acts_from_the_hour_of_the_branch_on() {
        let (world, state) = at(&country(), 60);
        let mut spec = country();
        spec.mechanisms.people.threshold += 0.05;
        let other = World::build(spec, 1);
        assert_eq!(other.cannot_go_on_from(&world), None);
        let branch = Checkpoint::of(&state).branch(&other);
        assert_eq!(branch.nation, state.nation, "what has happened stays");
        assert_ne!(ahead(&other, branch, 24), ahead(&world, state, 24));
    }

    #[test]
    fn a_mechanism_switched_off_leaves_no_effect_behind() {
        let (world, state) = at(&country(), 60);
        assert!(state.fields[0].connectivity < 0.1);
        let mut spec = country();
        (spec.mechanisms.shutdown.enabled, spec.mechanisms.intervention.enabled) = (false, false);
        let other = World::build(spec, 1);
        let mut branch = Checkpoint::of(&state).branch(&other);
        step(&other, &mut branch);
        assert_eq!((branch.fields[0].connectivity, branch.nation.foreign_troops), (1.0, 0.0));
        let mut spec = country();
        (spec.orders[0].enabled, spec.orders[1].enabled) = (false, false);
        let other = World::build(spec, 1);
        let mut branch = Checkpoint::of(&state).branch(&other);
        step(&other, &mut branch);
        assert_eq!((branch.fields[0].connectivity, branch.fields[0].posture), (1.0, Posture::Tolerate));
        assert_eq!(world.cannot_go_on_from(&other), None);
    }

    #[test]
    fn readiness_to_return_ends_by_the_new_clock() {
        let (_, state) = at(&country(), 60);
        let mut spec = country();
        spec.mechanisms.people.memory_hours = 5.0;
        let other = World::build(spec, 1);
        let mut branch = Checkpoint::of(&state).branch(&other);
        step(&other, &mut branch);
        let waiting = |leaf: u32| branch.people.rested.of(leaf) & !branch.people.street.of(leaf);
        let oldest = (0..other.leaves.len() as u32 - 1)
            .flat_map(|leaf| crate::members::bits(waiting(leaf)).map(move |bit| (leaf, bit)))
            .map(|(leaf, bit)| 60u8.wrapping_sub(branch.left.byte(leaf, bit)))
            .max();
        assert!(oldest.is_some_and(|hours| hours < 5), "{oldest:?}");
    }

    #[test]
    fn states_do_not_go_on_among_other_people_or_orders() {
        let world = World::build(country(), 1);
        let mut other = country();
        other.places[0].employees[0] *= 2.0;
        assert_eq!(World::build(other, 1).cannot_go_on_from(&world), Some("other workplaces or blocks"));
        let mut other = country();
        other.orders.pop();
        assert_eq!(World::build(other, 1).cannot_go_on_from(&world), Some("another table of orders"));
    }
}
