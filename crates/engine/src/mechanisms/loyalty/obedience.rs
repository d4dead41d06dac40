//! How far a unit obeys under what presses on it.

use crate::units::{Unit, UnitStatus};
use groundswell_chance::normal::cumulative;

/// What presses on a unit.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnitPressures {
    /// How far it is outnumbered, in [0, 1].
    pub crowd: f64,
    /// Share of its members from here, in [0, 1].
    pub local: f64,
    /// Share of others known to refuse, in [0, 1].
    pub refusals: f64,
    /// How far appeals have reached it, in [0, 1].
    pub appeal: f64,
    /// Whether it is ordered to use firearms.
    pub firearms: bool,
    /// Violence of the crowd it faces, in [0, 1].
    pub violence: f64,
    /// How far the elite is split, in [0, 1].
    pub split: f64,
    /// How far the presence of foreign troops signals strength to it, in [0, 1].
    pub helped: f64,
}

/// The share of a unit's members who refuse under this pressure.
pub fn share_refusing(pressure: f64, mean: f64, within: f64) -> f64 {
    cumulative((pressure - mean) / within)
}

/// What a share of members who refuse makes of a unit.
pub fn status_of(refusing: f64) -> UnitStatus {
    match refusing {
        x if x < 0.1 => UnitStatus::Loyal,
        x if x < 0.35 => UnitStatus::Passive,
        x if x < 0.6 => UnitStatus::Refusing,
        _ => UnitStatus::Defected,
    }
}

/// The share of its strength that a unit of this status contributes.
pub fn strength_left(status: UnitStatus, refusing: f64) -> f64 {
    match status {
        UnitStatus::Loyal => 1.0,
        UnitStatus::Defected => 0.0,
        _ => (1.0 - 2.5 * refusing).max(0.0),
    }
}

/// A unit counts as what it was until the share has fallen this far below the bound, so
/// that one that wavers does not fill the log.
const MARGIN: f64 = 0.05;

/// What a unit that was this becomes with this share of members who refuse.
pub fn next_status(was: UnitStatus, refusing: f64) -> UnitStatus {
    let now = status_of(refusing);
    if now < was && status_of(refusing + MARGIN) >= was { was } else { now }
}

/// Members of units, and those of them who refuse.
#[derive(Clone, Copy, Debug, Default)]
struct MemberCounts {
    all: f64,
    refusing: f64,
}

impl MemberCounts {
    fn add(&mut self, other: MemberCounts) {
        (self.all, self.refusing) = (self.all + other.all, self.refusing + other.refusing);
    }

    /// Share who refuse without these.
    fn share_without(self, own: MemberCounts) -> f64 {
        let (all, refusing) = (self.all - own.all, self.refusing - own.refusing);
        if all > 1e-6 { (refusing / all).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Who refuses, by place and in all.
pub(super) struct Refusals {
    here: Vec<MemberCounts>,
    all: MemberCounts,
}

impl Refusals {
    /// Those of all units.
    pub(super) fn of(units: &[Unit], places: usize) -> Refusals {
        let (mut here, mut all) = (vec![MemberCounts::default(); places], MemberCounts::default());
        for unit in units {
            here[unit.place()].add(MemberCounts { all: unit.size, refusing: unit.size * unit.refusing });
        }
        here.iter().for_each(|here| all.add(*here));
        Refusals { here, all }
    }

    /// The share of others who refuse, as a unit knows it: those in its place are seen and weigh
    /// `near`; those elsewhere are known as far as the network works.
    pub(super) fn known_to(&self, unit: &Unit, near: f64, connectivity: f64) -> f64 {
        let own = MemberCounts { all: unit.size, refusing: unit.size * unit.refusing };
        let here = self.here[unit.place()];
        let near = if here.all > 1.5 * unit.size { near } else { 0.0 };
        near * here.share_without(own) + (1.0 - near) * connectivity * self.all.share_without(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_wavers_stays_what_it_was() {
        assert_eq!(next_status(UnitStatus::Loyal, 0.11), UnitStatus::Passive);
        assert_eq!(next_status(UnitStatus::Passive, 0.09), UnitStatus::Passive);
        assert_eq!(next_status(UnitStatus::Passive, 0.04), UnitStatus::Loyal);
        assert_eq!(next_status(UnitStatus::Refusing, 0.2), UnitStatus::Passive);
    }

    #[test]
    fn strength_falls_with_every_member_who_refuses() {
        let left = [0.0, 0.2, 0.35, 0.5, 0.7].map(|share| strength_left(status_of(share), share));
        assert!(left.windows(2).all(|pair| pair[1] <= pair[0]) && left[0] == 1.0 && left[4] == 0.0, "{left:?}");
    }
}
