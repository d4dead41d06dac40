//! A posterior: weighted points, as a table, and as draws for runs.

use super::abc::Generation;
use super::linear::{effective, moments};
use super::model::Model;
use crate::family::world_with;
use crate::plan::{Plan, hash_of};
use crate::rundir::{POSTERIOR, RunDir};
use groundswell_chance::draw::{Key, Purpose};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::Value;
use groundswell_engine::world::World;
use groundswell_scenario::effects;
use groundswell_scenario::files::read_text;
use groundswell_scenario::priors::Prior;
use groundswell_scenario::rows::CsvRows;
use groundswell_scenario::scenario::{Making, Scenario};
use groundswell_stats::weighted_quantile;
use groundswell_tables::stamp::{FileError, text_of};
use groundswell_tables::table::{Field, Kind, Table};
use serde::Serialize;
use std::cmp::Ordering::Equal;
use std::path::Path;

/// The longest posterior, in bytes.
const LONGEST: u64 = 1 << 30;

/// Weighted points of named parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    /// Paths of the parameters.
    pub paths: Vec<String>,
    /// Weight of each point; not negative, and not all zero.
    pub weights: Vec<f64>,
    /// Points.
    pub points: Vec<Vec<f64>>,
    /// Settings under which the points were found, as `path=value`: they belong to its meaning.
    pub settings: Vec<String>,
    /// Names of the scenarios whose record was learned from; empty if its file does not say.
    pub scenarios: Vec<String>,
    /// Adults that one agent stood for, if its file says so.
    pub scale: Option<u32>,
}

/// What stands before a setting in the comment of a posterior's table.
const SETTING: &str = "# set ";
/// What stands before the names of its scenarios, separated by commas.
const OF: &str = "# of ";
/// What stands before its scale.
const AT: &str = "# adults per agent ";

/// What was learned of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Learned {
    /// Its path.
    pub path: String,
    /// Its prior.
    pub prior: (f64, f64),
    /// Posterior 5 %, 50 % and 95 %.
    pub posterior: (f64, f64, f64),
    /// `1 − posterior variance / prior variance`, on the scale on which the prior is even.
    pub contraction: f64,
    /// The parameter that it is most correlated with, and how much.
    pub tied_to: Option<(String, f64)>,
}

/// Contraction below which a parameter is called not learned.
pub const LEARNED: f64 = 0.2;

impl Learned {
    /// Whether the record has moved it.
    pub fn is_learned(&self) -> bool {
        self.contraction >= LEARNED
    }
}

impl Posterior {
    /// The particles of a generation.
    pub fn of(model: &Model, generation: &Generation) -> Posterior {
        Posterior {
            paths: model.paths(),
            weights: generation.particles.iter().map(|particle| particle.weight).collect(),
            points: generation.particles.iter().map(|particle| model.values(&particle.shares)).collect(),
            settings: Vec::new(),
            scenarios: Vec::new(),
            scale: None,
        }
    }

    /// The posterior from which the replicates of a run take their parameters, if they do.
    ///
    /// # Errors
    /// One that cannot be read, or is not the one that the run was begun with.
    pub fn of_run(dir: &RunDir, plan: &Plan) -> Result<Option<Posterior>, Complaint> {
        let Some(hash) = &plan.posterior else { return Ok(None) };
        let file = dir.file(POSTERIOR);
        let text = text_of(&file).map_err(|error| FileError::new("read", &file, error))?;
        if hash_of(&text) != *hash {
            let complaint = Complaint::inconsistent("the posterior is not the one that the run was begun with");
            return Err(complaint.in_file(file.display().to_string()));
        }
        Posterior::read_text(&file.display().to_string(), &text).map(Some).map_err(|complaints| {
            let first = complaints.iter().next().cloned();
            first.unwrap_or_else(|| Complaint::syntax("not a posterior").in_file(POSTERIOR))
        })
    }

    /// The point that replicate `replicate` takes: drawn by weight, a function of seed and number.
    pub fn draw(&self, seed: u64, replicate: u32) -> &[f64] {
        self.pick(Key::new(seed, replicate).draw(Purpose::Study, 0, 0).uniform(0))
    }

    /// The point that a number in [0, 1) picks, by weight.
    pub fn pick(&self, u: f64) -> &[f64] {
        let mut left = u * self.weights.iter().sum::<f64>();
        for (weight, point) in self.weights.iter().zip(&self.points) {
            if left < *weight {
                return point;
            }
            left -= weight;
        }
        self.points.last().map_or(&[], Vec::as_slice)
    }

    /// The same as values for a world.
    pub fn values(&self, seed: u64, replicate: u32) -> Vec<Value> {
        self.draw(seed, replicate).iter().map(|&x| Value::Number(x)).collect()
    }

    /// The world in which a replicate runs: `world` with the point that it draws.
    pub fn world(&self, world: &World, scenario: &Scenario, making: &Making, seed: u64, replicate: u32) -> World {
        let own = world_with(world, scenario, making, &self.paths, &self.values(seed, replicate), seed);
        // Values were checked when the posterior was read.
        own.unwrap_or_else(|complaint| panic!("{}", complaint.problem()))
    }

    /// The same without the numbered draws of units: what it says of any country with these tables, or of another one.
    pub fn redrawn(&self) -> Posterior {
        let kept = |k: &usize| !effects::is_draw(&self.paths[*k]);
        let kept: Vec<usize> = (0..self.paths.len()).filter(kept).collect();
        let of = |point: &Vec<f64>| kept.iter().map(|&k| point[k]).collect();
        Posterior {
            paths: kept.iter().map(|&k| self.paths[k].clone()).collect(),
            points: self.points.iter().map(of).collect(),
            ..self.clone()
        }
    }

    /// How many equally weighted points it is worth: the fewest that its parameters, or the numbered draws of any unit, are.
    /// Points at which these are the same count as one.
    pub fn effective(&self) -> f64 {
        let draws = (0..self.paths.len()).filter(|&k| effects::is_draw(&self.paths[k]));
        let of = |k: usize| self.points.iter().map(|point| vec![point[k]]).collect();
        let worths = draws.map(|k| self.worth(of(k)));
        worths.fold(self.worth(self.redrawn().points), f64::min)
    }

    /// How many equally weighted ones these parts of its points are worth.
    fn worth(&self, parts: Vec<Vec<f64>>) -> f64 {
        let mut parts: Vec<(Vec<f64>, f64)> = parts.into_iter().zip(self.weights.clone()).collect();
        parts.sort_by(|a, b| a.0.iter().zip(&b.0).map(|(x, y)| x.total_cmp(y)).find(|o| o.is_ne()).unwrap_or(Equal));
        let alike = parts.chunk_by(|a, b| a.0 == b.0).map(|all| all.iter().map(|part| part.1).sum());
        effective(alike.collect::<Vec<f64>>().into_iter())
    }

    /// As a CSV table under lines of comment, its settings among them.
    pub fn csv(&self, comment: &str) -> String {
        let mut text: String = comment.lines().map(|line| format!("# {line}\n")).collect();
        if !self.scenarios.is_empty() {
            text += &format!("{OF}{}\n", self.scenarios.join(", "));
        }
        text.extend(self.scale.map(|scale| format!("{AT}{scale}\n")));
        text.extend(self.settings.iter().map(|setting| format!("{SETTING}{setting}\n")));
        text += &format!("weight,{}\n", self.paths.join(","));
        for (weight, point) in self.weights.iter().zip(&self.points) {
            let words: Vec<String> = std::iter::once(weight).chain(point).map(f64::to_string).collect();
            text += &(words.join(",") + "\n");
        }
        text
    }

    /// As a table, with the distance of each point.
    pub fn table(&self, generation: &Generation) -> Table {
        let mut fields = vec![
            Field::new("particle", Kind::U32, "", "number of the point"),
            Field::new("weight", Kind::F64, "1", "weight; weights sum to 1"),
            Field::new("distance", Kind::F64, "1", "distance of its nearest simulation, in scales"),
        ];
        fields
            .extend(self.paths.iter().map(|path| Field::named(path.clone(), Kind::F64, "", "a calibrated parameter")));
        let mut table = Table::new("posterior", &fields);
        for (i, particle) in generation.particles.iter().enumerate() {
            let mut cells = groundswell_tables::row![i, self.weights[i], particle.distance].to_vec();
            cells.extend(self.points[i].iter().map(|&x| groundswell_tables::table::TableCell::Real(x)));
            table.push(cells);
        }
        table
    }

    /// Reads a posterior: a `.csv`, a `.parquet` (which says no settings), or the directory of a calibration.
    pub fn read(path: &Path) -> Result<Posterior, Complaints> {
        let alone = |complaint: Complaint| {
            let mut complaints = Complaints::default();
            complaints.push(complaint);
            complaints
        };
        let file = if path.is_dir() { path.join("posterior.csv") } else { path.to_path_buf() };
        if file.extension().is_some_and(|kind| kind == "parquet") {
            let table = Table::read_parquet(&file).map_err(|error| alone(error.into()))?;
            let columns = table.columns().iter().filter(|c| !["particle", "distance"].contains(&&*c.field().name));
            let (names, columns): (Vec<String>, Vec<Vec<f64>>) =
                columns.map(|c| (c.field().name.to_string(), c.to_f64())).unzip();
            let rows = (0..table.rows()).map(|row| columns.iter().map(|column| column[row].to_string()).collect());
            let text: Vec<String> = rows.map(|words: Vec<String>| words.join(",")).collect();
            return Posterior::read_text(&file.display().to_string(), &(names.join(",") + "\n" + &text.join("\n")));
        }
        let text = read_text(&file, LONGEST).map_err(|complaint| {
            alone(complaint.advise("give the directory that `groundswell calibrate` wrote, or its posterior.csv"))
        })?;
        Posterior::read_text(&file.display().to_string(), &text)
    }

    /// Reads the text of a CSV table; lines that begin with `#` are comment.
    pub fn read_text(name: &str, text: &str) -> Result<Posterior, Complaints> {
        // Empty lines keep the numbers of the others.
        let bare: String =
            text.lines().map(|line| if line.starts_with('#') { "\n".into() } else { format!("{line}\n") }).collect();
        let mut complaints = Complaints::default();
        let rows = CsvRows::read_any(name, &bare, &["weight"], &mut complaints);
        if !rows.header().iter().any(|column| column == "weight") {
            let problem = Problem::Missing { what: "column", name: "weight".into() };
            complaints.push(Complaint::new(problem).in_file(name).allowed("weight, then the paths of parameters"));
            return Err(complaints);
        }
        let design = crate::design::of_rows(name, &rows, &["weight", "point", "id", ""], complaints)?;
        let mut complaints = Complaints::default();
        let weights: Vec<f64> = rows.iter().map(|row| row.number("weight", 0.0, f64::MAX, &mut complaints)).collect();
        if weights.iter().sum::<f64>() <= 0.0 && complaints.iter().next().is_none() {
            complaints.push(
                Complaint::inconsistent("no point has a weight").in_file(name).allowed("weights that are not all 0"),
            );
        }
        let number = |value: &Value| match value {
            Value::Number(x) => *x,
            Value::Switch(on) => f64::from(u8::from(*on)),
            Value::Choice(i) => *i as f64,
        };
        for (path, value) in design.paths.iter().zip(&design.points[0]) {
            if !matches!(value, Value::Number(_)) {
                let complaint = Complaint::inconsistent(format!("`{path}` is no number")).in_file(name);
                complaints.push(complaint.allowed("parameters with a range of numbers"));
            }
        }
        let points = design.points.iter().map(|point| point.iter().map(number).collect()).collect();
        let settings = text.lines().filter_map(|line| line.strip_prefix(SETTING)).map(|s| s.trim().into()).collect();
        let (scenarios, scale) = made_for(text);
        complaints.or(Posterior { paths: design.paths, weights, points, settings, scenarios, scale })
    }
}

/// The scenarios and the scale of a posterior by the comment of its table: the lines that say so, or the sentence of files
/// made before there were such lines.
fn made_for(text: &str) -> (Vec<String>, Option<u32>) {
    let mut comment = text.lines().take_while(|line| line.starts_with('#'));
    let all: Vec<&str> = comment.by_ref().collect();
    let after = |begin: &str| all.iter().find_map(|line| line.strip_prefix(begin));
    let between = |begin: &str, end: &str| {
        all.iter().find_map(|line| Some(line.split_once(begin)?.1.split_once(end)?.0.trim().to_string()))
    };
    let named = after(OF).map(|names| names.split(',').map(|name| name.trim().to_string()).collect());
    let scenarios =
        named.or_else(|| between("# Posterior of ", ", made by").map(|name| vec![name])).unwrap_or_default();
    let scale = after(AT).map(String::from).or_else(|| between("one agent per ", " adults"));
    (scenarios, scale.and_then(|scale| scale.trim().parse().ok()))
}

/// What a generation has learned of each parameter.
pub fn learned(priors: &[Prior], generation: &Generation) -> Vec<Learned> {
    let weights: Vec<f64> = generation.particles.iter().map(|particle| particle.weight).collect();
    let points: Vec<&[f64]> = generation.particles.iter().map(|particle| particle.shares.as_slice()).collect();
    let (_, covariance) = moments(&points, &weights);
    let of = |k: usize| {
        let values: Vec<f64> = points.iter().map(|point| priors[k].at(point[k])).collect();
        let at = |q| weighted_quantile(&values, &weights, q);
        let tie = |j: usize| covariance[k][j] / libm::sqrt(covariance[k][k] * covariance[j][j]);
        let tied = (0..priors.len()).filter(|&j| j != k).map(|j| (priors[j].path.clone(), tie(j)));
        let tied = tied.filter(|(_, r)| r.is_finite()).max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
        Learned {
            path: priors[k].path.clone(),
            prior: (priors[k].low, priors[k].high),
            posterior: (at(0.05), at(0.5), at(0.95)),
            // A prior that is even from 0 to 1 has variance 1/12.
            contraction: 1.0 - 12.0 * covariance[k][k],
            tied_to: tied,
        }
    };
    (0..priors.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posterior() -> Posterior {
        Posterior {
            paths: vec!["people.threshold".into(), "people.leave".into()],
            weights: vec![0.75, 0.25, 0.0],
            points: vec![vec![0.5, 0.1 + 0.2], vec![0.6, 0.05], vec![0.7, 0.06]],
            settings: vec!["people.response=threshold".into()],
            scenarios: vec!["two-towns".into(), "another".into()],
            scale: Some(20),
        }
    }

    #[test]
    fn it_reads_back_as_it_was() {
        let text = posterior().csv("how it was made\nand when");
        assert!(
            text.starts_with("# how it was made\n# and when\n# of two-towns, another\n# adults per agent 20\n# set people.response=threshold\nweight,people.threshold")
        );
        assert_eq!(Posterior::read_text("p.csv", &text).unwrap_or_else(|c| panic!("{c}")), posterior());
    }

    #[test]
    fn points_are_worth_what_their_parameters_and_their_draws_are() {
        let point = |threshold: f64, draw: f64| vec![threshold, draw];
        let posterior = Posterior {
            paths: vec!["people.threshold".into(), "effect.North Shore.draw".into()],
            weights: vec![0.25; 4],
            points: vec![point(0.5, 1.0), point(0.6, 2.0), point(0.5, 3.0), point(0.6, 2.0)],
            ..posterior()
        };
        assert!((posterior.effective() - 2.0).abs() < 1e-12, "two thresholds");
        let alike = Posterior { points: (0..4).map(|k| point(0.1 * f64::from(k), 1.0)).collect(), ..posterior.clone() };
        assert!((alike.effective() - 1.0).abs() < 1e-12, "one draw");
        let redrawn = posterior.redrawn();
        assert_eq!((redrawn.paths.len(), &redrawn.points[2], redrawn.weights.len()), (1, &vec![0.5], 4));
        let text = posterior.csv("");
        assert_eq!(Posterior::read_text("p.csv", &text).unwrap_or_else(|c| panic!("{c}")), posterior);
    }

    #[test]
    fn posteriors_that_ship_lie_within_their_priors() {
        let mut seen = 0;
        for built_in in groundswell_scenario::files::BUILT_IN {
            let scenario = Scenario::load(built_in.name, &[]).expect("built in");
            for file in built_in.names().filter(|name| name.starts_with("posterior")) {
                seen += 1;
                let text = scenario.file(file).expect("it is there");
                let posterior = Posterior::read_text(file, &text).unwrap_or_else(|c| panic!("{c}"));
                assert_eq!(
                    (posterior.scenarios.as_slice(), posterior.scale.is_some()),
                    (&[scenario.name.clone()][..], true)
                );
                assert!(posterior.redrawn().effective() > 50.0 && posterior.effective() > 10.0, "{file}");
                assert!(text.contains("made by: groundswell calibrate"), "{file}");
                // Another structure has ranges of its own, which its command says.
                assert_eq!(posterior.settings.is_empty(), file == "posterior.csv", "{file}");
                let priors = groundswell_scenario::priors::of(&scenario).unwrap_or_else(|c| panic!("{c}"));
                let own = |path: &String| !text.contains(&format!("--prior {path}="));
                for (k, path) in posterior.paths.iter().enumerate().filter(|(_, path)| own(path)) {
                    let prior = priors.iter().find(|prior| prior.path == *path);
                    let (low, high) = match prior {
                        Some(prior) => (prior.low, prior.high),
                        None => (0.0, f64::from(effects::DRAWS - 1)),
                    };
                    assert!(prior.is_some() || effects::is_draw(path), "{path}");
                    assert!(posterior.points.iter().all(|point| (low..=high).contains(&point[k])), "{path}");
                }
            }
        }
        assert_eq!(seen, 2);
    }

    #[test]
    fn draws_follow_the_weights() {
        let posterior = posterior();
        let first = (0..4000).filter(|&r| posterior.draw(1, r)[0] == 0.5).count();
        // Binomial(4000, .75): a standard deviation of 27.
        assert!((2890..=3110).contains(&first), "{first}");
        assert!((0..4000).all(|r| posterior.draw(1, r)[0] != 0.7));
    }

    #[test]
    fn wrong_tables_are_complained_about() {
        for (text, word) in [
            ("people.threshold\n0.5\n", "missing column `weight`"),
            ("weight,people.thresold\n1,0.5\n", "did you mean `people.threshold`"),
            ("weight,people.threshold\n0,0.5\n", "no point has a weight"),
            ("weight,people.threshold\n1,9\n", "cannot be 9"),
            ("weight,people.threshold\n-1,0.5\n", "at least 0"),
            ("weight,shutdown.enabled\n1,true\n", "no number"),
        ] {
            let said = Posterior::read_text("p.csv", text).expect_err(text).render(false);
            assert!(said.contains(word), "{text}: {said}");
        }
    }
}
