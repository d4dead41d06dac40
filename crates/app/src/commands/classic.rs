//! `run` and `scenario show` of a classic: its small report, with the published numbers beside.

use super::run::RunArguments;
use crate::exit::{CommandResult, DONE, USAGE, alone};
use crate::options::BackendKind;
use crate::pool::on_threads;
use crate::terminal::{complain, heading, number, say, table};
use groundswell_classics::ClassicError;
use groundswell_classics::models::published::{Published, published};
use groundswell_classics::models::{CLASSICS, Classic, ClassicReport};
use groundswell_classics::parameter::{ClassicMark, ClassicParameter};
use groundswell_complaint::{Complaint, Complaints, Problem, did_you_mean};
use groundswell_scenario::files::BUILT_IN;
use serde_json::{Value, json};
use std::path::Path;

/// Runs a classic and prints its report.
pub(crate) fn run(classic: &Classic, run: &RunArguments) -> CommandResult {
    let foreign = [
        ("--out", run.out.is_some()),
        ("--force", run.force),
        ("--form", run.form.is_some()),
        ("--hours", run.hours.is_some()),
        ("--scale", run.scale != 1),
        ("--steps-per-hour", run.steps_per_hour != 1),
        ("--backend", run.backend != BackendKind::Event),
    ];
    if let Some((option, _)) = foreign.iter().find(|(_, given)| *given) {
        let complaint = Complaint::inconsistent(format!("{option} is not for classics such as {}", classic.name));
        complain(&alone(complaint.advise("a classic prints its report; `--json` prints it for programs")));
        return Ok(USAGE);
    }
    let mut settings = classic.settings();
    let mut complaints = Complaints::default();
    for set in &run.set {
        let Some((name, text)) = set.split_once('=') else {
            complaints.push(Complaint::new(Problem::Unreadable { found: set.clone(), what: "a setting: name=value" }));
            continue;
        };
        if let Err(error) = settings.set(name.trim(), text.trim()) {
            complaints.push(complaint(classic, &error, text));
        }
    }
    if !complaints.is_empty() {
        return Err(complaints);
    }
    let replicates = run.replicates.unwrap_or(classic.replicates);
    let report = on_threads(run.execution.plain.threads(), || classic.run(&settings, run.seed, replicates))?
        .map_err(|error| alone(complaint(classic, &error, "")))?;
    let beside = published(classic, &settings);
    if run.execution.plain.json {
        let mut value = serde_json::to_value(&report).expect("a report becomes JSON");
        value["published"] = json!(beside);
        say(serde_json::to_string_pretty(&value).expect("a report becomes JSON"));
    } else if !run.execution.plain.quiet {
        print(classic, &report, &beside, run.execution.verbose);
    }
    Ok(DONE)
}

/// What a user is told of an error.
fn complaint(classic: &Classic, error: &ClassicError, text: &str) -> Complaint {
    match error {
        ClassicError::Unknown { name, .. } => {
            let names = classic.parameters.iter().map(|p| p.name);
            Complaint::unknown("parameter", name, names)
                .advise(format!("`groundswell scenario show {}` names them all", classic.name))
        }
        ClassicError::OutOfRange { name, .. } | ClassicError::NoSuchChoice { name, .. } if !text.is_empty() => {
            let complaint = Complaint::new(Problem::NotAllowed { name: name.clone(), found: text.trim().into() });
            match classic.parameters.iter().find(|p| p.name == name) {
                Some(p) => complaint.allowed(format!("{} {}", range(p), p.unit).trim_end().to_string()),
                None => complaint,
            }
        }
        error => Complaint::inconsistent(error.to_string()),
    }
}

/// A name that is no scenario and nearly that of a classic.
pub(crate) fn was_meant(name: &str) -> Result<(), Complaints> {
    let names = || BUILT_IN.iter().map(|b| b.name).chain(CLASSICS.iter().map(|c| c.name));
    let near = did_you_mean(name, names()).is_some_and(|near| CLASSICS.iter().any(|c| c.name == near));
    if near && !Path::new(name).exists() {
        return Err(alone(Complaint::unknown("scenario", name, names())));
    }
    Ok(())
}

fn print(classic: &Classic, report: &ClassicReport, beside: &[Published], verbose: bool) {
    say(heading(classic.title));
    say(classic.meaning);
    say(format!("{}\n", classic.source));
    let rows = report.figures.iter().map(|figure| {
        let published = beside.iter().find(|p| p.figure == figure.name);
        let d = &figure.value;
        let spread = if d.n > 1 && d.low != d.high {
            format!("{} [{} – {}]", number(d.median), number(d.low), number(d.high))
        } else {
            String::new()
        };
        vec![
            figure.name.into(),
            number(d.mean),
            published.map_or(String::new(), |p| number(p.value)),
            spread,
            figure.unit.into(),
            figure.meaning.into(),
        ]
    });
    say(table(&["figure", "mean", "published/reference", "median [5 % – 95 %]", "unit", "meaning"], &[1, 2], rows));
    let default = classic.settings();
    let changed: Vec<String> = report
        .settings
        .iter()
        .zip(ClassicReport::spelled(&default))
        .filter(|(now, usual)| verbose || now.value != usual.value)
        .map(|(now, _)| format!("{}={}", now.name, now.value))
        .collect();
    say(format!(
        "\n{} replicate{}, seed {}, {}",
        report.replicates,
        if report.replicates == 1 { "" } else { "s" },
        report.seed,
        if changed.is_empty() { "every parameter at its default".into() } else { changed.join(" ") }
    ));
    if beside.is_empty() {
        say("The table of published results has nothing for these parameters");
    } else {
        let mut sources: Vec<String> = beside.iter().map(|p| format!("{} ({})", p.source, p.row)).collect();
        sources.dedup();
        let mut rows: Vec<&str> = beside.iter().map(|p| p.row).collect();
        rows.dedup();
        say(format!("Published/reference: {}", sources.join("; ")));
        say(format!("`groundswell verify --only {}` tests it", rows.join(",")));
    }
    say(format!("`groundswell scenario show {}` lists what can be set", classic.name));
}

/// What it is, for programs.
pub(crate) fn facts(classic: &Classic) -> Value {
    json!({
        "name": classic.name, "kind": "classic", "title": classic.title, "summary": classic.meaning,
        "source": classic.source, "replicates": classic.replicates,
    })
}

/// Prints what it says and what can be set.
pub(crate) fn show(classic: &Classic, json: bool) -> CommandResult {
    if json {
        let mut value = facts(classic);
        value["parameters"] = json!(classic.parameters);
        say(serde_json::to_string_pretty(&value).expect("parameters become JSON"));
        return Ok(DONE);
    }
    say(heading(classic.title));
    say(classic.meaning);
    say(format!("{}\n", classic.source));
    let rows = classic.parameters.iter().map(|p| {
        let usual = p.choices.get(p.default as usize).map_or_else(|| p.default.to_string(), |c| c.to_string());
        let mark = match p.mark {
            ClassicMark::Literature => "[L]",
            ClassicMark::Data => "[D]",
            ClassicMark::Assumed => "[A]",
        };
        vec![p.name.into(), usual, range(p), p.unit.into(), format!("{mark} {}", p.meaning)]
    });
    say(table(&["name", "default", "range", "unit", "meaning"], &[1], rows));
    say("\n[L] literature  [D] collected data  [A] assumed");
    say(format!("`groundswell run {} --set name=value` runs it", classic.name));
    Ok(DONE)
}

fn range(p: &ClassicParameter) -> String {
    if p.choices.is_empty() { format!("{} – {}", p.low, p.high) } else { p.choices.join(", ") }
}
