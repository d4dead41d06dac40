//! Forces of the state, allies and neighbours, as a scenario describes them.

/// What a force of the state is. The police are not here: they belong to their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForceKind {
    /// National guard, border and state guard.
    Guard,
    /// Army.
    Army,
}

/// A force that can be sent where it is needed.
#[derive(Clone, Debug)]
pub struct Force {
    /// Its name in the scenario.
    pub name: String,
    /// What it is.
    pub kind: ForceKind,
    /// Members.
    pub size: f64,
    /// Where it is at home; without a home it is spread over the towns by population.
    pub home: Option<u32>,
}

/// A state that can be asked for troops.
#[derive(Clone, Debug, PartialEq)]
pub struct Ally {
    /// Its name.
    pub name: String,
    /// Troops it announces if it agrees.
    pub size: f64,
    /// Whether its parliament must approve.
    pub parliament: bool,
    /// Strength of the alliance, in [0, 1].
    pub alliance: f64,
    /// Opposition to sending troops at the start, in [0, 1].
    pub opposition: f64,
    /// The language community in whose language its troops can be spoken to, if the
    /// scenario has it: index into a place's languages.
    pub language: Option<u32>,
    /// Degrees north of its capital.
    pub latitude: f64,
    /// Degrees east of its capital.
    pub longitude: f64,
}

/// Another country, coarse: its public may rally, its government may take fright.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Its name.
    pub name: String,
    /// Rallies per day in ordinary times.
    pub rate: f64,
    /// Common border: 1, or 0.
    pub border: f64,
    /// Share of its people who share a language with this country's, in [0, 1].
    pub language: f64,
    /// How strong migration between the two is, in [0, 1].
    pub migrants: f64,
    /// Index of its row among the allies, if it is one.
    pub ally: Option<u32>,
}
