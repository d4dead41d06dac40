//! How far long work is that is counted in pieces, on stderr: a bar, lines, JSON, or nothing.

use crate::options::ProgressKind;
use crate::progress::duration;
use crate::terminal::note;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

/// At most one line in this time.
const PAUSE: Duration = Duration::from_secs(2);

/// Tells of progress.
pub struct Counter {
    kind: ProgressKind,
    bar: ProgressBar,
    unit: &'static str,
    all: u64,
    begun: Instant,
    state: Mutex<State>,
}

struct State {
    done: u64,
    /// Done before this began: they took no time here.
    skipped: u64,
    failed: u64,
    words: String,
    told: Instant,
}

impl Counter {
    /// For so many pieces, of which some were done before.
    pub fn new(kind: ProgressKind, unit: &'static str, all: u64, skipped: u64) -> Counter {
        let terminal = std::io::stderr().is_terminal();
        let kind = if kind == ProgressKind::Auto && !terminal { ProgressKind::Plain } else { kind };
        let bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::hidden());
        if kind == ProgressKind::Auto {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
            let style = ProgressStyle::with_template("{bar:28} {percent:>3} %  {msg}  {elapsed} so far, {eta} left");
            bar.set_style(style.expect("the template is right").progress_chars("█▉▊▋▌▍▎▏ "));
            bar.enable_steady_tick(Duration::from_millis(250));
            bar.set_position(skipped);
            bar.reset_eta();
        }
        let state = State { done: skipped, skipped, failed: 0, words: String::new(), told: Instant::now() };
        Counter { kind, bar, unit, all, begun: Instant::now(), state: Mutex::new(state) }
    }

    /// So many more are done, of which some failed.
    pub fn more(&self, done: u64, failed: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.done += done;
        state.failed += failed;
        self.bar.inc(done);
        self.tell(&mut state);
    }

    /// So many are done in all; `words` say what is being done.
    pub fn at(&self, done: u64, failed: u64, words: &str) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.done, state.failed, state.words) = (done, failed, words.into());
        self.bar.set_position(done);
        self.tell(&mut state);
    }

    fn tell(&self, state: &mut State) {
        let failed = if state.failed > 0 { format!(", {} failed", state.failed) } else { String::new() };
        let words = if state.words.is_empty() { String::new() } else { format!(", {}", state.words) };
        let text = format!("{} of {} {}{failed}{words}", state.done, self.all, self.unit);
        match self.kind {
            ProgressKind::None => return,
            ProgressKind::Auto => return self.bar.set_message(text),
            _ if state.told.elapsed() < PAUSE && state.done < self.all => return,
            _ => {}
        }
        state.told = Instant::now();
        let elapsed = self.begun.elapsed().as_secs_f64();
        let here = state.done.saturating_sub(state.skipped);
        let left = (here > 0).then(|| elapsed * self.all.saturating_sub(state.done) as f64 / here as f64);
        if self.kind == ProgressKind::Json {
            let line = json!({
                "done": state.done, "of": self.all, "unit": self.unit, "failed": state.failed, "doing": state.words,
                "seconds": (elapsed * 1e3).round() / 1e3, "seconds_left": left.map(f64::round),
            });
            return note(line.to_string());
        }
        let left =
            left.filter(|left| *left > 0.0).map_or(String::new(), |left| format!(", about {} left", duration(left)));
        note(format!("{text}{left}"));
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Seconds since it began.
    pub fn elapsed(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }
}
