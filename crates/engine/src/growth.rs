//! How the pull of a crowd follows its size: what `contact` and `information` share.

use crate::words;

words! {
    /// How a pull follows a crowd.
    pub enum Growth {
        /// In proportion to its share, up to all.
        Share = "share",
        /// As its logarithm, up to some e-folds.
        Log = "log",
    }
}
