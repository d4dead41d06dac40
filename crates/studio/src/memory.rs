//! Gives memory back to the system.
//!
//! A job builds a world of up to gigabytes and lets go of it. The C library keeps what was freed in
//! the pools of its threads for the next time, and a Studio that is open for weeks would hold the most that any
//! job ever needed, in every pool. After each job the free pages of all pools go back: some milliseconds.

/// Gives back every page that is free.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn give_back() {
    #[allow(unsafe_code)]
    // SAFETY: the function takes the allocator's own locks and touches nothing that is in use.
    unsafe {
        libc::malloc_trim(0);
    }
}

/// Other systems' allocators give back by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn give_back() {}
