//! `cargo xtask countries [CODE…]`: what countries cost, measured with the release build, as the table of
//! `docs/manual/world.md`.
//!
//! Each is made, checked and run twice over ten days at one agent for an adult. Times are those of the processor, so
//! that a busy machine moves them little; memory is the most that the process ever held. Both are read from `/proc`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Ten countries on four continents.
const TEN: [&str; 10] = ["GB", "KE", "LK", "IN", "US", "CL", "IR", "BY", "ZA", "ID"];

/// Ticks of the processor's clock in a second, on Linux.
const TICKS: f64 = 100.0;

/// What a command took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Took {
    /// Seconds of the processor, on all threads together.
    seconds: f64,
    /// Most memory, in megabytes.
    megabytes: f64,
}

/// Measures countries and writes the page.
pub(crate) fn countries(codes: &[String]) {
    let house = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = house.join("target/release/groundswell");
    let work = std::env::temp_dir().join(format!("groundswell-countries-{}", std::process::id()));
    std::fs::create_dir_all(&work).unwrap_or_else(|error| fail(&format!("{}: {error}", work.display())));
    let all = codes.is_empty();
    let codes: Vec<&str> = if all { TEN.to_vec() } else { codes.iter().map(String::as_str).collect() };
    let mut table = String::from(
        "| country | adults | places | units | `scenario new` | `scenario check` | `run --replicates 2` | memory | report |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|\n",
    );
    for code in codes {
        let row = measured(&program, &work, code).unwrap_or_else(|why| fail(&why));
        println!("{row}");
        table += &format!("{row}\n");
    }
    let _ = std::fs::remove_dir_all(&work);
    if all {
        crate::page::put("world.md", "countries", &table).unwrap_or_else(|why| fail(&why));
    }
}

fn fail(why: &str) -> ! {
    eprintln!("{why}");
    std::process::exit(1);
}

/// The row of a country.
fn measured(program: &Path, work: &Path, code: &str) -> Result<String, String> {
    let run = format!("{code}-run");
    let new =
        timed(program, work, &["scenario", "new", code, "--country", code, "--start", "2020-08-08", "--days", "10"])?;
    let check = timed(program, work, &["scenario", "check", code])?;
    let ran = timed(program, work, &["run", code, "--replicates", "2", "--threads", "2", "--quiet", "--out", &run])?;
    let rows = |file: &str| -> Result<Vec<csv::StringRecord>, String> {
        let mut reader = csv::Reader::from_path(work.join(code).join(file)).map_err(|error| error.to_string())?;
        reader.records().collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())
    };
    let (places, units) = (rows("places.csv")?, rows("units.csv")?);
    let adults: f64 = places.iter().filter_map(|row| row.get(7)?.parse::<f64>().ok()).sum();
    let report = std::fs::metadata(work.join(&run).join("report.html")).map_or(0, |about| about.len());
    // A thousand million people leave gigabytes behind.
    let _ = std::fs::remove_dir_all(work.join(&run));
    Ok(format!(
        "| {code} | {:.1} million | {} | {} | {:.2} s | {:.2} s | {:.1} s | {:.0} MB | {:.1} MB |",
        adults / 1e6,
        places.len(),
        units.len(),
        new.seconds,
        check.seconds,
        ran.seconds,
        new.megabytes.max(ran.megabytes),
        report as f64 / 1e6,
    ))
}

/// Runs the program and reads what it took as long as it lives.
fn timed(program: &Path, work: &Path, arguments: &[&str]) -> Result<Took, String> {
    let said = |error: std::io::Error| format!("{}: {error}", program.display());
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(work)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(said)?;
    let about = PathBuf::from(format!("/proc/{}", child.id()));
    let mut took = Took::default();
    loop {
        took = latest(&about).unwrap_or(took);
        if let Some(ended) = child.try_wait().map_err(said)? {
            return if ended.success() {
                Ok(took)
            } else {
                Err(format!("groundswell {}: {ended}", arguments.join(" ")))
            };
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// What a process has taken so far; `None` once it has ended.
fn latest(about: &Path) -> Option<Took> {
    let read = |name: &str| std::fs::read_to_string(about.join(name)).ok();
    parsed(&read("stat")?, &read("status")?)
}

fn parsed(stat: &str, status: &str) -> Option<Took> {
    // The name, in brackets, may hold anything; the times of user and system are the 14th and 15th field.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().map(|&at| fields.get(at)?.parse::<f64>().ok()).sum::<Option<f64>>()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(Took { seconds: ticks / TICKS, megabytes: kilobytes / 1e3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_memory_are_read_whatever_a_process_is_called() {
        let stat = "12 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0";
        let took = parsed(stat, "Name:\tx\nVmHWM:\t  2500 kB\n").expect("both");
        assert_eq!(took, Took { seconds: 2.0, megabytes: 2.5 });
        assert!(parsed("12", "").is_none() && parsed(stat, "Name: a zombie").is_none());
    }
}
