//! One replicate of a structure: the base to its end, and every branch from where it leaves the base.

use super::structure::{AnswerBranch, SEED, Structure};
use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::state::State;
use groundswell_engine::step::step;
use groundswell_engine::world::World;
use groundswell_studio::answers::PARKED;
use groundswell_study::course::Course;
use groundswell_study::statistics;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept of a replicate of a branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Run {
    /// Largest crowd, detentions and deaths: of one that was parked, so far.
    pub(crate) counts: [f64; 3],
    /// The hour after which it was followed no further, because more people were out than [`PARKED`].
    pub(crate) parked: Option<u32>,
}

/// What is kept of a replicate of a structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Followed {
    /// Its number.
    pub(crate) replicate: u32,
    /// Seconds on one thread.
    pub(crate) seconds: f64,
    /// One for each branch of the structure.
    pub(crate) runs: Vec<Run>,
    /// Each recorded quantity of the base, in the order of the scenario's statistics; `None` where it has none, or was parked before.
    pub(crate) values: Vec<Option<f64>>,
}

/// A state and its course on their way.
struct Under {
    state: State,
    course: Course,
}

impl Under {
    fn new(world: &World, replicate: u32) -> Under {
        let state = world.state(SEED, replicate);
        let course = Course::new(world, &state, replicate);
        Under { state, course }
    }

    fn hours(&self) -> u32 {
        self.course.hours() as u32
    }

    fn hour(&mut self, world: &World) {
        for _ in 0..world.spec.clock.steps_per_hour {
            step(world, &mut self.state);
        }
        self.course.write(world, &self.state);
    }

    /// To the end, or until so many are out that it is parked; `each` sees every hour.
    fn on(mut self, world: &World, mut each: impl FnMut(&Under)) -> (Run, Course) {
        let adults: f64 = world.spec.places.iter().map(|place| f64::from(place.adults)).sum();
        let mut parked = None;
        while self.hours() < world.spec.hours && parked.is_none() {
            self.hour(world);
            each(&self);
            let out = self.course.nation.last().map_or(0.0, |nation| f64::from(nation.participants));
            parked = (out > PARKED * adults).then(|| self.hours());
        }
        self.course.close(world, &self.state);
        let last = self.course.nation.last().copied().unwrap_or_default();
        let counts = [self.course.record.peak, f64::from(last.detained), f64::from(last.killed)];
        (Run { counts, parked }, self.course)
    }
}

/// Follows a replicate through all branches. `worlds` are those of the structure's branches.
pub(crate) fn follow(structure: &Structure, worlds: &[World], replicate: u32) -> Followed {
    let begun = std::time::Instant::now();
    let (base, leaves) = of_base(structure, &worlds[0], replicate);
    let (first, course) = base;
    let mut runs = vec![first.clone()];
    for (branch, world) in structure.branches.iter().zip(worlds).skip(1) {
        // One that would leave a base that was parked before is what the base is until then.
        if first.parked.is_some_and(|hour| branch.at >= hour) {
            runs.push(first.clone());
            continue;
        }
        let own = drawn(structure, branch, world, replicate);
        let world = own.as_ref().unwrap_or(world);
        let under = match leaves.get(&branch.at) {
            Some((checkpoint, course)) => Under { state: checkpoint.clone().branch(world), course: course.clone() },
            None => Under::new(world, replicate),
        };
        runs.push(under.on(world, |_| ()).0);
    }
    let known = |statistic: &statistics::Statistic| {
        let whole = first.parked.is_none_or(|hour| statistic.last_hour() as u32 <= hour);
        statistic.value(&structure.scenario, &course).filter(|_| whole)
    };
    let values = statistics::of(&structure.scenario).iter().map(known).collect();
    Followed { replicate, seconds: begun.elapsed().as_secs_f64(), runs, values }
}

/// What the base leaves behind at the hours at which branches leave it.
type Leaves = BTreeMap<u32, (Checkpoint, Course)>;

fn of_base(structure: &Structure, world: &World, replicate: u32) -> ((Run, Course), Leaves) {
    let own = drawn(structure, &structure.branches[0], world, replicate);
    let world = own.as_ref().unwrap_or(world);
    let mut leaves = Leaves::new();
    let ended = Under::new(world, replicate).on(world, |under| {
        let hour = under.hours();
        if structure.branches.iter().any(|branch| branch.at == hour) {
            leaves.insert(hour, (Checkpoint::of(&under.state), under.course.clone()));
        }
    });
    (ended, leaves)
}

/// The world of a replicate at the parameters that it draws; `None` where it draws none.
fn drawn(structure: &Structure, branch: &AnswerBranch, world: &World, replicate: u32) -> Option<World> {
    let posterior = structure.posterior.as_ref()?;
    Some(posterior.world(world, &branch.scenario, &structure.making, SEED, replicate))
}
