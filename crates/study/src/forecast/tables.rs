//! Forecasts, scores and skill as tables.

use super::verdict::{Score, ScoredForecast, Versus};
use super::{AtOrigin, Ensemble};
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::table::{Field, Kind, Table, row};

static FORECASTS: &[Field] = &[
    Field::new("origin", Kind::Time, "", "when the forecast is made: nothing published later is known"),
    Field::new("from", Kind::Time, "", "first hour of the window"),
    Field::new("to", Kind::Time, "", "end of the window"),
    Field::new("unit", Kind::Text, "", "unit, or nothing for the country").nullable(),
    Field::new("method", Kind::Text, "", "model or baseline"),
    Field::new("low", Kind::F64, "people", "quantile .05 of the participants that will be reported"),
    Field::new("median", Kind::F64, "people", "quantile .5"),
    Field::new("high", Kind::F64, "people", "quantile .95"),
    Field::new("mean", Kind::F64, "people", "mean"),
    Field::new("reported", Kind::F64, "1", "probability that anything is reported"),
    Field::new("recorded", Kind::F64, "people", "what was recorded in the end; 0 where nothing was reported of a unit")
        .nullable(),
];

static SCORES: &[Field] = &[
    Field::new("origin", Kind::Time, "", "when the forecast is made; nothing for all origins together").nullable(),
    Field::new("horizon", Kind::F64, "h", "hours ahead"),
    Field::new("method", Kind::Text, "", "model or baseline"),
    Field::new("score", Kind::Text, "", "which score; smaller is better"),
    Field::new("value", Kind::F64, "", "mean over outcomes; nothing where nothing was recorded").nullable(),
    Field::new("outcomes", Kind::U32, "1", "outcomes"),
];

static SKILL: &[Field] = &[
    Field::new("origin", Kind::Time, "", "when the forecast is made; nothing for all origins together").nullable(),
    Field::new("horizon", Kind::F64, "h", "hours ahead"),
    Field::new("score", Kind::Text, "", "which score"),
    Field::new("method", Kind::Text, "", "which model: runs of the engine, conditioned, or its stack with the hurdle"),
    Field::new("baseline", Kind::Text, "", "what the model is compared with"),
    Field::new("skill", Kind::F64, "1", "1 - score of the model / score of the baseline").nullable(),
    Field::new("low", Kind::F64, "1", "lower end of the 90 % interval, paired block bootstrap").nullable(),
    Field::new("high", Kind::F64, "1", "upper end").nullable(),
    Field::new("blocks", Kind::U32, "1", "blocks that were resampled"),
    Field::new("outcomes", Kind::U32, "1", "pairs of scores"),
];

static PARAMETERS: &[Field] = &[
    Field::new("origin", Kind::Time, "", "when the forecast is made"),
    Field::new("parameter", Kind::Text, "", "path"),
    Field::new("mean_before", Kind::F64, "", "mean of the draws from the prior"),
    Field::new("spread_before", Kind::F64, "", "their standard deviation"),
    Field::new("mean_after", Kind::F64, "", "mean weighted by what had been published"),
    Field::new("spread_after", Kind::F64, "", "its standard deviation"),
];

/// Every forecast: a row a window, series and method.
pub fn forecasts(scenario: &Scenario, said: &[ScoredForecast]) -> Table {
    let mut table = Table::new("forecasts", FORECASTS);
    for s in said {
        let unit = s.unit.map(|u| scenario.country.units[u].name.as_str());
        let time = |hour: f64| scenario.time(hour);
        let (low, median, high) = s.quantiles;
        table.push(row![
            time(s.hours.0),
            time(s.hours.1),
            time(s.hours.2),
            unit,
            s.method,
            low,
            median,
            high,
            s.mean,
            s.reported,
            s.recorded
        ]);
    }
    table
}

/// Every mean score.
pub fn scores(scenario: &Scenario, scores: &[Score]) -> Table {
    let mut table = Table::new("scores", SCORES);
    for s in scores {
        table.push(row![s.origin.map(|o| scenario.time(o)), s.horizon, s.method, s.score, s.value, s.outcomes]);
    }
    table
}

/// Every comparison.
pub fn skill(scenario: &Scenario, versus: &[Versus]) -> Table {
    let mut table = Table::new("skill", SKILL);
    for v in versus {
        let (low, high) = (v.skill.interval.map(|i| i.0), v.skill.interval.map(|i| i.1));
        let origin = v.origin.map(|o| scenario.time(o));
        table.push(row![
            origin,
            v.horizon,
            v.score,
            v.method,
            v.baseline,
            v.skill.skill,
            low,
            high,
            v.skill.blocks,
            v.skill.pairs
        ]);
    }
    table
}

/// What was learned of each parameter at each origin.
pub fn parameters(scenario: &Scenario, all: &[AtOrigin]) -> Table {
    let mut table = Table::new("parameters", PARAMETERS);
    for at in all {
        let Ensemble { parameters, .. } = &at.ensemble;
        for p in parameters {
            table.push(row![scenario.time(at.origin), &p.path, p.before.0, p.before.1, p.after.0, p.after.1]);
        }
    }
    table
}
