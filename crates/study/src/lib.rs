//! Ensembles, branches, designs, sensitivity, calibration, scores, verification.

pub mod classics;
pub mod describe;
pub mod roofline;
pub mod verify;
