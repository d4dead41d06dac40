//! Asking for memory before it is needed.
//!
//! Kernels that visit people in random order know a little ahead whom they will visit.
//! Asked for in time, the record is in the cache when its turn comes. A hint changes no result.

// The prefetch instruction is unsafe only by signature: it never faults, and the
// index is checked all the same.
#![allow(unsafe_code)]

/// Asks for `slice[i]`; nothing happens if there is no such element.
#[inline(always)]
pub(crate) fn ahead<T>(slice: &[T], i: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(item) = slice.get(i) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a prefetch of a valid address is no access.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(item).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, i);
}
