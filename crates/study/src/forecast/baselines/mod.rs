//! What a forecast has to beat, each from the same published words and with a spread of its own.
//!
//! | baseline | says |
//! |---|---|
//! | persistence | as on the last day known, give or take what crowds of other events change in a day |
//! | growth | as the last two points grow; where there are not two, as other events grew |
//! | logistic | the same, up to a ceiling as far above as the peaks of other events were |
//! | hawkes | reports call forth reports, in the same unit and in others; sizes as those known |
//! | climatology | an event goes on as often, and is as large, as in 15,239 events of Mass Mobilization |
//! | negative binomial | the same chance of going on, sizes from a negative binomial fitted to that class |
//! | hurdle | silent units begin and reported ones fall silent as often as in this event so far; the last size |
//!
//! None says more than the adults of a unit.

mod given;
mod hawkes;
mod hurdle;
pub mod reference;
mod simple;

pub use given::{Given, Paths};

/// Names of the baselines, in the order of tables.
pub const BASELINES: [&str; 7] =
    ["persistence", "growth", "logistic", "hawkes", "climatology", "negative binomial", "hurdle"];

/// Hurdle persistence alone.
pub fn hurdle(given: &Given<'_>) -> Paths {
    hurdle::forecast(given, BASELINES.len() - 1).capped(&given.panel.adults)
}

/// All baselines, in the order of [`BASELINES`].
pub fn all(given: &Given<'_>) -> Vec<Paths> {
    let reference = reference::climatology(given, 4);
    // A series that has no last value yet cannot persist or grow.
    let or_reference = |paths: Option<Paths>| {
        paths.unwrap_or_else(|| Paths {
            note: "no figure had been published: climatology in its place".into(),
            ..reference.clone()
        })
    };
    let all = vec![
        or_reference(simple::persistence(given, 0)),
        or_reference(simple::growth(given, 1)),
        or_reference(simple::logistic(given, 2)),
        hawkes::forecast(given, 3),
        reference.clone(),
        reference::negative_binomial(given, 5),
        hurdle::forecast(given, 6),
    ];
    all.into_iter().map(|paths| paths.capped(&given.panel.adults)).collect()
}
