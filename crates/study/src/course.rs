//! The course of one replicate, hour by hour: what the tables and the report show.

use groundswell_engine::mechanisms::outcome::{Class, Record};
use groundswell_engine::state::{Happening, State};
use groundswell_engine::world::World;
use serde::{Deserialize, Serialize};

/// One place in one hour, in adults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Local {
    /// In the street at the end of the hour.
    pub participants: f32,
    /// On strike.
    pub strikers: f32,
    /// Detentions so far.
    pub detained: f32,
    /// In custody.
    pub held: f32,
    /// Killed so far, forces not counted.
    pub killed: f32,
    /// Members of the forces killed so far.
    pub forces_killed: f32,
    /// Members of the forces injured so far.
    pub forces_injured: f32,
    /// Police and soldiers at hand.
    pub forces: f32,
    /// Posture of the police, 0 tolerate to 3 lethal.
    pub posture: u8,
    /// Perceived probability of punishment.
    pub deterrence: f32,
    /// Share of network traffic that works.
    pub connectivity: f32,
    /// What is known of crowds elsewhere, 0 to 1.
    pub information: f32,
    /// Outrage.
    pub outrage: f32,
    /// Legitimacy, 0 to 1.
    pub legitimacy: f32,
    /// Relative excess of the fuel price.
    pub price_excess: f32,
    /// Weight of political demands.
    pub political: f32,
    /// Share of output lost.
    pub output_lost: f32,
}

/// The nation in one hour, in adults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct National {
    /// In the street.
    pub participants: f32,
    /// On strike.
    pub strikers: f32,
    /// Units with a reportable crowd in this hour.
    pub units_active: u32,
    /// Detentions so far.
    pub detained: f32,
    /// Killed so far, forces included as the record counts them.
    pub killed: f32,
    /// Members of the forces killed so far.
    pub forces_killed: f32,
    /// Members of the forces injured so far.
    pub forces_injured: f32,
    /// Police and soldiers at hand.
    pub forces: f32,
    /// Legitimacy, mean over adults.
    pub legitimacy: f32,
    /// Share of network traffic that works, mean over adults.
    pub connectivity: f32,
    /// Share of output lost.
    pub output_lost: f32,
}

/// Everything that is kept of one replicate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Course {
    /// Its number.
    pub replicate: u32,
    /// Its key: what all its draws are a function of.
    pub key: u64,
    /// Places, hour by hour: `locals[hour * places + place]`.
    pub locals: Vec<Local>,
    /// The nation, hour by hour.
    pub nation: Vec<National>,
    /// Unit of each place.
    pub units: Vec<u32>,
    /// Whether a place is the rural remainder of its unit.
    pub rural: Vec<bool>,
    /// Steps per hour of the steps below.
    pub steps_per_hour: u32,
    /// What was remembered for the classification.
    pub record: Record,
    /// Classes of outcomes.
    pub outcomes: Vec<Class>,
    /// What happened to actors.
    pub happenings: Vec<Happening>,
}

impl Course {
    /// A course in which nothing is written yet.
    pub fn new(world: &World, state: &State, replicate: u32) -> Course {
        let hours = world.spec.hours as usize;
        Course {
            replicate,
            key: state.key.0,
            locals: Vec::with_capacity(hours * world.spec.places.len()),
            nation: Vec::with_capacity(hours),
            units: world.spec.places.iter().map(|place| place.unit).collect(),
            rural: world.spec.places.iter().map(|place| place.rural).collect(),
            steps_per_hour: world.spec.clock.steps_per_hour,
            record: Record::default(),
            outcomes: Vec::new(),
            happenings: Vec::new(),
        }
    }

    /// Writes down the hour that has just ended.
    pub fn write(&mut self, world: &World, state: &State) {
        let adults: f64 = world.adults.iter().sum::<f64>().max(1.0);
        let mean = |f: &dyn Fn(&groundswell_engine::places::Field) -> f64| {
            state.fields.iter().zip(&world.adults).map(|(field, n)| f(field) * n).sum::<f64>() / adults
        };
        let sum =
            |f: &dyn Fn(&groundswell_engine::places::Field) -> f64| state.fields.iter().map(f).sum::<f64>() as f32;
        self.locals.extend(state.fields.iter().map(|f| Local {
            participants: f.crowd as f32,
            strikers: f.strikers.iter().sum::<f64>() as f32,
            detained: f.detained as f32,
            held: f.held as f32,
            killed: f.killed as f32,
            forces_killed: f.forces_killed as f32,
            forces_injured: f.forces_injured as f32,
            forces: f.forces as f32,
            posture: f.posture as u8,
            deterrence: f.deterrence as f32,
            connectivity: f.connectivity as f32,
            information: f.information as f32,
            outrage: f.outrage as f32,
            legitimacy: f.legitimacy as f32,
            price_excess: f.price_excess as f32,
            political: groundswell_engine::mechanisms::demand::political(&f.demands) as f32,
            output_lost: f.output_lost as f32,
        }));
        let n = &state.nation;
        self.nation.push(National {
            participants: n.crowd as f32,
            strikers: n.strikers as f32,
            units_active: n.units_active,
            detained: n.detained as f32,
            killed: (n.killed + n.forces_killed) as f32,
            forces_killed: n.forces_killed as f32,
            forces_injured: sum(&|f| f.forces_injured),
            forces: sum(&|f| f.forces),
            legitimacy: mean(&|f| f.legitimacy) as f32,
            connectivity: mean(&|f| f.connectivity) as f32,
            output_lost: n.output_lost as f32,
        });
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
    pub fn local(&self, hour: usize, place: usize) -> &Local {
        &self.locals[hour * self.units.len() + place]
    }

    /// The hour of a step.
    pub fn hour_of(&self, step: u32) -> f64 {
        f64::from(step) / f64::from(self.steps_per_hour)
    }

    /// The crowd of a unit in an hour.
    pub fn unit_crowd(&self, hour: usize, unit: u32) -> f64 {
        let places = self.units.len();
        let row = &self.locals[hour * places..(hour + 1) * places];
        row.iter().zip(&self.units).filter(|(_, u)| **u == unit).map(|(l, _)| f64::from(l.participants)).sum()
    }

    /// The largest crowd in one town of a unit in an hour.
    pub fn gathering(&self, hour: usize, unit: u32) -> f64 {
        let towns = (0..self.units.len()).filter(|&p| self.units[p] == unit && !self.rural[p]);
        towns.map(|p| f64::from(self.local(hour, p).participants)).fold(0.0, f64::max)
    }
}
