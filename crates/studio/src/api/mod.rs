//! The words that server and page exchange. `openapi.json` is made from these types.

pub mod about;
pub mod answer;
pub mod classic;
pub mod country;
pub mod event;
pub mod film;
pub mod job;
pub mod own;
pub mod problem;
pub mod question;
pub mod run;
pub mod schema;
