//! Keeping rejection rare.
//!
//! The cap on a person's rate is met by thinning: somebody is picked by weight and
//! goes out with probability `cap / rate` where their rate exceeds the cap. Left alone,
//! a place with a high field would pick its few angriest people over and over. So no
//! weight exceeds 1, where 1 stands for a rate of between one and [`SLACK`] times the
//! cap: whoever is clipped there goes out at the cap anyway. When the field of a stratum
//! drifts out of that band, its weights are rescaled and summed again. A pick is then
//! refused at most fifteen times in sixteen, whatever the parameters, and the law is exact.

use super::odds::Odds;
use super::weights::{GRAIN, rebuild};
use crate::cells::STRATA;
use crate::mechanisms::participation::Participation;
use crate::state::{Heat, State};
use crate::world::World;

/// The largest rate, in caps, that a weight of 1 may stand for: with the factor of a cell
/// rounded up by [`GRAIN`] no more than one pick in sixteen is needed for somebody.
pub const SLACK: f64 = 13.7;

const _: () = assert!(SLACK * (1.0 + GRAIN + GRAIN * GRAIN / 2.0 + GRAIN * GRAIN * GRAIN) < 16.0);

/// The gain under which a weight of 1 stands for a rate of one to [`SLACK`] caps: the
/// present one while it serves. `most` is the gain under which nothing is clipped.
pub fn band(gain: f64, rate: f64, cap: f64, most: f64) -> f64 {
    if drifted(gain, rate, cap, most) {
        // The middle of the band, on a logarithmic scale.
        return (SLACK.sqrt() * cap / rate).min(most);
    }
    gain
}

/// Whether the present gain serves no longer.
#[inline(always)]
fn drifted(gain: f64, rate: f64, cap: f64, most: f64) -> bool {
    let crest = rate * gain / cap;
    (crest > SLACK) | (crest < 1.0) & (gain < most)
}

/// Brings the weights of a place into the band, and sums them again where they were left
/// alone while it was hot.
#[inline(always)]
pub fn adjust(world: &World, state: &mut State, p: usize, odds: &Odds) {
    let cap = world.spec.mechanism::<Participation>().law().cap;
    let cooling = std::mem::take(&mut state.heat[p]) != Heat::Cold;
    for stratum in 0..STRATA {
        let tree = p * STRATA + stratum;
        if world.strata[tree] == world.strata[tree + 1] {
            continue;
        }
        let (gains, rates) = (&mut state.gains[tree], &odds.rate[stratum]);
        // All are asked: looking at them together costs less than stopping at the first.
        let drifted = gains.iter().zip(rates).fold(false, |any, (g, r)| any | drifted(*g, *r, cap, world.most));
        if drifted {
            gains.iter_mut().zip(rates).for_each(|(gain, rate)| *gain = band(*gain, *rate, cap, world.most));
        }
        if drifted || cooling {
            rebuild(world, state, tree);
        }
    }
}
