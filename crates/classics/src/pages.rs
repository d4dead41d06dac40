//! Asking for large pages of memory.
//!
//! Kernels that go to places of a large array at random wait longer for the page to be
//! found than for the place. Where the system has larger pages it is asked for them.
//! A hint changes no result.

// Advice is unsafe only by signature: it concerns memory that was just allocated and
// that nothing uses yet, and leaves its contents alone.
#![allow(unsafe_code)]

/// An empty vector with room for `len` items, in large pages if it is large.
pub(crate) fn room_for<T>(len: usize) -> Vec<T> {
    let room = Vec::with_capacity(len);
    #[cfg(target_os = "linux")]
    {
        // The smallest page that can be asked about; the system finds the large ones within.
        const PAGE: usize = 4096;
        let start = room.as_ptr() as usize;
        let (from, upto) = (start.next_multiple_of(PAGE), (start + len * size_of::<T>()) / PAGE * PAGE);
        if len * size_of::<T>() >= LARGE && upto > from {
            // SAFETY: the pages lie within the allocation. Refusal is no harm.
            unsafe { libc::madvise(from as *mut libc::c_void, upto - from, libc::MADV_HUGEPAGE) };
        }
    }
    room
}

/// A vector of `len` times the same, in large pages if it is large.
pub(crate) fn filled<T: Clone>(value: T, len: usize) -> Vec<T> {
    let mut all = room_for(len);
    all.resize(len, value);
    all
}

/// What one large page holds.
#[cfg(target_os = "linux")]
const LARGE: usize = 2 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_and_small_vectors_hold_what_was_asked_for() {
        for len in [0, 1, 5_000, 3 << 20] {
            let all = filled(7u8, len);
            assert!(all.len() == len && all.iter().all(|&v| v == 7));
            assert!(room_for::<u64>(len).capacity() >= len);
        }
        assert!(filled((), 9).len() == 9);
    }
}
