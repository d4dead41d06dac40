//! Everything between a user's files and the engine: scenarios in, tables and stamps out.
//!
//! **Invariant:** whatever can be wrong is found here, with the file, line and column,
//! before a world is built.

pub mod abroad;
pub mod added;
pub mod alone;
pub mod calendar;
pub mod check;
pub mod country;
pub mod delimited;
pub mod effects;
pub mod events;
pub mod evidence;
pub mod facts;
pub mod fields;
pub mod files;
pub mod guard;
pub mod head;
pub mod kinds;
pub mod made;
pub mod messages;
pub mod migrate;
pub mod names;
pub mod orders;
pub mod outlines;
pub mod parameters;
pub mod priors;
pub mod reader;
pub mod record;
pub mod remarks;
pub mod resolved;
pub mod rows;
pub mod scenario;
pub mod schema;
pub mod shell;
pub mod synthesis;
pub mod template;
pub mod triggers;
pub mod verdict;
