//! Any text as a scenario file beside the tables of the tutorial: it is read or complained
//! about; what is read reads back from its resolved text.
#![no_main]

use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Scenario::read(Files::BuiltIn("two-towns"), text.to_string(), &[]) {
        Ok(scenario) => {
            let resolved = scenario.resolved();
            let again = Scenario::read(Files::BuiltIn("two-towns"), resolved.clone(), &[]);
            assert_eq!(again.unwrap_or_else(|c| panic!("{c}")).resolved(), resolved);
        }
        Err(complaints) => drop(complaints.render(false)),
    }
});
