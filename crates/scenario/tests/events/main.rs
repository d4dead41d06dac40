//! Event files: what is kept, what is said, and that damage costs only the rows it touches.
//!
//! Real files of UCDP, GDELT and Mass Mobilization are in the collection of data (see `shipped_data.rs`); without it
//! their tests are skipped with a notice. ACLED's terms forbid passing rows on: its fixtures are invented.

use chrono::NaiveDate;
use flate2::{Compression, write::GzEncoder};
use groundswell_complaint::Complaint;
use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{Dataset, Duplicates, ImportRequest, Imported, Sink, country, import};
use groundswell_tables::table::{Table, TableCell};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

mod forms;

static NEVER: AtomicBool = AtomicBool::new(false);

fn asked(dataset: Dataset) -> ImportRequest<'static> {
    let (duplicates, order) = (Duplicates::Keep, DateOrder::Unknown);
    ImportRequest { dataset, country: None, from: None, to: None, columns: &[], duplicates, order, stop: &NEVER }
}

/// Imports files into a table in a folder of its own.
fn table_of(files: &[PathBuf], asked: &ImportRequest<'_>) -> Result<(Table, Imported, String), Complaint> {
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

/// A header and rows of ACLED, invented.
fn acled(rows: &[&str]) -> String {
    let header = "event_id_cnty,event_date,time_precision,event_type,country,location,latitude,longitude,geo_precision,notes,tags,timestamp";
    std::iter::once(header).chain(rows.iter().copied()).map(|row| format!("{row}\n")).collect()
}

fn row(id: &str, date: &str, stamp: u64) -> String {
    format!("{id},{date},1,Protests,Kazakhstan,Öskemen,49.95,82.61,1,invented,crowd size=100,{stamp}")
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("packed");
        zip.write_all(bytes).expect("packed");
    }
    zip.finish().expect("packed").into_inner()
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
        let sum = file.kept + file.elsewhere + file.other_time + file.no_event + file.doubled + file.rejected;
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
    assert_eq!((cell("size_low", 0), cell("size_high", 0)), (TableCell::Unsigned(1000), TableCell::Unsigned(1000)));
    assert_eq!((cell("size_low", 1), cell("size_high", 1)), (TableCell::Unsigned(100), TableCell::Unsigned(999)));
    assert_eq!(cell("size_low", 2), TableCell::Null);
    // No finer than a town.
    assert_eq!((cell("lat", 0), cell("lon", 0)), (TableCell::Real(43.34), TableCell::Real(52.86)));
    assert_eq!(cell("deaths_best", 3), TableCell::Unsigned(5));
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
    let asked = ImportRequest { country: country::of_iso3("KAZ"), from: day(3), to: day(3), ..asked(Dataset::Acled) };
    let (table, imported, _) = table_of(&[file.clone(), file], &asked).expect("read");
    assert_eq!(texts(&table, "id"), ["acled:XAA2", "acled:XAA3", "acled:XAA2", "acled:XAA3"]);
    adds_up(&imported);
    assert_eq!((imported.all.elsewhere, imported.all.other_time), (2, 2));
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
    assert_eq!(imported.all.rejected, 1);
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
        let odd = imported
            .notices
            .iter()
            .filter(|notice| !(notice.contains("estimates of deaths") && notice.contains("13 rows")));
        assert_eq!(odd.count(), 0, "{name}: {:?}", imported.notices);
        assert!(imported.countries_unknown.total() == 0, "{name}: {:?}", imported.countries_unknown);
        let unread: u64 = imported.sizes_unread.total();
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
        dataset in 0usize..8, at in any::<prop::sample::Index>(), length in 0usize..60, piece in "(?s)[\\PC\"\\n;,\\t]{0,30}", rows in 1usize..5
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
                prop_assert_eq!(table.rows() as u64, imported.all.kept);
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

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let text = acled(&[&row("Z1", "2022-01-05", 1), "broken"]);
    fs::write(at("in.csv"), &text).expect("written");
    fs::hard_link(at("in.csv"), at("hard.csv")).expect("a link");
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("in.csv"), at("soft.csv")).expect("a link");
    let tries: Vec<PathBuf> =
        ["in.csv", "hard.csv", "soft.csv", "./in.csv"].iter().map(|name| at(name)).filter(|p| p.exists()).collect();
    for out in tries {
        let mut sink = Sink::create(&out, true).expect("a sink");
        let said = import(&[at("in.csv")], &asked(Dataset::Acled), &mut sink, &mut |_| ()).expect_err("refused");
        assert!(said.to_string().contains("same file"), "{}: {said}", out.display());
        drop(sink);
        assert_eq!(fs::read_to_string(at("in.csv")).expect("there"), text);
    }
    // The list of rejected rows may be somebody's file, or the input itself.
    fs::write(at("out.rejected.csv"), "mine").expect("written");
    for force in [false, true] {
        assert!(Sink::create(&at("out.csv"), force).is_err());
    }
    fs::write(at("x.rejected.csv"), &text).expect("written");
    assert!(Sink::create(&at("x.csv"), true).is_err());
    let mut sink = Sink::create(&at("y.csv"), false).expect("a sink");
    import(&[at("in.csv")], &asked(Dataset::Acled), &mut sink, &mut |_| ()).expect("read");
    fs::write(at("y.csv"), "made in the meantime").expect("written");
    assert!(sink.finish().is_err());
    assert_eq!(fs::read_to_string(at("y.csv")).expect("there"), "made in the meantime");
    // One of ours is replaced, but only when that is asked for.
    for (force, written) in [(false, true), (false, false), (true, true)] {
        let done = Sink::create(&at("z.csv"), force).and_then(|mut sink| {
            import(&[at("in.csv")], &asked(Dataset::Acled), &mut sink, &mut |_| ())?;
            sink.finish()
        });
        assert_eq!(done.is_ok(), written);
        assert!(at("z.rejected.csv").is_file());
    }
    let left: Vec<_> = fs::read_dir(folder.path()).expect("listed").map(|f| f.expect("a file").file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains(".partial")), "{left:?}");
}

/// A tenth of what is promised, so that the everyday gate stays quick: the time must not grow faster than the input.
#[test]
fn bad_input_takes_no_longer_than_good() {
    let limit = std::time::Duration::from_secs(20);
    let timed = |bytes: &[u8]| {
        let begun = std::time::Instant::now();
        let read = text_of(bytes, Dataset::Acled);
        assert!(begun.elapsed() < limit, "{:?}", begun.elapsed());
        read
    };
    let good = row("Z1", "2022-01-05", 1);
    let doubled = acled(&vec![good.as_str(); 10_000]);
    assert_eq!(timed(doubled.as_bytes()).expect("read").1.doubled, 9_999);
    let quote = good.replace("invented", "\"invented");
    assert_eq!(timed(acled(&vec![quote.as_str(); 30_000]).as_bytes()).expect("read").1.all.rejected, 30_000);
    assert_eq!(timed(acled(&vec!["x"; 100_000]).as_bytes()).expect("read").1.all.rejected, 100_000);
    let long = acled(&[&good, &"y".repeat(10 << 20), &good.replace("Z1", "Z2")]);
    let (table, imported, _) = timed(long.as_bytes()).expect("read");
    assert_eq!((table.rows(), imported.all.rejected), (2, 1));
    let one = acled(&[&good]);
    let names: Vec<String> = (0..3_000).map(|i| format!("{i}.csv")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), one.as_bytes())).collect();
    let imported = timed(&zipped(&entries)).expect("read").1;
    assert_eq!((imported.files_read, imported.files.len(), imported.all.kept), (3_000, 1_000, 3_000));
}

#[test]
fn other_datasets_are_read() {
    let day = |d| TableCell::from(NaiveDate::from_ymd_opt(2018, 3, d).expect("a day").and_time(chrono::NaiveTime::MIN));
    let check =
        |dataset, text: &str, place: &str, unit: &str, kind: &str, size: (TableCell<'static>, TableCell<'static>)| {
            let (table, imported, rejected) =
                text_of(text.as_bytes(), dataset).unwrap_or_else(|c| panic!("{dataset:?}: {c}"));
            adds_up(&imported);
            assert_eq!((table.rows(), rejected.as_str()), (1, ""), "{dataset:?}");
            let cell = |column: &str| table.column(column).expect("a column").cell(0);
            assert_eq!(
                (
                    texts(&table, "place")[0].as_str(),
                    texts(&table, "admin1")[0].as_str(),
                    texts(&table, "kind")[0].as_str()
                ),
                (place, unit, kind)
            );
            assert_eq!((cell("size_low"), cell("size_high"), cell("date")), (size.0, size.1, day(14)), "{dataset:?}");
            let other = if dataset == Dataset::Ccc { Dataset::Fmcs } else { Dataset::Ccc };
            let said = text_of(text.as_bytes(), other).err().map(|c| c.to_string()).expect("refused");
            assert!(said.contains(&format!("looks like {}", dataset.title())), "{said}");
        };
    let n = TableCell::Unsigned;
    check(
        Dataset::Ccc,
        "date,locality,state,type,title,size_low,size_high,size_mean,size_text,lat,lon,resolved_locality,resolved_state\n2018-03-14,Invented,NY,walkout; march,x,,,,at least 200,42,-75,Invented,NY\n",
        "Invented",
        "NY",
        "protest",
        (n(200), TableCell::Null),
    );
    check(
        Dataset::CountLove,
        "Date,Location,Attendees,Event,TotalArticles\n2018-03-14,\"A Quarter, Some City, CA\",\"1,000\",Guns,2\n",
        "Some City",
        "CA",
        "protest",
        (n(1000), n(1000)),
    );
    check(
        Dataset::Scad,
        "eventid,countryname,startdate,enddate,stday,stmo,styr,eday,emo,eyr,etype,npart,ndeath,elocal,locnum,latitude,longitude\n1,Cuba,14-Mar-18,15-Mar-18,14,3,2018,15,3,2018,5,3,-99,Havana,1,23.05,-82.3\n",
        "Havana",
        "",
        "strike",
        (n(101), n(1000)),
    );
    check(
        Dataset::Fmcs,
        "Employer,Union,Industry,\"City, State\",# Idled,Start Date,End Date\nx,y,Manufacturing,\"Some Town, PA\",24.0,2018-03-14,2018-03-20\n",
        "Some Town",
        "PA",
        "strike",
        (n(24), n(24)),
    );
    // Samples of the real layouts, if they are at hand.
    for (name, dataset, rows) in [
        ("countlove_sample.csv", Dataset::CountLove, 250),
        ("scad_sample.csv", Dataset::Scad, 250),
        ("fmcs_work_stoppage_sample.csv", Dataset::Fmcs, 250),
    ] {
        let Some(file) = collection(&format!("../formats/{name}")) else { continue };
        let (_, imported, rejected) = table_of(&[file], &asked(dataset)).unwrap_or_else(|c| panic!("{name}: {c}"));
        adds_up(&imported);
        assert!(
            imported.all.read == rows && imported.all.rejected * 50 <= rows,
            "{name}: {:?} {rejected}",
            imported.all
        );
        assert!(
            imported.notices.is_empty() && imported.countries_unknown.total() == 0,
            "{name}: {:?}",
            imported.notices
        );
    }
}

#[test]
fn any_table_is_read_by_the_names_of_its_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.csv");
    fs::write(&file, "My strikes;;;\nTag;Ort;Wie viele;Art\n14.03.2018;Zürich;über 200;Streik\n25.03.2018;Bern;several hundred;strike\n").expect("written");
    let columns: Vec<(&'static str, String)> =
        [("date", "Tag"), ("place", "ort"), ("size", "wie viele"), ("kind", "Art")]
            .map(|(a, b)| (a, b.to_string()))
            .to_vec();
    let mine = ImportRequest { columns: &columns, country: country::of_iso3("CHE"), ..asked(Dataset::Table) };
    let (table, imported, rejected) = table_of(std::slice::from_ref(&file), &mine).expect("read");
    assert_eq!((texts(&table, "place"), rejected.as_str()), (vec!["Zürich".into(), "Bern".into()], ""));
    assert_eq!(
        (texts(&table, "kind"), texts(&table, "iso3")),
        (vec!["other".into(), "strike".into()], vec!["CHE".into(), "CHE".into()])
    );
    assert_eq!(imported.sizes_unread.total(), 1);
    assert!(texts(&table, "id")[0].starts_with("table:") && texts(&table, "id")[0] != texts(&table, "id")[1]);
    let columns = vec![("date", "Tagg".to_string())];
    let said = table_of(&[file], &ImportRequest { columns: &columns, ..asked(Dataset::Table) })
        .expect_err("refused")
        .render(false);
    assert!(said.contains("unknown column `Tagg`") && said.contains("did you mean `Tag`"), "{said}");
}
