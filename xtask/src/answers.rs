//! Full-scale answers of the built-in questions, which come with the Studio.
//!
//! Replicate by replicate, first under one structure of the model, then under the other: the base, and every branch of
//! every question from where it leaves the base. Each that is finished is kept in `target/answers`, and the answers are
//! written again: whoever stops the command goes on with it, and what was written stands on all replicates so far.

mod follow;
mod known;
mod structure;

use follow::{Followed, follow};
use groundswell_engine::world::World;
use groundswell_scenario::files::BUILT_IN;
use groundswell_scenario::scenario::Scenario;
use groundswell_studio::answers::{FEWEST, PARKED, STATISTICS, probe, read};
use groundswell_studio::api::answer::{Answer, AnswerEstimate, AnswerFit, AnswerRow, Answers};
use groundswell_study::against::is_size;
use groundswell_study::summary::StatisticFit;
use groundswell_study::{clock, plan, statistics};
use known::{Bounds, median};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use structure::{AskedQuestion, SEED, Structure};

/// Fewest replicates of which a median has an interval.
const FEWEST_SHOWN: usize = 5;

/// How the command was asked for.
struct Request {
    replicates: u32,
    threads: u32,
    scale: u32,
    /// No replicate begins that would end later than this many seconds after the start, by the longest so far.
    seconds: f64,
    /// Where answers go.
    file: PathBuf,
    /// Where replicates are kept.
    kept: PathBuf,
}

/// Computes what is missing or old of `crates/studio/answers.json`: `cargo xtask answers [SCENARIO…] [--replicates N]
/// [--minutes N] [--threads N] [--scale N] [--out FILE] [--again]`.
pub(crate) fn answers(args: &[String]) {
    let text = |flag: &str| args.iter().position(|arg| arg == flag).and_then(|i| args.get(i + 1));
    let number = |flag: &str, default: u32| text(flag).and_then(|n| n.parse().ok()).unwrap_or(default);
    let workspace = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let request = Request {
        replicates: number("--replicates", 32),
        threads: number("--threads", 2),
        scale: number("--scale", 1),
        seconds: f64::from(number("--minutes", 18)) * 60.0,
        file: text("--out").map_or_else(|| workspace.join("crates/studio/answers.json"), PathBuf::from),
        kept: workspace.join("target/answers"),
    };
    if args.iter().any(|arg| arg == "--again") {
        let _ = std::fs::remove_dir_all(&request.kept);
    }
    std::fs::create_dir_all(&request.kept).unwrap_or_else(|error| panic!("{}: {error}", request.kept.display()));
    let named = |name: &str| args.iter().any(|arg| arg == name);
    let any = BUILT_IN.iter().any(|built_in| named(built_in.name));
    for built_in in BUILT_IN.iter().filter(|built_in| !any || named(built_in.name)) {
        let names = structure::names(built_in);
        let structures = names.iter().map(|name| Structure::read(built_in, name, request.scale)).collect();
        of_scenario(built_in.name, structures, &request);
    }
    eprintln!("{}", request.file.display());
}

/// A structure with what is there of it.
struct Under {
    structure: Structure,
    worlds: Vec<World>,
    stamp: String,
    done: Mutex<Vec<Followed>>,
}

fn of_scenario(name: &str, structures: Vec<Structure>, request: &Request) {
    let begun = Instant::now();
    let scenario = Scenario::load(name, &[]).unwrap_or_else(|complaints| panic!("{complaints}"));
    let (hash, probe) = (plan::hash(&scenario), probe(&scenario));
    let open = |structure: Structure| {
        let stamp = structure.stamp(probe);
        let mut done = read_kept(&kept_file(request, name, &structure), &stamp);
        done.truncate(request.replicates as usize);
        let missing = done.len() < request.replicates as usize;
        let worlds = if missing { structure.worlds() } else { vec![] };
        Under { structure, worlds, stamp, done: Mutex::new(done) }
    };
    let all: Vec<Under> = structures.into_iter().map(open).collect();
    let branches: usize = all.iter().map(|under| under.structure.branches.len()).sum();
    eprintln!(
        "{name}: {} structures, {branches} branches, worlds after {:.0} s",
        all.len(),
        begun.elapsed().as_secs_f64()
    );
    let write = || {
        let mine = all.iter().filter_map(|under| answers_of(name, &hash, probe, under, request)).collect();
        put(&request.file, name, mine);
    };
    compute(name, &all, request, begun, &write);
    write();
    for under in &all {
        let done = held(&under.done).len() as u32;
        if done < request.replicates.min(FEWEST) {
            eprintln!(
                "{name} {}: {done} replicates, and {FEWEST} ship: type the command again to go on",
                title(&under.structure)
            );
        }
    }
}

/// Replicates in their order, under each structure in turn, on all threads.
fn compute(name: &str, all: &[Under], request: &Request, begun: Instant, write: &(dyn Fn() + Sync)) {
    let next: Vec<AtomicU32> = all.iter().map(|under| AtomicU32::new(held(&under.done).len() as u32)).collect();
    let (longest, finished) = (Mutex::new(0.0f64), Mutex::new(0u32));
    let missing: u32 = next.iter().map(|next| request.replicates - next.load(Ordering::SeqCst)).sum();
    // The structure that is behind goes first, so that both end with as many.
    let turn = || {
        let fewest = (0..all.len()).min_by_key(|&s| next[s].load(Ordering::SeqCst))?;
        let replicate = next[fewest].fetch_add(1, Ordering::SeqCst);
        (replicate < request.replicates).then_some((fewest, replicate))
    };
    let work = || {
        // What was begun is finished: a replicate that takes long counts like any other.
        while begun.elapsed().as_secs_f64() + *held(&longest) < request.seconds {
            let Some((s, replicate)) = turn() else { return };
            let under = &all[s];
            let followed = follow(&under.structure, &under.worlds, replicate);
            let seconds = followed.seconds;
            {
                let mut longest = held(&longest);
                *longest = longest.max(seconds);
            }
            let parked = followed.runs.iter().filter(|run| run.parked.is_some()).count();
            keep(&kept_file(request, name, &under.structure), &under.stamp, &followed);
            held(&under.done).push(followed);
            let mut finished = held(&finished);
            *finished += 1;
            let passed = begun.elapsed().as_secs_f64();
            let left = (passed / f64::from(*finished) * f64::from(missing - *finished)).min(request.seconds - passed);
            eprintln!(
                "  {} replicate {replicate}: {seconds:.0} s, {parked} of {} branches parked; {finished} of {missing}, at most {:.0} min left",
                title(&under.structure),
                under.structure.branches.len(),
                (left / 60.0).ceil().max(0.0),
            );
            write();
        }
    };
    std::thread::scope(|scope| {
        (0..request.threads.max(1)).for_each(|_| drop(scope.spawn(work)));
    });
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn title(structure: &Structure) -> &str {
    if structure.name.is_empty() { "first structure" } else { &structure.name }
}

fn kept_file(request: &Request, scenario: &str, structure: &Structure) -> PathBuf {
    request.kept.join(format!("{scenario}-{}.jsonl", title(structure).replace(' ', "-")))
}

/// The replicates that were kept under this stamp, in their order, as far as none is missing.
fn read_kept(file: &Path, stamp: &str) -> Vec<Followed> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut lines = text.lines();
    if lines.next() != Some(stamp) {
        return vec![];
    }
    // A line that was cut short by whoever stopped the command is computed again.
    let mut all: Vec<Followed> = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
    all.sort_by_key(|followed| followed.replicate);
    all.dedup_by_key(|followed| followed.replicate);
    in_order(&all).to_vec()
}

/// As many as follow each other from 0 on.
fn in_order(sorted: &[Followed]) -> &[Followed] {
    let whole = sorted.iter().zip(0..).take_while(|(followed, number)| followed.replicate == *number).count();
    &sorted[..whole]
}

fn keep(file: &Path, stamp: &str, followed: &Followed) {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let old = if text.lines().next() == Some(stamp) { text } else { format!("{stamp}\n") };
    let line = serde_json::to_string(followed).expect("plain numbers");
    let written = std::fs::File::create(file).and_then(|mut file| {
        let end = if old.ends_with('\n') { "" } else { "\n" };
        writeln!(file, "{old}{end}{line}")
    });
    written.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// Writes a scenario's answers among those of the others.
fn put(file: &Path, name: &str, mine: Vec<Answers>) {
    static WRITING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = held(&WRITING);
    let mut all = std::fs::read_to_string(file).ok().and_then(|text| read(&text).ok()).unwrap_or_default();
    all.retain(|answers| answers.scenario != name);
    all.extend(mine);
    all.sort_by_key(|answers| BUILT_IN.iter().position(|built_in| built_in.name == answers.scenario));
    let text = serde_json::to_string_pretty(&all).expect("answers become JSON");
    std::fs::write(file, format!("{text}\n")).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// What the replicates of a structure say; `None` while they are too few.
fn answers_of(name: &str, hash: &str, probe: f64, under: &Under, request: &Request) -> Option<Answers> {
    let mut done = held(&under.done).clone();
    done.sort_by_key(|followed| followed.replicate);
    let done = in_order(&done);
    if done.len() < FEWEST_SHOWN {
        return None;
    }
    let structure = &under.structure;
    Some(Answers {
        scenario: name.into(),
        structure: structure.name.clone(),
        hash: hash.into(),
        posterior: structure.posterior_hash.clone(),
        probe,
        version: env!("CARGO_PKG_VERSION").into(),
        made: clock::now().get(..10).unwrap_or_default().into(),
        replicates: done.len() as u32,
        scale: request.scale,
        seed: SEED,
        parked_share: PARKED,
        statistics: fit(structure, done),
        answers: structure.questions.iter().map(|asked| answer(asked, done)).collect(),
    })
}

fn answer(asked: &AskedQuestion, done: &[Followed]) -> Answer {
    let comparison = &asked.comparison;
    let against = comparison.branches.iter().position(|branch| branch.name == comparison.against).unwrap_or(0);
    let others = (0..comparison.branches.len()).filter(|branch| *branch != against);
    let row = |branch: usize, which: usize| row(asked, done, against, branch, which);
    Answer {
        question: asked.name.into(),
        at: comparison.at,
        against: comparison.against.clone(),
        hashes: comparison.hashes.clone(),
        rows: others.flat_map(|branch| (0..STATISTICS.len()).filter_map(move |which| row(branch, which))).collect(),
    }
}

fn row(asked: &AskedQuestion, done: &[Followed], against: usize, branch: usize, which: usize) -> Option<AnswerRow> {
    let of = |branch: usize| -> Vec<Bounds> {
        let runs = done.iter().map(|followed| &followed.runs[asked.places[branch]]);
        runs.map(|run| Bounds::of(run.counts[which], run.parked.is_some())).collect()
    };
    let parked = |branch: usize| done.iter().filter(|one| one.runs[asked.places[branch]].parked.is_some()).count();
    let (base, value) = (of(against), of(branch));
    let paired: Vec<Bounds> = value.iter().zip(&base).map(|(value, base)| value.less(*base)).collect();
    let share = |is: fn(&Bounds) -> bool| paired.iter().filter(|pair| is(pair)).count() as f64 / paired.len() as f64;
    let (of_base, of_value, of_pairs): (AnswerEstimate, AnswerEstimate, AnswerEstimate) =
        (median(&base)?, median(&value)?, median(&paired)?);
    Some(AnswerRow {
        branch: asked.comparison.branches[branch].name.clone(),
        statistic: STATISTICS[which].into(),
        pairs: paired.len(),
        base: of_base,
        value: of_value,
        paired: of_pairs,
        more: share(|pair| pair.low > 0.0),
        less: share(|pair| pair.high < 0.0),
        parked_base: parked(against),
        parked: parked(branch),
    })
}

/// How the base fits its record. What a parked replicate would have had later is unknown: a size is taken for the whole
/// country's, so that no interval is narrower than it is.
fn fit(structure: &Structure, done: &[Followed]) -> Vec<AnswerFit> {
    let adults: f64 = structure.scenario.country.places.iter().map(|place| f64::from(place.adults)).sum();
    let statistics = statistics::of(&structure.scenario);
    let row = |(k, statistic): (usize, &statistics::Statistic)| {
        let target = &statistic.target;
        let value = |followed: &Followed| {
            let parked = followed.runs[0].parked.is_some() && is_size(&target.variable);
            followed.values[k].or(parked.then_some(adults))
        };
        let fit = StatisticFit::of(target, done.iter().filter_map(value).collect(), done.len())?;
        Some(AnswerFit {
            id: fit.id,
            meaning: fit.meaning,
            unit: fit.unit.into(),
            low: fit.recorded.low,
            best: fit.recorded.best,
            high: fit.recorded.high,
            q05: fit.simulated.map(|interval| interval.q05),
            q50: fit.simulated.map(|interval| interval.q50),
            q95: fit.simulated.map(|interval| interval.q95),
            fitted: fit.fitted,
            inside: fit.inside,
            width: fit.width,
            verdict: fit.verdict.into(),
        })
    };
    statistics.iter().enumerate().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use follow::Run;

    fn followed(replicate: u32, base: f64, branch: f64, parked: bool) -> Followed {
        let run = |peak: f64, parked: bool| Run { counts: [peak, 1.0, 2.0], parked: parked.then_some(40) };
        Followed { replicate, seconds: 1.0, runs: vec![run(base, false), run(branch, parked)], values: vec![] }
    }

    #[test]
    fn replicates_are_kept_and_found_again_under_their_stamp_only() {
        let folder = std::env::temp_dir().join(format!("groundswell-answers-test-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join("kept.jsonl");
        for replicate in [1, 0, 3] {
            keep(&file, "stamp", &followed(replicate, 1.0, 2.0, false));
        }
        // 2 is missing: 3 is not counted before it.
        assert_eq!(read_kept(&file, "stamp").iter().map(|one| one.replicate).collect::<Vec<_>>(), [0, 1]);
        let text = std::fs::read_to_string(&file).expect("there");
        std::fs::write(&file, &text[..text.len() - 9]).expect("cut short");
        keep(&file, "stamp", &followed(2, 1.0, 2.0, false));
        assert_eq!(read_kept(&file, "stamp").len(), 3);
        assert!(read_kept(&file, "another").is_empty());
        keep(&file, "another", &followed(0, 1.0, 2.0, false));
        assert!(read_kept(&file, "stamp").is_empty() && read_kept(&file, "another").len() == 1);
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn a_branch_whose_replicates_were_parked_has_at_least_so_much_more() {
        let built_in = BUILT_IN.iter().find(|built_in| built_in.name == "two-towns").expect("built in");
        let mut structure = Structure::read(built_in, "", 1000);
        let asked = structure.questions.remove(0);
        let asked = AskedQuestion { places: vec![0, 1], ..asked };
        let done: Vec<Followed> = (0..8).map(|i| followed(i, 100.0, 1000.0 + f64::from(i), i < 6)).collect();
        let row = row(&asked, &done, 0, 1, 0).expect("a row");
        assert_eq!((row.parked, row.parked_base, row.more), (6, 0, 1.0));
        assert_eq!(row.paired.reach, groundswell_studio::api::answer::AnswerReach::AtLeast);
        assert_eq!((row.paired.value, row.paired.low, row.paired.high), (903.5, Some(901.0), None));
    }

    /// A branch that changes nothing and is never parked is its base, and what is followed here is what a run computes.
    #[test]
    fn what_is_followed_is_what_a_run_computes() {
        let built_in = BUILT_IN.iter().find(|built_in| built_in.name == "two-towns").expect("built in");
        let structure = Structure::read(built_in, "", 10);
        let worlds = structure.worlds();
        let one = follow(&structure, &worlds, 3);
        assert_eq!(one.runs.len(), structure.branches.len());
        if one.runs[0].parked.is_none() {
            let world = &worlds[0];
            let whole = groundswell_study::ensemble::replicate(world, world.state(SEED, 3), 3, || true).expect("whole");
            assert_eq!(one.runs[0].counts[0], whole.record.peak);
            assert_eq!(one.runs[0].counts[1], f64::from(whole.nation.last().expect("hours").detained));
        }
        assert_eq!(follow(&structure, &worlds, 3).runs, one.runs);
    }
}
