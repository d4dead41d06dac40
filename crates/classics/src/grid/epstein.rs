//! Epstein's model, one tick at a time, fast.

// The one unsafe line calls the same tick compiled for newer processors, after
// asking whether this processor is one of them.
#![allow(unsafe_code)]

use super::board::{ACTIVE, COP, DEAD, JAILED, NONE};
use super::lots::shuffle;
use super::rules::{Counting, Sentence, TurnOrder};
use super::state::Grid;
use super::tally::Tally;
use crate::fetch::ahead;
use groundswell_chance::draw::{Purpose, index};

/// How many turns ahead memory is asked for.
const AHEAD: usize = 6;

/// Whose random numbers are drawn at a time: a few vectors.
const AT_A_TIME: usize = 16;

impl Grid {
    /// One tick: everybody has a turn, in random order; then sentences are counted down.
    pub fn step(&mut self) -> Tally {
        #[cfg(target_arch = "x86_64")]
        if self.newer {
            // SAFETY: `newer` is set only after every feature of the function was detected.
            unsafe { self.step_newer() };
            return self.tally;
        }
        self.step_plain();
        self.tally
    }

    /// The same tick with bit counts and 256-bit additions in hardware.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn step_newer(&mut self) {
        self.step_plain();
    }

    #[inline(always)]
    fn step_plain(&mut self) {
        (self.tally.arrests, self.tally.killed) = (0, 0);
        shuffle(&mut self.order, self.key, self.tick);
        for start in (0..self.order.len()).step_by(AT_A_TIME) {
            let rest = &self.order[start..];
            let mut next = [NONE; AT_A_TIME];
            let count = rest.len().min(AT_A_TIME);
            next[..count].copy_from_slice(&rest[..count]);
            let words = self.key.draws(Purpose::Grid, next, self.tick).block(0);
            for (i, &who) in next[..count].iter().enumerate() {
                // The record of the one after the next few, and what its turn will look at.
                if let Some(&far) = self.order.get(start + i + 2 * AHEAD) {
                    ahead(&self.bodies, far as usize);
                    self.board.fetch(&self.bodies[self.order[start + i + AHEAD] as usize]);
                }
                self.turn(who, words.map(|word| word[i]));
            }
        }
        while let Some(entry) = self.release.first_entry().filter(|e| *e.key() <= self.tick) {
            for who in entry.remove() {
                self.free(who);
            }
        }
        if self.rules.groups.is_some() {
            self.age();
            self.order.retain(|&w| self.bodies[w as usize].state & DEAD == 0);
            self.order.append(&mut self.born);
            self.spare.append(&mut self.gone);
        }
        self.tick += 1;
    }

    #[inline(always)]
    fn turn(&mut self, who: u32, words: [u32; 4]) {
        let state = self.bodies[who as usize].state;
        if state & (JAILED | DEAD) != 0 {
            return;
        }
        let cop = state & COP != 0;
        let moves = cop || self.rules.movement;
        if moves && self.rules.order == TurnOrder::MoveFirst {
            self.wander(who, cop, words[0]);
        }
        if cop {
            self.enforce(who, words);
        } else {
            self.decide(who);
            if self.rules.groups.is_some() {
                self.live(who, words);
            }
        }
        if moves && self.rules.order == TurnOrder::DecideFirst && self.bodies[who as usize].state & DEAD == 0 {
            self.wander(who, cop, words[0]);
        }
    }

    /// Moves to a free site in sight, if there is one.
    #[inline(always)]
    fn wander(&mut self, who: u32, cop: bool, word: u32) {
        let body = self.bodies[who as usize];
        if let Some((x, y)) = self.board.free_site(body.x, body.y, cop, word) {
            self.board.leave(who, &mut self.bodies);
            (self.bodies[who as usize].x, self.bodies[who as usize].y) = (x, y);
            self.board.enter_free(who, &mut self.bodies);
        }
    }

    #[inline(always)]
    fn decide(&mut self, who: u32) {
        let body = self.bodies[who as usize];
        let was = body.state & ACTIVE != 0;
        let (cops, active) = self.board.seen(body.x, body.y, &self.bodies);
        let counted = match self.rules.counting {
            Counting::Once => active - u32::from(was) + 1,
            Counting::Twice => active + 1,
        };
        let now = (cops as f32) < body.tolerance * counted as f32;
        if now != was {
            self.board.change(who, now, &mut self.bodies);
            if now {
                (self.tally.quiet, self.tally.active) = (self.tally.quiet - 1, self.tally.active + 1);
            } else {
                (self.tally.quiet, self.tally.active) = (self.tally.quiet + 1, self.tally.active - 1);
            }
        }
    }

    /// Arrests one active citizen in sight.
    #[inline(always)]
    fn enforce(&mut self, who: u32, words: [u32; 4]) {
        let cop = self.bodies[who as usize];
        let Some(suspect) = self.board.suspect(&cop, &self.bodies, &mut self.found, words[1]) else { return };
        let at = self.bodies[suspect as usize];
        self.board.change(suspect, false, &mut self.bodies);
        (self.tally.active, self.tally.arrests) = (self.tally.active - 1, self.tally.arrests + 1);
        if self.rules.step_onto && (cop.x, cop.y) != (at.x, at.y) {
            self.board.leave(who, &mut self.bodies);
            (self.bodies[who as usize].x, self.bodies[who as usize].y) = (at.x, at.y);
            self.board.enter(who, &mut self.bodies);
        }
        let term = self.rules.max_jail.map(|most| match self.rules.sentence {
            Sentence::Below => index(words[2], most),
            Sentence::UpTo => index(words[2], most.saturating_add(1)),
        });
        if term == Some(0) {
            self.tally.quiet += 1;
            return;
        }
        if self.rules.step_onto {
            self.board.leave(suspect, &mut self.bodies);
        }
        self.bodies[suspect as usize].state |= JAILED;
        self.tally.jailed += 1;
        if let Some(term) = term {
            self.release.entry(self.tick.saturating_add(term - 1)).or_default().push(suspect);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::board::Body;
    use super::super::rules::{Deterrence, Groups, Neighbourhood, Rules};
    use super::*;
    use groundswell_chance::draw::Key;

    #[test]
    fn people_add_up_and_counts_match_a_recount() {
        for rules in [
            Rules::netlogo(),
            Rules::epstein(),
            Rules::mesa(),
            Rules { movement: false, vision: 1.7, ..Rules::netlogo() },
        ] {
            let mut grid = Grid::new(rules, Key::new(3, 0)).unwrap();
            for _ in 0..120 {
                let t = grid.step();
                assert_eq!(t.quiet + t.active + t.jailed, rules.citizen_count());
                let has = |bit: u8| grid.bodies.iter().filter(|b| b.state & bit != 0).count() as u32;
                assert_eq!((has(ACTIVE), has(JAILED), has(COP)), (t.active, t.jailed, t.cops));
            }
            recount(&grid);
        }
    }

    fn recount(grid: &Grid) {
        let (w, h) = (grid.rules.width as i32, grid.rules.height as i32);
        let sees = |x: i32, y: i32, b: &Body| {
            let along = |d: i32, side: i32| f64::from(d.rem_euclid(side).min((-d).rem_euclid(side)));
            let (dx, dy) = (along(x - i32::from(b.x), w), along(y - i32::from(b.y), h));
            match grid.rules.neighbourhood {
                Neighbourhood::Circle => dx * dx + dy * dy <= grid.rules.vision * grid.rules.vision,
                Neighbourhood::Moore => dx.max(dy) <= grid.rules.vision,
                Neighbourhood::VonNeumann => dx + dy <= grid.rules.vision,
            }
        };
        for (x, y) in (0..h).flat_map(|y| (0..w).map(move |x| (x, y))) {
            let count = |bit: u8| grid.bodies.iter().filter(|b| b.state & bit != 0 && sees(x, y, b)).count() as u32;
            let (at, row) = (x as u16, y as u16);
            assert_eq!(grid.board.seen(at, row, &grid.bodies), (count(COP), count(ACTIVE)), "{x} {y}");
        }
    }

    #[test]
    fn newer_instructions_change_nothing() {
        let run = |newer: bool| {
            let rules = Rules { width: 61, height: 50, deterrence: Deterrence::Round, ..Rules::netlogo() };
            let mut grid = Grid::new(rules, Key::new(5, 0)).unwrap();
            grid.newer &= newer;
            (0..150).map(|_| grid.step()).collect::<Vec<_>>()
        };
        assert_eq!(run(true), run(false));
    }

    #[test]
    fn sentences_end_when_they_should() {
        // Everybody always wants to be active; cops see everybody near and arrest one a tick.
        let rules = Rules { legitimacy: 0.0, threshold: -1.0, max_jail: Some(1), ..Rules::netlogo() };
        let mut grid = Grid::new(rules, Key::new(1, 0)).unwrap();
        assert_eq!(grid.step().jailed, 0, "a term below 1 is none");
        let mut forever = Grid::new(Rules { max_jail: None, ..rules }, Key::new(1, 0)).unwrap();
        let arrests: u32 = (0..40).map(|_| forever.step().arrests).sum();
        assert_eq!(forever.tally().jailed, arrests);
        assert!(arrests > 500);
    }

    #[test]
    fn withdrawn_cops_are_gone() {
        let mut grid = Grid::new(Rules::netlogo(), Key::new(1, 0)).unwrap();
        grid.withdraw_cops(14);
        assert_eq!(grid.step().cops, 50);
        grid.withdraw_cops(1_000);
        assert_eq!(grid.step().cops, 0);
        recount(&grid);
        assert!(grid.set_legitimacy(1.2).is_err());
    }

    #[test]
    fn groups_are_born_die_and_add_up() {
        let groups = Some(Groups { cloning: 0.05, max_age: 200 });
        let rules =
            Rules { vision: 1.7, cop_vision: 1.7, legitimacy: 0.8, max_jail: Some(15), groups, ..Rules::netlogo() };
        let mut grid = Grid::new(rules, Key::new(2, 0)).unwrap();
        let mut killed = 0;
        for _ in 0..80 {
            let t = grid.step();
            killed += t.killed;
            assert_eq!(t.groups[0] + t.groups[1], t.quiet + t.active + t.jailed);
        }
        assert!(killed > 100, "{killed}");
        recount(&grid);
    }
}
