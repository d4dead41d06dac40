//! Chores of the house: `cargo xtask NAME`.
//!
//! `cargo xtask fit [--rounds N] [--points N] [--replicates N] [--scale N] [--seed N] [--spread-percent N]`
//! `[--scenario PATH] [--set PATH=VALUE] [--until HOUR] [--keep FILE]` searches for defaults of `kazakhstan-2022` near the
//! record and prints them; what it keeps in a file it goes on from.
//!
//! `cargo xtask answers [SCENARIO…] [--replicates N] [--minutes N] [--threads N] [--scale N] [--out FILE] [--again]`
//! computes the answers that come with the Studio, as far as they are missing or old.
//!
//! `cargo xtask corpus WAVES OUT` makes scenarios of recorded waves from a collection of them.
//!
//! `cargo xtask countries [CODE…]` measures what ten countries cost and writes the table of `docs/manual/world.md`; of others it
//! prints the rows.
//!
//! `cargo xtask evidence [PAGE…]` runs the commands that made the pages of `docs/manual/evidence`, and writes what they print.
//!
//! `cargo xtask levers DIR…` reads which parameters come first in the Studio from screenings by `groundswell sensitivity`.
//!
//! `cargo xtask manual DIR [--rows ROWS]` puts the manual together for mdBook, with these rows of the table of published
//! results, or all of them.
//!
//! `cargo xtask mutate [MECHANISM…] [--named]` turns every sign of the engine round, one at a time, and writes which test
//! fails as the table of `docs/manual/evidence/mutations.md`.
//!
//! `cargo xtask prior SCENARIO... [--draws N] [--scale N] [--seed N] [--set PATH=VALUE]` runs scenarios at draws of their
//! priors and sets what comes of it against the record.
//! `cargo xtask house` draws the imports of the house: crates, circles of files, what has grown too long.
//!
//! `cargo xtask scales [--replicates N]` runs two scenarios at five scales and writes the table of
//! `docs/manual/evidence/scales.md`.
//!
//! `cargo xtask steepness [--draws N] [--posterior PATH]` runs draws of the flagship's posteriors with the threshold a little
//! higher and lower, and writes the other table of that page; of another posterior it prints the rows.
//!
//! `cargo xtask python` writes the parts of the Python package that stand in our tables.
//!
//! `cargo xtask world FOLDER` packs the world's tables of a collection for the binary.

mod answers;
mod corpus;
mod countries;
mod evidence;
mod fit;
mod levers;
mod manual;
mod mutate;
mod page;
mod prior;
mod python;
mod scales;
mod steepness;
mod world;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // Whoever asks how a command is used has not asked for hours of computing.
    let asks = args.iter().any(|arg| arg == "--help" || arg == "-h");
    match args.split_first().filter(|_| !asks) {
        Some((name, rest)) if name == "answers" => answers::answers(rest),
        Some((name, rest)) if name == "fit" => fit::fit(rest),
        Some((name, rest)) if name == "corpus" => corpus::corpus(rest),
        Some((name, rest)) if name == "countries" => countries::countries(rest),
        Some((name, rest)) if name == "evidence" => evidence::evidence(rest),
        Some((name, rest)) if name == "levers" => levers::levers(rest),
        Some((name, rest)) if name == "manual" => manual::manual(rest),
        Some((name, rest)) if name == "mutate" => mutate::mutate(rest),
        Some((name, rest)) if name == "prior" => prior::prior(rest),
        Some((name, _)) if name == "python" => python::python(),
        Some((name, rest)) if name == "scales" => scales::scales(rest),
        Some((name, rest)) if name == "steepness" => steepness::steepness(rest),
        Some((name, rest)) if name == "world" => world::world(rest),
        Some((name, _)) if name == "house" => match xtask::house::read(&house()) {
            Ok(crates) => print!("{}", xtask::house::page(&crates)),
            Err(error) => {
                eprintln!("{error}");
                std::process::exit(66);
            }
        },
        _ => {
            eprintln!(
                "cargo xtask fit [--rounds N] [--points N] [--replicates N] [--scale N] [--seed N] [--spread-percent N] [--scenario PATH] [--set PATH=VALUE] [--until HOUR] [--keep FILE]\ncargo xtask answers [SCENARIO…] [--replicates N] [--minutes N] [--threads N] [--scale N] [--out FILE] [--again]\ncargo xtask corpus WAVES OUT\ncargo xtask countries [CODE…]\ncargo xtask evidence [PAGE…]\ncargo xtask levers DIR…\ncargo xtask manual DIR [--rows ROWS]\ncargo xtask mutate [MECHANISM…] [--named]\ncargo xtask prior SCENARIO... [--draws N] [--scale N] [--seed N] [--set PATH=VALUE]\ncargo xtask house\ncargo xtask python\ncargo xtask scales [--replicates N]\ncargo xtask steepness [--draws N] [--posterior PATH]\ncargo xtask world FOLDER"
            );
            std::process::exit(2);
        }
    }
}

/// The folder of the workspace.
fn house() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
