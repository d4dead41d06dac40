//! The course of one replicate, hour by hour: what the tables and the report show.

use crate::columns::counts;
use crate::hourly::{EqualBits, Hourly};
use crate::strip::Strip;
use groundswell_engine::column::{Column, ColumnRead, sum_over_places};
use groundswell_engine::happening::Happening;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_engine::places::PlaceState;
use groundswell_engine::record::RunRecord;
use groundswell_engine::state::State;
use groundswell_engine::world::World;
use groundswell_tables::table::{Field, Kind, Values};
use serde::{Deserialize, Serialize};

counts! {
    /// What is counted in one place in one hour, whatever is switched off.
    pub struct LocalCounts {
        participants: F32, "adults", "in the street at the end of the hour";
        strikers: F32, "adults", "on strike at the end of the hour";
        detained: F32, "adults", "detentions so far";
        held: F32, "adults", "in custody at the end of the hour";
        killed: F32, "adults", "killed so far, forces not counted";
        forces_killed: F32, "adults", "members of the forces killed so far";
        forces_injured: F32, "adults", "members of the forces injured so far";
    }
}

counts! {
    /// What is counted in the nation in one hour, whatever is switched off.
    pub struct National {
        participants: F32, "adults", "in the street at the end of the hour";
        strikers: F32, "adults", "on strike at the end of the hour";
        units_active: U32, "units", "units with a reportable gathering in one town at the end of the hour";
        detained: F32, "adults", "detentions so far";
        killed: F32, "adults", "killed so far, forces included as the record counts them";
        forces_killed: F32, "adults", "members of the forces killed so far";
        forces_injured: F32, "adults", "members of the forces injured so far";
        output_lost: F32, "share", "share of national output lost at present";
    }
}

/// Everything that is kept of one replicate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Course {
    /// Its number.
    pub replicate: u32,
    /// Its key: what all its draws are a function of.
    pub key: u64,
    /// Places, hour by hour: row `hour * places + place`.
    pub locals: Hourly<LocalCounts>,
    /// The nation, hour by hour.
    pub nation: Vec<National>,
    /// The columns of mechanisms about places, in the order of rows of `locals`.
    pub local_columns: Vec<Strip>,
    /// The columns of mechanisms about the nation, hour by hour.
    pub national_columns: Vec<Strip>,
    /// Unit of each place.
    pub units: Vec<u32>,
    /// Whether a place is the rural remainder of its unit.
    pub rural: Vec<bool>,
    /// Crowd in one town that is reported.
    pub reportable: f64,
    /// Steps per hour of the steps below.
    pub steps_per_hour: u32,
    /// What was remembered for the classification.
    pub record: RunRecord,
    /// Classes of outcomes.
    pub outcomes: Vec<OutcomeClass>,
    /// What happened to actors.
    pub happenings: Vec<Happening>,
}

impl Course {
    /// A course in which nothing is written yet.
    pub fn new(world: &World, state: &State, replicate: u32) -> Course {
        let hours = world.spec.hours as usize;
        let strips = |places: bool| {
            let columns = world.spec.columns().into_iter().filter(|column| column.is_of_places() == places);
            columns.map(|column| Strip::new(&column)).collect()
        };
        Course {
            replicate,
            key: state.key.0,
            locals: Hourly::default(),
            nation: Vec::with_capacity(hours),
            local_columns: strips(true),
            national_columns: strips(false),
            units: world.spec.places.iter().map(|place| place.unit).collect(),
            rural: world.spec.places.iter().map(|place| place.rural).collect(),
            reportable: world.reportable,
            steps_per_hour: world.spec.clock.steps_per_hour,
            record: RunRecord::default(),
            outcomes: Vec::new(),
            happenings: Vec::new(),
        }
    }

    /// Writes down the hour that has just ended.
    pub fn write(&mut self, world: &World, state: &State) {
        self.locals.push(state.fields.iter().map(local));
        self.nation.push(nation(world, state));
        let (mut of_places, mut of_nation) = (self.local_columns.iter_mut(), self.national_columns.iter_mut());
        for Column { read, .. } in world.spec.columns() {
            // The strips were made from the same list.
            match read {
                ColumnRead::Place(read) => {
                    let strip = of_places.next().expect("a strip for every column about places");
                    strip.push((0..state.fields.len()).map(|p| read(world, state, p)));
                }
                ColumnRead::Nation(read) => {
                    let strip = of_nation.next().expect("a strip for every column about the nation");
                    strip.push(std::iter::once(read(world, state)));
                }
            }
        }
    }

    /// Whether this is the beginning of a run in a world: as many rows as hours, and the columns
    /// of its mechanisms.
    pub fn fits(&self, world: &World) -> bool {
        let (hours, rows) = (self.hours(), self.hours() * world.spec.places.len());
        let mut strips = [self.local_columns.iter(), self.national_columns.iter()];
        let known = world.spec.columns().iter().all(|column| {
            let (strips, rows) = if column.is_of_places() { (&mut strips[0], rows) } else { (&mut strips[1], hours) };
            strips.next().is_some_and(|strip| strip.is_of(column) && strip.len() == rows)
        });
        known && self.locals.len() == rows && strips.iter_mut().all(|strips| strips.next().is_none())
    }

    /// A column of the nation in an hour, by its name; `None` if there is no such column or hour.
    pub fn national(&self, name: &str, hour: usize) -> Option<f64> {
        let strip = || self.national_columns.iter().find(|strip| strip.name == name)?.get(hour);
        self.nation.get(hour)?.get(name).or_else(strip)
    }

    /// Writes down how it ended.
    pub fn close(&mut self, world: &World, state: &State) {
        self.record = state.record.clone();
        self.outcomes = world.spec.mechanisms.outcome.classify(world, state);
        self.happenings = state.happenings.clone();
    }

    /// Hours written.
    pub fn hours(&self) -> usize {
        self.nation.len()
    }

    /// A place in an hour.
    ///
    /// # Panics
    /// There is no such hour or place.
    pub fn local(&self, hour: usize, place: usize) -> &LocalCounts {
        self.locals.get(hour * self.units.len() + place).expect("an hour and a place of the run")
    }

    /// The hour of a step.
    pub fn hour_of(&self, step: u32) -> f64 {
        f64::from(step) / f64::from(self.steps_per_hour)
    }

    /// The crowd of a unit in an hour.
    pub fn unit_crowd(&self, hour: usize, unit: u32) -> f64 {
        let places = self.units.len();
        let row = self.locals.rows(hour * places..(hour + 1) * places);
        row.zip(&self.units).filter(|(_, u)| **u == unit).map(|(l, _)| f64::from(l.participants)).sum()
    }

    /// Units with a reportable gathering in one town in some of these hours.
    pub fn units_active(&self, hours: std::ops::Range<usize>) -> u32 {
        let places = self.units.len();
        let mut active = vec![false; self.units.iter().map(|&unit| unit as usize + 1).max().unwrap_or(0)];
        for hour in hours {
            let row = self.locals.rows(hour * places..(hour + 1) * places);
            for ((local, &unit), rural) in row.zip(&self.units).zip(&self.rural) {
                active[unit as usize] |= !rural && f64::from(local.participants) >= self.reportable;
            }
        }
        active.into_iter().map(u32::from).sum()
    }
}

fn local(f: &PlaceState) -> LocalCounts {
    LocalCounts {
        participants: f.crowd as f32,
        strikers: f.strikers.iter().sum::<f64>() as f32,
        detained: f.detained as f32,
        held: f.held as f32,
        killed: f.killed as f32,
        forces_killed: f.forces_killed as f32,
        forces_injured: f.forces_injured as f32,
    }
}

fn nation(world: &World, state: &State) -> National {
    let n = &state.nation;
    National {
        participants: n.crowd as f32,
        strikers: n.strikers as f32,
        units_active: n.units_active,
        detained: n.detained as f32,
        killed: (n.killed + n.forces_killed) as f32,
        forces_killed: n.forces_killed as f32,
        forces_injured: sum_over_places(world, |p| state.fields[p].forces_injured) as f32,
        output_lost: n.output_lost as f32,
    }
}
