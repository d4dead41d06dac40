//! What a guest on somebody's machine owes it: memory that is free goes back, and whoever draws comes first.

/// How much the threads that compute step back: of two that want a processor, one that draws gets
/// three times as much.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

/// Gives back every page that is free.
///
/// A job builds a world of up to gigabytes and lets go of it. The C library keeps what was freed in the pools
/// of its threads for the next time, and a Studio that is open for weeks would hold the most that any job
/// ever needed, in every pool. After each job the free pages of all pools go back: some milliseconds.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn give_back() {
    #[allow(unsafe_code)]
    // SAFETY: the function takes the allocator's own locks and touches nothing that is in use.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Other systems' allocators give back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}

/// Lets this thread, and those that it begins, compute when nobody else wants to: the browser that draws
/// what is computed, and the threads that answer it. Where the system refuses, it is as before.
#[cfg(target_os = "linux")]
pub(crate) fn step_back() {
    #[allow(unsafe_code)]
    // SAFETY: plain numbers go in, a number comes out; 0 means the thread that calls.
    unsafe {
        libc::setpriority(libc::PRIO_PROCESS, 0, NICE);
    }
}

/// Elsewhere a thread has no such number of its own.
#[cfg(not(target_os = "linux"))]
pub fn step_back() {}
