//! How long the lists of every place are.

/// How many sectors there are: as many as a weight tree has kinds.
pub const SECTORS: usize = 8;

/// Language communities, in the order of every `[_; LANGUAGES]` array. A scenario
/// gives them its own names; these are the flagship's.
pub const LANGUAGES: usize = 4;
