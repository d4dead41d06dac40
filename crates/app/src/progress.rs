//! How far a run is, on stderr: a bar, lines, JSON, or nothing.

use crate::options::ProgressKind;
use crate::terminal::note;
use groundswell_study::checkpoint::Done;
use groundswell_study::execute::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// At most one line in this time.
const PAUSE: Duration = Duration::from_secs(2);

/// Tells of progress.
pub struct Teller {
    kind: ProgressKind,
    bar: ProgressBar,
    all: u64,
    replicates: u32,
    begun: Instant,
    /// Hours computed here; those behind a checkpoint were not.
    hours: AtomicU64,
    skipped: AtomicU64,
    done: AtomicU32,
    failed: AtomicU32,
    told: Mutex<Instant>,
}

impl Teller {
    /// For so many replicates of so many hours.
    pub fn new(kind: ProgressKind, replicates: u32, hours_each: u32) -> Teller {
        Teller::of_hours(kind, replicates, u64::from(replicates) * u64::from(hours_each))
    }

    /// For so many replicates of so many hours together.
    pub fn of_hours(kind: ProgressKind, replicates: u32, hours: u64) -> Teller {
        let terminal = std::io::stderr().is_terminal();
        let kind = match kind {
            ProgressKind::Auto if terminal => ProgressKind::Auto,
            ProgressKind::Auto => ProgressKind::Plain,
            kind => kind,
        };
        let bar = ProgressBar::with_draw_target(Some(hours), ProgressDrawTarget::hidden());
        if kind == ProgressKind::Auto {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{bar:28} {percent:>3} %  {msg}  {elapsed} so far, {eta} left");
            bar.set_style(style.expect("the template is right").progress_chars("█▉▊▋▌▍▎▏ "));
            bar.set_message(format!("0 of {replicates} replicates"));
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        Teller {
            kind,
            bar,
            all: hours,
            replicates,
            begun: Instant::now(),
            hours: AtomicU64::new(0),
            skipped: AtomicU64::new(0),
            done: AtomicU32::new(0),
            failed: AtomicU32::new(0),
            told: Mutex::new(Instant::now()),
        }
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Says where it is, unless it has just been said.
    fn tell(&self, always: bool) {
        if self.kind == ProgressKind::Auto || self.kind == ProgressKind::None {
            return;
        }
        {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            if !always && told.elapsed() < PAUSE {
                return;
            }
            *told = Instant::now();
        }
        let (done, failed) = (self.done.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed));
        let computed = self.hours.load(Ordering::Relaxed);
        let all = self.all;
        let left = all.saturating_sub(computed + self.skipped.load(Ordering::Relaxed));
        let elapsed = self.begun.elapsed().as_secs_f64();
        let eta = (computed > 0).then(|| elapsed * left as f64 / computed as f64);
        if self.kind == ProgressKind::Json {
            let line = json!({
                "done": done, "failed": failed, "replicates": self.replicates, "share": 1.0 - left as f64 / all.max(1) as f64,
                "seconds": (elapsed * 1e3).round() / 1e3, "seconds_left": eta.map(|eta| eta.round()),
            });
            return note(line.to_string());
        }
        let failed = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        let eta = eta.filter(|_| left > 0).map_or(String::new(), |eta| format!(", about {} left", duration(eta)));
        note(format!(
            "{done} of {} replicates{failed}, {:.0} % of the hours{eta}",
            self.replicates,
            100.0 * (1.0 - left as f64 / all.max(1) as f64)
        ));
    }
}

impl Progress for Teller {
    fn hour(&self) {
        self.hours.fetch_add(1, Ordering::Relaxed);
        self.bar.inc(1);
        self.tell(false);
    }

    fn taken_up(&self, hours: usize) {
        self.skipped.fetch_add(hours as u64, Ordering::Relaxed);
        self.bar.inc(hours as u64);
    }

    fn over(&self) {
        let count = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        self.bar.set_message(format!("{count} of {} replicates", self.replicates));
        self.tell(count == self.replicates);
    }

    fn done(&self, done: &Done) {
        let failed =
            self.failed.fetch_add(u32::from(done.end.is_err()), Ordering::Relaxed) + u32::from(done.end.is_err());
        let count = self.done.fetch_add(u32::from(done.end.is_ok()), Ordering::Relaxed) + u32::from(done.end.is_ok());
        let failures = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        self.bar.set_message(format!("{count} of {} replicates{failures}", self.replicates));
        self.tell(count + failed == self.replicates);
    }
}

/// Seconds in words.
pub fn duration(seconds: f64) -> String {
    match seconds {
        s if s < 9.95 => format!("{s:.1} s"),
        s if s < 120.0 => format!("{s:.0} s"),
        s if s < 7200.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3600.0),
    }
}
