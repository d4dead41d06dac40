//! The register of all mechanisms: one line each, in the order of effect and of the manual.
//!
//! Everything about a mechanism that somebody needs a list of is made here from that line:
//! the struct of all parameters, the struct of all memories, the hooks in their order, the
//! columns of output, and what a run loses where a mechanism is off.

use crate::cells::CellSeen;
use crate::column::Column;
use crate::mechanism::{Mechanism, Owned, Seen};
use crate::mechanisms::*;
use crate::model::{Holds, Register, Registered, Remembers, Ties};
use crate::parameter::{Parameter, Parameters, Value};
use crate::places::{Disposition, Terms};
use crate::spec::{Place, Spec};
use crate::state::{Nation, State};
use crate::world::World;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// A line of the register, for those who list mechanisms.
#[derive(Clone, Copy)]
pub struct RegisterEntry {
    /// The section of the scenario file.
    pub name: &'static str,
    /// The sub-model of the specification, such as `M1`.
    pub model: &'static str,
    /// One line.
    pub title: &'static str,
    /// The manual page.
    pub page: &'static str,
    /// The table of parameters.
    pub table: &'static [Parameter],
    /// The columns of output.
    pub columns: &'static [Column],
    /// The public fields that it keeps up.
    pub owns: Owned,
    /// Values of its parameters that take all effect from it.
    pub silent: &'static [(&'static str, f64)],
}

impl RegisterEntry {
    /// Whether it acts in a scenario that says nothing about it.
    pub fn on_by_default(&self) -> bool {
        self.table.iter().any(|row| row.name == "enabled" && row.default == Value::Switch(true))
    }
}

macro_rules! register {
    ($($(#[$only:meta])* $name:ident: $type:path, $model:literal, $title:literal;)*) => {
        /// Every mechanism with its parameters.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Mechanisms {
            $($(#[$only])* #[doc = $title] pub $name: $type,)*
        }

        /// What every mechanism remembers.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Remembered {
            $($(#[$only])* $name: <$type as Mechanism>::Memory,)*
        }

        $($(#[$only])* impl Holds<$type> for Mechanisms {
            #[inline]
            fn held(&self) -> &$type {
                &self.$name
            }
        }

        $(#[$only])* impl Remembers<$type> for Remembered {
            type Memory = <$type as Mechanism>::Memory;

            #[inline]
            fn remembered(&self) -> &Self::Memory {
                &self.$name
            }

            #[inline]
            fn remembered_mut(&mut self) -> &mut Self::Memory {
                &mut self.$name
            }
        })*

        /// The register, in the order of effect.
        pub static REGISTER: &[RegisterEntry] = &[$($(#[$only])* RegisterEntry {
            name: stringify!($name),
            model: $model,
            title: $title,
            page: <$type>::PAGE,
            table: <$type>::TABLE,
            columns: <$type as Mechanism>::COLUMNS,
            owns: <$type as Mechanism>::OWNS,
            silent: <$type as Mechanism>::SILENT,
        },)*];

        /// A list of names and memories, of those that remember something: a mechanism that is
        /// off, or new and without memory, leaves no trace in a checkpoint.
        impl Serialize for Remembered {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let rest = Remembered::default();
                let mut list = serializer.serialize_seq(Some(2 * Registered::held(self).len()))?;
                $($(#[$only])* {
                    if self.$name != rest.$name {
                        list.serialize_element(stringify!($name))?;
                        list.serialize_element(&self.$name)?;
                    }
                })*
                list.end()
            }
        }

        impl<'de> Visitor<'de> for NamedMemories {
            type Value = Remembered;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("names of mechanisms, each followed by its memory")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Remembered, A::Error> {
                let mut memories = Remembered::default();
                while let Some(name) = list.next_element::<String>()? {
                    match name.as_str() {
                        $($(#[$only])* stringify!($name) => {
                            let found = list.next_element()?;
                            memories.$name = found.ok_or_else(|| A::Error::custom("a name without its memory"))?;
                        })*
                        _ => return Err(A::Error::custom("an unknown mechanism")),
                    }
                }
                Ok(memories)
            }
        }

        impl Register for Registered {
            type Parameters = Mechanisms;
            type Remembered = Remembered;

            fn held(memories: &Remembered) -> Vec<&'static str> {
                let rest = Remembered::default();
                let mut held = Vec::new();
                $($(#[$only])* { if memories.$name != rest.$name { held.push(stringify!($name)); } })*
                held
            }
        }

        impl Ties for Mechanisms {
            #[inline]
            fn tie(&self, cell: CellSeen) -> f64 {
                let mut utility = 0.0;
                $($(#[$only])* { if self.$name.enabled { utility += self.$name.tie(cell); } })*
                utility
            }

            fn tie_most(&self) -> f64 {
                let mut utility = 0.0;
                $($(#[$only])* { if self.$name.enabled { utility += self.$name.tie_most(); } })*
                utility
            }
        }

        impl Mechanisms {
            /// The parameters of the mechanism of this name.
            pub fn parameters(&self, name: &str) -> Option<&dyn Parameters> {
                match name {
                    $($(#[$only])* stringify!($name) => Some(&self.$name),)*
                    _ => None,
                }
            }

            /// The same, to change them.
            pub fn parameters_mut(&mut self, name: &str) -> Option<&mut dyn Parameters> {
                match name {
                    $($(#[$only])* stringify!($name) => Some(&mut self.$name),)*
                    _ => None,
                }
            }

            pub(crate) fn settle(&self, spec: &Spec, place: &Place) -> Disposition {
                let mut people = Disposition::default();
                $($(#[$only])* { if self.$name.enabled { self.$name.settle(spec, place, &mut people); } })*
                people
            }

            pub(crate) fn news(&self, world: &World, state: &mut State) {
                $($(#[$only])* { if self.$name.enabled { self.$name.news(world, state); } })*
            }

            pub(crate) fn sense(&self, world: &World, state: &mut State) {
                $($(#[$only])* { if self.$name.enabled { self.$name.sense(world, state); } })*
            }

            pub(crate) fn weigh(&self, seen: Seen) -> Terms {
                let mut terms = Terms::default();
                $($(#[$only])* { if self.$name.enabled { self.$name.weigh(seen, &mut terms); } })*
                terms
            }

            pub(crate) fn act(&self, world: &World, state: &mut State) {
                state.nation.output_lost = 0.0;
                $($(#[$only])* {
                    if self.$name.enabled {
                        self.$name.act(world, state);
                        state.nation.output_lost += self.$name.costs(world, state);
                    }
                })*
            }

            /// The share of national output that all of them cost now.
            pub(crate) fn costs(&self, world: &World, state: &State) -> f64 {
                let mut lost = 0.0;
                $($(#[$only])* { if self.$name.enabled { lost += self.$name.costs(world, state); } })*
                lost
            }

            pub(crate) fn note(&self, world: &World, state: &mut State) {
                $($(#[$only])* { if self.$name.enabled { self.$name.note(world, state); } })*
            }

            /// Takes out of a state whatever mechanisms keep up that are off here: what they
            /// remember, the public fields that they own, and what they hold people to.
            pub(crate) fn rest(&self, world: &World, state: &mut State) {
                let start: Vec<_> = (0..state.fields.len()).map(|p| world.field(p)).collect();
                $($(#[$only])* {
                    if !self.$name.enabled {
                        *state.memory.of_mut::<$type>() = Default::default();
                        let owns = <$type as Mechanism>::OWNS;
                        state.fields.iter_mut().zip(&start).for_each(|(field, start)| (owns.rest_place)(field, start));
                        (owns.rest_nation)(&mut state.nation, &Nation::default());
                        self.$name.leave(world, state);
                    }
                })*
            }
        }
    };
}

/// What reads a list of memories.
struct NamedMemories;

impl<'de> Deserialize<'de> for Remembered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Remembered, D::Error> {
        deserializer.deserialize_seq(NamedMemories)
    }
}

impl Mechanisms {
    /// The columns that mechanisms add to the tables of a run, in the order of the register.
    ///
    /// Those of mechanisms that act by default are always there. Those of a mechanism that is off
    /// by default are there if it is on here, or if `asked` says that another branch of the run
    /// may have it on: so that a new mechanism changes no table of a run that does without it.
    pub fn columns(&self, asked: impl Fn(&str) -> bool) -> Vec<Column> {
        let on = |name: &str| self.parameters(name).and_then(|p| p.get("enabled")) == Some(Value::Switch(true));
        let shown = |entry: &&RegisterEntry| entry.on_by_default() || on(entry.name) || asked(entry.name);
        REGISTER.iter().filter(shown).flat_map(|entry| entry.columns).copied().collect()
    }
}

impl Spec {
    /// The columns that mechanisms add to the tables of a run, in their order.
    pub fn columns(&self) -> Vec<Column> {
        self.mechanisms.columns(|name| self.shown.contains(&name))
    }
}

register! {
    price: price::Price, "M1", "Price: a dated jump of the fuel price, felt by those who depend on it";
    shocks: shocks::Shocks, "M1b", "Shocks: dated events of any kind that make people readier to go out";
    grievance: grievance::Grievance, "M2", "Grievance: hardship, legitimacy and outrage";
    differences: differences::Differences, "M2b", "Differences: what places differ by that no table says";
    calendar: calendar::Calendar, "M3e", "Calendar: what weekdays and holidays change";
    fatigue: fatigue::Fatigue, "M3c", "Fatigue: having been out costs readiness, which returns over days";
    people: participation::Participation, "M3", "Participation: who goes out, and who goes home";
    presence: presence::Presence, "M3b", "Presence: who is mobilised, and who of them is in the street at this hour";
    calls: calls::Calls, "M3d", "Calls: appointments, dated or recurring, for which people go out";
    contact: contact::Contact, "M4", "Contact: the pull of one's block, workplace and town square";
    information: information::Information, "M5", "Information: what is known here of crowds elsewhere";
    strike: strike::Strike, "M6", "Strike: workplaces put down tools, lose wages, cost output, return";
    demand: demand::Demand, "M7", "Demand: what is asked for, and how it radicalises";
    concession: concession::Concession, "M8", "Concession: relief, and the lesson that pressure works";
    policing: policing::Policing, "M10a", "Policing: deterrence, arrest, detention, casualties";
    travel: travel::Travel, "M3f", "Travel: people come to a call from the places around it";
    loyalty: loyalty::Loyalty, "M10", "Loyalty: units of police and army that obey, hold back, refuse or change sides";
    elite: elite::Elite, "M11", "Elite: officials and owners who watch the regime's odds, and leave";
    regime: regime::Regime, "M12", "Regime: a table of dated or triggered orders";
    shutdown: shutdown::Shutdown, "M12b", "Shutdown: the network cut, with its two opposite channels";
    organisation: organisation::Organisation, "M9", "Organisation: branches in cells, with eight separate effects";
    committee: committee::Committee, "M9b", "Committee: struck workplaces elect, federate and run services";
    messages: messages::Messages, "M14", "Message: dated texts, their languages, channels and translations";
    intervention: intervention::Intervention, "M13", "Intervention: a request, allies' decisions, troops, withdrawal";
    home_front: home_front::HomeFront, "M13b", "Home front: opposition inside the countries that send troops";
    spillover: spillover::Spillover, "M15", "Spill-over: publics and governments of other countries";
    outcome: outcome::Outcome, "M16", "Outcome: how a run ends, by stated rules";
    #[cfg(feature = "fixture")]
    tide: tide::Tide, "M99", "Tide: a mechanism that only tests know";
}
