//! By what a shock's size is multiplied in each place: a column of the tables, as it stands or relative to its mean.

use crate::country::Country;
use crate::reader::{Item, Section};
use groundswell_complaint::Complaint;
use groundswell_engine::register::Mechanisms;
use groundswell_engine::spec::{Scope, Shock};

/// How the column of an exposure is taken (decision 0296).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExposureScale {
    /// As it stands: the size is what the shock adds where the column is 1.
    #[default]
    Column,
    /// Relative to its mean over the adults of the places that the shock touches: the size is what it adds on average.
    Mean,
}

/// As a scenario file writes them.
pub const EXPOSURE_SCALES: [&str; 2] = ["column", "mean"];

impl ExposureScale {
    /// That of a word.
    pub fn called(word: &str) -> Option<ExposureScale> {
        [ExposureScale::Column, ExposureScale::Mean].into_iter().find(|scale| scale.word() == word)
    }

    /// As a scenario file writes it.
    pub fn word(self) -> &'static str {
        EXPOSURE_SCALES[self as usize]
    }
}

/// A column by which a shock's size is multiplied.
#[derive(Clone, Debug, PartialEq)]
pub struct ShockExposure {
    /// The column.
    pub column: String,
    /// How it is taken.
    pub scale: ExposureScale,
}

/// Means of an exposure within which nothing is said of it: half to twice the size.
const NEAR: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// The mean of an exposure over the adults of the places in which it is counted.
fn mean(country: &Country, exposure: &[f64], touched: impl Fn(usize) -> bool) -> f64 {
    let of = country.places.iter().zip(exposure).enumerate().filter(|(p, _)| touched(*p));
    let (sum, adults) = of.fold((0.0, 0.0), |(sum, adults), (_, (place, exposed))| {
        (sum + f64::from(place.adults) * exposed, adults + f64::from(place.adults))
    });
    if adults > 0.0 { sum / adults } else { 0.0 }
}

/// The exposure of each place that is touched, 0 in others: by a column, or 1; and the column.
pub(super) fn read(
    section: &Section<'_>,
    country: &Country,
    places: Option<&[bool]>,
) -> Option<(Vec<f64>, Option<ShockExposure>)> {
    let column = section.read("exposure", "the name of a column", Item::text);
    let scale = section.choice("exposure_scale", &EXPOSURE_SCALES);
    let complain = |key: &str, complaint: Complaint| {
        let span = section.get(key).map(|item| item.span()).unwrap_or_default();
        section.reader().complain(complaint.at(section.reader().source(), span));
        None
    };
    let touched = |p: usize| places.is_none_or(|places| places[p]);
    let within = |values: Vec<f64>| -> Vec<f64> {
        values.into_iter().enumerate().map(|(p, exposed)| if touched(p) { exposed } else { 0.0 }).collect()
    };
    let Some(column) = column else {
        if scale.is_some() {
            let what = "`exposure_scale` says how a column is taken, and the row has no `exposure`";
            return complain("exposure_scale", Complaint::inconsistent(what).allowed("both, or neither"));
        }
        return Some((within(vec![1.0; country.places.len()]), None));
    };
    let Some(values) = country.covariate(column) else {
        let known = country.covariates();
        let complaint = Complaint::unknown("column", column, known.iter().map(String::as_str));
        return complain("exposure", complaint.allowed(known.join(", ")));
    };
    let scale = scale.and_then(|at| ExposureScale::called(EXPOSURE_SCALES[at])).unwrap_or_default();
    let mut values = within(values);
    if scale == ExposureScale::Mean {
        let mean = mean(country, &values, touched);
        if mean <= 0.0 {
            let what = format!(
                "`{column}` is {mean:.3} on average over the adults whom the shock touches: nothing can be relative to that"
            );
            let complaint = Complaint::inconsistent(what);
            return complain("exposure_scale", complaint.allowed("a column whose mean is above 0, or \"column\""));
        }
        values.iter_mut().for_each(|exposed| *exposed /= mean);
    }
    Some((values, Some(ShockExposure { column: column.to_string(), scale })))
}

/// What a shock adds at its height to the average adult of the places that it touches, in e-folds of the rate of going out.
pub(super) fn efolds(country: &Country, model: &Mechanisms, shock: &Shock, scope: &Scope) -> f64 {
    full(model, shock) * touched_mean(country, shock, scope)
}

/// The same where the exposure is 1.
fn full(model: &Mechanisms, shock: &Shock) -> f64 {
    model.shocks.weight * shock.size / model.people.law().noise
}

fn touched_mean(country: &Country, shock: &Shock, scope: &Scope) -> f64 {
    let touched = |p: usize| match scope {
        Scope::Places(places) => places.contains(&(p as u32)),
        _ => true,
    };
    mean(country, &shock.exposure, touched)
}

/// What must be said of a shock whose exposure makes it much smaller or larger than its size: how much is left of it.
pub(super) fn remark(
    country: &Country,
    model: &Mechanisms,
    (shock, scope): (&Shock, &Scope),
    exposure: &ShockExposure,
) -> Option<String> {
    let mean = touched_mean(country, shock, scope);
    if exposure.scale == ExposureScale::Mean || NEAR.contains(&mean) || !shock.enabled {
        return None;
    }
    let (size, full) = (shock.size, full(model, shock));
    Some(format!(
        "shock `{}`: its exposure `{}` is {mean:.3} on average over the adults whom it touches, so that its size of {size:.3} \
         acts as {:.3}: {:.2} e-folds of the rate of going out, not {full:.2}. Where the column says where a shock is felt \
         more, and not how much in all, write exposure_scale = \"mean\" in its row",
        shock.name,
        exposure.column,
        size * mean,
        full * mean,
    ))
}

#[cfg(test)]
mod tests {
    use crate::scenario::Scenario;

    /// A scenario of two units whose shock has this in its row.
    fn read(row: &str) -> Result<Scenario, String> {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        put(
            "places.csv",
            "place,unit,population,adults\nHill,North,12000,9000\nDale,South,4000,3000\nMoor,South,5000,4000\n",
        );
        put("units.csv", "unit,population,vote_share,swing,poor\nNorth,12000,0.1,-1,5\nSouth,9000,0.2,1,20\n");
        let head = "[scenario]\nstart = 2020-08-08\ndays = 5\n[shocks]\nenabled = true\n";
        put(
            "scenario.toml",
            &format!(
                "{head}[[shock]]\nname = \"vote\"\nkind = \"election\"\nat = 2020-08-09T20:00:00\nsize = 0.2\n{row}\n"
            ),
        );
        Scenario::load(&folder.path().display().to_string(), &[]).map_err(|complaints| complaints.render(false))
    }

    fn exposure(row: &str) -> Vec<f64> {
        read(row).unwrap_or_else(|why| panic!("{why}")).shocks[0].shock.exposure.clone()
    }

    #[test]
    fn an_exposure_relative_to_its_mean_leaves_the_size_to_the_average_adult() {
        let mean = (9000.0 * 0.1 + 7000.0 * 0.2) / 16000.0;
        let near = |found: Vec<f64>, wanted: [f64; 3]| {
            assert!(found.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?} {wanted:?}");
        };
        near(exposure("exposure = \"vote_share\""), [0.1, 0.2, 0.2]);
        near(exposure("exposure = \"vote_share\"\nexposure_scale = \"column\""), [0.1, 0.2, 0.2]);
        let relative = "exposure = \"vote_share\"\nexposure_scale = \"mean\"";
        near(exposure(relative), [0.1 / mean, 0.2 / mean, 0.2 / mean]);
        // Of the places that it touches only; the largest of a unit comes first.
        near(exposure(&format!("{relative}\nwhere = [\"Hill\", \"Dale\"]")), [0.1 / 0.125, 0.0, 0.2 / 0.125]);
        let scenario = read(relative).unwrap_or_else(|why| panic!("{why}"));
        let noise = scenario.mechanisms.people.noise;
        assert!((scenario.shocks[0].efolds(&scenario.country, &scenario.mechanisms) - 0.2 / noise).abs() < 1e-9);
        assert!(scenario.remarks().is_empty());
        let again = scenario.resolved();
        assert!(again.contains("exposure_scale = \"mean\""), "{again}");
    }

    #[test]
    fn what_is_left_of_a_size_is_said() {
        let said = |row: &str| read(row).unwrap_or_else(|why| panic!("{why}")).remarks();
        let [one] = &said("exposure = \"vote_share\"")[..] else { panic!("one remark") };
        for words in
            ["shock `vote`", "is 0.144 on average", "acts as 0.029: 0.57 e-folds", "not 4.00", "exposure_scale"]
        {
            assert!(one.contains(words), "{words}: {one}");
        }
        assert!(said("exposure = \"poor\"")[0].contains("e-folds"), "too much is said as well");
        assert!(said("").is_empty() && said("exposure = \"vote_share\"\nenabled = false").is_empty());
    }

    #[test]
    fn a_scale_that_cannot_be_meant_is_complained_about() {
        let wrong = |row: &str| read(row).err().expect("refused");
        assert!(wrong("exposure_scale = \"mean\"").contains("no `exposure`"));
        assert!(wrong("exposure = \"swing\"\nexposure_scale = \"mean\"").contains("mean is above 0"));
        let typo = wrong("exposure = \"vote_share\"\nexposure_scale = \"means\"");
        assert!(typo.contains("did you mean `mean`"), "{typo}");
    }
}
