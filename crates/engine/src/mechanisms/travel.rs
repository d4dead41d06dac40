//! M3f Travel: people come to a call from the places around it, and from the land to its towns.

use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::calls::{Called, Calls};
use crate::mechanisms::contact::Contact;
use crate::mechanisms::participation::RISK;
use crate::mechanisms::policing::Policing;
use crate::parameter::range;
use crate::places::Terms;
use crate::spec::Spec;
use crate::state::{PolicingQuota, State};
use crate::ways::Ways;
use crate::world::World;
use crate::{columns, parameters};
use groundswell_chance::draw::{Purpose, index};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

parameters! {
    /// # Travel
    ///
    /// People come to a call from the places around it, and from the land to its towns.
    ///
    /// A town that calls fills with people of the country around it, and who is counted there
    /// lives elsewhere. Where no call is on, the calls that are on in other places are heard: at
    /// the distance `d` from the nearest place of a call
    ///
    /// ```text
    /// k        = exp(−d/reach), 0 below .01
    /// u       += k · (strength of the call + max(0, square there − square here))
    /// fear     = (1 − k) · fear here + k · fear there
    /// a(hour) += k · (1 − a)
    /// ```
    ///
    /// and the share `k` of those who take part is at the call: `presence.share` of them are in the
    /// street there, and the others as they would be without it. Crowd, square, news, deterrence,
    /// dispersal and arrests are those of the place where people stand; arrests and deaths fall on
    /// guests and inhabitants alike, and are counted where they live. Who was out tires at home.
    ///
    /// Of several calls the one with the largest `k · strength` counts. The people of the rural
    /// part of a unit live around its towns, in proportion to their adults; each of these parts has
    /// a `k` of its own, with `d = √(d² + a²)` and `a` the mean distance of a town of the unit to
    /// the next (decision 0301). Who has a call at home goes to that one. Calls that are made
    /// everywhere make no town travel.
    ///
    /// On the land nobody gathers: a village is too small for a crowd. Whatever is or is not
    /// called, the share `exp(−a/reach)` of those of each part of it who take part is in the town
    /// that they live around, as its own people are, unless they hear a call; who hears neither a
    /// call nor a town stays at home and is in no street (decision 0315).
    ///
    /// *Reads:* calls, squares, deterrence. *Writes:* who stands in another place.
    pub struct Travel, enabled = false {
        reach: f64 = 30.0, range(0.0, 500.0), "km", Assumed, "a local train or bus for an hour; decision 0301", "Distance at which a third as many come to a call as from next to it.";
    }
}

/// The least share of a place that comes.
const LEAST: f64 = 0.01;

/// Some of a place go to a call in another one in this hour.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    /// Where they live.
    pub from: u32,
    /// Where the call is.
    pub to: u32,
    /// Share of those of the place who take part.
    pub share: f64,
    /// Whether it is a call that they go to, not the town that they live around.
    pub called: bool,
    /// What the call adds to the utility of everybody of the place.
    pub utility: f64,
}

/// Agents of a place who stand in another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Where they live.
    pub from: u32,
    /// Where they stand.
    pub to: u32,
    /// How many.
    pub agents: u32,
}

/// Who goes where, and who stands where.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TravelMemory {
    /// In this hour, in the order of where they live.
    pub legs: Vec<Leg>,
    /// At the last count, in the same order.
    pub parties: Vec<Party>,
}

impl TravelMemory {
    /// Where people of a place go.
    pub fn legs_from(&self, p: usize) -> &[Leg] {
        let first = self.legs.partition_point(|leg| (leg.from as usize) < p);
        let count = self.legs[first..].partition_point(|leg| leg.from as usize == p);
        &self.legs[first..first + count]
    }
}

impl Travel {
    /// How far people live from where calls are made; nothing where nobody travels.
    pub fn ways(&self, spec: &Spec) -> Ways {
        if self.enabled && self.reach > 0.0 { Ways::of(spec) } else { Ways::default() }
    }

    /// Whether people of a place gather in towns only: it is the land around them.
    pub fn has_no_street(world: &World, p: usize) -> bool {
        world.spec.places[p].rural && world.ways.homes(p).first().is_some_and(|home| home.town as usize != p)
    }

    /// The adults of each place who are in the street, wherever they stand.
    pub fn inhabitants(world: &World, state: &State) -> Vec<f64> {
        let mut out: Vec<f64> = state.fields.iter().map(|field| field.crowd).collect();
        for party in &state.memory.of::<Travel>().parties {
            out[party.from as usize] += f64::from(party.agents) * world.scale();
            out[party.to as usize] -= f64::from(party.agents) * world.scale();
        }
        out
    }

    /// Where people go in this hour.
    fn legs(&self, world: &World, state: &State) -> Vec<Leg> {
        let (calls, spec) = (world.spec.mechanism::<Calls>(), &world.spec);
        let hosts = |k: usize| (0..spec.places.len()).filter(move |&p| spec.calls[k].places[p]);
        let is_on = |&k: &usize| world.ways.lead_to(k) && hosts(k).any(|p| calls.pull(world, state, k, p) > 0.0);
        let on: Vec<usize> = (0..spec.calls.len()).filter(is_on).collect();
        let mut legs = Vec::new();
        for p in 0..spec.places.len() {
            let (called, land) = (calls.at(world, state, p) == Called::On, Travel::has_no_street(world, p));
            if !land && (called || on.is_empty()) {
                continue;
            }
            // Of places with many towns around them most go to few calls.
            let mut by_host: BTreeMap<(usize, bool), (f64, f64)> = BTreeMap::new();
            for home in world.ways.homes(p) {
                let way = |&k: &usize| {
                    let (to, km) = world.ways.to(k, home)?;
                    let share = libm::exp(-km / self.reach);
                    Some((to, share, share * calls.pull(world, state, k, to)))
                };
                let ways = on.iter().filter(|_| !called).filter_map(way);
                let heard =
                    ways.filter(|&(_, share, pull)| share >= LEAST && pull > 0.0).max_by(|a, b| a.2.total_cmp(&b.2));
                let town = (home.town as usize, libm::exp(-home.apart / self.reach), 0.0);
                if let Some((to, share, pull)) = heard.or(land.then_some(town)) {
                    let leg = by_host.entry((to, heard.is_some())).or_default();
                    *leg = (leg.0 + home.share * share, leg.1 + home.share * pull);
                }
            }
            let leg = |((to, called), (share, utility))| Leg { from: p as u32, to: to as u32, share, called, utility };
            legs.extend(by_host.into_iter().map(leg));
        }
        legs
    }

    /// Passes on what is ordered for a crowd to the places where its guests live, by lot.
    fn share_out(world: &World, state: &mut State, host: usize, guests: &[Party]) {
        let crowd = libm::round(state.fields[host].crowd / world.scale()) as u32;
        let lot = state.draw(Purpose::Travel, host as u32);
        let ordered = std::mem::take(&mut state.quotas[host].arrests);
        let deadly = std::mem::take(&mut state.quotas[host].deaths);
        for n in 0..ordered + deadly {
            let mut rank = index(lot.block(n as u32)[0], crowd);
            let is_of = |party: &&Party| {
                let among = rank < party.agents;
                rank = rank.saturating_sub(party.agents);
                among
            };
            let home = guests.iter().find(is_of).map_or(host, |party| party.from as usize);
            let PolicingQuota { arrests, deaths, .. } = &mut state.quotas[home];
            *if n < ordered { arrests } else { deaths } += 1;
        }
    }
}

impl Mechanism for Travel {
    type Memory = TravelMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("reach", 0.0)];
    columns! {
        place guests: Count, "adults", "adults in the street who came from other places, to a call or from the land", |world, state, p| {
            let parties = &state.memory.of::<Travel>().parties;
            parties.iter().filter(|party| party.to as usize == p).map(|party| f64::from(party.agents)).sum::<f64>() * world.scale()
        };
    }

    fn sense(&self, world: &World, state: &mut State) {
        state.memory.of_mut::<Travel>().legs = self.legs(world, state);
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let Seen { world, state, place } = seen;
        let (contact, policing) = (world.spec.mechanism::<Contact>(), world.spec.mechanism::<Policing>());
        for leg in state.memory.of::<Travel>().legs_from(place) {
            let there = leg.to as usize;
            let square = contact.pull_of_square(world, state, there) - contact.pull_of_square(world, state, place);
            terms.all += leg.utility + leg.share * square.max(0.0);
            let fear = leg.share * (policing.fear(state, there) - policing.fear(state, place));
            for (term, risk) in terms.risk.iter_mut().zip(RISK) {
                *term -= risk * fear;
            }
            if leg.called {
                terms.activity += leg.share * (1.0 - terms.activity);
            }
        }
    }

    /// After the police have ordered arrests where people stand.
    fn act(&self, world: &World, state: &mut State) {
        let mut by_host: BTreeMap<usize, Vec<Party>> = BTreeMap::new();
        for party in &state.memory.of::<Travel>().parties {
            by_host.entry(party.to as usize).or_default().push(*party);
        }
        for (host, guests) in by_host {
            Travel::share_out(world, state, host, &guests);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Call, CallTo, Recurrence};
    use crate::step::step;

    /// A harbour that calls each evening, a mill town 33 km away, and the land around both.
    fn country(change: impl Fn(&mut Spec)) -> World {
        let mut spec = fixture::lively();
        spec.places[1].latitude = 50.3;
        spec.places.iter_mut().for_each(|place| place.unit = 0);
        (spec.mechanisms.travel.enabled, spec.mechanisms.calls.enabled) = (true, true);
        spec.mechanisms.presence.enabled = true;
        spec.calls = vec![Call {
            name: "evenings".into(),
            enabled: true,
            when: Recurrence::Weekly { days: [true; 7], hour: 18.0, from: 0.0, until: f64::INFINITY },
            to: CallTo::Gather,
            announced: None,
            hours: 3.0,
            places: vec![true, false, false],
            strength: 0.1,
        }];
        change(&mut spec);
        World::build(spec, 1)
    }

    /// The country after so many hours, the last of them counted.
    fn after(world: &World, hours: u32) -> State {
        let mut state = world.state(1, 0);
        (0..hours).for_each(|_| step(world, &mut state));
        state
    }

    fn guests(state: &State) -> Vec<Party> {
        state.memory.of::<Travel>().parties.clone()
    }

    #[test]
    fn who_hears_a_call_goes_there_by_the_distance_and_is_back_when_it_is_over() {
        let world = country(|_| {});
        let during = after(&world, 19);
        let legs = during.memory.of::<Travel>().legs.clone();
        let near = libm::exp(-world.ways.to(0, &world.ways.homes(1)[0]).expect("a way").1 / 30.0);
        assert!((legs[0].share - near).abs() < 1e-12 && (0.32..0.34).contains(&near), "{legs:?}");
        assert!((legs[0].utility - 0.1 * near).abs() < 1e-12);
        // Two thirds of the land live about the harbour, 33 km from it, and a third 47 km away.
        let land = (2.0 * near + libm::pow(near, libm::sqrt(2.0))) / 3.0;
        assert_eq!((legs[1].from, legs[1].to, legs.len()), (2, 0, 2));
        assert!((legs[1].share - land).abs() < 1e-9, "{legs:?}");
        let mill = guests(&during)[0];
        let mobilised = during.people.street.count(1);
        assert!((f64::from(mill.agents) / (0.8 * near * f64::from(mobilised)) - 1.0).abs() < 0.05, "{mill:?}");
        assert!(guests(&after(&world, 22)).iter().all(|party| party.from == 2), "at nine those of the towns are home");
    }

    #[test]
    fn nobody_is_lost_and_who_is_away_is_counted_where_they_stand() {
        let world = country(|_| {});
        let state = after(&world, 20);
        let presence = world.spec.mechanism::<crate::mechanisms::presence::Presence>();
        let out: Vec<f64> = (0..3).map(|p| f64::from(presence.in_street(&world, &state, p))).collect();
        let came: u32 = guests(&state).iter().map(|party| party.agents).sum();
        assert!(came > 100, "{came}");
        assert_eq!(state.fields[0].crowd, out[0] + f64::from(came));
        assert_eq!(state.nation.crowd, out.iter().sum::<f64>());
        assert_eq!(Travel::inhabitants(&world, &state), out);
    }

    #[test]
    fn who_travels_sees_the_square_and_the_police_of_the_call() {
        let world = country(|_| {});
        let terms = |square: f64, there: f64, here: f64| {
            let mut state = world.state(1, 0);
            state.step = 18;
            (state.fields[0].crowd, state.fields[0].deterrence, state.fields[1].deterrence) = (square, there, here);
            let travel = world.spec.mechanism::<Travel>();
            travel.sense(&world, &mut state);
            let mut terms = Terms { activity: 0.5, ..Terms::default() };
            travel.weigh(Seen { world: &world, state: &state, place: 1 }, &mut terms);
            terms
        };
        let plain = terms(0.0, 0.0, 0.0);
        assert!(plain.all > 0.03 && plain.activity > 0.6 && plain.activity < 0.7, "{plain:?}");
        assert!(terms(1e6, 0.0, 0.0).all > plain.all + 0.04, "a full square there");
        assert!(terms(0.0, 0.0, 0.5).risk[3] > 0.0, "safer there");
        assert!(terms(0.0, 0.5, 0.0).risk[3] < 0.0, "less safe there");
    }

    #[test]
    fn of_several_calls_the_one_that_pulls_most_counts_and_at_home_that_at_home() {
        let two = |strength: f64, at_home: bool| {
            let world = country(|spec| {
                let other = Call { places: vec![false, at_home, !at_home], strength, ..spec.calls[0].clone() };
                spec.calls.push(other);
                spec.places[2].rural = false;
            });
            let mut state = world.state(1, 0);
            state.step = 18;
            world.spec.mechanism::<Travel>().legs(&world, &state)
        };
        let to = |legs: &[Leg]| legs.iter().map(|leg| (leg.from, leg.to)).collect::<Vec<_>>();
        // The third place is 111 km from the first and 78 km from the second.
        assert_eq!(to(&two(0.01, false)), [(1, 0)]);
        assert_eq!(to(&two(5.0, false)), [(1, 2)], "stronger, though farther");
        assert!(to(&two(0.01, true)).iter().all(|leg| leg.0 == 2), "who is called at home stays");
    }

    #[test]
    fn people_of_the_land_are_in_its_towns_or_in_no_street() {
        let world = country(|spec| spec.calls.clear());
        assert!(Travel::has_no_street(&world, 2) && !Travel::has_no_street(&world, 1));
        let mut state = world.state(1, 0);
        let most = |state: &State| guests(state).iter().map(|party| party.agents).sum::<u32>();
        while most(&state) < 100 {
            step(&world, &mut state);
        }
        assert_eq!(state.fields[2].crowd, 0.0, "no village is a square");
        // Two thirds live around the harbour, a third around the mill town, each as far as these are apart.
        let legs = state.memory.of::<Travel>().legs.clone();
        let near = libm::exp(-world.ways.homes(2)[0].apart / 30.0);
        let to: Vec<(u32, u32, bool, f64)> =
            legs.iter().map(|leg| (leg.from, leg.to, leg.called, leg.utility)).collect();
        assert_eq!(to, [(2, 0, false, 0.0), (2, 1, false, 0.0)]);
        assert!((legs[0].share - 2.0 / 3.0 * near).abs() < 1e-9 && (legs[1].share - near / 3.0).abs() < 1e-9);
        let out = f64::from(state.people.street.count(2))
            * world.spec.mechanism::<crate::mechanisms::presence::Presence>().share;
        assert!(f64::from(most(&state)) <= near * out + 1.0, "who cannot get there stays at home");
    }

    #[test]
    fn who_cannot_travel_gathers_where_they_live() {
        let world = country(|spec| (spec.mechanisms.travel.reach, spec.calls) = (0.0, Vec::new()));
        assert!(!Travel::has_no_street(&world, 2));
        assert!((1..60).any(|hours| after(&world, hours).fields[2].crowd > 0.0));
    }

    #[test]
    fn arrests_at_a_call_fall_on_guests_and_inhabitants_alike() {
        let world = country(|spec| spec.mechanisms.policing.arrest_rate = 0.0);
        let mut state = after(&world, 20);
        let share = |p: usize, state: &State| {
            let agents: u32 = guests(state).iter().filter(|party| party.from as usize == p).map(|g| g.agents).sum();
            f64::from(agents) / state.fields[0].crowd
        };
        let (mill, land) = (share(1, &state), share(2, &state));
        state.step = 19;
        state.quotas[0] = PolicingQuota { arrests: 4000, deaths: 1000, ..PolicingQuota::default() };
        world.spec.mechanism::<Travel>().act(&world, &mut state);
        let quota = |p: usize| (state.quotas[p].arrests as f64, state.quotas[p].deaths as f64);
        let sum = (0..3).map(quota).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        assert_eq!(sum, (4000.0, 1000.0));
        assert!((quota(1).0 / 4000.0 - mill).abs() < 0.02 && (quota(2).0 / 4000.0 - land).abs() < 0.02);
        assert!((quota(1).1 / 1000.0 - mill).abs() < 0.04);
    }
}
