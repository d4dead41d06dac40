//! The stamps of a directory: its manifest, from the moment at which work begins, its citation and its crate.

use crate::examine::is_given;
use crate::rundir::RunDir;
use groundswell_complaint::Complaint;
use groundswell_tables::stamp::citation::{About, CITATION, RO_CRATE, citation_cff, ro_crate};
use groundswell_tables::stamp::{Manifest, ManifestStatus, WrittenFile, write_atomic};
use std::path::PathBuf;

/// The name of the rule that makes a replicate's draws from the seed.
pub const SEED_SCHEME: &str = "groundswell-philox-1: key = mix(mix(seed) ^ replicate)";

/// Who made a directory, and when: what only the caller knows.
#[derive(Clone, Debug)]
pub struct Maker {
    /// Version of the software.
    pub version: String,
    /// Revision of its sources, if known.
    pub revision: Option<String>,
    /// The command line.
    pub command: Vec<String>,
    /// When it was begun, RFC 3339.
    pub started: String,
}

impl Maker {
    /// The same program that goes on with what a manifest says was begun. Where there is no manifest, work begins now.
    pub fn going_on(self, manifest: Option<&Manifest>) -> Maker {
        let Some(manifest) = manifest else { return self };
        Maker { command: manifest.command.clone(), started: manifest.started.clone(), ..self }
    }

    /// Who made the directory of this manifest.
    pub fn of(manifest: &Manifest) -> Maker {
        Maker {
            version: manifest.version.clone(),
            revision: manifest.git_revision.clone(),
            command: manifest.command.clone(),
            started: manifest.started.clone(),
        }
    }
}

/// What a directory holds.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Title, for a citation.
    pub title: String,
    /// A sentence.
    pub description: String,
    /// Seed.
    pub seed: u64,
    /// Versions of what the numbers depend on.
    pub versions: Vec<(&'static str, String)>,
    /// Whatever counts.
    pub counts: Vec<(&'static str, u64)>,
}

impl Stamp {
    fn manifest(&self, maker: &Maker) -> Manifest {
        let mut manifest =
            Manifest::begin(&maker.version, maker.revision.as_deref(), maker.command.clone(), &maker.started);
        (manifest.seed_scheme, manifest.seed) = (SEED_SCHEME.into(), self.seed);
        manifest.versions = self.versions.iter().map(|(name, version)| ((*name).into(), version.clone())).collect();
        manifest.counts = self.counts.iter().map(|(name, count)| ((*name).into(), *count)).collect();
        manifest
    }

    /// Writes the manifest of work that begins. Lists and returns what is there already: what was given, which nothing
    /// can compute again. `given` are the files of it that were listed before.
    ///
    /// # Errors
    /// A disk that cannot be written to.
    pub fn begin(
        &self,
        dir: &RunDir,
        maker: &Maker,
        given: Option<Vec<WrittenFile>>,
    ) -> Result<Vec<WrittenFile>, Complaint> {
        let mut manifest = self.manifest(maker);
        match given {
            Some(files) => manifest.files = files,
            None => manifest.list_files(dir.path(), &[])?,
        }
        manifest.write(dir.path())?;
        Ok(manifest.files)
    }

    /// Writes citation, crate and manifest: the last thing done to a directory. `known` are files whose sha256 was
    /// taken as they were written: what was damaged since then is not certified. What `goes` is not listed.
    ///
    /// # Errors
    /// A disk that cannot be read or written.
    pub fn close(
        &self,
        dir: &RunDir,
        maker: &Maker,
        status: ManifestStatus,
        finished: &str,
        known: &[WrittenFile],
        goes: impl Fn(&WrittenFile) -> bool,
    ) -> Result<(), Complaint> {
        let mut manifest = self.manifest(maker);
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
        let full = |file: &WrittenFile| WrittenFile { path: dir.path().join(&file.path), ..file.clone() };
        let known: Vec<WrittenFile> = known.iter().map(full).collect();
        manifest.list_files(dir.path(), &known)?;
        let text = serde_json::to_string_pretty(&ro_crate(&about, &manifest)).expect("a crate becomes JSON");
        write_atomic(&dir.file(RO_CRATE), text + "\n")?;
        manifest.relist(dir.path(), &[RO_CRATE])?;
        manifest.files.retain(|file| !goes(file));
        manifest.write(dir.path())?;
        Ok(())
    }
}

/// Who made a directory, by its manifest, and what was given there, as it was listed. Without a manifest all that is
/// known is the version.
pub fn made(dir: &RunDir, version: &str) -> (Maker, Vec<WrittenFile>) {
    match stamped(dir) {
        None => (Maker { version: version.into(), revision: None, command: vec![], started: String::new() }, vec![]),
        Some(manifest) => (Maker::of(&manifest), manifest.files.into_iter().filter(is_given).collect()),
    }
}

/// The manifest of a directory, if it has one that can be read.
pub fn stamped(dir: &RunDir) -> Option<Manifest> {
    Manifest::read(dir.path()).ok()
}

/// A file as a manifest lists it, by its name in the directory.
pub fn named(name: &str, file: &WrittenFile) -> WrittenFile {
    WrittenFile { path: PathBuf::from(name), ..file.clone() }
}
