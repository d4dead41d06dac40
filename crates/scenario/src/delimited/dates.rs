//! Days in the forms in which datasets and spreadsheets write them.

use chrono::NaiveDate;

/// Which of two numbers is the day in `05/01/2022`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Not known: such a date is refused unless one of its numbers can be no month.
    #[default]
    Unknown,
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// In none of the forms, or not in the calendar.
    Unread,
    /// Day or month may come first.
    Ambiguous,
    /// The number by which a spreadsheet keeps this day.
    Serial(NaiveDate),
    /// Seconds or milliseconds since 1970, on this day.
    Seconds(NaiveDate),
    /// A year outside 1800 to 2200: a slip of the pen.
    Year(i32),
}

impl NoDay {
    /// What is allowed instead, for a complaint.
    pub fn allowed(self) -> String {
        match self {
            NoDay::Unread => "a date as 2022-01-31".into(),
            NoDay::Ambiguous => {
                "a date as 2022-01-31; here day or month may come first (say which with `--dates`)".into()
            }
            NoDay::Serial(day) => {
                format!(
                    "a date as 2022-01-31; a spreadsheet means {day} by this number: give the column the form of a date"
                )
            }
            NoDay::Seconds(day) => format!("a date as 2022-01-31; as seconds since 1970 the number means {day}"),
            NoDay::Year(_) => "a date as 2022-01-31 with a year from 1800 to 2200".into(),
        }
    }
}

/// First letters of the names of the months in English, German, French, Spanish, Portuguese, Italian and Russian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "gen", "ene", "янв"],
    &["feb", "fév", "fev", "фев"],
    &["mar", "mär", "мар"],
    &["apr", "avr", "abr", "апр"],
    &["may", "mai", "mag", "май", "мая"],
    &["jun", "juin", "giu", "июн"],
    &["jul", "juil", "lug", "июл"],
    &["aug", "aoû", "aou", "ago", "авг"],
    &["sep", "set", "сен"],
    &["oct", "okt", "out", "ott", "окт"],
    &["nov", "ноя"],
    &["dec", "dez", "déc", "dic", "дек"],
];

fn month_named(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    if !(3..=10).contains(&word.chars().count()) || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let starts = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    MONTHS.iter().position(starts).map(|month| month as u32 + 1)
}

/// Whether what follows a day is a time of that day, of which the day alone is wanted.
fn is_time(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let text = lower.trim_end_matches("utc").trim_end_matches("gmt").trim_end_matches('z').trim_end();
    let text = text.strip_suffix("am").or(text.strip_suffix("pm")).unwrap_or(text).trim_end();
    let (clock, offset) = match text.rfind(['+', '-']) {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    };
    let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'));
    numeric(offset) && offset.len() <= 5 && clock.contains(':') && numeric(clock.trim()) && clock.len() <= 20
}

/// Two digits of a year: 70 to 99 are of the twentieth century, as POSIX has it.
fn year_of(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 => Some(if year >= 70 { 1900 + year } else { 2000 + year }),
        _ => None,
    }
}

fn dated(year: Option<i32>, month: &str, day: &str) -> Result<NaiveDate, NoDay> {
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
    let (Some(year), Some(day)) = (year, number(day)) else { return Err(NoDay::Unread) };
    let month = number(month).or_else(|| month_named(month)).ok_or(NoDay::Unread)?;
    let found = NaiveDate::from_ymd_opt(year, month, day).ok_or(NoDay::Unread)?;
    if (1800..=2200).contains(&year) { Ok(found) } else { Err(NoDay::Year(year)) }
}

/// Two numbers and a year.
fn two(first: &str, second: &str, year: &str, order: DateOrder) -> Result<NaiveDate, NoDay> {
    let year = year_of(year);
    let (day_first, month_first) = (dated(year, second, first), dated(year, first, second));
    match order {
        DateOrder::DayFirst => day_first,
        DateOrder::MonthFirst => month_first,
        DateOrder::Unknown => match (day_first, month_first) {
            (Ok(a), Ok(b)) if a != b => Err(NoDay::Ambiguous),
            (Ok(day), _) | (_, Ok(day)) => Ok(day),
            (wrong, _) => wrong,
        },
    }
}

/// A number alone: eight digits are a day, other lengths what programs keep days as.
fn of_digits(text: &str) -> Result<NaiveDate, NoDay> {
    let number: i64 = text.parse().map_err(|_| NoDay::Unread)?;
    let days = |days: i64, from: (i32, u32, u32)| {
        NaiveDate::from_ymd_opt(from.0, from.1, from.2)?.checked_add_signed(chrono::TimeDelta::try_days(days)?)
    };
    match text.len() {
        8 => dated(text[..4].parse().ok(), &text[4..6], &text[6..]),
        // A spreadsheet counts from the last days of 1899.
        5 => days(number, (1899, 12, 30)).map_or(Err(NoDay::Unread), |day| Err(NoDay::Serial(day))),
        9 | 10 => days(number / 86_400, (1970, 1, 1)).map_or(Err(NoDay::Unread), |day| Err(NoDay::Seconds(day))),
        12 | 13 => days(number / 86_400_000, (1970, 1, 1)).map_or(Err(NoDay::Unread), |day| Err(NoDay::Seconds(day))),
        _ => Err(NoDay::Unread),
    }
}

/// Reads a day. A time of day after it is passed over: the day is the one that is written.
///
/// # Errors
/// Why the text is no day.
pub fn day(text: &str, order: DateOrder) -> Result<NaiveDate, NoDay> {
    let text = text.trim();
    // By far the commonest form, and the quickest to read.
    if let [_, _, _, _, b'-', _, _, b'-', _, _] = text.as_bytes()
        && text.bytes().enumerate().all(|(i, b)| b.is_ascii_digit() || i == 4 || i == 7)
    {
        return dated(text[..4].parse().ok(), &text[5..7], &text[8..]);
    }
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return of_digits(text);
    }
    if text.len() > 60 {
        return Err(NoDay::Unread);
    }
    // A time stands after a blank or a T and has a colon.
    let clock = |at: &usize| is_time(&text[at + 1..]);
    let cut = text.match_indices([' ', 'T', 't']).map(|(at, _)| at).find(clock);
    let text = cut.map_or(text, |at| text[..at].trim());
    let mut parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ',' | '\u{2010}'..='\u{2013}'))
        .filter(|part| !part.is_empty() && !matches!(part.to_lowercase().as_str(), "de" | "of"))
        .collect();
    // A day of the week says nothing more.
    if parts.len() == 4 && parts[0].chars().all(char::is_alphabetic) && month_named(parts[0]).is_none() {
        parts.remove(0);
    }
    let [first, second, third] = parts[..] else { return Err(NoDay::Unread) };
    let second = second.trim_end_matches("er");
    let first = ["st", "nd", "rd", "th", "er", "º"].iter().find_map(|end| first.strip_suffix(end)).unwrap_or(first);
    let numeric = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match (numeric(first), numeric(second), numeric(third)) {
        (true, true, true) if first.len() == 4 => dated(first.parse().ok(), second, third),
        // Between points the day comes first wherever that form is used.
        (true, true, true) if text.contains('.') => dated(year_of(third), second, first),
        (true, true, true) => two(first, second, third, order),
        (true, false, true) if first.len() == 4 => dated(first.parse().ok(), second, third),
        (true, false, true) => dated(year_of(third), second, first),
        (false, true, true) => {
            let second = ["st", "nd", "rd", "th"].iter().find_map(|end| second.strip_suffix(end)).unwrap_or(second);
            dated(year_of(third), first, second)
        }
        _ => match month_named(first).and(["st", "nd", "rd", "th"].iter().find_map(|end| second.strip_suffix(end))) {
            Some(day) => dated(year_of(third), first, day),
            None => Err(NoDay::Unread),
        },
    }
}

/// Counts of dates with two small numbers that show which of them is the day.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateEvidence {
    day_first: bool,
    month_first: bool,
}

impl DateEvidence {
    /// Looks at a field.
    pub fn observe(&mut self, field: &str) {
        let field = field.trim();
        if field.len() < 6 || field.len() > 30 || !field.contains(['/', '-']) {
            return;
        }
        let date = field.split([' ', 'T']).next().unwrap_or_default();
        let parts: Vec<Option<u32>> = date.split(['/', '-']).map(|part| part.parse().ok()).collect();
        if let [Some(a), Some(b), Some(_)] = parts[..]
            && a <= 31
            && b <= 31
        {
            self.day_first |= a > 12 && b <= 12;
            self.month_first |= b > 12 && a <= 12;
        }
    }

    /// The order of a file whose dates agree.
    pub fn order(self) -> DateOrder {
        match (self.day_first, self.month_first) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    fn at(year: i32, month: u32, day: u32) -> Result<NaiveDate, NoDay> {
        Ok(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
    }

    #[test]
    fn forms_of_one_day() {
        for text in [
            "2022-01-05",
            "2022-1-5",
            "20220105",
            "2022/01/05",
            "2022.01.05",
            "05.01.2022",
            "5.1.22",
            "05 January 2022",
            "5-Jan-22",
            "5-Jan-2022",
            "05 Jan 2022",
            "January 5, 2022",
            "Jan. 5, 2022",
            "January 5th, 2022",
            "5th of January 2022",
            "Wednesday, January 5, 2022",
            "5. Januar 2022",
            "5 janvier 2022",
            "5 de enero de 2022",
            "5 января 2022",
            "2022-01-05T00:00:00Z",
            "2022-01-05 00:00:00+00:00",
            "2022-01-05T23:59:59.123-0500",
            "2022-01-05 12:00",
            "5 Jan 2022 11:30 PM",
        ] {
            assert_eq!(day(text, DateOrder::Unknown), at(2022, 1, 5), "{text}");
        }
        assert_eq!(day("17-Jul-90", DateOrder::Unknown), at(1990, 7, 17));
        assert_eq!(day("1er août 2020", DateOrder::Unknown), at(2020, 8, 1));
    }

    #[test]
    fn what_may_be_two_days_is_refused() {
        assert_eq!(day("05/01/2022", DateOrder::Unknown), Err(NoDay::Ambiguous));
        assert_eq!(day("05/01/2022", DateOrder::DayFirst), at(2022, 1, 5));
        assert_eq!(day("05/01/2022", DateOrder::MonthFirst), at(2022, 5, 1));
        assert_eq!(day("1/5/2022 0:00", DateOrder::MonthFirst), at(2022, 1, 5));
        assert_eq!(day("13/01/2022", DateOrder::Unknown), at(2022, 1, 13));
        assert_eq!(day("01/13/2022", DateOrder::Unknown), at(2022, 1, 13));
        assert_eq!(day("05/05/2022", DateOrder::Unknown), at(2022, 5, 5));
    }

    #[test]
    fn what_is_no_day_says_why() {
        let of = |day: Result<NaiveDate, NoDay>| day.expect("a day");
        for (text, why) in [
            ("44566", NoDay::Serial(of(at(2022, 1, 5)))),
            ("1641340800", NoDay::Seconds(of(at(2022, 1, 5)))),
            ("0025-09-26", NoDay::Year(25)),
            ("2021-02-29", NoDay::Unread),
            ("31 June 2019", NoDay::Unread),
            ("2022-13-01", NoDay::Unread),
            ("2022", NoDay::Unread),
            ("", NoDay::Unread),
            ("soon", NoDay::Unread),
            ("5 Foo 2022", NoDay::Unread),
        ] {
            assert_eq!(day(text, DateOrder::Unknown), Err(why), "{text}");
        }
    }

    #[test]
    fn a_file_shows_its_order() {
        let order = |fields: &[&str]| {
            let mut evidence = DateEvidence::default();
            fields.iter().for_each(|field| evidence.observe(field));
            evidence.order()
        };
        assert_eq!(order(&["05/01/2022", "25/01/2022 10:00"]), DateOrder::DayFirst);
        assert_eq!(order(&["1/25/22"]), DateOrder::MonthFirst);
        assert_eq!(order(&["05/01/2022", "2022-01-25"]), DateOrder::Unknown);
        assert_eq!(order(&["25/01/2022", "01/25/2022"]), DateOrder::Unknown);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,24}", digits in "[0-9]{0,16}[./ -]?[0-9]{0,4}[./ -]?[0-9]{0,4}") {
            for order in [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst] {
                let _ = (day(&text, order), day(&digits, order));
            }
            DateEvidence::default().observe(&digits);
        }

        #[test]
        fn every_day_is_read_back(days in 0i64..140_000) {
            let date = NaiveDate::from_ymd_opt(1800, 1, 1).expect("a day") + chrono::TimeDelta::days(days);
            for form in ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y%m%d", "%d.%m.%Y", "%d-%b-%Y"] {
                prop_assert_eq!(day(&date.format(form).to_string(), DateOrder::Unknown), Ok(date));
            }
            prop_assert_eq!(date.year(), day(&date.to_string(), DateOrder::Unknown).map_or(0, |d| d.year()));
        }
    }
}
