//! Sizes of crowds: phrases of many kinds and what each must be read as. Where nothing stands, unread is right.

use groundswell_scenario::events::size::crowd;
use proptest::prelude::*;

mod languages;

/// `200-300` is a range, `200-` at least, `-300` at most, an empty word unread.
fn parsed(want: &str) -> Option<(Option<u64>, Option<u64>)> {
    let number = |text: &str| text.parse().ok();
    match want.split_once('-') {
        None if want.is_empty() => None,
        None => Some((number(want), number(want))),
        Some((low, high)) => Some((number(low), number(high))),
    }
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, want)| crowd(text) != parsed(want))
        .map(|(text, want)| format!("{text:?}: {:?}, not {want:?}", crowd(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn numbers_in_digits() {
    check(&[
        ("200", "200"),
        (" 200 ", "200"),
        ("200.", "200"),
        ("200.0", "200"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1 200", "1200"),
        ("1\u{a0}200", "1200"),
        ("1\u{202f}200", "1200"),
        ("1\u{2009}200", "1200"),
        ("1'200", "1200"),
        ("1’200", "1200"),
        ("10 000", "10000"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1 234 567", "1234567"),
        ("1,00,000", "100000"),
        ("٢٠٠", "200"),
        ("۱۵۰۰", "1500"),
        ("٣٠٠-٥٠٠", "300-500"),
        ("2５0", "250"),
        ("1k", "1000"),
        ("1.5k", "1500"),
        ("1,5k", "1500"),
        ("10K", "10000"),
        ("2m", "2000000"),
        ("1.2M", "1200000"),
        ("5 k", "5000"),
        ("500m", ""),
        ("500 m", ""),
        ("99m", "99000000"),
        ("3 thousand", "3000"),
        ("3 hundred", "300"),
        ("1.5 million", "1500000"),
        ("1,5 million", "1500000"),
        ("2 dozen", "24"),
        ("5 hundred thousand", "500000"),
        ("2 lakh", "200000"),
        ("½ million", "500000"),
        ("1½ million", "1500000"),
        ("1 1/2 million", "1500000"),
        ("1/2 million", "500000"),
        ("2 million people", "2000000"),
        ("12 34", ""),
        ("10,0000", ""),
        ("2.5", ""),
        ("1,500 thousand", ""),
        ("1.200k", ""),
        (".5 million", ""),
        ("0.500", ""),
        ("99999999999", ""),
        ("-200", ""),
        ("−5", ""),
        ("50%", ""),
        ("$500", ""),
        ("5/10", ""),
        ("10:30", ""),
        ("2022-01-05", ""),
        ("no. 5", ""),
        ("#5", ""),
        ("200?", ""),
    ]);
}

#[test]
fn numbers_in_words() {
    check(&[
        ("one hundred", "100"),
        ("a hundred", "100"),
        ("a thousand", "1000"),
        ("five hundred", "500"),
        ("Five Hundred", "500"),
        ("twenty-five", "25"),
        ("twenty five", "25"),
        ("fifteen hundred", "1500"),
        ("twenty-five hundred", "2500"),
        ("two thousand five hundred", "2500"),
        ("one hundred and fifty", "150"),
        ("a hundred and fifty thousand", "150000"),
        ("two hundred and twenty-five", "225"),
        ("one million two hundred thousand", "1200000"),
        ("half a million", "500000"),
        ("a half million", "500000"),
        ("half-million", "500000"),
        ("a quarter of a million", "250000"),
        ("one and a half million", "1500000"),
        ("a million and a half", "1500000"),
        ("two and a half thousand", "2500"),
        ("a dozen", "12"),
        ("about a dozen", "12"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("three score", "60"),
        ("2 thousands", "2000"),
        ("ten people", "10"),
        ("thirty forty", ""),
        ("hundred fifty", ""),
        ("zero point five", ""),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("200-300", "200-300"),
        ("200 - 300", "200-300"),
        ("200–300", "200-300"),
        ("200—300", "200-300"),
        ("200−300", "200-300"),
        ("200‑300", "200-300"),
        ("200 to 300", "200-300"),
        ("from 200 to 300", "200-300"),
        ("between 200 and 300", "200-300"),
        ("between 200 and 300 people", "200-300"),
        ("between 200 people and 300 people", "200-300"),
        ("between 200-300", "200-300"),
        ("between 200 & 300", "200-300"),
        ("between two and three hundred", "200-300"),
        ("between one hundred and two hundred", "100-200"),
        ("200 or 300", "200-300"),
        ("two or three hundred", "200-300"),
        ("about 200-300", "200-300"),
        ("200-300 people", "200-300"),
        ("1,000-2,000", "1000-2000"),
        ("1 000 - 2 000", "1000-2000"),
        ("2-3 million", "2000000-3000000"),
        ("10-15 thousand", "10000-15000"),
        ("10 to 15 thousand", "10000-15000"),
        ("ten to fifteen thousand", "10000-15000"),
        ("1-1.5 million", "1000000-1500000"),
        ("1,5-2 million", "1500000-2000000"),
        ("5-10k", "5000-10000"),
        ("5k-10k", "5000-10000"),
        ("two to three dozen", "24-36"),
        ("two hundred to three hundred thousand", "200000-300000"),
        ("500 to 1 thousand", "500-1000"),
        ("500-1k", "500-1000"),
        ("over 1000 to 2000", "1000-2000"),
        ("100s-1000s", "100-9999"),
        ("hundreds to thousands", "100-9999"),
        ("hundreds or thousands", "100-9999"),
        ("hundreds, if not thousands", ""),
        ("hundreds if not thousands", "100-9999"),
        ("dozens to hundreds", "24-999"),
        ("several hundred to a thousand", "100-1000"),
        ("200 to several hundred", "200-999"),
        ("more than 200 but less than 500", "200-500"),
        ("at least 200, at most 500", "200-500"),
        ("min 200 max 500", "200-500"),
        (">100, <200", "100-200"),
        ("200 to over 500", "200-"),
        ("up to 200-300", "-300"),
        ("200-300+", "200-"),
        ("300-200", ""),
        ("50 to 2 thousand", ""),
        ("1-2 hundred thousand", "100000-200000"),
        ("two to three hundred thousand", "200000-300000"),
        ("fifty to two hundred", "50-200"),
        ("twenty to five hundred", "20-500"),
        ("twenty-five hundred", "2500"),
        ("fifty to two hundred thousand", "50000-200000"),
        ("100 to two hundred thousand", "100000-200000"),
        ("1-2 million", "1000000-2000000"),
        ("tens to hundreds of thousands", ""),
        ("at least 200-300", ""),
        ("less than 200 to 300", ""),
        ("200-", ""),
        ("200 300 400 5", ""),
        ("between 200", ""),
        ("200 and 300", ""),
        ("200, 300", ""),
        ("100-200-300", ""),
    ]);
}

#[test]
fn bounds() {
    check(&[
        ("50+", "50-"),
        ("50 +", "50-"),
        ("50+ people", "50-"),
        (">50", "50-"),
        ("> 50", "50-"),
        (">=50", "50-"),
        ("≥ 50", "50-"),
        ("<1000", "-1000"),
        ("≤1000", "-1000"),
        ("more than 200", "200-"),
        ("more than a hundred", "100-"),
        ("over 200", "200-"),
        ("well over 200", "200-"),
        ("above 200", "200-"),
        ("in excess of 200", "200-"),
        ("upwards of 200", "200-"),
        ("at least 200", "200-"),
        ("at least about 200", "200-"),
        ("200 at least", "200-"),
        ("200 or more", "200-"),
        ("200 people or more", "200-"),
        ("200 and above", "200-"),
        ("200 plus", "200-"),
        ("minimum 400", "400-"),
        ("a minimum of 400", "400-"),
        ("no less than 500", "500-"),
        ("no fewer than 500", "500-"),
        ("not less than 500", "500-"),
        ("not fewer than five hundred", "500-"),
        ("not under 500", "500-"),
        ("no more than 50", "-50"),
        ("not more than 50", "-50"),
        ("not over 50", "-50"),
        ("not exceeding 50", "-50"),
        ("at most 50", "-50"),
        ("maximum 50", "-50"),
        ("max. 50", "-50"),
        ("50 max", "-50"),
        ("up to 500", "-500"),
        ("up to a thousand", "-1000"),
        ("as many as 500", "-500"),
        ("less than 200", "-200"),
        ("less than a hundred", "-100"),
        ("fewer than 200", "-200"),
        ("under 200", "-200"),
        ("just under 200", "-200"),
        ("100 or fewer", "-100"),
        ("100 or less", "-100"),
        ("hundreds or more", "100-"),
        ("over several hundred", "100-"),
        ("at least a few hundred", "100-"),
        ("up to several thousand", "-9999"),
        ("no more than a few dozen", "-99"),
        ("not at least 50", ""),
        ("not about 50", ""),
        ("more than up to 50", ""),
        ("at least at most 50", ""),
        ("more 50", ""),
        ("not 50", ""),
        ("less than", ""),
        ("than 200", ""),
    ]);
}

#[test]
fn units_without_a_number() {
    check(&[
        ("tens", "10-99"),
        ("several tens", "10-99"),
        ("10s", "10-99"),
        ("dozens", "24-99"),
        ("dozens of people", "24-99"),
        ("several dozen", "24-99"),
        ("a few dozen", "24-99"),
        ("a couple dozen", "24-99"),
        ("scores", "40-99"),
        ("100s", "100-999"),
        ("100's", "100-999"),
        ("100’s", "100-999"),
        ("hundreds", "100-999"),
        ("Hundreds of protesters", "100-999"),
        ("several hundred", "100-999"),
        ("several hundreds", "100-999"),
        ("a few hundred", "100-999"),
        ("a couple of hundred", "100-999"),
        ("low hundreds", "100-999"),
        ("about several hundred people", "100-999"),
        ("1000s", "1000-9999"),
        ("1,000s", "1000-9999"),
        ("thousands", "1000-9999"),
        ("several thousand", "1000-9999"),
        ("tens of thousands", "10000-99999"),
        ("10s of thousands", "10000-99999"),
        ("several tens of thousands", "10000-99999"),
        ("10,000s", "10000-99999"),
        ("hundreds of thousands", "100000-999999"),
        ("several hundred thousand", "100000-999999"),
        ("100s of 1000s", "100000-999999"),
        ("millions", "1000000-"),
        ("500s", ""),
        ("1990s", ""),
        ("several", ""),
        ("a few", ""),
        ("many", ""),
        ("a group", ""),
        ("a large crowd", ""),
        ("massive", ""),
        ("a handful", ""),
        ("unknown", ""),
        ("", ""),
        (".", ""),
    ]);
}

#[test]
fn around_and_nearly() {
    check(&[
        ("about 1,000", "1000"),
        ("around 1000", "1000"),
        ("approximately 1000", "1000"),
        ("approx. 1000", "1000"),
        ("roughly 1000", "1000"),
        ("some 1000", "1000"),
        ("an estimated 1000", "1000"),
        ("c. 1000", "1000"),
        ("ca. 1000", "1000"),
        ("~300", "300"),
        ("≈300", "300"),
        ("± 200", "200"),
        ("+/- 200", "200"),
        ("100 or so", "100"),
        ("100-odd", "100"),
        ("almost 1,000", ""),
        ("nearly 1,000", ""),
        ("close to 1,000", ""),
        ("not quite 1,000", ""),
        ("nearly 200-300", ""),
    ]);
}

#[test]
fn people_and_other_things() {
    check(&[
        ("200 people", "200"),
        ("200 protesters", "200"),
        ("200 striking workers", "200"),
        ("300 local residents", "300"),
        ("a crowd of 500", "500"),
        ("a crowd of about 500 people", "500"),
        ("500-strong crowd", "500"),
        ("group of 50 people", "50"),
        ("a total of 500", "500"),
        ("participants: 500", "500"),
        ("around 3000 people in 12 cities", "3000"),
        ("3000 in several towns", "3000"),
        ("3000 nationwide", "3000"),
        ("3000 in total", "3000"),
        ("50 tractors", ""),
        ("50 vehicles", ""),
        ("200 taxis and 50 trucks", ""),
        ("50 families", ""),
        ("12 cities", ""),
        ("200 people in each of 12 cities", ""),
        ("500 people a day", ""),
        ("500 protesters and 200 police", ""),
        ("500 people, 20 arrested", ""),
        ("500 (mostly women)", ""),
        ("50 km", ""),
        ("3 hours", ""),
        ("2 of 300", ""),
    ]);
}

#[test]
fn several_numbers() {
    check(&[
        ("several thousand (5000 per police)", "5000"),
        ("hundreds (300+)", "300-999"),
        ("hundreds (at least 300)", "300-999"),
        ("hundreds (about 300)", "300"),
        ("500 according to police", "500"),
        ("police said 500", "500"),
        ("500 (police)", "500"),
        ("500, according to organisers", "500"),
        ("200 (police), 500 (organisers)", "200-500"),
        ("200 (police) - 500 (organizers)", "200-500"),
        ("police: 200; organisers: 500", "200-500"),
        ("200 according to police and 500 according to organisers", "200-500"),
        ("500 (200 according to police)", "200-500"),
        ("200 (500)", ""),
        ("hundreds (5000)", ""),
        ("hundreds, thousands", ""),
        ("200 (2 arrested)", ""),
        ("200 (police", ""),
        ("200)", ""),
    ]);
}

/// A phrase, with what it must be read as.
fn phrases() -> impl Strategy<Value = (String, Option<u64>, Option<u64>)> {
    let number = (1u64..999_999, 0usize..5).prop_map(|(n, form)| {
        let grouped = |sign: &str| {
            let digits = n.to_string();
            let mut out = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i).is_multiple_of(3) {
                    out += sign;
                }
                out.push(c);
            }
            out
        };
        (n, [n.to_string(), grouped(","), grouped(" "), grouped("\u{a0}"), grouped(".")][form].clone())
    });
    let bounds = prop::sample::select(vec![
        ("", "", 0),
        ("about ", "", 0),
        ("at least ", "", 1),
        ("no fewer than ", "", 1),
        ("not less than ", "", 1),
        (">", "", 1),
        ("", "+", 1),
        ("", " or more", 1),
        ("up to ", "", 2),
        ("not more than ", "", 2),
        ("<", "", 2),
        ("", " or fewer", 2),
        ("nearly ", "", 3),
    ]);
    let nouns = prop::sample::select(vec![("", true), (" people", true), (" protesters", true), (" tractors", false)]);
    (number, bounds, nouns).prop_map(|((n, text), (before, after, kind), (noun, human))| {
        let phrase = format!("{before}{text}{noun}{after}");
        match (kind, human) {
            (3, _) | (_, false) => (phrase, None, None),
            (1, _) => (phrase, Some(n), None),
            (2, _) => (phrase, None, Some(n)),
            _ => (phrase, Some(n), Some(n)),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn made_phrases_are_read_as_they_were_made((phrase, low, high) in phrases()) {
        prop_assert_eq!(crowd(&phrase).unwrap_or((None, None)), (low, high), "{}", phrase);
    }

    #[test]
    fn a_word_that_is_not_known_makes_a_size_unread((phrase, ..) in phrases(), word in "[q-z]{6,9}", at in any::<prop::sample::Index>()) {
        let mut words: Vec<&str> = phrase.split(' ').collect();
        words.insert(at.index(words.len() + 1), &word);
        prop_assert_eq!(crowd(&words.join(" ")), None);
    }

    #[test]
    fn ranges_are_whole(a in 1u64..9_999, more in 0u64..9_999, sign in prop::sample::select(vec!["-", " - ", "–", " to ", "—"])) {
        prop_assert_eq!(crowd(&format!("{a}{sign}{}", a + more)), Some((Some(a), Some(a + more))));
        prop_assert_eq!(crowd(&format!("between {a} and {} people", a + more)), Some((Some(a), Some(a + more))));
    }

    #[test]
    fn no_text_panics_and_no_range_is_upside_down(text in "(?s)([0-9]{1,4}|[ ,.+<>~–'()/-]|to|and|or|thousand|hundreds|several|million|dozen|no|more than|less than|a|half|police|people|mil|тысяч){0,9}") {
        if let Some((Some(low), Some(high))) = crowd(&text) {
            prop_assert!(low <= high, "{}: {} {}", text, low, high);
        }
    }

    #[test]
    fn no_characters_panic(text in "\\PC{0,40}") {
        let _ = crowd(&text);
    }
}

/// The invented rows of the collection, if it is at hand.
#[test]
fn the_cases_of_the_collection() {
    let Some(folder) = std::env::var_os("GROUNDSWELL_SHARED") else { return };
    let Ok(text) = std::fs::read_to_string(std::path::Path::new(&folder).join("data/cases/sizes/want.csv")) else {
        return;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let cases: Vec<(String, String)> = reader
        .records()
        .map(|record| {
            let record = record.expect("a record");
            let want = match (&record[1], &record[2]) {
                ("", "") => String::new(),
                (low, high) => format!("{low}-{high}"),
            };
            (record[0].to_string(), want)
        })
        .collect();
    let cases: Vec<(&str, &str)> = cases.iter().map(|(text, want)| (text.as_str(), want.as_str())).collect();
    check(&cases);
}
