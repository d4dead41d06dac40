//! Any text as a guard: it is read, and reads back from what is shown of it, or the
//! complaint points into the text.
#![no_main]

use groundswell_scenario::guard::{parse, show};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(guard) => assert_eq!(parse(&show(&guard)), Ok(guard)),
        Err(error) => assert!(error.span.start <= error.span.end && error.span.end <= text.len()),
    }
});
