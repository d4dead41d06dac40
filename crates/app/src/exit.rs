//! How a command ends: an exit code, or what the user should know.

use groundswell_complaint::{Complaint, Complaints};
use groundswell_tables::stamp::ManifestStatus;

/// What a command results in.
pub(crate) type CommandResult = Result<u8, Complaints>;

/// What was asked for is there.
pub(crate) const DONE: u8 = 0;
/// What was asked is not so.
pub(crate) const FALSE: u8 = 1;
/// It was asked for in a way that is not understood.
pub(crate) const USAGE: u8 = 2;
/// Part of it is there, the rest can be resumed.
pub(crate) const PARTIAL: u8 = 75;
/// Stopped by the user.
pub(crate) const INTERRUPTED: u8 = 130;

/// The exit code of work that was closed.
pub(crate) fn code(status: ManifestStatus) -> u8 {
    match status {
        ManifestStatus::Complete => DONE,
        ManifestStatus::Partial => PARTIAL,
        ManifestStatus::Interrupted | ManifestStatus::Running => INTERRUPTED,
    }
}

/// One complaint as all there is.
pub(crate) fn alone(complaint: impl Into<Complaint>) -> Complaints {
    Complaints::from(complaint.into())
}
