//! Building a world, and a state in which nothing has happened yet.

use crate::cells::{BLOCK, Cell, CellSeen, Composition, Leaf, NO_SECTOR, SIZES, STRATA};
use crate::crowd::departures::Departures;
use crate::crowd::resting::Resting;
use crate::crowd::{ties, weights, works};
use crate::forest::{Forest, KINDS};
use crate::mechanisms::contact::Contact;
use crate::mechanisms::information::Information;
use crate::mechanisms::organisation::Organisation;
use crate::mechanisms::outcome::Outcome;
use crate::mechanisms::participation::Participation;
use crate::mechanisms::regime::Regime;
use crate::mechanisms::strike::Strike;
use crate::mechanisms::travel::Travel;
use crate::members::Whereabouts;
use crate::model::Holds;
use crate::people::{LeafKinds, People};
use crate::places::Disposition;
use crate::register::Mechanisms;
use crate::spec::{Place, SECTORS, Spec};
use crate::state::{Heat, Nation, OrdersInForce, PolicingQuota, State};
use crate::world::{Span, World};
use groundswell_chance::draw::{Key, Purpose};
use groundswell_chance::normal::deviate;
use rayon::prelude::*;
use std::collections::VecDeque;
use std::sync::Arc;

impl World {
    /// Builds the world. The draws belong to `seed`, so that replicates of one seed
    /// share their population.
    pub fn build(spec: Spec, seed: u64) -> World {
        let key = Key::new(seed, u32::MAX);
        let dispositions: Vec<Disposition> =
            spec.places.iter().map(|place| spec.mechanisms.settle(&spec, place)).collect();
        let top = dispositions.iter().map(|d| 1.0 - d.legitimacy).fold(0.0, f64::max);

        let counts = agents(&spec);
        let cut: Vec<Vec<(u8, u8, u16)>> = spec
            .places
            .par_iter()
            .enumerate()
            .map(|(p, place)| Composition::of(place, counts[p]).cut(|run| key.draw(SIZES, p as u32, u32::MAX - run)))
            .collect();

        let mut world = World {
            people: People { own: vec![0; total(&counts)], kinds: Vec::new() },
            cells: Vec::new(),
            leaves: Vec::new(),
            spans: Vec::with_capacity(spec.places.len()),
            strata: Vec::with_capacity(spec.places.len() * STRATA + 1),
            workplaces: Vec::with_capacity(spec.places.len()),
            branches: Vec::new(),
            dispositions,
            top,
            pull: ties::pull(top, &spec),
            most: ties::most(&spec),
            again: ties::readiness(&spec),
            seed,
            quiet: Forest::default(),
            quiet_levels: Vec::new(),
            quiet_works: Forest::default(),
            coupling: Arc::new(spec.mechanism::<Information>().coupling(&spec)),
            ways: Arc::new(spec.mechanism::<Travel>().ways(&spec)),
            reportable: spec.mechanism::<Outcome>().reportable_at(spec.scale),
            adults: counts.iter().map(|&n| f64::from(n) * f64::from(spec.scale)).collect(),
            employed: vec![[0; 8]; spec.places.len()],
            spec,
        };
        world.lay_out(&cut, key);
        world.branches = world.spec.mechanism::<Organisation>().branches(&world, key);
        world.fill(key);
        world.quiet_levels = world.levels_of_quiet();
        world.quiet = world.weigh_quiet();
        world.quiet_works = works::quiet(&world);
        world
    }

    /// The world of the same country and seed under other mechanisms: bit for bit that of
    /// [`World::build`], without drawing everybody again where everybody would come out the
    /// same. Designs and calibrations build thousands of worlds that differ in a rate.
    pub fn with(&self, mechanisms: &Mechanisms) -> World {
        let spec = Spec { mechanisms: mechanisms.clone(), ..self.spec.clone() };
        let dispositions: Vec<Disposition> =
            spec.places.iter().map(|place| spec.mechanisms.settle(&spec, place)).collect();
        let before = &self.spec;
        if dispositions != self.dispositions || !same::<Organisation>(before, &spec) {
            return World::build(spec, self.seed);
        }
        let same_ties =
            same::<Participation>(before, &spec) && same::<Contact>(before, &spec) && same::<Strike>(before, &spec);
        let coupling = match spec.mechanism::<Information>().reach == before.mechanism::<Information>().reach {
            true => self.coupling.clone(),
            false => Arc::new(spec.mechanism::<Information>().coupling(&spec)),
        };
        let ways = match spec.mechanism::<Travel>().enabled == before.mechanism::<Travel>().enabled {
            true => self.ways.clone(),
            false => Arc::new(spec.mechanism::<Travel>().ways(&spec)),
        };
        let mut world = World {
            people: self.people.clone(),
            cells: self.cells.clone(),
            leaves: self.leaves.clone(),
            spans: self.spans.clone(),
            strata: self.strata.clone(),
            workplaces: self.workplaces.clone(),
            branches: self.branches.clone(),
            dispositions,
            top: self.top,
            pull: ties::pull(self.top, &spec),
            most: ties::most(&spec),
            again: ties::readiness(&spec),
            seed: self.seed,
            quiet: Forest::default(),
            quiet_levels: Vec::new(),
            quiet_works: Forest::default(),
            coupling,
            ways,
            reportable: spec.mechanism::<Outcome>().reportable_at(spec.scale),
            adults: self.adults.clone(),
            employed: self.employed.clone(),
            spec,
        };
        let same_pulls = world.pull == self.pull && world.most == self.most && world.again == self.again;
        world.quiet_levels = if same_ties { self.quiet_levels.clone() } else { world.levels_of_quiet() };
        world.quiet = match same_pulls && world.quiet_levels == self.quiet_levels {
            true => self.quiet.clone(),
            false => world.weigh_quiet(),
        };
        world.quiet_works = works::quiet(&world);
        world
    }

    /// The level of each cell in quiet times.
    fn levels_of_quiet(&self) -> Vec<i16> {
        (0..self.cells.len() as u32).map(|c| weights::level(&self.spec, self.quiet_cell(c))).collect()
    }

    /// A cell as its members see it while nothing happens.
    fn quiet_cell(&self, c: u32) -> CellSeen {
        let cell = &self.cells[c as usize];
        let branch = self.branches[cell.place as usize].binary_search(&c).is_ok();
        CellSeen { size: u32::from(cell.size), branch, ..CellSeen::default() }
    }

    /// Cells, leaves and strata one after the other, in the order of people.
    fn lay_out(&mut self, cut: &[Vec<(u8, u8, u16)>], key: Key) {
        let mut person = 0u32;
        for (p, cells) in cut.iter().enumerate() {
            let start = (person, self.cells.len() as u32, self.leaves.len() as u32);
            let mut works = Vec::new();
            let mut stratum = 0u8;
            self.strata.push(self.leaves.len() as u32);
            for (c, &(s, sector, size)) in cells.iter().enumerate() {
                while stratum < s {
                    stratum += 1;
                    self.strata.push(self.leaves.len() as u32);
                }
                let cell = self.cells.len() as u32;
                let block = key.draw(Purpose::Cell, p as u32, c as u32).block(0);
                self.cells.push(Cell {
                    place: p as u32,
                    first_leaf: self.leaves.len() as u32,
                    stratum: s,
                    sector,
                    size,
                    hardship: self.dispositions[p].between_cells as f32 * deviate(block[0] as u16),
                });
                if sector != NO_SECTOR {
                    works.push(cell);
                    self.employed[p][usize::from(sector)] += u32::from(size);
                }
                let mut left = u32::from(size);
                while left > 0 {
                    self.leaves.push(Leaf { first: person, cell });
                    let n = left.min(BLOCK);
                    person += n;
                    left -= n;
                }
            }
            while usize::from(stratum) < STRATA - 1 {
                stratum += 1;
                self.strata.push(self.leaves.len() as u32);
            }
            self.workplaces.push(works);
            self.spans.push(Span {
                people: (start.0, person),
                cells: (start.1, self.cells.len() as u32),
                leaves: (start.2, self.leaves.len() as u32),
            });
        }
        self.strata.push(self.leaves.len() as u32);
        self.leaves.push(Leaf { first: person, cell: self.cells.len() as u32 });
    }

    /// Draws everybody's attributes: one block of random bits each.
    fn fill(&mut self, key: Key) {
        let mut people = std::mem::take(&mut self.people);
        people.kinds = vec![LeafKinds::default(); self.leaves.len() - 1];
        let world = &*self;
        let mut runs = Vec::with_capacity(world.spans.len());
        let (mut own, mut kinds) = (&mut people.own[..], &mut people.kinds[..]);
        for span in &world.spans {
            let a = own.split_at_mut((span.people.1 - span.people.0) as usize);
            let b = kinds.split_at_mut((span.leaves.1 - span.leaves.0) as usize);
            runs.push((a.0, b.0));
            (own, kinds) = (a.1, b.1);
        }
        runs.into_par_iter().enumerate().for_each(|(p, (own, kinds))| world.fill_place(key, p, own, kinds));
        self.people = people;
    }

    fn fill_place(&self, key: Key, p: usize, own: &mut [u8], kinds: &mut [LeafKinds]) {
        /// People whose random bits are drawn at a time.
        const SIDE_BY_SIDE: usize = 8;
        let (place, like) = (&self.spec.places[p], &self.dispositions[p]);
        let span = self.spans[p];
        let risk = thresholds(&like.risk);
        let group = thresholds(&place.others);
        let fuel = (place.fuel_share.clamp(0.0, 1.0) * 65_536.0) as u32;
        let scale = if self.top > 0.0 { (1.0 - like.legitimacy) / self.top * 255.0 } else { 0.0 };
        for (leaf, kinds) in (span.leaves.0..span.leaves.1).zip(kinds) {
            let cell = self.cells[self.leaves[leaf as usize].cell as usize];
            let means = match cell.sector {
                NO_SECTOR => like.hardship_others,
                sector => [like.hardship[usize::from(sector)]; 4],
            };
            let members = self.members(leaf);
            let own = &mut own[(members.start - span.people.0) as usize..(members.end - span.people.0) as usize];
            for (n, own) in own.chunks_mut(SIDE_BY_SIDE).enumerate() {
                let first = (n * SIDE_BY_SIDE) as u32;
                let who: [u32; SIDE_BY_SIDE] = std::array::from_fn(|i| members.start + first + i as u32);
                let [one, other, ..] = key.draws(Purpose::Person, who, 0).block(0);
                for (i, own) in own.iter_mut().enumerate() {
                    let mean = means[pick(&group, one[i] >> 16)];
                    let hardship =
                        mean + f64::from(cell.hardship) + like.within_cells * f64::from(deviate(one[i] as u16));
                    *own = (hardship.clamp(0.0, 1.0) * scale + 0.5) as u8;
                    kinds.set(first + i as u32, pick(&risk, other[i] >> 16), (other[i] & 0xFFFF) < fuel);
                }
            }
        }
    }

    fn weigh_quiet(&self) -> Forest {
        let widths = self.strata.windows(2).map(|w| (w[1] - w[0]) as usize);
        let gains = [self.most; KINDS];
        Forest::filled(widths, self.people.kinds_there_are(), |stratum, i| {
            let leaf = self.strata[stratum] + i as u32;
            let level = self.quiet_levels[self.leaves[leaf as usize].cell as usize];
            weights::leaf_sums(self, leaf, self.everybody(leaf), 0, weights::factor_at(level), &gains)
        })
    }

    /// Whether each cell has a branch at the start.
    fn branch(&self) -> Vec<bool> {
        let mut branch = vec![false; self.cells.len()];
        self.branches.iter().flatten().for_each(|&cell| branch[cell as usize] = true);
        branch
    }

    /// A country in which nothing has happened yet.
    pub fn state(&self, seed: u64, replicate: u32) -> State {
        let places = self.spec.places.len();
        State {
            key: Key::new(seed, replicate),
            step: 0,
            people: Whereabouts::new(self),
            left: Departures::none(self.leaves.len() - 1),
            active: vec![0; self.cells.len()],
            strikers: vec![0; self.cells.len()],
            on_strike: vec![[0; SECTORS]; places],
            branch: self.branch(),
            called: vec![false; places],
            resting: Resting::new(),
            moves: 0,
            heat: vec![Heat::Cold; places],
            struck: vec![Vec::new(); places],
            settled: vec![0; self.cells.len()],
            peace: VecDeque::new(),
            fields: (0..places).map(|p| self.field(p)).collect(),
            quotas: vec![PolicingQuota::default(); places],
            nation: Nation::default(),
            orders: self.spec.mechanism::<Regime>().instances(&self.spec),
            ordered: vec![OrdersInForce::default(); places],
            memory: Default::default(),
            happenings: Vec::new(),
            record: Default::default(),
            forest: self.quiet.clone(),
            levels: self.quiet_levels.clone(),
            gains: vec![[self.most; KINDS]; self.strata.len() - 1],
            work_gains: vec![[1.0; SECTORS]; places],
            works: self.quiet_works.clone(),
        }
    }
}

/// Whether a mechanism has the same parameters in both.
fn same<M: PartialEq>(a: &Spec, b: &Spec) -> bool
where
    Mechanisms: Holds<M>,
{
    a.mechanism::<M>() == b.mechanism::<M>()
}

/// Agents per place: adults divided by the scale, rounded so that the total is right.
fn agents(spec: &Spec) -> Vec<u32> {
    let (mut adults, mut done) = (0u64, 0u64);
    spec.places
        .iter()
        .map(|place: &Place| {
            adults += u64::from(place.adults);
            let upto = (adults + u64::from(spec.scale) / 2) / u64::from(spec.scale);
            let n = upto - done;
            done = upto;
            n as u32
        })
        .collect()
}

fn total(counts: &[u32]) -> usize {
    counts.iter().map(|&n| n as usize).sum()
}

/// Cumulative shares as sixteen-bit thresholds.
fn thresholds(shares: &[f64; 4]) -> [u32; 4] {
    let total: f64 = shares.iter().sum();
    let mut sum = 0.0;
    shares.map(|share| {
        sum += if total > 0.0 { share / total } else { 0.25 };
        (sum * 65_536.0 + 0.5) as u32
    })
}

/// The first threshold above these bits, the last if there is none: as many as are not, since they rise.
#[inline]
fn pick(thresholds: &[u32; 4], bits: u32) -> usize {
    thresholds[..3].iter().map(|&t| usize::from(bits >= t)).sum()
}
