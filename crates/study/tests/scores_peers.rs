//! Our scores beside those of scoringrules and properscoring, on random ensembles.
//!
//! Skipped, with a notice, where Python cannot import them; `GROUNDSWELL_PEERS=1` asks that it can.

use groundswell_chance::draw::{Key, Purpose};
use groundswell_study::scores::{Sample, brier, crps_normal, energy_score, interval_score};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

/// Reads cases from stdin and prints the scores of one peer, in the order of the test.
const SCRIPT: &str = r#"
import json, sys
import numpy as np
peer, cases = sys.argv[1], json.load(sys.stdin)
answers = []
for c in cases:
    x, w, y = np.array(c["values"]), np.array(c["weights"]), c["y"]
    many, of = np.array(c["vectors"]), np.array(c["of"])
    if peer == "scoringrules":
        import scoringrules as sr
        answers.append([
            sr.crps_ensemble(y, x, estimator="nrg"), sr.crps_ensemble(y, x, estimator="fair"),
            sr.crps_normal(y, c["mean"], c["deviation"]), sr.interval_score(y, c["low"], c["high"], 0.1),
            sr.brier_score(c["happened"], c["p"]), sr.es_ensemble(of, many),
        ])
    else:
        import properscoring as ps
        answers.append([
            ps.crps_ensemble(y, x), ps.crps_ensemble(y, x, weights=w),
            ps.crps_gaussian(y, c["mean"], c["deviation"]), ps.brier_score(c["happened"], c["p"]),
        ])
print(json.dumps([[float(v) for v in a] for a in answers]))
"#;

fn python() -> String {
    std::env::var("GROUNDSWELL_PYTHON").unwrap_or("python3".into())
}

fn there(peer: &str) -> bool {
    let required = std::env::var("GROUNDSWELL_PEERS").is_ok_and(|value| value == "1");
    let import = Command::new(python()).args(["-c", &format!("import numpy, {peer}")]).output();
    let there = import.is_ok_and(|answer| answer.status.success());
    if !there {
        assert!(!required, "GROUNDSWELL_PEERS=1, but {} cannot import {peer}", python());
        // Not println!, which the test harness swallows: a check that did not run should be seen.
        let _ = writeln!(std::io::stderr(), "skipped: {} cannot import {peer}", python());
    }
    there
}

/// Random forecasts and what came of them.
struct Case {
    values: Vec<f64>,
    weights: Vec<f64>,
    y: f64,
    normal: (f64, f64),
    interval: (f64, f64),
    p: f64,
    happened: bool,
    vectors: Vec<Vec<f64>>,
    of: Vec<f64>,
}

fn cases() -> Vec<Case> {
    let one = |i: u32| {
        let draw = Key::new(41, i).draw(Purpose::Study, 0, 0);
        let n = 3 + (draw.uniform(0) * 40.0) as u32;
        let normal = |k: u32| 3.0 * draw.normal(100 + k);
        let low = normal(1);
        Case {
            values: (0..n).map(|k| normal(10 + k)).collect(),
            weights: (0..n).map(|k| draw.uniform(1000 + k) + 0.01).collect(),
            y: normal(2),
            normal: (normal(3), 0.1 + draw.uniform(1)),
            interval: (low, low + 5.0 * draw.uniform(2)),
            p: draw.uniform(3),
            happened: draw.uniform(4) < 0.5,
            vectors: (0..n).map(|k| (0..5).map(|d| normal(3000 + 5 * k + d)).collect()).collect(),
            of: (0..5).map(|d| normal(5 + d)).collect(),
        }
    };
    (0..60).map(one).collect()
}

fn ask(peer: &str, cases: &[Case]) -> Vec<Vec<f64>> {
    let text: Vec<Value> = cases
        .iter()
        .map(|c| {
            json!({
                "values": c.values, "weights": c.weights, "y": c.y, "mean": c.normal.0, "deviation": c.normal.1,
                "low": c.interval.0, "high": c.interval.1, "p": c.p, "happened": f64::from(u8::from(c.happened)),
                "vectors": c.vectors, "of": c.of,
            })
        })
        .collect();
    let mut child = Command::new(python())
        .args(["-c", SCRIPT, peer])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("python starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(Value::from(text).to_string().as_bytes()).expect("cases are read");
    drop(input);
    let answer = child.wait_with_output().expect("python ends");
    assert!(answer.status.success(), "{peer}: {}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).expect("the script prints JSON")
}

fn ours(c: &Case, peer: &str) -> Vec<f64> {
    let sample = Sample::new(&c.values);
    let normal = crps_normal(c.normal.0, c.normal.1, c.y);
    if peer == "properscoring" {
        return vec![
            sample.crps(c.y),
            Sample::weighted(&c.values, &c.weights).crps(c.y),
            normal,
            brier(c.p, c.happened),
        ];
    }
    vec![
        sample.crps(c.y),
        sample.crps_fair(c.y),
        normal,
        interval_score(c.interval.0, c.interval.1, 0.1, c.y),
        brier(c.p, c.happened),
        energy_score(&c.vectors, &vec![1.0; c.vectors.len()], &c.of),
    ]
}

#[test]
fn peers_give_the_same_scores() {
    let cases = cases();
    for peer in ["scoringrules", "properscoring"].into_iter().filter(|peer| there(peer)) {
        let theirs = ask(peer, &cases);
        assert_eq!(theirs.len(), cases.len());
        for (i, (theirs, case)) in theirs.iter().zip(&cases).enumerate() {
            let ours = ours(case, peer);
            assert_eq!(ours.len(), theirs.len());
            for (k, (a, b)) in ours.iter().zip(theirs).enumerate() {
                assert!((a - b).abs() < 1e-9 * (1.0 + b.abs()), "{peer}, case {i}, score {k}: {a} {b}");
            }
        }
    }
}
