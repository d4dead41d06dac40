//! Model II: two groups, killing, cloning and age (Epstein 2002, "Inter-group violence").

use super::bits::Plane;
use super::board::{ACTIVE, Body, COP, DEAD, JAILED, NONE, SECOND};
use super::state::Grid;
use groundswell_chance::draw::{Purpose, index};

impl Grid {
    /// What a citizen of Model II does beside deciding: kill if active, have a child by chance.
    #[inline(never)]
    pub(super) fn live(&mut self, who: u32, words: [u32; 4]) {
        let Some(groups) = self.rules.groups else { return };
        let me = self.bodies[who as usize];
        if me.state & ACTIVE != 0 {
            let mine = me.state & SECOND;
            let other = |s: u8| s & (COP | JAILED | DEAD) == 0 && s & SECOND != mine;
            self.board.gather(&me, Plane::Taken, &self.bodies, &mut self.found, other);
            if !self.found.is_empty() {
                let victim = self.found[index(words[1], self.found.len() as u32) as usize];
                self.bury(victim);
                self.tally.killed += 1;
            }
        }
        let draw = self.key.draw(Purpose::Grid, who, self.tick);
        if draw.uniform(1) < groups.cloning {
            self.bear(who, draw.block(2), groups.max_age);
        }
    }

    /// A child on a free site in sight, with the group and the hardship of its parent.
    fn bear(&mut self, parent: u32, words: [u32; 4], max_age: u32) {
        let body = self.bodies[parent as usize];
        let Some((x, y)) = self.board.free_site(body.x, body.y, false, words[0]) else { return };
        let hardship = self.natures[parent as usize].0;
        let aversion = groundswell_chance::draw::unit(words[1], words[2]);
        let tolerance = self.rules.tolerance(hardship, aversion);
        let child = Body { x, y, tolerance, next: NONE, state: body.state & SECOND };
        let dies = self.tick.saturating_add(1 + index(words[3], max_age));
        let who = match self.spare.pop() {
            Some(who) => {
                self.bodies[who as usize] = child;
                self.natures[who as usize] = (hardship, aversion);
                self.dies[who as usize] = dies;
                who
            }
            None => {
                self.bodies.push(child);
                self.natures.push((hardship, aversion));
                self.dies.push(dies);
                self.bodies.len() as u32 - 1
            }
        };
        self.board.enter(who, &mut self.bodies);
        self.born.push(who);
        self.tally.quiet += 1;
        self.tally.groups[usize::from(child.state & SECOND != 0)] += 1;
    }

    /// Those whose time has come die.
    pub(super) fn age(&mut self) {
        for who in 0..self.bodies.len() as u32 {
            if self.dies[who as usize] <= self.tick && self.bodies[who as usize].state & (DEAD | COP) == 0 {
                self.bury(who);
            }
        }
    }

    fn bury(&mut self, who: u32) {
        let state = self.bodies[who as usize].state;
        let count = if state & JAILED != 0 {
            &mut self.tally.jailed
        } else if state & ACTIVE != 0 {
            &mut self.tally.active
        } else {
            &mut self.tally.quiet
        };
        *count -= 1;
        self.tally.groups[usize::from(state & SECOND != 0)] -= 1;
        self.remove(who);
        // A child that dies in the tick of its birth never has a turn.
        self.born.retain(|&w| w != who);
    }
}
