//! Any bytes as an event file of any dataset, plain or packed: every row read is accounted for, or the file is refused.
#![no_main]

use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{DATASETS, DUPLICATES, ImportRequest, Sink, import};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use tempfile::TempDir;

/// One folder for all inputs, in memory where the system has such a place.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder")
});

libfuzzer_sys::fuzz_target!(|input: (u8, u8, &[u8])| {
    let file = FOLDER.path().join("any");
    std::fs::write(&file, input.2).expect("written");
    let dataset = DATASETS[usize::from(input.0) % DATASETS.len()];
    let stop = AtomicBool::new(false);
    let columns = [("date", "date".to_string()), ("size", "size".to_string())];
    let duplicates = DUPLICATES[usize::from(input.1) % DUPLICATES.len()].1;
    let order = DateOrder::Unknown;
    let asked = ImportRequest { dataset, country: None, from: None, to: None, columns: &columns, duplicates, order, stop: &stop };
    let mut sink = Sink::create(&FOLDER.path().join("events.csv"), true).expect("a sink");
    match import(&[file], &asked, &mut sink, &mut |_| ()) {
        Ok(imported) => {
            for file in &imported.files {
                let sum = file.kept + file.elsewhere + file.other_time + file.no_event + file.doubled + file.rejected;
                assert_eq!(sum, file.read);
            }
            assert_eq!(sink.rows(), imported.all.kept);
            imported.complaints.render(false);
            // What is not finished is removed, which is quicker than writing it.
            if imported.all.kept > 0 {
                sink.finish().expect("written");
            }
        }
        Err(complaint) => drop(complaint.render(false)),
    }
});
