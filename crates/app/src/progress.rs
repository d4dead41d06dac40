//! How far long work is, on stderr: a bar, lines, JSON, or nothing.
//!
//! One shape for all work. With `--progress json` every line is an object with `done`, `failed` and `of`, which count
//! `unit`s, `share` of the computing that is done, `doing` (a few words, often none), `seconds` so far and
//! `seconds_left`, `null` while nobody knows.

use crate::options::ProgressKind;
use crate::terminal::note;
use groundswell_study::checkpoint::FinishedReplicate;
use groundswell_study::execute::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// At most one line in this time.
const PAUSE: Duration = Duration::from_secs(2);

/// Counts work, and says how far it is.
pub(crate) struct Meter {
    kind: ProgressKind,
    bar: ProgressBar,
    unit: &'static str,
    /// Units in all, and what they are made of: hours of replicates, or the units themselves.
    of: u64,
    whole: u64,
    begun: Instant,
    /// Computed here, and before: that took no time here.
    computed: AtomicU64,
    skipped: AtomicU64,
    counts: Mutex<Counts>,
}

struct Counts {
    done: u64,
    failed: u64,
    doing: String,
    said: Instant,
}

impl Meter {
    /// For units that are all alike, some of which were done before.
    pub(crate) fn new(kind: ProgressKind, unit: &'static str, of: u64, done: u64) -> Meter {
        let meter = Meter::made_of(kind, unit, of, of);
        meter.skipped.store(done, Ordering::Relaxed);
        meter.counts().done = done;
        meter.bar.set_position(done);
        meter.bar.reset_eta();
        meter
    }

    /// For replicates that have this many hours together.
    pub(crate) fn of_hours(kind: ProgressKind, replicates: u32, hours: u64) -> Meter {
        Meter::made_of(kind, "replicates", replicates.into(), hours)
    }

    fn made_of(kind: ProgressKind, unit: &'static str, of: u64, whole: u64) -> Meter {
        let terminal = std::io::stderr().is_terminal();
        let kind = if kind == ProgressKind::Auto && !terminal { ProgressKind::Plain } else { kind };
        let bar = ProgressBar::with_draw_target(Some(whole), ProgressDrawTarget::hidden());
        if kind == ProgressKind::Auto {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{bar:28} {percent:>3} %  {msg}  {elapsed} so far, {eta} left");
            bar.set_style(style.expect("the template is right").progress_chars("█▉▊▋▌▍▎▏ "));
            bar.set_message(format!("0 of {of} {unit}"));
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        let counts = Counts { done: 0, failed: 0, doing: String::new(), said: Instant::now() };
        let (computed, skipped) = (AtomicU64::new(0), AtomicU64::new(0));
        Meter { kind, bar, unit, of, whole, begun: Instant::now(), computed, skipped, counts: Mutex::new(counts) }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more unit is over.
    pub(crate) fn one(&self, failed: bool) {
        self.computed.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(1);
        self.count(failed);
    }

    /// So many are over in all; `doing` says what is being done.
    pub(crate) fn at(&self, over: u64, failed: u64, doing: &str) {
        let mut counts = self.counts();
        (counts.done, counts.failed, counts.doing) = (over.saturating_sub(failed), failed, doing.into());
        let skipped = self.skipped.load(Ordering::Relaxed);
        self.computed.store(over.saturating_sub(skipped), Ordering::Relaxed);
        self.bar.set_position(over);
        self.say(&mut counts);
    }

    fn count(&self, failed: bool) {
        let mut counts = self.counts();
        if failed {
            counts.failed += 1
        } else {
            counts.done += 1
        }
        self.say(&mut counts);
    }

    /// Says where it is, unless it has just been said.
    fn say(&self, counts: &mut Counts) {
        let (done, failed) = (counts.done, counts.failed);
        let failures = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        let doing = if counts.doing.is_empty() { String::new() } else { format!(", {}", counts.doing) };
        let text = format!("{done} of {} {}{failures}{doing}", self.of, self.unit);
        match self.kind {
            ProgressKind::None => return,
            ProgressKind::Auto => return self.bar.set_message(text),
            _ if counts.said.elapsed() < PAUSE && done + failed < self.of => return,
            _ => counts.said = Instant::now(),
        }
        let computed = self.computed.load(Ordering::Relaxed);
        let left = self.whole.saturating_sub(computed + self.skipped.load(Ordering::Relaxed));
        let share = 1.0 - left as f64 / self.whole.max(1) as f64;
        let elapsed = self.begun.elapsed().as_secs_f64();
        let eta = (computed > 0).then(|| elapsed * left as f64 / computed as f64);
        if self.kind == ProgressKind::Json {
            let line = json!({
                "done": done, "failed": failed, "of": self.of, "unit": self.unit, "share": share, "doing": counts.doing,
                "seconds": (elapsed * 1e3).round() / 1e3, "seconds_left": eta.map(f64::round),
            });
            return note(line.to_string());
        }
        let eta = eta.filter(|_| left > 0).map_or(String::new(), |eta| format!(", about {} left", duration(eta)));
        note(format!("{text}, {:.0} %{eta}", 100.0 * share));
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Seconds since it began.
    pub(crate) fn elapsed(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }
}

impl Progress for Meter {
    fn hour(&self) {
        self.computed.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(1);
        if self.kind != ProgressKind::Auto && self.kind != ProgressKind::None {
            self.say(&mut self.counts());
        }
    }

    fn taken_up(&self, hours: usize) {
        self.skipped.fetch_add(hours as u64, Ordering::Relaxed);
        self.bar.inc(hours as u64);
    }

    fn over(&self) {
        self.count(false);
    }

    fn done(&self, done: &FinishedReplicate) {
        self.count(done.end.is_err());
    }
}

/// Seconds in words.
pub(crate) fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 9.95 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}
