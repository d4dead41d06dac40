//! Steps, hours, days and the working week. The engine knows no dates: `scenario`
//! turns them into hours since midnight of the first day, by the scenario's clock.

/// How far the clocks of a place are ahead of the scenario's, in minutes, and when that changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ahead {
    minutes: i32,
    /// Hour since the start from which on, in order, and minutes from then on.
    changes: Vec<(u32, i32)>,
}

impl Ahead {
    /// The same all the time.
    pub fn always(minutes: i32) -> Ahead {
        Ahead { minutes, changes: Vec::new() }
    }

    /// From an hour on, which is not before the last change.
    pub fn from(&mut self, hour: u32, minutes: i32) {
        if self.at(hour) != minutes {
            self.changes.push((hour, minutes));
        }
    }

    /// Minutes ahead in an hour since the start.
    #[inline]
    pub fn at(&self, hour: u32) -> i32 {
        self.changes.iter().rev().find(|(from, _)| *from <= hour).map_or(self.minutes, |change| change.1)
    }
}

/// The calendar of a scenario and the length of a step.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Steps per hour: 1, or 2 to check that the step is short enough.
    pub steps_per_hour: u32,
    /// Weekday of the first day: 0 Monday … 6 Sunday.
    pub first_weekday: u32,
    /// Days (0 is the first) on which nobody has to work.
    pub holidays: Vec<u32>,
}

impl Clock {
    /// Length of a step in hours.
    #[inline]
    pub fn dt(&self) -> f64 {
        1.0 / f64::from(self.steps_per_hour)
    }

    /// Hours since the start at the beginning of `step`.
    #[inline]
    pub fn hours(&self, step: u32) -> f64 {
        f64::from(step) * self.dt()
    }

    /// Hour of the day, 0–23, at a place whose clock is `ahead`.
    pub fn hour_of_day(&self, step: u32, ahead: &Ahead) -> u32 {
        self.local(step, ahead).rem_euclid(24) as u32
    }

    /// Whether people are due at work at this hour there: Monday to Friday, 9 to 18,
    /// not on a holiday.
    pub fn at_work(&self, step: u32, ahead: &Ahead) -> bool {
        let (weekday, holiday) = self.day(step, ahead);
        (9..18).contains(&self.hour_of_day(step, ahead)) && weekday < 5 && !holiday
    }

    /// The weekday there (0 Monday … 6 Sunday), and whether it is a holiday.
    pub fn day(&self, step: u32, ahead: &Ahead) -> (u32, bool) {
        let day = self.local(step, ahead).div_euclid(24);
        (self.weekday_of(day), self.holidays.iter().any(|&holiday| i64::from(holiday) == day))
    }

    /// Weekday of a day, counted from the first and below 0 before it: 0 Monday … 6 Sunday.
    pub fn weekday_of(&self, day: i64) -> u32 {
        (i64::from(self.first_weekday) + day).rem_euclid(7) as u32
    }

    /// Hours since midnight of the first day, by the clock of a place.
    fn local(&self, step: u32, ahead: &Ahead) -> i64 {
        let minutes = i64::from(step) * 60 / i64::from(self.steps_per_hour);
        (minutes + i64::from(ahead.at(step / self.steps_per_hour))).div_euclid(60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_working_week_knows_weekends_holidays_and_clocks() {
        // 1 January 2022 was a Saturday.
        let clock = Clock { steps_per_hour: 1, first_weekday: 5, holidays: vec![2, 3] };
        let noon = |day: u32| day * 24 + 12;
        let (here, west) = (Ahead::default(), Ahead::always(-60));
        assert!(!clock.at_work(noon(0), &here), "Saturday");
        assert!(!clock.at_work(noon(2), &here), "a Monday that is a holiday");
        assert!(clock.at_work(noon(4), &here), "Wednesday");
        assert!(!clock.at_work(4 * 24 + 9, &west), "eight in the morning in the west");
        assert_eq!(clock.hour_of_day(0, &west), 23);
    }

    #[test]
    fn half_steps_share_the_hour() {
        let clock = Clock { steps_per_hour: 2, first_weekday: 0, holidays: vec![] };
        assert_eq!(clock.hour_of_day(25, &Ahead::default()), 12);
        // A quarter of an hour ahead is the next hour only in the second half of this one.
        assert_eq!((clock.hour_of_day(24, &Ahead::always(45)), clock.hour_of_day(25, &Ahead::always(45))), (12, 13));
        assert_eq!(clock.hours(25), 12.5);
    }

    #[test]
    fn clocks_are_put_forward_and_back() {
        let clock = Clock { steps_per_hour: 1, first_weekday: 0, holidays: vec![] };
        let mut ahead = Ahead::always(0);
        (1..60).for_each(|hour| ahead.from(hour, if (26..50).contains(&hour) { 60 } else { 0 }));
        assert_eq!(ahead.changes.len(), 2);
        let hours: Vec<u32> = [25, 26, 49, 50].map(|step| clock.hour_of_day(step, &ahead)).into();
        assert_eq!(hours, [1, 3, 2, 2]);
    }
}
