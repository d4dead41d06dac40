//! How far people live from where a call is made.
//!
//! A town is a point. The rural part of a unit is none: its people live around the towns of the unit, in proportion to
//! their adults, each of them `apart` km from their own town, which is how far these towns are from the next on average.
//! Of towns scattered at random that is also the mean distance from a point on the land to the nearest town.

use crate::earth::{DEGREE_KM, distance};
use crate::spec::{Call, CallTo, Place, Spec};

/// A part of the people of a place: those who live in a town, or around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Home {
    /// The town, as an index of places.
    pub town: u32,
    /// Share of the people of the place; these sum to 1.
    pub share: f64,
    /// How far from the town they live, in km.
    pub apart: f64,
}

/// Where people live, and where each call is made next to there.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// By place.
    homes: Vec<Vec<Home>>,
    /// By call and place: the nearest place of the call and how far it is, in km. Empty for calls that are made everywhere
    /// or nowhere, and for calls to strike.
    nearest: Vec<Vec<(u32, f64)>>,
}

impl Ways {
    /// The ways of a country to its calls.
    pub fn of(spec: &Spec) -> Ways {
        let everybody = 0..spec.places.len() as u32;
        let nearest = |places: &[bool]| {
            let hosts: Vec<u32> = everybody.clone().filter(|&p| places[p as usize]).collect();
            if hosts.is_empty() || hosts.len() == places.len() {
                return Vec::new();
            }
            let hosts = ByLatitude::of(&spec.places, hosts);
            spec.places.iter().filter_map(|place| hosts.nearest(point(place), None)).collect()
        };
        let ways = |call: &Call| if call.to == CallTo::Gather { nearest(&call.places) } else { Vec::new() };
        Ways { homes: homes(spec), nearest: spec.calls.iter().map(ways).collect() }
    }

    /// The homes of the people of a place; none where nobody travels.
    pub fn homes(&self, p: usize) -> &[Home] {
        self.homes.get(p).map_or(&[], Vec::as_slice)
    }

    /// Whether anybody could travel to a call.
    pub fn lead_to(&self, call: usize) -> bool {
        self.nearest.get(call).is_some_and(|nearest| !nearest.is_empty())
    }

    /// The nearest place of a call and how far it is from a home, in km.
    pub fn to(&self, call: usize, home: &Home) -> Option<(usize, f64)> {
        let (host, km) = *self.nearest.get(call)?.get(home.town as usize)?;
        Some((host as usize, libm::hypot(km, home.apart)))
    }
}

fn point(place: &Place) -> (f64, f64) {
    (place.latitude, place.longitude)
}

/// Where the people of each place live.
fn homes(spec: &Spec) -> Vec<Vec<Home>> {
    let mut around: Vec<Vec<Home>> = vec![Vec::new(); spec.units as usize];
    for (unit, around) in around.iter_mut().enumerate() {
        let in_unit = |p: &u32| !spec.places[*p as usize].rural && spec.places[*p as usize].unit as usize == unit;
        let towns: Vec<u32> = (0..spec.places.len() as u32).filter(in_unit).collect();
        let adults = |p: u32| f64::from(spec.places[p as usize].adults);
        let all: f64 = towns.iter().map(|&p| adults(p)).sum();
        if all > 0.0 {
            let by_latitude = ByLatitude::of(&spec.places, towns.clone());
            let next = |p: u32| by_latitude.nearest(point(&spec.places[p as usize]), Some(p)).map(|(_, km)| km);
            let next: Vec<f64> = towns.iter().filter_map(|&p| next(p)).collect();
            let apart = next.iter().sum::<f64>() / (next.len() as f64).max(1.0);
            *around = towns.iter().map(|&town| Home { town, share: adults(town) / all, apart }).collect();
        }
    }
    let lives = |(p, place): (usize, &Place)| {
        let around = &around[place.unit as usize];
        if !place.rural || around.is_empty() {
            return vec![Home { town: p as u32, share: 1.0, apart: 0.0 }];
        }
        match around[..] {
            // Of one town it is not known how far the land around it reaches: the place says where its people live.
            [one] => vec![Home { apart: distance(point(place), point(&spec.places[one.town as usize])), ..one }],
            _ => around.clone(),
        }
    };
    spec.places.iter().enumerate().map(lives).collect()
}

/// Places by latitude, to find the nearest of them without looking at all.
struct ByLatitude {
    /// Where each lies, from south to north, and its index.
    places: Vec<((f64, f64), u32)>,
}

impl ByLatitude {
    fn of(places: &[Place], some: Vec<u32>) -> ByLatitude {
        let mut places: Vec<((f64, f64), u32)> = some.into_iter().map(|p| (point(&places[p as usize]), p)).collect();
        places.sort_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.1.cmp(&b.1)));
        ByLatitude { places }
    }

    /// The nearest of them to a point and its distance in km; of two alike the first. `but` is left out.
    fn nearest(&self, from: (f64, f64), but: Option<u32>) -> Option<(u32, f64)> {
        let middle = self.places.partition_point(|(at, _)| at.0 < from.0);
        let (mut south, mut north) = (middle, middle);
        let mut best: Option<(u32, f64)> = None;
        loop {
            // The next one in latitude, of both sides.
            let below = south.checked_sub(1).map(|i| (from.0 - self.places[i].0.0, i));
            let above = self.places.get(north).map(|(at, _)| (at.0 - from.0, north));
            let (gap, i) = match (below, above) {
                (Some(below), Some(above)) if below.0 <= above.0 => below,
                (Some(below), None) => below,
                (_, Some(above)) => above,
                (None, None) => return best,
            };
            if best.is_some_and(|(_, km)| gap * DEGREE_KM > km) {
                return best;
            }
            if i < middle {
                south = i
            } else {
                north = i + 1
            }
            let (at, p) = self.places[i];
            let km = distance(from, at);
            if Some(p) != but && best.is_none_or(|(q, least)| (km, p) < (least, q)) {
                best = Some((p, km));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::Recurrence;
    use groundswell_chance::draw::{Key, Purpose};

    fn call(places: Vec<bool>) -> Call {
        Call {
            name: "rally".into(),
            enabled: true,
            when: Recurrence::Once(0.0),
            to: CallTo::Gather,
            announced: None,
            hours: 2.0,
            places,
            strength: 0.1,
        }
    }

    #[test]
    fn the_nearest_is_the_nearest_of_all() {
        let mut spec = fixture::spec();
        let number = |p: u32, k: u32| Key::new(1, 0).draw(Purpose::Person, p, 0).uniform(k);
        let place = |p: u32| Place {
            latitude: 40.0 + 10.0 * number(p, 0),
            longitude: 20.0 * number(p, 1),
            ..spec.places[0].clone()
        };
        spec.places = (0..200).map(place).collect();
        let some: Vec<u32> = (0..200).step_by(3).collect();
        let by_latitude = ByLatitude::of(&spec.places, some.clone());
        for p in 0..200u32 {
            let here = point(&spec.places[p as usize]);
            let km = |q: u32| distance(here, point(&spec.places[q as usize]));
            let right = some.iter().filter(|&&q| q != p).map(|&q| (q, km(q))).min_by(|a, b| a.1.total_cmp(&b.1));
            assert_eq!(by_latitude.nearest(here, Some(p)), right, "{p}");
        }
    }

    #[test]
    fn the_people_of_the_land_live_around_its_towns_by_their_size() {
        let mut spec = fixture::spec();
        spec.places.iter_mut().for_each(|place| place.unit = 0);
        spec.calls = vec![call(vec![true, false, false]), call(vec![true; 3])];
        let ways = Ways::of(&spec);
        let between = distance(point(&spec.places[0]), point(&spec.places[1]));
        assert_eq!(ways.homes(0), [Home { town: 0, share: 1.0, apart: 0.0 }]);
        let land = ways.homes(2);
        assert_eq!([land[0].share, land[1].share], [2.0 / 3.0, 1.0 / 3.0]);
        assert!(land.iter().all(|home| (home.apart - between).abs() < 1e-9), "one town is next to the other");
        assert_eq!(ways.to(0, &land[0]), Some((0, land[0].apart)));
        let (host, km) = ways.to(0, &land[1]).expect("a way");
        assert!(host == 0 && (km - between * libm::sqrt(2.0)).abs() < 1e-6, "{km}");
        assert!(ways.lead_to(0) && !ways.lead_to(1), "a call that is made everywhere leads nowhere");
    }

    #[test]
    fn around_one_town_the_land_is_as_far_as_its_point() {
        let mut spec = fixture::spec();
        spec.places[2].unit = 1;
        spec.calls = vec![call(vec![true, false, false])];
        let land = Ways::of(&spec).homes(2).to_vec();
        let right = distance(point(&spec.places[1]), point(&spec.places[2]));
        assert_eq!(land, [Home { town: 1, share: 1.0, apart: right }]);
        spec.calls.clear();
        assert_eq!(Ways::of(&spec).homes(2), land, "they live there whether or not anybody calls");
        assert!(Ways::default().homes(2).is_empty());
    }
}
