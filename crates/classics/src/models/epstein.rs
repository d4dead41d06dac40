//! Epstein's civil violence: the runs of the paper and ensembles of any variant.

use super::{Classic, ClassicCurve, ClassicReport};
use crate::ClassicError;
use crate::grid::outburst::{Outbursts, outbursts};
use crate::grid::{Counting, Deterrence, Grid, Groups, Neighbourhood, Rules, RulesError, Sentence, Tally, TurnOrder};
use crate::parameter::{ClassicMark, ClassicParameter, ClassicSettings};
use groundswell_chance::draw::Key;
use rayon::prelude::*;

/// The model.
pub static CLASSIC: Classic = Classic {
    name: "epstein",
    title: "Epstein's civil violence",
    meaning: "Citizens weigh grievance against the risk of arrest, cops arrest whom they see. Long quiet is punctuated \
              by outbursts. How the paper's C/A becomes a risk decides everything: as printed nothing ever happens.",
    source: "Epstein 2002, PNAS 99 (suppl. 3):7243-7250",
    parameters: PARAMETERS,
    replicates: 10,
    run,
};

const fn number(
    name: &'static str,
    default: f64,
    low: f64,
    high: f64,
    unit: &'static str,
    meaning: &'static str,
) -> ClassicParameter {
    ClassicParameter { name, default, low, high, unit, mark: ClassicMark::Literature, choices: &[], meaning }
}

const fn choice(
    name: &'static str,
    default: f64,
    choices: &'static [&'static str],
    meaning: &'static str,
) -> ClassicParameter {
    let high = choices.len() as f64 - 1.0;
    ClassicParameter { name, default, low: 0.0, high, unit: "", mark: ClassicMark::Literature, choices, meaning }
}

static PARAMETERS: &[ClassicParameter] = &[
    number("width", 40.0, 3.0, 20_000.0, "sites", "columns of the torus"),
    number("height", 40.0, 3.0, 20_000.0, "sites", "rows of the torus"),
    number("ticks", 1_000.0, 1.0, 1e7, "ticks", "how long a replicate runs"),
    number("citizens", 0.7, 0.0, 1.0, "per site", "density of citizens"),
    number("cops", 0.04, 0.0, 1.0, "per site", "density of cops"),
    number("vision", 7.0, 0.0, 27.0, "sites", "how far citizens see"),
    number("cop_vision", 7.0, 0.0, 27.0, "sites", "how far cops see"),
    number("legitimacy", 0.82, 0.0, 1.0, "", "perceived legitimacy of the authorities"),
    number("max_jail", 30.0, 0.0, f64::INFINITY, "ticks", "longest sentence; inf: for good"),
    number("k", 2.3, 0.0, 1e6, "", "constant of the risk of arrest, 1 - exp(-k C/A)"),
    number("threshold", 0.1, -1.0, 1.0, "", "net grievance above which a citizen is active"),
    choice(
        "deterrence",
        1.0,
        &["smooth", "floor", "round", "round-even"],
        "how C/A enters: as printed, or as a whole number",
    ),
    choice("counting", 1.0, &["once", "twice"], "whether an active citizen counts itself twice among the active"),
    choice("neighbourhood", 0.0, &["circle", "moore", "von-neumann"], "the shape of sight"),
    choice("order", 0.0, &["move-first", "decide-first"], "what comes first in a turn"),
    choice("sentence", 0.0, &["below", "up-to"], "sentences from 0 to max_jail - 1, or to max_jail"),
    choice("movement", 1.0, &["no", "yes"], "whether citizens move; cops always do"),
    choice(
        "step_onto",
        1.0,
        &["no", "yes"],
        "whether a cop steps onto the site of an arrest and the jailed leave theirs",
    ),
    choice(
        "course",
        0.0,
        &["steady", "legitimacy-falls", "legitimacy-jumps", "cops-withdraw"],
        "what changes on the way: runs 3, 4 and 5",
    ),
    choice("groups", 0.0, &["no", "yes"], "Model II: two groups, of which active citizens kill members of the other"),
    number("cloning", 0.05, 0.0, 1.0, "per tick", "chance of a child, Model II"),
    number("max_age", 200.0, 1.0, 1e9, "ticks", "oldest age, Model II"),
    number("outburst", 50.0, 0.0, 1e9, "citizens", "an outburst is a run of ticks with more active than this"),
];

/// What changes while a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EpsteinCourse {
    /// Nothing.
    Steady,
    /// Legitimacy falls by .01 a tick, down to .2 (run 3).
    LegitimacyFalls,
    /// Legitimacy falls to .7 at tick 77, at once (run 4).
    LegitimacyJumps,
    /// One cop is withdrawn in each tick (run 5).
    CopsWithdraw,
}

/// The rules and the course of a run of the paper's table, 1 to 8, with NetLogo's switches.
pub fn paper_run(number: u32) -> Option<(Rules, EpsteinCourse)> {
    let base = Rules::netlogo();
    let near = Rules { vision: 1.7, cop_vision: 1.7, max_jail: Some(15), ..base };
    let free = Rules { max_jail: None, cops: 0.074, legitimacy: 0.9, ..base };
    let two = Rules { groups: Some(Groups { cloning: 0.05, max_age: 200 }), cops: 0.0, legitimacy: 0.8, ..near };
    Some(match number {
        1 => (Rules { legitimacy: 0.89, movement: false, ..near }, EpsteinCourse::Steady),
        2 => (base, EpsteinCourse::Steady),
        3 => (free, EpsteinCourse::LegitimacyFalls),
        4 => (free, EpsteinCourse::LegitimacyJumps),
        5 => (Rules { legitimacy: 0.8, ..free }, EpsteinCourse::CopsWithdraw),
        6 => (Rules { legitimacy: 0.9, ..two }, EpsteinCourse::Steady),
        7 => (two, EpsteinCourse::Steady),
        8 => (Rules { cops: 0.04, ..two }, EpsteinCourse::Steady),
        _ => return None,
    })
}

/// The counts after each tick of one replicate.
///
/// # Errors
/// Rules that make no world.
pub fn series(rules: Rules, course: EpsteinCourse, ticks: u32, key: Key) -> Result<Vec<Tally>, RulesError> {
    series_while(rules, course, ticks, key, |_| true)
}

/// The same until a tick of which `goes_on` says no; that tick is the last.
///
/// # Errors
/// Rules that make no world.
pub fn series_while(
    rules: Rules,
    course: EpsteinCourse,
    ticks: u32,
    key: Key,
    goes_on: impl Fn(&Tally) -> bool,
) -> Result<Vec<Tally>, RulesError> {
    let mut all = Vec::new();
    watched(rules, course, ticks, key, |_, tally| {
        all.push(*tally);
        goes_on(tally)
    })?;
    Ok(all)
}

/// Shows the grid after each tick, with its counts, to `goes_on`, which says whether to go on.
///
/// # Errors
/// Rules that make no world.
pub fn watched(
    rules: Rules,
    course: EpsteinCourse,
    ticks: u32,
    key: Key,
    mut goes_on: impl FnMut(&Grid, &Tally) -> bool,
) -> Result<(), RulesError> {
    let mut grid = Grid::new(rules, key)?;
    for t in 0..ticks {
        match course {
            EpsteinCourse::LegitimacyFalls if t > 0 => {
                grid.set_legitimacy((rules.legitimacy - 0.01 * f64::from(t)).max(rules.legitimacy.min(0.2)))?;
            }
            EpsteinCourse::LegitimacyJumps if t == 77 => grid.set_legitimacy(0.7)?,
            EpsteinCourse::CopsWithdraw if t > 0 => grid.withdraw_cops(1),
            _ => {}
        }
        let tally = grid.step();
        if !goes_on(&grid, &tally) {
            break;
        }
    }
    Ok(())
}

/// Every replicate of an ensemble.
///
/// # Errors
/// Rules that make no world.
pub fn ensemble(
    rules: Rules,
    course: EpsteinCourse,
    ticks: u32,
    seed: u64,
    replicates: u32,
) -> Result<Vec<Vec<Tally>>, RulesError> {
    (0..replicates).into_par_iter().map(|r| series(rules, course, ticks, Key::new(seed, r))).collect()
}

/// The outbursts of each replicate.
pub fn bursts(runs: &[Vec<Tally>], above: u32) -> Vec<Outbursts> {
    runs.iter().map(|run| outbursts(&run.iter().map(|t| t.active).collect::<Vec<_>>(), above)).collect()
}

/// The rules that settings describe.
pub fn rules_of(s: &ClassicSettings) -> Rules {
    let max = s.get("max_jail");
    Rules {
        width: s.count("width"),
        height: s.count("height"),
        citizens: s.get("citizens"),
        cops: s.get("cops"),
        vision: s.get("vision"),
        cop_vision: s.get("cop_vision"),
        legitimacy: s.get("legitimacy"),
        max_jail: (max < f64::from(u32::MAX)).then_some(max as u32),
        k: s.get("k"),
        threshold: s.get("threshold"),
        deterrence: [Deterrence::Smooth, Deterrence::Floor, Deterrence::Round, Deterrence::RoundEven]
            [s.count("deterrence") as usize],
        counting: [Counting::Once, Counting::Twice][s.count("counting") as usize],
        neighbourhood: [Neighbourhood::Circle, Neighbourhood::Moore, Neighbourhood::VonNeumann]
            [s.count("neighbourhood") as usize],
        order: [TurnOrder::MoveFirst, TurnOrder::DecideFirst][s.count("order") as usize],
        sentence: [Sentence::Below, Sentence::UpTo][s.count("sentence") as usize],
        movement: s.count("movement") == 1,
        step_onto: s.count("step_onto") == 1,
        groups: (s.count("groups") == 1).then(|| Groups { cloning: s.get("cloning"), max_age: s.count("max_age") }),
    }
}

/// The course that settings describe.
pub fn course_of(s: &ClassicSettings) -> EpsteinCourse {
    [EpsteinCourse::Steady, EpsteinCourse::LegitimacyFalls, EpsteinCourse::LegitimacyJumps, EpsteinCourse::CopsWithdraw]
        [s.count("course") as usize]
}

fn run(settings: &ClassicSettings, seed: u64, replicates: u32) -> Result<ClassicReport, ClassicError> {
    let (rules, ticks) = (rules_of(settings), settings.count("ticks"));
    let runs = ensemble(rules, course_of(settings), ticks, seed, replicates)?;
    let bursts = bursts(&runs, settings.count("outburst"));
    let mut report = ClassicReport::new(CLASSIC.name, settings, seed, replicates);
    let each = |f: &dyn Fn(&[Tally]) -> f64| runs.iter().map(|r| f(r)).collect::<Vec<f64>>();
    let mean = |f: fn(&Tally) -> u32| each(&|r| r.iter().map(|t| f64::from(f(t))).sum::<f64>() / r.len() as f64);
    report.figure("active", "citizens", "active citizens, mean over time", &mean(|t| t.active));
    report.figure("jailed", "citizens", "citizens in jail, mean over time", &mean(|t| t.jailed));
    let peak = each(&|r| r.iter().map(|t| f64::from(t.active)).fold(0.0, f64::max));
    report.figure("peak", "citizens", "most active at one time", &peak);
    let begun: Vec<f64> = bursts.iter().map(|b| f64::from(b.begun)).collect();
    report.figure("outbursts", "", "outbursts in a replicate", &begun);
    let waits: Vec<f64> = bursts.iter().flat_map(|b| b.waits.iter().copied()).collect();
    report.figure("wait", "ticks", "quiet ticks between outbursts", &waits);
    let totals: Vec<f64> = bursts.iter().flat_map(|b| b.totals.iter().copied()).collect();
    report.figure("activation", "citizens", "active citizens summed over an outburst", &totals);
    if rules.groups.is_some() {
        report.figure(
            "killed",
            "citizens",
            "killed by the other group",
            &each(&|r| r.iter().map(|t| f64::from(t.killed)).sum()),
        );
        let end: Vec<f64> = runs.iter().filter_map(|r| extinction(r)).map(f64::from).collect();
        report.figure("extinction", "ticks", "tick in which one group is gone, where that happens", &end);
    }
    for (name, f) in [("active", (|t| t.active) as fn(&Tally) -> u32), ("jailed", |t| t.jailed), ("cops", |t| t.cops)] {
        let points = runs.first().into_iter().flatten().enumerate().map(|(t, tally)| (t as f64, f64::from(f(tally))));
        report.curves.push(ClassicCurve {
            name,
            along: "tick",
            up: "people, first replicate",
            points: points.collect(),
        });
    }
    Ok(report)
}

/// The tick after which one of the two groups is gone.
pub fn extinction(run: &[Tally]) -> Option<u32> {
    run.iter().position(|t| t.groups.contains(&0)).map(|t| t as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_run_two() {
        assert_eq!(rules_of(&CLASSIC.settings()), Rules::netlogo());
        assert_eq!(paper_run(2), Some((Rules::netlogo(), EpsteinCourse::Steady)));
        assert_eq!(paper_run(9), None);
    }

    #[test]
    fn a_torus_smaller_than_sight_is_refused_with_a_reason() {
        let mut settings = CLASSIC.settings();
        settings.set("width", "9").unwrap();
        let told = CLASSIC.run(&settings, 1, 1).unwrap_err().to_string();
        assert_eq!(told, "a vision of 7 reaches round a torus of 9 x 40; enlarge the torus or lower the vision");
    }
}
