//! The world: everything that does not change within an ensemble. [`crate::build`] builds it once from a
//! [`Spec`] and a seed; then it is shared by all replicates.

use crate::cells::{Cell, Leaf, STRATA};
use crate::coupling::Coupling;
use crate::forest::Forest;
use crate::people::People;
use crate::places::{Disposition, PlaceState};
use crate::spec::Spec;
use crate::ways::Ways;
use std::sync::Arc;

/// The runs of indices that belong to one place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// First person, and one past the last.
    pub people: (u32, u32),
    /// First cell, and one past the last.
    pub cells: (u32, u32),
    /// First leaf, and one past the last.
    pub leaves: (u32, u32),
}

/// Everything that does not change within an ensemble.
#[derive(Debug)]
pub struct World {
    /// What it was built from.
    pub spec: Spec,
    /// Attributes of everybody.
    pub people: People,
    /// Cells in the order of people.
    pub cells: Vec<Cell>,
    /// Leaves in the order of people, and one sentinel past the end.
    pub leaves: Vec<Leaf>,
    /// Runs by place.
    pub spans: Vec<Span>,
    /// First leaf of each stratum (place × [`STRATA`]), and a sentinel.
    pub strata: Vec<u32>,
    /// First cell of the workplaces of each leaf of a place's tree of works: cells of
    /// the place that are workplaces, in order.
    pub workplaces: Vec<Vec<u32>>,
    /// Cells with a branch of an organisation, by place, in order.
    pub branches: Vec<Vec<u32>>,
    /// The dispositions the place was drawn from.
    pub dispositions: Vec<Disposition>,
    /// The grievance that the highest level of `own` stands for.
    pub top: f64,
    /// `exp((own − top)/w)` for each level of `own`.
    pub pull: [f64; 256],
    /// The largest cell term, as a factor `exp(most/w)`, including readiness to return.
    pub most: f64,
    /// The factor of one who was out of late.
    pub again: f64,
    /// What the draws belong to.
    pub(crate) seed: u64,
    /// Weights of a quiet country.
    pub(crate) quiet: Forest,
    /// Levels of its cells.
    pub(crate) quiet_levels: Vec<i16>,
    /// Weights of its workplaces.
    pub(crate) quiet_works: Forest,
    /// What each place hears of each other place, by distance; shared by worlds in which that is the same.
    pub coupling: Arc<Coupling>,
    /// How far people live from where calls are made; empty where nobody travels.
    pub ways: Arc<Ways>,
    /// People in one town from which a crowd is reported, and a strike in one unit.
    pub reportable: f64,
    /// Adults by place, after rounding to agents.
    pub adults: Vec<f64>,
    /// Agents employed in workplaces by place and sector.
    pub employed: Vec<[u32; 8]>,
}

impl World {
    /// The people of a leaf.
    #[inline]
    pub fn members(&self, leaf: u32) -> std::ops::Range<u32> {
        self.leaves[leaf as usize].first..self.leaves[leaf as usize + 1].first
    }

    /// The people of a leaf, as bits.
    #[inline]
    pub fn everybody(&self, leaf: u32) -> u64 {
        u64::MAX >> (64 - self.members(leaf).len())
    }

    /// The place of a leaf.
    #[inline]
    pub fn place_of(&self, leaf: u32) -> usize {
        self.cells[self.leaves[leaf as usize].cell as usize].place as usize
    }

    /// The leaves of a cell.
    #[inline]
    pub fn leaves_of(&self, cell: u32) -> std::ops::Range<u32> {
        let next = self.cells.get(cell as usize + 1).map_or(self.leaves.len() as u32 - 1, |c| c.first_leaf);
        self.cells[cell as usize].first_leaf..next
    }

    /// The tree that holds a leaf, and the leaf's position in it.
    #[inline]
    pub fn tree_of(&self, leaf: u32) -> (usize, usize) {
        let cell = &self.cells[self.leaves[leaf as usize].cell as usize];
        let tree = cell.place as usize * STRATA + usize::from(cell.stratum);
        (tree, (leaf - self.strata[tree]) as usize)
    }

    /// Agents in the world.
    pub fn agents(&self) -> u32 {
        self.people.own.len() as u32
    }

    /// Adults that one agent stands for.
    pub fn scale(&self) -> f64 {
        f64::from(self.spec.scale)
    }

    /// The public fields of a place in which nothing has happened yet.
    pub fn field(&self, p: usize) -> PlaceState {
        let like = &self.dispositions[p];
        PlaceState {
            connectivity: 1.0,
            loyal: 1.0,
            legitimacy: like.legitimacy,
            demands: like.demands,
            ..PlaceState::default()
        }
    }
}
