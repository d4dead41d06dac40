//! `ro-crate-metadata.json` (RO-Crate 1.1, read by Zenodo, WorkflowHub, Dataverse) and `CITATION.cff` (Citation File
//! Format 1.2.0, read by GitHub, Zotero, JabRef) of a run directory.

use std::path::Path;

use serde_json::{Value, json};

use super::{FileError, Manifest, WrittenFile, write_atomic};

/// Name of the RO-Crate's description in a run directory; fixed by its specification.
pub const RO_CRATE: &str = "ro-crate-metadata.json";
/// Name of the citation file; fixed by its specification.
pub const CITATION: &str = "CITATION.cff";

/// What a citation says that a manifest does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Title of the run, e.g. `Groundswell run of kazakhstan-2022, 32 replicates`.
    pub title: String,
    /// A sentence or two: what was asked.
    pub description: String,
    /// Who made the run. Empty: the software's developers are named, since a citation needs an author.
    pub authors: Vec<String>,
    /// Day of the run, `2026-11-22`.
    pub date: String,
    /// SPDX name of the licence of the results, e.g. `CC-BY-4.0`.
    pub licence: String,
    /// Home of the software.
    pub software_url: String,
    /// SPDX name of the software's licence.
    pub software_licence: String,
}

impl About {
    fn authors(&self) -> Vec<String> {
        if self.authors.is_empty() { vec!["The Groundswell developers".into()] } else { self.authors.clone() }
    }
}

/// The crate's description: the root dataset, every file of the manifest, the software, the licences, and the act
/// that joined them. [`CITATION`] is listed too, whether or not the manifest has seen it.
pub fn ro_crate(about: &About, manifest: &Manifest) -> Value {
    // The description does not describe itself as part of the data; a manifest has no hash of itself.
    let of_the_run = |file: &&WrittenFile| !matches!(file.path.to_str(), Some(RO_CRATE | CITATION));
    let files: Vec<&WrittenFile> = manifest.files.iter().filter(of_the_run).collect();
    let authors: Vec<(String, String)> =
        about.authors().into_iter().enumerate().map(|(i, name)| (format!("#author-{}", i + 1), name)).collect();
    let author_ids: Vec<Value> = authors.iter().map(|(author, _)| id(author)).collect();

    let mut graph = vec![
        itself(),
        dataset(about, &files, &author_ids),
        action(manifest, &author_ids),
        software(about, manifest),
        json!({
            "@id": super::MANIFEST,
            "@type": "File",
            "name": "Passport of the run: command, seed, status, sha256 of every file",
            "encodingFormat": "application/json",
        }),
        json!({ "@id": CITATION, "@type": "File", "name": "How to cite this run", "encodingFormat": "text/yaml" }),
    ];
    graph.extend(files.iter().map(|file| file_entity(file)));
    let mut licences = vec![&about.licence, &about.software_licence];
    licences.dedup();
    graph.extend(licences.iter().map(|spdx| json!({ "@id": url(spdx), "@type": "CreativeWork", "name": spdx })));
    // Whether a name is a person's cannot be told; the developers are known to be many.
    let kind = if about.authors.is_empty() { "Organization" } else { "Person" };
    graph.extend(authors.iter().map(|(author, name)| json!({ "@id": author, "@type": kind, "name": name })));
    json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph })
}

fn id(id: &str) -> Value {
    json!({ "@id": id })
}

fn url(spdx: &str) -> String {
    format!("https://spdx.org/licenses/{spdx}")
}

fn name(file: &WrittenFile) -> String {
    encoded(&file.path.to_string_lossy())
}

fn itself() -> Value {
    json!({
        "@id": RO_CRATE,
        "@type": "CreativeWork",
        "about": id("./"),
        "conformsTo": id("https://w3id.org/ro/crate/1.1"),
    })
}

fn dataset(about: &About, files: &[&WrittenFile], authors: &[Value]) -> Value {
    let mut parts: Vec<Value> = files.iter().map(|file| id(&name(file))).collect();
    parts.extend([id(super::MANIFEST), id(CITATION)]);
    json!({
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "datePublished": about.date,
        "license": id(&url(&about.licence)),
        "author": authors,
        "hasPart": parts,
        "mentions": id("#run"),
    })
}

fn action(manifest: &Manifest, authors: &[Value]) -> Value {
    json!({
        "@id": "#run",
        "@type": "CreateAction",
        "name": manifest.command.join(" "),
        "instrument": id("#groundswell"),
        "agent": authors,
        "startTime": manifest.started,
        "endTime": manifest.finished,
        "result": id("./"),
    })
}

fn software(about: &About, manifest: &Manifest) -> Value {
    json!({
        "@id": "#groundswell",
        "@type": "SoftwareApplication",
        "name": manifest.software,
        "version": manifest.version,
        "identifier": manifest.git_revision,
        "url": about.software_url,
        "license": id(&url(&about.software_licence)),
    })
}

fn file_entity(file: &WrittenFile) -> Value {
    let path = file.path.to_string_lossy();
    json!({
        "@id": name(file),
        "@type": "File",
        "name": path,
        // The specification wants sizes as text.
        "contentSize": file.bytes.to_string(),
        "sha256": file.sha256,
        "encodingFormat": media_type(&path),
    })
}

/// Writes [`RO_CRATE`], atomically.
pub fn write_ro_crate(run: &Path, about: &About, manifest: &Manifest) -> Result<WrittenFile, FileError> {
    let mut text = format!("{:#}", ro_crate(about, manifest));
    text.push('\n');
    write_atomic(&run.join(RO_CRATE), text)
}

/// The citation as text. Strings are written as JSON, which YAML 1.2 contains, so that no name can break the file.
pub fn citation_cff(about: &About, manifest: &Manifest) -> String {
    let quoted = |text: &str| Value::from(text).to_string();
    let mut text = format!(
        "cff-version: 1.2.0\nmessage: {}\ntype: dataset\ntitle: {}\nabstract: {}\n",
        quoted("If you use these results, please cite them and the software that made them."),
        quoted(&about.title),
        quoted(&about.description),
    );
    text += &format!("date-released: {}\nlicense: {}\n", quoted(&about.date), about.licence);
    text += "authors:\n";
    for author in about.authors() {
        text += &format!("  - name: {}\n", quoted(&author));
    }
    text += &format!(
        "references:\n  - type: software\n    title: Groundswell\n    version: {}\n    authors:\n      - name: {}\n",
        quoted(&manifest.version),
        quoted("The Groundswell developers"),
    );
    text += &format!("    repository-code: {}\n    license: {}\n", quoted(&about.software_url), about.software_licence);
    if let Some(revision) = &manifest.git_revision {
        text += &format!("    commit: {}\n", quoted(revision));
    }
    text
}

/// Writes [`CITATION`], atomically.
pub fn write_citation(run: &Path, about: &About, manifest: &Manifest) -> Result<WrittenFile, FileError> {
    write_atomic(&run.join(CITATION), citation_cff(about, manifest))
}

/// Media types of the files a run directory holds.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("parquet") => "application/vnd.apache.parquet",
        Some("toml") => "application/toml",
        Some("csv") => "text/csv",
        Some("json") => "application/json",
        Some("jsonl") => "application/jsonl",
        Some("html") => "text/html",
        Some("md") => "text/markdown",
        _ => "application/octet-stream",
    }
}

/// A path as a relative URI reference, which is what an `@id` is.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> (About, Manifest) {
        let about = About {
            title: "Groundswell run: \"kazakhstan-2022\"".into(),
            description: "The first week of January 2022.".into(),
            authors: vec![],
            date: "2026-11-22".into(),
            licence: "CC-BY-4.0".into(),
            software_url: "https://github.com/groundswell-sim/groundswell".into(),
            software_licence: "MIT".into(),
        };
        let mut manifest =
            Manifest::begin("0.1.0", Some("48f5eb0"), vec!["groundswell".into()], "2026-11-22T15:10:00Z");
        let file = |path: &str| WrittenFile { path: path.into(), bytes: 4, sha256: "00".into() };
        manifest.files = vec![file("CITATION.cff"), file("data/a b.parquet")];
        (about, manifest)
    }

    #[test]
    fn the_crate_is_closed() {
        let (about, manifest) = example();
        let document = ro_crate(&about, &manifest);
        let graph = document["@graph"].as_array().unwrap();
        let known: Vec<&str> = graph.iter().map(|entity| entity["@id"].as_str().unwrap()).collect();
        let unique: std::collections::BTreeSet<_> = known.iter().collect();
        assert_eq!(unique.len(), known.len(), "an entity is described twice: {known:?}");
        for part in graph[1]["hasPart"].as_array().unwrap() {
            assert!(known.contains(&part["@id"].as_str().unwrap()), "{part} is named but not described");
        }
        assert!(known.contains(&"data/a%20b.parquet"));
    }

    #[test]
    fn the_citation_reads() {
        let (about, manifest) = example();
        let text = citation_cff(&about, &manifest);
        let title = r#"title: "Groundswell run: \"kazakhstan-2022\"""#;
        assert!(text.starts_with("cff-version: 1.2.0\n") && text.contains(title), "{text}");
        assert!(text.contains("  - name: \"The Groundswell developers\"\n"));
    }
}
