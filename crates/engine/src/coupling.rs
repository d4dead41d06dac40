//! What each place hears from each other place, by distance and size.
//!
//! ```text
//! near_p = Σ_q A_pq S_q        A_pq ∝ pull_q · exp(−d_pq / reach), q ≠ p, rows sum to 1
//! ```
//!
//! A matrix of this has as many entries as places squared. Places that are near are kept one by one here, and places that
//! are far as groups: a group speaks from its middle, with the pull of all its places (Barnes & Hut 1986), and the farther it is
//! the wider it may be. Memory and time grow with the number of places (decision 0150). A country of at most [`EXACT`]
//! places is one group, and heard by the formula.

use crate::earth::{between, direction, distance};

/// Places up to which all are kept one by one.
pub const EXACT: usize = 512;
/// Places in a group that is divided no further, in larger countries.
const LEAF: usize = 6;
/// How wide two groups may be together, in reaches, to be heard as groups where they are as near as the nearest place.
const WIDE: f64 = 0.22;

/// A place as others hear it.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// Latitude and longitude in degrees.
    pub point: (f64, f64),
    /// How much it is heard, before distance.
    pub pull: f64,
}

/// A group of places that lie together: a node of a tree that halves them along the axis on which they spread most.
#[derive(Clone, Debug)]
struct Group {
    /// Its places: a run of [`Coupling::order`].
    places: std::ops::Range<usize>,
    /// The two halves; the first of them stands right behind the group.
    second: Option<usize>,
    /// Direction of the middle of what is heard of it.
    middle: [f64; 3],
    /// Distance in km from there to its farthest place.
    radius: f64,
    /// Distance in km from a place of it to the next, at the most.
    lone: f64,
    /// What is heard of it altogether.
    pull: f64,
}

/// Two groups that divide no further, place by place.
#[derive(Clone, Debug)]
struct Block {
    /// Who hears.
    here: u32,
    /// Who is heard.
    there: u32,
    /// Where its weights begin: a row for each place that hears.
    first: u32,
}

/// What each place hears from each other place.
#[derive(Clone, Debug, Default)]
pub struct Coupling {
    /// Places, group by group.
    order: Vec<u32>,
    /// How much each of them is heard, in that order.
    pulls: Vec<f64>,
    groups: Vec<Group>,
    blocks: Vec<Block>,
    /// Weights of the blocks, as shares of the row's sum.
    weights: Vec<f32>,
    /// Groups that hear and groups that are heard from afar, in the order of the first, with `exp(−d/reach)`.
    afar: Vec<(u32, u32, f64)>,
    /// One over the sum of each row, in the order of places of the groups; 0 where nothing is heard.
    shares: Vec<f64>,
}

impl Coupling {
    /// The couplings of places; `reach` in km.
    pub fn new(voices: &[Voice], reach: f64) -> Coupling {
        let mut coupling = Coupling { order: (0..voices.len() as u32).collect(), ..Coupling::default() };
        if voices.is_empty() {
            return coupling;
        }
        let directions: Vec<[f64; 3]> = voices.iter().map(|voice| direction(voice.point)).collect();
        let leaf = if voices.len() <= EXACT { EXACT } else { LEAF };
        coupling.divide(voices, &directions, 0..voices.len(), leaf);
        coupling.pulls = coupling.order.iter().map(|&p| voices[p as usize].pull).collect();
        coupling.meet(reach);
        coupling.weigh(voices, reach);
        coupling
    }

    /// Makes the group of a run of places, and those that it divides into. Its index.
    fn divide(&mut self, voices: &[Voice], at: &[[f64; 3]], places: std::ops::Range<usize>, leaf: usize) -> usize {
        let own = self.groups.len();
        let members = &mut self.order[places.clone()];
        self.groups.push(Group::of(voices, at, members, places.clone()));
        if places.len() > leaf {
            let spread = |axis: usize| {
                let along = members.iter().map(|&p| at[p as usize][axis]);
                along.clone().fold(f64::MIN, f64::max) - along.fold(f64::MAX, f64::min)
            };
            let axis = (1..3).fold(0, |best, axis| if spread(axis) > spread(best) { axis } else { best });
            members.sort_unstable_by(|&a, &b| {
                at[a as usize][axis].total_cmp(&at[b as usize][axis]).then_with(|| a.cmp(&b))
            });
            let half = places.start + places.len() / 2;
            let first = self.divide(voices, at, places.start..half, leaf);
            let second = self.divide(voices, at, half..places.end, leaf);
            self.groups[own].second = Some(second);
            self.groups[own].lone = self.groups[first].lone.max(self.groups[second].lone);
        }
        own
    }

    /// Which groups hear each other from afar, and which place by place.
    fn meet(&mut self, reach: f64) {
        let mut pairs = vec![(0, 0)];
        while let Some((here, there)) = pairs.pop() {
            let (a, b) = (&self.groups[here], &self.groups[there]);
            let km = between(a.middle, b.middle);
            let wide = (a.radius + b.radius) / reach;
            let farther = ((km - a.radius - b.radius).max(0.0) - a.lone).max(0.0) / reach;
            let apart = a.places.end <= b.places.start || b.places.end <= a.places.start;
            // A pair's weight is off by a share of at most about `wide`, and by no more than all of it.
            if apart && -libm::expm1(-wide) * libm::exp(-farther / 2.0) <= WIDE {
                self.afar.push((here as u32, there as u32, libm::exp(-km / reach)));
                continue;
            }
            // The wider of the two is divided; a group and itself both.
            let divided = match (a.second, b.second) {
                (None, None) => {
                    self.blocks.push(Block { here: here as u32, there: there as u32, first: 0 });
                    continue;
                }
                (Some(second), None) => [(here + 1, there), (second, there)],
                (None, Some(second)) => [(here, there + 1), (here, second)],
                (Some(second), Some(_)) if a.radius > b.radius => [(here + 1, there), (second, there)],
                (Some(_), Some(second)) => [(here, there + 1), (here, second)],
            };
            pairs.extend(divided);
        }
        self.blocks.sort_unstable_by_key(|block| (block.here, block.there));
        self.afar.sort_unstable_by_key(|&(here, there, _)| (here, there));
    }

    /// The weights place by place, as shares of all that a place hears.
    fn weigh(&mut self, voices: &[Voice], reach: f64) {
        let mut plain = Vec::new();
        let mut sums = self.heard_from_afar(&self.groups.iter().map(|group| group.pull).collect::<Vec<f64>>());
        for block in &mut self.blocks {
            block.first = plain.len() as u32;
            for i in self.groups[block.here as usize].places.clone() {
                let here = self.order[i] as usize;
                let start = plain.len();
                plain.extend(self.groups[block.there as usize].places.clone().map(|j| {
                    let there = self.order[j] as usize;
                    if here == there {
                        return 0.0;
                    }
                    voices[there].pull * libm::exp(-distance(voices[here].point, voices[there].point) / reach)
                }));
                sums[i] += plain[start..].iter().sum::<f64>();
            }
        }
        self.weights = Vec::with_capacity(plain.len());
        for block in &self.blocks {
            let width = self.groups[block.there as usize].places.len();
            for (row, i) in self.groups[block.here as usize].places.clone().enumerate() {
                let row = &plain[block.first as usize + row * width..][..width];
                self.weights.extend(row.iter().map(|w| if sums[i] > 0.0 { (w / sums[i]) as f32 } else { 0.0 }));
            }
        }
        self.shares = sums.iter().map(|&sum| if sum > 0.0 { 1.0 / sum } else { 0.0 }).collect();
    }

    /// What the places of each group hear from the groups that are far from them, where `said` is what each group says.
    fn heard_from_afar(&self, said: &[f64]) -> Vec<f64> {
        let mut heard = vec![0.0; self.groups.len()];
        for &(here, there, weight) in &self.afar {
            heard[here as usize] += weight * said[there as usize];
        }
        let mut places = vec![0.0; self.order.len()];
        // A group stands before those that it divides into.
        for (g, group) in self.groups.iter().enumerate() {
            match group.second {
                Some(second) => {
                    heard[g + 1] += heard[g];
                    heard[second] += heard[g];
                }
                None => places[group.places.clone()].fill(heard[g]),
            }
        }
        places
    }

    /// What each place hears of the others, where `said` is what is to be heard of each: shares of all that could be.
    pub fn heard(&self, said: &[f64]) -> Vec<f64> {
        let mut heard = vec![0.0; said.len()];
        if said.iter().all(|&s| s == 0.0) {
            return heard;
        }
        let in_order: Vec<f64> = self.order.iter().map(|&p| said[p as usize]).collect();
        let voiced: Vec<Vec<(usize, f64)>> = self.groups.iter().map(|group| group.voiced(&in_order)).collect();
        if !self.afar.is_empty() {
            let afar = self.heard_from_afar(&self.said_by_groups(&in_order));
            for ((p, far), share) in self.order.iter().zip(&afar).zip(&self.shares) {
                heard[*p as usize] = far * share;
            }
        }
        for block in &self.blocks {
            let (voiced, width) = (&voiced[block.there as usize], self.groups[block.there as usize].places.len());
            if voiced.is_empty() {
                continue;
            }
            for (row, i) in self.groups[block.here as usize].places.clone().enumerate() {
                let row = &self.weights[block.first as usize + row * width..][..width];
                heard[self.order[i] as usize] += voiced.iter().map(|&(q, s)| f64::from(row[q]) * s).sum::<f64>();
            }
        }
        heard
    }

    /// What each group says, weighted by the pull of its places.
    fn said_by_groups(&self, in_order: &[f64]) -> Vec<f64> {
        let mut said = vec![0.0; self.groups.len()];
        for (g, group) in self.groups.iter().enumerate().rev() {
            said[g] = match group.second {
                Some(second) => said[g + 1] + said[second],
                None => group.places.clone().map(|i| self.pulls[i] * in_order[i]).sum(),
            };
        }
        said
    }

    /// Bytes that it holds.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.order[..])
            + size_of_val(&self.pulls[..])
            + size_of_val(&self.groups[..])
            + size_of_val(&self.blocks[..])
            + size_of_val(&self.weights[..])
            + size_of_val(&self.afar[..])
            + size_of_val(&self.shares[..])
    }
}

impl Group {
    fn of(voices: &[Voice], at: &[[f64; 3]], members: &[u32], places: std::ops::Range<usize>) -> Group {
        let pull: f64 = members.iter().map(|&p| voices[p as usize].pull).sum();
        // Places that are not heard still hear: they lie in the middle of where they are.
        let weight = |p: usize| if pull > 0.0 { voices[p].pull } else { 1.0 };
        let mut middle = [0.0; 3];
        for &p in members {
            (0..3).for_each(|i| middle[i] += weight(p as usize) * at[p as usize][i]);
        }
        let length = libm::sqrt(middle.iter().map(|x| x * x).sum());
        let middle = if length > 0.0 { middle.map(|x| x / length) } else { at[members[0] as usize] };
        let radius = members.iter().map(|&p| between(middle, at[p as usize])).fold(0.0, f64::max);
        let lone = if members.len() > LEAF { 0.0 } else { lone(at, members) };
        Group { places, second: None, middle, radius, lone, pull }
    }

    /// Places with something to say, by their position in a group that divides no further.
    fn voiced(&self, in_order: &[f64]) -> Vec<(usize, f64)> {
        if self.second.is_some() {
            return vec![];
        }
        in_order[self.places.clone()].iter().copied().enumerate().filter(|(_, s)| *s > 0.0).collect()
    }
}

/// The distance in km from a place to the next among these, at the most.
fn lone(at: &[[f64; 3]], members: &[u32]) -> f64 {
    let next = |p: u32| {
        let others = members.iter().filter(|&&q| q != p);
        others.map(|&q| between(at[p as usize], at[q as usize])).fold(f64::INFINITY, f64::min)
    };
    members.iter().map(|&p| next(p)).filter(|km| km.is_finite()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_chance::draw::{Key, Purpose};

    /// Towns of a country of 1,000 km by 1,000 km, gathered about a few cities, and one that lies by itself.
    fn country(towns: u32) -> Vec<Voice> {
        let key = Key::new(1, 0);
        let number = |town: u32, k: u32| key.draw(Purpose::Person, town, 0).uniform(k);
        let mut voices: Vec<Voice> = (0..towns)
            .map(|town| {
                let about = number(town % 20, 0);
                let near = if town < 20 { 0.0 } else { 0.1 };
                let point = (
                    45.0 + 9.0 * (number(town % 20, 1) * (1.0 - near) + near * number(town, 1)),
                    12.0 * (about * (1.0 - near) + near * number(town, 2)),
                );
                Voice { point, pull: 10.0 + 300.0 * number(town, 3) * number(town, 3) }
            })
            .collect();
        voices.push(Voice { point: (-21.1, 55.5), pull: 200.0 });
        voices
    }

    /// What a place hears by the formula, every pair by itself, and the largest weight of its row.
    fn plain(voices: &[Voice], reach: f64, p: usize, said: &[f64]) -> (f64, f64) {
        let weight = |q: usize| match p == q {
            true => 0.0,
            false => voices[q].pull * libm::exp(-distance(voices[p].point, voices[q].point) / reach),
        };
        let weights: Vec<f64> = (0..voices.len()).map(weight).collect();
        let total: f64 = weights.iter().sum();
        (weights.iter().zip(said).map(|(w, s)| w * s).sum::<f64>() / total, total)
    }

    #[test]
    fn a_small_country_hears_by_the_formula() {
        let voices = country(EXACT as u32 - 1);
        let said: Vec<f64> = (0..voices.len()).map(|q| if q % 3 == 0 { q as f64 / 600.0 } else { 0.0 }).collect();
        let coupling = Coupling::new(&voices, 400.0);
        assert!(coupling.afar.is_empty() && coupling.blocks.len() == 1);
        for (p, heard) in coupling.heard(&said).into_iter().enumerate() {
            assert!((heard - plain(&voices, 400.0, p, &said).0).abs() < 1e-6, "{p}");
        }
    }

    #[test]
    fn groups_change_what_is_heard_by_little() {
        let voices = country(3000);
        let n = voices.len();
        for reach in [10.0, 60.0, 400.0, 5000.0] {
            let coupling = Coupling::new(&voices, reach);
            for voiced in [1, 7, 40, 700] {
                let said: Vec<f64> = (0..n).map(|q| if q % voiced == 3 % voiced { 0.9 } else { 0.0 }).collect();
                let heard = coupling.heard(&said);
                let some: Vec<usize> = (0..n - 1).step_by(13).chain((reach > 20.0).then_some(n - 1)).collect();
                let right: Vec<f64> = some.iter().map(|&p| plain(&voices, reach, p, &said).0).collect();
                let off = some.iter().zip(&right).map(|(&p, right)| (heard[p] - right).abs());
                let (worst, mean) = (off.clone().fold(0.0, f64::max), off.sum::<f64>() / some.len() as f64);
                let most = right.iter().copied().fold(0.0, f64::max);
                let usual = right.iter().sum::<f64>() / some.len() as f64;
                assert!(worst < 0.12 * most, "reach {reach}, one in {voiced}: {worst} of {most}");
                assert!(mean < 0.06 * usual, "reach {reach}, one in {voiced}: on average {mean} of {usual}");
            }
            let all = coupling.heard(&vec![1.0; n]);
            // At the shortest reach the island is out of everybody's hearing.
            assert!(all.iter().filter(|sum| (**sum - 1.0).abs() < 1e-4).count() >= n - 1, "rows sum to 1");
        }
    }

    #[test]
    fn no_place_hears_itself() {
        let voices = country(2000);
        let coupling = Coupling::new(&voices, 400.0);
        for p in [0, 700, 2000] {
            let mut said = vec![0.0; voices.len()];
            said[p] = 1.0;
            let heard = coupling.heard(&said);
            assert!(heard[p] == 0.0 && heard.iter().any(|h| *h > 0.0), "{p}");
        }
    }

    #[test]
    fn the_communes_of_france_fit() {
        let voices = country(35_000);
        for reach in [10.0, 30.0, 50.0, 100.0, 400.0, 5000.0] {
            let coupling = Coupling::new(&voices, reach);
            let mb = coupling.bytes() as f64 / 1e6;
            assert!(mb < 64.0, "reach {reach} km: {mb:.1} MB, {} pairs of groups", coupling.afar.len());
        }
    }

    #[test]
    fn places_that_coincide_and_places_with_nobody_are_places() {
        for n in [1, 2, 600, 5000] {
            let voices = vec![Voice { point: (10.0, 10.0), pull: 1.0 }; n];
            let heard = Coupling::new(&voices, 400.0).heard(&vec![1.0; n]);
            let full = if n > 1 { 1.0 } else { 0.0 };
            assert!(heard.iter().all(|h| (h - full).abs() < 1e-4), "{n}");
            let mute = vec![Voice { point: (10.0, 10.0), pull: 0.0 }; n];
            assert!(Coupling::new(&mute, 400.0).heard(&vec![1.0; n]).iter().all(|h| *h == 0.0), "{n}");
        }
        assert!(Coupling::new(&[], 400.0).heard(&[]).is_empty());
    }
}
