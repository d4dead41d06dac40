//! The command line.
//!
//! **Invariant:** no knowledge of the model is here; mechanisms, parameters, scenarios
//! and tables are enumerated from the layers below.

mod arguments;
mod commands;
mod exit;
mod interrupt;
mod markdown;
mod options;
mod pool;
mod progress;
mod read;
mod show;
mod terminal;
mod this;

use arguments::{Arguments, Verb};
use clap::{CommandFactory, Parser};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let begun = if arguments.verb.computes() { pool::begin() } else { Ok(()) };
    let done = begun.and_then(|()| carry_out(arguments.verb));
    match done {
        Ok(code) => ExitCode::from(code),
        Err(complaints) => {
            terminal::complain(&complaints);
            ExitCode::from(complaints.exit_code())
        }
    }
}

fn carry_out(verb: Verb) -> exit::CommandResult {
    match verb {
        Verb::Run(run) => commands::run::run(&run),
        Verb::Compare(compare) => commands::compare::compare(&compare),
        Verb::Hypotheses(hypotheses) => commands::hypotheses::hypotheses(&hypotheses),
        Verb::Resume(resume) => commands::resume::resume(&resume),
        Verb::Sweep(sweep) => commands::sweep::sweep(&sweep),
        Verb::Merge(merge) => commands::merge::merge(&merge),
        Verb::Check(check) => commands::check::check(&check),
        Verb::Sensitivity(sensitivity) => commands::sensitivity::sensitivity(&sensitivity),
        Verb::Calibrate(calibrate) => commands::calibrate::calibrate(&calibrate),
        Verb::Report(report) => commands::report::report(&report),
        Verb::Scenario { verb } => commands::scenario::scenario(&verb),
        Verb::Countries(countries) => commands::countries::countries(&countries),
        Verb::Forecast(forecast) => commands::forecast::run(&forecast),
        Verb::Nowcast(nowcast) => commands::nowcast::run(&nowcast),
        Verb::Score(score) => commands::score::run(&score),
        Verb::Pool(pool) => commands::pool::run(&pool),
        Verb::Import(import) => commands::import::run(&import),
        Verb::Record(record) => commands::record::run(&record),
        Verb::Classify(classify) => commands::classify::run(&classify),
        Verb::Verify(verify) => commands::verify::verify(&verify),
        Verb::Bench(bench) => commands::bench::bench(&bench),
        Verb::Studio(studio) => commands::studio::studio(&studio),
        Verb::Mechanism(mechanism) => commands::mechanism::mechanism(&mechanism),
        Verb::Doctor(doctor) => commands::doctor::doctor(doctor.json),
        Verb::Completions { shell } => commands::completions::completions(Arguments::command(), shell),
    }
}
