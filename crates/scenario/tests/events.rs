//! Event files: what is kept, what is said, and that damage costs only the rows it touches.
//!
//! Real files of UCDP, GDELT and Mass Mobilization are in the collection of data (see `shipped_data.rs`); without it
//! their tests are skipped with a notice. ACLED's terms forbid passing rows on: its fixtures are invented.

use chrono::NaiveDate;
use flate2::{Compression, write::GzEncoder};
use groundswell_complaint::Complaint;
use groundswell_scenario::events::{Asked, Dataset, Imported, Sink, country, import};
use groundswell_tables::table::{Cell, Table};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

static NEVER: AtomicBool = AtomicBool::new(false);

fn asked(dataset: Dataset) -> Asked<'static> {
    Asked { dataset, country: None, from: None, to: None, stop: &NEVER }
}

/// Imports files into a table in a folder of its own.
fn table_of(files: &[PathBuf], asked: &Asked<'_>) -> Result<(Table, Imported, String), Complaint> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("events.parquet");
    let mut sink = Sink::create(&out, false)?;
    let imported = import(files, asked, &mut sink, &mut |_| ())?;
    sink.finish()?;
    let rejected = fs::read_to_string(folder.path().join("events.rejected.csv")).unwrap_or_default();
    Ok((Table::read_parquet(&out).expect("a table"), imported, rejected))
}

fn text_of(text: &[u8], dataset: Dataset) -> Result<(Table, Imported, String), Complaint> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("file.txt");
    fs::write(&file, text).expect("written");
    table_of(&[file], &asked(dataset))
}

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/events").join(name)).expect("a fixture")
}

fn texts(table: &Table, column: &str) -> Vec<String> {
    let column = table.column(column).expect("a column");
    (0..table.rows()).map(|row| column.text(row).unwrap_or("").to_string()).collect()
}

fn adds_up(imported: &Imported) {
    for file in &imported.files {
        let sum = file.kept + file.elsewhere + file.other_time + file.no_event + file.rejected;
        assert_eq!(sum, file.read, "{file:?}");
    }
}

fn collection(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("GROUNDSWELL_SHARED").map_or_else(beside, PathBuf::from).join("data/events");
    let file = folder.join(name);
    if !file.is_file() {
        // Not println!, which the test harness swallows: a check that did not run should be seen.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: the collection of data is not at hand ({} is not there)",
            file.display()
        );
        return None;
    }
    Some(file)
}

/// The real files, what they are, and how many events they hold.
const REAL: [(&str, Dataset, u64); 4] = [
    ("ucdp_ged_sample_1000.csv", Dataset::Ucdp, 1000),
    ("gdelt2_sample_20170101073000.export.tsv", Dataset::Gdelt, 720),
    ("mass_mobilization_kazakhstan.csv", Dataset::MassMobilization, 88),
    ("mass_mobilization_1990_2020_events.csv", Dataset::MassMobilization, 15_239),
];

#[test]
fn acled_becomes_events_without_names() {
    let (table, imported, rejected) = text_of(fixture("acled.csv").as_bytes(), Dataset::Acled).expect("read");
    assert_eq!((table.rows(), rejected.as_str()), (4, ""));
    adds_up(&imported);
    assert_eq!(texts(&table, "kind"), ["protest", "protest", "riot", "clash"]);
    assert_eq!(texts(&table, "actor2_class"), ["", "state", "", "armed group"]);
    assert_eq!(texts(&table, "iso3"), ["KAZ", "KAZ", "KAZ", "UZB"]);
    assert_eq!(texts(&table, "date_precision"), ["day", "day", "week", "month"]);
    let cell = |column: &str, row: usize| table.column(column).expect("a column").cell(row);
    assert_eq!((cell("size_low", 0), cell("size_high", 0)), (Cell::Unsigned(1000), Cell::Unsigned(1000)));
    assert_eq!((cell("size_low", 1), cell("size_high", 1)), (Cell::Unsigned(100), Cell::Unsigned(999)));
    assert_eq!(cell("size_low", 2), Cell::Null);
    // No finer than a town.
    assert_eq!((cell("lat", 0), cell("lon", 0)), (Cell::Real(43.34), Cell::Real(52.86)));
    assert_eq!(cell("deaths_best", 3), Cell::Unsigned(5));
    let all: String = table.columns().iter().map(|c| (0..4).filter_map(|r| c.text(r)).collect::<String>()).collect();
    assert!(!all.contains("Gazette") && !all.contains("Police Forces of"), "{all}");
}

#[test]
fn an_older_export_with_semicolons_and_a_wrong_day() {
    let (table, imported, rejected) = text_of(fixture("acled-old.csv").as_bytes(), Dataset::Acled).expect("read");
    assert_eq!(texts(&table, "id"), ["acled:XOA1", "acled:XOA3"]);
    assert_eq!(texts(&table, "kind"), ["protest", "arrest"]);
    assert!(imported.notices[0].contains("colour"), "{:?}", imported.notices);
    let said = imported.complaints.render(false);
    assert!(said.contains("`event_date` cannot be 31 June 2019") && said.contains("file.txt:3"), "{said}");
    assert!(rejected.contains(",3,event_date,31 June 2019,a date as 2022-01-31"), "{rejected}");
    adds_up(&imported);
}

#[test]
fn dialects_give_the_same_table() {
    let text = fixture("acled.csv");
    let want = text_of(text.as_bytes(), Dataset::Acled).expect("read").0;
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(text.as_bytes()).expect("packed");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("acled.csv", zip::write::SimpleFileOptions::default()).expect("packed");
    zip.write_all(text.as_bytes()).expect("packed");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let again = |delimiter: u8, terminator| {
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(Vec::new());
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().for_each(|record| writer.write_record(&record.expect("a record")).expect("written"));
        writer.into_inner().expect("flushed")
    };
    assert_eq!(reader.records().count(), 4);
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("marked", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("crlf", text.replace('\n', "\r\n").replace("over\r\n", "over\n").into_bytes()),
        ("no last line end", text.trim_end().as_bytes().to_vec()),
        ("utf-16", utf16),
        ("gz", gz.finish().expect("packed")),
        ("zip", zip.finish().expect("packed").into_inner()),
        ("semicolons", again(b';', csv::Terminator::CRLF)),
        ("tabs", again(b'\t', csv::Terminator::Any(b'\n'))),
    ];
    for (form, bytes) in forms {
        let (table, imported, _) =
            text_of(&bytes, Dataset::Acled).unwrap_or_else(|complaint| panic!("{form}: {complaint}"));
        assert_eq!(table, want, "{form}");
        assert!(imported.complaints.is_empty(), "{form}");
    }
}

#[test]
fn another_dataset_is_recognised() {
    let says = |text: &str, dataset| text_of(text.as_bytes(), dataset).err().map(|c| c.to_string() + &c.render(false));
    let said = says(&fixture("acled.csv"), Dataset::Ucdp).expect("refused");
    assert!(said.contains("this looks like ACLED, not like UCDP GED") && said.contains("import acled"), "{said}");
    let gdelt = format!("1\t20220105{}", "\tx".repeat(59));
    assert!(says(&gdelt, Dataset::MassMobilization).expect("refused").contains("looks like GDELT"));
    assert!(says("a,b\n1,2\n", Dataset::Acled).expect("refused").contains("this is no ACLED file"));
    assert!(says("", Dataset::Acled).expect("refused").contains("the file is empty"));
    let lacks = fixture("acled.csv").replacen("event_date", "event_day", 1);
    assert!(says(&lacks, Dataset::Acled).expect("refused").contains("missing column `event_date`"));
}

#[test]
fn filters_count_what_they_leave_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("acled.csv");
    fs::write(&file, fixture("acled.csv")).expect("written");
    let day = |d| NaiveDate::from_ymd_opt(2031, 3, d);
    let asked = Asked { country: country::of_iso3("KAZ"), from: day(3), to: day(3), ..asked(Dataset::Acled) };
    let (table, imported, _) = table_of(&[file.clone(), file], &asked).expect("read");
    assert_eq!(texts(&table, "id"), ["acled:XAA2", "acled:XAA3", "acled:XAA2", "acled:XAA3"]);
    adds_up(&imported);
    assert_eq!((imported.total(|f| f.elsewhere), imported.total(|f| f.other_time)), (2, 2));
}

#[test]
fn a_broken_archive_keeps_what_came_before() {
    let row = fixture("acled-old.csv").lines().nth(1).expect("a row").to_string();
    let header = fixture("acled-old.csv").lines().next().expect("a header").to_string();
    let text = (0..20_000).fold(header, |text, i| text + "\n" + &row.replacen("XOA1", &format!("X{i}"), 1));
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(text.as_bytes()).expect("packed");
    let packed = gz.finish().expect("packed");
    let (table, imported, rejected) = text_of(&packed[..packed.len() / 2], Dataset::Acled).expect("read");
    assert!((5_000..15_000).contains(&table.rows()), "{}", table.rows());
    assert_eq!(imported.total(|f| f.rejected), 1);
    assert!(rejected.contains("breaks off here"), "{rejected}");
}

#[test]
fn real_files_are_read_whole() {
    for (name, dataset, rows) in REAL {
        let Some(file) = collection(name) else { continue };
        let (table, imported, rejected) = table_of(&[file], &asked(dataset)).unwrap_or_else(|c| panic!("{name}: {c}"));
        assert_eq!((table.rows() as u64, rejected.as_str()), (rows, ""), "{name}");
        adds_up(&imported);
        // What is odd in the published file itself is said, and kept.
        let odd = imported.notices.iter().filter(|notice| !notice.contains("13 rows have estimates of deaths"));
        assert_eq!(odd.count(), 0, "{name}: {:?}", imported.notices);
        assert!(imported.countries_unknown.is_empty(), "{name}: {:?}", imported.countries_unknown);
        let unread: u64 = imported.sizes_unread.values().sum();
        assert!(unread * 100 <= rows, "{name}: {unread} sizes unread: {:?}", imported.sizes_unread);
    }
}

/// Lines of a real file damaged, a few at a time: every row whose lines were not touched is in the table as before,
/// and every line that was touched is complained about.
#[test]
fn damage_costs_only_the_rows_it_touches() {
    for (name, dataset, _) in REAL {
        let Some(file) = collection(name) else { continue };
        let text = fs::read_to_string(file).expect("read");
        let whole = text_of(text.as_bytes(), dataset).expect("read").0;
        let ids = texts(&whole, "id");
        let has_header = usize::from(dataset != Dataset::Gdelt);
        // The first line of each row, and whether it has no other.
        let mut at = has_header;
        let spans: Vec<(usize, bool)> = if dataset == Dataset::Gdelt {
            (0..ids.len()).map(|line| (line, true)).collect()
        } else {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let spans = reader.records().map(|record| {
                let lines = 1 + record.expect("a record").iter().map(|f| f.matches('\n').count()).sum::<usize>();
                at += lines;
                (at - lines, lines == 1)
            });
            spans.collect()
        };
        assert_eq!(spans.len(), ids.len(), "{name}");
        let damages: [fn(&str) -> String; 5] = [
            |line| line.chars().take(line.chars().count() / 3).collect(),
            |line| line.replacen([',', '\t'], "\u{1}", 2),
            |line| line.replacen(',', ",\"", 1) + "x\t",
            |_| "\u{0}garbage".into(),
            |line| line.to_string() + ",\t",
        ];
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        let mut touched = Vec::new();
        let single = spans.iter().enumerate().filter(|(_, (_, alone))| *alone).skip(3).step_by(spans.len() / 23);
        for (i, (row, &(at, _))) in single.enumerate() {
            lines[at] = damages[i % damages.len()](&lines[at]);
            touched.push((row, at));
        }
        let (table, imported, _) = text_of(lines.join("\n").as_bytes(), dataset).expect("read");
        let kept: Vec<&String> =
            ids.iter().enumerate().filter(|(i, _)| touched.iter().all(|(row, _)| row != i)).map(|(_, id)| id).collect();
        let got = texts(&table, "id");
        for id in &kept {
            assert!(got.contains(id), "{name}: {id} was lost");
        }
        let said: Vec<usize> = imported.complaints.iter().filter_map(Complaint::line).collect();
        let want: Vec<usize> = touched.iter().map(|(_, at)| at + 1).collect();
        assert_eq!(said, want, "{name}");
        adds_up(&imported);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_panics_and_every_row_is_accounted_for(
        dataset in 0usize..4, at in any::<prop::sample::Index>(), length in 0usize..60, piece in "(?s)[\\PC\"\\n;,\\t]{0,30}", rows in 1usize..5
    ) {
        let dataset = groundswell_scenario::events::DATASETS[dataset];
        let header = dataset.columns().join(",");
        let row = dataset.columns().iter().map(|c| if c.contains("date") { "2022-01-05" } else { "1" }).collect::<Vec<_>>().join(",");
        let text = format!("{header}\n{}", format!("{row}\n").repeat(rows));
        let from = (0..=at.index(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let to = (from..=(from + length).min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(from);
        let spoilt = format!("{}{piece}{}", &text[..from], &text[to..]);
        match text_of(spoilt.as_bytes(), dataset) {
            Ok((table, imported, _)) => {
                adds_up(&imported);
                prop_assert_eq!(table.rows() as u64, imported.total(|f| f.kept));
            }
            Err(complaint) => prop_assert!(!complaint.to_string().is_empty()),
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), archive in 0usize..3) {
        let marks: [&[u8]; 3] = [b"", &[0x1f, 0x8b, 8, 0], b"PK\x03\x04"];
        let _ = text_of(&[marks[archive], &bytes].concat(), Dataset::Acled);
    }
}
