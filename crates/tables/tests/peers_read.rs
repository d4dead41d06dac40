//! Do DuckDB, Polars and pyarrow see in our files what we meant, and do we read theirs? Nothing but those programs
//! can answer.
//!
//! Skipped, with a notice, where `python3` (or `$GROUNDSWELL_PYTHON`) cannot import them; `GROUNDSWELL_PEERS=1` makes
//! that a failure, which is how the full gate runs it.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use groundswell_tables::table::{Field, Kind, Table, TableCell, row};
use serde_json::{Value, json};

static EVERY: &[Field] = &[
    Field::new("u8", Kind::U8, "1", ""),
    Field::new("u16", Kind::U16, "h", "hours since the scenario began"),
    Field::new("u32", Kind::U32, "people", ""),
    Field::new("u64", Kind::U64, "1", ""),
    Field::new("i32", Kind::I32, "1", ""),
    Field::new("i64", Kind::I64, "1", ""),
    Field::new("f32", Kind::F32, "1", ""),
    Field::new("f64", Kind::F64, "1", ""),
    Field::new("bool", Kind::Bool, "", ""),
    Field::new("text", Kind::Text, "", "town or city"),
    Field::new("time", Kind::Time, "", "local time"),
    Field::new("maybe", Kind::U32, "people", "not always recorded").nullable(),
];

/// Per peer: the type of every column, then the first row as text, then the number of nulls in the last column.
const SCRIPT: &str = r#"
import json, sys
peer, path = sys.argv[1:]
if peer == "duckdb":
    import duckdb
    # fetchall, because relations lost their other faces in DuckDB 2.
    ask = lambda what: duckdb.execute(what.replace("FILE", f"'{path}'")).fetchall()
    types, first = [row[1] for row in ask("describe select * from FILE")], ask("select * from FILE")[0]
    nulls = ask("select count(*) - count(maybe) from FILE")[0][0]
    meta = ask("select decode(value) from parquet_kv_metadata(FILE) where decode(key) = 'groundswell.columns'")[0][0]
    assert json.loads(meta)[1]["unit"] == "h", meta
elif peer == "polars":
    import polars
    t = polars.read_parquet(path)
    types, first, nulls = [str(x) for x in t.dtypes], t.row(0), t["maybe"].null_count()
elif peer == "pyarrow":
    import pyarrow.parquet
    t = pyarrow.parquet.read_table(path)
    types, first, nulls = [str(f.type) for f in t.schema], [c[0].as_py() for c in t.columns], t["maybe"].null_count
print(json.dumps([types, [str(x) for x in first], nulls]))
"#;

/// Each peer writes the same two rows with its own types: small and large integers, text, a local time, a null.
const WRITE: &str = r#"
import datetime, sys
peer, path = sys.argv[1:]
time = [datetime.datetime(2022, 1, 5, 18), datetime.datetime(2022, 1, 5, 19)]
if peer == "duckdb":
    import duckdb
    duckdb.execute(f"""copy (select * from (values
        (-1::tinyint, 300::usmallint, 1.5::float, 'Aktau', timestamp_ms '2022-01-05 18:00:00'),
        (2::tinyint, 301::usmallint, null, 'Oral', timestamp_ms '2022-01-05 19:00:00'))
        as t(small, hour, share, place, time)) to '{path}' (format parquet)""")
elif peer == "polars":
    import polars
    polars.DataFrame(
        {"small": [-1, 2], "hour": [300, 301], "share": [1.5, None], "place": ["Aktau", "Oral"], "time": time},
        schema={"small": polars.Int8, "hour": polars.UInt16, "share": polars.Float32, "place": polars.String,
                "time": polars.Datetime("ns")},
    ).write_parquet(path, compression="snappy")
elif peer == "pyarrow":
    import pyarrow, pyarrow.parquet
    types = [("small", pyarrow.int8()), ("hour", pyarrow.uint16()), ("share", pyarrow.float32()),
             ("place", pyarrow.dictionary(pyarrow.int32(), pyarrow.string())), ("time", pyarrow.timestamp("ms"))]
    columns = [[-1, 2], [300, 301], [1.5, None], ["Aktau", "Oral"], time]
    pyarrow.parquet.write_table(pyarrow.table([pyarrow.array(c, t) for c, (_, t) in zip(columns, types)],
                                              names=[n for n, _ in types]), path)
"#;

/// Peers that this machine's Python can import.
fn peers() -> (String, Vec<&'static str>) {
    let python = std::env::var("GROUNDSWELL_PYTHON").unwrap_or("python3".into());
    let required = std::env::var("GROUNDSWELL_PEERS").is_ok_and(|value| value == "1");
    let there = |peer: &&str| {
        let import = Command::new(&python).args(["-c", &format!("import {peer}")]).output();
        let there = import.is_ok_and(|answer| answer.status.success());
        if !there {
            assert!(!required, "GROUNDSWELL_PEERS=1, but {python} cannot import {peer}");
            // Not println!, which the test harness swallows: a check that did not run should be seen.
            let _ = writeln!(std::io::stderr(), "skipped: {python} cannot import {peer}");
        }
        there
    };
    let found = ["duckdb", "polars", "pyarrow"].into_iter().filter(there).collect();
    (python, found)
}

fn run(python: &str, script: &str, peer: &str, path: &Path) -> Vec<u8> {
    let answer = Command::new(python).args(["-c", script, peer]).arg(path).output().expect("python runs");
    assert!(answer.status.success(), "{peer}: {}", String::from_utf8_lossy(&answer.stderr));
    answer.stdout
}

#[test]
fn we_read_what_peers_write() {
    let dir = tempfile::tempdir().unwrap();
    let (python, peers) = peers();
    for peer in peers {
        let path = dir.path().join(format!("{peer}.parquet"));
        run(&python, WRITE, peer, &path);
        let table = Table::read_parquet(&path).unwrap();
        let hour = 3_600_000_000;
        let time = 1_641_405_600_000_000;
        assert_eq!(table.slice::<i32>("small"), Some(&[-1, 2][..]), "{peer}");
        assert_eq!(table.slice::<u16>("hour"), Some(&[300, 301][..]), "{peer}");
        assert_eq!(table.slice::<i64>("time"), Some(&[time, time + hour][..]), "{peer}");
        let (share, place) = (table.column("share").unwrap(), table.column("place").unwrap());
        assert_eq!((share.cell(0), share.cell(1)), (TableCell::Real(1.5), TableCell::Null), "{peer}");
        assert_eq!((place.text(0), place.text(1)), (Some("Aktau"), Some("Oral")), "{peer}");
    }
}

#[test]
fn peers_see_the_types_we_meant() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("every.parquet");
    let mut table = Table::new("every", EVERY);
    let time = TableCell::Time(1_641_405_600_000_000);
    table.push([
        TableCell::from(u8::MAX),
        u16::MAX.into(),
        u32::MAX.into(),
        u64::MAX.into(),
        i32::MIN.into(),
        i64::MIN.into(),
        0.5f32.into(),
        0.1f64.into(),
        true.into(),
        "Жаңаөзен".into(),
        time,
        TableCell::Null,
    ]);
    table.push(row![0, 0, 0, 0, 0, 0, 0.0, 0.0, false, "", time, 7]);
    table.write_parquet(&path).unwrap();

    let first = json!([
        "255",
        "65535",
        "4294967295",
        "18446744073709551615",
        "-2147483648",
        "-9223372036854775808",
        "0.5",
        "0.1",
        "True",
        "Жаңаөзен",
        "2022-01-05 18:00:00",
        "None"
    ]);
    let peers = [
        (
            "duckdb",
            "UTINYINT USMALLINT UINTEGER UBIGINT INTEGER BIGINT FLOAT DOUBLE BOOLEAN VARCHAR TIMESTAMP UINTEGER",
        ),
        (
            "polars",
            "UInt8 UInt16 UInt32 UInt64 Int32 Int64 Float32 Float64 Boolean String Datetime(time_unit='us',time_zone=None) UInt32",
        ),
        ("pyarrow", "uint8 uint16 uint32 uint64 int32 int64 float double bool string timestamp[us] uint32"),
    ];
    let (python, there) = self::peers();
    for (peer, types) in peers.into_iter().filter(|(peer, _)| there.contains(peer)) {
        let answer: Value = serde_json::from_slice(&run(&python, SCRIPT, peer, &path)).expect("the script prints JSON");
        let seen: Vec<String> =
            answer[0].as_array().unwrap().iter().map(|t| t.as_str().unwrap().replace(", ", ",")).collect();
        assert_eq!(seen.join(" "), types, "{peer}");
        assert_eq!(answer[1], first, "{peer}");
        assert_eq!(answer[2], 1, "{peer}: nulls");
    }
}
