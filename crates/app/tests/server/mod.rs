//! A real Studio on a port of its own, and a small client.
#![allow(dead_code, missing_docs)]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A running Studio; it is killed at the end of the test.
pub(crate) struct Server {
    pub child: Child,
    pub port: u16,
    pub folder: tempfile::TempDir,
    agent: ureq::Agent,
}

/// An answer.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// An event of a job.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub id: u64,
    pub name: String,
    pub data: Value,
}

impl Server {
    /// Starts a Studio in a fresh folder.
    pub(crate) fn start(arguments: &[&str]) -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let all = [&["studio", "--port", "0", "--threads", "2"], arguments].concat();
        let mut command = crate::common::groundswell(folder.path(), &all);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("an address");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(300)))
            .build();
        Server { child, port: port.expect("the address has a port"), folder, agent: config.into() }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn runs(&self) -> PathBuf {
        self.folder.path().join("runs")
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        answer(self.agent.get(self.address(path)).call())
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        answer(self.agent.delete(self.address(path)).call())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(path, "application/json", &body.to_string())
    }

    pub(crate) fn send(&self, path: &str, kind: &str, body: &str) -> Answer {
        answer(self.agent.post(self.address(path)).header("content-type", kind).send(body))
    }

    /// Starts a job that must be accepted; its number.
    pub(crate) fn job(&self, kind: &str, body: &Value) -> u64 {
        let answer = self.post(&format!("/api/jobs/{kind}"), body);
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["id"].as_u64().expect("a number")
    }

    /// Listens to a job, from an event on.
    pub(crate) fn listen(&self, job: u64, after: Option<u64>) -> impl Iterator<Item = Event> + use<> {
        let mut request = self.agent.get(self.address(&format!("/api/jobs/{job}/events")));
        if let Some(after) = after {
            request = request.header("Last-Event-ID", after.to_string());
        }
        let response = request.call().expect("an answer");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let mut lines = BufReader::new(response.into_body().into_reader()).lines().map_while(Result::ok);
        std::iter::from_fn(move || {
            let (mut id, mut name, mut data) = (0, String::new(), String::new());
            for line in lines.by_ref() {
                match line.split_once(": ").or_else(|| line.split_once(':')) {
                    Some(("id", text)) => id = text.parse().expect("a number"),
                    Some(("event", text)) => name = text.into(),
                    Some(("data", text)) => data = text.into(),
                    _ if line.is_empty() && !name.is_empty() => {
                        let data = serde_json::from_str(&data).expect("JSON");
                        return Some(Event { id, name, data });
                    }
                    _ => {}
                }
            }
            None
        })
    }

    /// Everything that happens to a job.
    pub(crate) fn events(&self, job: u64) -> Vec<Event> {
        self.listen(job, None).collect()
    }

    /// What a plain connection gets for these lines of a request: status and text.
    pub(crate) fn raw(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        stream.write_all(request.replace('\n', "\r\n").as_bytes()).expect("sent");
        let mut text = Vec::new();
        // A server may close the connection on what it does not like.
        let _ = stream.read_to_end(&mut text);
        let text = String::from_utf8_lossy(&text).into_owned();
        (text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0), text)
    }

    /// Bytes of memory that the server holds.
    #[cfg(target_os = "linux")]
    pub(crate) fn memory(&self) -> u64 {
        let pages = std::fs::read_to_string(format!("/proc/{}/statm", self.child.id())).expect("it runs");
        4096 * pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).expect("a count")
    }

    /// Ctrl-C, and how it ends.
    pub(crate) fn interrupt(&mut self) -> ExitStatus {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill is there");
        self.child.wait().expect("it ends")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(result: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Answer {
    let response = result.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.into_body().read_to_string().expect("text");
    Answer { status, headers, text }
}

/// Waits until something is so.
pub(crate) fn until(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < Duration::from_secs(120), "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The only run in a folder.
pub(crate) fn only(runs: &Path) -> PathBuf {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(runs).expect("runs").map(|entry| entry.expect("one").path()).collect();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}
