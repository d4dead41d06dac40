//! Units of police, guard and army: who they are, where they stand, how they are sent.
//!
//! Police stay where they are: each place has one unit, a large city several districts.
//! Battalions of guard and army stand by at home until orders call for reserves.

use crate::earth::distance;
use crate::spec::{Place, Spec};
use serde::{Deserialize, Serialize};

/// How far a unit obeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum UnitStatus {
    /// It does what it is told.
    #[default]
    Loyal,
    /// It is there and does little.
    Passive,
    /// It refuses orders.
    Refusing,
    /// It has changed sides.
    Defected,
}

/// What tells a unit from all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnitName {
    /// Which of the state's forces; the police of its home without.
    pub force: Option<u32>,
    /// Where it is at home.
    pub home: u32,
    /// Its number within its force, or among the districts of its place; 1 is the first.
    pub number: u32,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Which of the state's forces, an index into [`Spec::forces`]; the police of its home
    /// without.
    pub force: Option<u32>,
    /// Its number within its force, or among the districts of its place; 1 is the first.
    pub number: u32,
    /// Members.
    pub size: f64,
    /// Where it is at home.
    pub home: u32,
    /// Where it has been sent.
    pub duty: Option<u32>,
    /// The step from which it is there, or at home again.
    pub ready: u32,
    /// Its disposition against that of its kind, in standard deviations between units.
    pub lean: f64,
    /// Share of its members who refuse, in [0, 1].
    pub refusing: f64,
    /// What that makes of it.
    pub status: UnitStatus,
}

impl Unit {
    /// Where it stands, or is on its way to.
    pub fn place(&self) -> usize {
        self.duty.unwrap_or(self.home) as usize
    }

    /// Whether it is used against crowds: police always, battalions where they were sent.
    pub fn faces_crowds(&self, step: u32) -> bool {
        self.force.is_none() || (self.duty.is_some() && step >= self.ready)
    }

    /// What tells it from all others.
    pub fn name(&self) -> UnitName {
        UnitName { force: self.force, home: self.home, number: self.number }
    }
}

/// Raises the units of a country: police districts of about `district` members, then
/// battalions of about `battalion`. `lean` gives the disposition of the n-th unit.
pub fn raise(spec: &Spec, district: f64, battalion: f64, lean: impl Fn(u32) -> f64) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut add = |force: Option<u32>, members: f64, about: f64, home: &dyn Fn(f64) -> u32| {
        let n = libm::round(members / about).max(1.0);
        for k in 0..if members > 0.0 { n as u32 } else { 0 } {
            units.push(Unit {
                force,
                number: k + 1,
                size: members / n,
                home: home((f64::from(k) + 0.5) / n),
                duty: None,
                ready: 0,
                lean: lean(units.len() as u32),
                refusing: 0.0,
                status: UnitStatus::Loyal,
            });
        }
    };
    for (p, place) in spec.places.iter().enumerate() {
        add(None, place.police, district, &|_| p as u32);
    }
    for (f, force) in spec.forces.iter().enumerate() {
        add(Some(f as u32), force.size, battalion, &|share| force.home.unwrap_or_else(|| town(&spec.places, share)));
    }
    units
}

/// The town in which a share of the country's townspeople is reached, in order of places.
fn town(places: &[Place], share: f64) -> u32 {
    let adults = |place: &Place| if place.rural { 0.0 } else { f64::from(place.adults) };
    let total: f64 = places.iter().map(adults).sum();
    let mut sum = 0.0;
    let at = places.iter().position(|place| {
        sum += adults(place);
        sum > share * total
    });
    at.unwrap_or(0) as u32
}

/// How long battalions take.
#[derive(Clone, Copy, Debug)]
pub struct March {
    /// Hours until they move.
    pub alert: f64,
    /// Speed by road, in km/h.
    pub road: f64,
    /// Speed by air, in km/h.
    pub air: f64,
    /// Distance in km beyond which they fly.
    pub air_from: f64,
}

impl March {
    /// Hours from the order to the arrival over `km`.
    pub fn hours(&self, km: f64) -> f64 {
        self.alert + km / if km > self.air_from { self.air } else { self.road }
    }
}

/// How many battalions of about `size` each place gets, so that the sum is right: seats
/// by highest averages (Webster), so that no place gains by being counted with another.
pub fn share_out(wanted: &[f64], size: f64) -> Vec<u32> {
    let mut given = vec![0; wanted.len()];
    let total: f64 = wanted.iter().sum();
    for _ in 0..libm::round(total / size) as u32 {
        let claim = |p: usize| wanted[p] / f64::from(2 * given[p] + 1);
        let best = (1..wanted.len()).fold(0, |best, p| if claim(p) > claim(best) { p } else { best });
        given[best] += 1;
    }
    given
}

/// Sends battalions home where there are too many, then calls the nearest that are free
/// and would come where there are too few.
pub fn send(units: &mut [Unit], wanted: &[u32], spec: &Spec, step: u32, march: March) {
    let point = |p: u32| (spec.places[p as usize].latitude, spec.places[p as usize].longitude);
    let hours = |from: u32, to: u32| march.hours(distance(point(from), point(to)));
    let arrives = |hours: f64| step + libm::ceil(hours * f64::from(spec.clock.steps_per_hour)) as u32;
    let mut short = wanted.to_vec();
    for unit in units.iter_mut() {
        let Some(at) = unit.duty else { continue };
        if short[at as usize] > 0 {
            short[at as usize] -= 1;
        } else {
            (unit.duty, unit.ready) = (None, arrives(hours(at, unit.home)));
        }
    }
    for (p, short) in short.into_iter().enumerate() {
        for _ in 0..short {
            let free = units.iter_mut().filter(|unit| {
                unit.force.is_some() && unit.duty.is_none() && unit.ready <= step && unit.status <= UnitStatus::Passive
            });
            let nearest = free
                .map(|unit| (hours(unit.home, p as u32), unit))
                .reduce(|best, next| if next.0 < best.0 { next } else { best });
            let Some((hours, unit)) = nearest else { return };
            (unit.duty, unit.ready) = (Some(p as u32), arrives(hours));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    const MARCH: March = March { alert: 3.0, road: 60.0, air: 500.0, air_from: 400.0 };

    #[test]
    fn every_member_is_in_a_unit_and_every_unit_has_a_name() {
        let spec = fixture::spec();
        let units = raise(&spec, 30.0, 100.0, |_| 0.0);
        let sum = |police: bool| units.iter().filter(|u| u.force.is_none() == police).map(|u| u.size).sum::<f64>();
        let police: f64 = spec.places.iter().map(|place| place.police).sum();
        assert!((sum(true) - police).abs() < 1e-9 && (sum(false) - spec.reserves).abs() < 1e-9);
        let homes: Vec<u32> = units.iter().filter(|u| u.force == Some(0)).map(|u| u.home).collect();
        assert_eq!(homes, [0, 0, 0, 1], "two thirds of the townspeople live in the first town");
        assert!(units.iter().filter(|u| u.force == Some(1)).all(|u| u.home == 1), "an army at home in one place");
        assert_eq!(units[0].name(), UnitName { force: None, home: 0, number: 1 });
        assert_eq!(units.last().map(Unit::name), Some(UnitName { force: Some(1), home: 1, number: 6 }));
        let names: std::collections::BTreeSet<UnitName> = units.iter().map(Unit::name).collect();
        assert_eq!(names.len(), units.len());
    }

    #[test]
    fn battalions_are_shared_out_by_what_is_wanted() {
        assert_eq!(share_out(&[500.0, 300.0, 190.0, 10.0], 100.0), [5, 3, 2, 0]);
        assert_eq!(share_out(&[40.0, 30.0, 30.0], 100.0), [1, 0, 0]);
        assert_eq!(share_out(&[0.0, 20.0], 100.0), [0, 0]);
    }

    #[test]
    fn the_nearest_come_and_those_too_many_go_home() {
        let spec = fixture::spec();
        let mut units = raise(&spec, 300.0, 100.0, |_| 0.0);
        let on_duty = |units: &[Unit]| units.iter().filter(|u| u.duty.is_some()).cloned().collect::<Vec<_>>();
        send(&mut units, &[4, 0, 0], &spec, 10, MARCH);
        let sent = on_duty(&units);
        assert_eq!(sent.iter().map(|u| u.home).collect::<Vec<_>>(), [0, 0, 0, 1]);
        assert_eq!(sent[0].ready, 13, "three hours of alert in its own town");
        assert_eq!(sent[3].ready, 19, "and five hours for 300 km by road");
        assert!(!sent[3].faces_crowds(18) && sent[3].faces_crowds(19));
        assert!((MARCH.hours(1000.0) - 5.0).abs() < 1e-12, "far battalions fly");
        send(&mut units, &[1, 0, 0], &spec, 20, MARCH);
        assert_eq!(on_duty(&units).len(), 1);
        send(&mut units, &[2, 0, 0], &spec, 21, MARCH);
        assert_eq!(on_duty(&units)[1].home, 1, "those on their way home cannot be called");
        units.iter_mut().for_each(|u| u.status = UnitStatus::Refusing);
        send(&mut units, &[0, 9, 0], &spec, 90, MARCH);
        assert!(on_duty(&units).is_empty(), "who refuses does not come");
    }
}
