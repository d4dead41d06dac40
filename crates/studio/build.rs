//! Embeds the page again after each build of it.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A folder that is not there would make every build begin here: the one above is watched instead.
    let page = Path::new("../../web/dist/studio");
    let watched = if page.exists() { page } else { Path::new("../../web") };
    println!("cargo::rerun-if-changed={}", watched.display());
}
