//! What a user reads when a file of ours cannot be read or written.

use crate::stamp::{FileError, StampError};
use crate::table::TableError;
use groundswell_complaint::{Complaint, Problem};
use std::io::ErrorKind;

/// A file that could not be read is a missing input; any other failure is of an output.
impl From<FileError> for Complaint {
    fn from(error: FileError) -> Self {
        let FileError { action, path, source } = error;
        let reason = source.to_string();
        let problem = match action {
            "read" | "open" | "list" => Problem::Input { action, path, reason },
            _ => Problem::Output { path, reason },
        };
        match what_to_do(source.kind(), matches!(problem, Problem::Input { .. })) {
            Some(advice) => Complaint::new(problem).advise(advice),
            None => Complaint::new(problem),
        }
    }
}

/// What to do where the system refuses a file.
fn what_to_do(refused: ErrorKind, reading: bool) -> Option<&'static str> {
    Some(match refused {
        ErrorKind::PermissionDenied if reading => "change its permissions, or work on a copy",
        ErrorKind::PermissionDenied => "choose a folder that you may write to, or change its permissions",
        ErrorKind::ReadOnlyFilesystem => "nothing can be written to this disk: choose a folder on another",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "make room, or choose a folder on another disk"
        }
        ErrorKind::InvalidFilename => "choose a shorter name: most systems allow 255 bytes",
        ErrorKind::NotADirectory => "a part of the path is a file and no folder: choose another path",
        ErrorKind::AlreadyExists => "something has this name that is no folder, perhaps a link that leads nowhere",
        _ => return None,
    })
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

    #[test]
    fn what_to_do_is_said() {
        for (kind, word) in [
            (ErrorKind::PermissionDenied, "permissions"),
            (ErrorKind::ReadOnlyFilesystem, "another"),
            (ErrorKind::StorageFull, "make room"),
            (ErrorKind::InvalidFilename, "shorter"),
            (ErrorKind::NotADirectory, "part of the path"),
            (ErrorKind::AlreadyExists, "leads nowhere"),
        ] {
            let said = Complaint::from(FileError::new("write", Path::new("x"), kind.into())).render(false);
            assert!(said.contains(word), "{said}");
        }
    }
}
