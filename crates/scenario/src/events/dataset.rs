//! The datasets whose files are read, each with its own file here.

use super::rows::{Fields, RowFault};
use super::{EventRow, acled, ccc, count_love, fmcs, gdelt, mass_mobilization, scad, table, ucdp};

/// A dataset of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dataset {
    /// Armed Conflict Location & Event Data.
    Acled,
    /// Uppsala Conflict Data Program, Georeferenced Event Dataset.
    Ucdp,
    /// GDELT 2.0 and 1.0 event files.
    Gdelt,
    /// Mass Mobilization, Clark & Regan.
    MassMobilization,
    /// Crowd Counting Consortium.
    Ccc,
    /// Count Love.
    CountLove,
    /// Social Conflict Analysis Database.
    Scad,
    /// Strikes of the Federal Mediation and Conciliation Service.
    Fmcs,
    /// Any table, with columns that the user names.
    Table,
}

/// All of them.
pub const DATASETS: [Dataset; 9] = [
    Dataset::Acled,
    Dataset::Ucdp,
    Dataset::Gdelt,
    Dataset::MassMobilization,
    Dataset::Ccc,
    Dataset::CountLove,
    Dataset::Scad,
    Dataset::Fmcs,
    Dataset::Table,
];

/// What a column of any table may be named for.
pub const COLUMNS: &[&str] = table::COLUMNS;

impl Dataset {
    /// The word of the command line, and of the column `source`.
    pub const fn word(self) -> &'static str {
        match self {
            Dataset::Acled => "acled",
            Dataset::Ucdp => "ucdp",
            Dataset::Gdelt => "gdelt",
            Dataset::MassMobilization => "mm",
            Dataset::Ccc => "ccc",
            Dataset::CountLove => "countlove",
            Dataset::Scad => "scad",
            Dataset::Fmcs => "fmcs",
            Dataset::Table => "table",
        }
    }

    /// Its name, for people.
    pub const fn title(self) -> &'static str {
        match self {
            Dataset::Acled => "ACLED",
            Dataset::Ucdp => "UCDP GED",
            Dataset::Gdelt => "GDELT",
            Dataset::MassMobilization => "Mass Mobilization",
            Dataset::Ccc => "Crowd Counting Consortium",
            Dataset::CountLove => "Count Love",
            Dataset::Scad => "SCAD",
            Dataset::Fmcs => "FMCS work stoppages",
            Dataset::Table => "a table of your own",
        }
    }

    /// Every column that its files are known to have.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Dataset::Acled => acled::COLUMNS,
            Dataset::Ucdp => ucdp::COLUMNS,
            Dataset::Gdelt => gdelt::COLUMNS,
            Dataset::MassMobilization => mass_mobilization::COLUMNS,
            Dataset::Ccc => ccc::COLUMNS,
            Dataset::CountLove => count_love::COLUMNS,
            Dataset::Scad => scad::COLUMNS,
            Dataset::Fmcs => fmcs::COLUMNS,
            Dataset::Table => table::COLUMNS,
        }
    }

    /// Columns without which a file is not one of its files. Where several are in one entry, any of them will do.
    pub fn needed(self) -> &'static [&'static [&'static str]] {
        match self {
            Dataset::Acled => acled::NEEDED,
            Dataset::Ucdp => ucdp::NEEDED,
            Dataset::Gdelt => gdelt::NEEDED,
            Dataset::MassMobilization => mass_mobilization::NEEDED,
            Dataset::Ccc => ccc::NEEDED,
            Dataset::CountLove => count_love::NEEDED,
            Dataset::Scad => scad::NEEDED,
            Dataset::Fmcs => fmcs::NEEDED,
            Dataset::Table => &[],
        }
    }

    /// Makes an event of a row; `None` for a row that says that nothing happened.
    ///
    /// # Errors
    /// A field that cannot be read.
    pub fn event<'a>(self, row: &Fields<'a>) -> Result<Option<EventRow<'a>>, RowFault> {
        match self {
            Dataset::Acled => acled::event(row).map(Some),
            Dataset::Ucdp => ucdp::event(row).map(Some),
            Dataset::Gdelt => gdelt::event(row).map(Some),
            Dataset::MassMobilization => mass_mobilization::event(row),
            Dataset::Ccc => ccc::event(row).map(Some),
            Dataset::CountLove => count_love::event(row).map(Some),
            Dataset::Scad => scad::event(row),
            Dataset::Fmcs => fmcs::event(row).map(Some),
            Dataset::Table => table::event(row).map(Some),
        }
    }
}
