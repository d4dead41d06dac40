//! The recorder: how every run is counted, whatever is switched off.
//!
//! Tables, summaries and the classification of outcomes read what stands here. It is no
//! mechanism: it changes nothing that acts, and nobody can do without it.

use crate::mechanisms::committee::Committee;
use crate::mechanisms::loyalty::Loyalty;
use crate::mechanisms::outcome::Outcome;
use crate::mechanisms::presence::Presence;
use crate::mechanisms::travel::Travel;
use crate::record::Clash;
use crate::spec::Posture;
use crate::state::{Nation, State};
use crate::world::World;

/// The sums of the nation that are counted: they stay whatever is switched off.
pub const COUNTED: [&str; 7] =
    ["crowd", "strikers", "units_active", "detained", "killed", "forces_killed", "output_lost"];

/// Brings the counts of every place and of the nation up to date.
pub fn count(world: &World, state: &mut State) {
    let reportable = world.reportable;
    // Sums are taken again; what mechanisms keep up stays.
    let mut nation = Nation {
        crowd: 0.0,
        strikers: 0.0,
        units_active: 0,
        detained: 0.0,
        killed: 0.0,
        forces_killed: 0.0,
        ..state.nation
    };
    let (crowds, parties) = world.spec.mechanism::<Presence>().gather(world, state);
    state.memory.of_mut::<Travel>().parties = parties;
    for (p, field) in state.fields.iter_mut().enumerate() {
        field.crowd = f64::from(crowds[p]) * world.scale();
        nation.crowd += field.crowd;
        nation.strikers += field.strikers.iter().sum::<f64>();
        nation.detained += field.detained;
        nation.killed += field.killed;
        nation.forces_killed += field.forces_killed;
    }
    nation.units_active = gatherings(world, state).iter().filter(|&&crowd| crowd >= reportable).count() as u32;
    state.nation = nation;
}

/// Counts the hour.
pub fn record(world: &World, state: &mut State) {
    record_peak(world, state);
    record_units(world, state);
    record_power(world, state);
}

/// The largest crowd, and since when it has fallen.
fn record_peak(world: &World, state: &mut State) {
    let (step, crowd, record) = (state.step, state.nation.crowd, &mut state.record);
    if crowd > record.peak {
        (record.peak, record.peak_step) = (crowd, step);
        (record.fell_90, record.fell_95, record.low) = (None, None, [None; 2]);
    } else if record.peak > 0.0 {
        let day = 24 * world.spec.clock.steps_per_hour;
        let fell = [&mut record.fell_90, &mut record.fell_95];
        for ((fell, low), left) in fell.into_iter().zip(&mut record.low).zip([0.10, 0.05]) {
            *low = if crowd > left * record.peak { None } else { low.or(Some(step)) };
            *fell = low.filter(|since| step + 1 >= since + day);
        }
    }
}

/// First gatherings, first strikes and largest crowds of each unit.
fn record_units(world: &World, state: &mut State) {
    let (step, units) = (state.step, world.spec.units as usize);
    let reportable = world.reportable;
    let gatherings = gatherings(world, state);
    let (mut crowds, mut strikers) = (vec![0.0; units], vec![0.0; units]);
    for (field, place) in state.fields.iter().zip(&world.spec.places) {
        crowds[place.unit as usize] += field.crowd;
        strikers[place.unit as usize] += field.strikers.iter().sum::<f64>();
    }
    let record = &mut state.record;
    record.onset.resize(units, None);
    record.strike_onset.resize(units, None);
    record.unit_peak.resize(units, 0.0);
    for u in 0..units {
        if gatherings[u] >= reportable {
            record.onset[u].get_or_insert(step);
        }
        if strikers[u] >= reportable {
            record.strike_onset[u].get_or_insert(step);
        }
        record.unit_peak[u] = record.unit_peak[u].max(crowds[u]);
    }
}

/// Who holds power: orders, forces, elite, a second armed side, committees.
fn record_power(world: &World, state: &mut State) {
    let rules = world.spec.mechanism::<Outcome>();
    let (step, nation, capital) = (state.step, state.nation, &state.fields[world.spec.capital as usize]);
    let sent = capital.reserves(world.spec.mechanism::<Loyalty>().enabled);
    let lethal = state.fields.iter().any(|f| f.posture == Posture::Lethal);
    let offering = state.orders.iter().zip(&world.spec.orders).filter(|(_, order)| !order.offers.is_empty());
    let offered = offering.flat_map(|(instances, _)| instances.iter().filter(|i| i.given > 0).map(|i| i.since)).max();
    let run_by_committees = state.memory.of::<Committee>().dual_power();
    let day = 24 * world.spec.clock.steps_per_hour;
    let record = &mut state.record;
    if lethal {
        record.lethal.get_or_insert(step);
    }
    record.offer = record.offer.max(offered);
    record.refusing = record.refusing.max(nation.refusing);
    record.elite_left = record.elite_left.max(nation.elite_left);
    record.army_in_capital = sent > 0.0 && capital.crowd > 0.0 && sent > capital.crowd;
    if nation.refusing > rules.half && nation.elite_left > rules.half {
        record.ruler_gone.get_or_insert(step);
    }
    if nation.forces_killed > record.clash.killed {
        record.clash = Clash { step, killed: nation.forces_killed };
    }
    let clashed = record.clash.killed > 0.0 && step - record.clash.step < day;
    record.armed += u32::from(clashed && nation.refusing > rules.armed);
    let councils = &mut record.councils;
    councils.now = if run_by_committees > rules.council_share { councils.now + 1 } else { 0 };
    councils.most = councils.most.max(councils.now);
}

/// The largest crowd in one town of each unit. The rural remainder of a unit is spread
/// over hundreds of villages: its sum is no gathering.
pub fn gatherings(world: &World, state: &State) -> Vec<f64> {
    let mut largest = vec![0.0f64; world.spec.units as usize];
    for (field, place) in state.fields.iter().zip(&world.spec.places).filter(|(_, place)| !place.rural) {
        let unit = &mut largest[place.unit as usize];
        *unit = unit.max(field.crowd);
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::mechanisms::outcome::OutcomeClass;
    use crate::record::Councils;
    use crate::step::step;

    #[test]
    fn a_night_is_no_fall() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let outcome = &world.spec.mechanisms.outcome;
        let mut after = |hours: std::ops::Range<u32>, crowd: fn(u32) -> f64| {
            for step in hours {
                (state.step, state.nation.crowd) = (step, crowd(step));
                record(&world, &mut state);
            }
            let evidence = outcome.evidence(&world, &state);
            (state.record.low[0], state.record.low[1], evidence.fell_90, evidence.fell_95)
        };
        let day = |step: u32| if (8..20).contains(&(step % 24)) { 1000.0 } else { 0.0 };
        assert_eq!(after(0..54, day), (Some(44), Some(44), None, None), "a night that is not over yet");
        assert_eq!(after(54..64, day), (None, None, None, None), "the crowd is back");
        let fewer = |step: u32| 0.08 * if (8..20).contains(&(step % 24)) { 1000.0 } else { 0.0 };
        assert_eq!(after(64..80, fewer), (Some(64), Some(68), None, None));
        assert_eq!(after(80..88, fewer), (Some(64), None, Some(64.0), None), "8 % of the peak by day");
        assert_eq!(after(88..112, |_| 50.0), (Some(64), Some(88), Some(64.0), Some(88.0)));
        assert_eq!(after(112..113, |_| 2000.0).0, None, "a new peak begins again");
    }

    #[test]
    fn power_is_noted_as_it_slips() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let outcome = &world.spec.mechanisms.outcome;
        (state.fields[0].crowd, state.fields[0].sent) = (100.0, 200.0);
        state.memory.of_mut::<Committee>().dual = 1.0 / 3.0;
        (state.nation.refusing, state.nation.elite_left) = (0.6, 0.3);
        state.nation.forces_killed = 2.0;
        (0..48).for_each(|step| {
            state.step = step;
            record(&world, &mut state);
        });
        assert_eq!(state.record.ruler_gone, None);
        assert!(state.record.army_in_capital);
        assert_eq!(state.record.armed, 24, "a day after the last death the fighting is over");
        assert_eq!(state.record.councils, Councils { now: 48, most: 48 });
        (state.nation.elite_left, state.memory.of_mut::<Committee>().dual) = (0.7, 0.0);
        let mut spec = fixture::spec();
        spec.mechanisms.outcome = Outcome { armed: 0.7, half: 0.8, council_share: 0.4, ..outcome.clone() };
        let stricter = World::build(spec, 1);
        let mut strict = state.clone();
        (strict.nation.elite_left, strict.record.clash.step) = (0.7, 47);
        record(&stricter, &mut strict);
        assert_eq!(
            (strict.record.armed, strict.record.ruler_gone, strict.record.councils),
            (24, None, Councils { now: 0, most: 48 })
        );
        record(&world, &mut state);
        assert_eq!((state.record.ruler_gone, state.record.councils), (Some(47), Councils { now: 0, most: 48 }));
        assert_eq!(outcome.classify(&world, &state)[0], OutcomeClass::O0, "nobody went out");
    }

    #[test]
    fn counting_is_no_mechanism_and_classification_is() {
        let run = |classify: bool| {
            let mut spec = fixture::lively();
            spec.mechanisms.outcome.enabled = classify;
            let world = World::build(spec, 1);
            let mut state = world.state(1, 0);
            (0..60).for_each(|_| step(&world, &mut state));
            let classes = world.spec.mechanisms.outcome.classify(&world, &state);
            (state.record, state.nation, classes)
        };
        let (on, off) = (run(true), run(false));
        assert!(off.0.peak > 500.0 && off.0.onset[0].is_some());
        assert_eq!((&on.0, on.1), (&off.0, off.1), "what is counted is the same");
        assert!(!on.2.is_empty() && off.2.is_empty(), "only classes are missing");
    }
}
