//! Full-scale answers of the built-in questions, which come with the Studio.

use groundswell_scenario::files::BUILT_IN;
use groundswell_scenario::scenario::Scenario;
use groundswell_studio::answers::{STATISTICS, probe, read};
use groundswell_studio::api::answer::{Answer, AnswerEstimate, AnswerFit, AnswerRow, Answers};
use groundswell_studio::api::job::MOST_BRANCHES;
use groundswell_study::checkpoint::FinishedReplicate;
use groundswell_study::claim::Out;
use groundswell_study::clock;
use groundswell_study::compare::Comparison;
use groundswell_study::compare::difference::Estimate;
use groundswell_study::compare::questions::QUESTIONS;
use groundswell_study::execute::{Execution, Progress};
use groundswell_study::plan;
use groundswell_study::stamps::Maker;
use groundswell_study::summary::Summary;
use groundswell_study::work::order::{Draft, Size};
use groundswell_study::work::{ClosedRun, Work};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

/// The seed of every answer.
const SEED: u64 = 1;

/// Computes what is missing or old of `crates/studio/answers.json`:
/// `cargo xtask answers [SCENARIO…] [--replicates N] [--threads N] [--again]`.
pub(crate) fn answers(args: &[String]) {
    let number = |flag: &str, default: u32| {
        let at = args.iter().position(|arg| arg == flag);
        at.and_then(|i| args.get(i + 1)).and_then(|n| n.parse().ok()).unwrap_or(default)
    };
    let (replicates, threads) = (number("--replicates", 24), number("--threads", 2) as usize);
    let again = args.iter().any(|arg| arg == "--again");
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/studio/answers.json");
    let named = |name: &str| args.iter().any(|arg| arg == name);
    let any = BUILT_IN.iter().any(|built_in| named(built_in.name));
    let mut all = std::fs::read_to_string(&file).ok().and_then(|text| read(&text).ok()).unwrap_or_default();
    for built_in in BUILT_IN.iter().filter(|built_in| !any || named(built_in.name)) {
        let scenario = Scenario::load(built_in.name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
        let (hash, probe) = (plan::hash(&scenario), probe(&scenario));
        let at = all.iter().position(|known| known.scenario == built_in.name);
        let known = at.map(|at| all.remove(at));
        // An engine that computes otherwise makes every answer old, and a scenario that was changed too.
        let fresh = known
            .filter(|known| !again && known.hash == hash && known.probe == probe && known.replicates == replicates);
        let mut mine = fresh.unwrap_or_else(|| empty(built_in.name, hash, probe, replicates));
        for question in QUESTIONS {
            let Ok(comparison) = question.ask(&scenario, &[], None, None) else { continue };
            if comparison.branches.len() - 1 > MOST_BRANCHES {
                continue;
            }
            let mut sealed = comparison.clone();
            let branches = sealed.load(built_in.name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
            sealed.seal(&branches);
            let known = mine.answers.iter().position(|answer| answer.question == question.name);
            if known.is_some_and(|at| mine.answers[at].hashes == sealed.hashes) {
                continue;
            }
            known.map(|at| mine.answers.remove(at));
            eprintln!("{}: {} ({} branches)", built_in.name, question.asks, branches.len());
            let (closed, seconds) = computed(built_in.name, comparison, replicates, threads);
            eprintln!("{}: {} in {seconds:.0} s", built_in.name, question.name);
            if let Some(summary) = &closed.summary {
                mine.statistics = fit(summary);
            }
            mine.answers.push(answer(question.name, &sealed, &closed));
            // What is computed is kept, whatever happens to the next.
            let mut kept = all.clone();
            kept.push(mine.clone());
            write(&file, kept);
        }
        if !mine.answers.is_empty() {
            all.push(mine);
        }
    }
    write(&file, all);
    eprintln!("{}", file.display());
}

fn empty(name: &str, hash: String, probe: f64, replicates: u32) -> Answers {
    let made = clock::now().get(..10).unwrap_or_default().to_string();
    let version = env!("CARGO_PKG_VERSION").to_string();
    Answers {
        scenario: name.into(),
        hash,
        probe,
        version,
        made,
        replicates,
        scale: 1,
        seed: SEED,
        statistics: vec![],
        answers: vec![],
    }
}

fn write(file: &std::path::Path, mut all: Vec<Answers>) {
    let place = |name: &str| BUILT_IN.iter().position(|built_in| built_in.name == name);
    all.sort_by_key(|answers| place(&answers.scenario));
    for answers in &mut all {
        answers.answers.sort_by_key(|answer| QUESTIONS.iter().position(|question| question.name == answer.question));
    }
    let text = serde_json::to_string_pretty(&all).expect("answers become JSON");
    std::fs::write(file, format!("{text}\n")).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// Says each replicate that is finished.
struct Told(AtomicU32);

impl Progress for Told {
    fn done(&self, done: &FinishedReplicate) {
        eprintln!("  {} in {:.1} s", self.0.fetch_add(1, Ordering::Relaxed) + 1, done.seconds);
    }
}

/// A real run at full scale, in a directory that is thrown away.
fn computed(name: &str, comparison: Comparison, replicates: u32, threads: usize) -> (ClosedRun, f64) {
    let begun = std::time::Instant::now();
    let folder = std::env::temp_dir().join(format!("groundswell-answers-{}", std::process::id()));
    let size = Size { replicates, seed: SEED, scale: 1, steps_per_hour: 1, backend: "event".into(), shard: None };
    let draft = Draft::load(name, vec![], None).unwrap_or_else(|complaints| panic!("{complaints}"));
    let order = draft.order(size, Some(comparison)).unwrap_or_else(|complaints| panic!("{complaints}"));
    let command = vec!["cargo".into(), "xtask".into(), "answers".into()];
    let maker = Maker { version: env!("CARGO_PKG_VERSION").into(), revision: None, command, started: clock::now() };
    let work = Work::begin(order, Out::At(&folder, true), maker).unwrap_or_else(|complaints| panic!("{complaints}"));
    let (stop, told) = (AtomicBool::new(false), Told(AtomicU32::new(0)));
    let execution = Execution { threads, checkpoint_every: Duration::from_secs(3600), stop: &stop, progress: &told };
    let closed = work.carry_out(&work.missing(), &execution).and_then(|()| work.close(None));
    let closed = closed.unwrap_or_else(|complaint| panic!("{complaint}"));
    drop(work);
    let _ = std::fs::remove_dir_all(&folder);
    (closed, begun.elapsed().as_secs_f64())
}

fn fit(summary: &Summary) -> Vec<AnswerFit> {
    let row = |s: &groundswell_study::summary::StatisticFit| AnswerFit {
        id: s.id.clone(),
        meaning: s.meaning.clone(),
        unit: s.unit.into(),
        low: s.recorded.low,
        best: s.recorded.best,
        high: s.recorded.high,
        q05: s.simulated.map(|i| i.q05),
        q50: s.simulated.map(|i| i.q50),
        q95: s.simulated.map(|i| i.q95),
        fitted: s.fitted,
        inside: s.inside,
    };
    summary.statistics.iter().map(row).collect()
}

fn answer(question: &str, comparison: &Comparison, closed: &ClosedRun) -> Answer {
    let estimate = |e: Estimate| AnswerEstimate { value: e.value, low: e.low, high: e.high };
    let rows = closed.compared.iter().filter(|row| STATISTICS.contains(&row.statistic.as_str()));
    let rows = rows.map(|row| AnswerRow {
        branch: row.branch.clone(),
        statistic: row.statistic.clone(),
        pairs: row.difference.pairs,
        base: estimate(row.difference.base),
        value: estimate(row.difference.value),
        paired: estimate(row.difference.paired),
        more: row.difference.more,
        less: row.difference.less,
    });
    Answer {
        question: question.into(),
        at: comparison.at,
        against: comparison.against.clone(),
        hashes: comparison.hashes.clone(),
        rows: rows.collect(),
    }
}
