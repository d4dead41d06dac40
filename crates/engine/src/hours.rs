//! Steps, hours, days and the working week. The engine knows no dates: `scenario`
//! turns them into hours since midnight of the first day, by the scenario's clock.

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

    /// Hour of the day, 0–23, at a place whose clock is `ahead` hours ahead.
    pub fn hour_of_day(&self, step: u32, ahead: i32) -> u32 {
        self.local(step, ahead).rem_euclid(24) as u32
    }

    /// Whether people are due at work at this hour there: Monday to Friday, 9 to 18,
    /// not on a holiday.
    pub fn at_work(&self, step: u32, ahead: i32) -> bool {
        let day = self.day(step, ahead);
        (9..18).contains(&self.local(step, ahead).rem_euclid(24)) && self.weekday_of(day) < 5 && !self.is_holiday(day)
    }

    /// The day there, counted from the first; below 0 before it.
    pub fn day(&self, step: u32, ahead: i32) -> i64 {
        self.local(step, ahead).div_euclid(24)
    }

    /// Weekday of a day: 0 Monday … 6 Sunday.
    pub fn weekday_of(&self, day: i64) -> u32 {
        (i64::from(self.first_weekday) + day).rem_euclid(7) as u32
    }

    /// Whether nobody has to work on a day.
    pub fn is_holiday(&self, day: i64) -> bool {
        self.holidays.iter().any(|&holiday| i64::from(holiday) == day)
    }

    fn local(&self, step: u32, ahead: i32) -> i64 {
        i64::from(step / self.steps_per_hour) + i64::from(ahead)
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
        assert!(!clock.at_work(noon(0), 0), "Saturday");
        assert!(!clock.at_work(noon(2), 0), "a Monday that is a holiday");
        assert!(clock.at_work(noon(4), 0), "Wednesday");
        assert!(!clock.at_work(4 * 24 + 9, -1), "eight in the morning in the west");
        assert_eq!(clock.hour_of_day(0, -1), 23);
    }

    #[test]
    fn half_steps_share_the_hour() {
        let clock = Clock { steps_per_hour: 2, first_weekday: 0, holidays: vec![] };
        assert_eq!(clock.hour_of_day(25, 0), 12);
        assert_eq!(clock.hours(25), 12.5);
    }
}
