//! What a mechanism is, and the register of all of them.
//!
//! A mechanism is one file in `mechanisms/` and one line in the register below. The
//! order of the register is the order of effect and the order of the manual.

use crate::mechanisms::*;
use crate::parameter::Parameters;
use crate::places::Terms;
use crate::spec::{DEMANDS, Place, SECTORS, Spec};
use crate::state::State;
use crate::world::World;

/// What the people of a place are like before anything happens: filled by the
/// mechanisms' `settle`, drawn from by the builder of the world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Disposition {
    /// Mean hardship of those employed in workplaces, by sector.
    pub hardship: [f64; SECTORS],
    /// Mean hardship of the others, by group.
    pub hardship_others: [f64; 4],
    /// Standard deviation of hardship between cells.
    pub between_cells: f64,
    /// Standard deviation of hardship between the people of a cell.
    pub within_cells: f64,
    /// Legitimacy at the start, in [0, 1].
    pub legitimacy: f64,
    /// Shares of the four risk classes.
    pub risk: [f64; 4],
    /// Weights of the demands; sum to 1.
    pub demands: [f64; DEMANDS],
}

/// What `weigh` may look at: the world and the state frozen at the start of the hour.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// What never changes.
    pub world: &'a World,
    /// What does, as of the start of the step.
    pub state: &'a State,
    /// Which place weighs its odds.
    pub place: usize,
}

/// A cell as its members see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct CellSeen {
    /// Members.
    pub size: u32,
    /// Members in the street.
    pub active: u32,
    /// Members on strike.
    pub strikers: u32,
    /// Whether an organisation has a branch here.
    pub branch: bool,
    /// Whether the branches of the place call people out in this hour.
    pub called: bool,
}

/// A sub-model. Every hook does nothing by default; a mechanism never touches a
/// person one by one.
pub trait Mechanism: Parameters + Send + Sync {
    /// Once, as the world is built: what the people of a place are like.
    fn settle(&self, _spec: &Spec, _place: &Place, _people: &mut Disposition) {}
    /// First in each hour: what is dated for it.
    fn news(&self, _world: &World, _state: &mut State) {}
    /// Second: counts become fields.
    fn sense(&self, _world: &World, _state: &mut State) {}
    /// Third, for each place: the additive terms of the utility and the rates.
    fn weigh(&self, _seen: Seen, _terms: &mut Terms) {}
    /// Whenever a cell changes: what its members add to each other's utility.
    fn tie(&self, _cell: CellSeen) -> f64 {
        0.0
    }
    /// The most that `tie` can ever return.
    fn tie_most(&self) -> f64 {
        0.0
    }
    /// After people have moved: the actors answer.
    fn act(&self, _world: &World, _state: &mut State) {}
    /// Last: what only this mechanism keeps count of.
    fn note(&self, _world: &World, _state: &mut State) {}
}

/// A line of the register, for those who list mechanisms.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The section of the scenario file.
    pub name: &'static str,
    /// The sub-model of the specification, such as `M1`.
    pub model: &'static str,
    /// One line.
    pub title: &'static str,
    /// The manual page.
    pub page: &'static str,
    /// The table of parameters.
    pub table: &'static [crate::parameter::Parameter],
}

macro_rules! register {
    ($($name:ident: $type:path, $model:literal, $title:literal;)*) => {
        /// Every mechanism with its parameters.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Mechanisms {
            $(#[doc = $title] pub $name: $type,)*
        }

        /// The register, in the order of effect.
        pub const REGISTER: &[Entry] = &[$(Entry {
            name: stringify!($name),
            model: $model,
            title: $title,
            page: <$type>::PAGE,
            table: <$type>::TABLE,
        },)*];

        impl Mechanisms {
            /// The parameters of the mechanism of this name.
            pub fn parameters(&self, name: &str) -> Option<&dyn Parameters> {
                match name {
                    $(stringify!($name) => Some(&self.$name),)*
                    _ => None,
                }
            }

            /// The same, to change them.
            pub fn parameters_mut(&mut self, name: &str) -> Option<&mut dyn Parameters> {
                match name {
                    $(stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            pub(crate) fn settle(&self, spec: &Spec, place: &Place) -> Disposition {
                let mut people = Disposition::default();
                $(if self.$name.enabled { self.$name.settle(spec, place, &mut people); })*
                people
            }

            pub(crate) fn news(&self, world: &World, state: &mut State) {
                $(if self.$name.enabled { self.$name.news(world, state); })*
            }

            pub(crate) fn sense(&self, world: &World, state: &mut State) {
                $(if self.$name.enabled { self.$name.sense(world, state); })*
            }

            pub(crate) fn weigh(&self, seen: Seen) -> Terms {
                let mut terms = Terms::default();
                $(if self.$name.enabled { self.$name.weigh(seen, &mut terms); })*
                terms
            }

            #[inline]
            pub(crate) fn tie(&self, cell: CellSeen) -> f64 {
                let mut utility = 0.0;
                $(if self.$name.enabled { utility += self.$name.tie(cell); })*
                utility
            }

            pub(crate) fn tie_most(&self) -> f64 {
                let mut utility = 0.0;
                $(if self.$name.enabled { utility += self.$name.tie_most(); })*
                utility
            }

            pub(crate) fn act(&self, world: &World, state: &mut State) {
                $(if self.$name.enabled { self.$name.act(world, state); })*
            }

            pub(crate) fn note(&self, world: &World, state: &mut State) {
                $(if self.$name.enabled { self.$name.note(world, state); })*
            }
        }
    };
}

register! {
    shock: shock::Shock, "M1", "Shock: a dated price jump felt by those who depend on the fuel";
    grievance: grievance::Grievance, "M2", "Grievance: hardship, legitimacy and outrage";
    people: participation::People, "M3", "Participation: who goes out, and who goes home";
    contact: contact::Contact, "M4", "Contact: the pull of one's block, workplace and town square";
    information: information::Information, "M5", "Information: what is known here of crowds elsewhere";
    strike: strike::Strike, "M6", "Strike: workplaces put down tools, lose wages, cost output, return";
    demand: demand::Demand, "M7", "Demand: what is asked for, and how it radicalises";
    concession: concession::Concession, "M8", "Concession: relief, and the lesson that pressure works";
    policing: policing::Policing, "M10a", "Policing: deterrence, arrest, detention, casualties";
    loyalty: loyalty::Loyalty, "M10", "Loyalty: units of police and army that obey, hold back, refuse or change sides";
    elite: elite::Elite, "M11", "Elite: officials and owners who watch the regime's odds, and leave";
    regime: regime::Regime, "M12", "Regime: a table of dated or triggered orders";
    shutdown: shutdown::Shutdown, "M12b", "Shutdown: the network cut, with its two opposite channels";
    organisation: organisation::Organisation, "M9", "Organisation: branches in cells, with eight separate effects";
    committee: committee::Committee, "M9b", "Committee: struck workplaces elect, federate and run services";
    messages: message::Messages, "M14", "Message: dated texts, their languages, channels and translations";
    intervention: intervention::Intervention, "M13", "Intervention: a request, allies' decisions, troops, withdrawal";
    home_front: home_front::HomeFront, "M13b", "Home front: opposition inside the countries that send troops";
    spillover: spillover::Spillover, "M15", "Spill-over: publics and governments of other countries";
    outcome: outcome::Outcome, "M16", "Outcome: how a run ends, by stated rules";
}
