//! Dates and hours: time zones, and the one clock of a scenario.
//!
//! Runs count hours from the scenario's start, by a clock that never changes: the offset from UTC that
//! the scenario's zone has at its start. What people write down by clocks on walls (orders, facts,
//! prices) is turned into such hours as it is read, through the zone where it was written, with its
//! changes of summer time. What places do by their own clock (work, sleep) the engine is told as minutes
//! ahead of the scenario's clock, hour by hour.

use chrono::{Duration, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use groundswell_engine::hours::Ahead;

/// A rule by which clocks are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Always these minutes ahead of UTC.
    Fixed(i32),
    /// By the rules of an IANA zone.
    Named(Tz),
}

/// What a zone may be, in words.
pub const ZONE: &str =
    "hours ahead of UTC from -12 to 14 in quarters, as 5.5 or +05:30, or a time zone as \"Asia/Kolkata\"";

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone::Fixed(0);

    /// Reads `5.5`, `-3`, `+05:45` or `Asia/Kathmandu`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Zone> {
        let text = text.trim();
        if let Ok(hours) = text.parse::<f64>() {
            return Zone::of_hours(hours);
        }
        if let Some((sign, rest)) = text.strip_prefix('+').map(|r| (1, r)).or(text.strip_prefix('-').map(|r| (-1, r)))
            && let Some((hours, minutes)) = rest.split_once(':')
        {
            let whole = |word: &str| (word.len() == 2).then(|| word.parse::<u8>().ok()).flatten();
            let (hours, minutes) = (whole(hours)?, whole(minutes).filter(|m| *m < 60)?);
            return Zone::of_hours(f64::from(sign) * (f64::from(hours) + f64::from(minutes) / 60.0));
        }
        text.parse().ok().map(Zone::Named)
    }

    /// The zone that is always these hours ahead of UTC, if there can be such a one.
    pub fn of_hours(hours: f64) -> Option<Zone> {
        let minutes = hours * 60.0;
        ((-12.0..=14.0).contains(&hours) && minutes % 15.0 == 0.0).then_some(Zone::Fixed(minutes as i32))
    }

    /// Names of zones, for a complaint to find the nearest in.
    pub fn names() -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|zone| zone.name())
    }

    /// Minutes ahead of UTC at an instant.
    pub fn at_utc(self, utc: NaiveDateTime) -> i32 {
        match self {
            Zone::Fixed(minutes) => minutes,
            Zone::Named(zone) => minutes(zone.offset_from_utc_datetime(&utc)),
        }
    }

    /// Minutes ahead of UTC at a time that a clock on the wall shows: the earlier one of an hour that
    /// comes twice, and of an hour that is skipped that which held before it.
    pub fn at_wall(self, wall: NaiveDateTime) -> i32 {
        match self {
            Zone::Fixed(minutes) => minutes,
            Zone::Named(zone) => match zone.offset_from_local_datetime(&wall) {
                MappedLocalTime::Single(offset) | MappedLocalTime::Ambiguous(offset, _) => minutes(offset),
                MappedLocalTime::None => {
                    // No rule skips more than a day.
                    let before = zone.offset_from_local_datetime(&(wall - Duration::days(1)));
                    before.earliest().map_or(0, minutes)
                }
            },
        }
    }

    /// How often clocks in the zone show a time: twice of an hour that comes back in autumn, never of one that is skipped
    /// in spring.
    pub fn times_shown(self, wall: NaiveDateTime) -> u8 {
        let Zone::Named(zone) = self else { return 1 };
        match zone.offset_from_local_datetime(&wall) {
            MappedLocalTime::None => 0,
            MappedLocalTime::Single(_) => 1,
            MappedLocalTime::Ambiguous(..) => 2,
        }
    }

    /// As it is written: `5.5`, `Asia/Kolkata`.
    pub fn written(self) -> String {
        match self {
            Zone::Fixed(minutes) => (f64::from(minutes) / 60.0).to_string(),
            Zone::Named(zone) => zone.name().into(),
        }
    }
}

fn minutes(offset: impl Offset) -> i32 {
    offset.fix().local_minus_utc().div_euclid(60)
}

/// An offset as people read it: `UTC+6`, `UTC+5:30`.
pub fn shown(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// The clock of a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScenarioClock {
    /// Midnight of the first day.
    pub start: NaiveDateTime,
    /// The zone in which the scenario's dates are written.
    pub zone: Zone,
}

impl ScenarioClock {
    /// A scenario that starts at this time of a clock in this zone.
    pub fn new(start: NaiveDateTime, zone: Zone) -> ScenarioClock {
        ScenarioClock { start, zone }
    }

    /// Minutes that the scenario's clock is ahead of UTC, from its first hour to its last.
    pub fn offset(&self) -> i32 {
        self.zone.at_wall(self.start)
    }

    /// The clock as people read it: `UTC+6`.
    pub fn shown(&self) -> String {
        shown(self.offset())
    }

    /// Hours from the start to a time that a clock on a wall of the scenario's zone shows.
    pub fn hours(&self, wall: NaiveDateTime) -> f64 {
        self.hours_in(wall, self.zone)
    }

    /// The same for a clock in another zone.
    pub fn hours_in(&self, wall: NaiveDateTime, zone: Zone) -> f64 {
        let ahead = i64::from(zone.at_wall(wall) - self.offset()) * 60;
        ((wall - self.start).num_seconds() - ahead) as f64 / 3600.0
    }

    /// The time of an hour by the scenario's clock, which no summer time changes.
    pub fn time(&self, hours: f64) -> NaiveDateTime {
        self.start + Duration::seconds((hours * 3600.0).round() as i64)
    }

    /// The time of an hour by the clocks on the walls of the scenario's zone, and their minutes ahead of UTC.
    pub fn wall(&self, hours: f64) -> (NaiveDateTime, i32) {
        let time = self.time(hours);
        let ahead = self.zone.at_utc(time - Duration::minutes(i64::from(self.offset())));
        (time + Duration::minutes(i64::from(ahead - self.offset())), ahead)
    }

    /// How far clocks in a zone are ahead of the scenario's in each of the first `hours` hours.
    pub fn ahead(&self, zone: Zone, hours: u32) -> Ahead {
        let utc = self.start - Duration::minutes(i64::from(self.offset()));
        let at = |hour: u32| zone.at_utc(utc + Duration::hours(i64::from(hour))) - self.offset();
        let mut ahead = Ahead::always(at(0));
        if let Zone::Named(_) = zone {
            for hour in 1..hours {
                ahead.from(hour, at(hour));
            }
        }
        ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn time(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").expect("a time")
    }

    fn calendar(start: &str, zone: &str) -> ScenarioClock {
        ScenarioClock::new(time(start), Zone::parse(zone).expect("a zone"))
    }

    #[test]
    fn zones_are_read_as_people_write_them() {
        for (text, minutes) in
            [("5.5", 330), ("5.75", 345), ("-3.5", -210), ("0", 0), ("14", 840), ("+05:30", 330), ("-09:30", -570)]
        {
            assert_eq!(Zone::parse(text), Some(Zone::Fixed(minutes)), "{text}");
        }
        for zone in Zone::names() {
            let named = Zone::parse(zone).expect(zone);
            assert_eq!((named.written().as_str(), matches!(named, Zone::Named(_))), (zone, true));
        }
        for wrong in ["", "5.3", "15", "-13", "inf", "NaN", "Asia/Atlantis", "5:30", "+5:30", "+05:60", "asia", "1e9"] {
            assert_eq!(Zone::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn offsets_of_half_and_quarter_hours() {
        for (zone, shown) in [
            ("Asia/Kolkata", "UTC+5:30"),
            ("Asia/Kathmandu", "UTC+5:45"),
            ("Asia/Colombo", "UTC+5:30"),
            ("Australia/Eucla", "UTC+8:45"),
            ("America/St_Johns", "UTC-3:30"),
            ("Asia/Tehran", "UTC+3:30"),
            ("5.5", "UTC+5:30"),
        ] {
            let calendar = calendar("2022-02-01T00:00", zone);
            assert_eq!(calendar.shown(), shown);
            assert_eq!(calendar.hours(time("2022-02-02T06:30")), 30.5, "{zone}");
            // An hour later by its clock in UTC, by what it is ahead.
            let utc = calendar.hours_in(time("2022-02-02T00:00"), Zone::UTC);
            assert_eq!(utc, 24.0 + f64::from(calendar.offset()) / 60.0, "{zone}");
        }
    }

    #[test]
    fn summer_time_moves_walls_and_not_the_scenario_s_clock() {
        // France puts its clocks back on 28 October 2018 at 3 (2 hours ahead until then, one after).
        let paris = calendar("2018-10-27T00:00", "Europe/Paris");
        assert_eq!((paris.shown().as_str(), paris.hours(time("2018-10-27T12:00"))), ("UTC+2", 12.0));
        assert_eq!(paris.hours(time("2018-10-28T12:00")), 37.0, "the day has 25 hours");
        assert_eq!(paris.hours(time("2018-10-28T02:30")), 26.5, "the earlier one of an hour that comes twice");
        assert_eq!(paris.wall(37.0), (time("2018-10-28T12:00"), 60));
        assert_eq!(paris.time(37.0), time("2018-10-28T13:00"));
        let ahead = paris.ahead(paris.zone, 48);
        assert_eq!((ahead.at(26), ahead.at(27), ahead.at(47)), (0, -60, -60));
        // Chile forward on 8 September 2019 at midnight: no clock shows half past.
        let chile = calendar("2019-09-07T00:00", "America/Santiago");
        assert_eq!(chile.hours(time("2019-09-08T00:30")), 24.5);
        assert_eq!(chile.hours(time("2019-09-08T12:00")), 35.0);
        // Iran knew summer time until 2022.
        let iran = calendar("2022-03-20T00:00", "Asia/Tehran");
        assert_eq!((iran.ahead(iran.zone, 72).at(0), iran.ahead(iran.zone, 72).at(60)), (0, 60));
    }

    proptest! {
        /// What a wall shows and what it was an hour of are each other's inverse, but where an hour comes twice.
        #[test]
        fn walls_and_hours_are_each_others_inverse(zone in 0..TZ_VARIANTS.len(), day in 0i64..18_000, quarter in 0u32..5_000) {
            let start = time("1975-01-01T00:00") + Duration::days(day);
            let calendar = ScenarioClock::new(start, Zone::Named(TZ_VARIANTS[zone]));
            let hours = f64::from(quarter) / 4.0;
            let (wall, minutes) = calendar.wall(hours);
            prop_assert_eq!(calendar.hours_in(wall, Zone::Fixed(minutes)), hours);
            let again = calendar.hours(wall);
            prop_assert!((again - hours).abs() <= 24.0 && again <= hours + 1.0, "{} {}", hours, again);
            prop_assert_eq!(calendar.ahead(calendar.zone, quarter / 4 + 1).at(quarter / 4), calendar.wall((quarter / 4).into()).1 - calendar.offset());
        }
    }
}
