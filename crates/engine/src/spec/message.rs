//! Texts that are published: see [`crate::mechanisms::messages`].

use super::LANGUAGES;

/// Kinds of content, in the order of [`Message::content`].
pub const CONTENT_NAMES: [&str; CONTENTS] = ["economic", "political", "strike", "soldiers", "state"];
/// How many kinds there are.
pub const CONTENTS: usize = 5;
/// Channels, in the order of [`Message::channels`].
pub const CHANNEL_NAMES: [&str; 3] = ["network", "radio", "mouth"];
/// Where a text is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// In another country.
    Abroad,
    /// In the whole country at once.
    Nation,
    /// In a place: word of mouth begins there.
    Place(u32),
}

/// A text that is published.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its name in the scenario.
    pub name: String,
    /// Hour since the start.
    pub hour: f64,
    /// Where.
    pub origin: Origin,
    /// The text of which this is a copy or translation, as an index into the list.
    pub copy_of: Option<usize>,
    /// Weights of network, radio and television, word of mouth, in [0, 1].
    pub channels: [f64; 3],
    /// The country's languages in which it is published.
    pub languages: [bool; LANGUAGES],
    /// Whether it is published in a language of other countries.
    pub foreign: bool,
    /// How far it is each kind of content, in [0, 1].
    pub content: [f64; CONTENTS],
    /// Share of people who follow such texts, in [0, 1].
    pub audience: f64,
}
