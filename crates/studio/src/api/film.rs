//! One replicate of a classic, person by person.

use super::job::Settings;
use super::schema::SettingValue;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A film to make.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilmRequest {
    /// What differs from the defaults of the classic.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, SettingValue>)]
    pub settings: Settings,
    /// Seed.
    pub seed: u64,
}

/// One replicate, round by round. Its people, ties and rounds are those of the model.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Film {
    /// The people, in the order of the model.
    pub people: Vec<FilmPerson>,
    /// Who is tied to whom, each tie once; none where everybody sees everybody.
    pub ties: Vec<[u32; 2]>,
    /// How many are active after each round, from round 0.
    pub active: Vec<u32>,
    /// The round after which the shock comes, where there is one.
    pub shock: Option<u32>,
    /// People of the model where fewer are drawn.
    pub of: Option<u32>,
}

/// A person of a film.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct FilmPerson {
    /// How many others must have joined; of a graph, how many of those who are seen.
    pub threshold: f64,
    /// The same after the shock, where there is one.
    pub after: Option<f64>,
    /// The round in which this one joins, from 0; `null` if never.
    pub joined: Option<u32>,
}
