//! What a user reads when a file of ours cannot be read or written.

use crate::stamp::{FileError, StampError};
use crate::table::TableError;
use groundswell_complaint::{Complaint, Problem};

/// A file that could not be read is a missing input; any other failure is of an output.
impl From<FileError> for Complaint {
    fn from(error: FileError) -> Self {
        let FileError { action, path, source } = error;
        let reason = source.to_string();
        Complaint::new(match action {
            "read" | "open" | "list" => Problem::Input { action, path, reason },
            _ => Problem::Output { path, reason },
        })
    }
}

/// A table that is damaged or of the wrong shape is bad data.
impl From<TableError> for Complaint {
    fn from(error: TableError) -> Self {
        match error {
            TableError::File(error) => error.into(),
            TableError::Parquet { path, source } => {
                let complaint = Complaint::syntax(format!("not a readable Parquet file: {source}"));
                complaint.in_file(path.display().to_string()).advise("the file may be cut short; make it again")
            }
            TableError::Unsupported { path, column, found } => {
                let complaint = Complaint::inconsistent(format!("column `{column}` is {found}"));
                complaint.in_file(path.display().to_string())
            }
            error @ TableError::Mismatch { .. } => {
                Complaint::inconsistent(error.to_string()).advise("were the tables written by different versions?")
            }
        }
    }
}

/// A manifest that cannot be read is bad data, one that is not there a missing input.
impl From<StampError> for Complaint {
    fn from(error: StampError) -> Self {
        match error {
            StampError::File(error) => error.into(),
            error => Complaint::inconsistent(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_missing_input_and_an_output_that_cannot_be_made_have_their_exit_codes() {
        let error = |action| FileError::new(action, Path::new("x"), std::io::ErrorKind::NotFound.into());
        assert_eq!(Complaint::from(error("read")).exit_code(), 66);
        assert_eq!(Complaint::from(error("write")).exit_code(), 73);
    }
}
