//! Counts by chance: Poisson and binomial deviates that are the same on every
//! platform. They use `libm`'s portable functions, never the system's.

use crate::draw::Draw;

/// A Poisson deviate.
///
/// Below a mean of ten by inversion of one uniform, so that a slightly larger
/// mean under the same draw never gives a smaller count; above by transformed
/// rejection (Hörmann 1993, PTRS).
///
/// Any argument gives a count in bounded time: nothing happens under a mean that is negative or not a
/// finite number, which is what the quotient of an empty place is.
pub fn poisson(mean: f64, draw: Draw) -> u64 {
    if !mean.is_finite() || mean <= 0.0 {
        return 0;
    }
    if mean < 10.0 {
        let u = draw.uniform(0);
        // Mostly known without the exponential, which is not below 1 − mean: 1e-15 is more than rounding makes.
        if u < 1.0 - mean - 1e-15 {
            return 0;
        }
        let mut p = libm::exp(-mean);
        let mut below = p;
        let mut k = 0u64;
        // The tail beyond 200 has no mass that a 53-bit uniform could hit.
        while u >= below && k < 200 {
            k += 1;
            p *= mean / k as f64;
            below += p;
        }
        return k;
    }
    let slam = libm::sqrt(mean);
    let loglam = libm::log(mean);
    let b = 0.931 + 2.53 * slam;
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    let mut n = 0;
    loop {
        let (u, v) = draw.pair(n);
        n += 1;
        let u = u - 0.5;
        let us = 0.5 - u.abs();
        let k = libm::floor((2.0 * a / us + b) * u + mean + 0.43);
        if us >= 0.07 && v <= v_r {
            return k as u64;
        }
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        if libm::log(v) + libm::log(inverse_alpha) - libm::log(a / (us * us) + b)
            <= k * loglam - mean - libm::lgamma(k + 1.0)
        {
            return k as u64;
        }
    }
}

/// A binomial deviate: how many of `trials` succeed.
///
/// By inversion while the expected number is small, otherwise trial by trial in
/// blocks of geometric waiting times; exact in both cases. A probability below 0, or one that is not a
/// number, counts as 0; one above 1 as 1.
pub fn binomial(trials: u64, probability: f64, draw: Draw) -> u64 {
    if trials == 0 || probability <= 0.0 || probability.is_nan() {
        return 0;
    }
    if probability >= 1.0 {
        return trials;
    }
    if probability > 0.5 {
        return trials - binomial(trials, 1.0 - probability, draw);
    }
    // Waiting times between successes are geometric (Devroye 1986, X.4.3).
    let log_q = libm::log1p(-probability);
    let (mut done, mut successes, mut n) = (0f64, 0u64, 0u32);
    loop {
        done += libm::floor(libm::log(1.0 - draw.uniform(n)) / log_q) + 1.0;
        if done > trials as f64 {
            return successes;
        }
        successes += 1;
        n += 1;
    }
}

/// Whether `u < 1 − exp(−x)`, without the exponential where it is not needed: `1 − e⁻ˣ` lies
/// between the sums of three and of four terms of its series, so it is needed for a share of
/// `x⁴/24` of the uniforms only. No jump depends on the answer: nobody could foresee it.
#[inline]
pub fn happens(u: f64, x: f64) -> bool {
    const MARGIN: f64 = 1e-12;
    let square = x * x;
    let above = x - square * (0.5 - x * (1.0 / 6.0));
    let below = above - square * square * (1.0 / 24.0);
    let (perhaps, surely) = (u <= above * (1.0 + MARGIN), u < below * (1.0 - MARGIN));
    if perhaps == surely { surely } else { u < -libm::expm1(-x) }
}

/// The probability that something of rate `rate` per hour happens within an hour. A rate that is
/// negative or not a number counts as 0.
#[inline]
pub fn within_the_hour(rate: f64) -> f64 {
    if rate > 0.0 { -libm::expm1(-rate) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::{Key, Purpose};

    fn moments(n: u32, mut f: impl FnMut(Draw) -> u64) -> (f64, f64) {
        let key = Key::new(5, 0);
        let xs: Vec<f64> = (0..n).map(|i| f(key.draw(Purpose::Study, i, 0)) as f64).collect();
        let mean = xs.iter().sum::<f64>() / f64::from(n);
        let var = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n - 1);
        (mean, var)
    }

    #[test]
    fn poisson_has_its_mean_and_variance_in_both_regimes() {
        for mean in [0.3, 4.0, 9.9, 10.1, 80.0, 5e4] {
            let (m, v) = moments(20_000, |d| poisson(mean, d));
            let se = (mean / 20_000.0).sqrt();
            assert!((m - mean).abs() < 5.0 * se, "mean {mean}: {m}");
            assert!((v / mean - 1.0).abs() < 0.08, "variance of mean {mean}: {v}");
        }
    }

    #[test]
    fn no_argument_makes_a_sampler_hang_or_fail() {
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -0.0, -f64::MIN_POSITIVE];
        let edges = [f64::MIN_POSITIVE, 5e-324, 1e-300, 1e15, 1e300, f64::MAX, 1.0 - f64::EPSILON / 2.0, 1.5];
        for i in 0..64 {
            let draw = Key::new(11, 0).draw(Purpose::Study, i, 0);
            for x in odd {
                assert_eq!(poisson(x, draw), 0, "Poisson of mean {x}");
                let all = if x == f64::INFINITY { 40 } else { 0 };
                assert_eq!(binomial(40, x, draw), all, "binomial with probability {x}");
                assert!((0.0..=1.0).contains(&within_the_hour(x)), "within the hour at rate {x}");
            }
            for x in edges {
                let _ = poisson(x, draw);
                assert!(binomial(40, x, draw) <= 40, "binomial with probability {x}");
            }
            // Every pattern of bits is a number somebody may arrive at.
            let any = f64::from_bits(draw.uniform(1).to_bits().rotate_left(i) ^ (u64::from(i) << 52));
            let _ = (poisson(any, draw), binomial(u64::from(i), any, draw), happens(0.5, any));
        }
    }

    #[test]
    fn nothing_is_found_without_an_exponential_where_nothing_is_there() {
        let inverted = |mean: f64, u: f64| {
            let (mut p, mut k) = (libm::exp(-mean), 0u64);
            let mut below = p;
            while u >= below && k < 200 {
                k += 1;
                p *= mean / k as f64;
                below += p;
            }
            k
        };
        for i in 0..50_000u32 {
            let draw = Key::new(8, 1).draw(Purpose::Study, i, 0);
            let u = draw.uniform(0);
            for edge in [1.0 - u, -libm::log(u), 1e-9 * u, 3.0 * u] {
                for mean in [edge.next_down(), edge, edge.next_up(), edge * (1.0 + 1e-15), edge * (1.0 - 1e-15)] {
                    if mean > 0.0 && mean < 10.0 {
                        assert_eq!(poisson(mean, draw), inverted(mean, u), "{mean} {u}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_short_way_to_a_chance_is_the_long_way() {
        for i in 0..200_000u32 {
            let (u, v) = Key::new(8, 0).draw(Purpose::Study, i, 0).pair(0);
            let x = [v, 0.01 * v, 4.0 * v, u, u * (1.0 + 0.5 * u), 0.0, -libm::log1p(-u)][i as usize % 7];
            assert_eq!(happens(u, x), u < -libm::expm1(-x), "{u} {x}");
            let edge = -libm::expm1(-x);
            for u in [edge * (1.0 - 1e-13), edge.next_down(), edge, edge.next_up(), edge * (1.0 + 1e-13)] {
                assert_eq!(happens(u, x), u < edge, "{u} {x}");
            }
        }
        for x in [-1.0, 1.0, 30.0, 1e200, f64::INFINITY, f64::NAN] {
            assert_eq!(happens(0.5, x), 0.5 < -libm::expm1(-x), "{x}");
        }
        assert!(!happens(0.0, 0.0));
    }

    #[test]
    fn binomial_has_its_mean_and_variance() {
        for (n, p) in [(10u64, 0.2), (1000, 0.01), (1000, 0.7), (64, 0.5)] {
            let (m, v) = moments(20_000, |d| binomial(n, p, d));
            let (mean, var) = (n as f64 * p, n as f64 * p * (1.0 - p));
            assert!((m - mean).abs() < 5.0 * (var / 20_000.0).sqrt(), "{n} {p}: {m}");
            assert!((v / var - 1.0).abs() < 0.08, "{n} {p}: variance {v}");
        }
    }
}
