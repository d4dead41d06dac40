//! How a command ends.

use groundswell_complaint::Complaints;

/// What a command ends with: an exit code, or what the user should know.
pub type Done = Result<u8, Complaints>;

/// The request is fulfilled.
pub const DONE: u8 = 0;
/// The claim that was checked does not hold.
pub const FALSE: u8 = 1;
/// The command line is not understood.
pub const USAGE: u8 = 2;
/// Part of the result is there, the rest can be resumed.
pub const PARTIAL: u8 = 75;
/// Stopped by the user.
pub const INTERRUPTED: u8 = 130;
