//! Scores over many events: made and written as the command line does.

use crate::errors::{one, raised};
use crate::forecasts::cost;
use crate::mind::minded;
use crate::run::maker;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_study::condition::outer::Effort;
use groundswell_study::forecast::asked::observation;
use groundswell_study::score::counted::counts;
use groundswell_study::score::load::{Loaded, load, pool_of};
use groundswell_study::score::store::Kept;
use groundswell_study::score::verdict::versus;
use groundswell_study::score::work::{Scoring, part};
use groundswell_study::score::{Asked, Event, parts};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

/// What is asked of scores.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct ScoreQuestion {
    events: Vec<String>,
    origins: usize,
    leads: Vec<usize>,
    draws: usize,
    particles: usize,
    ablate: bool,
    pool: Option<PathBuf>,
    seed: u64,
    observe: Vec<String>,
    command: Vec<String>,
    started: String,
}

/// Events that can be scored, what is asked of them, and what must be said: of files, and of what was left out.
type ReadQuestion = (Vec<Event>, Asked, Vec<String>);

fn read(of: &ScoreQuestion) -> Result<ReadQuestion, Complaints> {
    let asked = Asked {
        origins: of.origins,
        leads: of.leads.clone(),
        draws: of.draws,
        effort: Effort { particles: of.particles, ..Effort::default() },
        ablate: of.ablate,
        seed: of.seed,
        observation: observation(&of.observe)?,
    };
    let pool = pool_of(of.pool.as_deref())?;
    let mut notes = Vec::new();
    let Loaded { events, left, .. } = load(&of.events, &mut notes)?;
    notes.extend(left.iter().map(|complaint| format!("left out: {complaint}")));
    Ok((events.into_iter().map(|named| Event::of(named, pool.as_ref())).collect(), asked, notes))
}

/// Scores events and writes their folder. `spread(numbers)` may compute parts elsewhere, once the folder is claimed;
/// `tick(done, all)` hears of progress. Returns what must be said of files, and of what was left out or not scored.
#[pyfunction]
#[pyo3(signature = (out, *, of, threads, spread = None, tick = None))]
pub(crate) fn make_scores(
    py: Python<'_>,
    out: PathBuf,
    of: ScoreQuestion,
    threads: usize,
    spread: Option<Bound<'_, PyAny>>,
    tick: Option<Bound<'_, PyAny>>,
) -> PyResult<Vec<String>> {
    let begin = || {
        let (events, asked, notes) = read(&of)?;
        let scoring = Scoring::begin(&out, &events, &asked, maker(of.command.clone(), of.started.clone()))?;
        Ok::<_, Complaints>((scoring, events, asked, notes))
    };
    let (scoring, events, asked, mut notes) = py.detach(begin).map_err(|complaints| raised(py, &complaints))?;
    let parts = parts(&events, &asked);
    if let Some(spread) = spread {
        spread.call1(((0..parts.len()).collect::<Vec<usize>>(),))?;
    }
    let (stop, done, kept) = (AtomicBool::new(false), AtomicUsize::new(0), Kept::at(Some(&out)));
    let work = || {
        let mut cells: Vec<Vec<_>> = events.iter().map(|_| Vec::new()).collect();
        for of in &parts {
            // Stopped: what is finished is kept, and nothing is closed.
            let Some(found) = part(&kept, &events[of.event], *of, &asked, &stop)? else { return Ok(vec![]) };
            cells[of.event].extend(found);
            done.fetch_add(1, Ordering::Relaxed);
        }
        let compared = versus(&cells, &asked.leads, asked.seed);
        let counts = counts(&events, &cells, &asked);
        scoring.close(&events, &cells, (&counts, &compared))?;
        Ok::<Vec<String>, Complaint>(counts.into_iter().filter_map(|of| of.unscored).collect())
    };
    let all = parts.len();
    let unscored = minded(py, threads, &stop, work, |_| {
        tick.as_ref().map_or(Ok(()), |tick| tick.call1((done.load(Ordering::Relaxed), all)).map(drop))
    })?
    .map_err(|complaint| one(py, complaint))?;
    notes.extend(unscored.into_iter().map(|why| format!("not scored: {why}")));
    Ok(notes)
}

/// What a worker does: some parts of scores whose folder it sees. Returns one row.
#[pyfunction]
pub(crate) fn scores_compute<'py>(
    py: Python<'py>,
    out: PathBuf,
    of: ScoreQuestion,
    numbers: Vec<usize>,
    threads: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let (stop, begun) = (AtomicBool::new(false), Instant::now());
    let work = || {
        let (events, asked, _) = read(&of)?;
        let (kept, parts) = (Kept::at(Some(&out)), parts(&events, &asked));
        for number in &numbers {
            // A number that there is not is that of a worker that reads other files; whoever sent it computes the part.
            if let Some(of) = parts.get(*number) {
                part(&kept, &events[of.event], *of, &asked, &stop)?;
            }
        }
        Ok::<_, Complaints>(())
    };
    minded(py, threads, &stop, work, |_| Ok(()))?.map_err(|complaints| raised(py, &complaints))?;
    cost(py, &numbers, begun, threads)
}
