//! Nothing is lost, and nothing is wrong in silence: work is killed at random moments, bits are flipped in every file,
//! disks are full, paths are odd, and two processes want one directory.
//!
//! Sized for the gate. With `GROUNDSWELL_ATTACK=long` the counts are those of `docs/manual/reliability.md`.
#![cfg(unix)]

mod common;

use common::{code, data, differences, err, groundswell, output, well};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// How often: in the gate, and in the long form.
fn times(gate: usize, long: usize) -> usize {
    if std::env::var("GROUNDSWELL_ATTACK").is_ok_and(|form| form == "long") { long } else { gate }
}

/// Numbers that look random and are the same in every session (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// Each kind of work: what is typed besides the directory.
const KINDS: [(&str, &[&str]); 4] = [
    ("run", &["run", "two-towns", "-n", "8", "--scale", "4", "--checkpoint", "0.02", "-q"]),
    ("sweep", &["sweep", "two-towns", "--over", "people.threshold=0.44:0.5", "--latin", "40", "--scale", "10", "-q"]),
    (
        "compare",
        &[
            "compare",
            "two-towns",
            "--branch",
            "firm:policing.weight=0.9",
            "--at",
            "60",
            "-n",
            "6",
            "--scale",
            "4",
            "--checkpoint",
            "0.02",
            "-q",
        ],
    ),
    (
        "calibrate",
        &["calibrate", "two-towns", "--budget", "600", "--particles", "40", "--scale", "20", "--check", "5", "-q"],
    ),
];

fn typed(of: &[&'static str], out: &'static str) -> Vec<&'static str> {
    [of, &["-o", out]].concat()
}

/// Kills work of a kind after so long. Whether it was still at work.
fn kill(folder: &Path, arguments: &[&str], after: Duration) -> bool {
    let mut child = groundswell(folder, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    std::thread::sleep(after);
    let running = child.try_wait().expect("asked").is_none();
    child.kill().expect("killed");
    child.wait().expect("dead");
    running
}

/// Goes on with what is in a directory; where its work was not begun, the same command takes it over.
fn go_on(folder: &Path, command: &[&str], out: &str) {
    let resumed = output(folder, &["resume", out, "-q"]);
    if code(&resumed) == 66 {
        assert!(
            !folder.join(out).exists() || err(&resumed).contains("again: it takes the directory over"),
            "{}",
            err(&resumed)
        );
        well(folder, command);
    } else {
        assert_eq!(code(&resumed), 0, "{}", err(&resumed));
    }
}

#[test]
fn what_is_killed_goes_on_to_the_same_bits() {
    let (mut random, mut killed) = (Random(1), 0);
    for (kind, of) in KINDS {
        let folder = tempfile::tempdir().expect("a folder");
        let begun = Instant::now();
        well(folder.path(), &typed(of, "whole"));
        let whole = begun.elapsed().as_millis() as usize;
        let command = typed(of, "broken");
        for _ in 0..times(2, 20) {
            let broken = folder.path().join("broken");
            if broken.exists() {
                std::fs::remove_dir_all(&broken).expect("removed");
            }
            killed += usize::from(kill(folder.path(), &command, Duration::from_millis(random.below(whole) as u64)));
            // Killed once more as it goes on.
            killed += usize::from(kill(
                folder.path(),
                &["resume", "broken", "-q"],
                Duration::from_millis(random.below(whole) as u64),
            ));
            go_on(folder.path(), &command, "broken");
            assert_eq!(differences(&folder.path().join("whole"), &broken), [""; 0], "{kind}");
            assert_eq!(code(&output(folder.path(), &["check", "broken"])), 0, "{kind}");
        }
    }
    println!("killed {killed} times");
}

#[test]
fn threads_change_no_bit() {
    for (kind, of) in KINDS {
        let folder = tempfile::tempdir().expect("a folder");
        for (out, threads) in [("one", "1"), ("two", "2"), ("seven", "7")] {
            well(folder.path(), &[&typed(of, out)[..], &["--threads", threads]].concat());
        }
        for other in ["two", "seven"] {
            assert_eq!(differences(&folder.path().join("one"), &folder.path().join(other)), [""; 0], "{kind}");
        }
    }
}

/// Every file of a directory by its path in it, hidden ones too.
fn files(directory: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![directory.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(directory).expect("inside").to_path_buf();
                files.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

fn write(directory: &Path, files: &BTreeMap<PathBuf, Vec<u8>>) {
    if directory.exists() {
        std::fs::remove_dir_all(directory).expect("removed");
    }
    for (name, bytes) in files {
        let path = directory.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
}

/// Flips one bit of one file. Which.
fn flip(files: &mut BTreeMap<PathBuf, Vec<u8>>, random: &mut Random) -> PathBuf {
    let names: Vec<PathBuf> =
        files.iter().filter(|(_, bytes)| !bytes.is_empty()).map(|(name, _)| name.clone()).collect();
    let name = names[random.below(names.len())].clone();
    let bytes = files.get_mut(&name).expect("there");
    let bit = random.below(bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
    name
}

/// Whether damage to a file was silent: nobody said its name, and it is part of the result, or what follows from it is
/// not what it should be.
fn silent(name: &Path, ended: &Output, whole: &Path, found: &Path) -> bool {
    assert!(!err(ended).contains("panicked"), "{}: {}", name.display(), err(ended));
    if err(ended).contains(&*name.display().to_string()) || code(ended) != 0 && !err(ended).is_empty() {
        return false;
    }
    let given = |directory: &Path| {
        let mut all = files(directory);
        all.retain(|name, _| {
            name.starts_with("inputs")
                || name.starts_with("scenario.toml")
                || name.starts_with("scenario.resolved.toml")
        });
        all
    };
    code(ended) != 0 || !differences(whole, found).is_empty() || given(whole) != given(found)
}

#[test]
fn a_flipped_bit_is_said_or_heals() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (mut random, mut tried, mut quiet) = (Random(2), 0, Vec::new());
    for (kind, of) in KINDS {
        well(folder.path(), &typed(of, "whole"));
        // Stopped by Ctrl-C, which closes it, and killed, which does not.
        for signal in ["-INT", "-KILL"] {
            let mut child = groundswell(folder.path(), &typed(of, "broken"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("starts");
            let state = path("broken/checkpoints");
            let begun = Instant::now();
            let has_state = || {
                let names = std::fs::read_dir(&state).into_iter().flatten().flatten().map(|entry| entry.path());
                names.filter(|name| name.extension().is_some_and(|kind| kind == "done")).count() >= 2
                    || kind == "calibrate" && state.join("memory.done").exists()
            };
            while !has_state() && child.try_wait().expect("asked").is_none() {
                assert!(begun.elapsed() < Duration::from_secs(120), "{kind}: nothing was finished");
                std::thread::sleep(Duration::from_millis(2));
            }
            Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill is there");
            child.wait().expect("ends");
            let stopped = files(&path("broken"));
            for _ in 0..times(6, 63) {
                let mut damaged = stopped.clone();
                let name = flip(&mut damaged, &mut random);
                write(&path("damaged"), &damaged);
                let ended = output(folder.path(), &["resume", "damaged", "-q"]);
                tried += 1;
                if silent(&name, &ended, &path("whole"), &path("damaged")) {
                    quiet.push(format!("{kind} {signal} {}: {}", name.display(), err(&ended)));
                }
            }
            std::fs::remove_dir_all(path("broken")).expect("removed");
        }
        std::fs::remove_dir_all(path("whole")).expect("removed");
    }
    println!("flipped {tried} bits before `resume`, {} in silence", quiet.len());
    assert!(quiet.is_empty(), "{quiet:#?}");
}

#[test]
fn a_flipped_bit_of_a_part_does_not_reach_the_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let (mut random, mut tried, mut quiet) = (Random(3), 0, Vec::new());
    for (kind, of) in [KINDS[0], KINDS[1]] {
        well(folder.path(), &typed(of, "whole"));
        for (out, shard) in [("a", "1/2"), ("b", "2/2")] {
            well(folder.path(), &[&typed(of, out)[..], &["--shard", shard]].concat());
        }
        let part = files(&path("a"));
        for _ in 0..times(8, 250) {
            let mut damaged = part.clone();
            let name = flip(&mut damaged, &mut random);
            write(&path("damaged"), &damaged);
            let ended = output(folder.path(), &["merge", "damaged", "b", "--out", "merged", "--force", "-q"]);
            tried += 1;
            // What is hidden is no part of a result; of all else the name is said.
            let hidden = name.starts_with(".groundswell");
            let said = hidden || err(&ended).contains(&*name.display().to_string()) || code(&ended) != 0;
            if !said || code(&ended) == 0 && !differences(&path("whole"), &path("merged")).is_empty() {
                quiet.push(format!("{kind} {}: {}", name.display(), err(&ended)));
            }
            if path("merged").exists() {
                std::fs::remove_dir_all(path("merged")).expect("removed");
            }
        }
        for directory in ["whole", "a", "b"] {
            std::fs::remove_dir_all(path(directory)).expect("removed");
        }
    }
    println!("flipped {tried} bits before `merge`, {} in silence", quiet.len());
    assert!(quiet.is_empty(), "{quiet:#?}");
}

#[test]
fn a_part_of_a_table_that_was_cut_short_is_computed_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    well(folder.path(), &["run", "two-towns", "-n", "4", "--scale", "40", "--shard", "1/2", "-q", "-o", "a"]);
    well(folder.path(), &["run", "two-towns", "-n", "4", "--scale", "40", "-q", "-o", "whole"]);
    let part = path("a/data/series/part-00002.parquet");
    let bytes = std::fs::read(&part).expect("there");
    std::fs::write(&part, &bytes[..bytes.len() / 2]).expect("written");
    let checked = output(folder.path(), &["check", "a"]);
    assert!(code(&checked) == 1 && common::out(&checked).contains("part-00002.parquet"), "{}", common::out(&checked));
    let strict = output(folder.path(), &["resume", "a", "--check"]);
    assert!(code(&strict) == 1 && err(&strict).contains("part-00002.parquet"), "{}", err(&strict));
    let merged = output(folder.path(), &["merge", "a", "--out", "merged", "-q"]);
    assert!(code(&merged) == 0 && err(&merged).contains("replicate 2 is computed again"), "{}", err(&merged));
    assert_eq!(differences(&path("whole"), &path("merged")), [""; 0]);
}

#[test]
fn a_second_resume_leaves_the_first_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, of) in KINDS {
        well(folder.path(), &typed(of, "whole"));
        kill(folder.path(), &typed(of, "broken"), Duration::from_millis(250));
        let command = if folder.path().join("broken/checkpoints").exists() {
            vec!["resume", "broken", "-q"]
        } else {
            typed(of, "broken")
        };
        let mut first =
            groundswell(folder.path(), &command).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let mut refused = 0;
        while first.try_wait().expect("asked").is_none() {
            let second = output(folder.path(), &["resume", "broken", "-q"]);
            assert!([0, 66, 73].contains(&code(&second)), "{kind}: {}", err(&second));
            if code(&second) == 73 {
                assert!(err(&second).contains("another process is computing in it"), "{}", err(&second));
                refused += 1;
            }
        }
        println!("{kind}: {refused} refused");
        go_on(folder.path(), &typed(of, "broken"), "broken");
        assert_eq!(differences(&folder.path().join("whole"), &folder.path().join("broken")), [""; 0], "{kind}");
        for directory in ["whole", "broken"] {
            std::fs::remove_dir_all(folder.path().join(directory)).expect("removed");
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn where_there_is_no_thread_it_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = assert_cmd::cargo::cargo_bin!("groundswell");
    // Nobody else's processes count for a user that nobody is, and the limit does not hold for root.
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout.starts_with(b"0\n"));
    let copy = folder.path().join("program");
    std::fs::copy(program, &copy).expect("copied");
    let open = |path: &Path| Command::new("chmod").arg("777").arg(path).status().expect("chmod is there");
    open(folder.path());
    open(&copy);
    let studio: &[&str] = &["studio", "--port", "0"];
    let mut refused = BTreeMap::<&str, usize>::new();
    for (kind, of) in KINDS.iter().map(|(kind, of)| (*kind, *of)).chain([("studio", studio)]) {
        for limit in [1, 2, 3, 4, 6] {
            let runs = format!("{kind}{limit}");
            let said = std::fs::File::create(folder.path().join("said")).expect("made");
            let mut command = Command::new(if root { "setpriv" } else { "env" });
            if root {
                command.args(["--reuid=54321", "--clear-groups"]);
            }
            command.current_dir(folder.path()).arg("prlimit").arg(format!("--nproc={limit}")).arg(&copy).args(of);
            command.args([if kind == "studio" { "--runs" } else { "--out" }, &runs]).stdin(Stdio::null()).stderr(said);
            let mut child = command.stdout(Stdio::null()).spawn().expect("prlimit is there");
            // A Studio that begins goes on until it is ended.
            let (begun, patience) = (Instant::now(), if kind == "studio" { 3 } else { 120 });
            let ended = loop {
                match child.try_wait().expect("asked") {
                    Some(status) => break status.code(),
                    None if begun.elapsed() > Duration::from_secs(patience) => {
                        child.kill().expect("killed");
                        child.wait().expect("dead");
                        break (kind == "studio").then_some(0);
                    }
                    None => std::thread::sleep(Duration::from_millis(10)),
                }
            };
            let said = std::fs::read_to_string(folder.path().join("said")).unwrap_or_default();
            assert!(!said.contains("panicked"), "{kind}, {limit} processes: {said}");
            assert!([Some(0), Some(71)].contains(&ended), "{kind}, {limit} processes: {ended:?} {said}");
            if ended == Some(71) {
                *refused.entry(kind).or_default() += 1;
                assert!(said.contains("ulimit"), "{kind}: {said}");
            }
        }
    }
    assert_eq!(refused.len(), 5, "each kind was refused threads: {refused:?}");
}

#[test]
fn a_full_disk_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = assert_cmd::cargo::cargo_bin!("groundswell").display().to_string();
    for (kind, of) in KINDS {
        well(folder.path(), &typed(of, "whole"));
        let (mut refused, command) = (0, typed(of, "full"));
        // No file may be longer than a number of blocks: to a writer that is a disk with no room.
        for blocks in [0, 1, 16, 130, 180, 260, 400, 700] {
            let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
            let words = ["-c", &limited, "sh", &program];
            let ended =
                Command::new("sh").current_dir(folder.path()).args(words).args(&command).output().expect("sh is there");
            assert!(!err(&ended).contains("panicked"), "{kind}, {blocks} blocks: {}", err(&ended));
            if code(&ended) != 0 {
                refused += 1;
                assert!(err(&ended).contains("cannot write"), "{kind}, {blocks} blocks: {}", err(&ended));
            }
            // There is room again.
            go_on(folder.path(), &command, "full");
            assert_eq!(
                differences(&folder.path().join("whole"), &folder.path().join("full")),
                [""; 0],
                "{kind}, {blocks}"
            );
            std::fs::remove_dir_all(folder.path().join("full")).expect("removed");
        }
        assert!(refused > 0, "{kind}: no limit was reached");
        std::fs::remove_dir_all(folder.path().join("whole")).expect("removed");
    }
}

#[test]
fn a_path_that_is_no_text_is_a_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let odd = OsStr::from_bytes(b"b\xfc\xff r");
    let forecast: &[&str] = &["forecast", "two-towns", "-n", "8", "--scale", "400", "--horizon", "6h", "-q"];
    for (kind, of) in KINDS.iter().map(|(kind, of)| (*kind, *of)).chain([("forecast", forecast)]) {
        let odd: OsString = [OsStr::new(kind), odd].into_iter().collect();
        for more in [&[][..], &["--force", "--json"]] {
            let mut command = groundswell(folder.path(), of);
            let ended = command.args(more).arg("-o").arg(&odd).output().expect("starts");
            assert!(code(&ended) == 0 && !err(&ended).contains("panicked"), "{kind}: {}", err(&ended));
        }
        let checked = groundswell(folder.path(), &["check"]).arg(&odd).output().expect("starts");
        assert_eq!(code(&checked), 0, "{kind}: {}{}", common::out(&checked), err(&checked));
        let resumed = groundswell(folder.path(), &["resume"]).arg(&odd).output().expect("starts");
        assert!(kind == "forecast" || code(&resumed) == 0, "{kind}: {}", err(&resumed));
    }
    assert!(!data(&folder.path().join([OsStr::new("run"), odd].into_iter().collect::<OsString>())).is_empty());
}

#[test]
fn force_replaces_nothing_that_is_somebody_elses() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = ["run", "two-towns", "-n", "1", "--hours", "24", "--scale", "400", "-q", "--force", "-o", "d"];
    let directory = folder.path().join("d");
    let foreign: [&[(&str, &str)]; 4] = [
        // A web extension, a trainer of models, a folder of pictures, a plan of something else.
        &[("manifest.json", "{\"name\":\"x\",\"version\":\"1\",\"manifest_version\":3}"), ("icon.svg", "<svg/>")],
        &[("checkpoints/model.bin", "weights")],
        &[("holiday.jpg", "a picture")],
        &[("checkpoints/plan.json", "{\"steps\":3}")],
    ];
    for files in foreign {
        for (name, text) in files {
            let path = directory.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let before = self::files(&directory);
        let refused = output(folder.path(), &small);
        assert_eq!(code(&refused), 73, "{files:?}: {}", err(&refused));
        assert_eq!(self::files(&directory), before, "{files:?}");
        std::fs::remove_dir_all(&directory).expect("removed");
    }
    well(folder.path(), &small);
    well(folder.path(), &small);
    for name in [
        "notes.txt",
        "data/mine.csv",
        "data/series/part-1.txt",
        "figures/plot.png",
        "inputs/my.csv",
        ".secret",
        "checkpoints/x.bin",
    ] {
        let path = directory.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, "mine").expect("written");
        let before = self::files(&directory);
        let refused = output(folder.path(), &small);
        let named = name.split('/').next().filter(|first| *first == "figures").unwrap_or(name);
        assert!(code(&refused) == 73 && err(&refused).contains(named), "{name}: {}", err(&refused));
        assert_eq!(self::files(&directory), before, "{name}");
        std::fs::remove_file(&path).expect("moved elsewhere");
        if named == "figures" {
            std::fs::remove_dir(directory.join(named)).expect("moved elsewhere");
        }
    }
    // What was ours and somebody has worked on is somebody's work.
    let facts = directory.join("inputs/facts.csv");
    let text = std::fs::read_to_string(&facts).expect("there");
    std::fs::write(&facts, text.clone() + "\n").expect("written");
    let refused = output(folder.path(), &small);
    assert!(code(&refused) == 73 && err(&refused).contains("facts.csv (changed since)"), "{}", err(&refused));
    std::fs::write(&facts, text).expect("written");
    well(folder.path(), &small);
}

/// Ends by itself within a time: a pipe that is opened waits for ever.
fn ends(folder: &Path, arguments: &[&str]) -> Output {
    let mut child =
        groundswell(folder, arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let begun = Instant::now();
    while child.try_wait().expect("asked").is_none() {
        if begun.elapsed() > Duration::from_secs(60) {
            child.kill().expect("killed");
            panic!("{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    let ended = child.wait_with_output().expect("ended");
    assert!(!err(&ended).contains("panicked"), "{arguments:?}: {}", err(&ended));
    ended
}

#[test]
fn what_is_no_file_in_a_directory_is_not_waited_for_or_written_into() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let small = ["run", "two-towns", "-n", "2", "--hours", "24", "--scale", "40", "-q", "-o", "whole"];
    well(folder.path(), &small);
    let whole = files(&path("whole"));
    let names: Vec<String> = whole.keys().map(|name| name.display().to_string()).collect();
    let outside = path("outside");
    for name in
        names.iter().step_by(times(9, 1)).chain([&".groundswell".into(), &"manifest.json".into(), &"log.jsonl".into()])
    {
        for kind in ["pipe", "folder", "loop", "link"] {
            write(&path("odd"), &whole);
            let odd = path("odd").join(name);
            std::fs::remove_file(&odd).expect("there");
            std::fs::write(&outside, "somebody's").expect("written");
            match kind {
                "pipe" => assert!(Command::new("mkfifo").arg(&odd).status().expect("mkfifo is there").success()),
                "folder" => std::fs::create_dir(&odd).expect("made"),
                "loop" => std::os::unix::fs::symlink(&odd, &odd).expect("linked"),
                _ => std::os::unix::fs::symlink(&outside, &odd).expect("linked"),
            }
            let checked = ends(folder.path(), &["check", "odd"]);
            assert!(code(&checked) != 0 || name == ".groundswell", "{name} as a {kind}: {}", common::out(&checked));
            for command in [
                &["resume", "odd", "-q"][..],
                &["report", "odd"],
                &["run", "two-towns", "-n", "1", "--hours", "2", "--scale", "400", "-q", "--force", "-o", "odd"],
            ] {
                ends(folder.path(), command);
                assert_eq!(std::fs::read(&outside).expect("there"), b"somebody's", "{name} as a {kind}: {command:?}");
            }
        }
    }
}
