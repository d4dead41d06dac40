//! What may differ between one rewriting of Epstein's model and another.

use thiserror::Error;

/// How cops and active citizens in sight become the risk of arrest, `P = 1 - exp(-k q)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deterrence {
    /// `q = C / A`, as the paper prints it; hardly anybody is ever active then.
    Smooth,
    /// `q = ⌊C / A⌋`, as NetLogo's *Rebellion* does.
    Floor,
    /// `q` rounded, a half upwards.
    Round,
    /// `q` rounded, a half to the even number, as Python (and so Mesa) does.
    RoundEven,
}

/// How a citizen counts itself among the active in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Exactly once, active or not (the paper).
    Once,
    /// Once, and again if it is active already (NetLogo).
    Twice,
}

/// Which sites lie within a vision of `v`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbourhood {
    /// `dx² + dy² <= v²`.
    Circle,
    /// `max(|dx|, |dy|) <= v`.
    Moore,
    /// `|dx| + |dy| <= v`.
    VonNeumann,
}

/// What comes first in a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TurnOrder {
    /// Move, then decide or arrest (the paper, NetLogo).
    MoveFirst,
    /// Decide or arrest, then move (Mesa).
    DecideFirst,
}

/// How long a sentence can be, at most `J`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sentence {
    /// `0, …, J - 1` ticks (NetLogo).
    Below,
    /// `0, …, J` ticks (Mesa).
    UpTo,
}

/// The two groups of Model II.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Groups {
    /// Chance in a tick that a citizen has a child on a free site in sight.
    pub cloning: f64,
    /// A citizen dies at an age drawn from `1, …, max_age`.
    pub max_age: u32,
}

/// All parameters and switches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// Columns of the torus.
    pub width: u32,
    /// Rows of the torus.
    pub height: u32,
    /// Citizens per site.
    pub citizens: f64,
    /// Cops per site.
    pub cops: f64,
    /// How far citizens see.
    pub vision: f64,
    /// How far cops see.
    pub cop_vision: f64,
    /// Perceived legitimacy `L`; grievance is hardship × (1 - L).
    pub legitimacy: f64,
    /// The longest sentence in ticks; `None`: for good.
    pub max_jail: Option<u32>,
    /// The constant `k` of the risk of arrest.
    pub k: f64,
    /// A citizen is active if grievance - aversion × risk is above this.
    pub threshold: f64,
    /// From counts to risk.
    pub deterrence: Deterrence,
    /// Whether a citizen counts itself twice.
    pub counting: Counting,
    /// The shape of sight.
    pub neighbourhood: Neighbourhood,
    /// What comes first.
    pub order: TurnOrder,
    /// The range of sentences.
    pub sentence: Sentence,
    /// Whether citizens move; cops always do.
    pub movement: bool,
    /// Whether a cop steps onto the site of whom it arrests, and the jailed leave
    /// their site to others (NetLogo); otherwise the jailed keep it (Mesa).
    pub step_onto: bool,
    /// Model II: two groups, of which active citizens kill members of the other.
    pub groups: Option<Groups>,
}

/// Rules that make no world.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum RulesError {
    /// A number outside its range.
    #[error("{name} is {value}; it must be from {low} to {high}")]
    OutOfRange {
        /// The parameter.
        name: &'static str,
        /// What was given.
        value: f64,
        /// The lowest allowed.
        low: f64,
        /// The highest allowed.
        high: f64,
    },
    /// More people than sites.
    #[error("citizens {citizens} and cops {cops} are more than one per site; lower one of them")]
    Crowded {
        /// Citizens per site.
        citizens: f64,
        /// Cops per site.
        cops: f64,
    },
    /// Somebody would see a site twice.
    #[error("a vision of {vision} reaches round a torus of {width} x {height}; enlarge the torus or lower the vision")]
    Round {
        /// The vision.
        vision: f64,
        /// Columns.
        width: u32,
        /// Rows.
        height: u32,
    },
}

/// The farthest that anybody can see: a window of sites must fit one word.
pub const FARTHEST: f64 = 27.0;

impl Rules {
    /// NetLogo's *Rebellion* with the parameters of Epstein's Run 2.
    pub fn netlogo() -> Rules {
        Rules {
            width: 40,
            height: 40,
            citizens: 0.7,
            cops: 0.04,
            vision: 7.0,
            cop_vision: 7.0,
            legitimacy: 0.82,
            max_jail: Some(30),
            k: 2.3,
            threshold: 0.1,
            deterrence: Deterrence::Floor,
            counting: Counting::Twice,
            neighbourhood: Neighbourhood::Circle,
            order: TurnOrder::MoveFirst,
            sentence: Sentence::Below,
            movement: true,
            step_onto: true,
            groups: None,
        }
    }

    /// The paper to the letter, with the parameters of its Run 2.
    pub fn epstein() -> Rules {
        Rules { deterrence: Deterrence::Smooth, counting: Counting::Once, ..Rules::netlogo() }
    }

    /// Mesa's *epstein_civil_violence* with its defaults: another regime than Run 2.
    pub fn mesa() -> Rules {
        Rules {
            cops: 0.074,
            legitimacy: 0.8,
            max_jail: Some(1_000),
            deterrence: Deterrence::RoundEven,
            counting: Counting::Once,
            neighbourhood: Neighbourhood::VonNeumann,
            order: TurnOrder::DecideFirst,
            sentence: Sentence::UpTo,
            step_onto: false,
            ..Rules::netlogo()
        }
    }

    /// The number of citizens at the start.
    pub fn citizen_count(&self) -> u32 {
        libm::round(self.citizens * f64::from(self.width) * f64::from(self.height)) as u32
    }

    /// The number of cops at the start.
    pub fn cop_count(&self) -> u32 {
        libm::round(self.cops * f64::from(self.width) * f64::from(self.height)) as u32
    }

    /// Checks every number.
    ///
    /// # Errors
    /// The first that is wrong.
    pub fn check(&self) -> Result<(), RulesError> {
        let groups = self.groups.unwrap_or(Groups { cloning: 0.0, max_age: 1 });
        for (name, value, low, high) in [
            ("width", f64::from(self.width), 3.0, 20_000.0),
            ("height", f64::from(self.height), 3.0, 20_000.0),
            ("citizens", self.citizens, 0.0, 1.0),
            ("cops", self.cops, 0.0, 1.0),
            ("vision", self.vision, 0.0, FARTHEST),
            ("cop_vision", self.cop_vision, 0.0, FARTHEST),
            ("legitimacy", self.legitimacy, 0.0, 1.0),
            ("k", self.k, 0.0, 1e6),
            ("threshold", self.threshold, -1.0, 1.0),
            ("cloning", groups.cloning, 0.0, 1.0),
            ("max_age", f64::from(groups.max_age), 1.0, 1e9),
        ] {
            if !(value >= low && value <= high) {
                return Err(RulesError::OutOfRange { name, value, low, high });
            }
        }
        if u64::from(self.citizen_count()) + u64::from(self.cop_count())
            > u64::from(self.width) * u64::from(self.height)
        {
            return Err(RulesError::Crowded { citizens: self.citizens, cops: self.cops });
        }
        let vision = self.vision.max(self.cop_vision);
        if 2.0 * libm::floor(vision) + 1.0 > f64::from(self.width.min(self.height)) {
            return Err(RulesError::Round { vision, width: self.width, height: self.height });
        }
        Ok(())
    }

    /// The `q` of the risk of arrest from `cops` and `active` in sight.
    pub fn quotient(&self, cops: u32, active: u32) -> f64 {
        let q = f64::from(cops) / f64::from(active);
        match self.deterrence {
            Deterrence::Smooth => q,
            Deterrence::Floor => libm::floor(q),
            Deterrence::Round => libm::floor(q + 0.5),
            Deterrence::RoundEven => libm::rint(q),
        }
    }

    /// Whether a citizen would be active, as the paper writes it.
    pub fn rises(&self, hardship: f64, aversion: f64, cops: u32, active: u32) -> bool {
        let risk = 1.0 - libm::exp(-self.k * self.quotient(cops, active));
        hardship * (1.0 - self.legitimacy) - aversion * risk > self.threshold
    }

    /// The ratio of cops to active below which a citizen is active: the same decision
    /// solved for `C / A` once, so that a turn needs one comparison, `C < tolerance × A`.
    pub(crate) fn tolerance(&self, hardship: f64, aversion: f64) -> f32 {
        let margin = hardship * (1.0 - self.legitimacy) - self.threshold;
        if margin <= 0.0 {
            return 0.0;
        }
        if margin >= aversion || self.k == 0.0 {
            return f32::INFINITY;
        }
        let smooth = -libm::log1p(-margin / aversion) / self.k;
        // The highest whole q that is still borne, and where rounding leaves it.
        let borne = libm::ceil(smooth) - 1.0;
        let bound = match self.deterrence {
            Deterrence::Smooth => smooth,
            Deterrence::Floor => borne + 1.0,
            Deterrence::Round => borne + 0.5,
            // A half goes to the even neighbour. Ratios of counts below 2¹⁰ are at least
            // 1/2,000 apart from a half, so a margin of 10⁻⁴ includes the half and no other.
            Deterrence::RoundEven if borne % 2.0 == 0.0 => borne + 0.5 + 1e-4,
            Deterrence::RoundEven => borne + 0.5,
        };
        bound as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    /// The comparison with the tolerance is the decision of the paper, for every rule.
    #[test]
    fn the_tolerance_decides_as_the_formula_does() {
        for deterrence in [Deterrence::Smooth, Deterrence::Floor, Deterrence::Round, Deterrence::RoundEven] {
            for legitimacy in [0.0, 0.5, 0.82, 0.9] {
                let rules = Rules { deterrence, legitimacy, ..Rules::netlogo() };
                for i in 0..300 {
                    let (h, r) = Key::new(1, 0).draw(Purpose::Grid, i, 0).pair(0);
                    let tolerance = rules.tolerance(h, r);
                    for (c, a) in (0..25).flat_map(|c| (1..25).map(move |a| (c, a))) {
                        assert_eq!(
                            (c as f32) < tolerance * a as f32,
                            rules.rises(h, r, c, a),
                            "{deterrence:?} L {legitimacy} H {h} R {r} C {c} A {a}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn rules_that_make_no_world_say_why() {
        let crowded = Rules { citizens: 0.99, cops: 0.2, ..Rules::netlogo() };
        assert_eq!(crowded.check(), Err(RulesError::Crowded { citizens: 0.99, cops: 0.2 }));
        let round = Rules { width: 10, ..Rules::netlogo() };
        assert!(matches!(round.check(), Err(RulesError::Round { .. })));
        let nan = Rules { legitimacy: f64::NAN, ..Rules::netlogo() };
        assert!(matches!(nan.check(), Err(RulesError::OutOfRange { name: "legitimacy", .. })));
        assert!([Rules::netlogo(), Rules::epstein(), Rules::mesa()].iter().all(|r| r.check().is_ok()));
    }
}
