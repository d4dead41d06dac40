//! What a user can ask of a graph that cannot be had.

use thiserror::Error;

/// A graph or a contagion on it that cannot be built as asked.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum GraphError {
    /// A number outside the range in which it means something.
    #[error("{name} is {value}; it must be {allowed}")]
    OutOfRange {
        /// The parameter as the user spells it.
        name: &'static str,
        /// What was given.
        value: f64,
        /// What may be given.
        allowed: String,
    },
    /// A tie to a node that does not exist.
    #[error(
        "tie number {tie} joins {from} and {to}, but the nodes are 0 to {last}; give the number of nodes, or renumber"
    )]
    NoSuchNode {
        /// Position of the tie in the list, from 0.
        tie: usize,
        /// One end.
        from: u32,
        /// The other end.
        to: u32,
        /// The highest node.
        last: u32,
    },
    /// A list whose length should be the number of nodes.
    #[error("{name} has {found} entries for {nodes} nodes; give one for each node")]
    WrongLength {
        /// The list as the user spells it.
        name: &'static str,
        /// Its length.
        found: usize,
        /// The number of nodes.
        nodes: usize,
    },
    /// A degree sequence that no simple graph has, or that no swap could mend.
    #[error(
        "{left} ties could not be placed without repeating a tie; such degrees have no simple graph, or hardly any"
    )]
    NotGraphical {
        /// Ties without a place.
        left: usize,
    },
    /// Degrees whose sum is odd: a tie has two ends.
    #[error("the degrees sum to {sum}, an odd number, but each tie has two ends; raise or lower one degree by one")]
    OddDegrees {
        /// The sum.
        sum: u64,
    },
    /// More ties than one shard of rows can address.
    #[error("nodes {first} to {last} would have more than 4,294,967,295 ties; use a smaller mean degree")]
    TooManyTies {
        /// First node of the shard.
        first: u32,
        /// Last node of the shard.
        last: u32,
    },
}

/// Checks that a number lies in a closed range.
pub(crate) fn within(name: &'static str, value: f64, low: f64, high: f64) -> Result<(), GraphError> {
    if value >= low && value <= high {
        Ok(())
    } else {
        Err(GraphError::OutOfRange { name, value, allowed: format!("from {low} to {high}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn not_a_number_is_outside_every_range() {
        assert!(within("share", f64::NAN, 0.0, 1.0).is_err());
        assert!(within("share", 0.0, 0.0, 1.0).is_ok());
        let text = within("share", 1.5, 0.0, 1.0).unwrap_err().to_string();
        assert_eq!(text, "share is 1.5; it must be from 0 to 1");
    }
}
