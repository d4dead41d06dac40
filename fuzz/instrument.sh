#!/bin/sh
# A RUSTC_WRAPPER that counts edges for libFuzzer in the project's own crates, and in no other: a stable compiler is enough.
case " $* " in
*" --crate-name groundswell_scenario "* | *" --crate-name groundswell_complaint "* | *" --crate-name scenario "* | \
    *" --crate-name table "* | *" --crate-name guard "* | *" --crate-name events "*)
    exec "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing
    ;;
*) exec "$@" ;;
esac
