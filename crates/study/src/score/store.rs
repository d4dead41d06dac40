//! Cells as a table, and finished parts on disk, so that the same work is never done twice.

use super::cells::ScoredCell;
use super::counted::EventCount;
use super::verdict::EventVersus;
use super::{Asked, Event, Part};
use crate::{checkpoint, plan};
use groundswell_complaint::Complaint;
use groundswell_tables::table::{Field, Kind, Table, row};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

static SCORES: &[Field] = &[
    Field::new("event", Kind::Text, "", "scenario"),
    Field::new("origin", Kind::Time, "", "when the forecast is made: nothing published later is known"),
    Field::new("lead", Kind::U32, "days", "days ahead: 1 is the day that begins at the origin"),
    Field::new("unit", Kind::Text, "", "unit, or nothing for the country").nullable(),
    Field::new("method", Kind::Text, "", "model or baseline"),
    Field::new("kind", Kind::Text, "", "silent, named without a size, sized, or the country"),
    Field::new("recorded", Kind::F64, "people", "what was recorded; nothing where no number was").nullable(),
    Field::new("low", Kind::F64, "people", "quantile .05 of what was said to be reported"),
    Field::new("median", Kind::F64, "people", "quantile .5"),
    Field::new("high", Kind::F64, "people", "quantile .95"),
    Field::new("crps", Kind::F64, "", "CRPS of ln(1 + people)").nullable(),
    Field::new("log_score", Kind::F64, "nats", "log score").nullable(),
    Field::new("interval", Kind::F64, "", "interval score of the 90 % interval of ln(1 + people)").nullable(),
    Field::new("pit", Kind::F64, "", "probability integral transform").nullable(),
    Field::new("whether", Kind::F64, "", "Brier score of whether the unit is reported").nullable(),
    Field::new("given", Kind::F64, "", "CRPS of ln(1 + people) given that there is a report, of a unit with a size")
        .nullable(),
    Field::new("energy", Kind::F64, "", "energy score of ln(1 + people) over the units, of the country's row")
        .nullable(),
    Field::new("effective", Kind::U32, "", "particles that differ at the end, of the conditioned model").nullable(),
];

static EVENTS: &[Field] = &[
    Field::new("event", Kind::Text, "", "scenario"),
    Field::new("prior_from", Kind::Text, "", "what its prior was learned from"),
    Field::new("days", Kind::U32, "days", "days on which a protest in a unit is recorded"),
    Field::new("origins", Kind::U32, "", "midnights at which forecasts are made"),
    Field::new("scored", Kind::U32, "", "of these, those with a score of a unit"),
    Field::new("unscored", Kind::Text, "", "why no unit is scored at any of them, and what is needed").nullable(),
];

static SKILL: &[Field] = &[
    Field::new("method", Kind::Text, "", "model, a model without one of its parts, or hurdle persistence"),
    Field::new("baseline", Kind::Text, "", "rule that it is held against"),
    Field::new("lead", Kind::U32, "days", "days ahead; nothing for all of them").nullable(),
    Field::new("score", Kind::Text, "", "score"),
    Field::new("skill", Kind::F64, "", "1 − score of the method / score of the baseline: above 0 better").nullable(),
    Field::new("low", Kind::F64, "", "lower end of the 90 % interval of a bootstrap over events").nullable(),
    Field::new("high", Kind::F64, "", "upper end").nullable(),
    Field::new("events", Kind::U32, "", "events that have both scores"),
];

/// How much of each event is scored.
pub fn events(events: &[Event], counts: &[EventCount]) -> Table {
    let mut table = Table::new("events", EVENTS);
    for (event, of) in events.iter().zip(counts) {
        table.push(row![
            event.name.as_str(),
            event.made_from.as_str(),
            of.days as u32,
            of.origins as u32,
            of.scored as u32,
            of.unscored.as_deref()
        ]);
    }
    table
}

/// Every method against every baseline.
pub fn skill(compared: &[EventVersus]) -> Table {
    let mut table = Table::new("skill", SKILL);
    for v in compared {
        table.push(row![
            v.method.as_str(),
            v.baseline,
            v.lead.map(|lead| lead as u32),
            v.score,
            v.skill.skill,
            v.skill.interval.map(|ends| ends.0),
            v.skill.interval.map(|ends| ends.1),
            v.skill.blocks as u32
        ]);
    }
    table
}

/// Every cell of every event.
pub fn table(events: &[Event], cells: &[Vec<ScoredCell>]) -> Table {
    let mut table = Table::new("scores", SCORES);
    for (event, cells) in events.iter().zip(cells) {
        for c in cells {
            table.push(row![
                event.name.as_str(),
                event.scenario.time(c.origin),
                c.lead as u32,
                c.unit.map(|unit| event.scenario.country.units[unit].name.as_str()),
                c.method.as_str(),
                c.kind.word(),
                Some(c.recorded).filter(|x| x.is_finite()),
                c.said.0,
                c.said.1,
                c.said.2,
                c.crps,
                c.log,
                c.interval,
                c.pit,
                c.whether,
                c.given,
                c.energy,
                c.effective.map(|n| n as u32)
            ]);
        }
    }
    table
}

/// Which rules parts were made by: parts of other rules are computed again.
const RULES: u32 = 3;

/// Where finished parts are kept, each under a digest of everything that its numbers depend on.
pub struct Kept(Option<PathBuf>);

impl Kept {
    /// In this folder; nowhere without one.
    pub fn at(folder: Option<&Path>) -> Kept {
        Kept(folder.map(|folder| folder.join("checkpoints")))
    }

    fn file(&self, event: &Event, part: Part, asked: &Asked) -> Option<PathBuf> {
        let of = format!(
            "{} {RULES} {} {:?} {:?} {} {:?} {} {} {:?} {}",
            env!("CARGO_PKG_VERSION"),
            plan::hash(&event.scenario),
            event.record.said,
            event.prior,
            part.origin,
            asked.leads,
            asked.draws,
            asked.seed,
            asked.effort,
            asked.ablate,
        );
        let digest = Sha256::digest(format!("{of} {:?}", asked.observation));
        let digits: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self.0.as_ref().map(|folder| folder.join(format!("batch-{digits}.done")))
    }

    /// The cells of a part that was finished before, if it was asked in the same way and can be read.
    pub fn read(&self, event: &Event, part: Part, asked: &Asked) -> Option<Vec<ScoredCell>> {
        checkpoint::read(&self.file(event, part, asked)?)
    }

    /// Keeps the cells of a part.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn write(&self, event: &Event, part: Part, asked: &Asked, cells: &[ScoredCell]) -> Result<(), Complaint> {
        let Some(file) = self.file(event, part, asked) else { return Ok(()) };
        let folder = file.parent().unwrap_or(Path::new("."));
        let made = std::fs::create_dir_all(folder);
        made.map_err(|error| groundswell_tables::stamp::FileError::new("write", folder, error))?;
        Ok(checkpoint::write(&file, &cells)?)
    }

    /// Parts that are not as they were written, by the names of their files: they are computed again.
    pub fn damaged(&self) -> Vec<String> {
        let files = self.0.iter().flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
        let damaged = files.map(|file| file.path()).filter(|path| checkpoint::is_damaged(path));
        let mut names: Vec<String> = damaged.filter_map(|path| Some(path.file_name()?.display().to_string())).collect();
        names.retain(|name| name.ends_with(".done"));
        names.sort();
        names
    }
}
