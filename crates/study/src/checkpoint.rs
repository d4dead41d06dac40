//! A replicate under way, and one that is finished, as files that a run can go on from.
//!
//! Each carries the sha256 of its bytes. One that is damaged or of another version is no loss: its
//! replicate begins again and has the same numbers in the end.

use crate::course::{Course, National};
use crate::statistics::Statistic;
use groundswell_engine::checkpoint::Checkpoint;
use groundswell_engine::happening::Happening;
use groundswell_engine::mechanisms::outcome::OutcomeClass;
use groundswell_engine::record::RunRecord;
use groundswell_engine::state::State;
use groundswell_engine::world::World;
use groundswell_scenario::scenario::Scenario;
use groundswell_tables::stamp::{FileError, WrittenFile, bytes_of, write_atomic};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::io::ErrorKind;
use std::path::Path;

/// The first bytes of a file, with the version of its form. The sha256 of all that follows it comes next.
const MAGIC: &[u8; 8] = b"GSCK\x00\x00\x00\x07";
/// Bytes of a sha256.
const SUM: usize = 32;

/// What is left of a replicate when its hours have been written to the tables.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FinishedReplicate {
    /// Its number.
    pub replicate: u32,
    /// The key of its draws.
    pub key: u64,
    /// Seconds of computing.
    pub seconds: f64,
    /// How it ended, or why it failed.
    pub end: Result<ReplicateEnd, String>,
    /// The parts of tables that it has written, by their names in the directory.
    pub parts: Vec<WrittenFile>,
}

/// How a replicate ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReplicateEnd {
    /// What the classification remembered.
    pub record: RunRecord,
    /// Classes of outcomes.
    pub outcomes: Vec<OutcomeClass>,
    /// What happened to actors.
    pub happenings: Vec<Happening>,
    /// Each recorded quantity, in the order of the scenario's statistics.
    pub values: Vec<Option<f64>>,
    /// Its days.
    pub days: Vec<Day>,
    /// The nation in the last hour.
    pub last: National,
}

/// A day of one replicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Day {
    /// Most in the street in any hour.
    pub participants: f32,
    /// Most on strike in any hour.
    pub strikers: f32,
    /// Units with a reportable gathering in some hour.
    pub units_active: u32,
    /// The nation in the day's last hour.
    pub end: National,
}

impl ReplicateEnd {
    /// Draws up what is kept of a course.
    pub fn of(scenario: &Scenario, statistics: &[Statistic], course: &Course) -> ReplicateEnd {
        ReplicateEnd {
            record: course.record.clone(),
            outcomes: course.outcomes.clone(),
            happenings: course.happenings.clone(),
            values: statistics.iter().map(|statistic| statistic.value(scenario, course)).collect(),
            days: (0..course.hours().div_ceil(24)).map(|day| Day::of(course, day)).collect(),
            last: course.nation.last().copied().unwrap_or_default(),
        }
    }
}

impl Day {
    fn of(course: &Course, day: usize) -> Day {
        let hours = day * 24..(day * 24 + 24).min(course.hours());
        let most = |what: fn(&National) -> f32| course.nation[hours.clone()].iter().map(what).fold(0.0, f32::max);
        Day {
            participants: most(|n| n.participants),
            strikers: most(|n| n.strikers),
            units_active: course.units_active(hours.clone()),
            end: course.nation[hours.end - 1],
        }
    }
}

/// Writes a value down, atomically.
///
/// # Errors
/// A disk that cannot be written to.
pub fn write(path: &Path, value: &impl Serialize) -> Result<(), FileError> {
    // Everything written is made of plain numbers, texts and lists. The sum is put where room was left for it: a copy of
    // a large country's hours would be as large again.
    let head = [&MAGIC[..], &[0; SUM]].concat();
    let mut bytes = postcard::to_extend(value, head).expect("plain data is written");
    let sum = Sha256::digest(&bytes[MAGIC.len() + SUM..]);
    bytes[MAGIC.len()..MAGIC.len() + SUM].copy_from_slice(&sum);
    write_atomic(path, bytes).map(drop)
}

/// Reads a value; `None` if there is none that this version can read, or it is damaged.
pub fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let bytes = bytes_of(path).ok()?;
    postcard::from_bytes(body(&bytes)?).ok()
}

/// Whether there is a file that is not, bit for bit, one that this version has written.
pub fn is_damaged(path: &Path) -> bool {
    match bytes_of(path) {
        Ok(bytes) => body(&bytes).is_none(),
        Err(error) => error.kind() != ErrorKind::NotFound,
    }
}

/// The value in a file whose checksum is right.
fn body(bytes: &[u8]) -> Option<&[u8]> {
    let (sum, value) = bytes.strip_prefix(MAGIC)?.split_at_checked(SUM)?;
    (Sha256::digest(value)[..] == *sum).then_some(value)
}

/// Writes a replicate under way.
pub fn write_under_way(path: &Path, state: &State, course: &Course) -> Result<(), FileError> {
    write(path, &(Checkpoint::of(state), course))
}

/// A replicate to go on with.
pub fn read_under_way(path: &Path, world: &World) -> Option<(State, Course)> {
    let (checkpoint, course) = read_fitting(path, world)?;
    Some((checkpoint.resume(world), course))
}

/// Begins a branch with what another run has left behind.
pub fn read_fork(path: &Path, world: &World) -> Option<(State, Course)> {
    let (checkpoint, course) = read_fitting(path, world)?;
    Some((checkpoint.branch(world), course))
}

fn read_fitting(path: &Path, world: &World) -> Option<(Checkpoint, Course)> {
    let (checkpoint, course): (Checkpoint, Course) = read(path)?;
    let fits =
        course.fits(world) && checkpoint.step() as usize == course.hours() * world.spec.clock.steps_per_hour as usize;
    fits.then_some((checkpoint, course))
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::fixture;
    use groundswell_engine::step::step;

    #[test]
    fn a_replicate_taken_up_again_ends_with_the_same_bits() {
        let world = World::build(fixture::lively(), 1);
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("r.state");
        let unbroken = crate::ensemble::replicate(&world, world.state(1, 3), 3, || true).expect("a course");
        let mut state = world.state(1, 3);
        let mut course = Course::new(&world, &state, 3);
        for _ in 0..world.spec.hours / 2 {
            step(&world, &mut state);
            course.write(&world, &state);
        }
        write_under_way(&path, &state, &course).expect("written");
        let (mut state, mut course) = read_under_way(&path, &world).expect("read");
        while course.hours() < world.spec.hours as usize {
            step(&world, &mut state);
            course.write(&world, &state);
        }
        course.close(&world, &state);
        assert_eq!(course.locals, unbroken.locals);
        assert_eq!((course.record, course.outcomes), (unbroken.record, unbroken.outcomes));
    }

    #[test]
    fn what_cannot_be_read_is_as_if_it_were_not_there() {
        let world = World::build(fixture::spec(), 1);
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("r.state");
        assert!(!is_damaged(&path), "what is not there is not damaged");
        for bytes in [&b""[..], b"GSCK\x00\x00\x00\x02abc", b"GSCK\x00\x00\x00\x01\xff\xff\xff"] {
            std::fs::write(&path, bytes).expect("written");
            assert!(read_under_way(&path, &world).is_none() && is_damaged(&path));
        }
    }

    #[test]
    fn no_bit_can_change_unseen() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("r.done");
        let value = FinishedReplicate { replicate: 3, key: 7, seconds: 0.5, end: Err("a bug".into()), parts: vec![] };
        write(&path, &value).expect("written");
        assert!(read::<FinishedReplicate>(&path).is_some() && !is_damaged(&path));
        let whole = std::fs::read(&path).expect("there");
        for bit in 0..whole.len() * 8 {
            let mut bytes = whole.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, bytes).expect("written");
            assert!(read::<FinishedReplicate>(&path).is_none() && is_damaged(&path), "bit {bit}");
        }
        std::fs::write(&path, &whole[..whole.len() - 1]).expect("written");
        assert!(is_damaged(&path), "cut short");
    }
}
