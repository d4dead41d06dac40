//! `log.jsonl`: one JSON object a line, numbered and with a checksum, so that a cut, a mixed-up or a damaged log shows.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::file::hexadecimal;
use super::{FileError, bytes_of, may_be_written_into};

/// What stands between a line and its checksum: the first eight digits of the sha256 of what stands before.
const SUM: &str = ",\"sum\":\"";
/// What stands after it.
const END: &str = "\"}";

/// One line: number, time and event first, since that is what the eye looks for.
#[derive(Serialize)]
struct Line<'a> {
    seq: u64,
    time: &'a str,
    event: &'a str,
    #[serde(flatten)]
    details: Map<String, Value>,
}

/// A line with its checksum.
fn summed(line: &str) -> String {
    let body = line.strip_suffix('}').unwrap_or(line);
    format!("{body}{SUM}{}{END}\n", &hexadecimal(&Sha256::digest(body))[..8])
}

/// Whether a line is, bit for bit, one that was written.
fn is_whole(line: &str) -> bool {
    let parts = line.strip_suffix(END).and_then(|line| line.rsplit_once(SUM));
    parts.is_some_and(|(body, sum)| hexadecimal(&Sha256::digest(body))[..8] == *sum)
}

/// The lines of a log, from 1, that are not as they were written; a last one that was cut by a crash is one of them.
///
/// # Errors
/// A log that cannot be read; one that is not there has no lines.
pub fn damaged_lines(path: &Path) -> Result<Vec<usize>, FileError> {
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(vec![]),
        Err(error) => return Err(FileError::new("read", path, error)),
    };
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').enumerate();
    let whole =
        |line: &[u8]| std::str::from_utf8(line).ok().and_then(|line| line.strip_suffix('\n')).is_some_and(is_whole);
    let damaged = lines.filter(|(_, line)| !whole(line));
    Ok(damaged.map(|(i, _)| i + 1).collect())
}

/// Appends to a run's log. Nothing is buffered: the log is read when something went wrong, and then the last lines
/// matter most.
pub struct RunLog {
    file: File,
    path: PathBuf,
    next: u64,
}

impl RunLog {
    /// Opens or begins a log. A resumed run goes on with the next number; a last line that was cut by a crash is
    /// removed, since whatever is appended to it would be lost with it.
    pub fn open(path: &Path) -> Result<Self, FileError> {
        let failed = |action| move |e| FileError::new(action, path, e);
        may_be_written_into(path).map_err(failed("open"))?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path).map_err(failed("open"))?;
        let (mut next, mut whole, mut line) = (0, 0, vec![]);
        let mut lines = BufReader::new(&file);
        while lines.read_until(b'\n', &mut line).map_err(failed("read"))? > 0 {
            if line.last() == Some(&b'\n') {
                whole += line.len() as u64;
                let entry: Option<Value> = serde_json::from_slice(&line).ok();
                let number = entry.as_ref().and_then(|entry| entry["seq"].as_u64());
                next = number.map_or(next, |number| next.max(number.saturating_add(1)));
            }
            line.clear();
        }
        file.set_len(whole).map_err(failed("write"))?;
        file.seek(SeekFrom::End(0)).map_err(failed("write"))?;
        Ok(Self { file, path: path.to_owned(), next })
    }

    /// Appends one line: its number, the caller's time (RFC 3339), what happened in a word or two, and details, e.g.
    /// `json!({ "replicate": 3 })`. Returns the number.
    pub fn append(&mut self, time: &str, event: &str, details: Value) -> Result<u64, FileError> {
        let mut details = match details {
            Value::Null => Map::new(),
            Value::Object(details) => details,
            other => Map::from_iter([("details".into(), other)]),
        };
        // Details may not hide number, time, event or checksum.
        details.retain(|key, _| !["seq", "time", "event", "sum"].contains(&key.as_str()));
        let line = serde_json::to_string(&Line { seq: self.next, time, event, details }).expect("text becomes JSON");
        // One write for the whole line, so that a crash between two writes cannot split it.
        self.file.write_all(summed(&line).as_bytes()).map_err(|e| FileError::new("write", &self.path, e))?;
        self.next += 1;
        Ok(self.next - 1)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_go_on_after_a_crash() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("log.jsonl");
        let mut log = RunLog::open(&path).unwrap();
        log.append("2026-11-22T15:10:00Z", "begun", Value::Null).unwrap();
        log.append("2026-11-22T15:10:09Z", "replicate done", json!({ "replicate": 0, "seq": "no" })).unwrap();
        drop(log);
        let mut cut = std::fs::read(&path).unwrap();
        cut.extend(b"{\"seq\":2,\"ti");
        std::fs::write(&path, cut).unwrap();

        let number = RunLog::open(&path).unwrap().append("2026-11-22T16:00:00Z", "resumed", Value::Null).unwrap();
        assert_eq!(number, 2);
        let text = std::fs::read_to_string(&path).unwrap();
        let numbers: Vec<u64> =
            text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["seq"].as_u64().unwrap()).collect();
        assert_eq!(numbers, [0, 1, 2]);
        let second = r#"{"seq":1,"time":"2026-11-22T15:10:09Z","event":"replicate done","replicate":0,"sum":""#;
        assert!(text.lines().nth(1).is_some_and(|line| line.starts_with(second)), "{text}");
        assert!(damaged_lines(&path).unwrap().is_empty());
        for bit in (0..text.len() * 8).rev().step_by(7) {
            let mut bytes = text.clone().into_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(&path, &bytes).unwrap();
            assert!(!damaged_lines(&path).unwrap().is_empty(), "bit {bit}");
        }
    }
}
