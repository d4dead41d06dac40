//! Models in closed or nearly closed form.

pub mod final_size;
pub mod normal;
pub mod poisson_window;
pub mod thresholds;
