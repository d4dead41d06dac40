//! The Studio's server, as a browser meets it: who may ask, what is refused, what is computed.
#![cfg(unix)]

mod common;
mod server;

use common::{differences, groundswell, out, output, well};
use serde_json::{Value, json};
use server::{Event, Server, only, until};

/// A small run that takes a moment.
fn small(replicates: u32) -> Value {
    json!({ "scenario": "two-towns", "settings": { "hours": 96, "people.threshold": 0.5 }, "replicates": replicates, "scale": 4, "seed": 7 })
}

/// One that takes minutes, to be stopped.
fn long() -> Value {
    json!({ "scenario": "two-towns", "replicates": 5000, "scale": 1 })
}

fn named<'a>(events: &'a [Event], name: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event.name == name).map(|event| &event.data).collect()
}

#[test]
fn only_this_machine_and_the_studios_own_page_are_answered() {
    let server = Server::start(&[]);
    let port = server.port;
    let ask = |host: &str, more: &str| {
        server.raw(&format!("GET /api/about HTTP/1.1\nHost: {host}\nConnection: close\n{more}\n")).0
    };
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        assert_eq!(ask(&format!("{host}:{port}"), ""), 200, "{host}");
        assert_eq!(ask(&format!("127.0.0.1:{port}"), &format!("Origin: http://{host}:{port}\n")), 200, "{host}");
    }
    for host in ["evil.example", "localhost", "127.0.0.1.evil.example", "192.168.0.1", "[::2]", "0.0.0.0"] {
        assert_eq!(ask(&format!("{host}:{port}x"), ""), 403, "{host}");
        assert_eq!(ask(host, ""), 403, "{host}");
    }
    assert_eq!(ask(&format!("evil.example:{port}"), ""), 403);
    for origin in
        ["null", "http://evil.example", "https://localhost", "file://", &format!("http://evil.example:{port}")]
    {
        assert_eq!(ask(&format!("localhost:{port}"), &format!("Origin: {origin}\n")), 403, "{origin}");
    }
    assert_eq!(ask(&format!("localhost:{port}"), "Sec-Fetch-Site: cross-site\n"), 403);
    let (status, text) =
        server.raw(&format!("GET /api/about HTTP/1.1\nHost: evil.example:{port}\nConnection: close\n\n"));
    assert!(status == 403 && text.contains(r#"{"code":"foreign""#), "{text}");
    // A page of another site that sends a form or a plain text.
    let post = format!(
        "POST /api/jobs/run HTTP/1.1\nHost: localhost:{port}\nOrigin: http://evil.example\nConnection: close\n"
    );
    let body = small(1).to_string();
    let sent = format!("{post}Content-Type: application/json\nContent-Length: {}\n\n{body}", body.len());
    assert_eq!(server.raw(&sent).0, 403);
    assert_eq!(server.get("/api/jobs").json(), json!([]), "nothing was begun");
}

#[test]
fn every_page_says_what_may_be_done_with_it() {
    let server = Server::start(&[]);
    for path in ["/", "/api/about", "/api/nothing", "/no/such/screen"] {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(server.get("/no/such/screen").text, page.text, "the page finds its screens itself");
    assert_eq!(server.get("/assets/none.js").status, 404);
    let with = |path: &str, header: &str| {
        let head = format!("GET {path} HTTP/1.1\nHost: localhost:{}\nConnection: close\n{header}\n\n", server.port);
        server.raw(&head)
    };
    assert!(with("/api/schema/two-towns", "Accept-Encoding: gzip").1.contains("content-encoding: gzip"));
    // A build without the page shows another in its place, which is not kept.
    let tag = page.header("etag");
    assert!(tag.is_empty() || with("/", &format!("If-None-Match: {tag}")).0 == 304);
}

#[test]
fn whatever_is_refused_is_refused_with_a_typed_problem() {
    let server = Server::start(&[]);
    let refused = |answer: server::Answer, status: u16, code: &str| -> Value {
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (status, "application/problem+json"),
            "{}",
            answer.text
        );
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert!(problem["message"].as_str().is_some_and(|message| message.len() > 10), "{problem}");
        problem
    };
    let run = |body: &str| server.send("/api/jobs/run", "application/json", body);
    for body in [
        "",
        "{",
        "[]",
        r#"{"scenario":7,"replicates":1}"#,
        r#"{"scenario":"two-towns"}"#,
        r#"{"scenario":"two-towns","replicates":-1}"#,
    ] {
        refused(run(body), 400, "malformed");
    }
    let problem = refused(run("{\"scenario\":\"two-towns\",\n\"replicats\":1}"), 400, "malformed");
    assert_eq!(problem["complaints"][0]["line"], 2);
    refused(server.send("/api/jobs/run", "text/plain", &small(1).to_string()), 415, "unsupported");
    refused(server.send("/api/jobs/run", "application/json", &" ".repeat(1 << 20)), 413, "too-large");
    refused(server.send("/api/about", "application/json", "{}"), 405, "method");

    let with = |key: &str, value: Value| {
        let mut body = small(1);
        body[key] = value;
        server.post("/api/jobs/run", &body)
    };
    for (key, value) in [("replicates", json!(0)), ("replicates", json!(10_001)), ("scale", json!(0))] {
        let problem = refused(with(key, value), 422, "wrong");
        assert!(problem["complaints"][0]["allowed"].as_str().is_some_and(|allowed| allowed.contains("from 1 to")));
    }
    let problem = refused(with("settings", json!({ "people.thresold": 0.5, "strike.enabled": 3 })), 422, "wrong");
    assert_eq!(problem["complaints"].as_array().map(Vec::len), Some(2));
    assert_eq!(problem["complaints"][0]["nearest"], "people.threshold");
    assert_eq!(problem["complaints"][1]["allowed"], "true or false");
    refused(with("facts", json!(["facts-1"])), 404, "unknown");
    for address in ["/api/scenarios/kazakstan-2022", "/api/schema/kazakstan-2022"] {
        let problem = refused(server.get(address), 404, "unknown");
        assert_eq!(problem["complaints"][0]["nearest"], "kazakhstan-2022");
    }
    let problem = refused(with("scenario", json!("two-town")), 404, "unknown");
    assert_eq!(problem["complaints"][0]["nearest"], "two-towns");
    let classic = |body: Value| server.post("/api/jobs/classic", &body);
    refused(classic(json!({ "classic": "epstien" })), 404, "unknown");
    refused(classic(json!({ "classic": "watts", "settings": { "threshold": 2 } })), 422, "wrong");
    refused(classic(json!({ "classic": "watts", "settings": { "people": 1e8 } })), 413, "too-large");
    refused(classic(json!({ "classic": "watts", "grid": true })), 422, "wrong");
    for address in [
        "/api/jobs/7",
        "/api/jobs/7/events",
        "/api/runs/none",
        "/api/runs/none/report",
        "/api/nothing",
        "/api/runs/..%2f..%2fetc",
    ] {
        refused(server.get(address), 404, "unknown");
    }
    refused(server.get("/api/jobs/seven"), 400, "malformed");
    refused(server.delete("/api/runs/none"), 404, "unknown");
    refused(server.post("/api/jobs/resume", &json!({ "run": "none" })), 404, "unknown");
    assert_eq!(server.get("/api/jobs").json(), json!([]), "nothing was begun");
}

#[test]
fn a_run_is_heard_while_it_computes_and_is_the_command_lines_run() {
    let server = Server::start(&[]);
    let job = server.job("run", &small(3));
    let events = server.events(job);
    assert!(events.iter().map(|event| event.id).eq(1..=events.len() as u64), "no event is missing or told twice");
    let last = events.last().expect("events");
    assert_eq!((last.name.as_str(), &last.data["finished"]), ("done", &json!(3)), "{last:?}");
    // Every hour of the first replicate once and in order.
    let frames: Vec<&Value> =
        named(&events, "frames").into_iter().flat_map(|batch| batch["frames"].as_array().expect("frames")).collect();
    assert!(frames.iter().map(|frame| frame["hour"].as_u64()).eq((0..96).map(Some)));
    assert!(frames[0]["forces"]["places"].as_array().is_some_and(|places| places.len() == 2 || !places.is_empty()));
    let crowd = |frame: &Value| -> f64 {
        frame["participants"].as_array().expect("counts").iter().filter_map(Value::as_f64).sum()
    };
    assert!(frames.iter().all(|frame| Some(crowd(frame)) == frame["nation"]["participants"].as_f64()));
    assert!(frames.iter().any(|frame| crowd(frame) > 0.0));
    let replicates = named(&events, "replicate");
    let curve = |name: &str| replicates[0]["nation"][name].as_array().expect("a curve").clone();
    assert_eq!((replicates.len(), curve("participants").len()), (3, 96));
    let drawn: Vec<Value> = frames.iter().map(|frame| frame["nation"]["participants"].clone()).collect();
    assert_eq!(curve("participants"), drawn, "the curve is that of the pictures");
    // Whoever comes back hears the rest, whoever comes late everything.
    let half = events.len() as u64 / 2;
    let rest: Vec<u64> = server.listen(job, Some(half)).map(|event| event.id).collect();
    assert!(rest.into_iter().eq(half + 1..=events.len() as u64));

    let over = server.get(&format!("/api/jobs/{job}/events?after={}", events.len()));
    assert_eq!((over.status, over.text.as_str()), (204, ""), "a browser stops asking");

    // The same data as that of the command that the run names.
    let run = only(&server.runs());
    let id = run.file_name().expect("a name").to_string_lossy().into_owned();
    let listed = server.get("/api/runs").json();
    assert_eq!(
        (&listed[0]["id"], &listed[0]["status"], &listed[0]["done"]),
        (&json!(id), &json!("complete"), &json!(3))
    );
    let details = server.get(&format!("/api/runs/{id}")).json();
    let command: Vec<&str> = details["command"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    well(server.folder.path(), &[&command[1..], &["-q", "-o", "twin"]].concat());
    assert_eq!(differences(&run, &server.folder.path().join("twin")), [""; 0]);
    well(server.folder.path(), &["report", &run.display().to_string()]);

    let report = server.get(&format!("/api/runs/{id}/report")).json();
    assert_eq!((&report["run"]["id"], report["replicates"].as_array().map(Vec::len)), (&json!(id), Some(3)));
    let file = |path: &str| server.get(&format!("/api/runs/{id}/files/{path}"));
    let csv = file("data/series?format=csv&save=true");
    assert_eq!(csv.text.lines().count(), 1 + 3 * 96 * report["places"].as_array().map_or(0, Vec::len));
    assert!(csv.header("content-disposition").contains("series.csv"), "{}", csv.header("content-disposition"));
    let table = file("data/runs.parquet?format=json&limit=2").json();
    assert_eq!((&table["rows"], &table["shown"]), (&json!(3), &json!(2)));
    let page = file("report.html");
    assert!(page.header("content-security-policy").starts_with("sandbox"), "a report is a stranger");
    assert_eq!(file("manifest.json").json()["status"], "complete");
    for wrong in ["../x", "data/../../x", "%2e%2e/%2e%2e/etc/passwd", "data/none.parquet", "..%2f..%2fCargo.toml"] {
        assert!([400, 404].contains(&file(wrong).status), "{wrong}");
    }
    assert_eq!(file("data").status, 422);

    assert_eq!(server.delete(&format!("/api/runs/{id}")).status, 204);
    assert!(!run.exists());
    assert_eq!(server.get("/api/runs").json(), json!([]));
}

#[test]
fn a_cancelled_run_keeps_what_is_finished_and_goes_on_to_the_same_bytes() {
    let server = Server::start(&[]);
    let body = json!({ "scenario": "two-towns", "settings": { "hours": 200 }, "replicates": 40, "scale": 1 });
    let job = server.job("run", &body);
    let mut heard = Vec::new();
    for event in server.listen(job, None) {
        let last = event.name.clone();
        heard.push(event);
        if last == "replicate" {
            let job = server.delete(&format!("/api/jobs/{job}")).json();
            assert!(["running", "cancelled", "done"].contains(&job["state"].as_str().expect("a state")));
        }
    }
    let last = heard.last().expect("events");
    assert_eq!(last.name, "cancelled", "{last:?}");
    let id = last.data["run"].as_str().expect("something was finished").to_string();
    let finished = last.data["finished"].as_u64().expect("a count");
    assert!((1..40).contains(&finished), "{finished}");
    let listed = server.get("/api/runs").json();
    assert_eq!((&listed[0]["status"], listed[0]["done"].as_u64()), (&json!("interrupted"), Some(finished)));
    assert_eq!(server.get(&format!("/api/runs/{id}/report")).json()["run"]["replicates"], 40);

    let again = server.job("resume", &json!({ "run": id }));
    let events = server.events(again);
    assert_eq!(events.last().expect("events").name, "done");
    well(server.folder.path(), &["run", "two-towns", "--hours", "200", "-n", "40", "-q", "-o", "unbroken"]);
    assert_eq!(differences(&server.runs().join(&id), &server.folder.path().join("unbroken")), [""; 0]);
    let complete = server.post("/api/jobs/resume", &json!({ "run": id }));
    assert_eq!((complete.status, &complete.json()["code"]), (409, &json!("conflict")));
}

#[test]
fn branches_go_on_from_the_bases_states_and_are_the_command_lines_branches() {
    let server = Server::start(&[]);
    let branch = |name: &str, settings: Value| json!({ "name": name, "settings": settings });
    let mut body = small(3);
    body["at"] = json!(40);
    body["branches"] = json!([branch("same", json!({})), branch("calm", json!({ "people.threshold": 3.0 }))]);
    let events = server.events(server.job("branch", &body));
    let last = events.last().expect("events");
    assert_eq!((last.name.as_str(), &last.data["finished"]), ("done", &json!(9)), "{last:?}");
    let shown = |name: &str| -> Vec<Value> {
        let batches = named(&events, "frames").into_iter().filter(|batch| batch["branch"] == name);
        batches.flat_map(|batch| batch["frames"].as_array().expect("frames").clone()).collect()
    };
    let hours = |name: &str| shown(name).iter().filter_map(|frame| frame["hour"].as_u64()).collect::<Vec<_>>();
    assert!(
        hours("base").into_iter().eq(0..96)
            && hours("same").into_iter().eq(40..96)
            && hours("calm").into_iter().eq(40..96)
    );
    let crowds = |name: &str| shown(name).iter().map(|frame| frame["participants"].clone()).collect::<Vec<_>>();
    assert_eq!(crowds("same"), crowds("base")[40..], "a branch that changes nothing is the base");
    assert_ne!(crowds("calm"), crowds("base")[40..]);
    let of: Vec<&str> =
        named(&events, "replicate").iter().filter_map(|replicate| replicate["branch"].as_str()).collect();
    assert_eq!(of, ["base", "base", "base", "same", "same", "same", "calm", "calm", "calm"]);

    let id = last.data["run"].as_str().expect("a run").to_string();
    let listed = server.get("/api/runs").json();
    assert_eq!(listed[0]["branches"], json!(["base", "same", "calm"]));
    let report = server.get(&format!("/api/runs/{id}/report")).json();
    let rows = report["comparison"]["rows"].as_array().expect("differences").clone();
    let nothing = |row: &&Value| row["branch"] == "same";
    assert!(
        rows.iter().filter(nothing).count() > 5 && rows.iter().filter(nothing).all(|row| row["paired"]["value"] == 0)
    );
    let details = server.get(&format!("/api/runs/{id}")).json();
    let command: Vec<&str> = details["command"].as_array().expect("words").iter().filter_map(Value::as_str).collect();
    well(server.folder.path(), &[&command[1..], &["-q", "-o", "twin"]].concat());
    assert_eq!(differences(&server.runs().join(&id), &server.folder.path().join("twin")), [""; 0]);

    for (key, value, status) in [
        ("at", json!(96), 422),
        ("branches", json!([]), 422),
        ("branches", json!([branch("base", json!({}))]), 422),
        ("branches", json!([branch("../x", json!({}))]), 422),
        ("branches", json!([branch("twice", json!({})), branch("twice", json!({}))]), 422),
        ("branches", json!([branch("longer", json!({ "hours": 200 }))]), 422),
        ("branches", json!([branch("x", json!({ "people.thresold": 1 }))]), 422),
        ("branches", json!([{ "name": "x" }]), 400),
    ] {
        let mut wrong = body.clone();
        wrong[key] = value;
        let answer = server.post("/api/jobs/branch", &wrong);
        assert_eq!(answer.status, status, "{}", answer.text);
    }
}

#[test]
fn two_browsers_hear_the_same_and_jobs_wait_their_turn() {
    let server = Server::start(&[]);
    let first = server.job("run", &long());
    let second = server.job("run", &small(1));
    let third = server.job("run", &small(1));
    until("the first begins", || server.get(&format!("/api/jobs/{first}")).json()["state"] == "running");
    let ahead = |job: u64| server.get(&format!("/api/jobs/{job}")).json()["ahead"].as_u64();
    assert_eq!((ahead(second), ahead(third)), (Some(1), Some(2)));
    until("it has a run", || server.get("/api/runs").json()[0]["job"].as_u64() == Some(first));
    let run = server.get("/api/runs").json()[0]["id"].as_str().expect("an id").to_string();
    assert_eq!(server.delete(&format!("/api/runs/{run}")).status, 409, "a run under way is not deleted");
    std::thread::scope(|scope| {
        let one = scope.spawn(|| server.events(second));
        let other = scope.spawn(|| server.events(second));
        assert_eq!(server.delete(&format!("/api/jobs/{third}")).json()["state"], "cancelled");
        server.delete(&format!("/api/jobs/{first}"));
        let (one, other) = (one.join().expect("heard"), other.join().expect("heard"));
        let told = |events: &[Event]| events.iter().map(|event| (event.id, event.data.to_string())).collect::<Vec<_>>();
        assert_eq!(told(&one), told(&other));
        assert_eq!(one.last().expect("events").name, "done");
        assert!(
            named(&one, "state").iter().any(|job| job["ahead"] == 0 && job["state"] == "waiting")
                || ahead(second) == Some(0)
        );
    });
    let jobs = server.get("/api/jobs").json();
    let states: Vec<&str> = jobs.as_array().expect("jobs").iter().filter_map(|job| job["state"].as_str()).collect();
    assert_eq!(states, ["cancelled", "done", "cancelled"]);
    assert_eq!(server.events(third).last().expect("events").name, "cancelled");
}

#[test]
fn ones_own_facts_are_checked_shown_and_used() {
    let server = Server::start(&[]);
    let own = well(server.folder.path(), &["scenario", "show", "two-towns", "--file", "facts.csv"]);
    let (heading, rows) = own.split_once('\n').expect("a heading");
    let first = rows.lines().next().expect("a row");
    let upload = |text: &str| server.send("/api/facts?scenario=two-towns&table=facts", "text/csv", text);
    let wrong = upload(&format!("{heading}\n{}\n", first.replacen(|c: char| c.is_ascii_digit(), "x", 1)));
    assert_eq!(wrong.status, 422, "{}", wrong.text);
    let complaint = &wrong.json()["complaints"][0];
    assert_eq!((&complaint["file"], &complaint["line"]), (&json!("facts.csv"), &json!(2)), "{complaint}");
    assert_eq!(upload("nonsense").status, 422);
    assert_eq!(server.send("/api/facts?scenario=two-towns&table=secrets", "text/csv", "x").status, 400);
    assert_eq!(server.send("/api/facts?scenario=two-towns&table=facts", "application/json", "{}").status, 415);
    // Spreadsheets begin a file with a byte order mark.
    let right = upload(&format!("\u{feff}{heading}\n{first}\n"));
    assert_eq!(right.status, 201, "{}", right.text);
    let id = right.json()["id"].as_str().expect("an id").to_string();
    assert_eq!((&right.json()["rows"], server.get("/api/facts").json().as_array().map(Vec::len)), (&json!(1), Some(1)));
    let mut body = small(1);
    body["facts"] = json!([id]);
    let events = server.events(server.job("run", &body));
    let run = events.last().expect("events").data["run"].as_str().expect("a run").to_string();
    let kept = server.get(&format!("/api/runs/{run}/files/inputs/facts.csv"));
    assert_eq!(kept.text.lines().count(), 2, "{}", kept.text);
    let mut body = small(2);
    body["facts"] = json!([id]);
    (body["at"], body["question"]) = (json!(24), json!("earlier-concession"));
    body["branches"] = json!([{ "name": "a", "settings": { "people.threshold": 0.4 } }, { "name": "b", "settings": { "orders.emergency.enabled": false } }]);
    body["against"] = json!("a");
    let events = server.events(server.job("branch", &body));
    let run = events.last().expect("events").data["run"].as_str().expect("a run").to_string();
    let kept = server.get(&format!("/api/runs/{run}/files/inputs/facts.csv"));
    assert_eq!(kept.text.lines().count(), 2, "branches use them too: {}", kept.text);
    let comparison = server.get(&format!("/api/runs/{run}/report")).json()["comparison"].clone();
    assert_eq!((&comparison["against"], &comparison["question"]["name"]), (&json!("a"), &json!("earlier-concession")));
    (body["question"], body["against"]) = (json!("no-such"), json!("c"));
    assert_eq!(server.post("/api/jobs/branch", &body).status, 422);
    assert_eq!(server.get(&format!("/api/scenarios/two-towns?facts={id}")).status, 200);
    assert_eq!(server.delete(&format!("/api/facts/{id}")).status, 204);
    assert_eq!(server.get(&format!("/api/scenarios/two-towns?facts={id}")).status, 404);
}

#[test]
fn questions_are_branches_that_can_be_asked_for() {
    let server = Server::start(&[]);
    let questions = server.get("/api/questions/kazakhstan-2022").json();
    let early = questions.as_array().expect("a list").iter().find(|q| q["name"] == "early-shutdown").expect("built in");
    assert_eq!(early["branches"][0]["settings"], json!({ "orders.shutdown.from": 0.0 }));
    let triggered = server.get("/api/questions/kazakhstan-2022?form=endogenous").json();
    let early =
        triggered.as_array().expect("a list").iter().find(|q| q["name"] == "early-shutdown").expect("there too");
    let body = json!({ "scenario": "kazakhstan-2022", "settings": { "form": "endogenous", "hours": 48 }, "replicates": 1, "scale": 2000,
        "at": early["at"], "branches": early["branches"], "against": early["against"], "question": early["name"] });
    let events = server.events(server.job("branch", &body));
    assert_eq!(events.last().map(|event| event.name.as_str()), Some("done"));
    assert_eq!(server.get("/api/questions/kazakstan").status, 404);
    assert_eq!(server.get("/api/questions/kazakhstan-2022?form=other").status, 422);
}

#[test]
fn classics_stand_beside_their_published_numbers() {
    let server = Server::start(&[]);
    let granovetter = server.events(server.job("classic", &json!({ "classic": "granovetter" })));
    let report = named(&granovetter, "classic")[0];
    let riot = report["figures"].as_array().expect("figures").iter().find(|f| f["name"] == "riot").expect("riot");
    assert_eq!((&riot["value"]["mean"], &report["published"][0]["value"]), (&json!(100.0), &json!(100.0)));

    let settings = json!({ "ticks": 60, "width": 30, "height": 20 });
    let body = json!({ "classic": "epstein", "settings": settings, "replicates": 2, "grid": true, "seed": 3 });
    let events = server.events(server.job("classic", &body));
    let ticks: Vec<&Value> =
        named(&events, "grid").into_iter().flat_map(|batch| batch["ticks"].as_array().expect("ticks")).collect();
    assert!(ticks.iter().map(|tick| tick["tick"].as_u64()).eq((1..=60).map(Some)));
    // Six hundred sites are eight hundred characters of base64.
    assert!(ticks.iter().all(|tick| tick["sites"].as_str().is_some_and(|sites| sites.len() == 800)));
    let report = named(&events, "classic")[0];
    let active = report["curves"].as_array().expect("curves").iter().find(|c| c["name"] == "active").expect("a curve");
    let course: Vec<f64> = active["points"].as_array().expect("points").iter().filter_map(|p| p[1].as_f64()).collect();
    let shown: Vec<f64> = ticks.iter().filter_map(|tick| tick["active"].as_f64()).collect();
    assert_eq!(course, shown, "the grid is that of the first replicate");
    assert_eq!(server.get("/api/classics").json().as_array().map(Vec::len), Some(5));
}

#[test]
fn ctrl_c_ends_it_and_keeps_what_is_finished() {
    let mut server = Server::start(&[]);
    assert_eq!(server.interrupt().code(), Some(0), "nothing was under way");
    let mut server = Server::start(&[]);
    let job = server.job("run", &long());
    let heard: Vec<String> =
        server.listen(job, None).map(|event| event.name).take_while(|name| name != "replicate").collect();
    assert!(heard.contains(&"begun".to_string()));
    assert_eq!(server.interrupt().code(), Some(130));
    let run = only(&server.runs());
    assert!(std::fs::read_to_string(run.join("manifest.json")).expect("a manifest").contains("\"interrupted\""));
    assert!(run.join("report.html").exists());
}

#[test]
fn a_scenario_of_ones_own_is_served_and_a_wrong_one_is_pointed_at() {
    let folder = tempfile::tempdir().expect("a folder");
    well(folder.path(), &["scenario", "new", "hills"]);
    let hills = folder.path().join("hills").display().to_string();
    let server = Server::start(&[&hills]);
    let names: Vec<Value> = server
        .get("/api/scenarios")
        .json()
        .as_array()
        .expect("a list")
        .iter()
        .map(|card| card["name"].clone())
        .collect();
    assert!(names.contains(&json!("hills")), "{names:?}");
    assert_eq!(server.get("/api/scenarios/hills").status, 200);
    let wrong = output(folder.path(), &["studio", "--port", "0", "no/such/scenario.toml"]);
    assert_eq!(wrong.status.code(), Some(66));
    let port = server.port.to_string();
    let taken = output(folder.path(), &["studio", "--port", &port]);
    assert_eq!((taken.status.code(), out(&taken)), (Some(66), String::new()));
    assert!(common::err(&taken).contains("--port"), "{}", common::err(&taken));
}

/// Whole countries, begun and stopped, leave nothing behind: neither memory nor folders. Fifty of them; `GROUNDSWELL_ROUNDS` asks
/// for another number.
#[test]
#[cfg(target_os = "linux")]
fn runs_begun_and_cancelled_leave_nothing_behind() {
    let rounds: usize = std::env::var("GROUNDSWELL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(50);
    let server = Server::start(&[]);
    let round = || {
        let body = json!({ "scenario": "kazakhstan-2022", "replicates": 1000, "scale": 1000 });
        let job = server.job("run", &body);
        let mut last = String::new();
        for event in server.listen(job, None) {
            if event.name == "frames" {
                server.delete(&format!("/api/jobs/{job}"));
            }
            last = event.name;
        }
        assert_eq!(last, "cancelled");
    };
    // The first rounds fill the logs that are kept on purpose, and what the allocator keeps for itself.
    (0..12).for_each(|_| round());
    let before = server.memory();
    (0..rounds).for_each(|_| round());
    let grown = server.memory().saturating_sub(before);
    println!("grown by {grown} bytes from {before}");
    // What the allocator keeps for itself is less than half of this; fifty forgotten countries are many times it.
    assert!(grown < 24 << 20, "grown by {grown} bytes from {before}");
    let left = std::fs::read_dir(server.runs())
        .map_or(0, |runs| runs.flatten().filter(|run| !run.path().join("data/runs.parquet").exists()).count());
    assert_eq!(left, 0, "runs of which nothing is finished are gone");
}

#[test]
fn what_somebody_else_computes_is_not_deleted_and_what_was_there_before_a_job_stays() {
    let server = Server::start(&[]);
    let folder = server.folder.path();
    std::fs::create_dir_all(server.runs()).expect("made");
    let sweep = ["sweep", "two-towns", "--over", "people.threshold=0.44:0.5", "--latin", "4000", "-q", "-o"];
    let mut child = groundswell(folder, &[&sweep[..], &["runs/s"]].concat()).spawn().expect("starts");
    until("the sweep has begun", || server.runs().join("s/checkpoints/sweep.json").exists());
    assert_eq!(server.delete("/api/runs/s").status, 409, "a sweep that computes is not deleted");
    child.kill().expect("killed");
    child.wait().expect("dead");
    std::fs::write(server.runs().join("s/notes.txt"), "mine").expect("written");
    let refused = server.delete("/api/runs/s");
    assert!(refused.status == 409 && refused.text.contains("notes.txt"), "{}", refused.text);
    std::fs::remove_file(server.runs().join("s/notes.txt")).expect("moved elsewhere");
    assert_eq!(server.delete("/api/runs/s").status, 204);
    assert!(!server.runs().join("s").exists());

    // A resume waits in the queue; meanwhile the command line completes the run.
    let run = ["run", "two-towns", "-n", "40", "--scale", "2", "-q", "-o", "runs/r"];
    let mut child = groundswell(folder, &run).spawn().expect("starts");
    until("a replicate is done", || server.runs().join("r/checkpoints/replicate-00000.done").exists());
    child.kill().expect("killed");
    child.wait().expect("dead");
    let first = server.job("run", &long());
    let waiting = server.job("resume", &json!({ "run": "r" }));
    well(folder, &["resume", "runs/r", "-q"]);
    server.delete(&format!("/api/jobs/{first}"));
    let last = server.events(waiting).last().expect("events").clone();
    assert_eq!((last.name.as_str(), &last.data["run"]), ("done", &json!("r")), "{last:?}");
    well(folder, &["check", "runs/r"]);
}
