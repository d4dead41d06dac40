//! What a record can be about: the variables of recorded quantities, and the kinds of facts.

/// Over which hours a quantity is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordWindow {
    /// Hours of one day.
    Day,
    /// Two days or more, from midnight to midnight.
    Days,
}

/// Of what a quantity can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The country alone.
    Nation,
    /// A unit alone.
    Unit,
    /// The country, a unit or a place.
    Any,
}

/// What a quantity counts, and so how large it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountUnit {
    /// People of the country.
    People,
    /// Its units.
    Units,
    /// A number between two.
    Between(i32, i32),
}

/// A variable of `targets.csv`.
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Of what it can be.
    pub of: Of,
    /// Over which hours.
    pub window: RecordWindow,
    /// What it counts.
    pub counts: CountUnit,
}

const fn variable(name: &'static str, of: Of, window: RecordWindow, counts: CountUnit) -> Variable {
    Variable { name, of, window, counts }
}

/// The variables.
pub const VARIABLES: &[Variable] = &[
    variable("participants_national_peak", Of::Nation, RecordWindow::Day, CountUnit::People),
    variable("participants_peak", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("strikers_peak", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("units_active", Of::Nation, RecordWindow::Day, CountUnit::Units),
    variable("onset", Of::Unit, RecordWindow::Day, CountUnit::Between(0, 10_000)),
    variable("growth_per_day", Of::Any, RecordWindow::Days, CountUnit::Between(-30, 30)),
    variable("doubling_time_hours", Of::Any, RecordWindow::Days, CountUnit::Between(0, 10_000)),
    variable("spearman_onset_lpg_cap", Of::Nation, RecordWindow::Day, CountUnit::Between(-1, 1)),
    variable("spearman_onset_distance", Of::Nation, RecordWindow::Day, CountUnit::Between(-1, 1)),
    variable("strike_lag_hours", Of::Nation, RecordWindow::Day, CountUnit::Between(-20_000, 20_000)),
    variable("detained_cumulative", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("killed_cumulative", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("forces_killed_cumulative", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("forces_injured_cumulative", Of::Any, RecordWindow::Day, CountUnit::People),
    variable("forces_share_of_deaths", Of::Nation, RecordWindow::Day, CountUnit::Between(0, 1)),
    variable("day_of_90pct_decline", Of::Nation, RecordWindow::Day, CountUnit::Between(0, 10_000)),
    variable("day_night_ratio", Of::Any, RecordWindow::Day, CountUnit::Between(0, 100_000)),
    variable("connectivity_percent", Of::Any, RecordWindow::Day, CountUnit::Between(0, 100)),
    variable("csto_troops", Of::Nation, RecordWindow::Day, CountUnit::People),
    variable("ally_troops", Of::Nation, RecordWindow::Day, CountUnit::People),
];

/// Hours from the first crowd to an act of the authorities: any name may follow.
pub const ACT: &str = "act_";

/// The variable of a name; acts have names of their own.
pub fn variable_of(name: &str) -> Option<Variable> {
    if name.len() > ACT.len() && name.starts_with(ACT) {
        return Some(variable("act_", Of::Any, RecordWindow::Day, CountUnit::Between(-20_000, 20_000)));
    }
    VARIABLES.iter().find(|v| v.name == name).map(|v| variable(v.name, v.of, v.window, v.counts))
}

/// Kinds of facts that date or size a crowd or name one in passing: they belong to the hours of the run.
pub const OF_CROWDS: &[&str] =
    &["protest", "clash", "detained_event", "road_block", "attack", "repression_dispersal", "killed_event"];

/// The other kinds of facts; counts of what is over may be published long after it.
pub const OTHERS: &[&str] = &[
    "abroad_solidarity",
    "army_holds_capital",
    "cases",
    "concession_appointment",
    "concession_met",
    "concession_price",
    "concession_resignation",
    "concession_talks",
    "council_rule",
    "custody",
    "damage_buildings",
    "damage_business",
    "damage_money",
    "damage_premises",
    "damage_vehicles",
    "demand",
    "detained_cum",
    "elite_arrest",
    "elite_dismissal",
    "elite_exit_denial",
    "elite_exit_report",
    "elite_left",
    "emergency",
    "exposure_lpg",
    "force_defection_report",
    "force_disarmed",
    "force_injured_cum",
    "force_injured_event",
    "force_killed_cum",
    "force_killed_event",
    "force_not_loyal",
    "force_passive",
    "injured_cum",
    "injured_event",
    "internet_cut",
    "internet_restore",
    "intervention_arrival",
    "intervention_decision",
    "intervention_effect",
    "intervention_lag",
    "intervention_lift",
    "intervention_refused_quorum",
    "intervention_request",
    "intervention_size",
    "intervention_withdrawal",
    "intervention_withdrawal_announced",
    "killed_cum",
    "operation",
    "production_effect",
    "protest_decline",
    "protest_end",
    "regions_active",
    "repression_order",
    "ruler_gone",
    "shock_election",
    "shock_event",
    "shock_killing",
    "shock_price",
    "shock_ruling",
    "strike",
    "strike_end",
    "weapons_taken",
];

/// Kinds of which each state may have its own: `intervention_size_ru`.
const OF_STATES: &str = "intervention_size_";

/// Every kind of fact, for a complaint.
pub fn kinds() -> Vec<&'static str> {
    OF_CROWDS.iter().chain(OTHERS).copied().collect()
}

/// Whether facts can be of a kind.
pub fn is_kind(kind: &str) -> bool {
    let of_state = kind
        .strip_prefix(OF_STATES)
        .is_some_and(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()));
    of_state || OF_CROWDS.contains(&kind) || OTHERS.contains(&kind)
}

/// How exactly a fact is dated.
pub const PRECISIONS: &[&str] = &["day", "hour", "reported_by"];

/// Who reports.
pub const SOURCES: &[&str] = &[
    "official",
    "official_or_state",
    "media",
    "press",
    "ngo",
    "resident",
    "organisation",
    "aggregator_or_translation",
    "dataset",
    "academic",
    "fictional",
];
