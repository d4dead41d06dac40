//! Any bytes as an event file of any dataset, plain or packed: every row read is accounted for, or the file is refused.
#![no_main]

use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{Asked, DATASETS, DUPLICATES, Sink, import};
use std::sync::atomic::AtomicBool;

libfuzzer_sys::fuzz_target!(|input: (u8, u8, &[u8])| {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("any");
    std::fs::write(&file, input.2).expect("written");
    let dataset = DATASETS[usize::from(input.0) % DATASETS.len()];
    let stop = AtomicBool::new(false);
    let columns = [("date", "date".to_string()), ("size", "size".to_string())];
    let duplicates = DUPLICATES[usize::from(input.1) % DUPLICATES.len()].1;
    let asked = Asked { dataset, country: None, from: None, to: None, columns: &columns, duplicates, order: DateOrder::Unknown, stop: &stop };
    let mut sink = Sink::create(&folder.path().join("events.csv"), false).expect("a sink");
    match import(&[file], &asked, &mut sink, &mut |_| ()) {
        Ok(imported) => {
            for file in &imported.files {
                let sum = file.kept + file.elsewhere + file.other_time + file.no_event + file.doubled + file.rejected;
                assert_eq!(sum, file.read);
            }
            assert_eq!(sink.rows(), imported.all.kept);
            imported.complaints.render(false);
            sink.finish().expect("written");
        }
        Err(complaint) => drop(complaint.render(false)),
    }
});
