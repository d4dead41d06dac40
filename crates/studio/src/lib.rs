//! The Studio: a web page on this machine for this machine, and the server behind it.

pub mod api;
pub mod openapi;
mod routes;
