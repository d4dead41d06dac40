//! The slow, readable twin of [`super::Grid`] for Model I: every turn looks at every
//! site in sight and counts from scratch, and decides by the formula of the paper.

use super::lots::{NATURE, places, shuffle};
use super::rules::{Counting, Neighbourhood, Rules, RulesError, Sentence, TurnOrder};
use super::tally::Tally;
use groundswell_chance::draw::{Key, Purpose, index};

#[derive(Clone)]
struct NaivePerson {
    x: i32,
    y: i32,
    cop: bool,
    active: bool,
    /// The first tick in which they are free again.
    jailed_until: u32,
    hardship: f64,
    aversion: f64,
}

/// A running model.
pub struct NaiveGrid {
    rules: Rules,
    key: Key,
    tick: u32,
    people: Vec<NaivePerson>,
    /// Who stands on each site, the last to come first.
    sites: Vec<Vec<usize>>,
    order: Vec<u32>,
    /// Those in jail, in the order of arrest.
    arrested: Vec<usize>,
}

impl NaiveGrid {
    /// The same world as [`super::Grid::new`]; Model II is not for this twin.
    ///
    /// # Errors
    /// Rules that make no world.
    pub fn new(rules: Rules, key: Key) -> Result<NaiveGrid, RulesError> {
        rules.check()?;
        let mut naive = NaiveGrid {
            rules,
            key,
            tick: 0,
            people: Vec::new(),
            sites: vec![Vec::new(); (rules.width * rules.height) as usize],
            order: Vec::new(),
            arrested: Vec::new(),
        };
        for (who, site) in places(&rules, key).into_iter().enumerate() {
            let (hardship, aversion) = key.draw(Purpose::Grid, who as u32, NATURE).pair(0);
            naive.people.push(NaivePerson {
                x: (site % rules.width) as i32,
                y: (site / rules.width) as i32,
                cop: (who as u32) < rules.cop_count(),
                active: false,
                jailed_until: 0,
                hardship,
                aversion,
            });
            naive.sites[site as usize].push(who);
            naive.order.push(who as u32);
        }
        Ok(naive)
    }

    /// One tick.
    pub fn step(&mut self) -> Tally {
        let mut arrests = 0;
        shuffle(&mut self.order, self.key, self.tick);
        for who in self.order.clone() {
            let who = who as usize;
            if self.jailed(who) {
                continue;
            }
            let words = self.key.draw(Purpose::Grid, who as u32, self.tick).block(0);
            let moves = self.people[who].cop || self.rules.movement;
            if moves && self.rules.order == TurnOrder::MoveFirst {
                self.wander(who, words[0]);
            }
            if self.people[who].cop {
                arrests += u32::from(self.enforce(who, words));
            } else {
                self.decide(who);
            }
            if moves && self.rules.order == TurnOrder::DecideFirst {
                self.wander(who, words[0]);
            }
        }
        self.tick += 1;
        if self.rules.step_onto {
            // Those whose sentence is over stand on their site again, in the order of arrest.
            for who in std::mem::take(&mut self.arrested) {
                if self.jailed(who) {
                    self.arrested.push(who);
                    continue;
                }
                let site = self.site(self.people[who].x, self.people[who].y);
                self.sites[site].insert(0, who);
            }
        }
        let mut tally = Tally { arrests, ..Tally::default() };
        for (who, p) in self.people.iter().enumerate() {
            let count = match (p.cop, self.jailed(who), p.active) {
                (true, ..) => &mut tally.cops,
                (_, true, _) => &mut tally.jailed,
                (.., true) => &mut tally.active,
                _ => &mut tally.quiet,
            };
            *count += 1;
        }
        tally.groups[0] = tally.quiet + tally.active + tally.jailed;
        tally
    }

    fn jailed(&self, who: usize) -> bool {
        self.people[who].jailed_until > self.tick
    }

    fn site(&self, x: i32, y: i32) -> usize {
        let (w, h) = (self.rules.width as i32, self.rules.height as i32);
        (y.rem_euclid(h) * w + x.rem_euclid(w)) as usize
    }

    /// The sites in sight, row by row.
    fn sight(&self, who: usize) -> Vec<usize> {
        let p = &self.people[who];
        let vision = if p.cop { self.rules.cop_vision } else { self.rules.vision };
        let reach = vision as i32;
        let inside = |dx: i32, dy: i32| {
            let (x, y) = (f64::from(dx.abs()), f64::from(dy.abs()));
            match self.rules.neighbourhood {
                Neighbourhood::Circle => x * x + y * y <= vision * vision,
                Neighbourhood::Moore => x.max(y) <= vision,
                Neighbourhood::VonNeumann => x + y <= vision,
            }
        };
        (-reach..=reach)
            .flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)))
            .filter(|&(dx, dy)| inside(dx, dy))
            .map(|(dx, dy)| self.site(p.x + dx, p.y + dy))
            .collect()
    }

    fn wander(&mut self, who: usize, word: u32) {
        let free: Vec<usize> = self.sight(who).into_iter().filter(|&s| self.sites[s].is_empty()).collect();
        if !free.is_empty() {
            self.put(who, free[index(word, free.len() as u32) as usize]);
        }
    }

    fn put(&mut self, who: usize, site: usize) {
        let old = self.site(self.people[who].x, self.people[who].y);
        self.sites[old].retain(|&w| w != who);
        self.sites[site].insert(0, who);
        let w = self.rules.width as usize;
        (self.people[who].x, self.people[who].y) = ((site % w) as i32, (site / w) as i32);
    }

    fn decide(&mut self, who: usize) {
        let (mut cops, mut active) = (0, 0);
        for site in self.sight(who) {
            for &other in &self.sites[site] {
                cops += u32::from(self.people[other].cop);
                let counts = other != who || self.rules.counting == Counting::Twice;
                active += u32::from(self.people[other].active && counts);
            }
        }
        let p = &self.people[who];
        self.people[who].active = self.rules.rises(p.hardship, p.aversion, cops, active + 1);
    }

    fn enforce(&mut self, who: usize, words: [u32; 4]) -> bool {
        let sight = self.sight(who);
        let found: Vec<usize> =
            sight.iter().flat_map(|&s| &self.sites[s]).copied().filter(|&o| self.people[o].active).collect();
        if found.is_empty() {
            return false;
        }
        let suspect = found[index(words[1], found.len() as u32) as usize];
        self.people[suspect].active = false;
        let site = self.site(self.people[suspect].x, self.people[suspect].y);
        if self.rules.step_onto && site != self.site(self.people[who].x, self.people[who].y) {
            self.put(who, site);
        }
        let term = match (self.rules.max_jail, self.rules.sentence) {
            (None, _) => u32::MAX,
            (Some(most), Sentence::Below) => index(words[2], most),
            (Some(most), Sentence::UpTo) => index(words[2], most + 1),
        };
        if term > 0 {
            self.people[suspect].jailed_until = self.tick.saturating_add(term);
            if self.rules.step_onto {
                self.sites[site].retain(|&w| w != suspect);
                self.arrested.push(suspect);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::Grid;
    use super::super::rules::Deterrence;
    use super::*;
    use proptest::prelude::*;

    /// Tick for tick, count for count, for every switch.
    #[test]
    fn the_fast_grid_equals_the_naive_one() {
        let small = Rules { width: 23, height: 17, ..Rules::netlogo() };
        let cases = [
            small,
            Rules { deterrence: Deterrence::Round, counting: Counting::Once, ..small },
            Rules { deterrence: Deterrence::RoundEven, max_jail: Some(5), ..small },
            Rules { deterrence: Deterrence::Smooth, legitimacy: 0.6, ..small },
            Rules { neighbourhood: Neighbourhood::VonNeumann, cop_vision: 3.0, ..small },
            Rules { neighbourhood: Neighbourhood::Moore, vision: 2.0, max_jail: None, legitimacy: 0.5, ..small },
            Rules { movement: false, vision: 1.7, cop_vision: 1.7, ..small },
            Rules { width: 19, height: 20, legitimacy: 0.5, ..Rules::mesa() },
            Rules { width: 40, height: 37, vision: 18.0, sentence: Sentence::UpTo, ..small },
        ];
        for (i, rules) in cases.into_iter().enumerate() {
            let key = Key::new(7, i as u32);
            let (mut fast, mut naive) = (Grid::new(rules, key).unwrap(), NaiveGrid::new(rules, key).unwrap());
            let mut moved = 0;
            for tick in 0..150 {
                let (a, b) = (fast.step(), naive.step());
                assert_eq!(a, b, "case {i}, tick {tick}");
                moved += a.active;
            }
            assert!(moved > 0, "case {i} shows nothing");
        }
    }

    fn any_rules() -> impl Strategy<Value = Rules> {
        let people = (0.2f64..0.85, 0.0f64..0.15, 0.3f64..0.95, prop_oneof![Just(None), (1u32..40).prop_map(Some)]);
        let sight = (0.0f64..20.0, 0.0f64..20.0, 0u32..40, 0u32..40, 0usize..3);
        let switches = (0usize..4, any::<[bool; 5]>());
        (people, sight, switches).prop_map(|((citizens, cops, legitimacy, max_jail), sight, (deterrence, on))| {
            let (vision, cop_vision, more_columns, more_rows, shape) = sight;
            let least = 2 * vision.max(cop_vision) as u32 + 3;
            Rules {
                width: least + more_columns,
                height: least + more_rows,
                citizens,
                cops,
                vision,
                cop_vision,
                legitimacy,
                max_jail,
                deterrence: [Deterrence::Smooth, Deterrence::Floor, Deterrence::Round, Deterrence::RoundEven]
                    [deterrence],
                neighbourhood: [Neighbourhood::Circle, Neighbourhood::Moore, Neighbourhood::VonNeumann][shape],
                counting: if on[0] { Counting::Once } else { Counting::Twice },
                order: if on[1] { TurnOrder::MoveFirst } else { TurnOrder::DecideFirst },
                sentence: if on[2] { Sentence::Below } else { Sentence::UpTo },
                movement: on[3],
                step_onto: on[4],
                ..Rules::netlogo()
            }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        /// And for any rules, crowded sites and wide sight among them.
        #[test]
        fn the_fast_grid_equals_the_naive_one_for_any_rules(rules in any_rules(), seed in any::<u64>()) {
            let key = Key::new(seed, 0);
            let (mut fast, mut naive) = (Grid::new(rules, key).unwrap(), NaiveGrid::new(rules, key).unwrap());
            for tick in 0..30 {
                prop_assert_eq!(fast.step(), naive.step(), "tick {}", tick);
            }
        }
    }
}
