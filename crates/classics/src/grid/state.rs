//! Epstein's model at one instant: who is where, and in which state.

use super::board::{ACTIVE, Board, Body, COP, DEAD, JAILED, NONE, SECOND};
use super::lots::{NATURE, WITHDRAW, places};
use super::rules::{Rules, RulesError};
use super::tally::{Site, Tally};
use crate::pages::room_for;
use groundswell_chance::draw::{Key, Purpose, index};
use std::collections::BTreeMap;

/// A running model.
#[derive(Clone)]
pub struct Grid {
    pub(super) rules: Rules,
    pub(super) key: Key,
    pub(super) tick: u32,
    pub(super) board: Board,
    pub(super) bodies: Vec<Body>,
    /// Hardship and aversion to risk.
    pub(super) natures: Vec<(f64, f64)>,
    /// The tick in which a citizen of Model II dies.
    pub(super) dies: Vec<u32>,
    pub(super) order: Vec<u32>,
    pub(super) release: BTreeMap<u32, Vec<u32>>,
    pub(super) tally: Tally,
    pub(super) found: Vec<u32>,
    pub(super) born: Vec<u32>,
    pub(super) gone: Vec<u32>,
    pub(super) spare: Vec<u32>,
    pub(super) newer: bool,
}

impl Grid {
    /// A world with everybody on a site of their own, nobody active.
    ///
    /// # Errors
    /// Rules that make no world.
    pub fn new(rules: Rules, key: Key) -> Result<Grid, RulesError> {
        rules.check()?;
        let (cops, citizens) = (rules.cop_count(), rules.citizen_count());
        let people = (cops + citizens) as usize;
        let mut grid = Grid {
            rules,
            key,
            tick: 0,
            board: Board::new(&rules),
            bodies: room_for(people),
            natures: Vec::with_capacity(people),
            dies: Vec::new(),
            order: room_for(people),
            release: BTreeMap::new(),
            tally: Tally::default(),
            found: Vec::new(),
            born: Vec::new(),
            gone: Vec::new(),
            spare: Vec::new(),
            newer: newer_processor(),
        };
        for (who, site) in places(&rules, key).into_iter().enumerate() {
            let (x, y) = ((site % rules.width) as u16, (site / rules.width) as u16);
            let citizen = who as u32 >= cops;
            // Groups are dealt in turn: places are random already.
            let second = rules.groups.is_some() && citizen && who % 2 == 1;
            let state = if citizen { 0 } else { COP } | if second { SECOND } else { 0 };
            let draw = key.draw(Purpose::Grid, who as u32, NATURE);
            let (hardship, aversion) = draw.pair(0);
            grid.add(
                Body { x, y, tolerance: rules.tolerance(hardship, aversion), next: NONE, state },
                (hardship, aversion),
            );
            if let Some(groups) = rules.groups {
                grid.dies.push(if citizen { 1 + index(draw.block(1)[0], groups.max_age) } else { u32::MAX });
            }
            if citizen {
                grid.tally.groups[usize::from(second)] += 1;
            }
        }
        grid.tally.quiet = citizens;
        grid.tally.cops = cops;
        Ok(grid)
    }

    fn add(&mut self, body: Body, nature: (f64, f64)) {
        let who = self.bodies.len() as u32;
        self.bodies.push(body);
        self.natures.push(nature);
        self.order.push(who);
        self.board.enter(who, &mut self.bodies);
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The counts after the last tick.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Ticks done.
    pub fn ticks(&self) -> u32 {
        self.tick
    }

    /// Changes perceived legitimacy from the next tick on.
    ///
    /// # Errors
    /// A value outside `[0, 1]`.
    pub fn set_legitimacy(&mut self, legitimacy: f64) -> Result<(), RulesError> {
        let rules = Rules { legitimacy, ..self.rules };
        rules.check()?;
        self.rules = rules;
        for (body, &(hardship, aversion)) in self.bodies.iter_mut().zip(&self.natures) {
            body.tolerance = rules.tolerance(hardship, aversion);
        }
        Ok(())
    }

    /// Takes up to so many cops, chosen at random, off the board.
    pub fn withdraw_cops(&mut self, how_many: u32) {
        let draw = self.key.draw(Purpose::Grid, WITHDRAW, self.tick);
        let mut cops: Vec<u32> =
            (0..self.bodies.len() as u32).filter(|&w| self.bodies[w as usize].state & (COP | DEAD) == COP).collect();
        for n in 0..how_many.min(cops.len() as u32) {
            let who = cops.swap_remove(index(draw.block(n)[0], cops.len() as u32) as usize);
            self.remove(who);
            self.tally.cops -= 1;
        }
        self.order.retain(|&w| self.bodies[w as usize].state & DEAD == 0);
        self.spare.append(&mut self.gone);
    }

    /// What every site shows, row by row.
    pub fn sites(&self) -> Vec<Site> {
        let mut sites = vec![Site::Empty; (self.rules.width * self.rules.height) as usize];
        for body in self.bodies.iter().filter(|b| b.state & DEAD == 0) {
            let here = if body.state & COP != 0 {
                Site::Cop
            } else if body.state & JAILED != 0 {
                Site::Jailed
            } else if body.state & ACTIVE != 0 {
                Site::Active
            } else {
                Site::Quiet
            };
            let site = &mut sites[body.y as usize * self.board.width + body.x as usize];
            if matches!(*site, Site::Empty | Site::Jailed) {
                *site = here;
            }
        }
        sites
    }

    /// Lets somebody out.
    pub(super) fn free(&mut self, who: u32) {
        self.bodies[who as usize].state &= !JAILED;
        self.tally.jailed -= 1;
        self.tally.quiet += 1;
        if self.rules.step_onto {
            self.board.enter(who, &mut self.bodies);
        }
    }

    /// Takes somebody out of the world.
    pub(super) fn remove(&mut self, who: u32) {
        let state = self.bodies[who as usize].state;
        if state & JAILED != 0 {
            // Their number will be somebody else's before the sentence is over.
            self.release.values_mut().for_each(|list| list.retain(|&w| w != who));
        }
        if state & JAILED == 0 || !self.rules.step_onto {
            self.board.leave(who, &mut self.bodies);
        }
        self.bodies[who as usize].state = DEAD;
        self.gone.push(who);
    }
}

#[cfg(target_arch = "x86_64")]
fn newer_processor() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

#[cfg(not(target_arch = "x86_64"))]
fn newer_processor() -> bool {
    false
}
