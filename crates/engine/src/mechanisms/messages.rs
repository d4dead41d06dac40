//! M14 Messages and languages.

use crate::column::mean_over_adults;
use crate::happening::ActorEvent;
use crate::mechanism::{Mechanism, Seen};
use crate::memo::Memo;
use crate::parameter::{range, switch};
use crate::places::Terms;
use crate::spec::{LANGUAGES, Message, Origin};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Messages
    ///
    /// Texts that are published at an hour, in languages, over channels; who they reach,
    /// and what that changes.
    ///
    /// A `[[message]]` of the scenario has a content — how far it speaks of economic demands,
    /// of politics, calls for strikes, appeals to soldiers, gives the state's account — and an
    /// origin: a place, the nation, or abroad. No text is generated, scored or improved here.
    ///
    /// In a language in which it was not published it exists after a translation, at
    /// `1/translation_hours` per hour, with `fidelity` of its content. The exposure `E` of a
    /// language community in a place, in readings per head of the `audience` (the share of
    /// people who follow such texts), grows and saturates:
    ///
    /// ```text
    /// dE/dt = rate · (network · c_p · h + radio · h + mouth · m_p) · (1 − E/most)
    /// ```
    ///
    /// with `c_p` the share of the network that works (a shutdown stops nothing else), `h` 1 at
    /// home and `returns` for a text from abroad (readers with relatives abroad, shortwave), and
    /// `m_p` the share of the region and, by `travel`, of the country that has been reached. A
    /// copy adds to the exposure of its original, in proportion to its audience, and
    ///
    /// ```text
    /// M = 1 − Π_texts (1 − audience · (1 − exp(−content · fidelity · E)))
    /// u_language += weight · (M(economic and political) − state · M(state's account))
    /// u_strike   += strike · M(strike)
    /// appeal to soldiers = soldiers · M(soldiers)
    /// ```
    ///
    /// so nobody is persuaded twice by copies, and nobody who does not follow such texts. Publics abroad are reached in the same way once
    /// the text exists in a foreign language.
    ///
    /// Without data on doses none of this is identified (H9, H10): it says what would follow.
    ///
    /// *Writes:* persuasion of each community, appeals to soldiers here and abroad, publics abroad
    /// (read by `home_front` and `spillover`).
    pub struct Messages {
        weight: f64 = 0.03, range(0.0, 1.0), "utility", Assumed, "model M14, b_m", "Utility of going out of somebody wholly persuaded.";
        state: f64 = 1.0, range(0.0, 5.0), "factor", Assumed, "assumed", "Weight of the state's account against the others.";
        strike: f64 = 0.03, range(0.0, 1.0), "utility", Assumed, "model M14, b_m", "Utility of putting down tools where everybody has been called to strike.";
        soldiers: f64 = 1.0, range(0.0, 1.0), "share", Assumed, "model M10, a_3; no data on doses (H9)", "How far an appeal that reached everybody reaches soldiers.";
        rate: f64 = 0.1, range(0.0, 10.0), "readings per follower and hour", Assumed, "model M14, r", "How fast a text spreads where every channel is open.";
        most: f64 = 3.0, range(0.1, 100.0), "readings per follower", Assumed, "model M14, E_max", "Readings at which a text is exhausted.";
        translation: bool = true, switch(), "switch", Assumed, "model M14", "Whether texts are translated.";
        translation_hours: f64 = 12.0, range(0.1, 5000.0), "hours", Assumed, "model M14, τ", "Mean time to a translation.";
        fidelity: f64 = 0.9, range(0.0, 1.0), "share", Assumed, "model M14, f", "Share of the content that a translation keeps.";
        returns: f64 = 0.05, range(0.0, 1.0), "share", Assumed, "model M14: diaspora and shortwave", "Share of the home audience that texts from abroad reach.";
        travel: f64 = 0.1, range(0.0, 1.0), "share", Assumed, "assumed", "Share of word of mouth that comes from outside the region.";
    }
}

/// The version for publics abroad, after those of the country's languages.
const FOREIGN: usize = LANGUAGES;

/// Who has been reached by one text and its copies.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextExposure {
    /// Share of the content in each language of the country, then abroad; 0: no version yet.
    pub versions: [f64; LANGUAGES + 1],
    /// Readings per follower, by place and language community.
    pub exposure: Vec<[f64; LANGUAGES]>,
    /// Readings per follower abroad.
    pub abroad: f64,
}

/// What is remembered of messages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MessagesMemory {
    /// Which are out, in the order of the scenario.
    pub released: Vec<bool>,
    /// Texts, in the same order; a copy adds to its original.
    pub texts: Vec<TextExposure>,
    /// How far each place has been called to strike, in [0, 1].
    pub strike: Vec<f64>,
    /// How far texts have reached the soldiers of each place, in [0, 1].
    pub appeal: Vec<f64>,
    /// How far publics abroad have been reached by demands and politics, in [0, 1].
    pub publics: f64,
    /// How far soldiers of other countries have been reached by appeals, in [0, 1].
    pub soldiers_abroad: f64,
    /// How far appeals have reached soldiers of each language in the country, in [0, 1].
    pub soldiers: [f64; LANGUAGES],
}

impl MessagesMemory {
    /// How far publics abroad have been persuaded by texts on demands, politics and strikes.
    pub fn abroad(&self) -> f64 {
        self.publics
    }

    /// How far soldiers of other countries have been reached by appeals.
    pub fn appeal_abroad(&self) -> f64 {
        self.soldiers_abroad
    }
}

/// The share of people who have taken in a text of this audience and exposure.
fn taken(audience: f64, exposure: f64) -> f64 {
    if exposure > 0.0 { audience * -libm::expm1(-exposure) } else { 0.0 }
}

/// The share of people who have been persuaded by one of two.
fn either(a: f64, b: f64) -> f64 {
    1.0 - (1.0 - a) * (1.0 - b)
}

/// How far texts have reached a language community of a place: persuaded by demands and politics, called to strike,
/// as soldiers, by the state.
fn reached_in(texts: &[TextExposure], messages: &[Message], p: usize, l: usize) -> [f64; 4] {
    let mut reached = [0.0; 4];
    for (text, message) in texts.iter().zip(messages).filter(|(text, _)| !text.exposure.is_empty()) {
        let [economic, political, strike, soldiers, official] = message.content;
        let read = text.versions[l] * text.exposure[p][l];
        for (all, content) in reached.iter_mut().zip([economic + political, strike, soldiers, official]) {
            *all = either(*all, taken(message.audience, content * read));
        }
    }
    reached
}

/// How far texts have persuaded the people of a place, over its language communities.
fn persuaded(world: &World, state: &State, p: usize) -> f64 {
    let shares = &world.spec.places[p].languages;
    state.fields[p].persuasion.iter().zip(shares).map(|(persuaded, share)| persuaded * share).sum()
}

impl Messages {
    /// Readings add up and saturate: the share of what is left that is read at a rate in so many hours.
    fn share_read(&self, rate: f64, dt: f64) -> f64 {
        -libm::expm1(-rate * dt / self.most)
    }

    /// What is left of the readings that count.
    fn left(&self, exposure: f64) -> f64 {
        (self.most - exposure).max(0.0)
    }

    /// Share of each region, and of the country, that a text has reached.
    fn mouths(&self, world: &World, text: &TextExposure, audience: f64) -> Vec<f64> {
        let mut units = vec![(0.0, 0.0); world.spec.units as usize];
        let (mut last, mut shares) = ([f64::NAN; LANGUAGES], [0.0; LANGUAGES]);
        for (p, place) in world.spec.places.iter().enumerate() {
            // Places of a unit have mostly been reached alike.
            if text.exposure[p] != last {
                last = text.exposure[p];
                shares = last.map(|exposure| taken(audience, exposure));
            }
            let reached: f64 = place.languages.iter().zip(shares).map(|(share, taken)| share * taken).sum();
            let unit = &mut units[place.unit as usize];
            *unit = (unit.0 + world.adults[p] * reached, unit.1 + world.adults[p]);
        }
        let all = units.iter().fold((0.0, 0.0), |a, u| (a.0 + u.0, a.1 + u.1));
        let share = |(reached, adults): (f64, f64)| if adults > 0.0 { reached / adults } else { 0.0 };
        units.iter().map(|&unit| (1.0 - self.travel) * share(unit) + self.travel * share(all)).collect()
    }

    /// One message adds to the exposure of its text.
    fn spread(&self, world: &World, state: &State, message: &Message, audience: f64, text: &mut TextExposure) {
        let dt = world.spec.clock.dt();
        let [network, radio, mouth] = message.channels;
        // A copy for few reaches few of those who follow the original.
        let pace = if audience > 0.0 { self.rate * (message.audience / audience).min(1.0) } else { 0.0 };
        let home = if message.origin == Origin::Abroad { self.returns } else { 1.0 };
        let mouths =
            if mouth > 0.0 { self.mouths(world, text, audience) } else { vec![0.0; world.spec.units as usize] };
        let mut share_read = Memo::new();
        for (p, place) in world.spec.places.iter().enumerate() {
            let spoken = if message.origin == Origin::Place(p as u32) { 1.0 } else { mouths[place.unit as usize] };
            let channels = (network * state.fields[p].connectivity + radio) * home + mouth * spoken;
            let rate = pace * channels;
            // Places of a unit mostly read at the same rate.
            let share = share_read.of(rate, |rate| self.share_read(rate, dt));
            for l in (0..LANGUAGES).filter(|&l| text.versions[l] > 0.0 && place.languages[l] > 0.0) {
                text.exposure[p][l] += self.left(text.exposure[p][l]) * share;
            }
        }
        if text.versions[FOREIGN] > 0.0 {
            let adults: f64 = world.adults.iter().sum();
            let open: f64 =
                state.fields.iter().zip(&world.adults).map(|(f, n)| f.connectivity * n).sum::<f64>() / adults;
            // A text of the country leaves it over the network, or is heard beyond the border.
            let channels = if home < 1.0 { network + radio } else { network * open + radio * self.returns };
            text.abroad += self.left(text.abroad) * self.share_read(pace * channels, dt);
        }
    }

    /// What has been taken in, as fields.
    fn persuade(&self, world: &World, state: &mut State) {
        let messages = &world.spec.messages;
        let memory = state.memory.of_mut::<Messages>();
        let mut abroad = [0.0; 2];
        for (text, message) in memory.texts.iter().zip(messages) {
            let [economic, political, strike, soldiers, _] = message.content;
            let read = text.versions[FOREIGN] * text.abroad;
            abroad[0] = either(abroad[0], taken(message.audience, read * (economic + political + strike)));
            abroad[1] = either(abroad[1], taken(message.audience, read * soldiers));
        }
        (memory.publics, memory.soldiers_abroad) = (abroad[0], self.soldiers * abroad[1]);
        let (mut appealed, mut reached) = ([(0.0, 0.0); LANGUAGES], [[0.0; 4]; LANGUAGES]);
        for (p, place) in world.spec.places.iter().enumerate() {
            let (mut strike, mut soldiers) = (0.0, 0.0);
            // Places of a unit have mostly been reached alike.
            let alike = |t: &TextExposure| t.exposure.is_empty() || p > 0 && t.exposure[p] == t.exposure[p - 1];
            if p == 0 || !memory.texts.iter().all(alike) {
                reached = std::array::from_fn(|l| reached_in(&memory.texts, messages, p, l));
            }
            for l in (0..LANGUAGES).filter(|&l| place.languages[l] > 0.0) {
                let reached = reached[l];
                let persuaded = reached[0] - self.state * reached[3];
                state.fields[p].persuasion[l] = persuaded.clamp(-1.0, 1.0);
                strike += place.languages[l] * reached[1];
                soldiers += place.languages[l] * reached[2];
                let speakers = world.adults[p] * place.languages[l];
                appealed[l] = (appealed[l].0 + speakers * reached[2], appealed[l].1 + speakers);
            }
            (memory.strike[p], memory.appeal[p]) = (strike, (self.soldiers * soldiers).min(1.0));
        }
        memory.soldiers = appealed.map(|(reached, all)| if all > 0.0 { self.soldiers * reached / all } else { 0.0 });
    }
}

impl Mechanism for Messages {
    type Memory = MessagesMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("rate", 0.0)];
    owns! { place: persuasion; }
    columns! {
        place persuaded: Number, "share", "how far texts have persuaded people; below 0 where the state's account prevails", persuaded;
        nation persuaded: Number, "share", "how far texts have persuaded people, mean over adults",
            |world, state| mean_over_adults(world, |p| persuaded(world, state, p)),
            curve("Persuaded by texts, less by the state's account");
        nation persuaded_abroad: Number, "share", "how far texts have persuaded publics abroad",
            |_, state| state.memory.of::<Messages>().abroad();
    }

    fn news(&self, world: &World, state: &mut State) {
        let messages = &world.spec.messages;
        let (now, places) = (world.spec.clock.hours(state.step), world.spans.len());
        let memory = state.memory.of_mut::<Messages>();
        memory.released.resize(messages.len(), false);
        memory.texts.resize(messages.len(), TextExposure::default());
        memory.strike.resize(places, 0.0);
        memory.appeal.resize(places, 0.0);
        let mut published = Vec::new();
        for (m, message) in messages.iter().enumerate().filter(|(_, message)| message.hour <= now) {
            let text = &mut memory.texts[message.copy_of.unwrap_or(m)];
            text.exposure.resize(places, [0.0; LANGUAGES]);
            for l in (0..LANGUAGES).filter(|&l| message.languages[l]) {
                text.versions[l] = 1.0;
            }
            if message.foreign {
                text.versions[FOREIGN] = 1.0;
            }
            if !std::mem::replace(&mut memory.released[m], true) {
                published.push(m as u32);
            }
        }
        published.into_iter().for_each(|message| state.tell(None, ActorEvent::Published { message }));
        let memory = state.memory.of_mut::<Messages>();
        let translated = -libm::expm1(-world.spec.clock.dt() / self.translation_hours);
        for (m, text) in memory.texts.iter_mut().enumerate().filter(|(_, t)| self.translation && !t.exposure.is_empty())
        {
            for l in 0..=FOREIGN {
                let who = (m * (LANGUAGES + 1) + l) as u32;
                if text.versions[l] == 0.0 && state.key.draw(Purpose::Message, who, state.step).uniform(0) < translated
                {
                    text.versions[l] = self.fidelity;
                }
            }
        }
    }

    fn sense(&self, world: &World, state: &mut State) {
        if !state.memory.of::<Messages>().released.contains(&true) {
            return;
        }
        let mut texts = std::mem::take(&mut state.memory.of_mut::<Messages>().texts);
        for (m, message) in world.spec.messages.iter().enumerate() {
            if state.memory.of::<Messages>().released[m] {
                let original = message.copy_of.unwrap_or(m);
                let audience = world.spec.messages[original].audience;
                self.spread(world, state, message, audience, &mut texts[original]);
            }
        }
        state.memory.of_mut::<Messages>().texts = texts;
        self.persuade(world, state);
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let persuasion = seen.state.fields[seen.place].persuasion;
        terms.language.iter_mut().zip(persuasion).for_each(|(term, persuaded)| *term += self.weight * persuaded);
        let called = seen.state.memory.of::<Messages>().strike.get(seen.place).copied().unwrap_or(0.0);
        terms.strike.iter_mut().for_each(|term| *term += self.strike * called);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::mechanisms::organisation::appeal;
    use crate::spec::{CONTENTS, Spec};

    fn text(content: [f64; CONTENTS]) -> Message {
        Message {
            name: "text".into(),
            hour: 2.0,
            origin: Origin::Nation,
            copy_of: None,
            channels: [0.6, 0.2, 0.2],
            languages: [true, false, false, false],
            foreign: false,
            content,
            audience: 0.5,
        }
    }

    fn after(messages: Vec<Message>, hours: u32, change: impl Fn(&mut Spec), cut: f64) -> State {
        let mut spec = fixture::spec();
        spec.messages = messages;
        change(&mut spec);
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        let mechanism = &world.spec.mechanisms.messages;
        for _ in 0..hours {
            state.fields.iter_mut().for_each(|f| f.connectivity = cut);
            mechanism.news(&world, &mut state);
            mechanism.sense(&world, &mut state);
            state.step += 1;
        }
        state
    }

    #[test]
    fn a_text_reaches_its_language_first_and_others_by_translation() {
        let content = [0.5, 0.5, 0.5, 0.5, 0.0];
        let never = |spec: &mut Spec| spec.mechanisms.messages.translation = false;
        let (with, without) =
            (after(vec![text(content)], 100, |_| {}, 1.0), after(vec![text(content)], 100, never, 1.0));
        assert!(after(vec![text(content)], 2, |_| {}, 1.0).fields[0].persuasion[0] == 0.0, "not before its hour");
        assert!(with.fields[0].persuasion[0] > with.fields[0].persuasion[1] && with.fields[0].persuasion[1] > 0.0);
        assert!(without.fields[0].persuasion[0] > 0.0 && without.fields[0].persuasion[1] == 0.0);
        assert!(appeal(&with, 0) > appeal(&without, 0), "more soldiers understand it");
        assert_eq!(with.happenings.len(), 1);
    }

    #[test]
    fn a_shutdown_stops_the_network_and_nothing_else() {
        let over = |channels: [f64; 3], cut: f64| {
            let message = Message { channels, ..text([0.0, 1.0, 0.0, 0.0, 0.0]) };
            after(vec![message], 48, |_| {}, cut).fields[0].persuasion[0]
        };
        assert!(over([1.0, 0.0, 0.0], 0.0) == 0.0 && over([1.0, 0.0, 0.0], 1.0) > 0.1);
        assert_eq!(over([0.0, 1.0, 0.0], 0.0), over([0.0, 1.0, 0.0], 1.0));
        let spoken = Message { origin: Origin::Place(1), channels: [0.0, 0.0, 1.0], ..text([0.0, 1.0, 0.0, 0.0, 0.0]) };
        let state = after(vec![spoken], 72, |_| {}, 0.0);
        assert!(state.fields[1].persuasion[0] > state.fields[0].persuasion[0] && state.fields[0].persuasion[0] > 0.0);
    }

    #[test]
    fn nobody_is_persuaded_twice_by_copies() {
        let original = text([0.0, 1.0, 0.0, 0.0, 0.0]);
        let copy = Message { copy_of: Some(0), ..original.clone() };
        let reached = |messages: Vec<Message>, hours: u32| after(messages, hours, |_| {}, 1.0).fields[0].persuasion[0];
        let (one, two) = (reached(vec![original.clone()], 2000), reached(vec![original.clone(), copy.clone()], 2000));
        assert!((one - two).abs() < 1e-6 && one < 1.0, "{one} {two}");
        assert!(reached(vec![original.clone(), copy], 20) > reached(vec![original], 20), "but sooner");
    }

    #[test]
    fn a_text_is_read_less_and_less_until_it_is_exhausted() {
        let readings = |most: f64, hours: u32| {
            let exhausted = |spec: &mut Spec| spec.mechanisms.messages.most = most;
            let state = after(vec![text([0.0, 1.0, 0.0, 0.0, 0.0])], hours, exhausted, 1.0);
            state.memory.of::<Messages>().texts[0].exposure[0][0]
        };
        // It is out from hour 2 on.
        let (day, two_days) = (readings(3.0, 26), readings(3.0, 50));
        assert!(day > 0.5 && two_days - day < 0.7 * day, "fewer on the second day: {day} {two_days}");
        assert!(readings(1.0, 50) < 0.6 * two_days, "of a text with less to read");
        let end = readings(3.0, 2000);
        assert!((2.99..=3.0).contains(&end), "{end} readings in the end");
    }

    #[test]
    fn content_acts_on_what_it_speaks_of() {
        let terms = |content: [f64; CONTENTS]| {
            let mut spec = fixture::spec();
            spec.messages = vec![text(content)];
            let world = World::build(spec, 1);
            let state = after(vec![text(content)], 50, |_| {}, 1.0);
            let mut terms = Terms::default();
            world.spec.mechanisms.messages.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            (terms.language[0], terms.strike[0], appeal(&state, 0))
        };
        let (demands, strike, soldiers, official) = (
            terms([1.0, 0.0, 0.0, 0.0, 0.0]),
            terms([0.0, 0.0, 1.0, 0.0, 0.0]),
            terms([0.0, 0.0, 0.0, 1.0, 0.0]),
            terms([0.0, 0.0, 0.0, 0.0, 1.0]),
        );
        assert!(demands.0 > 0.0 && demands.1 == 0.0 && demands.2 == 0.0);
        assert!(strike.0 == 0.0 && strike.1 > 0.0 && soldiers.2 > 0.0);
        assert!(official.0 < 0.0);
    }

    #[test]
    fn a_text_from_abroad_reaches_publics_there_and_returns_as_a_trickle() {
        let home = Message { foreign: true, channels: [0.7, 0.3, 0.0], ..text([0.2, 0.6, 0.4, 0.5, 0.0]) };
        let abroad = Message { origin: Origin::Abroad, ..home.clone() };
        let (far, near) = (after(vec![abroad], 30, |_| {}, 1.0), after(vec![home], 30, |_| {}, 1.0));
        assert!(
            far.memory.of::<Messages>().abroad() > 0.3
                && far.memory.of::<Messages>().abroad() <= 0.5
                && far.memory.of::<Messages>().appeal_abroad() > 0.1
        );
        assert!(far.fields[0].persuasion[0] > 0.0);
        assert!(far.fields[0].persuasion[0] < 0.3 * near.fields[0].persuasion[0]);
        let official = Message { foreign: true, ..text([0.0, 0.0, 0.0, 0.0, 1.0]) };
        assert_eq!(after(vec![official], 100, |_| {}, 1.0).memory.of::<Messages>().abroad(), 0.0);
    }

    #[test]
    fn a_copy_for_few_is_slow_and_a_translation_late_and_less() {
        let original = Message { hour: 1e6, ..text([0.0, 1.0, 0.0, 0.0, 0.0]) };
        let copied = |audience: f64| {
            let copy = Message { hour: 2.0, copy_of: Some(0), audience, ..original.clone() };
            after(vec![original.clone(), copy], 20, |_| {}, 1.0).fields[0].persuasion[0]
        };
        assert!(copied(0.05) > 0.0 && copied(0.05) < 0.3 * copied(0.5), "{} {}", copied(0.05), copied(0.5));
        let version = |translation_hours: f64, hours: u32| {
            let slow = |spec: &mut Spec| spec.mechanisms.messages.translation_hours = translation_hours;
            after(vec![text([1.0; CONTENTS])], hours, slow, 1.0).memory.of::<Messages>().texts[0].versions[1]
        };
        assert_eq!((version(5000.0, 4), version(5.0, 100)), (0.0, Messages::default().fidelity));
    }

    #[test]
    fn soldiers_hear_their_language_and_publics_abroad_what_leaves_the_country() {
        let never = |spec: &mut Spec| spec.mechanisms.messages.translation = false;
        let soldiers = after(vec![text([0.0, 0.0, 0.0, 1.0, 0.0])], 50, never, 1.0).memory.of::<Messages>().soldiers;
        assert!(soldiers[0] > 0.1 && soldiers[1] == 0.0, "{soldiers:?}");
        let abroad = |channels: [f64; 3], cut: f64| {
            let message = Message { foreign: true, channels, ..text([0.0, 1.0, 0.0, 0.0, 0.0]) };
            after(vec![message], 30, |_| {}, cut).memory.of::<Messages>().abroad()
        };
        assert!(abroad([1.0, 0.0, 0.0], 1.0) > 0.1 && abroad([1.0, 0.0, 0.0], 0.0) == 0.0);
        assert!(abroad([0.0, 1.0, 0.0], 0.0) > 0.0, "radio is heard beyond the border");
    }

    #[test]
    fn word_of_mouth_is_of_the_region_and_a_little_of_all() {
        let world = World::build(fixture::spec(), 1);
        let exposure = vec![[1.0, 0.0, 0.0, 0.0], [0.0; LANGUAGES], [0.0; LANGUAGES]];
        let heard = TextExposure { exposure, ..TextExposure::default() };
        let mouths = Messages::default().mouths(&world, &heard, 0.5);
        let here = 0.6 * taken(0.5, 1.0);
        assert!((mouths[1] - 0.1 * here * 24.0 / 40.0).abs() < 1e-12);
        assert!((mouths[0] - mouths[1] - 0.9 * here).abs() < 1e-12, "{mouths:?}");
    }
}
