//! The observation layer: from what happens in a run to what is published of it.

use groundswell_chance::draw::{Key, Purpose};
use groundswell_chance::normal::cumulative;
use groundswell_engine::parameter::range;
use groundswell_engine::parameters;

parameters! {
    /// # Observation
    ///
    /// What is published of a crowd, by whom, how wrong and how late.
    ///
    /// A run counts people; a record counts reports. Of a crowd that peaked at `X` people
    /// in a place on a day a source of type `s` publishes a figure
    ///
    /// ```text
    /// with probability   1 − exp(−X/detection)              it is reported at all
    /// y = X · exp(bias_s + noise · z),  z ~ N(0, 1)         how large it is said to be
    /// y is rounded to one digit, to two, or not             one_digit, two_digits
    /// published delay_s · exp(delay_spread · z') hours after it was seen
    /// with probability revised a second figure follows revision_hours later, with half the error
    /// ```
    ///
    /// Sources are of three types: the authorities (`official`), journalists (`media`), and
    /// residents, organisations and translations (`resident`). Totals of a whole region or
    /// country come from the authorities long after the fact (`delay_total`: those of January
    /// 2022 were published on the 15th). They may count everybody who came in the day instead
    /// of the largest crowd (`distinct`, `turnover`).
    ///
    /// As a likelihood a figure stands for the interval that it was rounded from: 5,000 for
    /// [4500, 5500), 1,200 for [1150, 1250), 36,831 for itself. A crowd that is named without
    /// a number counts as detected; a place without a report on a day whose reports are all
    /// in counts as not detected, or as one that the record does not hold: of what was
    /// published early a record collects a share `coverage`. A share `outlier` of figures is wrong by any factor
    /// (a normal error of 3 in the logarithm), so that one report cannot decide alone.
    ///
    /// What it does not do: deaths were published in jumps and one figure was withdrawn, so
    /// runs are compared with the final count only; detentions are cumulative counts,
    /// `delay_detained` late. During a shutdown fewer reports come and later: not modelled.
    ///
    /// *Writes:* nothing; it only looks. `forecast` uses it, and `calibrate` can.
    pub struct Observation {
        bias_official: f64 = 0.0, range(-0.7, 0.7), "log", Assumed, "model §6: b in [−.7, .7] by type of source", "Mean logarithmic error of figures of the authorities.";
        bias_media: f64 = 0.0, range(-0.7, 0.7), "log", Assumed, "model §6", "Mean logarithmic error of figures of journalists.";
        bias_resident: f64 = 0.0, range(-0.7, 0.7), "log", Assumed, "model §6", "Mean logarithmic error of figures of residents and organisations.";
        noise: f64 = 0.88, range(0.05, 2.0), "log", Data, "two observers of one crowd differ by a standard deviation of .88 in 1,167 days of cities, United States 2020; see decision 0161", "Standard deviation of the logarithmic error of a figure.";
        outlier: f64 = 0.02, range(0.0, 0.5), "share", Assumed, "Aktau on 4 January: 16,000 and 5,000 by two sources", "Figures that are wrong by any factor.";
        detection: f64 = 100.0, range(1.0, 100000.0), "people", Assumed, "model §6: 1 − exp(−X/100)", "Crowd of which two in three are reported.";
        coverage: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "a record holds a part of what was published, the more so early on", "Reported crowds that the record of an early day holds.";
        one_digit: f64 = 0.83, range(0.0, 1.0), "share", Data, "15 of the 18 single figures for crowds in the record of January 2022", "Figures rounded to one digit.";
        two_digits: f64 = 0.11, range(0.0, 1.0), "share", Data, "2 of the same 18", "Figures rounded to two digits.";
        delay_official: f64 = 12.0, range(0.0, 1000.0), "hours", Data, "targets.csv, lag_hours: same day or next", "Typical time from an event to the authorities' word of it.";
        delay_media: f64 = 12.0, range(0.0, 1000.0), "hours", Data, "targets.csv, lag_hours of single places", "Typical time from an event to a journalist's report.";
        delay_resident: f64 = 24.0, range(0.0, 1000.0), "hours", Assumed, "translations and summaries come the next day", "Typical time from an event to reports by others.";
        delay_total: f64 = 264.0, range(0.0, 10000.0), "hours", Data, "targets.csv, lag_hours of s1, s3 and s4: 312, 264, 240", "Typical time from a day to a total for a region or the country.";
        delay_detained: f64 = 12.0, range(0.0, 1000.0), "hours", Data, "model §6: 6 to 24 h late", "Typical time from a day to the published number of detained.";
        delay_spread: f64 = 0.4, range(0.0, 2.0), "log", Assumed, "6 to 24 h around 12", "Standard deviation of the logarithm of a delay.";
        revised: f64 = 0.2, range(0.0, 1.0), "share", Assumed, "36,831 and 38,000; 225 to 238 deaths", "Figures that are followed by a second one.";
        revision_hours: f64 = 48.0, range(0.0, 10000.0), "hours", Assumed, "days, in the record", "Time from a figure to its revision.";
        distinct: bool = false, groundswell_engine::parameter::switch(), "switch", Assumed, "model §6: distinct people or peak", "Whether totals count everybody who came instead of the peak.";
        turnover: f64 = 1.5, range(1.0, 10.0), "factor", Assumed, "who leaves is replaced", "People who came in a day over the largest crowd.";
    }
}

/// Who publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceType {
    /// The authorities.
    Official,
    /// Journalists.
    Media,
    /// Residents, organisations, translations.
    Resident,
}

impl SourceType {
    /// By the word of a scenario's facts.
    pub fn of(word: &str) -> SourceType {
        match word {
            "official_or_state" | "official" => SourceType::Official,
            "media" => SourceType::Media,
            _ => SourceType::Resident,
        }
    }
}

/// One published figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrowdReport {
    /// People, rounded.
    pub people: f64,
    /// Hours from the event to publication.
    pub delay: f64,
}

/// The standard deviation of the logarithmic error of a figure that is wrong by any factor.
const ANY_FACTOR: f64 = 3.0;

impl Observation {
    /// Mean logarithmic error of a type of source.
    pub fn bias(&self, source: SourceType) -> f64 {
        match source {
            SourceType::Official => self.bias_official,
            SourceType::Media => self.bias_media,
            SourceType::Resident => self.bias_resident,
        }
    }

    /// Typical delay of a type of source, in hours; `total` for a figure of a whole region or country.
    pub fn delay(&self, source: SourceType, total: bool) -> f64 {
        match source {
            _ if total => self.delay_total,
            SourceType::Official => self.delay_official,
            SourceType::Media => self.delay_media,
            SourceType::Resident => self.delay_resident,
        }
    }

    /// Probability that a crowd is reported at all.
    pub fn detected(&self, crowd: f64) -> f64 {
        if !self.enabled {
            return f64::from(u8::from(crowd > 0.0));
        }
        -libm::expm1(-crowd.max(0.0) / self.detection)
    }

    /// What is published of a crowd of `crowd` people: nothing, a figure, or a figure and its revision. Whether it is
    /// reported at all depends on `seen`, its largest part in one place. `who` and `hour` of `crowd_of` name the crowd: the
    /// same crowd is seen alike whenever it is asked for. With the layer off, the count itself at once.
    pub fn reports(
        &self,
        crowd: f64,
        seen: f64,
        by: (SourceType, bool),
        crowd_of: (Key, u32, u32),
    ) -> Vec<CrowdReport> {
        let ((source, total), (key, who, hour)) = (by, crowd_of);
        if !self.enabled {
            return if crowd > 0.0 { vec![CrowdReport { people: crowd, delay: 0.0 }] } else { vec![] };
        }
        let draw = key.draw(Purpose::Observation, who, hour);
        let (luck, digits) = draw.pair(0);
        if luck >= self.detected(seen) {
            return vec![];
        }
        let figure = |n: u32, share: f64| {
            let (wild, _) = draw.pair(n);
            let spread = if wild < self.outlier { ANY_FACTOR } else { self.noise * share };
            let counted = if total && self.distinct { crowd * self.turnover } else { crowd };
            let people = counted * libm::exp(self.bias(source) * share + spread * draw.normal(n + 1));
            round_to(people.max(1.0), self.digits(digits))
        };
        let delay = self.delay(source, total) * libm::exp(self.delay_spread * draw.normal(3));
        let mut reports = vec![CrowdReport { people: figure(1, 1.0), delay }];
        if draw.uniform(4) < self.revised {
            reports.push(CrowdReport { people: figure(5, 0.5), delay: delay + self.revision_hours });
        }
        reports
    }

    fn digits(&self, u: f64) -> u32 {
        match u {
            u if u < self.one_digit => 1,
            u if u < self.one_digit + self.two_digits => 2,
            _ => 9,
        }
    }

    /// Logarithm of the probability that a crowd is reported with a size from `low` to `high` people.
    pub fn log_reported(&self, crowd: f64, source: SourceType, low: f64, high: f64) -> f64 {
        let (low, high) = interval(low, high);
        // Half a person: a run without anybody differs from one with somebody, but not infinitely.
        let centre = libm::log(crowd.max(0.5)) + self.bias(source);
        let share = |spread: f64| {
            let below = |x: f64| cumulative((libm::log(x) - centre) / spread);
            (below(high) - below(low)).max(0.0)
        };
        let width = libm::log(high) - libm::log(low);
        // What is wrong by any factor comes without a crowd as well.
        let wild = self.outlier.max(1e-6) * share(ANY_FACTOR).max(1e-12 * width);
        libm::log((1.0 - self.outlier) * self.detected(crowd) * share(self.noise) + wild)
    }

    /// Logarithm of the probability that a crowd is named without a size (`true`), or not at all.
    pub fn log_named(&self, crowd: f64, named: bool) -> f64 {
        let p = self.detected(crowd).clamp(1e-12, 1.0);
        if named {
            libm::log((1.0 - self.outlier) * p + self.outlier.max(1e-6))
        } else {
            // Silence is never certain to mean calm.
            libm::log((1.0 - self.outlier) * (1.0 - self.coverage * p) + self.outlier.max(1e-6))
        }
    }
}

/// A number rounded to this many significant digits.
pub fn round_to(x: f64, digits: u32) -> f64 {
    if x <= 0.0 || !x.is_finite() {
        return x;
    }
    let exponent = libm::floor(libm::log10(x)) as i32 - digits as i32 + 1;
    let unit = libm::pow(10.0, f64::from(exponent.max(0)));
    libm::round(x / unit) * unit
}

/// The numbers that are rounded to a published figure: `[y − u/2, y + u/2)` where `u` is the unit of its last digit that
/// is not zero, and one where it has three or more such digits. Of a range, from the lowest of the low to the
/// highest of the high.
pub fn interval(low: f64, high: f64) -> (f64, f64) {
    let half = |x: f64| {
        let one = x >= 1.0 && round_to(x, 1) == x;
        let two = x >= 1.0 && round_to(x, 2) == x;
        let exponent = libm::floor(libm::log10(x.max(1.0)));
        let digits = if one { 1.0 } else { 2.0 };
        if one || two { 0.5 * libm::pow(10.0, (exponent - digits + 1.0).max(0.0)) } else { 0.5 }
    };
    // The ends of a range were chosen, not rounded.
    let (low, high) = if low == high { (low - half(low), high + half(high)) } else { (low - 0.5, high + 0.5) };
    (low.max(0.25), high.max(0.5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::parameter::Parameters;

    #[test]
    fn figures_stand_for_what_they_were_rounded_from() {
        let cases = [
            (5000.0, (4500.0, 5500.0)),
            (1200.0, (1150.0, 1250.0)),
            (36_831.0, (36_830.5, 36_831.5)),
            (30.0, (25.0, 35.0)),
            (7.0, (6.5, 7.5)),
        ];
        for (figure, want) in cases {
            assert_eq!(interval(figure, figure), want, "{figure}");
        }
        assert_eq!(interval(100.0, 999.0), (99.5, 999.5));
        assert_eq!(
            [round_to(36_831.0, 1), round_to(36_831.0, 2), round_to(0.0, 1), round_to(7.3, 9)],
            [40_000.0, 37_000.0, 0.0, 7.0]
        );
    }

    #[test]
    fn small_crowds_are_missed_as_often_as_the_page_says() {
        let observation = Observation::default();
        for crowd in [10.0, 100.0, 1000.0] {
            let seen = (0..20_000).filter(|&i| {
                !observation.reports(crowd, crowd, (SourceType::Media, false), (Key::new(1, 0), i, 3)).is_empty()
            });
            let share = seen.count() as f64 / 20_000.0;
            assert!((share - (1.0 - (-crowd / 100.0).exp())).abs() < 0.015, "{crowd}: {share}");
        }
        assert!(observation.reports(0.0, 0.0, (SourceType::Media, false), (Key::new(1, 0), 1, 1)).is_empty());
    }

    #[test]
    fn figures_scatter_around_the_crowd_and_come_late() {
        let observation = Observation { bias_media: 0.3, outlier: 0.0, revised: 0.0, ..Observation::default() };
        let reports: Vec<CrowdReport> = (0..20_000)
            .flat_map(|i| observation.reports(5000.0, 5000.0, (SourceType::Media, false), (Key::new(2, 0), i, 3)))
            .collect();
        let logs: Vec<f64> = reports.iter().map(|r| (r.people / 5000.0).ln()).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        let spread = (logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / logs.len() as f64).sqrt();
        // Rounding to one digit moves a figure by up to a third.
        assert!((mean - 0.3).abs() < 0.03 && (spread - 0.88).abs() < 0.04, "{mean} {spread}");
        let mut delays: Vec<f64> = reports.iter().map(|r| r.delay).collect();
        delays.sort_by(f64::total_cmp);
        assert!((delays[delays.len() / 2] - 12.0).abs() < 0.3);
        let round = reports.iter().filter(|r| round_to(r.people, 1) == r.people).count() as f64 / reports.len() as f64;
        assert!((0.83..0.95).contains(&round), "{round}");
        let revised = Observation { revised: 1.0, ..Observation::default() };
        let two = revised.reports(1e5, 1e5, (SourceType::Official, true), (Key::new(2, 0), 1, 3));
        assert!(two.len() == 2 && two[1].delay > two[0].delay, "{two:?}");
    }

    /// The likelihood is that of the simulated figures: shares over a partition of sizes agree.
    #[test]
    fn the_likelihood_is_that_of_the_reports() {
        let observation = Observation { one_digit: 0.0, two_digits: 0.0, revised: 0.0, ..Observation::default() };
        let (crowd, n) = (300.0, 60_000u32);
        let bins = [(1.0, 99.0), (100.0, 199.0), (200.0, 399.0), (400.0, 999.0), (1000.0, 99_999.0)];
        let mut counts = [0u32; 5];
        for i in 0..n {
            for report in observation.reports(crowd, crowd, (SourceType::Media, false), (Key::new(3, 0), i, 1)) {
                let bin = bins.iter().position(|b| report.people >= b.0 && report.people <= b.1);
                if let Some(bin) = bin {
                    counts[bin] += 1;
                }
            }
        }
        for (count, (low, high)) in counts.iter().zip(bins) {
            let ours = observation.log_reported(crowd, SourceType::Media, low, high).exp();
            let share = f64::from(*count) / f64::from(n);
            assert!((ours - share).abs() < 0.012, "{low}–{high}: {ours} {share}");
        }
        let (named, silent) = (observation.log_named(crowd, true).exp(), observation.log_named(crowd, false).exp());
        assert!((named - 0.95).abs() < 0.03 && (silent - 0.53).abs() < 0.03, "{named} {silent}");
    }

    #[test]
    fn off_is_the_count_itself_and_every_row_says_why() {
        let off = Observation { enabled: false, ..Observation::default() };
        let report = off.reports(123.0, 1.0, (SourceType::Official, false), (Key::new(1, 0), 0, 0));
        assert_eq!(report, [CrowdReport { people: 123.0, delay: 0.0 }]);
        for row in off.table() {
            assert!(row.allows(row.default) && !row.source.is_empty() && row.meaning.ends_with('.'), "{}", row.name);
        }
        assert!(off.page().trim_start().starts_with("# Observation") && off.page().lines().count() > 20);
    }
}
