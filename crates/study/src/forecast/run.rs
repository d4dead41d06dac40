//! One run of a country whose future is not yet known.

use crate::forecast::vintage::Vintage;
use crate::observe::{Observation, SourceType};
use groundswell_engine::spec::{Call, CallTo, Effect, Guard, GuardMeasure, Place, Recurrence, Spec, When};
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::scenario::{Making, Scenario};

/// First hour and end of a window, in hours since the start.
pub type HourWindow = (f64, f64);

/// What the authorities do after the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orders {
    /// What stood at the origin goes on standing; nothing new is ordered.
    None,
    /// The scenario's triggered orders can be given from the origin on.
    Endogenous,
}

/// Share of the country in the street at which a run is given up: the rest of it is taken to be as large. It is twenty
/// times the largest share of any recorded event, and slow.
const ABSURD: f64 = 0.1;

/// A specification that knows what was decided by an hour, and nothing dated after it: prices, shocks, calls,
/// orders and texts after the origin are taken out, and an order that stood goes on standing, since its end was not yet known.
pub fn cut(scenario: &Scenario, making: &Making, origin: f64, hours: u32, orders: Orders) -> Spec {
    let mut spec = scenario.spec(making);
    spec.hours = hours;
    spec.prices.retain(|price| price.hour <= origin);
    spec.shocks.retain(|shock| shock.hour <= origin);
    level(scenario, origin, &mut spec);
    spec.calls.retain(|call| known(call, origin));
    // A strike that is on has no end yet: how long it lasts is what became of it.
    for call in spec.calls.iter_mut().filter(|call| call.to != CallTo::Gather) {
        if matches!(call.when, Recurrence::Once(hour) if (hour..hour + call.hours).contains(&origin)) {
            call.hours = f64::INFINITY;
        }
    }
    // A numbered draw that fits a whole record knows what its places did after the origin.
    spec.draws.clear();
    // What places differ by on days after the origin is drawn, whatever a table says of it.
    spec.imposed.retain(|imposed| !matches!(imposed.effect, Effect::Day(_, day) if f64::from(day) * 24.0 > origin));
    // Texts name each other by their place in the list: those of the future stay there and are never published.
    for message in &mut spec.messages {
        if message.hour > origin {
            message.hour = f64::INFINITY;
        }
    }
    let form = |name: &str| FORMS.iter().position(|form| *form == name);
    let dated = scenario.orders.iter().filter(|row| Some(row.form) == form("history"));
    let mut all: Vec<_> = dated
        .filter_map(|row| match row.order.when {
            When::Dated { from, until } if from <= origin => {
                let mut order = row.order.clone();
                order.when = When::Dated { from, until: if until > origin { f64::INFINITY } else { until } };
                Some(order)
            }
            _ => None,
        })
        .collect();
    if orders == Orders::Endogenous {
        for row in scenario.orders.iter().filter(|row| Some(row.form) == form("endogenous")) {
            let mut order = row.order.clone();
            if let When::Triggered { guard, .. } = &mut order.when {
                // Before the origin the recorded orders hold alone.
                let after = Guard::Above(GuardMeasure::Hours, origin);
                *guard = Guard::All(vec![after, guard.clone()]);
            }
            all.push(order);
        }
    }
    spec.orders = all;
    spec
}

/// Whether a call is known at an hour: once it is announced, and without that once it has begun.
pub(super) fn known(call: &Call, origin: f64) -> bool {
    call.announced.unwrap_or(f64::INFINITY).min(call.when.first()) <= origin
}

/// Where tiers of a regulated price were set after the origin, what the tables say of units follows from them: shares of
/// those who depend on the fuel, and what it cost before. Every place has the mean of these then.
fn level(scenario: &Scenario, origin: f64, spec: &mut Spec) {
    let calendar = scenario.calendar();
    if !scenario.country.prices.iter().any(|price| price.kind == "cap" && calendar.hours(price.time) > origin) {
        return;
    }
    let adults: f64 = spec.places.iter().map(|place| f64::from(place.adults)).sum();
    let mean = |of: fn(&Place) -> f64| spec.places.iter().map(|p| f64::from(p.adults) * of(p)).sum::<f64>() / adults;
    let (share, price) = (mean(|place| place.fuel_share), mean(|place| place.price));
    for place in &mut spec.places {
        (place.fuel_share, place.price) = (share, price);
    }
}

/// The crowds of one run: of every place in every hour, in adults.
pub struct Crowds {
    places: usize,
    unit_of: Vec<u32>,
    rural: Vec<bool>,
    hourly: Vec<f32>,
}

impl Crowds {
    /// Runs a world to its end, or until a tenth of the country is out.
    pub fn of(world: &World, seed: u64, replicate: u32) -> Crowds {
        let mut crowds = Crowds::none(world);
        crowds.go_on(world, &mut world.state(seed, replicate), world.spec.hours);
        crowds
    }

    /// Of no hour yet.
    pub(super) fn none(world: &World) -> Crowds {
        let places = world.spec.places.len();
        Crowds {
            places,
            unit_of: world.spec.places.iter().map(|place| place.unit).collect(),
            rural: world.spec.places.iter().map(|place| place.rural).collect(),
            hourly: Vec::with_capacity(places * world.spec.hours as usize),
        }
    }

    /// Adds hours, each with the crowd of every place.
    pub(super) fn extend(&mut self, hours: &[f32]) {
        self.hourly.extend_from_slice(hours);
    }

    /// Runs a world on, from a state that has as many hours behind it, to an hour or until a tenth of the country is out.
    pub(super) fn go_on(&mut self, world: &World, state: &mut State, upto: u32) {
        let most = world.adults.iter().sum::<f64>() * ABSURD;
        while self.hourly.len() < self.places * upto as usize {
            if state.nation.crowd > most && !self.hourly.is_empty() {
                self.hourly.extend_from_within(self.hourly.len() - self.places..);
                continue;
            }
            for _ in 0..world.spec.clock.steps_per_hour {
                step(world, state);
            }
            self.hourly.extend(state.fields.iter().map(|field| field.crowd as f32));
        }
    }

    fn hours(&self, from: f64, to: f64) -> std::ops::Range<usize> {
        let last = self.hourly.len() / self.places.max(1);
        (from.max(0.0) as usize).min(last)..(to.max(0.0) as usize).min(last)
    }

    fn peak(&self, from: f64, to: f64, counts: impl Fn(usize) -> bool) -> f64 {
        let hour = |h: usize| {
            let row = &self.hourly[h * self.places..(h + 1) * self.places];
            row.iter().enumerate().filter(|(p, _)| counts(*p)).map(|(_, x)| f64::from(*x)).sum::<f64>()
        };
        self.hours(from, to).map(hour).fold(0.0, f64::max)
    }

    /// The largest crowd of the country in some hours.
    pub fn nation(&self, from: f64, to: f64) -> f64 {
        self.peak(from, to, |_| true)
    }

    /// The largest crowd of a unit in some hours.
    pub fn unit(&self, unit: usize, from: f64, to: f64) -> f64 {
        self.peak(from, to, |p| self.unit_of[p] as usize == unit)
    }

    /// The largest crowd in one town of a unit in some hours: what is reported or not.
    pub fn gathering(&self, unit: usize, from: f64, to: f64) -> f64 {
        let towns = (0..self.places).filter(|&p| self.unit_of[p] as usize == unit && !self.rural[p]);
        towns.map(|town| self.peak(from, to, |p| p == town)).fold(0.0, f64::max)
    }

    /// Logarithm of the likelihood of what had been published by an origin. Of each unit and day it is that of its figure,
    /// or of being named without one, or, once the reports of the day are in, of silence. Places of a unit are taken
    /// together: which of two towns has the crowd is more than a run can know.
    pub fn log_likelihood(&self, vintage: &Vintage, observation: &Observation) -> f64 {
        let today = (vintage.origin / 24.0).ceil() as usize;
        let mut sum = 0.0;
        for day in 0..today {
            let (from, to) = (day as f64 * 24.0, (day as f64 * 24.0 + 24.0).min(vintage.origin));
            for unit in 0..vintage.units {
                let of_unit = || vintage.said.iter().filter(|s| s.unit == Some(unit) && s.day == day);
                let source = of_unit().find(|s| s.size.is_some()).map_or(SourceType::Media, |s| s.source);
                sum += match vintage.unit(unit, day) {
                    Some(figure) => observation.log_reported(self.unit(unit, from, to), source, figure, figure),
                    None if of_unit().next().is_some() => observation.log_named(self.gathering(unit, from, to), true),
                    None if day < vintage.complete => observation.log_named(self.gathering(unit, from, to), false),
                    None => 0.0,
                };
            }
            for s in vintage.said.iter().filter(|s| s.unit.is_none() && s.day == day) {
                if let Some((low, high)) = s.size {
                    sum += observation.log_reported(self.nation(from, to), s.source, low, high);
                }
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strike_that_is_on_has_no_end_yet() {
        let scenario = Scenario::load("teachers-strikes-2018", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let making = Making { scale: 2000, ..Making::default() };
        let hours = |day: f64| {
            let spec = cut(&scenario, &making, 24.0 * day, 2640, Orders::None);
            let strikes = spec.calls.into_iter().filter(|call| call.to != CallTo::Gather);
            strikes.map(|call| call.hours).collect::<Vec<f64>>()
        };
        // West Virginia's began on 22 February and lasted for thirteen days; others are announced meanwhile.
        assert_eq!((hours(24.0), hours(34.5)), (vec![f64::INFINITY], vec![312.0]));
    }

    #[test]
    fn nothing_dated_after_the_origin_is_left() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let making = Making { scale: 1000, ..Making::default() };
        let whole = scenario.spec(&making);
        let spec = cut(&scenario, &making, 96.0, 168, Orders::None);
        assert!(!spec.orders.is_empty() && spec.orders.len() < whole.orders.len());
        for order in &spec.orders {
            match order.when {
                When::Dated { from, until } => {
                    assert!(from <= 96.0 && !(until > 96.0 && until.is_finite()), "{order:?}")
                }
                When::Triggered { .. } => panic!("{} is triggered", order.name),
            }
        }
        assert!(spec.prices.iter().all(|price| price.hour <= 96.0));
        assert!(spec.messages.iter().all(|m| m.hour <= 96.0 || m.hour == f64::INFINITY));
        // Caps of 6 January order shares of units; on the fifth nobody knew them, on the seventh everybody did.
        let alike = |spec: &Spec| {
            spec.places.iter().all(|p| (p.fuel_share, p.price) == (spec.places[0].fuel_share, spec.places[0].price))
        };
        assert!(alike(&spec) && !alike(&cut(&scenario, &making, 144.0, 168, Orders::None)));
        let more = cut(&scenario, &making, 96.0, 168, Orders::Endogenous);
        assert!(more.orders.len() > spec.orders.len());
    }

    #[test]
    fn peaks_of_parts_and_wholes_agree() {
        let crowds = Crowds {
            places: 3,
            unit_of: vec![0, 0, 1],
            rural: vec![false, true, false],
            hourly: vec![1.0, 2.0, 3.0, 4.0, 0.0, 1.0],
        };
        assert_eq!((crowds.nation(0.0, 2.0), crowds.unit(0, 0.0, 2.0), crowds.unit(1, 0.0, 9.0)), (6.0, 4.0, 3.0));
        assert_eq!((crowds.gathering(0, 0.0, 1.0), crowds.nation(5.0, 6.0)), (1.0, 0.0));
    }

    /// A crowd as large as its figure is likelier than a larger one, a smaller one, and one in a silent unit.
    #[test]
    fn what_was_published_is_likelier_where_it_happened() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let observation = Observation::default();
        let said = crate::forecast::vintage::all_said(&scenario, &observation);
        let vintage = Vintage::at(&said, 17, 96.0, &observation);
        let unit = |name: &str| scenario.country.units.iter().position(|u| u.name == name).expect("a unit") as u32;
        let likelihood = |name: &str, size: f32| {
            let mut hourly = vec![0.0; 17 * 96];
            hourly[17 * 64 + unit(name) as usize] = size;
            let crowds = Crowds { places: 17, unit_of: (0..17).collect(), rural: vec![false; 17], hourly };
            crowds.log_likelihood(&vintage, &observation)
        };
        let right = likelihood("Mangystau", 7000.0);
        for (name, size) in [("Mangystau", 100.0), ("Mangystau", 500_000.0), ("Kostanay", 7000.0), ("Mangystau", 0.0)] {
            assert!(likelihood(name, size) < right - 1.0, "{name} {size}: {} {right}", likelihood(name, size));
        }
    }
}
