//! One replicate of a classic, person by person: what a picture that moves is drawn from.
//!
//! The people, ties and rounds are those of the model itself. A graph of thousands cannot be seen, so a film of one has at
//! most [`MOST_DRAWN`] people, with the same ties and thresholds; that is said beside it.

use super::{Classic, centola_macy, granovetter, kuran, watts};
use crate::ClassicError;
use crate::formulas::thresholds;
use crate::graph::{Crowd, Persistence, Rows, Rule, generate};
use crate::parameter::ClassicSettings;
use groundswell_chance::draw::{Key, Purpose, index};
use serde::Serialize;

/// People of a graph that can be told apart on a screen.
pub const MOST_DRAWN: u32 = 220;

/// People of a crowd without ties that can be drawn.
pub const MOST_CROWD: u32 = 2_000;

/// A person of a film.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Person {
    /// How many others must have joined; of a graph, how many of those who are seen.
    pub threshold: f64,
    /// The same after the shock, where there is one.
    pub after: Option<f64>,
    /// The round in which this one joins, from 0; `None` if never.
    pub joined: Option<u32>,
}

/// One replicate, round by round.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Film {
    /// The people, in the order of the model.
    pub people: Vec<Person>,
    /// Who is tied to whom, each tie once; none where everybody sees everybody.
    pub ties: Vec<[u32; 2]>,
    /// How many are active after each round, from round 0.
    pub active: Vec<u32>,
    /// The round after which the shock comes.
    pub shock: Option<u32>,
    /// People of the model where fewer are drawn.
    pub of: Option<u32>,
}

impl Classic {
    /// The film of one replicate; `None` of the grid, which is shown tick by tick.
    ///
    /// # Errors
    /// Settings that do not go together, and crowds that are too large to draw.
    pub fn film(&self, settings: &ClassicSettings, seed: u64) -> Option<Result<Film, ClassicError>> {
        let key = Key::new(seed, 0);
        match self.name {
            name if name == granovetter::CLASSIC.name => Some(riot(settings, key)),
            name if name == kuran::CLASSIC.name => Some(surprise(settings, key)),
            name if name == watts::CLASSIC.name => Some(cascade(settings, key)),
            name if name == centola_macy::CLASSIC.name => Some(bridges(settings, key)),
            _ => None,
        }
    }
}

/// Refuses a crowd that cannot be drawn.
fn drawable(people: usize) -> Result<(), ClassicError> {
    if people > MOST_CROWD as usize {
        return Err(ClassicError::Clash(format!("{people} people cannot be drawn; at most {MOST_CROWD} can")));
    }
    Ok(())
}

/// The round in which a crowd that counts so many after each round has enough for a threshold.
fn joins(threshold: f64, active: &[u32]) -> Option<u32> {
    let before = active.iter().take(active.len().saturating_sub(1));
    before.zip(1u32..).find(|(now, _)| threshold <= f64::from(**now)).map(|(_, round)| round)
}

fn riot(settings: &ClassicSettings, key: Key) -> Result<Film, ClassicError> {
    let n = settings.count("people");
    drawable(n as usize)?;
    let crowd = match settings.get("thresholds") {
        0.0 => granovetter::uniform(n, settings.get("second")),
        _ => thresholds::normal_crowd(n, settings.get("mean"), settings.get("sd"), key),
    };
    let active = thresholds::rounds(&crowd);
    let person = |threshold: &f64| Person { threshold: *threshold, after: None, joined: joins(*threshold, &active) };
    let people = crowd.iter().map(person).collect();
    Ok(Film { people, ties: vec![], active, shock: None, of: None })
}

fn surprise(settings: &ClassicSettings, key: Key) -> Result<Film, ClassicError> {
    let before = kuran::society(settings, key);
    drawable(before.len())?;
    let after = kuran::after(settings, &before);
    let (before, after) = (thresholds::of_percent(&before), thresholds::of_percent(&after));
    let mut active = thresholds::rounds(&before);
    let shock = active.len() as u32 - 1;
    // Lower thresholds than before: whoever has joined stays, and the crowd climbs from where it stands.
    let mut now = active.last().copied().unwrap_or(0);
    loop {
        let next = after.iter().filter(|t| **t <= f64::from(now)).count() as u32;
        if next <= now {
            break;
        }
        active.push(next);
        now = next;
    }
    let person = |(old, new): (&f64, &f64)| {
        let first = joins(*old, &active[..=shock as usize]);
        let later = || {
            let rest = active[shock as usize..].iter().take(active.len() - 1 - shock as usize);
            rest.zip(shock + 1..).find(|(now, _)| *new <= f64::from(**now)).map(|(_, round)| round)
        };
        Person { threshold: *old, after: Some(*new), joined: first.or_else(later) }
    };
    let people = before.iter().zip(&after).map(person).collect();
    Ok(Film { people, ties: vec![], active, shock: Some(shock), of: None })
}

fn cascade(settings: &ClassicSettings, key: Key) -> Result<Film, ClassicError> {
    let of = settings.count("people");
    let drawn = of.min(MOST_DRAWN);
    let rows = generate::random(drawn, settings.get("mean_degree"), key)?;
    let needs = Rule::Share(settings.get("threshold")).needs(&rows.seen_by_each())?;
    let draw = key.draw(Purpose::Threshold, 0, 1);
    let seeds: Vec<u32> = (0..settings.count("seeds").min(drawn)).map(|i| index(draw.block(i)[0], drawn)).collect();
    watched(&rows, &needs, &seeds, of)
}

fn bridges(settings: &ClassicSettings, key: Key) -> Result<Film, ClassicError> {
    let of = settings.count("people");
    let rows = generate::small_world(of.min(MOST_DRAWN), settings.count("reach"), settings.get("rewired"), key)?;
    let needs = Rule::Count(settings.count("threshold")).needs(&rows.seen_by_each())?;
    watched(&rows, &needs, &centola_macy::seeds(&rows, key), of)
}

/// A crowd on a graph, round by round.
fn watched(rows: &Rows, needs: &[u32], seeds: &[u32], of: u32) -> Result<Film, ClassicError> {
    let mut crowd = Crowd::new(rows, needs, Persistence::Lasting)?;
    crowd.seed(seeds)?;
    let mut joined: Vec<Option<u32>> = (0..rows.nodes()).map(|node| crowd.is_active(node).then_some(0)).collect();
    let mut active = vec![crowd.active() as u32];
    while crowd.step().joined > 0 {
        let round = active.len() as u32;
        for (node, joined) in (0..rows.nodes()).zip(&mut joined) {
            if joined.is_none() && crowd.is_active(node) {
                *joined = Some(round);
            }
        }
        active.push(crowd.active() as u32);
    }
    let tie = |node: u32| rows.row(node).iter().filter(move |other| **other > node).map(move |other| [node, *other]);
    let people = needs.iter().zip(joined);
    Ok(Film {
        people: people.map(|(need, joined)| Person { threshold: f64::from(*need), after: None, joined }).collect(),
        ties: (0..rows.nodes()).flat_map(tie).collect(),
        active,
        shock: None,
        of: (of > rows.nodes()).then_some(of),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{CLASSICS, find};

    fn film(name: &str, changes: &[(&str, &str)]) -> Film {
        let classic = find(name).unwrap();
        let mut settings = classic.settings();
        changes.iter().for_each(|(name, value)| settings.set(name, value).unwrap());
        classic.film(&settings, 1).unwrap().unwrap()
    }

    #[test]
    fn a_film_ends_where_the_model_does() {
        for (name, changes, figure) in [
            ("granovetter", vec![], "riot"),
            ("granovetter", vec![("second", "2")], "riot"),
            ("granovetter", vec![("thresholds", "normal"), ("sd", "15")], "riot"),
            ("kuran", vec![], "after"),
            ("kuran", vec![("society", "B")], "after"),
            ("kuran", vec![("society", "normal"), ("people", "500")], "after"),
            ("watts", vec![("people", "200")], "size"),
            ("centola-macy", vec![("people", "200")], "reached"),
        ] {
            let shot = film(name, &changes);
            let classic = find(name).unwrap();
            let mut settings = classic.settings();
            changes.iter().for_each(|(name, value)| settings.set(name, value).unwrap());
            let model = classic.run(&settings, 1, 1).unwrap().get(figure).unwrap().mean;
            let people = shot.people.len() as f64;
            let unit = match figure {
                "riot" => 1.0,
                "after" => 100.0 / people,
                _ => 1.0 / people,
            };
            let last = f64::from(*shot.active.last().unwrap()) * unit;
            assert!((last - model).abs() < 1e-9, "{name} {changes:?}: {last} and {model}");
            // Whoever has joined by a round is counted in it.
            for (round, active) in (0u32..).zip(&shot.active) {
                let joined = shot.people.iter().filter(|p| p.joined.is_some_and(|at| at <= round)).count();
                assert_eq!(joined, *active as usize, "{name} {changes:?} round {round}");
            }
        }
    }

    #[test]
    fn a_graph_is_drawn_small_and_a_crowd_that_cannot_be_drawn_is_refused() {
        let watts = film("watts", &[]);
        assert_eq!((watts.people.len(), watts.of), (MOST_DRAWN as usize, Some(10_000)));
        assert!(watts.ties.iter().all(|[a, b]| a < b && *b < MOST_DRAWN));
        let classic = find("granovetter").unwrap();
        let mut settings = classic.settings();
        settings.set("people", "3000").unwrap();
        assert!(classic.film(&settings, 1).unwrap().is_err());
        assert_eq!(CLASSICS.iter().filter(|classic| classic.film(&classic.settings(), 1).is_some()).count(), 4);
    }
}
