//! The course of one replicate, hour by hour: what the tables and the report show.

use crate::columns::columns;
use groundswell_engine::mechanisms::demand::political;
use groundswell_engine::mechanisms::elite::Fate;
use groundswell_engine::mechanisms::outcome::{Class, Record};
use groundswell_engine::places::{Field as Fields, POSTURES};
use groundswell_engine::spec::Place;
use groundswell_engine::state::{Happening, State};
use groundswell_engine::units::Status;
use groundswell_engine::world::World;
use groundswell_tables::table::{Field, Kind, Values};
use serde::{Deserialize, Serialize};

columns! {
    /// One place in one hour.
    pub struct Local {
        participants: F32, "adults", "in the street at the end of the hour";
        strikers: F32, "adults", "on strike at the end of the hour";
        detained: F32, "adults", "detentions so far";
        held: F32, "adults", "in custody at the end of the hour";
        killed: F32, "adults", "killed so far, forces not counted";
        forces_killed: F32, "adults", "members of the forces killed so far";
        forces_injured: F32, "adults", "members of the forces injured so far";
        forces: F32, "adults", "police and soldiers at hand";
        obeying: F32, "share", "share of the forces at hand that obey";
        posture: Posture, "", "posture of the police: tolerate, disperse, emergency, lethal";
        deterrence: F32, "share", "perceived probability of punishment";
        connectivity: F32, "share", "share of network traffic that works";
        information: F32, "share", "what is known here of crowds elsewhere";
        outrage: F32, "1", "outrage over killings and detentions, decaying";
        violence: F32, "share", "how violent the crowd is";
        legitimacy: F32, "share", "legitimacy of the authorities";
        price_excess: F32, "1", "relative excess of the fuel price, net of relief";
        political: F32, "share", "weight of political demands";
        output_lost: F32, "share", "share of output lost at present";
        organised: F32, "share", "share of workplaces and blocks with a branch of an organisation";
        self_run: F32, "share", "share of services that strike committees run";
        persuaded: F32, "share", "how far texts have persuaded people; below 0 where the state's account prevails";
        appeal: F32, "share", "how far appeals have reached soldiers here";
    }
}

columns! {
    /// The nation in one hour.
    pub struct National {
        participants: F32, "adults", "in the street at the end of the hour";
        strikers: F32, "adults", "on strike at the end of the hour";
        units_active: U32, "units", "units with a reportable gathering in one town at the end of the hour";
        detained: F32, "adults", "detentions so far";
        killed: F32, "adults", "killed so far, forces included as the record counts them";
        forces_killed: F32, "adults", "members of the forces killed so far";
        forces_injured: F32, "adults", "members of the forces injured so far";
        forces: F32, "adults", "police and soldiers at hand";
        forces_refusing: F32, "share", "share of all forces in units that refuse or have changed sides";
        units_passive: U32, "units", "units of police, guard and army that hold back";
        units_refusing: U32, "units", "units of police, guard and army that refuse orders";
        units_defected: U32, "units", "units of police, guard and army that have changed sides";
        elite_left: U32, "people", "members of the elite who have left the country so far";
        elite_removed: U32, "people", "members of the elite dismissed or arrested so far";
        elite_split: F32, "share", "how far departures, dismissals and arrests have split the elite";
        fall_odds: F32, "probability", "odds of the regime's fall as the elite perceives them";
        strength: F32, "share", "strength of the regime";
        legitimacy: F32, "share", "legitimacy of the authorities, mean over adults";
        connectivity: F32, "share", "share of network traffic that works, mean over adults";
        output_lost: F32, "share", "share of national output lost at present";
        organised: F32, "share", "share of workplaces and blocks with a branch of an organisation, mean over adults";
        committees: U32, "workplaces", "workplaces with a strike committee";
        dual_power: F32, "share", "share of places that committees run";
        persuaded: F32, "share", "how far texts have persuaded people, mean over adults";
        appeal: F32, "share", "how far appeals have reached soldiers, mean over adults";
        persuaded_abroad: F32, "share", "how far texts have persuaded publics abroad";
        foreign_troops: F32, "troops", "foreign troops present";
        opposition_abroad: F32, "share", "opposition to sending troops, mean over allies";
        rallies_abroad: U32, "rallies", "rallies in other countries so far";
        fear_abroad: F32, "share", "fear of governments abroad, mean over countries";
    }
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
        self.locals.extend(state.fields.iter().zip(&world.spec.places).map(|(field, place)| local(field, place)));
        let first = self.locals.len() - state.fields.len();
        self.nation.push(nation(world, state, &self.locals[first..]));
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

fn local(f: &Fields, place: &Place) -> Local {
    Local {
        participants: f.crowd as f32,
        strikers: f.strikers.iter().sum::<f64>() as f32,
        detained: f.detained as f32,
        held: f.held as f32,
        killed: f.killed as f32,
        forces_killed: f.forces_killed as f32,
        forces_injured: f.forces_injured as f32,
        forces: f.forces as f32,
        obeying: f.loyal as f32,
        posture: f.posture as u8,
        deterrence: f.deterrence as f32,
        connectivity: f.connectivity as f32,
        information: f.information as f32,
        outrage: f.outrage as f32,
        violence: f.violence as f32,
        legitimacy: f.legitimacy as f32,
        price_excess: f.price_excess as f32,
        political: political(&f.demands) as f32,
        output_lost: f.output_lost as f32,
        organised: f.organised as f32,
        self_run: f.self_run as f32,
        persuaded: f.persuasion.iter().zip(&place.languages).map(|(persuaded, share)| persuaded * share).sum::<f64>()
            as f32,
        appeal: f.appeal as f32,
    }
}

fn nation(world: &World, state: &State, locals: &[Local]) -> National {
    let adults: f64 = world.adults.iter().sum::<f64>().max(1.0);
    let mean = |of: fn(&Local) -> f32| {
        (locals.iter().zip(&world.adults).map(|(local, n)| f64::from(of(local)) * n).sum::<f64>() / adults) as f32
    };
    let sum = |of: fn(&Local) -> f32| locals.iter().map(|local| f64::from(of(local))).sum::<f64>() as f32;
    let over = |values: &mut dyn ExactSizeIterator<Item = f64>| {
        let n = values.len().max(1);
        (values.sum::<f64>() / n as f64) as f32
    };
    let (n, actors) = (&state.nation, &state.actors);
    let units = |status: Status| actors.loyalty.units.iter().filter(|unit| unit.status == status).count() as u32;
    let fate = |fate: Fate| actors.elite.count(fate) as u32;
    National {
        participants: n.crowd as f32,
        strikers: n.strikers as f32,
        units_active: n.units_active,
        detained: n.detained as f32,
        killed: (n.killed + n.forces_killed) as f32,
        forces_killed: n.forces_killed as f32,
        forces_injured: sum(|l| l.forces_injured),
        forces: sum(|l| l.forces),
        forces_refusing: n.refusing as f32,
        units_passive: units(Status::Passive),
        units_refusing: units(Status::Refusing),
        units_defected: units(Status::Defected),
        elite_left: fate(Fate::Left),
        elite_removed: fate(Fate::Dismissed) + fate(Fate::Arrested),
        elite_split: n.elite_split as f32,
        fall_odds: n.fall_odds as f32,
        strength: n.strength as f32,
        legitimacy: mean(|l| l.legitimacy),
        connectivity: mean(|l| l.connectivity),
        output_lost: n.output_lost as f32,
        organised: mean(|l| l.organised),
        committees: actors.committee.committees() as u32,
        dual_power: actors.committee.dual_power() as f32,
        persuaded: mean(|l| l.persuaded),
        appeal: mean(|l| l.appeal),
        persuaded_abroad: actors.message.abroad() as f32,
        foreign_troops: n.foreign_troops as f32,
        opposition_abroad: over(&mut actors.home_front.countries.iter().map(|home| home.opposition)),
        rallies_abroad: actors.spillover.rallies(),
        fear_abroad: over(&mut actors.spillover.countries.iter().map(|country| country.fear)),
    }
}
