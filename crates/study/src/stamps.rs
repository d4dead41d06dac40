//! The manifest of a directory that is not that of an ensemble: a sweep, a sensitivity
//! analysis, a calibration.

use crate::finish::Maker;
use crate::plan::SEED_SCHEME;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::citation::{About, CITATION, RO_CRATE, citation_cff, ro_crate};
use groundswell_tables::stamp::{Manifest, Status, write_atomic};

/// What the directory holds.
#[derive(Clone, Debug)]
pub struct Stamp<'a> {
    /// Who made it.
    pub maker: &'a Maker,
    /// Title, for a citation.
    pub title: String,
    /// A sentence.
    pub description: String,
    /// Seed.
    pub seed: u64,
    /// sha256 of the scenario and its tables.
    pub hash: &'a str,
    /// Whatever counts.
    pub counts: Vec<(&'static str, u64)>,
}

impl Stamp<'_> {
    fn manifest(&self) -> Manifest {
        let maker = self.maker;
        let mut manifest =
            Manifest::begin(&maker.version, maker.revision.as_deref(), maker.command.clone(), &maker.started);
        (manifest.seed_scheme, manifest.seed) = (SEED_SCHEME.into(), self.seed);
        let versions = [("engine", maker.version.as_str()), ("scenario_sha256", self.hash)];
        manifest.versions = versions.into_iter().map(|(name, version)| (name.into(), version.into())).collect();
        manifest.counts = self.counts.iter().map(|(name, count)| ((*name).into(), *count)).collect();
        manifest
    }

    /// Writes the manifest of work that has just begun.
    pub fn begin(&self, dir: &RunDir) -> Result<(), Complaint> {
        for folder in ["data/series", "data/national"] {
            // Only ensembles have these.
            let _ = std::fs::remove_dir(dir.file(folder));
        }
        self.manifest().write(dir.path())?;
        Ok(())
    }

    /// Writes citation, crate and manifest: the last thing done to a directory.
    pub fn close(&self, dir: &RunDir, status: Status, finished: &str) -> Result<(), Complaint> {
        let mut manifest = self.manifest();
        (manifest.status, manifest.finished) = (status, Some(finished.into()));
        let about = About {
            title: self.title.clone(),
            description: self.description.clone(),
            authors: vec![],
            date: finished.get(..10).unwrap_or(finished).into(),
            licence: "CC-BY-4.0".into(),
            software_url: env!("CARGO_PKG_REPOSITORY").into(),
            software_licence: env!("CARGO_PKG_LICENSE").into(),
        };
        write_atomic(&dir.file(CITATION), citation_cff(&about, &manifest))?;
        manifest.list_files(dir.path(), &[])?;
        let text = serde_json::to_string_pretty(&ro_crate(&about, &manifest)).expect("a crate becomes JSON");
        write_atomic(&dir.file(RO_CRATE), text + "\n")?;
        manifest.list_files(dir.path(), &[])?;
        manifest.write(dir.path())?;
        Ok(())
    }
}
