//! What a stranger may put into the folder of runs or send to the Studio's port, and what comes of it: nothing.
#![cfg(unix)]

mod common;
mod server;

use serde_json::{Value, json};
use server::{Server, only};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A finished run in the folder of runs.
fn finished(server: &Server) -> PathBuf {
    let body = json!({ "scenario": "two-towns", "settings": { "hours": 48 }, "replicates": 2, "scale": 10, "seed": 7 });
    let events = server.events(server.job("run", &body));
    assert_eq!(events.last().map(|event| event.name.as_str()), Some("done"));
    only(&server.runs())
}

fn name(run: &Path) -> String {
    run.file_name().expect("a name").to_string_lossy().into_owned()
}

/// Files that a browser would run, if it were let, and some that only look harmless.
const ACTIVE: &[(&str, &str)] = &[
    ("evil.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script href='evil.js'/></svg>"),
    ("EVIL.SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("evil.html", "<script src=evil.js></script>"),
    ("evil.htm", "<script>1</script>"),
    ("evil.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>"),
    ("evil.xml", "<?xml-stylesheet href='evil.xsl' type='text/xsl'?><x/>"),
    ("evil.xsl", "<x/>"),
    ("evil.js", "fetch('/api/runs')"),
    ("evil.mjs", "fetch('/api/runs')"),
    ("evil.css", "*{background:url(/api/runs)}"),
    ("evil.pdf", "%PDF-1.4"),
    ("evil.swf", "FWS"),
    ("evil.wasm", "\0asm"),
    ("evil.json", "{}"),
    ("evil.txt", "<script>1</script>"),
    ("evil.png", "<script>1</script>"),
    ("evil.md", "<script>1</script>"),
    ("evil", "<script>1</script>"),
    ("evil.html.", "<script>1</script>"),
    ("data/report.html.bak", "<script>1</script>"),
];

#[test]
fn nothing_in_a_run_directory_runs_in_the_studios_origin() {
    let server = Server::start(&[]);
    let run = finished(&server);
    let id = name(&run);
    for (path, text) in ACTIVE {
        std::fs::write(run.join(path), text).expect("written");
        for more in ["", "?save=true"] {
            let answer = server.get(&format!("/api/runs/{id}/files/{path}{more}"));
            assert_eq!(answer.status, 200, "{path}");
            let (policy, kind) = (answer.header("content-security-policy"), answer.header("content-type"));
            assert!(policy.starts_with("sandbox;") && policy.contains("default-src 'none'"), "{path}: {policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            let shown = answer.header("content-disposition").is_empty();
            assert!(
                !shown || !["script", "svg", "xml", "css", "pdf"].iter().any(|word| kind.contains(word)),
                "{path}: {kind}"
            );
            assert!(shown || kind == "application/octet-stream" || !more.is_empty(), "{path}: {kind}");
        }
    }
    // Files that we wrote, and forms of tables, are shown in a sandbox too; the report alone runs its own script in one.
    for path in ["manifest.json", "scenario.toml", "data/runs.parquet?format=csv", "data/runs.parquet?format=json"] {
        let answer = server.get(&format!("/api/runs/{id}/files/{path}"));
        assert!(answer.header("content-security-policy").starts_with("sandbox;"), "{path}");
    }
    let report = server.get(&format!("/api/runs/{id}/files/report.html"));
    let policy = report.header("content-security-policy");
    assert!(policy.starts_with("sandbox allow-scripts") && !policy.contains("allow-same-origin"), "{policy}");
}

#[test]
fn links_out_of_the_folder_pipes_and_devices_are_refused_at_once() {
    let server = Server::start(&[]);
    let run = finished(&server);
    let (id, root) = (name(&run), server.folder.path().to_path_buf());
    std::fs::write(root.join("secret.csv"), "secret").expect("written");
    symlink(root.join("secret.csv"), run.join("linked.csv")).expect("linked");
    symlink("/etc", run.join("folder")).expect("linked");
    symlink("/dev/zero", run.join("zero.csv")).expect("linked");
    let pipe =
        |path: PathBuf| assert!(std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
    pipe(run.join("pipe.csv"));
    let asked = Instant::now();
    for path in ["linked.csv", "folder/passwd", "zero.csv", "pipe.csv"] {
        let answer = server.get(&format!("/api/runs/{id}/files/{path}"));
        assert_eq!((answer.status, &answer.json()["code"]), (404, &json!("unknown")), "{path}");
    }
    // A run that holds such a thing is listed and can be deleted; its report is not made of it.
    assert_eq!(server.get("/api/runs").json().as_array().map(Vec::len), Some(1));
    let report = server.get(&format!("/api/runs/{id}/report"));
    assert_eq!((report.status, &report.json()["code"]), (422, &json!("damaged")), "{}", report.text);
    // Parts of a table that lead elsewhere are not left out of it in silence.
    let part = std::fs::read_dir(run.join("data/series")).expect("parts").flatten().next().expect("one").path();
    symlink(&part, run.join("data/national/elsewhere.parquet")).expect("linked");
    assert_eq!(server.get(&format!("/api/runs/{id}/files/data/national?format=csv")).status, 200, "a link inside");
    pipe(run.join("data/national/pipe.parquet"));
    let parts = server.get(&format!("/api/runs/{id}/files/data/national?format=csv"));
    assert_eq!((parts.status, &parts.json()["code"]), (422, &json!("damaged")));
    // Whole directories: a link to one elsewhere, and one whose parts are pipes.
    let far = root.join("far");
    std::fs::rename(&run, &far).expect("moved");
    symlink(&far, server.runs().join("near")).expect("linked");
    assert_eq!(server.get("/api/runs").json(), json!([]));
    assert_eq!(server.get("/api/runs/near").status, 404);
    assert_eq!(server.delete("/api/runs/near").status, 404);
    let hollow = server.runs().join("hollow");
    std::fs::create_dir_all(hollow.join("checkpoints")).expect("made");
    pipe(hollow.join("manifest.json"));
    assert_eq!(server.get("/api/runs").json(), json!([]));
    std::fs::remove_file(hollow.join("manifest.json")).expect("removed");
    std::fs::copy(far.join("manifest.json"), hollow.join("manifest.json")).expect("copied");
    for path in ["checkpoints/plan.json", "checkpoints/comparison.json"] {
        pipe(hollow.join(path));
    }
    assert_eq!(server.get("/api/runs").json()[0]["id"], "hollow");
    assert!(asked.elapsed() < Duration::from_secs(60), "nothing waited for a pipe");
}

/// Every table of a run, damaged in every way: an answer, and never a fault of the program.
#[test]
fn damage_is_named_and_is_not_a_fault_of_the_program() {
    let server = Server::start(&[]);
    let run = finished(&server);
    let id = name(&run);
    let (mut damaged, mut asked) = (0, 0);
    let ask = |path: &str, at: usize| -> bool {
        let answer = server.get(&format!("/api/runs/{id}/{path}"));
        assert!([200, 422].contains(&answer.status), "{path} with byte {at} wrong: {} {}", answer.status, answer.text);
        if answer.status == 422 {
            assert_eq!(answer.json()["code"], "damaged", "{path}: {}", answer.text);
        }
        answer.status == 422
    };
    for file in ["data/runs.parquet", "manifest.json", "checkpoints/plan.json", "inputs/scenario.toml"] {
        let path = run.join(file);
        let bytes = std::fs::read(&path).expect("read");
        for turn in 0..12 {
            let at = turn * (bytes.len() - 1) / 11;
            let mut wrong = bytes.clone();
            wrong[at] ^= 0x55;
            std::fs::write(&path, if turn == 6 { &wrong[..at] } else { &wrong }).expect("written");
            let mut paths = vec!["report".to_string()];
            if file.ends_with("parquet") {
                paths.extend(["json", "csv"].map(|form| format!("files/{file}?format={form}")));
            }
            for path in paths {
                asked += 1;
                damaged += usize::from(ask(&path, at));
            }
            assert_eq!(server.get("/api/runs").status, 200);
        }
        std::fs::write(&path, &bytes).expect("written");
    }
    // Much that is changed in a text still says something.
    assert!(damaged >= 12, "{damaged} of {asked}");
    assert!(!ask("report", 0), "what is whole again is read again");
}

#[test]
fn names_that_differ_by_case_alone_are_refused() {
    let server = Server::start(&[]);
    let branch = |name: &str| json!({ "name": name, "settings": { "people.threshold": 0.9 } });
    for (one, other) in [("a", "A"), ("No-Shutdown", "no-shutdown"), ("x", "BASE"), ("Base", "y")] {
        let body = json!({ "scenario": "two-towns", "replicates": 1, "scale": 10, "seed": 1, "at": 4, "branches": [branch(one), branch(other)] });
        let answer = server.post("/api/jobs/branch", &body);
        assert_eq!(answer.status, 422, "{one} {other}: {}", answer.text);
    }
    // Letters that are written in two ways, as é, are no letters of a name at all.
    for odd in ["Öskemen", "O\u{308}skemen", "é", "ﬁ", "a.b"] {
        let body = json!({ "scenario": "two-towns", "replicates": 1, "scale": 10, "seed": 1, "at": 4, "branches": [branch(odd)] });
        assert_eq!(server.post("/api/jobs/branch", &body).status, 422, "{odd}");
    }
}

/// Who sends half a request, or nothing, is let go; meanwhile others are answered.
#[test]
fn whoever_sends_nothing_is_let_go() {
    let server = Server::start(&[]);
    let port = server.port;
    let length = "Content-Type: application/json\r\nContent-Length: 1000\r\n";
    let slow = [
        String::new(),
        "GET /api/about HT".into(),
        format!("GET /api/about HTTP/1.1\r\nHost: localhost:{port}\r\nX-A: "),
        format!("POST /api/jobs/run HTTP/1.1\r\nHost: localhost:{port}\r\n{length}\r\n{{"),
    ];
    std::thread::scope(|scope| {
        for sent in &slow {
            scope.spawn(move || {
                let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connected");
                stream.set_read_timeout(Some(Duration::from_secs(60))).expect("set");
                stream.write_all(sent.as_bytes()).expect("sent");
                let begun = Instant::now();
                let mut heard = String::new();
                // It ends, whether with an answer or without.
                stream.read_to_string(&mut heard).expect("closed before the time is up");
                assert!(begun.elapsed() < Duration::from_secs(50), "{sent:?}");
                assert!(!sent.starts_with("POST") || heard.starts_with("HTTP/1.1 408"), "{heard}");
            });
        }
        for _ in 0..20 {
            assert_eq!(server.get("/api/about").status, 200);
        }
    });
    let many: String = (0..500).map(|i| format!("X-{i}: 1\r\n")).collect();
    for head in [many, format!("X-Long: {}\r\n", "x".repeat(1 << 20))] {
        let request = format!("GET /api/about HTTP/1.1\r\nHost: localhost:{port}\r\n{head}\r\n");
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("connected");
        // It may close before all is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard);
        assert!(heard.is_empty() || heard.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&heard));
    }
    let about: Value = server.get("/api/about").json();
    assert!(about["version"].is_string());
}
