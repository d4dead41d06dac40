//! The Studio: a web page on this machine, for this machine, and the server behind it.
//!
//! One queue computes jobs one after the other and writes ordinary run directories;
//! whoever listens to a job hears pictures and curves while it computes. The words that
//! page and server exchange are in [`api`]; `docs/studio-api.md` says the rest.
//!
//! **Invariant:** the server is reached from this machine only, and by its own page only.
//! **Invariant:** nothing here changes a number: a job's run directory holds the same data
//! as that of the same command on the command line.

pub mod answers;
pub mod api;
mod assets;
mod extract;
mod facts;
mod files;
mod guard;
pub mod levers;
mod log;
mod notes;
pub mod openapi;
mod orders;
mod own;
mod plain;
pub mod program;
mod questions;
mod queue;
mod routes;
mod runs;
mod scenarios;
mod server;
mod studio;
mod system;
mod triggers;
mod work;

pub use assets::carried;
pub use program::{Options, Program};
pub use server::{StudioEnd, serve};
