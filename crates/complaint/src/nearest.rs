//! «Did you mean»: the name a person was reaching for.

/// The candidate nearest to `name`, if one is near enough to be worth saying.
///
/// In this order: the same but for capitals, `-`, `_` and blanks; a path of which `name` is the end (`shutdown.enabled` for
/// `regime.shutdown.enabled`) when there is only one; the fewest slips of the pen (Damerau–Levenshtein: a letter
/// wrong, missing, too many, or two swapped), at most one in three letters. Of equals the first wins, so that the
/// answer does not depend on anything but the list.
///
/// ```
/// use groundswell_complaint::did_you_mean;
/// assert_eq!(did_you_mean("treshold", ["scale", "threshold"]), Some("threshold"));
/// assert_eq!(did_you_mean("colour", ["scale", "threshold"]), None);
/// ```
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody types a name of hundreds of letters, and comparing it with thousands of others takes long.
    if name.len() > 200 {
        return None;
    }
    let wanted = folded(name);
    let candidates: Vec<(&str, String)> = candidates.into_iter().map(|c| (c, folded(c))).collect();
    if wanted.is_empty() {
        return None;
    }
    if let Some((same, _)) = candidates.iter().find(|(_, c)| *c == wanted) {
        return Some(same);
    }
    let end = format!(".{wanted}");
    let mut longer = candidates.iter().filter(|(_, c)| c.ends_with(&end));
    if let (Some((one, _)), None) = (longer.next(), longer.next()) {
        return Some(one);
    }
    // A third of the letters, as rustc allows; short names get one slip, or everything would resemble everything.
    let slips = (wanted.chars().count() / 3).max(1);
    // Of very many names only those that begin alike and are about as long are compared: a file with thousands of
    // wrong names is complained about in seconds.
    let (first, length, many) = (wanted.chars().next(), wanted.chars().count(), candidates.len() > MANY);
    let worth = |f: &str| {
        f.len().abs_diff(wanted.len()) <= 4 * slips
            && (!many || f.chars().next() == first && f.chars().count().abs_diff(length) <= slips)
    };
    let scored =
        candidates.iter().filter(|(_, f)| worth(f)).map(|(c, f)| (strsim::damerau_levenshtein(&wanted, f), *c));
    scored.filter(|(distance, _)| *distance <= slips).min_by_key(|(distance, _)| *distance).map(|(_, c)| c)
}

/// Names among which not every one is compared letter by letter.
const MANY: usize = 2_000;

fn folded(name: &str) -> String {
    name.trim().chars().map(|c| if c == '-' || c == ' ' { '_' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_understood() {
        let names = ["regime.shutdown.enabled", "organisation.density", "people.threshold", "peak", "Жаңаөзен"];
        for (typed, meant) in [
            ("organization.density", Some("organisation.density")),
            ("Organisation.Density", Some("organisation.density")),
            ("shutdown.enabled", Some("regime.shutdown.enabled")),
            ("people.treshold", Some("people.threshold")),
            ("people.thershold", Some("people.threshold")),
            ("paek", Some("peak")),
            ("Жанаозен", Some("Жаңаөзен")),
            ("peek a boo", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(typed, names), meant, "{typed}");
        }
    }

    #[test]
    fn an_ambiguous_ending_is_not_guessed() {
        assert_eq!(did_you_mean("enabled", ["regime.shutdown.enabled", "intervention.enabled"]), None);
    }

    #[test]
    fn of_equals_the_first() {
        assert_eq!(did_you_mean("rat", ["bat", "cat"]), Some("bat"));
    }
}
