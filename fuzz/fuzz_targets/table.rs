//! Any text as a CSV table: its rows are read or complained about. Drawing complaints is most of the time, so they are
//! drawn for every eighth length of a text.
#![no_main]

use groundswell_complaint::Complaints;
use groundswell_scenario::rows::CsvRows;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut complaints = Complaints::default();
    let columns = ["unit", "population", "date"];
    for row in CsvRows::read("any.csv", text, &columns, &mut complaints).iter() {
        row.name("unit", &mut complaints);
        row.name_in("unit", "unit", &["North Shore".to_string()], &mut complaints);
        row.whole("population", 0.0, 4e9, &mut complaints);
        row.optional("population", &mut complaints);
        complaints.push(row.wrong("date", "a date"));
    }
    if text.len() % 8 == 0 {
        complaints.render(false);
    }
});
