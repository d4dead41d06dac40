//! How long the lists of every place are, and what stands in them.

/// How many sectors there are: as many as a weight tree has kinds.
pub const SECTORS: usize = 8;

/// Sectors of employment, in the order of every `[_; SECTORS]` array.
pub const SECTOR_NAMES: [&str; SECTORS] = [
    "agriculture",
    "oil_gas",
    "mining_metals",
    "manufacturing",
    "construction",
    "transport",
    "trade_services",
    "public",
];

/// How many demands there are.
pub const DEMANDS: usize = 8;

/// Demands, in the order of every `[_; DEMANDS]` array (model M7).
pub const DEMAND_NAMES: [&str; DEMANDS] =
    ["price", "wage", "jobs", "pension", "release", "local_resignation", "national_resignation", "regime"];
/// Language communities, in the order of every `[_; LANGUAGES]` array. A scenario
/// gives them its own names; these are the flagship's.
pub const LANGUAGES: usize = 4;
