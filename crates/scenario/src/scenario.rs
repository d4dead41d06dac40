//! A scenario: a file of settings, a regime's table and a country's tables, read and
//! checked, ready to become a world.

use crate::abroad::Sourced;
use crate::calendar::{ScenarioClock, Zone};
use crate::country::Country;
use crate::effects::{self, GivenEffects};
use crate::facts::{self, Fact, Target};
use crate::files::Files;
use crate::head::{self, WorldCountry};
use crate::messages::MessageRow;
use crate::orders::{self, FORMS, OrderRow};
use crate::outlines;
use crate::parameters::{self, allowed, rows, unknown_parameter};
use crate::reader::{DECIMAL_POINT, Reader, decimal_comma};
use crate::remarks;
use crate::rows::listed;
use crate::shell::LONGEST;
use crate::synthesis::Synthesis;
use crate::triggers::{self, CallRow, ShockRow};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::column::Column;
use groundswell_engine::hours::Clock;
use groundswell_engine::parameter::{Parameters, Value};
use groundswell_engine::register::{Mechanisms, REGISTER};
use groundswell_engine::spec::{Ally, Backend, DatedPrice, Force, ForceKind, LANGUAGES, Neighbour, Spec};
use groundswell_engine::world::World;

/// A scenario, read and checked.
#[derive(Clone)]
pub struct Scenario {
    /// Name, for the run directory.
    pub name: String,
    /// Title, for people.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// Midnight of the first day, by the scenario's clock.
    pub start: NaiveDateTime,
    /// The zone of its dates, and its clock: see [`crate::calendar`].
    pub zone: Zone,
    /// Hours simulated.
    pub hours: u32,
    /// The country of the world's tables that it is about, if it names one.
    pub origin: Option<WorldCountry>,
    /// What its money is called, as `KZT`; empty if it does not say.
    pub currency: String,
    /// Index of the capital among the places.
    pub capital: usize,
    /// Names of the language communities.
    pub languages: [String; LANGUAGES],
    /// Days on which nobody has to work, counted from the first.
    pub holidays: Vec<u32>,
    /// Which orders hold: index into [`FORMS`].
    pub form: usize,
    /// The country's tables.
    pub country: Country,
    /// Effects of units, places and days that are given and not drawn.
    pub effects: GivenEffects,
    /// What sets people in motion.
    pub shocks: Vec<ShockRow>,
    /// Appointments for which people go out.
    pub calls: Vec<CallRow>,
    /// The regime's table, all forms.
    pub orders: Vec<OrderRow>,
    /// Texts that are published.
    pub messages: Vec<MessageRow>,
    /// States that can be asked for troops.
    pub allies: Vec<Sourced<Ally>>,
    /// Other countries.
    pub neighbours: Vec<Sourced<Neighbour>>,
    /// Recorded facts.
    pub facts: Vec<Fact>,
    /// Recorded quantities.
    pub targets: Vec<Target>,
    /// How people are given work.
    pub synthesis: Synthesis,
    /// Every mechanism's parameters.
    pub mechanisms: Mechanisms,
    /// The scenario file as given.
    pub text: String,
    /// Settings given besides the file, in their order.
    pub settings: Vec<String>,
    pub(crate) files: Files,
}

/// The fewest agents that a crowd which would be reported must be, for a run to be judged: fewer are out together by chance.
const FEW: f64 = 5.0;

/// How a scenario is turned into a world.
#[derive(Clone, Debug)]
pub struct Making {
    /// Adults that one agent stands for.
    pub scale: u32,
    /// Steps per hour.
    pub steps_per_hour: u32,
    /// Who moves people.
    pub backend: Backend,
}

impl Default for Making {
    fn default() -> Self {
        Making { scale: 1, steps_per_hour: 1, backend: Backend::Event }
    }
}

impl Scenario {
    /// Reads a built-in scenario or a file, with settings such as `people.threshold=0.5`
    /// on top. Everything that is wrong is complained about at once.
    pub fn load(name_or_path: &str, settings: &[String]) -> Result<Scenario, Complaints> {
        let mut complaints = Complaints::default();
        let files = match Files::find(name_or_path) {
            Ok(files) => files,
            Err(complaint) => {
                complaints.push(complaint);
                return Err(complaints);
            }
        };
        match files.main() {
            Ok(text) => Scenario::read(files, text, settings),
            Err(complaint) => {
                complaints.push(complaint);
                Err(complaints)
            }
        }
    }

    /// Reads a scenario from a text and the tables beside it; of a scenario that names a country and has no table of
    /// places, from the world's tables.
    pub fn read(files: Files, text: String, settings: &[String]) -> Result<Scenario, Complaints> {
        let mut complaints = Complaints::default();
        let reader = Reader::new(&files.shown("scenario.toml"), &text);
        let table = reader.parse();
        let early = head::Early::of(&table);
        let files = early.with_tables(files);
        // Whether a broken file would have named a country, which brings its tables, cannot be known.
        let bare = |table| matches!(files.optional(table), Ok(None));
        if reader.is_wrong() && bare("units.csv") && bare("places.csv") {
            drop(table);
            return Err(reader.finish());
        }
        let country = Country::read(&files, &early.languages, &mut complaints);
        let (facts, targets) = facts::read(&files, &country, early.start, &mut complaints);
        outlines::check(&files, country.units_by_name(), &mut complaints);
        let scenario = if reader.is_wrong() { None } else { head::read(reader.root(&table), &country, &files) };
        drop(table);
        reader.finish().iter().for_each(|complaint| complaints.push(complaint.clone()));
        let Some(mut scenario) = scenario else { return Err(complaints) };
        scenario.effects.imposed = effects::read(&files, &country, scenario.start, &mut complaints);
        (scenario.country, scenario.facts, scenario.targets) = (country, facts, targets);
        let exposures = scenario.shocks.iter().filter_map(|row| row.exposure.as_ref());
        exposures.for_each(|exposure| scenario.country.assume_equal(&exposure.column));
        for setting in settings {
            if let Err(complaint) = scenario.set(setting) {
                complaints.push(complaint);
            }
        }
        // What a file says wrong was said when its rows were read.
        let last = settings.iter().rev().find(|setting| setting.starts_with("order"));
        if let Some((setting, Err(complaint))) = last.map(|s| (s, orders::settings::check(&scenario.orders))) {
            complaints.push(about(setting, 0, complaint));
        }
        (scenario.text, scenario.settings) = (text, settings.to_vec());
        complaints.or(scenario)
    }

    /// Sets one parameter: `mechanism.name=value`, or `form=endogenous`, `hours=48`; or a key of
    /// an order, a shock or a call, or the effect of a unit: see [`orders::settings`],
    /// [`triggers::settings`] and [`effects`].
    pub fn set(&mut self, setting: &str) -> Result<(), Complaint> {
        let Some((path, value)) = setting.split_once('=') else {
            let complaint = Complaint::inconsistent(format!("`{setting}` sets nothing"));
            return Err(about(setting, 0, complaint.allowed("a setting as people.threshold=0.5")));
        };
        let (path, value) = (path.trim(), value.trim());
        match path {
            "form" => {
                let form = FORMS.iter().position(|form| *form == value.trim_matches('"'));
                self.form = form.ok_or_else(|| not_allowed(setting, path, value, "history or endogenous"))?;
                return Ok(());
            }
            "hours" => {
                let hours = value.parse().ok().filter(|h| (1..=LONGEST).contains(h));
                self.hours = hours
                    .ok_or_else(|| not_allowed(setting, path, value, &format!("a whole number from 1 to {LONGEST}")))?;
                return Ok(());
            }
            _ if path.starts_with("order.") || path.starts_with("orders.") => {
                let value = value.trim_matches('"');
                let calendar = self.calendar();
                return orders::settings::set(&mut self.orders, &calendar, path, value).map_err(|wrong| {
                    let after = if wrong.1 { after_sign(setting) } else { 0 };
                    about(setting, after, wrong.0)
                });
            }
            _ if triggers::settings::is(path) => {
                let (value, calendar) = (value.trim_matches('"'), self.calendar());
                let set = triggers::settings::set(&mut self.shocks, &mut self.calls, &calendar, path, value);
                return set.map_err(|wrong| about(setting, if wrong.1 { after_sign(setting) } else { 0 }, wrong.0));
            }
            _ if path.starts_with("effect.") => return self.set_effect(setting, path, value),
            _ => {}
        }
        let (section, name) = path.split_once('.').unwrap_or((path, ""));
        let Some(parameters) = self.parameters_mut(section) else {
            return Err(about(setting, 0, unknown_parameter(path)));
        };
        let Some(row) = rows(section, parameters).iter().find(|row| row.name == name) else {
            return Err(about(setting, 0, unknown_parameter(path)));
        };
        match parameters::value(row, value) {
            Some(v) if parameters.set(name, v) => Ok(()),
            _ => Err(not_allowed(setting, path, value, &allowed(row))),
        }
    }

    /// Sets the rank of a unit's effect, or the number of its draw.
    fn set_effect(&mut self, setting: &str, path: &str, value: &str) -> Result<(), Complaint> {
        let Some((name, key)) = effects::of_path(path) else {
            let problem = Problem::Missing { what: "key of an effect", name: path.into() };
            return Err(about(setting, 0, Complaint::new(problem).allowed("effect.UNIT.rank or effect.UNIT.draw")));
        };
        let unit = self.unit(name).map_err(|complaint| about(setting, 0, complaint))?;
        let number = value.parse().ok().filter(|number| key.allows(*number));
        let number = number.ok_or_else(|| not_allowed(setting, path, value, &allowed(key.row())))?;
        self.effects.give(unit, key, number);
        Ok(())
    }

    /// The number of a unit by its name.
    pub fn unit(&self, name: &str) -> Result<u32, Complaint> {
        let names = self.country.unit_names();
        let found = names.iter().position(|known| *known == name);
        found
            .map(|unit| unit as u32)
            .ok_or_else(|| Complaint::unknown("unit", name, names.iter().map(String::as_str)).allowed(listed(&names)))
    }

    /// The parameters of a section of the file.
    pub fn parameters(&self, section: &str) -> Option<&dyn Parameters> {
        if section == "synthesis" { Some(&self.synthesis) } else { self.mechanisms.parameters(section) }
    }

    fn parameters_mut(&mut self, section: &str) -> Option<&mut dyn Parameters> {
        if section == "synthesis" { Some(&mut self.synthesis) } else { self.mechanisms.parameters_mut(section) }
    }

    /// The number of a parameter by its path, of a shock or a call, or of a unit's effects.
    pub fn number(&self, path: &str) -> Option<f64> {
        if let Some((name, key)) = effects::of_path(path) {
            return self.effects.get(self.unit(name).ok()?, key);
        }
        if triggers::settings::is(path) {
            return triggers::settings::number_of(&self.shocks, &self.calls, path);
        }
        let (section, name) = path.split_once('.')?;
        match self.parameters(section)?.get(name)? {
            Value::Number(x) => Some(x),
            _ => None,
        }
    }

    /// The specification of a world.
    pub fn spec(&self, making: &Making) -> Spec {
        let places = self.synthesis.places(&self.country, &self.calendar(), self.hours);
        let of_unit = |u: usize| {
            (0..places.len() as u32).filter(|&p| self.country.places[p as usize].unit == u).collect::<Vec<u32>>()
        };
        let calendar = self.calendar();
        let prices = self.country.prices.iter().filter(|price| price.kind == "shock");
        let forces = self.forces();
        Spec {
            hours: self.hours,
            clock: Clock {
                steps_per_hour: making.steps_per_hour,
                first_weekday: self.start.weekday().num_days_from_monday(),
                holidays: self.holidays.clone(),
            },
            scale: making.scale,
            units: self.country.units.len() as u32,
            capital: self.capital as u32,
            prices: prices
                .map(|price| DatedPrice {
                    hour: calendar.hours(price.time),
                    places: of_unit(price.unit),
                    price: price.price,
                })
                .collect(),
            shocks: self.shocks.iter().map(|row| row.shock.clone()).collect(),
            calls: self.calls.iter().map(|row| row.call.clone()).collect(),
            imposed: self.effects.imposed.clone(),
            draws: self.effects.draws.clone(),
            orders: self.orders.iter().filter(|row| row.form == self.form).map(|row| row.order.clone()).collect(),
            messages: self.messages.iter().map(|row| row.message.clone()).collect(),
            allies: self.allies.iter().map(|ally| ally.row.clone()).collect(),
            neighbours: self.neighbours.iter().map(|neighbour| neighbour.row.clone()).collect(),
            reserves: forces.iter().map(|force| force.size).sum(),
            forces,
            backend: making.backend,
            mechanisms: self.mechanisms.clone(),
            shown: REGISTER.iter().map(|entry| entry.name).filter(|name| self.switches(name)).collect(),
            places,
        }
    }

    /// The forces that can be sent where they are needed.
    pub fn forces(&self) -> Vec<Force> {
        self.country
            .forces
            .iter()
            .filter_map(|row| {
                let kind = match row.kind.as_str() {
                    "guard" => ForceKind::Guard,
                    "army" => ForceKind::Army,
                    _ => return None,
                };
                Some(Force { name: row.name.clone(), kind, size: row.size, home: row.home.map(|p| p as u32) })
            })
            .collect()
    }

    /// Whether a setting of this run, or of another branch of it, switches a mechanism on or off.
    fn switches(&self, mechanism: &str) -> bool {
        let path = |setting: &String| setting.split('=').next().unwrap_or_default().trim().to_string();
        self.settings.iter().any(|setting| path(setting).split_once('.') == Some((mechanism, "enabled")))
    }

    /// The columns that mechanisms add to the tables of a run, in their order: the same in every
    /// branch of a comparison.
    pub fn columns(&self) -> Vec<Column> {
        self.mechanisms.columns(|name| self.switches(name))
    }

    /// How many agents a world made this way has.
    ///
    /// # Errors
    /// It has none: a world in which nobody lives is no experiment.
    pub fn agents(&self, making: &Making) -> Result<u64, Complaint> {
        let adults: u64 = self.country.places.iter().map(|place| u64::from(place.adults)).sum();
        let scale = u64::from(making.scale.max(1));
        let agents = (adults + scale / 2) / scale;
        if agents > 0 {
            return Ok(agents);
        }
        let what = format!("one agent for {scale} adults leaves nobody: `{}` has {adults} adults", self.name);
        Err(Complaint::inconsistent(what)
            .allowed(format!("a scale from 1 to {}", adults.max(1)))
            .advise("give a smaller `--scale`"))
    }

    /// What must be said of a scenario that is made like this: of its files, and that a scale is too coarse for what is
    /// counted.
    pub fn notes(&self, making: &Making) -> Vec<String> {
        self.remarks().into_iter().chain(self.too_coarse(making)).collect()
    }

    /// What must be said of its files and of what is in them: see [`crate::remarks`].
    pub fn remarks(&self) -> Vec<String> {
        let felt = self.shocks.iter().filter(|_| self.mechanisms.shocks.enabled);
        let exposures = felt.filter_map(|row| row.remark(&self.country, &self.mechanisms));
        self.files.remarks().into_iter().chain(remarks::of_clocks(self)).chain(exposures).collect()
    }

    /// The most adults an agent may stand for in runs that are judged by the record: beyond it, sizes and units are
    /// not those of a finer scale (decision 0250).
    pub fn coarsest_judged(&self) -> u32 {
        (self.mechanisms.outcome.reportable / FEW).max(1.0) as u32
    }

    /// Whether runs in which one agent stands for so many adults are judged by a recorded quantity. When first crowds
    /// came is judged at full scale alone (decision 0305).
    pub fn judges(&self, target: &Target, scale: u32) -> bool {
        scale <= if target.is_of_onsets() { 1 } else { self.coarsest_judged() }
    }

    /// What must be said of a scale at which a few agents are a crowd that would be reported.
    fn too_coarse(&self, making: &Making) -> Option<String> {
        let (scale, judged) = (making.scale, self.coarsest_judged());
        (scale > judged).then(|| {
            let from = self.mechanisms.outcome.reportable_at(scale);
            format!(
                "one agent stands for {scale} adults, and a crowd is counted from {from} people on: sizes, onsets and units are not \
                those of a finer scale, and are not judged by the record; a scale of {judged} or less is judged"
            )
        })
    }

    /// The world of a scenario.
    ///
    /// # Errors
    /// As [`Scenario::agents`].
    pub fn world(&self, making: &Making, seed: u64) -> Result<World, Complaint> {
        self.agents(making)?;
        Ok(World::build(self.spec(making), seed))
    }

    /// Its clock.
    pub fn calendar(&self) -> ScenarioClock {
        ScenarioClock::new(self.start, self.zone)
    }

    /// The time, by the scenario's clock, of an hour since the start.
    pub fn time(&self, hours: f64) -> NaiveDateTime {
        self.calendar().time(hours)
    }

    /// The zone of a unit: its own, or that of the scenario. Of no unit, that of the scenario.
    pub fn zone_of(&self, unit: &str) -> Zone {
        let unit = self.country.units_by_name().find(unit);
        unit.and_then(|unit| self.country.units[unit].zone).unwrap_or(self.zone)
    }

    /// Hours since the start at which a fact was seen, if it says the time: by its own offset, or by the
    /// clock of its unit.
    pub fn hour_of(&self, fact: &Fact) -> Option<f64> {
        let zone = fact.zone.unwrap_or_else(|| self.zone_of(&fact.unit));
        fact.time.map(|time| self.calendar().hours_in(time, zone))
    }

    /// The same with the midnight of its day, by the scenario's clock, for a fact that does not.
    pub fn hour_or_day_of(&self, fact: &Fact) -> f64 {
        self.hour_of(fact).unwrap_or_else(|| self.day_of(fact.date))
    }

    /// Hours from the start to the midnight of a day, each day of 24 hours of the scenario's clock.
    pub fn day_of(&self, date: NaiveDate) -> f64 {
        (date - self.start.date()).num_days() as f64 * 24.0
    }

    /// Hours from the start to an hour of a day by the clocks of a unit, where it has its own: those of a recorded
    /// quantity are local.
    pub fn local_hour(&self, unit: Option<usize>, date: NaiveDate, hour: u32) -> f64 {
        let zone = unit.and_then(|unit| self.country.units.get(unit)?.zone);
        let Some(zone) = zone else { return self.day_of(date) + f64::from(hour) };
        let wall = date.and_time(NaiveTime::MIN) + Duration::hours(i64::from(hour));
        self.calendar().hours_in(wall, zone).max(0.0)
    }

    /// A file's name as the user knows it.
    pub fn shown(&self, name: &str) -> String {
        self.files.shown(name)
    }

    /// A file of the scenario that need not be there.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn optional(&self, name: &str) -> Result<Option<String>, Complaint> {
        self.files.optional(name)
    }

    /// A file of the scenario, such as its sources or its outlines.
    pub fn file(&self, name: &str) -> Result<String, Complaint> {
        self.files.text(name)
    }
}

fn not_allowed(setting: &str, path: &str, value: &str, allowed: &str) -> Complaint {
    let problem = Problem::NotAllowed { name: path.into(), found: value.into() };
    let complaint = about(setting, after_sign(setting), Complaint::new(problem).allowed(allowed));
    match value.find(',') {
        Some(comma) if decimal_comma(value, comma) => complaint.advise(DECIMAL_POINT),
        _ => complaint,
    }
}

/// Characters of a setting up to its value.
fn after_sign(setting: &str) -> usize {
    setting.find('=').map_or(0, |at| setting[..=at].chars().count())
}

/// Settings have no file: the complaint shows the setting itself, and the word after
/// this many characters.
fn about(setting: &str, after: usize, complaint: Complaint) -> Complaint {
    complaint.at_line(&groundswell_complaint::Source::new("--set", setting), 1, after + 1)
}
