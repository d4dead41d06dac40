//! Published numbers to set beside a report, where its settings are those of a row of
//! the table of published results.

use super::Classic;
use crate::parameter::ClassicSettings;
use serde::Serialize;

/// A published or independently recomputed number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Published {
    /// The figure of the report that it stands beside.
    pub figure: &'static str,
    /// The number: a mean over replicates where the figure is one.
    pub value: f64,
    /// The row of the table that tests it.
    pub row: &'static str,
    /// Where the number is from.
    pub source: &'static str,
}

/// Under which settings it holds; what is neither named nor free stands at its default.
struct PublishedEntry {
    model: &'static str,
    settings: &'static [(&'static str, &'static str)],
    /// What may have any value.
    free: &'static [&'static str],
    figure: &'static str,
    value: f64,
    row: &'static str,
    source: &'static str,
}

const GRANOVETTER: &str = "Granovetter 1978";
const CROWDS: &str = "Granovetter 1978, sampled crowds recomputed independently";
const EXPECTED: &str = "Granovetter 1978, expected crowd";
const KURAN: &str = "Kuran 1989, 1991";
const WATTS: &str = "Watts 2002";
const GRAPHS: &str = "Watts 2002, recomputed independently";
const RINGS: &str = "Centola & Macy 2007, recomputed independently";
const GRID: &str = "Epstein 2002 by NetLogo's rules, recomputed independently";

macro_rules! entries {
    ($($model:literal [$($name:ident = $text:literal),*] free [$($free:ident),*] $figure:literal $value:literal $row:literal $source:expr;)*) => {
        &[$(PublishedEntry {
            model: $model,
            settings: &[$((stringify!($name), $text)),*],
            free: &[$(stringify!($free)),*],
            figure: $figure,
            value: $value,
            row: $row,
            source: $source,
        }),*]
    };
}

static ENTRIES: &[PublishedEntry] = entries! {
    "granovetter" [thresholds = "uniform"] free [mean, sd] "riot" 100.0 "G1" GRANOVETTER;
    "granovetter" [thresholds = "uniform", second = "2"] free [mean, sd] "riot" 1.0 "G2" GRANOVETTER;
    "granovetter" [thresholds = "normal", sd = "12.2"] free [second] "riot" 22.1 "G5" CROWDS;
    "granovetter" [thresholds = "normal", sd = "12.2"] free [second] "above half" 0.20 "G5" CROWDS;
    "granovetter" [thresholds = "normal", sd = "15"] free [second] "riot" 81.8 "G5" CROWDS;
    "granovetter" [thresholds = "normal", sd = "15"] free [second] "above half" 0.81 "G5" CROWDS;
    "granovetter" [thresholds = "normal", sd = "10"] free [second] "expected" 0.77 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "11"] free [second] "expected" 1.71 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "12"] free [second] "expected" 4.02 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "12.2"] free [second] "expected" 5.48 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "12.3"] free [second] "expected" 100.0 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "20"] free [second] "expected" 99.99 "G4" EXPECTED;
    "granovetter" [thresholds = "normal", sd = "30"] free [second] "expected" 99.3 "G4" EXPECTED;
    "kuran" [society = "A"] free [people, mean, sd, shock] "before" 10.0 "K1" KURAN;
    "kuran" [society = "A"] free [people, mean, sd] "after" 90.0 "K2" KURAN;
    "kuran" [society = "B"] free [people, mean, sd, shock] "before" 10.0 "K3" KURAN;
    "kuran" [society = "B"] free [people, mean, sd] "after" 20.0 "K4" KURAN;
    "watts" [] free [people, mean_degree, seeds, global] "window from" 1.0207 "W1" WATTS;
    "watts" [] free [people, mean_degree, seeds, global] "window to" 5.7647 "W1" WATTS;
    "watts" [mean_degree = "1"] free [] "frequency" 0.0 "W3" GRAPHS;
    "watts" [mean_degree = "1.2"] free [] "frequency" 0.253 "W3" GRAPHS;
    "watts" [mean_degree = "2"] free [] "frequency" 0.771 "W3" GRAPHS;
    "watts" [mean_degree = "3"] free [] "frequency" 0.875 "W3" GRAPHS;
    "watts" [mean_degree = "5"] free [] "frequency" 0.698 "W3" GRAPHS;
    "watts" [mean_degree = "5.6"] free [] "frequency" 0.352 "W3" GRAPHS;
    "watts" [mean_degree = "6.2"] free [] "frequency" 0.015 "W3" GRAPHS;
    "watts" [mean_degree = "6.5"] free [] "frequency" 0.0 "W3" GRAPHS;
    "watts" [mean_degree = "1.2"] free [] "global size" 0.299 "W4" GRAPHS;
    "watts" [mean_degree = "1.5"] free [] "global size" 0.580 "W4" GRAPHS;
    "watts" [mean_degree = "2"] free [] "global size" 0.797 "W4" GRAPHS;
    "watts" [mean_degree = "3"] free [] "global size" 0.941 "W4" GRAPHS;
    "watts" [mean_degree = "5"] free [] "global size" 0.993 "W4" GRAPHS;
    "centola-macy" [] free [] "reached" 0.11 "C4" RINGS;
    "centola-macy" [rewired = "0.01"] free [] "reached" 1.0 "C4" RINGS;
    "centola-macy" [rewired = "0.3"] free [] "reached" 0.009 "C4" RINGS;
    "centola-macy" [rewired = "0", threshold = "1"] free [] "steps" 249.0 "C4" RINGS;
    "centola-macy" [threshold = "1"] free [] "steps" 8.4 "C4" RINGS;
    "epstein" [ticks = "3000"] free [] "outbursts" 101.2 "E1" GRID;
    "epstein" [] free [ticks] "wait" 23.1 "E1" GRID;
    "epstein" [] free [ticks] "activation" 1116.0 "E1" GRID;
    "epstein" [] free [ticks] "active" 40.5 "E1" GRID;
    "epstein" [deterrence = "smooth", counting = "once"] free [ticks, outburst] "active" 0.47 "E2" GRID;
    "epstein" [deterrence = "floor", counting = "once", ticks = "3000"] free [] "outbursts" 102.9 "E3b" GRID;
    "epstein" [deterrence = "floor", counting = "once"] free [ticks] "wait" 22.7 "E3b" GRID;
    "epstein" [deterrence = "floor", counting = "once"] free [ticks] "activation" 1095.0 "E3b" GRID;
    "epstein" [deterrence = "round", counting = "once", ticks = "3000"] free [] "outbursts" 32.4 "E3b" GRID;
    "epstein" [deterrence = "round", counting = "once"] free [ticks] "wait" 87.5 "E3b" GRID;
    "epstein" [deterrence = "round", counting = "once"] free [ticks] "activation" 478.0 "E3b" GRID;
};

/// What is published for a classic with these settings.
pub fn published(classic: &Classic, settings: &ClassicSettings) -> Vec<Published> {
    let holds = |e: &&PublishedEntry| {
        e.model == classic.name
            && wanted(classic, e).is_some_and(|w| {
                settings.iter().zip(w.iter()).all(|((p, now), (_, then))| now == then || e.free.contains(&p.name))
            })
    };
    let number = |e: &PublishedEntry| Published { figure: e.figure, value: e.value, row: e.row, source: e.source };
    ENTRIES.iter().filter(holds).map(number).collect()
}

/// The settings of an entry; the tests see that there are some for each.
fn wanted(classic: &Classic, entry: &PublishedEntry) -> Option<ClassicSettings> {
    let mut settings = classic.settings();
    entry.settings.iter().try_for_each(|(name, text)| settings.set(name, text)).ok()?;
    Some(settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::find;

    #[test]
    fn every_entry_names_a_model_its_parameters_and_a_row() {
        for e in ENTRIES {
            let classic = find(e.model).unwrap();
            assert!(wanted(classic, e).is_some(), "{} {:?}", e.model, e.settings);
            assert!(e.free.iter().all(|f| classic.parameters.iter().any(|p| p.name == *f)), "{} {:?}", e.model, e.free);
            assert!(crate::verify::ids().contains(&e.row), "{}", e.row);
        }
    }

    #[test]
    fn what_is_published_depends_on_the_settings() {
        let classic = find("granovetter").unwrap();
        let mut settings = classic.settings();
        let values =
            |s: &ClassicSettings| published(classic, s).iter().map(|p| (p.figure, p.value)).collect::<Vec<_>>();
        assert_eq!(values(&settings), [("riot", 100.0)]);
        settings.set("second", "2").unwrap();
        assert_eq!(values(&settings), [("riot", 1.0)]);
        settings.set("people", "99").unwrap();
        assert_eq!(values(&settings), []);
    }
}
