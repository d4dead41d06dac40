//! Does SALib find in our designs what we find? The same points, the same results, its
//! estimators.
//!
//! Skipped, with a notice, where `python3` (or `$GROUNDSWELL_PYTHON`) cannot import it;
//! `GROUNDSWELL_PEERS=1` makes that a failure, which is how the full gate runs it.

use groundswell_study::sensitivity::{morris, sobol};
use serde_json::{Value, json};
use std::f64::consts::PI;
use std::io::Write;
use std::process::{Command, Stdio};

const SCRIPT: &str = r#"
import json, sys
import numpy
asked = json.load(sys.stdin)
problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}
y = numpy.array(asked["results"])
if asked["method"] == "morris":
    from SALib.analyze import morris
    x = numpy.array(asked["points"])
    found = morris.analyze(problem, x, y, num_levels=4, num_resamples=10)
    print(json.dumps({k: [float(v) for v in found[k]] for k in ["mu", "mu_star", "sigma"]}))
else:
    from SALib.analyze import sobol
    found = sobol.analyze(problem, y, calc_second_order=False, num_resamples=10)
    print(json.dumps({k: [float(v) for v in found[k]] for k in ["S1", "ST"]}))
"#;

/// What SALib says; `None` where it is not installed.
fn salib(asked: &Value) -> Option<Value> {
    let python = std::env::var("GROUNDSWELL_PYTHON").unwrap_or_else(|_| "python3".into());
    let mut child = Command::new(&python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    child.stdin.take().expect("piped").write_all(asked.to_string().as_bytes()).ok();
    let output = child.wait_with_output().expect("it ends");
    if output.status.success() {
        return Some(serde_json::from_slice(&output.stdout).expect("JSON"));
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("ModuleNotFoundError"), "SALib failed: {said}");
    assert_ne!(std::env::var("GROUNDSWELL_PEERS").as_deref(), Ok("1"), "SALib is not installed: {said}");
    eprintln!("skipped: SALib is not installed for {python}");
    None
}

fn ishigami(u: &[f64]) -> f64 {
    let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

fn numbers(found: &Value, name: &str) -> Vec<f64> {
    found[name].as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

#[test]
fn elementary_effects_are_those_of_salib() {
    let points = morris::design(3, 50, 4, 8);
    let results: Vec<f64> = points.iter().map(|x| ishigami(x)).collect();
    let Some(found) = salib(&json!({ "method": "morris", "points": points, "results": results })) else { return };
    for (k, effect) in morris::effects(&points, &results, 1).iter().enumerate() {
        for (name, ours) in [("mu", effect.mu), ("mu_star", effect.mu_star), ("sigma", effect.sigma)] {
            let theirs = numbers(&found, name)[k];
            assert!((ours - theirs).abs() < 1e-9 * (1.0 + theirs.abs()), "{name} of {k}: {ours}, SALib {theirs}");
        }
    }
}

#[test]
fn shares_of_variance_are_those_of_salib() {
    let points = sobol::design(3, 4096, 8);
    let results: Vec<f64> = points.iter().map(|x| ishigami(x)).collect();
    let Some(found) = salib(&json!({ "method": "sobol", "results": results })) else { return };
    for (k, index) in sobol::indices(3, &results, 1).iter().enumerate() {
        let (first, total) = (numbers(&found, "S1")[k], numbers(&found, "ST")[k]);
        assert!((index.total - total).abs() < 1e-9, "total of {k}: {}, SALib {total}", index.total);
        // SALib's first share is Saltelli's estimator of 2010, ours Jansen's.
        assert!((index.first - first).abs() < 0.02, "first of {k}: {}, SALib {first}", index.first);
    }
}
