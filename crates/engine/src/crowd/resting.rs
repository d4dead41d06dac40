//! When readiness to go out again ends: for each hour to come the leaves to look at.

/// For each hour to come, by its low byte, a bit for each leaf.
#[derive(Clone, Debug, Default)]
pub struct Resting {
    due: Vec<Vec<u64>>,
}

impl Resting {
    /// Nobody rests.
    pub fn new() -> Resting {
        Resting { due: vec![Vec::new(); 256] }
    }

    /// Somebody's readiness ends in this leaf in this hour, less than 256 hours ahead.
    #[inline]
    pub fn note(&mut self, hour: u32, leaf: u32, leaves: usize) {
        self.due_in(hour, leaves)[leaf as usize / 64] |= 1 << (leaf % 64);
    }

    /// A bit for each leaf in which somebody's readiness may end in this hour, less than 256 hours ahead.
    #[inline]
    pub(super) fn due_in(&mut self, hour: u32, leaves: usize) -> &mut [u64] {
        let due = &mut self.due[hour as usize % 256];
        if due.is_empty() {
            due.resize(leaves.div_ceil(64), 0);
        }
        due
    }

    /// Whether somebody's readiness may end in this leaf in this hour.
    pub fn is_due(&self, hour: u32, leaf: u32) -> bool {
        let due = &self.due[hour as usize % 256];
        due.get(leaf as usize / 64).is_some_and(|word| word >> (leaf % 64) & 1 != 0)
    }

    /// Takes out the leaves of this hour, a bit for each; give them back with [`Resting::put_back`].
    pub(super) fn take(&mut self, hour: u32) -> Vec<u64> {
        std::mem::take(&mut self.due[hour as usize % 256])
    }

    /// Nobody's readiness ends in this hour any more; the list serves again 256 hours ahead.
    pub(super) fn put_back(&mut self, hour: u32, mut due: Vec<u64>) {
        due.fill(0);
        self.due[hour as usize % 256] = due;
    }
}
