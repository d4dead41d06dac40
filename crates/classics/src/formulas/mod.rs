//! Models in closed or nearly closed form.

mod bisect;
pub mod final_size;
pub mod poisson_window;
pub mod thresholds;
