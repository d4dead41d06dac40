//! Any text as a scenario file beside a small table of places: it is read or complained about; what is read reads back
//! from its resolved text. The table has the names of the tutorial, and there are no others: reading them again for each
//! input would be most of the time; so would drawing all complaints, which are drawn for every eighth length of a text.
#![no_main]

use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

const PLACES: &str = "place,unit,population\nHarbour,North Shore,32000\nMillford,South Shore,18000\n";

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let texts = BTreeMap::from([("places.csv".to_string(), PLACES.to_string())]);
    Files::With(Box::new(Files::Folder("/nowhere/scenario.toml".into())), Arc::new(texts))
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Scenario::read(FILES.clone(), text.to_string(), &[]) {
        Ok(scenario) => {
            let resolved = scenario.resolved();
            let again = Scenario::read(FILES.clone(), resolved.clone(), &[]);
            assert_eq!(again.unwrap_or_else(|c| panic!("{c}")).resolved(), resolved);
        }
        Err(complaints) if text.len() % 8 == 0 => drop(complaints.render(false)),
        Err(_) => {}
    }
});
