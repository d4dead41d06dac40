//! `comparison.parquet`: every measure of every branch against the one it is set against.

use super::branch::Comparison;
use super::difference::{Difference, Estimate};
use super::measures::{self, View};
use crate::checkpoint::{FinishedReplicate, ReplicateEnd, read};
use crate::plan::Plan;
use crate::rundir::RunDir;
use crate::summary::{numbers, texts};
use groundswell_complaint::Complaint;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::row;
use groundswell_tables::table::{Field, Kind, ShardReader, Table};
use serde::Serialize;

const fn number(name: &'static str, meaning: &'static str) -> Field {
    Field::new(name, Kind::F64, "as `unit`", meaning)
}

/// Its columns.
pub const SCHEMA: &[Field] = &[
    Field::new("branch", Kind::Text, "", "which branch"),
    Field::new("against", Kind::Text, "", "the branch that it is set against"),
    Field::new(
        "statistic",
        Kind::Text,
        "",
        "which number of a replicate; O0 to O9 are classes of outcomes, above_ sizes of the crowd",
    ),
    Field::new("label", Kind::Text, "", "the same in words"),
    Field::new("unit", Kind::Text, "", "its unit; empty for the share of replicates in which it holds"),
    Field::new("pairs", Kind::U32, "replicates", "replicates that have a value in both"),
    number("base", "mean, or share, in the branch that it is set against"),
    number("base_low", "lower end of its 90 % interval"),
    number("base_high", "upper end"),
    number("value", "mean, or share, in the branch"),
    number("value_low", "lower end of its 90 % interval"),
    number("value_high", "upper end"),
    number("difference", "mean of paired differences, or difference of shares, branch less base"),
    number("low", "lower end of its 90 % interval"),
    number("high", "upper end"),
    number("median", "median of paired differences, branch less base; null of shares and below five pairs").nullable(),
    number("median_low", "lower end of its 90 % interval, of ranks").nullable(),
    number("median_high", "upper end").nullable(),
    Field::new("ratio", Kind::F64, "1", "median over pairs of (1 + branch)/(1 + base)").nullable(),
    Field::new("ratio_low", Kind::F64, "1", "lower end of its 90 % interval, of ranks").nullable(),
    Field::new("ratio_high", Kind::F64, "1", "upper end").nullable(),
    number("unpaired_low", "lower end of the interval if the replicates were not paired"),
    number("unpaired_high", "upper end"),
    Field::new(
        "variance_ratio",
        Kind::F64,
        "1",
        "variance of paired differences over that of unpaired ones; null where nothing varies",
    )
    .nullable(),
    Field::new("more", Kind::F64, "share", "pairs in which the branch has more"),
    Field::new("less", Kind::F64, "share", "pairs in which the branch has less"),
];

/// A row of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferenceRow {
    /// Which branch.
    pub branch: String,
    /// The branch that it is set against.
    pub against: String,
    /// Which number.
    pub statistic: String,
    /// In words.
    pub label: String,
    /// Its unit; empty for a share of replicates.
    pub unit: String,
    /// The value of the measure.
    #[serde(flatten)]
    pub difference: Difference,
}

/// One number of every replicate; `None` where it has none.
pub type ReplicateValues = Vec<Option<f64>>;

/// The values of every measure in every replicate of a branch: `values[measure][replicate]`.
pub fn values(dir: &RunDir, plan: &Plan, view: View) -> Result<Vec<ReplicateValues>, Complaint> {
    let measures = measures::all();
    let mut values = vec![vec![None; plan.replicates as usize]; measures.len()];
    for replicate in 0..plan.replicates {
        let Some(FinishedReplicate { end: Ok(end), .. }) = read::<FinishedReplicate>(&dir.done_file(replicate)) else {
            continue;
        };
        let national = whole(&dir.part("national", replicate))?;
        for (measure, values) in measures.iter().zip(&mut values) {
            values[replicate as usize] = measure.value(&end, &national, view);
        }
    }
    Ok(values)
}

fn whole(path: &std::path::Path) -> Result<Table, Complaint> {
    let reader = ShardReader::open(path)?;
    let mut table = Table::new(reader.name(), reader.schema());
    for part in reader {
        table.append(&part?)?;
    }
    Ok(table)
}

/// One branch against another, over all measures that have a value. `values` as [`values`]
/// gives them.
pub fn rows(branch: &str, against: &str, value: &[ReplicateValues], base: &[ReplicateValues]) -> Vec<DifferenceRow> {
    let row = |(measure, (base, value)): (&measures::BranchMeasure, (&ReplicateValues, &ReplicateValues))| {
        let difference =
            if measure.is_share() { Difference::of_shares(base, value) } else { Difference::of_means(base, value) }?;
        Some(DifferenceRow {
            branch: branch.into(),
            against: against.into(),
            statistic: measure.name.clone(),
            label: measure.label.clone(),
            unit: measure.unit.into(),
            difference,
        })
    };
    measures::all().iter().zip(base.iter().zip(value)).filter_map(row).collect()
}

/// Compares what is done of a comparison: every branch but the one it is set against.
pub fn compare(
    dir: &RunDir,
    plan: &Plan,
    scenario: &Scenario,
    comparison: &Comparison,
) -> Result<Vec<DifferenceRow>, Complaint> {
    let view = View { at: comparison.at, steps_per_hour: plan.steps_per_hour, adults: adults(scenario) };
    let of = |name: &str| values(&dir.of_branch(name), plan, view);
    let base = of(&comparison.against)?;
    let mut all = Vec::new();
    for branch in comparison.branches.iter().filter(|branch| branch.name != comparison.against) {
        all.extend(rows(&branch.name, &comparison.against, &of(&branch.name)?, &base));
    }
    Ok(all)
}

/// The rows as a table.
pub fn table(rows: &[DifferenceRow]) -> Table {
    let mut table = Table::new("comparison", SCHEMA);
    for r in rows {
        let d = &r.difference;
        table.push(row![
            &r.branch,
            &r.against,
            &r.statistic,
            &r.label,
            &r.unit,
            d.pairs,
            d.base.value,
            d.base.low,
            d.base.high,
            d.value.value,
            d.value.low,
            d.value.high,
            d.paired.value,
            d.paired.low,
            d.paired.high,
            d.median.map(|e| e.value),
            d.median.map(|e| e.low),
            d.median.map(|e| e.high),
            d.ratio.map(|e| e.value),
            d.ratio.map(|e| e.low),
            d.ratio.map(|e| e.high),
            d.unpaired.low,
            d.unpaired.high,
            d.variance_ratio,
            d.more,
            d.less,
        ]);
    }
    table
}

/// The rows of a table, as a report reads them.
pub fn read_back(table: &Table) -> Vec<DifferenceRow> {
    let text = |column: &str| texts(table, column).into_iter().map(String::from).collect::<Vec<_>>();
    let column = |name: &str| numbers(table, name);
    let [branch, against, statistic, label, unit] = ["branch", "against", "statistic", "label", "unit"].map(text);
    let estimate = |value: &str, low: &str, high: &str| {
        let (value, low, high) = (column(value), column(low), column(high));
        (0..value.len()).map(|i| Estimate { value: value[i], low: low[i], high: high[i] }).collect::<Vec<_>>()
    };
    let base = estimate("base", "base_low", "base_high");
    let value = estimate("value", "value_low", "value_high");
    let paired = estimate("difference", "low", "high");
    let unpaired = estimate("difference", "unpaired_low", "unpaired_high");
    let known = |e: Estimate| Some(e).filter(|e| e.value.is_finite());
    let median = estimate("median", "median_low", "median_high");
    let times = estimate("ratio", "ratio_low", "ratio_high");
    let [pairs, ratio, more, less] = ["pairs", "variance_ratio", "more", "less"].map(column);
    (0..table.rows())
        .map(|i| DifferenceRow {
            branch: branch[i].clone(),
            against: against[i].clone(),
            statistic: statistic[i].clone(),
            label: label[i].clone(),
            unit: unit[i].clone(),
            difference: Difference {
                pairs: pairs[i] as usize,
                base: base[i],
                value: value[i],
                paired: paired[i],
                median: known(median[i]),
                ratio: known(times[i]),
                unpaired: unpaired[i],
                variance_ratio: Some(ratio[i]).filter(|x| x.is_finite()),
                more: more[i],
                less: less[i],
            },
        })
        .collect()
}

/// Values of every measure of one replicate, for those who keep no files.
pub fn of_replicate(end: &ReplicateEnd, national: &Table, view: View) -> ReplicateValues {
    measures::all().iter().map(|measure| measure.value(end, national, view)).collect()
}

/// Adults of a country.
pub fn adults(scenario: &Scenario) -> f64 {
    scenario.country.places.iter().map(|place| f64::from(place.adults)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_reads_back_as_its_rows() {
        let some = |values: &[f64]| values.iter().map(|x| Some(*x)).collect::<Vec<_>>();
        let n = measures::all().len();
        let base: Vec<_> =
            (0..n).map(|i| some(&[1.0, 0.0, f64::from(u8::from(i % 2 == 0)), 1.0, 0.0, 1.0, 0.0, 1.0])).collect();
        let other: Vec<_> = (0..n).map(|_| some(&[0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0])).collect();
        let made = rows("other", "base", &other, &base);
        assert_eq!(made.len(), n);
        assert_eq!(read_back(&table(&made)), made);
    }
}
