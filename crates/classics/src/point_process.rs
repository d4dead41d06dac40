//! Events that call forth events: the Hawkes process, simulated and fitted.
//!
//! The intensity is `μ + Σ n β exp(-β (t - tᵢ))` over past events: `μ` events come by
//! themselves in a unit of time, each event has `n` children on average, after `1/β`
//! on average (Hawkes 1971, *Biometrika* 58:83; Hawkes & Oakes 1974). With `n = 0` it
//! is a Poisson process. It is the baseline that a forecast of events has to beat.

mod fit;

pub use fit::HawkesFit;

use groundswell_chance::draw::{Key, Purpose};
use serde::Serialize;
use thiserror::Error;

/// A Hawkes process with an exponential kernel.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Hawkes {
    /// Events without a parent, per unit of time (`μ`).
    pub base: f64,
    /// Mean number of children of an event (`n`); below 1, or the process explodes.
    pub branching: f64,
    /// How fast excitement fades, per unit of time (`β`).
    pub decay: f64,
}

/// A process or a history that makes no sense.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum PointProcessError {
    /// A parameter outside its range.
    #[error("{name} is {value}; it must be {allowed}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What may be given.
        allowed: &'static str,
    },
    /// A history that is not in order, or not before its end.
    #[error(
        "event {event} at {time} lies before the one before it, outside the time observed, or nowhere; sort the times and cut them at the end"
    )]
    Disorder {
        /// Its place in the history, from 0.
        event: usize,
        /// Its time.
        time: f64,
    },
    /// Too few events to fit three numbers.
    #[error("{found} events are too few to fit a process of three parameters; at least {needed} are needed")]
    TooFew {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// More events than can be counted.
    #[error("the process would have more than {most} events; shorten the time or lower base or branching")]
    TooMany {
        /// The most that are simulated.
        most: u32,
    },
}

/// The most events of one simulation.
const MOST: u32 = 50_000_000;

impl Hawkes {
    /// A process with checked parameters.
    ///
    /// # Errors
    /// A base that is negative, a branching outside `[0, 1)`, a decay that is not positive.
    pub fn new(base: f64, branching: f64, decay: f64) -> Result<Hawkes, PointProcessError> {
        let out = |name, value, allowed| Err(PointProcessError::OutOfRange { name, value, allowed });
        if !(base >= 0.0 && base.is_finite()) {
            return out("base", base, "0 or more");
        }
        if !(0.0..1.0).contains(&branching) {
            return out("branching", branching, "at least 0 and below 1");
        }
        if !(decay > 0.0 && decay.is_finite()) {
            return out("decay", decay, "above 0");
        }
        Ok(Hawkes { base, branching, decay })
    }

    /// Events per unit of time in the long run, `μ / (1 - n)`.
    pub fn mean_rate(&self) -> f64 {
        self.base / (1.0 - self.branching)
    }

    /// Variance over mean of the number of events in a window, in the long run:
    /// `1 / (1 - n)²` for an endless window. With an exponential kernel it is, for any
    /// window `w` and `κ = β (1 - n)`, `η² + (1 - η²) (1 - exp(-κ w)) / (κ w)` with
    /// `η = 1 / (1 - n)` (Hawkes 1971).
    pub fn fano(&self, window: f64) -> f64 {
        let eta2 = 1.0 / ((1.0 - self.branching) * (1.0 - self.branching));
        let kw = self.decay * (1.0 - self.branching) * window;
        if kw == 0.0 {
            return 1.0;
        }
        let shape = if kw.is_infinite() { 0.0 } else { -libm::expm1(-kw) / kw };
        eta2 + (1.0 - eta2) * shape
    }

    /// The times of events in `[0, until)` with nothing before.
    ///
    /// # Errors
    /// More events than can be held.
    pub fn simulate(&self, until: f64, key: Key, who: u32) -> Result<Vec<f64>, PointProcessError> {
        self.simulate_after(&[], 0.0, until, key, who)
    }

    /// The times of events in `[from, until)` after a history.
    ///
    /// Exact, without thinning: the next event is the earlier of one that comes by
    /// itself and one that the present excitement brings, if any (Dassios & Zhao 2013,
    /// *Electron. Commun. Probab.* 18:62).
    ///
    /// # Errors
    /// A history that is not in order or reaches past `from`; too many events.
    pub fn simulate_after(
        &self,
        history: &[f64],
        from: f64,
        until: f64,
        key: Key,
        who: u32,
    ) -> Result<Vec<f64>, PointProcessError> {
        in_order(history, from)?;
        let (n, beta) = (self.branching, self.decay);
        // Folded from +0: the sum of an empty iterator is -0, and the division below would mind.
        let mut excitement = history.iter().fold(0.0, |sum, t| sum + n * beta * libm::exp(-beta * (from - t)));
        let draw = key.draw(Purpose::PointProcess, who, 0);
        let mut now = from;
        let mut events = Vec::new();
        for i in 0..MOST {
            let (u, v) = draw.pair(i);
            let alone = -libm::log(1.0 - u) / self.base;
            // The excitement may fade before it brings anything: then the logarithm has no value.
            let left = 1.0 + libm::log(1.0 - v) * beta / excitement;
            let brought = if left > 0.0 { -libm::log(left) / beta } else { f64::INFINITY };
            let wait = alone.min(brought);
            now += wait;
            if now.is_nan() || now >= until {
                return Ok(events);
            }
            events.push(now);
            excitement = excitement * libm::exp(-beta * wait) + n * beta;
        }
        Err(PointProcessError::TooMany { most: MOST })
    }

    /// The logarithm of the likelihood of events in `[0, until]` with nothing before
    /// (Ogata 1978; the sum over pairs by Ozaki's 1979 recursion).
    ///
    /// # Errors
    /// Events that are not in order or lie outside.
    pub fn log_likelihood(&self, events: &[f64], until: f64) -> Result<f64, PointProcessError> {
        in_order(events, until)?;
        Ok(fit::log_likelihood(self, events, until))
    }

    /// The time between events on the clock of the process: independent exponential
    /// numbers of mean 1 if the process is right (Papangelou 1972).
    ///
    /// # Errors
    /// Events that are not in order or lie outside.
    pub fn residuals(&self, events: &[f64], until: f64) -> Result<Vec<f64>, PointProcessError> {
        in_order(events, until)?;
        let (mut last, mut excited) = (0.0, 0.0);
        Ok(events
            .iter()
            .map(|&t| {
                let fade = libm::exp(-self.decay * (t - last));
                let residual = self.base * (t - last) + excited * (1.0 - fade);
                excited = excited * fade + self.branching;
                last = t;
                residual
            })
            .collect())
    }
}

/// Checks that times are numbers, rise, and lie in `[0, until]`.
fn in_order(events: &[f64], until: f64) -> Result<(), PointProcessError> {
    let mut last = f64::NEG_INFINITY;
    for (event, &time) in events.iter().enumerate() {
        if !(time >= last && time <= until && time.is_finite()) {
            return Err(PointProcessError::Disorder { event, time });
        }
        last = time;
    }
    Ok(())
}

/// Variance over mean of the number of events in windows of equal length that fill `[0, until)`.
pub fn fano_factor(events: &[f64], window: f64, until: f64) -> f64 {
    let bins = (until / window) as usize;
    let mut counts = vec![0u64; bins];
    for &t in events {
        if let Some(count) = counts.get_mut((t / window) as usize) {
            *count += 1;
        }
    }
    let mean = counts.iter().sum::<u64>() as f64 / bins as f64;
    let squares: f64 = counts.iter().map(|&c| (c as f64 - mean).powi(2)).sum();
    squares / (bins as f64 - 1.0) / mean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_without_children_is_poisson() {
        let poisson = Hawkes::new(2.0, 0.0, 1.0).unwrap();
        let events = poisson.simulate(20_000.0, Key::new(1, 0), 0).unwrap();
        assert!((events.len() as f64 - 40_000.0).abs() < 5.0 * 200.0);
        assert!((fano_factor(&events, 10.0, 20_000.0) - 1.0).abs() < 0.16);
        assert_eq!(poisson.fano(10.0), 1.0);
    }

    #[test]
    fn the_fano_factor_of_any_window_follows_the_formula() {
        let hawkes = Hawkes::new(1.0, 0.6, 2.0).unwrap();
        let until = 400_000.0;
        let events = hawkes.simulate(until, Key::new(1, 1), 0).unwrap();
        for window in [0.2, 1.0, 5.0, 40.0] {
            let (ours, theory) = (fano_factor(&events, window, until), hawkes.fano(window));
            assert!((ours / theory - 1.0).abs() < 0.06, "{window}: {ours} {theory}");
        }
        assert!((hawkes.fano(f64::INFINITY) - 6.25).abs() < 1e-12);
    }

    #[test]
    fn residuals_of_the_right_process_have_mean_and_spread_one() {
        let hawkes = Hawkes::new(0.5, 0.8, 3.0).unwrap();
        let events = hawkes.simulate(20_000.0, Key::new(4, 0), 0).unwrap();
        let r = hawkes.residuals(&events, 20_000.0).unwrap();
        let mean = r.iter().sum::<f64>() / r.len() as f64;
        let square = r.iter().map(|x| x * x).sum::<f64>() / r.len() as f64;
        assert!((mean - 1.0).abs() < 0.025 && (square - 2.0).abs() < 0.15, "{mean} {square}");
    }

    #[test]
    fn a_history_is_continued_with_its_excitement() {
        let hawkes = Hawkes::new(0.0, 0.9, 1.0).unwrap();
        let after = |history: &[f64], r| hawkes.simulate_after(history, 5.0, 1e4, Key::new(2, r), 0).unwrap().len();
        assert_eq!(after(&[], 0), 0, "nothing comes from nothing");
        // Five fresh events have .9 children each, and these theirs: 45 on average.
        let total: usize = (0..400).map(|r| after(&[5.0; 5], r)).sum();
        assert!((total as f64 / 400.0 - 45.0).abs() < 16.0, "{total}");
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Hawkes::new(1.0, 1.0, 1.0).is_err());
        assert!(Hawkes::new(f64::NAN, 0.5, 1.0).is_err());
        assert!(Hawkes::new(1.0, 0.5, 0.0).is_err());
        let hawkes = Hawkes::new(1.0, 0.5, 1.0).unwrap();
        assert_eq!(hawkes.log_likelihood(&[1.0, 0.5], 2.0), Err(PointProcessError::Disorder { event: 1, time: 0.5 }));
        assert!(hawkes.residuals(&[3.0], 2.0).is_err());
    }
}
