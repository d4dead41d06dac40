//! H1 to H10: the claims, the branches that they need, and the rules of their verdicts.

use super::page::{difference, estimate, number};
use super::record::RecordTables;
use super::runs::Ran;
use super::{Claim, Line, Verdict, line};
use crate::compare::branch::RequestedBranch;
use crate::compare::difference::Difference;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_engine::spec::{LANGUAGES, SECTORS, SHOCK_KINDS, SHOCK_PRIORS, Scope, Shock, Whom};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::triggers::{ShockRow, middle};

/// The scenario whose claims these are: they quote one text on one event.
pub const SCENARIO: &str = "kazakhstan-2022";

/// The branches that the model is asked for, besides the base: name and settings.
const BRANCHES: [(&str, &[&str]); 20] = [
    ("no-shock", &["price.enabled=false"]),
    (OTHER_SHOCK, &["price.enabled=false", "shocks.enabled=true"]),
    ("no-wage-gradient", &["grievance.wage=0"]),
    ("equal-burden", &["price.burden_low=0"]),
    ("no-network", &["information.network=0"]),
    ("no-distance", &["information.reach=5000"]),
    ("no-news", &["information.enabled=false"]),
    ("no-strikes", &["strike.enabled=false"]),
    ("no-loyalty", &["loyalty.enabled=false"]),
    ("no-elite", &["elite.enabled=false"]),
    ("no-contagion", &["spillover.chi=0"]),
    ("no-abroad", &["spillover.enabled=false"]),
    ("no-intervention", &["intervention.enabled=false"]),
    (
        "guarding-only",
        &[
            "intervention.tells_units=false",
            "intervention.tells_elites=false",
            "intervention.tells_people=false",
            "intervention.costs_legitimacy=false",
            "intervention.calms_abroad=false",
        ],
    ),
    ("organised-thinly", &["organisation.density=0.001"]),
    ("organised", &["organisation.density=0.03"]),
    ("organised-silent", &["organisation.density=0.03", "organisation.appeals=false"]),
    ("no-appeals", &["loyalty.appeals=0"]),
    ("strong-appeals", &["loyalty.appeals=1", "messages.returns=1"]),
    ("no-translation", &["messages.translation=false"]),
];

/// The branch in which a shock of another kind stands in place of the price.
const OTHER_SHOCK: &str = "other-shock";
/// Its kind: as large a class of shocks as a price.
const OTHER_KIND: &str = "law";

/// Adds what no setting can: the shock of another kind, in the hour of the first rise of the price, felt alike in every place.
/// Its size is the middle of what is believed of its kind, since no such shock is on record.
pub fn complete(branch: &str, scenario: &mut Scenario) {
    if branch != OTHER_SHOCK {
        return;
    }
    let kind = SHOCK_KINDS.iter().position(|known| *known == OTHER_KIND).unwrap_or(0);
    let calendar = scenario.calendar();
    let rises = scenario.country.prices.iter().filter(|price| price.kind == "shock");
    let hour = rises.map(|price| calendar.hours(price.time)).fold(f64::INFINITY, f64::min);
    let shock = Shock {
        name: OTHER_SHOCK.into(),
        kind,
        enabled: true,
        hour: if hour.is_finite() { hour } else { 0.0 },
        exposure: vec![1.0; scenario.country.places.len()],
        whom: Whom::Languages([true; LANGUAGES]),
        sectors: [true; SECTORS],
        demand: None,
        size: middle(kind),
        rise: SHOCK_PRIORS[kind].rise,
        decay: SHOCK_PRIORS[kind].decay,
    };
    scenario.shocks.push(ShockRow { shock, scope: Scope::Nation, exposure: None, source: String::new() });
}

/// The branches that [`claims`] needs.
pub fn branches() -> Vec<RequestedBranch> {
    let asked = |(name, settings): &(&str, &[&str])| RequestedBranch {
        name: (*name).into(),
        settings: settings.iter().map(|setting| (*setting).into()).collect(),
    };
    BRANCHES.iter().map(asked).collect()
}

/// The claims with record, model and verdict.
pub fn claims(scenario: &Scenario, ran: &Ran) -> Vec<Claim> {
    let (record, runs) = (RecordTables::of(scenario), Runs(ran));
    [
        price_shock(&record, &runs),
        spread(scenario, &record, &runs),
        workers(&record, &runs),
        forces(&record, &runs),
        elite(&record, &runs),
        fear(scenario, &record, &runs),
        intervention(&record, &runs),
        party(scenario, &record, &runs),
        appeals(scenario, &record, &runs),
        translation(scenario, &record, &runs),
    ]
    .into_iter()
    .collect()
}

/// Runs in words.
struct Runs<'a>(&'a Ran);

impl Runs<'_> {
    /// A branch against the base.
    fn of(&self, what: &str, number: &str, branch: &str) -> Line {
        self.between(what, number, branch, "base")
    }

    fn between(&self, what: &str, number: &str, branch: &str, against: &str) -> Line {
        line(what, self.0.difference(number, branch, against).map_or("no value".into(), |d| difference(&d)))
    }

    /// A number of the base.
    fn base(&self, what: &str, number: &str) -> Line {
        line(what, self.0.value(number, "base").map_or("no value".into(), estimate))
    }

    /// Shares of the outcome classes that occur in a branch or in the base.
    fn outcomes(&self, what: &str, branch: &str) -> Vec<Line> {
        let one = |class: &OutcomeClass| {
            let (code, label) = class.name();
            let d = self.0.difference(code, branch, "base")?;
            let occurs = d.base.value > 0.0 || d.value.value > 0.0;
            occurs.then(|| line(format!("P({code}, {label}), {what}"), difference(&d)))
        };
        OutcomeClass::ALL.iter().filter_map(one).collect()
    }

    /// Whether a branch is told apart from another, and by what share: of the median ratio where there is one, otherwise of
    /// the means.
    fn effect(&self, number: &str, branch: &str, against: &str) -> (bool, f64) {
        let d = self.0.difference(number, branch, against);
        let of_means = |d: &Difference| if d.base.value == 0.0 { 0.0 } else { d.paired.value / d.base.value };
        d.map_or((false, 0.0), |d| (d.is_told_apart(), d.ratio.map_or_else(|| of_means(&d), |ratio| ratio.value - 1.0)))
    }

    /// The median ratio of a branch to another less 1, in per cent, with its interval in words.
    fn change(&self, number: &str, branch: &str, against: &str) -> String {
        let ratio = self.0.difference(number, branch, against).and_then(|d| d.ratio);
        let percent = |x: f64| format!("{:+.2} %", 100.0 * (x - 1.0));
        ratio.map_or("by an unknown share".into(), |r| {
            format!("by {} [{} – {}]", percent(r.value), percent(r.low), percent(r.high))
        })
    }
}

fn or_none(text: Option<String>) -> String {
    text.unwrap_or_else(|| "no value".into())
}

/// H1. Supported if the price rose before the first protest, onset goes with the fuel price
/// cap, and without the shock the model's crowds are smaller; which gradient carried it is
/// open while wages order onset as well. That it had to be the price is another matter: a shock
/// of another kind in the same hour shows what of it is the price's own.
fn price_shock(record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let (cap, wage) = (record.onset_with(|u| u.cap), record.onset_with(|u| u.wage));
    let (price, protest) = (record.first_hour("shock_price"), record.first_hour("protest"));
    let before = price.zip(protest).is_some_and(|(price, protest)| price <= protest);
    let (told, effect) = runs.effect("peak", "no-shock", "base");
    let goes = cap.is_some_and(|c| c.is_significant() && c.rho > 0.0);
    let confounded = wage.is_some_and(|w| w.is_significant());
    let holds = before && goes && told && effect < 0.0;
    Claim {
        id: "H1",
        claim: "The rise of the gas price set the protest off.",
        models: "M1, M2",
        record: vec![
            line(
                "price after over price before, median of units (prices before 1 January are assumed from the later caps)",
                or_none(record.price_ratio().map(number)),
            ),
            line(
                "first protest after the rise",
                or_none(price.zip(protest).map(|(a, b)| format!("{} hours", number(b - a)))),
            ),
            line("onset of units with the fuel price cap", or_none(cap.map(|c| c.words()))),
            line("onset of units with the wage", or_none(wage.map(|c| c.words()))),
        ],
        model: vec![
            runs.of("largest crowd without the shock", "peak", "no-shock"),
            runs.of("units reached without the shock", "units_reached", "no-shock"),
            runs.of(
                "largest crowd with a law of the same hour in its place, felt alike everywhere",
                "peak",
                OTHER_SHOCK,
            ),
            runs.of("units reached likewise", "units_reached", OTHER_SHOCK),
            runs.of("rank correlation of onset with the cap likewise", "s14", OTHER_SHOCK),
            runs.of("rank correlation of onset with the cap, without a wage gradient", "s14", "no-wage-gradient"),
            runs.of("the same where the burden of the price does not depend on the wage", "s14", "equal-burden"),
        ],
        verdict: match (holds, confounded) {
            (true, _) => Verdict::Supported,
            (false, _) if before && goes => Verdict::Partly,
            _ => Verdict::Contested,
        },
        why: format!(
            "{} That something set it off is one thing, that it was the price another: with a law of the middle of its prior in place of the price, felt alike everywhere, the model's largest crowd changes {}.",
            if confounded {
                "The rise came first and onset follows the price cap; but it follows wages as closely, with the opposite sign, and the cap was set after the event, so that the record cannot tell dependence on the fuel from what else sets the west apart."
            } else {
                "The rise came first and onset follows the price cap."
            },
            runs.change("peak", OTHER_SHOCK, "base"),
        ),
    }
}

/// H2. Supported if the units reached rise from a few to most within days; that it was no
/// front is said where onset does not follow the distance.
fn spread(scenario: &Scenario, record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let (days, units) = (record.units_by_day(), scenario.country.units.len());
    let first = days.first().map_or(0, |day| day.1);
    let last = days.last().map_or(0, |day| day.1);
    let far = record.onset_with_distance();
    let front = far.is_some_and(|c| c.is_significant());
    let (network, _) = runs.effect("s13", "no-network", "base");
    let (distance, _) = runs.effect("s13", "no-distance", "base");
    Claim {
        id: "H2",
        claim: "It began in the west and was nation-wide within days.",
        models: "M4, M5",
        record: vec![
            line(
                "units with a recorded protest so far",
                days.iter().map(|(day, n)| format!("{n} by {day}")).collect::<Vec<_>>().join(", "),
            ),
            line("onset of units with the distance from Zhanaozen", or_none(far.map(|c| c.words()))),
        ],
        model: vec![
            runs.base("units with protest on 5 January", "s13"),
            runs.of("the same without news over the network", "s13", "no-network"),
            runs.of("the same where distance does not matter to word of mouth", "s13", "no-distance"),
            runs.of("the same without any news from elsewhere", "s13", "no-news"),
            runs.of("rank correlation of onset with the distance, without the network", "s15", "no-network"),
            runs.of("the same where distance does not matter", "s15", "no-distance"),
        ],
        verdict: if first <= 2 && last * 10 >= units * 8 { Verdict::Supported } else { Verdict::Partly },
        why: format!(
            "{last} of {units} units were reached from {first}. {} In the model the network {} how many units are reached by 5 January, and the reach of word of mouth {}; how much each carried is identified weakly, by the order of {units} onsets.",
            if front {
                "Onset followed the distance."
            } else {
                "Onset does not follow the distance from Zhanaozen: it was no front that travelled."
            },
            if network { "changes" } else { "does not visibly change" },
            if distance { "does too" } else { "does not" },
        ),
    }
}

/// H3. Partly, while strikes are recorded and came after the first crowds; supported if they
/// had come first.
fn workers(record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let (strike, protest) = (record.first_hour("strike"), record.first_hour("protest"));
    let lag = strike.zip(protest).map(|(strike, protest)| strike - protest);
    let share = record.facts(&["demand"]).into_iter().find(|fact| fact.counted.contains("workers"));
    let (told, effect) = runs.effect("peak", "no-strikes", "base");
    let strikes = record.count("strike");
    Claim {
        id: "H3",
        claim: "Workers led it, with strikes.",
        models: "M6",
        record: vec![
            line("reports of strikes", format!("{strikes}, at {}", record.places("strike").join(", "))),
            line("first strike after the first protest", or_none(lag.map(|lag| format!("{} hours", number(lag))))),
            line(
                "share of a crowd from work collectives, one estimate",
                or_none(share.and_then(|fact| Some(format!("{} % in {}", number(fact.range.0?), fact.place)))),
            ),
        ],
        model: vec![
            runs.base("first strike after the first crowd, hours", "s18"),
            runs.base("most on strike at once, adults", "strikers_peak"),
            runs.of("largest crowd without strikes", "peak", "no-strikes"),
            runs.of("days spent in the street without strikes", "participant_days", "no-strikes"),
        ],
        verdict: match lag {
            Some(lag) if strikes > 0 && lag > 0.0 => Verdict::Partly,
            Some(_) if strikes > 0 => Verdict::Supported,
            _ => Verdict::Weak,
        },
        why: format!(
            "Strikes are recorded, but they followed the squares by days; who was in the crowds is known for one town by one estimate, and disputed for Almaty. In this model, under these parameters, crowds without strikes are {}; how many were on strike was never counted, so the size of strikes in the model is an assumption.",
            if told {
                format!("{:+.1} % at their largest", 100.0 * effect)
            } else {
                "not distinguishable from those with them".into()
            },
        ),
    }
}

/// H4. Weak while no unit is confirmed to have changed sides and the forces' losses are many
/// times the reports of refusal.
fn forces(record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let (refused, disarmed) = (record.count("force_defection_report"), record.count("force_disarmed"));
    let killed = record.largest("force_killed_cum").unwrap_or(0.0);
    let injured = record.largest("force_injured_cum").unwrap_or(0.0);
    let any = runs.0.share_above("units_refused", "base", 0.0);
    Claim {
        id: "H4",
        claim: "The armed forces began to side with the uprising.",
        models: "M10",
        record: vec![
            line("unconfirmed reports of refusal", format!("{refused}, at {}", record.places("force_defection_report").join(", "))),
            line("reports of soldiers disarmed", format!("{disarmed}, at {}", record.places("force_disarmed").join(", "))),
            line("reports of passivity", record.count("force_passive").to_string()),
            line("members of the forces killed, injured", format!("{}, {}", number(killed), number(injured))),
        ],
        model: vec![
            runs.base("units that refused or changed sides", "units_refused"),
            line("P(some unit refuses)", any.map_or("no value".into(), estimate)),
            runs.base("largest share of the forces that refused", "refusing"),
            runs.of("largest crowd if every unit obeys", "peak", "no-loyalty"),
        ],
        verdict: if refused > 0 && injured > 100.0 * refused as f64 { Verdict::Weak } else { Verdict::Partly },
        why: "A handful of unconfirmed reports, no unit known to have changed sides, and thousands of the forces hurt: the claim says more than the record. With no confirmed refusal the eight pressures on a unit are bounded from above and distinguished by nothing.".into(),
    }
}

/// H5. Partly while departures are recorded and no official resigned by himself.
fn elite(record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let exits = record.facts(&["elite_exit_report"]);
    let counted: Vec<String> = exits
        .iter()
        .filter_map(|fact| {
            Some(format!("{} {} ({})", number(fact.range.1?), fact.counted, fact.date.format("%-d January")))
        })
        .collect();
    let (denied, removed) =
        (record.count("elite_exit_denial"), record.count("elite_dismissal") + record.count("elite_arrest"));
    Claim {
        id: "H5",
        claim: "Top officials and owners fled.",
        models: "M11",
        record: vec![
            line("reports of departures", if counted.is_empty() { exits.len().to_string() } else { counted.join(", ") }),
            line("denials", denied.to_string()),
            line("members removed or arrested by the regime itself", removed.to_string()),
        ],
        model: vec![
            runs.base("largest share of the elite that had left", "elite_left"),
            runs.of("units that refused or changed sides, without an elite that splits", "units_refused", "no-elite"),
            runs.of("largest crowd without it", "peak", "no-elite"),
        ],
        verdict: if !exits.is_empty() && denied > 0 { Verdict::Partly } else { Verdict::Weak },
        why: "Flights were counted for two days, passengers were not; the best known departure was denied, and the removals were acts of the regime. Without flight logs neither thresholds nor rates of the elite are identified.".into(),
    }
}

/// H6. Not identifiable in its motive; the part that is about contagion is tested by whether
/// no contagion and its prior give different numbers of rallies.
fn fear(scenario: &Scenario, record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let hour = |kind: &str| {
        or_none(record.first_hour(kind).map(|h| scenario.time(h).format("%-d January, %H:%M").to_string()))
    };
    let chi = scenario.number("spillover.chi").unwrap_or(0.0);
    let more = runs.0.superiority("rallies_abroad", "base", "no-contagion");
    let told = more.is_some_and(|p| (p - 0.5).abs() > 0.2);
    Claim {
        id: "H6",
        claim: "Foreign paratroopers were called in for fear of contagion across the former USSR.",
        models: "M13, M15",
        record: vec![
            line("troops asked for", hour("intervention_request")),
            line("first arrival", or_none(record.first_hour("intervention_arrival").map(|h| record.day(h)))),
            line("rallies abroad on record", record.count_about(&["abroad"]).to_string()),
            line(
                "what a large event does to the rate of rallies elsewhere, 1992–2020",
                format!("ratio {}; chance alone gives .85 to 1.3", number(chi.exp())),
            ),
        ],
        model: vec![
            runs.of("rallies abroad without contagion", "rallies_abroad", "no-contagion"),
            line(
                "P(a run with contagion has more rallies than an unrelated one without; ties count half)",
                or_none(more.map(number)),
            ),
            runs.of("hour of the first consent where nobody abroad is afraid", "agreed_hour", "no-abroad"),
            runs.of("contingents that land where nobody abroad is afraid", "contingents", "no-abroad"),
        ],
        verdict: Verdict::NotIdentifiable,
        why: format!(
            "That troops were asked for and came is recorded; why is not, and motives leave no count. Paired replicates show what contagion does in the model; the rallies of one event {} it from none.",
            if told { "would tell" } else { "cannot tell" },
        ),
    }
}

/// H7. Contested while the crowd peaked before the first troops landed and, in the model,
/// guarding alone does not change the peak by more than a few per cent.
fn intervention(record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let (foreign, police) = (record.forces("ally_total"), record.forces("police"));
    let arrival = record.first_hour("intervention_arrival");
    let peak = record.facts(&["protest"]).into_iter().filter(|fact| fact.unit.is_empty()).max_by(|a, b| {
        let size = |fact: &groundswell_scenario::facts::Fact| fact.range.0.unwrap_or(0.0);
        size(a).total_cmp(&size(b))
    });
    let did: Vec<&str> = record.facts(&["intervention_effect"]).into_iter().map(|fact| fact.note.as_str()).collect();
    let (_, guarding) = runs.effect("peak", "guarding-only", "no-intervention");
    let (told, _) = runs.effect("participant_days", "base", "no-intervention");
    let small = guarding.abs() < 0.03;
    let mut lines = vec![
        line(
            "foreign troops over police",
            format!("{} / {} = {:.1} %", number(foreign), number(police), 100.0 * foreign / police),
        ),
        line(
            "largest recorded crowd, first arrival",
            format!(
                "{}, {}",
                peak.map_or("no value".into(), |fact| fact.date.format("%-d January").to_string()),
                or_none(arrival.map(|hour| record.day(hour))),
            ),
        ),
    ];
    lines.push(line(
        "what they are recorded to have done",
        if did.is_empty() { "nothing".into() } else { did.join("; ") },
    ));
    Claim {
        id: "H7",
        claim: "The intervention crushed the uprising.",
        models: "M13",
        record: lines,
        model: vec![
            runs.between("largest crowd, guarding only against none", "peak", "guarding-only", "no-intervention"),
            runs.between(
                "days in the street, guarding only against none",
                "participant_days",
                "guarding-only",
                "no-intervention",
            ),
            runs.between("days in the street, all effects against none", "participant_days", "base", "no-intervention"),
            runs.between("P(O3 crushed), all effects against none", "O3", "base", "no-intervention"),
        ],
        verdict: if small { Verdict::Contested } else { Verdict::Partly },
        why: format!(
            "The largest crowd was recorded before the first troops landed, and operations were those of national forces. Guarding alone changes the model's largest crowd {}. With all effects days in the street change {}{}; whatever troops did to expectations is an assumption of the model, which the record cannot separate from the emergency, the shutdown and the firearms of the same thirty hours.",
            runs.change("peak", "guarding-only", "no-intervention"),
            runs.change("participant_days", "base", "no-intervention"),
            if told { "" } else { ", not told apart from nothing" },
        ),
    }
}

/// H8. Not identifiable while the record has no variation in organisation.
fn party(scenario: &Scenario, record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let named = record.count_about(&["organisation", "party", "union"]);
    let density = scenario.number("organisation.density").unwrap_or(0.0);
    Claim {
        id: "H8",
        claim: "Only the lack of an organised party prevented a social revolution.",
        models: "M9",
        record: vec![
            line("facts of a kind that is about organisations", named.to_string()),
            line("density of branches in the scenario", format!("{} of cells", number(density))),
        ],
        model: [
            runs.of("largest crowd, branches in 1 of 1,000 cells", "peak", "organised-thinly"),
            runs.of("largest crowd, branches in 3 of 100 cells", "peak", "organised"),
        ]
        .into_iter()
        .chain([runs.of(
            "P(largest crowd above 1 in 100 adults), branches in 3 of 100 cells",
            "above_1_in_100",
            "organised",
        )])
        .chain(runs.outcomes("branches in 3 of 100 cells", "organised"))
        .collect(),
        verdict: Verdict::NotIdentifiable,
        why: "Organisation was near zero everywhere: one event without variation carries no information about what it does. The lines above are conditional on eight assumed effects and on this structure; `groundswell compare kazakhstan-2022 --question organisation` shows how much of the difference comes from which. Any claim needs events that differ in it: Poland 1980, Tunisia 2011, Belarus 2020, Sudan 2019.".into(),
    }
}

/// Texts of the scenario that speak to soldiers.
fn to_soldiers(scenario: &Scenario) -> Vec<String> {
    let speaks = |row: &&groundswell_scenario::messages::MessageRow| row.message.content[3] > 0.0;
    let say = |row: &groundswell_scenario::messages::MessageRow| {
        scenario.time(row.message.hour).format("%-d January").to_string()
    };
    scenario.messages.iter().filter(speaks).map(say).collect()
}

/// H9. Not identifiable without a record of who was reached.
fn appeals(scenario: &Scenario, record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let texts = to_soldiers(scenario);
    Claim {
        id: "H9",
        claim: "Appeals to soldiers matter.",
        models: "M10, M14",
        record: vec![
            line("facts that say how many soldiers an appeal reached", record.count_about(&["appeal"]).to_string()),
            line("texts of the scenario that speak to soldiers", format!("{} ({})", texts.len(), texts.join(", "))),
        ],
        model: vec![
            runs.of("units that refused or changed sides, appeals without effect", "units_refused", "no-appeals"),
            runs.of("the same, appeals five times as strong and every text heard at home", "units_refused", "strong-appeals"),
            runs.between("the same, branches in 3 of 100 cells that do not appeal against those that do", "units_refused", "organised-silent", "organised"),
            runs.between("largest share of the forces that refused, likewise", "refusing", "organised-silent", "organised"),
        ],
        verdict: Verdict::NotIdentifiable,
        why: "Nobody recorded a dose: who heard which appeal, and when. The one text on record that speaks to soldiers came after the crowds were gone. The model can only be swept.".into(),
    }
}

/// H10. Publication is observable, its effect is not identifiable.
fn translation(scenario: &Scenario, record: &RecordTables<'_>, runs: &Runs<'_>) -> Claim {
    let copies: Vec<String> = scenario
        .messages
        .iter()
        .filter(|row| row.message.copy_of.is_some())
        .map(|row| {
            format!(
                "{} ({}, {})",
                row.message.name,
                row.languages.join(", "),
                scenario.time(row.message.hour).format("%-d January")
            )
        })
        .collect();
    Claim {
        id: "H10",
        claim: "The declaration is translated and republished abroad, and that matters.",
        models: "M14",
        record: vec![
            line("copies and translations", if copies.is_empty() { "0".into() } else { copies.join("; ") }),
            line("facts that say how many readers they had", record.count_about(&["readers", "message"]).to_string()),
        ],
        model: vec![
            runs.of("largest crowd without translation", "peak", "no-translation"),
            runs.of("rallies abroad without translation", "rallies_abroad", "no-translation"),
            runs.of("days in the street without translation", "participant_days", "no-translation"),
        ],
        verdict: Verdict::NotIdentifiable,
        why: "That it was translated can be seen; how many read it was not counted, and the largest crowds were gone before it appeared. Dates and reach in the scenario are assumed.".into(),
    }
}
